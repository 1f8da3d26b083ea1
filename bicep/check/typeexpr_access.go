package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// accessType is a type that is reached from another one, or one with
// arguments.
func (c *checker) accessType(t syntax.TypeExpr) types.Type {
	switch t := t.(type) {
	case *syntax.MemberType:
		return c.memberType(t)
	case *syntax.RestType:
		return c.restType(t)
	case *syntax.IndexType:
		return c.indexType(t)
	case *syntax.ItemsType:
		return c.itemsType(t)
	case *syntax.GenericType:
		return c.genericType(t)
	}
	return types.Error{}
}

// memberType is X.Name: a type of a namespace, or that of a property.
func (c *checker) memberType(t *syntax.MemberType) types.Type {
	if id, ok := t.X.(*syntax.Ident); ok {
		switch ns := c.m.Uses[id].(type) {
		case *Namespace:
			if ns.Name() == "sys" && isBuiltinType(t.Name.Name) {
				return c.builtinType(t.Name, t.Name.Name)
			}
			c.err(t.Name, "BCP052", "the namespace '%s' has no type '%s'", ns.Name(), t.Name.Name)
			return types.Error{}
		case *Wildcard:
			return c.wildcardType(t, ns)
		}
	}
	return c.typeProperty(t, t.X, t.Name.Name, t.Name)
}

func (c *checker) wildcardType(t *syntax.MemberType, ns *Wildcard) types.Type {
	if ns.From == nil {
		return types.Error{} // reported
	}
	x := c.s.export(ns.From, t.Name.Name)
	switch {
	case x.isType:
		return x.typ
	case x.typ != nil || x.isFunc:
		c.err(t.Name, "BCP287", "found the value '%s', wanted a type", t.Name.Name)
	default:
		c.err(t.Name, "BCP052", "the file '%s' exports no '%s'", ns.From.Location(), t.Name.Name)
	}
	return types.Error{}
}

// base is the type that another one is reached from, without null.
func (c *checker) base(x syntax.TypeExpr) types.Type {
	t, _ := types.NonNull(c.typ(x, nil))
	return t
}

// reachable reports whether types may be reached from an expression: not from
// one that is written out in place.
func (c *checker) reachable(at syntax.Node, x syntax.TypeExpr) bool {
	switch x.(type) {
	case *syntax.Ident, *syntax.MemberType, *syntax.RestType, *syntax.IndexType, *syntax.ItemsType, *syntax.GenericType:
		return true
	}
	c.err(at, "BCP391", "found a part of a type that has no name, wanted the name of a type")
	return false
}

func (c *checker) typeProperty(at syntax.Node, x syntax.TypeExpr, name string, nameAt syntax.Node) types.Type {
	base := c.base(x)
	if isError(base) {
		return base
	}
	o, ok := base.(*types.Object)
	if !ok {
		c.err(nameAt, "BCP055", "found '%s', wanted an object to take the property '%s' of", typeName(base), name)
		return types.Error{}
	}
	p, ok := c.propertyIn(o, name)
	if !ok {
		c.unknownProperty(nameAt, o, o.Properties(), name, false)
		return types.Error{}
	}
	if !c.reachable(at, x) {
		return types.Error{}
	}
	return p.Type
}

// restType is X.*.
func (c *checker) restType(t *syntax.RestType) types.Type {
	base := c.base(t.X)
	if isError(base) || !c.reachable(t, t.X) {
		return types.Error{}
	}
	if o, ok := base.(*types.Object); ok {
		if a, ok := c.propertyIn(o, ""); ok && !isAny(a.Type) {
			return a.Type
		}
	}
	star := syntax.Range{From: t.End() - 1, To: t.End()}
	c.err(star, "BCP389", "the type '%s' says nothing of properties that it does not name", typeName(base))
	return types.Error{}
}

// indexType is X[Index].
func (c *checker) indexType(t *syntax.IndexType) types.Type {
	if name, ok := syntax.LiteralString(t.Index); ok {
		return c.typeProperty(t, t.X, name, t.Index)
	}
	if u, ok := t.Index.(*syntax.UnaryExpr); ok && u.Op == syntax.Minus {
		c.err(u, "BCP387", "found a negative index, wanted one from 0 up")
		return types.Error{}
	}
	n, ok := t.Index.(*syntax.IntLit)
	if !ok {
		c.err(t.Index, "BCP032", "found an index that is not known while compiling, wanted a literal one")
		return types.Error{}
	}
	base := c.base(t.X)
	if isError(base) || !c.reachable(t, t.X) {
		return types.Error{}
	}
	tuple, ok := base.(*types.Tuple)
	if !ok {
		c.err(t.Index, "BCP388", "found '%s', wanted a tuple to take an item of", typeName(base))
		return types.Error{}
	}
	if n.Value >= uint64(len(tuple.Items)) {
		c.err(t.Index, "BCP311", "found the index %d in a tuple of %d items", n.Value, len(tuple.Items))
		return types.Error{}
	}
	return tuple.Items[n.Value]
}

