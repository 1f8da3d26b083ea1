package types_test

import (
	"testing"

	. "github.com/amlsec/amlsec/bicep/types"
)

func TestParseRef(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Ref
		ok   bool
	}{
		{"Microsoft.Network/virtualNetworks@2025-05-01", Ref{"Microsoft.Network/virtualNetworks", "2025-05-01"}, true},
		{"subnets", Ref{"subnets", ""}, true},
		{"subnets@2025-05-01", Ref{"subnets", "2025-05-01"}, true},
		{"", Ref{}, false}, {"a/", Ref{}, false}, {"a@", Ref{}, false}, {"a b", Ref{}, false}, {"a@b@c", Ref{}, false},
	} {
		if got, ok := ParseRef(c.in); got != c.want || ok != c.ok {
			t.Errorf("%q: got %v %v", c.in, got, ok)
		}
	}
	parent, child := Ref{"A.B/c", "1"}, Ref{"a.b/C/d", "2"}
	if !parent.IsParentOf(child) || child.IsParentOf(parent) || child.Parent() != "a.b/C" || child.Depth() != 3 {
		t.Error("parents are wrong")
	}
	if got := parent.Child(Ref{"d", ""}); got != (Ref{"A.B/c/d", "1"}) {
		t.Errorf("got %v", got)
	}
}

func TestDeclare(t *testing.T) {
	subnet := &ResourceType{
		Ref:      Ref{"Microsoft.Network/virtualNetworks/subnets", "2025-05-01"},
		Readable: ScopeResourceGroup, Writable: ScopeResourceGroup,
		Body: obj(
			Property{Name: "name", Type: String{Length: AtMost(80)}, Flags: Required | DeployTimeConstant},
			Property{Name: "properties", Type: AnyObject(0)},
			Property{Name: "sku", Type: AnyObject(0), Flags: Required},
		),
	}
	lock := &ResourceType{Ref: Ref{"Microsoft.Authorization/locks", "2020-05-01"}, Readable: ScopeAny, Writable: ScopeAny, Body: obj()}
	for _, c := range []struct {
		what        string
		res         *ResourceType
		as          Declaration
		name        string
		want        string // type, empty when absent
		has, hasNot PropFlags
	}{
		{"own name of a child", subnet, Declaration{}, "name", "string", Required | System | LoopVariant | ReadableAtDeployTime, 0},
		{"parent", subnet, Declaration{}, "parent", "Microsoft.Network/virtualNetworks", DisallowAny, Required},
		{"no parent inside it", subnet, Declaration{Nested: true, HasParent: true}, "parent", "", 0, 0},
		{"no scope", subnet, Declaration{}, "scope", "", 0, 0},
		{"scope of existing", subnet, Declaration{Existing: true}, "scope", "resourceGroup", System, ReadOnly},
		{"existing properties", subnet, Declaration{Existing: true}, "properties", "object", ReadOnly, 0},
		{"existing sku", subnet, Declaration{Existing: true}, "sku", "object", ReadOnly, Required | DeployTimeConstant},
		{"sku", subnet, Declaration{}, "sku", "object", Required | DeployTimeConstant, ReadableAtDeployTime},
		{"fallback", subnet, Declaration{}, "identity", "identity", Fallback, 0},
		{"asserts", subnet, Declaration{}, "asserts", "ResourceAsserts", DeployTimeConstant, Fallback},
		{"scope of an extension", lock, Declaration{}, "scope", "resource | tenant", DeployTimeConstant, Required},
		{"dependsOn", lock, Declaration{}, "dependsOn", "(module[] | (resource | module) | resource[])[]", WriteOnly, ReadOnly},
	} {
		p, ok := c.res.Declare(c.as).Body.(*Object).Property(c.name)
		if ok != (c.want != "") || ok && p.Type.String() != c.want {
			t.Errorf("%s: got %v %v", c.what, p, ok)
		}
		if !p.Flags.Has(c.has) || p.Flags&c.hasNot != 0 {
			t.Errorf("%s: flags %012b", c.what, p.Flags)
		}
	}
	nested := subnet.Declare(Declaration{HasParent: true}).Body.(*Object)
	if p, _ := nested.Property("name"); p.Type != (String{Length: AtMost(80)}) {
		t.Errorf("name with a parent: %#v", p.Type)
	}
}

func TestDeclareDiscriminated(t *testing.T) {
	aks := obj(Property{Name: "kind", Type: lit("AKS"), Flags: Required}, Property{Name: "name", Type: String{}, Flags: Required})
	r := &ResourceType{Ref: Ref{"A.B/c", "2025-05-01"}, Readable: ScopeResourceGroup, Writable: ScopeResourceGroup,
		Body: NewDiscriminated("c", 0, "kind", []Variant{{"AKS", aks}})}
	d, ok := r.Declare(Declaration{}).Body.(*Discriminated)
	if !ok || len(d.Variants) != 1 {
		t.Fatalf("got %v", d)
	}
	if p, _ := d.Variants[0].Object.Property("name"); !p.Flags.Has(System) {
		t.Errorf("name: flags %b", p.Flags)
	}
	existing, ok := r.Declare(Declaration{Existing: true}).Body.(*Object)
	if !ok || existing.Name != "A.B/c@2025-05-01" {
		t.Errorf("existing: got %v", existing)
	}
}

func TestUnknownResource(t *testing.T) {
	for _, c := range []struct {
		ref Ref
		ok  bool
	}{
		{Ref{"A.B/c", "2025-05-01"}, true}, {Ref{"A.B/c/d-e", "2025-05-01-preview"}, true},
		{Ref{"A.B/c", ""}, false}, {Ref{"A.B/c", "v1"}, false}, {Ref{"A.B", "2025-05-01"}, false},
		{Ref{"A-B/c", "2025-05-01"}, false}, {Ref{"A.B/c.d", "2025-05-01"}, false}, {Ref{"A.B/c", "2025-05-01-old"}, false},
	} {
		if r, ok := UnknownResource(c.ref); ok != c.ok || ok && r.Declare(Declaration{}).Body == nil {
			t.Errorf("%v: got %v", c.ref, ok)
		}
	}
}
