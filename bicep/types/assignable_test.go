package types_test

import (
	"testing"

	. "github.com/amlsec/amlsec/bicep/types"
)

func TestAssignable(t *testing.T) {
	loose := String{Flags: Loose}
	ab := NewUnion(lit("a"), lit("b"))
	vnet := &ResourceType{Ref: Ref{"Microsoft.Network/virtualNetworks", "2025-05-01"}, Body: obj()}
	subnet := ParentRef{Ref{"microsoft.network/virtualnetworks/subnets", "2025-05-01"}}
	rg := NewObject("resourceGroup", 0, Shape{})
	rg.Scope = ScopeResourceGroup
	module := NewModule(ModuleSpec{})
	dependsOn := DependsOn().(*Array).Item
	predicate := &Lambda{Params: []Type{String{}}, Optional: []Type{Int{}}, Returns: Bool{}}
	for _, c := range []struct {
		src, dst Type
		want     bool
	}{
		{Any{}, String{}, true}, {String{}, Any{}, true}, {Any{}, Error{}, false}, {Error{}, Any{}, false},
		{Null{}, Null{}, true}, {Null{}, String{}, false}, {Null{}, Nullable(String{}), true},
		{String{}, Int{}, false}, {lit("a"), String{}, true}, {num(1), Int{}, true}, {BoolLit{}, Bool{}, true},
		{lit("a"), lit("a"), true}, {lit("a"), lit("A"), false}, {num(1), num(2), false},
		{String{}, lit("a"), false}, {loose, lit("a"), true}, {loose, ab, true}, {String{}, ab, false},
		{Int{Flags: Loose}, num(3), true}, {Bool{Flags: Loose}, BoolLit{Value: true}, true},
		{lit("b"), StringLit{Value: "a", Flags: Loose}, false},
		{String{Length: AtLeast(9)}, String{Length: AtMost(3)}, true}, // the checker tells of lengths
		{ab, String{}, true}, {ab, lit("a"), false}, {ab, NewUnion(ab, lit("c")), true},
		{NewUnion(String{}, Int{}), String{}, false}, {Never{}, Int{}, true}, {Int{}, Never{}, false},
		{arr(String{}), arr(Int{}), true}, {tuple(), arr(Int{}), true}, {arr(Int{}), AnyObject(0), false},
		{obj(), AnyObject(0), true}, {obj(), NewDiscriminated("x", 0, "kind", nil), true}, {obj(), String{}, false},
		{vnet, AnyObject(0), true}, {vnet, String{}, false}, {module, AnyObject(0), true},
		{vnet, subnet, true}, {AnyObject(0), subnet, false},
		{vnet, ParentRef{Ref{"Microsoft.Network/virtualNetworks", ""}}, false},
		{vnet, dependsOn, true}, {arr(module), dependsOn, true}, {rg, dependsOn, true}, {String{}, dependsOn, false},
		{AnyObject(0), dependsOn, false}, {rg, ScopeRef{Scope: ScopeSubscription}, true},
		{AnyObject(0), ScopeRef{Scope: ScopeSubscription}, false}, {vnet, ScopeRef{Scope: ScopeResource}, true},
		{&Meta{String{}}, Any{}, false}, {&Namespace{Name: "sys"}, Any{}, false},
		{&Lambda{Params: []Type{Any{}}, Returns: Any{}}, predicate, true},
		{&Lambda{Params: []Type{Any{}, Any{}}, Returns: Bool{}}, predicate, true},
		{&Lambda{Params: []Type{Any{}, Any{}, Any{}}, Returns: Bool{}}, predicate, false},
		{&Lambda{Returns: Bool{}}, predicate, false},
		{&Lambda{Params: []Type{Any{}}, Returns: Int{}}, predicate, false},
		{String{}, predicate, false},
	} {
		if got := Assignable(c.src, c.dst); got != c.want {
			t.Errorf("%s to %s: got %v", c.src, c.dst, got)
		}
	}
}

func TestAssignableIfNotNull(t *testing.T) {
	if got, ok := AssignableIfNotNull(Nullable(String{}), String{}); !ok || got != (String{}) {
		t.Errorf("got %v %v", got, ok)
	}
	for _, src := range []Type{String{}, Null{}, Nullable(Int{})} {
		if _, ok := AssignableIfNotNull(src, String{}); ok {
			t.Errorf("%s: assignable", src)
		}
	}
}

func TestCollapse(t *testing.T) {
	strong := func(p ...Property) *Object { return NewObject("o", 0, NewShape(p, nil)) }
	x := strong(Property{Name: "a", Type: String{}, Flags: Required}, Property{Name: "b", Type: Int{}, Flags: Required})
	y := strong(Property{Name: "a", Type: Int{}, Flags: Required})
	one := named("{ kind: 'x' }", "kind", lit("x"))
	two := named("{ kind: 'y' }", "kind", lit("y"))
	for _, c := range []struct {
		list []Type
		want string // empty when the union does not collapse
	}{
		{[]Type{lit("a"), String{}}, "string"},
		{[]Type{lit("a"), lit("b")}, "'a' | 'b'"},
		{[]Type{lit("abc"), String{Length: AtMost(2)}}, "'abc' | string"},
		{[]Type{lit("abc"), String{Pattern: "^x"}}, "'abc' | string"},
		{[]Type{lit("a"), String{}, Null{}}, "null | string"},
		{[]Type{num(1), num(2)}, "int"}, {[]Type{num(1), num(3)}, "1 | 3"},
		{[]Type{BoolLit{}, BoolLit{Value: true}}, "bool"}, {[]Type{BoolLit{}, Null{}}, "false | null"},
		{[]Type{lit("a"), num(1)}, ""}, {[]Type{String{}, AnyObject(0)}, ""},
		{[]Type{arr(Int{}), tuple(num(1), num(2))}, "int[]"},
		{[]Type{tuple(Int{}, Int{}), arr(Int{})}, "int[]"},
		{[]Type{tuple(num(1), lit("a")), tuple(num(2), lit("b"))}, "[1, 'a'] | [2, 'b']"},
		{[]Type{one, two}, "{ kind: 'x' } | { kind: 'y' }"},
		{[]Type{x, y}, "{ a: int | string, b: int }"},
		{[]Type{x, y, Null{}}, "null | { a: int | string, b: int }"},
	} {
		got, ok := Collapse(NewUnion(c.list...))
		if ok != (c.want != "") || ok && got.String() != c.want {
			t.Errorf("%v: got %v, want %q", c.list, got, c.want)
		}
	}
	merged, _ := Collapse(NewUnion(x, y))
	if b, _ := merged.(*Object).Property("b"); b.Flags != Fallback&Required {
		t.Errorf("flags of b: %b", b.Flags)
	}
	if d, ok := CollapseUnion(one, two).(*Discriminated); !ok || d.Key != "kind" || len(d.Variants) != 2 {
		t.Errorf("got %v", d)
	}
}

func TestCollapseRanges(t *testing.T) {
	got, _ := Collapse(NewUnion(Int{Range: Between(1, 3)}, Int{Range: Between(4, 6)}, num(9)))
	want := NewUnion(Int{Range: Between(1, 6)}, num(9))
	if !Same(got, want) {
		t.Errorf("got %#v", got)
	}
	got, _ = Collapse(NewUnion(String{Length: AtMost(3)}, String{Length: AtLeast(2)}))
	if got != (String{}) {
		t.Errorf("got %#v", got)
	}
}
