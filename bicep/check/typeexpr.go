package check

import (
	"math"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// typ is the type that a type expression stands for; Error if it makes no
// sense, which has been reported. decs are the decorators of the statement,
// property or item whose type it is, nil further inside.
func (c *checker) typ(t syntax.TypeExpr, decs []*syntax.Decorator) types.Type {
	if known, ok := c.types[t]; ok {
		return known
	}
	c.types[t] = types.Any{} // while it is being looked at
	found := c.typeOf(t, decs)
	if ns, ok := found.(*types.Namespace); ok {
		c.err(t, "BCP306", "found the namespace '%s', wanted a type", ns.Name)
		found = types.Error{}
	}
	c.types[t] = found
	return found
}

func (c *checker) typeOf(t syntax.TypeExpr, decs []*syntax.Decorator) types.Type {
	switch t := t.(type) {
	case nil, *syntax.Bad:
		return types.Any{} // reported
	case *syntax.Ident:
		return c.namedType(t)
	case *syntax.NullLit:
		if _, ok := c.parent(t).(*syntax.UnionType); !ok {
			c.err(t, "BCP289", "found 'null', which is no type by itself")
			return types.Error{}
		}
		return types.Null{}
	case *syntax.BoolLit:
		return types.BoolLit{Value: t.Value}
	case *syntax.IntLit:
		return c.intType(t, t.Value, false)
	case *syntax.StringExpr:
		return c.stringType(t)
	case *syntax.UnaryType:
		return c.unaryType(t)
	case *syntax.ParenType:
		return c.typ(t.X, decs)
	case *syntax.ArrayType:
		return c.arrayType(t)
	case *syntax.NullableType:
		return c.nullableType(t, decs)
	case *syntax.NonNullType:
		x, _ := types.NonNull(c.typ(t.X, decs))
		return x
	case *syntax.UnionType:
		return c.unionType(t, decs)
	case *syntax.ObjectType:
		return c.objectType(t)
	case *syntax.TupleType:
		return c.tupleType(t)
	case *syntax.ResourceType:
		c.err(t, "BCP231", "found a type of a resource, which needs an experimental feature")
		return types.Error{}
	default:
		return c.accessType(t)
	}
}

// namedType is the type that a name stands for.
func (c *checker) namedType(id *syntax.Ident) types.Type {
	if id.Name == "" {
		return types.Any{} // reported
	}
	switch s := c.m.Uses[id].(type) {
	case *Builtin:
		return c.builtinType(id, id.Name)
	case *TypeAlias:
		return c.aliasUse(id, s)
	case *Namespace, *Wildcard, *Extension:
		return &types.Namespace{Name: id.Name}
	case *Imported:
		return c.importedType(id, s)
	case nil:
		return types.Error{} // reported
	default:
		c.err(id, "BCP287", "found the value '%s', wanted a type", id.Name)
		return types.Error{}
	}
}

// builtinType is a type of the language.
func (c *checker) builtinType(at syntax.Node, name string) types.Type {
	switch name {
	case "any":
		return types.Any{}
	case "array":
		return anyArray
	case "bool":
		return types.Bool{}
	case "int":
		return types.Int{}
	case "object":
		return anyObject
	case "string":
		return types.String{}
	case "resourceInput", "resourceOutput":
		c.err(at, "BCP384", "the type '%s' wants an argument: %s<'type@version'>", name, name)
	default:
		c.err(at, "BCP302", "found '%s', which is no type", name)
	}
	return types.Error{}
}

func (c *checker) importedType(id *syntax.Ident, s *Imported) types.Type {
	if s.From == nil {
		return types.Error{} // reported
	}
	x := c.s.export(s.From, s.Symbol)
	if !x.isType {
		c.err(id, "BCP287", "found the value '%s', wanted a type", id.Name)
		return types.Error{}
	}
	return x.typ
}

// aliasUse is the type of a declared type where it is used.
func (c *checker) aliasUse(id *syntax.Ident, s *TypeAlias) types.Type {
	t := c.alias(s)
	if isError(t) {
		if !c.m.Cyclic(s) || !c.m.Cyclic(c.inside) {
			c.err(id, "BCP062", "the declaration of '%s' has errors", id.Name)
		}
	}
	return t
}

// alias is the type that a declared type stands for. Types may refer to
// themselves only through the properties of an object, which are looked at
// later, so that this ends.
func (c *checker) alias(s *TypeAlias) types.Type {
	if t, ok := c.bodies[s]; ok {
		return t
	}
	if c.m.Cyclic(s) {
		return types.Error{}
	}
	if c.depth >= maxDeclDepth {
		return types.Any{}
	}
	c.depth++
	c.bodies[s] = types.Any{} // through an array or a tuple
	outer := c.inside
	c.inside = s
	t := c.modified(c.typ(s.Decl.Type, s.Decl.Decorators), s.Decl.Decorators, false)
	c.inside = outer
	c.bodies[s] = t
	c.depth--
	return t
}

func (c *checker) intType(at syntax.Node, value uint64, negative bool) types.Type {
	switch {
	case negative && value <= math.MaxInt64+1:
		return types.IntLit{Value: -int64(value)}
	case !negative && value <= math.MaxInt64:
		return types.IntLit{Value: int64(value)}
	}
	c.err(at, "BCP285", "found a number that no int can hold")
	return types.Error{}
}

// stringType is the type of a string, in whose holes there may be literals.
func (c *checker) stringType(s *syntax.StringExpr) types.Type {
	text, ok := c.m.Constant(s)
	if !ok {
		c.err(s, "BCP285", "found a string that is not known while compiling, wanted a literal one")
		return types.Error{}
	}
	return types.StringLit{Value: text}
}

func (c *checker) unaryType(t *syntax.UnaryType) types.Type {
	if n, ok := t.X.(*syntax.IntLit); ok && t.Op == syntax.Minus {
		return c.intType(t, n.Value, true)
	}
	x := c.typ(t.X, nil)
	if isError(x) {
		return x
	}
	if r := foldUnary(t.Op, x); r != nil && types.IsLiteral(r) {
		return r
	}
	c.err(t, "BCP285", "found '%s' before what is no literal of its kind", t.Op)
	return types.Error{}
}

func (c *checker) arrayType(t *syntax.ArrayType) types.Type {
	item := c.typ(t.Elem, nil)
	if isError(item) {
		return &types.Array{Item: types.Any{}}
	}
	return &types.Array{Item: item}
}

func (c *checker) nullableType(t *syntax.NullableType, decs []*syntax.Decorator) types.Type {
	x := c.typ(t.X, decs)
	if isError(x) {
		return x
	}
	return types.Nullable(x)
}

func (c *checker) tupleType(t *syntax.TupleType) types.Type {
	items := make([]types.Type, len(t.Items))
	for i, it := range t.Items {
		items[i] = c.modified(c.typ(it.Type, it.Decorators), it.Decorators, false)
		if isError(items[i]) {
			items[i] = types.Any{}
		}
	}
	return c.bounded(&types.Tuple{Items: items})
}

// modified is a declared type with what decorators say of its limits. Of a
// parameter, loose says that any value of its kind may stand where a literal
// is wanted.
func (c *checker) modified(t types.Type, decs []*syntax.Decorator, loose bool) types.Type {
	if len(decs) == 0 && !loose {
		return t
	}
	if rest, nullable := types.NonNull(t); nullable {
		m := c.modified(rest, decs, loose)
		if isError(m) {
			return m
		}
		return types.Nullable(m)
	}
	flags := types.FlagsOf(t)
	if c.m.Decorator(decs, "secure") != nil {
		flags |= types.Secure
	}
	looseFlags := flags
	if loose {
		looseFlags |= types.Loose
	}
	switch t := t.(type) {
	case types.Int:
		r, ok := c.limits2(decs, "minValue", "maxValue", t.Range)
		if !ok {
			return types.Error{}
		}
		return types.NewInt(r, looseFlags)
	case types.String:
		r, ok := c.limits2(decs, "minLength", "maxLength", t.Length)
		if !ok {
			return types.Error{}
		}
		return types.NewString(r, t.Pattern, looseFlags)
	case types.Bool:
		return types.Bool{Flags: looseFlags}
	case *types.Tuple:
		return &types.Tuple{Items: t.Items, Flags: flags}
	case *types.Array:
		r, ok := c.limits2(decs, "minLength", "maxLength", t.Length)
		if !ok {
			return types.Error{}
		}
		return types.NewArray(t.Item, r, flags)
	case *types.Object:
		return c.modifiedObject(t, decs, flags)
	}
	return t
}

func (c *checker) modifiedObject(o *types.Object, decs []*syntax.Decorator, flags types.Flags) types.Type {
	sealed := c.m.Decorator(decs, "sealed") != nil
	if !sealed && flags == o.Flags {
		return o
	}
	m := types.LazyObject(o.Name, flags, func() types.Shape {
		if sealed {
			return types.NewShape(o.Properties(), nil)
		}
		return types.NewShape(o.Properties(), o.Additional())
	})
	if w, ok := c.objects[o]; ok {
		w.sealed = w.sealed || sealed
		c.objects[m] = w
	}
	return m
}

// limits2 reads two decorators that limit a value or its length.
func (c *checker) limits2(decs []*syntax.Decorator, least, most string, r types.Range) (types.Range, bool) {
	lo, hi := c.m.Decorator(decs, least), c.m.Decorator(decs, most)
	if n, ok := c.intArgument(lo); ok {
		r.Min, r.HasMin = n, true
	}
	if n, ok := c.intArgument(hi); ok {
		r.Max, r.HasMax = n, true
	}
	if !r.HasMin || !r.HasMax || r.Min <= r.Max {
		return r, true
	}
	at := lo
	if at == nil {
		at = hi
	}
	if at == nil {
		return r, true
	}
	for _, d := range decs {
		if d.Call() == at {
			c.err(d, "BCP331", "found '%s' %d above '%s' %d", least, r.Min, most, r.Max)
		}
	}
	return r, false
}

// intArgument is the only argument of a decorator, if it is a whole number.
func (c *checker) intArgument(call *syntax.CallExpr) (int64, bool) {
	if call == nil || len(call.Args) != 1 {
		return 0, false
	}
	return intLiteral(call.Args[0])
}

// intLiteral is the value of a whole number with or without a sign.
func intLiteral(e syntax.Expr) (int64, bool) {
	negative := false
	if u, ok := e.(*syntax.UnaryExpr); ok && u.Op == syntax.Minus {
		e, negative = u.X, true
	}
	n, ok := e.(*syntax.IntLit)
	switch {
	case !ok, n.Value > math.MaxInt64+1, n.Value > math.MaxInt64 && !negative:
		return 0, false
	case negative:
		return -int64(n.Value), true
	}
	return int64(n.Value), true
}
