package types_test

import (
	"testing"

	. "github.com/amlsec/amlsec/bicep/types"
)

func TestLiteralAndPrimitive(t *testing.T) {
	fixed := obj(Property{Name: "a", Type: num(1), Flags: Required})
	for _, c := range []struct {
		typ       Type
		literal   bool
		primitive string
	}{
		{lit("a"), true, "string"}, {num(1), true, "int"}, {BoolLit{}, true, "bool"}, {Null{}, true, ""},
		{String{}, false, "string"}, {Any{}, false, ""}, {Never{}, false, ""},
		{tuple(num(1), lit("a")), true, "array"}, {tuple(Int{}), false, "array"}, {arr(num(1)), false, "array"},
		{fixed, true, "object"}, {obj(Property{Name: "a", Type: num(1)}), false, "object"}, {AnyObject(0), false, "object"},
		{Nullable(num(1)), false, "int"}, {NewUnion(lit("a"), String{}), false, "string"},
		{NewUnion(lit("a"), num(1)), false, ""}, {NewDiscriminated("d", 0, "k", nil), false, "object"},
	} {
		if got := IsLiteral(c.typ); got != c.literal {
			t.Errorf("%s: literal %v", c.typ, got)
		}
		if got, ok := Primitive(c.typ); ok != (c.primitive != "") || ok && got.String() != c.primitive {
			t.Errorf("%s: primitive %v", c.typ, got)
		}
	}
}
