package types

// IsLiteral reports whether t has but one value: a literal, null, a tuple of
// such, or a sealed object whose properties are all required and such.
func IsLiteral(t Type) bool {
	switch t := t.(type) {
	case BoolLit, IntLit, StringLit, Null:
		return true
	case *Tuple:
		return all(t.Items, IsLiteral)
	case *Object:
		for _, p := range t.Properties() {
			if !p.Flags.Has(Required) || !IsLiteral(p.Type) {
				return false
			}
		}
		return t.Sealed()
	}
	return false
}

// Primitive returns which of bool, int, string, object and array a value of
// type t is in a template, without flags and limits. It reports false when
// that cannot be told, as of a union of several kinds. Null is looked through.
func Primitive(t Type) (Type, bool) {
	t, _ = NonNull(t)
	members := MembersOf(t)
	switch {
	case len(members) == 0:
		return nil, false
	case all(members, isBool):
		return Bool{}, true
	case all(members, isInt):
		return Int{}, true
	case all(members, isString):
		return String{}, true
	case all(members, isArray):
		return &Array{Item: Any{}}, true
	case all(members, isObject):
		return AnyObject(0), true
	}
	return nil, false
}
