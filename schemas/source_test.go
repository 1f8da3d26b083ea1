package schemas_test

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/schemas"
	"github.com/amlsec/amlsec/schemas/internal/azjson"
)

// checkout returns the folder that AMLSEC_TYPES names.
func checkout(t *testing.T) string {
	dir := os.Getenv("AMLSEC_TYPES")
	if dir == "" {
		t.Skip("AMLSEC_TYPES names no checkout of bicep-types-az")
	}
	return dir
}

// TestAgainstSource compares what Lookup returns with the nodes of the source,
// by a walk of both that knows nothing of the distilled form.
func TestAgainstSource(t *testing.T) {
	fsys := os.DirFS(checkout(t))
	set := schemas.New()
	compare(t, fsys, set.Types(), set.Lookup)
	all, err := schemas.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, fsys, set.Types(), all.Lookup)
}

func TestCheckout(t *testing.T) {
	fsys := os.DirFS("distill/testdata/tiny")
	all, err := schemas.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, fsys, []types.Ref{
		{Type: "Contoso.Shop/carts", Version: "2025-01-01"},
		{Type: "Contoso.Shop/shelves", Version: "2025-01-01"},
		{Type: "Contoso.Shop/unlisted", Version: "2025-01-01"},
	}, all.Lookup)
	for _, ref := range []types.Ref{{Type: "Contoso.Shop/tills", Version: "2025-01-01"}, {Type: "A.B/c", Version: "1x"}} {
		if _, ok := all.Lookup(ref.Type, ref.Version); ok {
			t.Errorf("%s: found", ref)
		}
	}
	if all.Err() != nil {
		t.Error(all.Err())
	}
	if _, err := schemas.Open(os.DirFS("data")); err == nil {
		t.Error("a folder without types is accepted")
	}
}

func TestBrokenCheckout(t *testing.T) {
	all, err := schemas.Open(fstest.MapFS{"g/a.b/1x/types.json": {Data: []byte("?")}})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := all.Lookup("A.B/c", "1x"); ok || all.Err() == nil {
		t.Errorf("got %v, error %v", ok, all.Err())
	}
}

