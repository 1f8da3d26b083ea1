package types

import "strings"

// Array is an array whose items all have one type. An array of Any prints as
// `array`.
type Array struct {
	Item   Type
	Length Range
	Flags  Flags
}

// Tuple is an array of known length whose items have types of their own.
type Tuple struct {
	Items []Type
	Flags Flags
}

// NewArray returns the arrays of item with a length within r: the empty tuple
// when r holds no more than that.
func NewArray(item Type, r Range, f Flags) Type {
	if r.HasMax && r.Max == 0 {
		return &Tuple{Flags: f}
	}
	return &Array{Item: item, Length: r, Flags: f}
}

// Item returns the type of any item of the tuple.
func (t *Tuple) Item() Type { return NewUnion(t.Items...) }

// Array returns the tuple as an array of its length.
func (t *Tuple) Array() *Array {
	return &Array{Item: t.Item(), Length: Exactly(int64(len(t.Items))), Flags: t.Flags}
}

// ItemOf returns the type of an item of t, and whether t is an array or tuple.
func ItemOf(t Type) (Type, bool) {
	switch t := t.(type) {
	case *Array:
		return t.Item, true
	case *Tuple:
		return t.Item(), true
	}
	return nil, false
}

// LengthOf returns the range of lengths of t, and whether t is an array or
// tuple.
func LengthOf(t Type) (Range, bool) {
	switch t := t.(type) {
	case *Array:
		return t.Length, true
	case *Tuple:
		return Exactly(int64(len(t.Items))), true
	}
	return Range{}, false
}

// String prints `T[]`, or `array` when the items may be anything.
func (t *Array) String() string {
	if _, ok := t.Item.(Any); ok {
		return "array"
	}
	return compound(t.Item) + "[]"
}

// String prints `[T, U]`, or `<empty array>`.
func (t *Tuple) String() string {
	if len(t.Items) == 0 {
		return "<empty array>"
	}
	parts := make([]string, len(t.Items))
	for i, it := range t.Items {
		parts[i] = it.String()
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func (*Array) isType() {}
func (*Tuple) isType() {}
