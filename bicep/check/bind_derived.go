package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// DerivedKind is how a Derived was asked for.
type DerivedKind uint8

// The kinds of derived types.
const (
	// DerivedLegacy is resource<'type@version'>.
	DerivedLegacy DerivedKind = iota + 1
	// DerivedInput is resourceInput<'type@version'>: what can be written.
	DerivedInput
	// DerivedOutput is resourceOutput<'type@version'>: what can be read.
	DerivedOutput
)

// Derived is the type of a resource's body, or a part of it.
type Derived struct {
	// Kind is how it was asked for.
	Kind DerivedKind
	// Ref is the resource type, spelt as the catalogue does.
	Ref types.Ref
	// Type is the type, nil if nothing is known of it.
	Type types.Type
}

// derive reads the argument of resourceInput<…> and its like.
func (b *binder) derive(t *syntax.GenericType) {
	kind := derivedKind(t.Name.Name)
	if kind == 0 || len(t.Args) != 1 {
		return
	}
	arg, _ := t.Args[0].(syntax.Expr)
	ref, _, ok := b.typeRef(arg)
	if !ok {
		return
	}
	d := &Derived{Kind: kind, Ref: ref}
	found := b.lookup(ref)
	if found == nil {
		found, _ = types.UnknownResource(ref)
	}
	if found != nil {
		d.Ref, d.Type = found.Ref, found.Declare(types.Declaration{}).Body
	}
	b.m.Derived[t] = d
}

func derivedKind(name string) DerivedKind {
	switch name {
	case "resource":
		return DerivedLegacy
	case "resourceInput":
		return DerivedInput
	case "resourceOutput":
		return DerivedOutput
	default:
		return 0
	}
}

// with is the part of d that has the type t.
func (d *Derived) with(t types.Type) *Derived { return &Derived{d.Kind, d.Ref, t} }

// Property is the type of a property; its Type is nil if that is not known.
func (d *Derived) Property(name string) *Derived {
	t, _ := types.NonNull(d.Type)
	if o, ok := t.(*types.Object); ok {
		if p, ok := o.Property(name); ok {
			return d.with(p.Type)
		}
		if a := o.Additional(); a != nil {
			return d.with(a.Type)
		}
	}
	if u, ok := t.(*types.Discriminated); ok && u.Key == name {
		return d.with(u.Discriminator().Type)
	}
	return d.with(nil)
}

// Rest is the type of the properties that have no name.
func (d *Derived) Rest() *Derived {
	t, _ := types.NonNull(d.Type)
	if o, ok := t.(*types.Object); ok && o.Additional() != nil {
		return d.with(o.Additional().Type)
	}
	return d.with(nil)
}

// Items is the type of the items of an array.
func (d *Derived) Items() *Derived {
	t, _ := types.NonNull(d.Type)
	item, _ := types.ItemOf(t)
	return d.with(item)
}

// Primitive is the name of the type in a template: "string", "int", "bool",
// "object" or "array"; empty for a union of such, and if it is not known.
func (d *Derived) Primitive() string { return primitive(d.Type) }

func primitive(t types.Type) string {
	switch t := t.(type) {
	case types.String, types.StringLit:
		return "string"
	case types.Int, types.IntLit:
		return "int"
	case types.Bool, types.BoolLit:
		return "bool"
	case *types.Object, *types.Discriminated:
		return "object"
	case *types.Array, *types.Tuple:
		return "array"
	case *types.Union:
		name := primitive(t.Members[0])
		for _, m := range t.Members {
			if primitive(m) != name {
				return ""
			}
		}
		return name
	default:
		return ""
	}
}

// Literal is the only value of a string type.
func (d *Derived) Literal() (string, bool) {
	s, ok := d.Type.(types.StringLit)
	return s.Value, ok
}

// Variants are the values by which the objects of a union are told apart, in
// order; none for any other type.
func (d *Derived) Variants() []string {
	u, ok := d.Type.(*types.Discriminated)
	if !ok {
		return nil
	}
	list := make([]string, len(u.Variants))
	for i, v := range u.Variants {
		list[i] = v.Value
	}
	return list
}

// Variant is the object for one of the values.
func (d *Derived) Variant(value string) *Derived {
	if u, ok := d.Type.(*types.Discriminated); ok {
		if o, ok := u.Variant(value); ok {
			return d.with(o)
		}
	}
	return d.with(nil)
}