// compare demands that lookup finds refs, in lower case, as fsys has them.
func compare(t *testing.T, fsys fs.FS, refs []types.Ref, lookup func(string, string) (*types.ResourceType, bool)) {
	t.Helper()
	source, err := azjson.Open(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range refs {
		namespace, _, _ := strings.Cut(ref.Type, "/")
		nodes, err := source.Load(namespace, ref.Version)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(nodes, func(n *azjson.Node) bool { return n.Name == ref.String() })
		r, ok := lookup(strings.ToLower(ref.Type), ref.Version)
		if i < 0 || !ok {
			t.Errorf("%s: not found", ref)
			continue
		}
		if r.Readable != types.Scope(nodes[i].Readable) || r.Writable != types.Scope(nodes[i].Writable) {
			t.Errorf("%s: scopes %s, %s", ref, r.Readable, r.Writable)
		}
		if err := (walk{}).same(nodes[i].Body, r.Body); err != nil {
			t.Errorf("%s: %v", ref, err)
		}
	}
}

// walk compares nodes with types; its keys are the pairs under comparison.
type walk map[string]bool

func (w walk) same(n *azjson.Node, t types.Type) error {
	switch n.Kind {
	case azjson.Object:
		o, ok := t.(*types.Object)
		if !ok || o.Name != n.Name || o.Flags.Has(types.Secure) != n.Sensitive {
			return fmt.Errorf("object %s became %v", n.Name, t)
		}
		return w.object(n, o, nil)
	case azjson.Discriminated:
		return w.discriminated(n, t)
	case azjson.Union:
		return w.union(n, t)
	case azjson.Array:
		a, ok := t.(*types.Array)
		if !ok {
			return fmt.Errorf("array became %v", t)
		}
		return w.same(n.Item, a.Item)
	}
	if want, got := scalar(n), strip(t); want != got {
		return fmt.Errorf("%#v became %#v", want, got)
	}
	return nil
}

// object compares the properties of o with those of n and, unless n has them
// too, those of base.
func (w walk) object(n *azjson.Node, o *types.Object, base map[string]azjson.Property) error {
	pair := fmt.Sprintf("%p %p", n, o)
	if w[pair] {
		return nil
	}
	w[pair] = true
	props := map[string]azjson.Property{}
	for name, p := range base {
		props[name] = p
	}
	for name, p := range n.Properties {
		props[name] = p
	}
	if len(props) != len(o.Properties()) || (n.Additional == nil) != (o.Additional() == nil) {
		return fmt.Errorf("%s has %d properties, became %d", n.Name, len(props), len(o.Properties()))
	}
	for name, p := range props {
		got, ok := o.Property(name)
		const given = types.Required | types.ReadOnly | types.WriteOnly | types.DeployTimeConstant | types.Identifier
		if !ok || got.Flags&given != types.PropFlags(p.Flags) || got.Flags.Has(types.ImplicitNull) != (p.Flags&3 == 0) {
			return fmt.Errorf("%s.%s: flags %b became %b", n.Name, name, p.Flags, got.Flags)
		}
		if err := w.same(p.Type, got.Type); err != nil {
			return fmt.Errorf("%s.%s: %w", n.Name, name, err)
		}
	}
	if n.Additional != nil {
		return w.same(n.Additional, o.Additional().Type)
	}
	return nil
}

func (w walk) discriminated(n *azjson.Node, t types.Type) error {
	d, ok := t.(*types.Discriminated)
	if !ok || d.Name != n.Name || d.Key != n.Discriminator || len(d.Variants) != len(n.Variants) {
		return fmt.Errorf("union %s became %v", n.Name, t)
	}
	for value, v := range n.Variants {
		o, ok := d.Variant(value)
		if !ok || o.Flags.Has(types.Secure) != v.Sensitive {
			return fmt.Errorf("%s: no variant %s", n.Name, value)
		}
		if err := w.object(v, o, n.Properties); err != nil {
			return err
		}
	}
	return nil
}

// union demands that every member of n is one of t, and the other way round as
// far as numbers tell.
func (w walk) union(n *azjson.Node, t types.Type) error {
	members := types.MembersOf(t)
	distinct := map[string]bool{}
	for _, e := range n.Elements {
		found := false
		for _, m := range members {
			if w.same(e, m) == nil {
				found = true
				distinct[m.String()] = true
			}
		}
		if !found {
			return fmt.Errorf("no member %s %s in %v", e.Kind, e.Value, t)
		}
	}
	if len(distinct) != len(members) {
		return fmt.Errorf("union of %d became %v", len(n.Elements), t)
	}
	return nil
}

// scalar returns what n ought to become, and strip a type without the flags
// that depend on where it stands.
func scalar(n *azjson.Node) types.Type {
	var r types.Range
	if n.Min != nil {
		r.Min, r.HasMin = *n.Min, true
	}
	if n.Max != nil {
		r.Max, r.HasMax = *n.Max, true
	}
	var secure types.Flags
	if n.Sensitive {
		secure = types.Secure
	}
	switch n.Kind {
	case azjson.Any:
		return types.Any{}
	case azjson.Bool:
		return types.Bool{}
	case azjson.Int:
		return types.NewInt(r, 0)
	case azjson.String:
		return types.NewString(r, n.Pattern, secure)
	case azjson.Literal:
		return types.StringLit{Value: n.Value}
	}
	return types.Null{}
}

func strip(t types.Type) types.Type {
	switch t := t.(type) {
	case types.Bool:
		return types.Bool{}
	case types.Int:
		return types.Int{Range: t.Range}
	case types.IntLit:
		return types.IntLit{Value: t.Value}
	case types.String:
		return types.String{Length: t.Length, Pattern: t.Pattern, Flags: t.Flags & types.Secure}
	case types.StringLit:
		return types.StringLit{Value: t.Value}
	}
	return t
}
