package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// objectType is an object with properties of its own. They are looked at when
// they are first needed, for they may refer to the object.
func (c *checker) objectType(t *syntax.ObjectType) types.Type {
	if c.duplicateProperties(t) {
		return types.Error{}
	}
	name := c.objectName(t)
	o := types.LazyObject(name, 0, func() types.Shape { return c.objectShape(t) })
	c.objects[o] = writtenObject{syntax: t}
	return o
}

// writtenObject is an object type that the file writes out.
type writtenObject struct {
	syntax *syntax.ObjectType
	sealed bool
}

// propertyIn is a property of an object type, or what it says of others if the
// name is empty. It does not look into an object that the file writes out,
// which may be in the middle of looking at its own properties.
func (c *checker) propertyIn(o *types.Object, name string) (types.Property, bool) {
	w, ok := c.objects[o]
	switch {
	case !ok && name != "":
		return o.Property(name)
	case !ok && o.Additional() != nil:
		return *o.Additional(), true
	case !ok, name == "" && w.sealed:
		return types.Property{}, false
	}
	for _, p := range w.syntax.Properties {
		n, named := p.Name()
		if (p.Key == nil) == (name == "") && (name == "" || named && n == name) {
			return types.Property{Name: name, Type: c.propertyType(p), Flags: propertyFlags(p)}, true
		}
	}
	return types.Property{}, false
}

// propertyFlags tells whether a property may be left out.
func propertyFlags(p *syntax.TypeProperty) types.PropFlags {
	if _, nullable := p.Type.(*syntax.NullableType); nullable {
		return 0
	}
	return types.Required
}

// duplicateProperties reports what keeps a type from being one.
func (c *checker) duplicateProperties(t *syntax.ObjectType) bool {
	bad := false
	rest := 0
	seen := map[string]bool{}
	for _, p := range t.Properties {
		name, ok := p.Name()
		switch {
		case p.Key == nil:
			rest++
		case !ok:
			if _, isBad := p.Key.(*syntax.Bad); !isBad {
				c.err(p.Key, "BCP296", "found an interpolated name of a property, wanted a literal one")
				bad = true
			}
		case seen[name]:
			c.err(p.Key, "BCP025", "the property '%s' is declared more than once", name)
			bad = true
		}
		seen[name] = true
	}
	if rest < 2 {
		return bad
	}
	for _, p := range t.Properties {
		if p.Key == nil {
			c.err(p, "BCP315", "found more than one '*', wanted one")
		}
	}
	return true
}

func (c *checker) objectShape(t *syntax.ObjectType) types.Shape {
	additional := &types.Property{Type: types.Any{}, Flags: types.Fallback}
	props := make([]types.Property, 0, len(t.Properties))
	for _, p := range t.Properties {
		pt := c.propertyType(p)
		name, ok := p.Name()
		switch {
		case p.Key == nil:
			additional = &types.Property{Type: pt}
		case ok:
			props = append(props, types.Property{Name: name, Type: pt, Flags: propertyFlags(p)})
		}
	}
	return types.NewShape(props, additional)
}

// propertyType is the type of a property; one that has errors, which are
// reported, may be anything.
func (c *checker) propertyType(p *syntax.TypeProperty) types.Type {
	t := c.modified(c.typ(p.Type, p.Decorators), p.Decorators, false)
	if isError(t) {
		return types.Any{}
	}
	return t
}

// objectName is how messages call an object type. A part that refers to
// declared types is spelt as in the source, which keeps it short and finite.
func (c *checker) objectName(t *syntax.ObjectType) string {
	var fields []types.Field
	additional := ""
	for _, p := range t.Properties {
		part := c.partName(p.Type, p.Decorators)
		if name, ok := p.Name(); ok && p.Key != nil {
			fields = append(fields, types.Field{Name: name, Type: part})
		} else if p.Key == nil {
			additional = part
		}
	}
	const most = 4000
	if name := types.StructName(fields, additional); len(name) <= most {
		return name
	}
	return "object"
}