// itemsType is X[*].
func (c *checker) itemsType(t *syntax.ItemsType) types.Type {
	base := c.base(t.X)
	if isError(base) || !c.reachable(t, t.X) {
		return types.Error{}
	}
	a, ok := base.(*types.Array)
	if !ok || isAny(a.Item) && a == anyArray {
		brackets := syntax.Range{From: t.X.End(), To: t.End()}
		c.err(brackets, "BCP390", "found '%s', wanted an array that says of what", typeName(base))
		return types.Error{}
	}
	return a.Item
}

// genericType is resourceInput<'type@version'> and its like.
func (c *checker) genericType(t *syntax.GenericType) types.Type {
	name := t.Name.Name
	if _, ok := c.m.Uses[t.Name].(*Builtin); !ok {
		return c.notGeneric(t)
	}
	switch name {
	case "resourceInput", "resourceOutput":
	case "resource":
		c.warn(t.Name, "BCP409", "found 'resource<…>', wanted 'resourceInput<…>' or 'resourceOutput<…>'")
	default:
		c.err(t, "BCP383", "the type '%s' takes no arguments", name)
		return types.Error{}
	}
	return c.resourceDerived(t)
}

// notGeneric reports arguments for what takes none.
func (c *checker) notGeneric(t *syntax.GenericType) types.Type {
	switch s := c.m.Uses[t.Name].(type) {
	case nil: // reported
	case *TypeAlias, *Imported, *Foreign:
		c.err(t, "BCP383", "the type '%s' takes no arguments", t.Name.Name)
	default:
		c.err(t, "BCP287", "found the value '%s', wanted a type", s.Name())
	}
	return types.Error{}
}

// resourceDerived is the type of a resource's body.
func (c *checker) resourceDerived(t *syntax.GenericType) types.Type {
	if len(t.Args) != 1 {
		at := syntax.Range{From: t.Name.End(), To: t.End()}
		c.err(at, "BCP071", "found %d arguments for '%s', wanted 1", len(t.Args), t.Name.Name)
		return types.Error{}
	}
	text, ok := syntax.LiteralString(t.Args[0])
	if _, isText := t.Args[0].(*syntax.StringExpr); !isText {
		if x := c.typ(t.Args[0], nil); !isError(x) {
			c.wrongArgument(t.Args[0], x, types.String{})
		}
		return types.Error{}
	}
	if !ok {
		c.err(t.Args[0], "BCP032", "found a type that is not known while compiling, wanted a literal string")
		return types.Error{}
	}
	derived, ok := c.m.Derived[t]
	if !ok {
		return types.Error{} // reported
	}
	ref := derived.Ref
	r, known := c.resourceType(ref)
	if r == nil {
		c.err(t.Args[0], "BCP029", "found the type '%s', wanted 'Namespace/type@version'", text)
		return types.Error{}
	}
	if !known {
		c.warn(t.Args[0], "BCP081", "the resource type '%s' is not known", ref)
	}
	if !c.partOfType(t) {
		c.err(t, "BCP394", "found the type of a whole resource, wanted that of a part of it, such as '.properties'")
	}
	flags := types.WriteOnly
	if t.Name.Name == "resourceOutput" {
		flags = types.ReadOnly
	}
	return without(r.Body, flags)
}

// without is a type whose properties, at any depth, lack some flags.
func without(t types.Type, f types.PropFlags) types.Type {
	o, ok := t.(*types.Object)
	if !ok {
		return t
	}
	return o.With(func(props []types.Property) []types.Property {
		for i := range props {
			props[i].Flags &^= f
			props[i].Type = without(props[i].Type, f)
		}
		return props
	})
}

// partOfType reports whether a type stands for a part only.
func (c *checker) partOfType(n syntax.Node) bool {
	switch p := c.parent(n).(type) {
	case *syntax.ParenType, *syntax.NullableType, *syntax.NonNullType:
		return c.partOfType(p)
	case *syntax.MemberType, *syntax.RestType, *syntax.IndexType, *syntax.ItemsType:
		return true
	}
	return false
}

// resourceType is the type of a resource as a declaration sees it that has
// neither parent nor condition, and whether the catalogue has it. It is nil
// for what can be no type of a resource.
func (c *checker) resourceType(ref types.Ref) (r *types.ResourceType, known bool) {
	if c.s.lookup != nil {
		if r, ok := c.s.lookup(ref.Type, ref.Version); ok {
			return r.Declare(types.Declaration{}), true
		}
	}
	if r, ok := types.UnknownResource(ref); ok {
		return r.Declare(types.Declaration{}), false
	}
	return nil, false
}
