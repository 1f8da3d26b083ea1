// Package types holds the closed set of types that Bicep's checker reasons
// about, how their names are printed, and which value may stand where another
// is wanted.
//
// Scalars (Any, Null, Never, Error, Bool, BoolLit, Int, IntLit, String,
// StringLit, ScopeRef, ParentRef) are plain values and compare with ==.
// Composites (*Array, *Tuple, *Object, *Discriminated, *Union, *Lambda,
// *ResourceType, *Module, *Namespace, *Meta) are pointers. Every type is
// immutable once built and safe for concurrent use; an *Object may compute
// its properties on first use, which is how recursive types and large resource
// schemas are represented.
package types

// Type is one of the types of this package. String is the name exactly as
// Bicep prints it in a message.
type Type interface {
	String() string
	isType()
}

// Flags modify how strictly a type is checked. They are part of a type's
// identity: a secure string and a string are two members of a union.
type Flags uint8

const (
	// WarnMismatch makes a value of the wrong type a warning: provider
	// schemas are known to be inaccurate below their top level.
	WarnMismatch Flags = 1 << iota
	// WarnProperty makes an unknown, missing, read-only or write-only
	// property of an object a warning.
	WarnProperty
	// Loose lets a string, int or bool stand where a literal of its kind is
	// wanted. Parameters without @allowed are loose.
	Loose
	// Secure marks a value that may not be logged or output.
	Secure
)

// Has reports whether every flag of want is set.
func (f Flags) Has(want Flags) bool { return f&want == want }

// FlagsOf returns the flags of t, and none for a type that carries no flags.
func FlagsOf(t Type) Flags {
	switch t := t.(type) {
	case Bool:
		return t.Flags
	case BoolLit:
		return t.Flags
	case Int:
		return t.Flags
	case IntLit:
		return t.Flags
	case String:
		return t.Flags
	case StringLit:
		return t.Flags
	case *Array:
		return t.Flags
	case *Tuple:
		return t.Flags
	case *Object:
		return t.Flags
	case *Discriminated:
		return t.Flags
	}
	return 0
}

// Warns reports whether a mismatch with t is to be downgraded in the way that
// f names (WarnMismatch or WarnProperty): so it is for a union when it is for
// any member.
func Warns(t Type, f Flags) bool {
	u, ok := t.(*Union)
	if !ok {
		return FlagsOf(t).Has(f)
	}
	for _, m := range u.Members {
		if Warns(m, f) {
			return true
		}
	}
	return false
}

// compound is the name of t as a part of a longer name.
func compound(t Type) string {
	if needsParens(t) {
		return "(" + t.String() + ")"
	}
	return t.String()
}

func needsParens(t Type) bool {
	switch t := t.(type) {
	case *Union, *Lambda:
		return true
	case *Discriminated:
		return hasSpace(t.Name)
	case ScopeRef:
		return t.OrCollection || t.Scope&(t.Scope-1) != 0
	}
	return false
}

func hasSpace(s string) bool {
	for i := range len(s) {
		if s[i] == ' ' {
			return true
		}
	}
	return false
}