func (c *checker) partName(t syntax.TypeExpr, decs []*syntax.Decorator) string {
	if c.refersToAlias(t) {
		return c.m.File.Text(t)
	}
	return c.typ(t, decs).String()
}

// refersToAlias reports whether the type is or is made of a declared type that
// is looked at later.
func (c *checker) refersToAlias(t syntax.TypeExpr) bool {
	switch t := t.(type) {
	case *syntax.Ident:
		_, ok := c.m.Uses[t].(*TypeAlias)
		return ok
	case *syntax.ParenType:
		return c.refersToAlias(t.X)
	case *syntax.NullableType:
		return c.refersToAlias(t.X)
	case *syntax.NonNullType:
		return c.refersToAlias(t.X)
	case *syntax.UnaryType:
		return c.refersToAlias(t.X)
	case *syntax.MemberType:
		return c.refersToAlias(t.X)
	case *syntax.RestType:
		return c.refersToAlias(t.X)
	case *syntax.IndexType:
		return c.refersToAlias(t.X)
	case *syntax.ItemsType:
		return c.refersToAlias(t.X)
	case *syntax.ArrayType:
		return c.refersToAlias(t.Elem)
	case *syntax.TupleType:
		for _, it := range t.Items {
			if c.refersToAlias(it.Type) {
				return true
			}
		}
	case *syntax.UnionType:
		for _, m := range t.Members {
			if c.refersToAlias(m) {
				return true
			}
		}
	}
	return false
}

// visitTypes checks every type expression within a node, those included that
// no value has asked for, with their decorators.
func (c *checker) visitTypes(n syntax.TypeExpr, decs []*syntax.Decorator) {
	if n == nil {
		return
	}
	t := c.typ(n, decs)
	switch n := n.(type) {
	case *syntax.StringExpr:
		c.expr(n, nil)
	case *syntax.ObjectType:
		for _, p := range n.Properties {
			c.visitTypes(p.Type, p.Decorators)
			c.decorators(p.Decorators, target{kind: onProperty, node: p, typ: c.propertyType(p), syntax: p.Type})
		}
	case *syntax.TupleType:
		for _, it := range n.Items {
			c.visitTypes(it.Type, it.Decorators)
			t := c.modified(c.typ(it.Type, it.Decorators), it.Decorators, false)
			c.decorators(it.Decorators, target{kind: onItem, node: it, typ: t, syntax: it.Type})
		}
	default:
		if u, ok := n.(*syntax.UnionType); ok && !isError(t) && c.m.Decorator(decs, "discriminator") == nil {
			c.unionMembers(u)
		}
		syntax.EachChild(n, func(child syntax.Node) {
			if t, ok := child.(syntax.TypeExpr); ok && c.isTypePart(n, child) {
				c.visitTypes(t, passDown(n, decs))
			}
		})
	}
}

// isTypePart tells the types within a type from the names and values there.
func (c *checker) isTypePart(n syntax.TypeExpr, child syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.MemberType:
		id, isName := n.X.(*syntax.Ident)
		return child == syntax.Node(n.X) && (!isName || !c.isNamespace(id))
	case *syntax.IndexType:
		return child == syntax.Node(n.X)
	case *syntax.GenericType, *syntax.ResourceType, *syntax.StringExpr:
		return false
	}
	return true
}

// passDown is the decorators that a part of a type sees: those of the whole
// if nothing but parentheses and marks stand between.
func passDown(n syntax.TypeExpr, decs []*syntax.Decorator) []*syntax.Decorator {
	switch n.(type) {
	case *syntax.ParenType, *syntax.NullableType, *syntax.NonNullType, *syntax.UnionType:
		return decs
	}
	return nil
}

// isNamespace reports whether a name stands for a namespace.
func (c *checker) isNamespace(id *syntax.Ident) bool {
	switch c.m.Uses[id].(type) {
	case *Namespace, *Wildcard, *Extension:
		return true
	}
	return false
}
