package types_test

import (
	"sync"
	"testing"

	. "github.com/amlsec/amlsec/bicep/types"
)

func TestObjectProperties(t *testing.T) {
	o := NewObject("o", 0, NewShape([]Property{{Name: "b"}, {Name: "a"}, {Name: "b", Flags: Required}}, nil))
	if props := o.Properties(); len(props) != 2 || props[0].Name != "a" || props[1].Flags != Required {
		t.Errorf("got %v", props)
	}
	if _, ok := o.Property("B"); ok {
		t.Error("names are case-sensitive")
	}
	if !o.Sealed() || AnyObject(0).Sealed() {
		t.Error("sealed is wrong")
	}
}

func TestLazyObject(t *testing.T) {
	loads := 0
	var o *Object
	o = LazyObject("node", 0, func() Shape {
		loads++
		return NewShape([]Property{{Name: "next", Type: Nullable(o)}}, nil)
	})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got, _ := At(o, "next.next.next"); got.String() != "node | null" {
				t.Errorf("got %v", got)
			}
		})
	}
	wg.Wait()
	if loads != 1 {
		t.Errorf("loaded %d times", loads)
	}
}

func TestAssignType(t *testing.T) {
	for _, c := range []struct {
		flags PropFlags
		want  string
	}{{0, "string"}, {ImplicitNull, "null | string"}, {ImplicitNull | Required, "string"}} {
		if got := (Property{Type: String{}, Flags: c.flags}).AssignType(); got.String() != c.want {
			t.Errorf("%b: got %s, want %s", c.flags, got, c.want)
		}
	}
}

func TestPropertyAt(t *testing.T) {
	pool := obj(Property{Name: "mode", Type: NewUnion(lit("System"), lit("User"))})
	aks := obj(Property{Name: "kind", Type: lit("aks")}, Property{Name: "pools", Type: Nullable(arr(pool)), Flags: ReadOnly})
	tags := NewObject("Tags", 0, NewShape(nil, &Property{Type: String{}}))
	d := NewDiscriminated("compute", 0, "kind", []Variant{{"aks", aks}, {"vm", obj()}})
	root := obj(Property{Name: "properties", Type: d}, Property{Name: "tags", Type: tags})
	for _, c := range []struct {
		path, want string
		flags      PropFlags
	}{
		{"properties.pools[*].mode", "'System' | 'User'", 0},
		{"properties.pools", "null | object[]", ReadOnly},
		{"tags.cost", "string", 0},
		{"tags.*", "string", 0},
		{"properties.pool", "", 0},
		{"tags.cost.centre", "", 0},
		{"", "object", 0},
	} {
		got, ok := PropertyAt(root, c.path)
		if ok != (c.want != "") || ok && (got.Type.String() != c.want || got.Flags != c.flags) {
			t.Errorf("%s: got %v %v", c.path, got, ok)
		}
	}
}

func TestIsSecure(t *testing.T) {
	if o := obj(Property{Name: "value", Type: String{Flags: Secure}}); !IsSecure(Nullable(String{Flags: Secure})) || IsSecure(o) {
		t.Error("IsSecure is wrong")
	}
}

func TestModule(t *testing.T) {
	m := NewModule(ModuleSpec{Scope: ScopeResourceGroup, From: ScopeSubscription,
		Params: []Property{{Name: "p", Type: Int{}, Flags: Required}}})
	for _, c := range []struct {
		name  string
		flags PropFlags
	}{{"params", Required | WriteOnly}, {"scope", Required}, {"outputs", ReadOnly}, {"name", DeployTimeConstant}} {
		if p, ok := m.Body.Property(c.name); !ok || !p.Flags.Has(c.flags) {
			t.Errorf("%s: got %v", c.name, p)
		}
	}
}

func TestDiscriminator(t *testing.T) {
	d := NewDiscriminated("x", 0, "kind", []Variant{{"b", named("b", "kind", lit("b"))}, {"a", obj()}})
	if p := d.Discriminator(); p.Type.String() != "'a' | 'b'" || p.Flags != Required {
		t.Errorf("got %v", p)
	}
	if _, ok := d.Variant("A"); ok {
		t.Error("values are case-sensitive")
	}
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, s   string
		match, known bool
	}{
		{"", "x", true, true},
		{"^[a-z]+$", "abc", true, true},
		{"^[a-z]+$", "ABC", false, true},
		{"^(?!x)", "abc", false, false},
	} {
		if match, known := Matches(c.pattern, c.s); match != c.match || known != c.known {
			t.Errorf("%s: got %v %v", c.pattern, match, known)
		}
	}
	if n := Length("a💪"); n != 3 {
		t.Errorf("length %d", n)
	}
}
