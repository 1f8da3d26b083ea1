package types

import "strconv"

type (
	// Any accepts and stands for every value.
	Any struct{}
	// Null is the type of the value null.
	Null struct{}
	// Never has no values: the union of nothing, and the item of an empty array.
	Never struct{}
	// Error stands for an expression that was already complained about; it is
	// assignable to nothing and nothing is assignable to it.
	Error struct{}
	// Bool is the type of true and false.
	Bool struct{ Flags Flags }
	// BoolLit is the type of one of the two.
	BoolLit struct {
		Value bool
		Flags Flags
	}
	// Int is the type of 64-bit integers, within Range when it has limits.
	Int struct {
		Range Range
		Flags Flags
	}
	// IntLit is the type of one integer.
	IntLit struct {
		Value int64
		Flags Flags
	}
	// String is the type of strings. Length counts UTF-16 code units, as
	// Bicep does. Pattern is a regular expression in the provider's dialect
	// (see Matches), empty when there is none.
	String struct {
		Length  Range
		Pattern string
		Flags   Flags
	}
	// StringLit is the type of one string. Value is unescaped.
	StringLit struct {
		Value string
		Flags Flags
	}
)

// NewInt returns the integers within r: a literal when r holds just one.
func NewInt(r Range, f Flags) Type {
	if r.HasMin && r.HasMax && r.Min == r.Max {
		return IntLit{Value: r.Min, Flags: f}
	}
	return Int{Range: r, Flags: f}
}

// NewString returns the strings of a length within r that match pattern:
// the literal ” when r holds no more than that.
func NewString(r Range, pattern string, f Flags) Type {
	if r.HasMax && r.Max == 0 {
		return StringLit{Flags: f}
	}
	return String{Length: r, Pattern: pattern, Flags: f}
}

func (Any) String() string         { return "any" }
func (Null) String() string        { return "null" }
func (Never) String() string       { return "never" }
func (Error) String() string       { return "error" }
func (Bool) String() string        { return "bool" }
func (Int) String() string         { return "int" }
func (String) String() string      { return "string" }
func (t BoolLit) String() string   { return strconv.FormatBool(t.Value) }
func (t IntLit) String() string    { return strconv.FormatInt(t.Value, 10) }
func (t StringLit) String() string { return Quote(t.Value) }

func (Any) isType()       {}
func (Null) isType()      {}
func (Never) isType()     {}
func (Error) isType()     {}
func (Bool) isType()      {}
func (BoolLit) isType()   {}
func (Int) isType()       {}
func (IntLit) isType()    {}
func (String) isType()    {}
func (StringLit) isType() {}
