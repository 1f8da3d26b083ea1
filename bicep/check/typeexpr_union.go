package check

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// unionType is a union of literals or, with @discriminator, of objects.
func (c *checker) unionType(u *syntax.UnionType, decs []*syntax.Decorator) types.Type {
	members := make([]types.Type, len(u.Members))
	for i, m := range u.Members {
		members[i] = c.typ(m, decs)
	}
	if call := c.m.Decorator(decs, "discriminator"); call != nil {
		return c.discriminatedType(u, call, members)
	}
	if anyError(members) {
		return types.Error{}
	}
	return c.bounded(types.NewUnion(members...))
}

// unionMembers checks that the members are literals of one kind.
func (c *checker) unionMembers(u *syntax.UnionType) {
	members := make([]types.Type, len(u.Members))
	for i, m := range u.Members {
		members[i] = c.typ(m, nil)
	}
	var kinds []types.Type
	for _, m := range members {
		for _, part := range types.MembersOf(m) {
			kinds = append(kinds, kindOf(part))
		}
	}
	kind := types.NewUnion(kinds...)
	rest, _ := types.NonNull(kind)
	_, mixed := rest.(*types.Union)
	if rest == (types.Never{}) || mixed && !c.inArray(u) || types.Type(types.Null{}) == kind {
		c.err(u, "BCP294", "found a union of '%s', wanted literals of one kind", typeName(kind))
		return
	}
	for i, m := range members {
		for _, part := range types.MembersOf(m) {
			switch {
			case !literalMember(part):
				c.err(u.Members[i], "BCP293", "found '%s' in a union, wanted a literal", typeName(part))
			case !mixed && !types.Assignable(part, kind):
				c.err(u.Members[i], "BCP286", "found '%s' in a union of '%s'", typeName(part), typeName(kind))
			}
		}
	}
}

// literalMember reports whether a type is a literal as far as unions care:
// an object that is not sealed may be one.
func literalMember(t types.Type) bool {
	o, ok := t.(*types.Object)
	if !ok {
		return types.IsLiteral(t)
	}
	if a := o.Additional(); a != nil && !a.Flags.Has(types.Fallback) {
		return false
	}
	for _, p := range o.Properties() {
		if !p.Flags.Has(types.Required) || !literalMember(p.Type) {
			return false
		}
	}
	return true
}

// kindOf is a type without what tells its values apart.
func kindOf(t types.Type) types.Type {
	switch t.(type) {
	case types.StringLit, types.String:
		return types.String{}
	case types.IntLit, types.Int:
		return types.Int{}
	case types.BoolLit, types.Bool:
		return types.Bool{}
	case *types.Object:
		return anyObject
	case *types.Tuple:
		return anyArray
	case types.Null:
		return types.Null{}
	}
	return types.Never{}
}

// inArray reports whether a union is the item of an array, whose values may
// then be of several kinds.
func (c *checker) inArray(n syntax.Node) bool {
	switch p := c.parent(n).(type) {
	case *syntax.ParenType:
		return c.inArray(p)
	case *syntax.ArrayType:
		return true
	}
	return false
}

// discriminatedType is a union of objects that a property tells apart.
func (c *checker) discriminatedType(u *syntax.UnionType, call *syntax.CallExpr, members []types.Type) types.Type {
	if len(call.Args) != 1 {
		return types.Error{} // reported with the decorator
	}
	key, ok := syntax.LiteralString(call.Args[0])
	if !ok {
		return types.Error{}
	}
	v := variants{c: c, key: key}
	for i, m := range members {
		v.add(u.Members[i], m)
	}
	if v.bad || len(v.list) == 0 {
		return types.Error{}
	}
	return types.NewDiscriminated("", 0, key, v.list)
}

// variants collects the objects of a union.
type variants struct {
	c    *checker
	key  string
	list []types.Variant
	bad  bool
}

func (v *variants) add(at syntax.Node, t types.Type) {
	switch t := t.(type) {
	case *types.Object:
		v.object(at, t)
	case *types.Discriminated:
		for _, x := range t.Variants {
			v.object(at, x.Object)
		}
	case types.Error:
		v.bad = true
	default:
		v.bad = true
		v.c.err(at, "BCP286", "found '%s' in a union of objects", typeName(t))
	}
}

func (v *variants) object(at syntax.Node, o *types.Object) {
	if slices.ContainsFunc(v.list, func(x types.Variant) bool { return x.Object == o }) {
		return
	}
	p, ok := v.c.propertyIn(o, v.key)
	value, literal := p.Type.(types.StringLit)
	if !ok || !literal || !p.Flags.Has(types.Required) {
		v.bad = true
		v.c.err(at, "BCP364", "the property '%s' is to tell the objects apart, wanted it as a required string literal", v.key)
		return
	}
	for _, x := range v.list {
		if strings.EqualFold(x.Value, value.Value) {
			v.bad = true
			v.c.err(at, "BCP365", "the value %s of '%s' is in the union more than once", value, v.key)
			return
		}
	}
	v.list = append(v.list, types.Variant{Value: value.Value, Object: o})
}
