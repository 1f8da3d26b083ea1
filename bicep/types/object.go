package types

import (
	"slices"
	"sort"
	"strings"
	"sync"
)

// PropFlags say how a property may be used. The first five are those of the
// provider's schema; Bicep adds the rest.
type PropFlags uint16

const (
	// Required properties must be given.
	Required PropFlags = 1 << iota
	// ReadOnly properties may not be given.
	ReadOnly
	// WriteOnly properties may not be read.
	WriteOnly
	// DeployTimeConstant properties need a value known when the deployment
	// starts.
	DeployTimeConstant
	// Identifier properties name the resource.
	Identifier
	// Constant properties need a value known at compile time.
	Constant
	// DisallowAny properties accept no value of type any.
	DisallowAny
	// ReadableAtDeployTime properties can be read before the deployment starts.
	ReadableAtDeployTime
	// LoopVariant properties must differ between the items of a loop.
	LoopVariant
	// ImplicitNull properties accept null as well, which leaves them out.
	ImplicitNull
	// Fallback properties are not in the schema, yet ARM knows them: their
	// use is a warning.
	Fallback
	// System properties belong to the language: a mismatch is an error even
	// where the schema's mistakes are forgiven.
	System
)

// Has reports whether every flag of want is set.
func (f PropFlags) Has(want PropFlags) bool { return f&want == want }

// Property is one property of an object; as Object.Additional, all those that
// are not named, and then without a Name.
type Property struct {
	Name  string
	Type  Type
	Flags PropFlags
}

// AssignType is the type a value for p must have: the property's own, or null
// where that leaves the property out.
func (p Property) AssignType() Type {
	if p.Flags.Has(Required) || !p.Flags.Has(ImplicitNull) {
		return p.Type
	}
	return Nullable(p.Type)
}

// Object is an object type. Its identity is its address: two objects of one
// shape are two types.
type Object struct {
	// Name is what messages call the type: a schema's name, or a StructName.
	Name  string
	Flags Flags
	// Scope is set when the object is also a deployment scope, as the results
	// of resourceGroup() and its like are.
	Scope Scope

	once   sync.Once
	load   func() Shape
	shaped Shape
}

// Shape is what an object consists of.
type Shape struct {
	props      []Property
	additional *Property
}

// NewShape sorts props by name; of two with one name the later one wins.
// additional is the type of properties that are not among them, nil when
// there may be none. The caller gives both up.
func NewShape(props []Property, additional *Property) Shape {
	if increasing(props) {
		return Shape{props: props, additional: additional}
	}
	slices.SortStableFunc(props, func(a, b Property) int { return strings.Compare(a.Name, b.Name) })
	kept := props[:0]
	for _, p := range props {
		if n := len(kept); n > 0 && kept[n-1].Name == p.Name {
			kept[n-1] = p
			continue
		}
		kept = append(kept, p)
	}
	return Shape{props: kept, additional: additional}
}

func increasing(props []Property) bool {
	for i := 1; i < len(props); i++ {
		if props[i-1].Name >= props[i].Name {
			return false
		}
	}
	return true
}

// NewObject returns an object type of the given shape.
func NewObject(name string, f Flags, s Shape) *Object {
	return &Object{Name: name, Flags: f, shaped: s}
}

// LazyObject returns an object type whose shape is asked for once, when it is
// first needed, by one goroutine. load may build types that refer to the
// object itself, but may not look into it.
func LazyObject(name string, f Flags, load func() Shape) *Object {
	return &Object{Name: name, Flags: f, load: load}
}

// AnyObject returns the type `object`: any properties, of any type.
func AnyObject(f Flags) *Object {
	return NewObject("object", f, Shape{additional: &Property{Type: Any{}}})
}

// Properties returns the named properties, sorted by name. The caller must
// not change them.
func (o *Object) Properties() []Property { return o.shape().props }

// Property returns the property called name, without regard to Additional.
// Names are case-sensitive.
func (o *Object) Property(name string) (Property, bool) {
	props := o.shape().props
	i := sort.Search(len(props), func(i int) bool { return props[i].Name >= name })
	if i < len(props) && props[i].Name == name {
		return props[i], true
	}
	return Property{}, false
}

// Additional describes the properties that are not named, nil when there may
// be none.
func (o *Object) Additional() *Property { return o.shape().additional }

// Sealed reports whether the object takes no properties but the named ones; a
// fallback for others does not count, since their use is warned of.
func (o *Object) Sealed() bool {
	a := o.shape().additional
	return a == nil || a.Flags.Has(Fallback)
}

// With returns a copy of o whose properties have been replaced by those that
// edit returns for a copy of them. It does not load o before the copy is used.
func (o *Object) With(edit func(props []Property) []Property) *Object {
	c := LazyObject(o.Name, o.Flags, func() Shape {
		s := o.shape()
		return NewShape(edit(slices.Clone(s.props)), s.additional)
	})
	c.Scope = o.Scope
	return c
}

func (o *Object) shape() *Shape {
	if o.load != nil {
		o.once.Do(func() { o.shaped = o.load() })
	}
	return &o.shaped
}

// String returns the object's name.
func (o *Object) String() string { return o.Name }

func (*Object) isType() {}
