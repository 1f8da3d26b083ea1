package types

import (
	"slices"
	"strings"
)

// Discriminated is a union of objects told apart by the value of one property.
type Discriminated struct {
	Name  string
	Flags Flags
	// Key is the name of the property that tells the variants apart.
	Key string
	// Variants are sorted by value.
	Variants []Variant
}

// Variant is one object of a Discriminated, with the value of its key.
type Variant struct {
	Value  string
	Object *Object
}

// NewDiscriminated returns the union of variants, told apart by key. An empty
// name is made up from the names of the variants.
func NewDiscriminated(name string, f Flags, key string, variants []Variant) *Discriminated {
	sorted := slices.Clone(variants)
	slices.SortStableFunc(sorted, func(a, b Variant) int { return strings.Compare(a.Value, b.Value) })
	if name == "" {
		objects := make([]Type, len(sorted))
		for i, v := range sorted {
			objects[i] = v.Object
		}
		name = strings.Join(Names(objects), " | ")
	}
	return &Discriminated{Name: name, Flags: f, Key: key, Variants: sorted}
}

// Variant returns the object for a value of the key. Values are
// case-sensitive.
func (d *Discriminated) Variant(value string) (*Object, bool) {
	for _, v := range d.Variants {
		if v.Value == value {
			return v.Object, true
		}
	}
	return nil, false
}

// Discriminator returns the property that tells the variants apart: its type
// is the union of their values.
func (d *Discriminated) Discriminator() Property {
	p := Property{Name: d.Key, Flags: Required}
	values := make([]Type, 0, len(d.Variants))
	for _, v := range d.Variants {
		own, ok := v.Object.Property(d.Key)
		if !ok {
			own.Type = StringLit{Value: v.Value}
		}
		p.Flags |= own.Flags
		values = append(values, own.Type)
	}
	p.Type = NewUnion(values...)
	return p
}

// String returns the name of the union.
func (d *Discriminated) String() string { return d.Name }

func (*Discriminated) isType() {}
