package check

import (
	"slices"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// decoratorFurther looks at what only some decorators care about.
func (c *checker) decoratorFurther(d *syntax.Decorator, t target) {
	switch d.Call().Name.Name {
	case "allowed":
		c.checkAllowed(d, t)
	case "batchSize":
		c.checkBatchSize(d, t)
	case "discriminator":
		c.checkDiscriminator(d, t)
	case "export":
		c.checkExport(d, t)
	case "maxLength", "minLength":
		c.checkLength(d, t)
	case "maxValue", "minValue":
		c.aliased(d, t)
	case "metadata":
		c.checkMetadata(d)
	case "nullIfNotFound":
		c.checkNullIfNotFound(d, t)
	case "sealed":
		c.checkSealed(d, t)
	case "secure":
		c.checkSecure(d, t)
	}
}

// aliased reports a decorator that would change a type declared elsewhere.
func (c *checker) aliased(d *syntax.Decorator, t target) {
	if c.refersToDeclared(t.syntax) {
		c.err(d, "BCP308", "found the decorator '%s' on a declared type; put it where the type is declared", d.Call().Name.Name)
	}
}

// refersToDeclared reports whether a type is declared or is a part of one.
func (c *checker) refersToDeclared(t syntax.TypeExpr) bool {
	switch t := t.(type) {
	case *syntax.NullableType:
		return c.refersToDeclared(t.X)
	case *syntax.Ident:
		switch c.m.Uses[t].(type) {
		case *TypeAlias, *Imported, *Wildcard:
			return true
		}
	case *syntax.MemberType:
		return c.refersToDeclared(t.X)
	case *syntax.RestType:
		return c.refersToDeclared(t.X)
	case *syntax.IndexType:
		return c.refersToDeclared(t.X)
	case *syntax.ItemsType:
		return c.refersToDeclared(t.X)
	}
	return false
}

func (c *checker) checkLength(d *syntax.Decorator, t target) {
	c.aliased(d, t)
	rest, _ := types.NonNull(t.typ)
	if _, union := rest.(*types.Union); union || types.IsLiteral(rest) {
		c.err(d, "BCP295", "found the decorator '%s' on a literal", d.Call().Name.Name)
	}
	if n, ok := intLiteral(d.Call().Args[0]); ok && n < 0 {
		c.err(d.Call().Args[0], "BCP168", "found a length of %d, wanted 0 or more", n)
	}
}

func (c *checker) checkSecure(d *syntax.Decorator, t target) {
	if _, ok := types.Primitive(t.typ); !ok {
		c.err(d, "BCP440", "found '%s', wanted a string or an object to be secure", typeName(t.typ))
	}
	c.aliased(d, t)
}

func (c *checker) checkSealed(d *syntax.Decorator, t target) {
	x := t.syntax
	if n, ok := x.(*syntax.NullableType); ok {
		x = n.X
	}
	switch x := x.(type) {
	case *syntax.GenericType:
		c.err(d, "BCP386", "found the decorator 'sealed' on a type of a resource")
	case *syntax.ObjectType:
		for _, p := range x.Properties {
			if p.Key == nil {
				c.err(d, "BCP316", "found the decorator 'sealed' on an object that takes other properties")
				return
			}
		}
	}
}

func (c *checker) checkMetadata(d *syntax.Decorator) {
	o, ok := d.Call().Args[0].(*syntax.ObjectExpr)
	if !ok {
		return
	}
	p := o.Property("description")
	if p == nil {
		return
	}
	if got := c.types[p.Value]; got != nil && !isError(got) && !types.Assignable(got, text) {
		c.err(p.Value, "BCP036", "found '%s' for 'description', wanted 'string'", typeName(got))
	}
}

func (c *checker) checkDiscriminator(d *syntax.Decorator, t target) {
	rest, _ := types.NonNull(t.typ)
	x, ok := rest.(*types.Discriminated)
	if !ok {
		c.err(d, "BCP363", "found the decorator 'discriminator' on '%s', wanted a union of objects", typeName(t.typ))
		return
	}
	if name, ok := syntax.LiteralString(d.Call().Args[0]); ok && name != x.Key {
		c.err(d, "BCP366", "found '%s', wanted '%s', by which the objects are told apart already", name, x.Key)
	}
}

func (c *checker) checkAllowed(d *syntax.Decorator, t target) {
	c.aliased(d, t)
	list, ok := d.Call().Args[0].(*syntax.ArrayExpr)
	if c.literalSyntax(t.syntax) {
		c.err(d, "BCP295", "found the decorator 'allowed' on a literal")
	}
	if ok && len(list.Items) == 0 {
		c.err(list, "BCP099", "found no values in 'allowed', wanted at least one")
	}
	isItem := func(x syntax.Expr) bool { _, nested := x.(*syntax.ArrayExpr); return !nested }
	if ok && types.Assignable(t.typ, anyArray) && !slices.ContainsFunc(list.Items, func(x syntax.Expr) bool { return !isItem(x) }) {
		return
	}
	arg := d.Call().Args[0]
	c.narrow(narrowing{}, arg, c.types[arg], &types.Array{Item: t.typ})
}

// literalSyntax reports whether a type is written as a literal.
func (c *checker) literalSyntax(t syntax.TypeExpr) bool {
	switch x := t.(type) {
	case *syntax.NullableType:
		return c.literalSyntax(x.X)
	case *syntax.IntLit, *syntax.BoolLit, *syntax.UnaryType, *syntax.StringExpr, *syntax.UnionType:
		return true
	case *syntax.ObjectType, *syntax.TupleType:
		return types.IsLiteral(c.typ(x, nil))
	}
	return false
}

func (c *checker) checkBatchSize(d *syntax.Decorator, t target) {
	if !types.Assignable(t.typ, anyArray) {
		c.err(d, "BCP155", "found the decorator 'batchSize' on what is no loop")
	}
	if n, ok := intLiteral(d.Call().Args[0]); ok && n < 1 {
		c.err(d.Call().Args[0], "BCP154", "found a batch of %d, wanted 1 or more", n)
	}
}

func (c *checker) checkNullIfNotFound(d *syntax.Decorator, t target) {
	if r, ok := t.node.(*syntax.ResourceDecl); ok && !r.Existing {
		c.err(d, "BCP445", "found the decorator 'nullIfNotFound' on a resource that is not existing")
	}
}

// checkExport reports what an exported declaration refers to that other files
// cannot know.
func (c *checker) checkExport(d *syntax.Decorator, t target) {
	s, ok := t.node.(syntax.Stmt)
	if !ok {
		c.err(d, "BCP361", "found the decorator 'export' within a type, wanted a statement")
		return
	}
	var bad []string
	c.closure(s, map[syntax.Stmt]bool{}, func(sym Symbol) {
		switch sym.(type) {
		case *Var, *TypeAlias, *Func, *Imported, *Wildcard, *Foreign, *Local, *Builtin, *Namespace:
		default:
			if !slices.Contains(bad, sym.Name()) {
				bad = append(bad, sym.Name())
			}
		}
	})
	if len(bad) > 0 {
		slices.Sort(bad)
		c.err(d, "BCP372", "the declaration depends on %s, which cannot be exported", names(bad))
	}
}

// closure visits the symbols that a statement refers to, directly or not.
func (c *checker) closure(s syntax.Stmt, seen map[syntax.Stmt]bool, visit func(Symbol)) {
	if seen[s] {
		return
	}
	seen[s] = true
	syntax.Inspect(s, func(n syntax.Node) bool {
		if _, ok := n.(*syntax.Decorator); ok {
			return false
		}
		id, ok := n.(*syntax.Ident)
		if !ok || c.m.Uses[id] == nil {
			return true
		}
		sym := c.m.Uses[id]
		visit(sym)
		switch sym := sym.(type) {
		case *Var:
			c.closure(sym.Decl, seen, visit)
		case *TypeAlias:
			c.closure(sym.Decl, seen, visit)
		case *Func:
			c.closure(sym.Decl, seen, visit)
		}
		return true
	})
}
