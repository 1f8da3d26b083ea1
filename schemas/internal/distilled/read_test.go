package distilled

import (
	"strings"
	"sync"
	"testing"

	"github.com/amlsec/amlsec/bicep/types"
)

const sample = `A.B/c object
	id:rc string
	name:!c string(1..24 "^[a-z]\"'+$")
	properties:! #Props
	tags #Tags
A.B/c@2025-01-01 resource ge g #A.B/c
	listAll(#Props) []#Props
	listKeys() secret
Empty union kind
	note string
Props object
	both any
	count int(..5)
	fixed int(3..3)
	list []('a'|'b')
	mode 'a'|'it\'s \\ \n'|string
	none null
	on bool
	pay @Pay
	pays []@Pay
	self #Props
	void @Empty
Props~2 object
	x any
Pay union kind
	kind any
	note string
	'Card' !Props~2
	'Cash' #Tags
Tags object
	kind 'Cash'
	* string
`

// table returns the sample with its blocks in order.
func table() *Table {
	var blocks []string
	for line := range strings.Lines(sample) {
		if line[0] != '\t' {
			blocks = append(blocks, "")
		}
		blocks[len(blocks)-1] += line
	}
	for i := range blocks {
		for j := i; j > 0 && header(blocks[j]) < header(blocks[j-1]); j-- {
			blocks[j], blocks[j-1] = blocks[j-1], blocks[j]
		}
	}
	return NewTable(strings.Join(blocks, ""))
}

func header(block string) string {
	key, _, _ := strings.Cut(block, " ")
	return key
}

func TestRead(t *testing.T) {
	r, err := table().Resource("A.B/c@2025-01-01")
	if err != nil {
		t.Fatal(err)
	}
	if r.Readable != types.ScopeResourceGroup|types.ScopeResource || r.Writable != types.ScopeResourceGroup {
		t.Errorf("scopes %s, %s", r.Readable, r.Writable)
	}
	if len(r.Functions) != 2 || r.Functions[0].Input.String() != "Props" || r.Functions[1].Output.String() != "string" {
		t.Errorf("functions %v", r.Functions)
	}
	const nested = types.WarnProperty | types.WarnMismatch
	for _, c := range []struct {
		path, want string
		flags      types.Flags
		props      types.PropFlags
	}{
		{"id", "string", types.WarnProperty, types.ReadOnly | types.DeployTimeConstant},
		{"name", "string", types.WarnProperty, types.Required | types.DeployTimeConstant},
		{"properties", "Props", types.WarnProperty, types.Required},
		{"properties.self.self", "Props", nested, types.ImplicitNull},
		{"properties.both", "any", 0, types.ImplicitNull},
		{"properties.count", "int", nested, types.ImplicitNull},
		{"properties.fixed", "3", nested, types.ImplicitNull},
		{"properties.list", "('a' | 'b')[]", nested, types.ImplicitNull},
		{"properties.mode", `'a' | 'it\'s \\ \n' | string`, 0, types.ImplicitNull},
		{"properties.none", "null", 0, types.ImplicitNull},
		{"properties.on", "bool", nested, types.ImplicitNull},
		{"properties.pay", "Pay", nested, types.ImplicitNull},
		{"properties.pay.x", "any", 0, 0},
		{"properties.pays[*].note", "string", nested, types.ImplicitNull},
		{"properties.void", "Empty", nested, types.ImplicitNull},
		{"tags.anything", "string", nested, 0},
	} {
		p, ok := types.PropertyAt(r.Body, c.path)
		if !ok || p.Type.String() != c.want || types.FlagsOf(p.Type) != c.flags || p.Flags != c.props {
			t.Errorf("%s: got %v %v, flags %b %b", c.path, ok, p.Type, types.FlagsOf(p.Type), p.Flags)
		}
	}
}

func TestReadDetails(t *testing.T) {
	r, err := table().Resource("A.B/c@2025-01-01")
	if err != nil {
		t.Fatal(err)
	}
	want := types.String{Length: types.Between(1, 24), Pattern: `^[a-z]"'+$`, Flags: types.WarnProperty}
	if got, _ := types.At(r.Body, "name"); got != want {
		t.Errorf("got %#v", got)
	}
	pay, _ := types.At(r.Body, "properties.pay")
	card, ok := pay.(*types.Discriminated).Variant("Card")
	if !ok || !card.Flags.Has(types.Secure) || card.Name != "Card" {
		t.Errorf("got %v %v", card, ok)
	}
	// A variant's own property wins over that of all variants.
	if cash, _ := pay.(*types.Discriminated).Variant("Cash"); cash.Additional() == nil {
		t.Error("Cash is sealed")
	} else if p, _ := cash.Property("kind"); p.Type.String() != "'Cash'" {
		t.Errorf("kind is %s", p.Type)
	}
	if a, _ := types.At(r.Body, "properties.self"); a != must(types.At(r.Body, "properties.self.self")) {
		t.Error("one block seen from one level gave two types")
	}
}

func must(t types.Type, _ bool) types.Type { return t }

func TestReadConcurrently(t *testing.T) {
	tab := table()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			r, err := tab.Resource("A.B/c@2025-01-01")
			if err != nil {
				t.Error(err)
				return
			}
			if got, _ := types.At(r.Body, "properties.self.pay.note"); got == nil {
				t.Error("nothing found")
			}
		})
	}
	wg.Wait()
}

func TestDamage(t *testing.T) {
	for _, text := range []string{
		"", "A@1x", "A@1x resource g g ", "A@1x resource g g #", "A@1x resource g g what", "A@1x resource g",
		"A@1x resource g g any\n\tlist(", "A@1x resource g g any\n\tlist()", "A@1x resource g g 'x",
		"A@1x resource g g int(", "A@1x resource g g string(\"x", "A@1x object\n", "A@1x resource g g @B",
	} {
		if r, err := NewTable(text).Resource("A@1x"); err == nil {
			if o, ok := r.Body.(*types.Object); !ok || len(o.Properties()) != 0 {
				t.Errorf("%q: got %v", text, r)
			}
		}
	}
	r, err := NewTable("A@1x resource g g #B\nB object\n\tx:? any\n").Resource("A@1x")
	if err != nil {
		t.Fatal(err)
	}
	if a := r.Body.(*types.Object).Additional(); a == nil || a.Type != (types.Any{}) {
		t.Errorf("a damaged object is not open: %v", a)
	}
}

func FuzzDamage(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(_ *testing.T, text string) {
		if r, err := NewTable(text).Resource("A.B/c@2025-01-01"); err == nil {
			types.At(r.Body, "properties.pays[*].note")
		}
	})
}
