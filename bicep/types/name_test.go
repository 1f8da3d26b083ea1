package types_test

import (
	"testing"

	. "github.com/amlsec/amlsec/bicep/types"
)

func lit(s string) Type    { return StringLit{Value: s} }
func num(n int64) Type     { return IntLit{Value: n} }
func arr(t Type) Type      { return &Array{Item: t} }
func tuple(l ...Type) Type { return &Tuple{Items: l} }
func obj(p ...Property) *Object {
	return NewObject("object", 0, NewShape(p, nil))
}

// The names on the right are those in the symbol tables of Bicep's own
// baselines.
func TestNames(t *testing.T) {
	object := AnyObject(0)
	ab := NewUnion(lit("a"), lit("b"))
	tagged := NewDiscriminated("", 0, "type", []Variant{
		{"b", named("{ type: 'b', value: int }", "type", lit("b"))},
		{"a", named("{ type: 'a', value: string }", "type", lit("a"))},
	})
	for _, c := range []struct {
		typ  Type
		want string
	}{
		{Any{}, "any"}, {Null{}, "null"}, {Never{}, "never"}, {Error{}, "error"},
		{Bool{}, "bool"}, {BoolLit{Value: true}, "true"}, {BoolLit{}, "false"},
		{Int{}, "int"}, {num(-13), "-13"}, {String{}, "string"},
		{lit(""), "''"}, {lit("it's"), `'it\'s'`}, {lit("a\n\r\t\\"), `'a\n\r\t\\'`},
		{lit("${x} $x $"), `'\${x} $x $'`}, {lit("💪"), "'💪'"},
		{arr(Any{}), "array"}, {arr(String{}), "string[]"}, {arr(arr(Int{})), "int[][]"},
		{arr(lit("foo")), "'foo'[]"}, {arr(ab), "('a' | 'b')[]"}, {arr(Never{}), "never[]"},
		{arr(NewUnion(AnyObject(0), AnyObject(0))), "(object | object)[]"},
		{tuple(), "<empty array>"}, {tuple(num(1), num(2)), "[1, 2]"},
		{arr(tuple(Int{}, NewUnion(lit("two"), lit("one")), String{})), "[int, 'one' | 'two', string][]"},
		{NewUnion(num(8), num(3), num(-13), num(10), num(5)), "-13 | 10 | 3 | 5 | 8"},
		{Nullable(String{}), "null | string"}, {Nullable(lit("value")), "'value' | null"},
		{NewUnion(lit("hi"), Bool{}, num(3)), "'hi' | 3 | bool"},
		{NewUnion(), "never"}, {NewUnion(object), "object"}, {NewUnion(Any{}, String{}), "any"},
		{tagged, "{ type: 'a', value: string } | { type: 'b', value: int }"},
		{Nullable(tagged), "null | ({ type: 'a', value: string } | { type: 'b', value: int })"},
		{&Meta{String{}}, "Type<string>"}, {&Meta{ab}, "Type<'a' | 'b'>"},
		{&Lambda{Returns: String{}}, "() => string"},
		{&Lambda{Params: []Type{String{}}, Returns: tuple(String{})}, "string => [string]"},
		{&Lambda{Params: []Type{String{}, Any{}}, Returns: lit("foo")}, "(string, any) => 'foo'"},
		{&Lambda{Params: []Type{Any{}, Any{}}, Optional: []Type{Int{}}, Returns: Any{}}, "(any, any[, int]) => any"},
		{&Lambda{Params: []Type{Any{}}, Optional: []Type{Int{}}, Returns: Bool{}}, "(any[, int]) => bool"},
		{&Lambda{Optional: []Type{Int{}}, Returns: Bool{}}, "([int]) => bool"},
		{&Lambda{Params: []Type{ab}, Returns: ab}, "('a' | 'b') => ('a' | 'b')"},
		{DependsOn().(*Array).Item, "module[] | (resource | module) | resource[]"},
		{ScopeRef{Scope: ScopeResource | ScopeTenant}, "resource | tenant"},
		{arr(NewModule(ModuleSpec{})), "module[]"}, {Nullable(NewModule(ModuleSpec{})), "module | null"},
		{&ResourceType{Ref: Ref{"Mock.Rp/mock", "2020-01-01"}}, "Mock.Rp/mock@2020-01-01"},
		{ParentRef{Ref{"Mock.Rp/a/b", "2020-01-01"}}, "Mock.Rp/a"},
	} {
		if got := c.typ.String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func named(name, key string, value Type) *Object {
	return NewObject(name, 0, NewShape([]Property{{Name: key, Type: value, Flags: Required}}, nil))
}

func TestStructName(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{StructName(nil, ""), "{ }"},
		{StructName([]Field{{"foo", "string"}, {"a-b", "int"}, {"true", "1"}}, ""), "{ foo: string, 'a-b': int, 'true': 1 }"},
		{StructName(nil, "string"), "{ *: string }"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func TestUnionMembers(t *testing.T) {
	secure := String{Flags: Secure}
	o := obj()
	for _, c := range []struct {
		list []Type
		want int
	}{
		{[]Type{String{}, String{}}, 1},
		{[]Type{String{}, secure}, 2},
		{[]Type{o, o}, 1},
		{[]Type{o, obj()}, 2},
		{[]Type{arr(String{}), arr(Any{}), arr(Int{})}, 1},
		{[]Type{arr(Any{}), tuple(Int{})}, 1},
		{[]Type{tuple(Int{}), tuple(Int{})}, 1},
		{[]Type{Nullable(Int{}), Nullable(String{})}, 3},
		{[]Type{Never{}}, 0},
	} {
		if got := MembersOf(NewUnion(c.list...)); len(got) != c.want {
			t.Errorf("%v: got %v, want %d members", c.list, got, c.want)
		}
	}
}

func TestNonNull(t *testing.T) {
	if got, ok := NonNull(Nullable(String{})); !ok || got != (String{}) {
		t.Errorf("got %v %v", got, ok)
	}
	if got, ok := NonNull(Null{}); ok || got != (Null{}) {
		t.Errorf("got %v %v", got, ok)
	}
}
