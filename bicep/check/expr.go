package check

import (
	"math"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// expr is the type of an expression; Error if it makes no sense, which has
// been reported. want is the type that its place wants, nil if that is not
// known: it says what the parameters of a lambda are and how the properties of
// an object may be used, but whether the value fits is a matter of narrow.
func (c *checker) expr(e syntax.Expr, want types.Type) types.Type {
	if t, ok := c.types[e]; ok {
		return t
	}
	t := c.exprOf(e, want)
	c.types[e] = t
	return t
}

func (c *checker) exprOf(e syntax.Expr, want types.Type) types.Type {
	switch e := e.(type) {
	case *syntax.Ident:
		return c.value(e)
	case *syntax.NullLit:
		return types.Null{}
	case *syntax.BoolLit:
		return types.BoolLit{Value: e.Value}
	case *syntax.IntLit:
		return c.intLit(e)
	case *syntax.StringExpr:
		return c.stringExpr(e)
	case *syntax.ObjectExpr:
		return c.object(e, want)
	case *syntax.ArrayExpr:
		return c.array(e, want)
	case *syntax.ParenExpr:
		return c.expr(e.X, want)
	case *syntax.UnaryExpr:
		return c.unary(e)
	case *syntax.BinaryExpr:
		return c.binary(e)
	case *syntax.TernaryExpr:
		return c.ternary(e, want)
	case *syntax.CallExpr:
		return c.call(e)
	case *syntax.MemberExpr, *syntax.IndexExpr:
		return c.access(e)
	case *syntax.NestedExpr:
		return c.nested(e)
	case *syntax.NonNullExpr:
		t, _ := types.NonNull(c.expr(e.X, want))
		return t
	case *syntax.LambdaExpr:
		return c.lambda(e, want)
	case *syntax.ForExpr:
		return c.forExpr(e, want)
	case *syntax.IfExpr:
		c.condition(e.Cond)
		return c.expr(e.Body, want)
	case *syntax.SpreadExpr:
		return c.expr(e.X, want)
	}
	return types.Error{} // reported
}

// intLit is the type of a number. A minus before it makes room for one more.
func (c *checker) intLit(e *syntax.IntLit) types.Type {
	if e.Value <= math.MaxInt64 {
		return types.IntLit{Value: int64(e.Value)}
	}
	c.err(e, "BCP010", "found a number that no int can hold")
	return types.Int{}
}

// stringExpr is the type of a string, a literal if its holes hold such.
func (c *checker) stringExpr(e *syntax.StringExpr) types.Type {
	if text, ok := e.Literal(); ok {
		return types.StringLit{Value: text}
	}
	holes := make([]types.Type, len(e.Exprs))
	for i, x := range e.Exprs {
		holes[i] = c.expr(x, nil)
	}
	if anyError(holes) {
		return types.Error{}
	}
	if t, ok := interpolate(e.Segments, holes); ok {
		return t
	}
	length := types.Exactly(0)
	for _, s := range e.Segments {
		length = sum(length, types.Exactly(types.Length(s)))
	}
	for _, h := range holes {
		length = sum(length, textLength(h))
	}
	if length.Min <= 0 {
		length.Min, length.HasMin = 0, false
	}
	return types.NewString(length, "", 0)
}

// sum adds the limits of two lengths.
func sum(a, b types.Range) types.Range {
	r := types.Range{HasMin: true, Min: a.Min + b.Min, HasMax: a.HasMax && b.HasMax}
	if r.HasMax {
		r.Max = a.Max + b.Max
	}
	if r.Min < 0 || r.Max < 0 {
		return types.Range{HasMin: true}
	}
	return r
}

// object is the type of an object as written: each property has the type of
// its value and, if the type that is wanted has it too, the flags from there.
func (c *checker) object(o *syntax.ObjectExpr, want types.Type) types.Type {
	want = chosen(want, o)
	c.wants[o] = want
	c.missingDecls(o)
	bad := c.duplicateKeys(o)
	props := make([]types.Property, 0, len(o.Items))
	var rest []types.Type
	for _, item := range o.Items {
		switch item := item.(type) {
		case *syntax.Property:
			p, named := c.property(item, want)
			bad = bad || isError(p.Type)
			if named {
				props = append(props, p)
			} else {
				rest = append(rest, p.Type)
			}
		case *syntax.SpreadExpr:
			more, other, ok := c.spreadObject(item, want)
			bad = bad || !ok
			props, rest = append(props, more...), append(rest, other...)
		}
	}
	if bad {
		return types.Error{}
	}
	var additional *types.Property
	if len(rest) > 0 {
		additional = &types.Property{Type: types.NewUnion(rest...)}
	}
	return types.NewObject("object", 0, types.NewShape(props, additional))
}

// property is the type of a property as written, and whether its name is
// known.
func (c *checker) property(p *syntax.Property, want types.Type) (types.Property, bool) {
	name, named := p.Name()
	if s, ok := p.Key.(*syntax.StringExpr); ok && !named {
		key := c.expr(s, nil)
		if isError(key) {
			c.expr(p.Value, nil)
			return types.Property{Type: key}, false
		}
		if l, ok := key.(types.StringLit); ok {
			name = l.Value
		}
	}
	declared, known := propertyOf(want, name)
	if !named && name == "" {
		declared, known = anyProperty(want)
	}
	value := types.Property{Name: name, Flags: types.Required}
	var inner types.Type
	if known {
		inner = declared.Type
		if declared.Name == name {
			value.Flags = (declared.Flags | types.Required) &^ types.ReadOnly
		}
	}
	value.Type = c.expr(p.Value, inner)
	return value, named
}

// propertyOf is the property of that name in a type that is wanted.
func propertyOf(t types.Type, name string) (types.Property, bool) {
	switch t := t.(type) {
	case *types.Object:
		if p, ok := t.Property(name); ok {
			return p, true
		}
		if a := t.Additional(); a != nil {
			return *a, true
		}
	case *types.Discriminated:
		if t.Key == name {
			return types.Property{Name: name, Type: keysOf(t), Flags: types.Required}, true
		}
	}
	return types.Property{}, false
}

// anyProperty is what a type that names no properties says of them all.
func anyProperty(t types.Type) (types.Property, bool) {
	if o, ok := t.(*types.Object); ok && len(o.Properties()) == 0 && o.Additional() != nil {
		return *o.Additional(), true
	}
	return types.Property{}, false
}

// keysOf is the union of the values that tell variants apart.
func keysOf(d *types.Discriminated) types.Type {
	keys := make([]types.Type, len(d.Variants))
	for i, v := range d.Variants {
		keys[i] = types.StringLit{Value: v.Value}
	}
	return types.NewUnion(keys...)
}

// chosen is the type that is wanted of an object without null and, if it has
// variants, the variant that the object names.
func chosen(want types.Type, o *syntax.ObjectExpr) types.Type {
	if want == nil {
		return nil
	}
	want, _ = types.NonNull(want)
	switch t := want.(type) {
	case *types.ResourceType:
		return chosen(t.Body, o)
	case *types.Module:
		return t.Body
	case *types.Discriminated:
		p := o.Property(t.Key)
		if p == nil {
			return t
		}
		value, ok := syntax.LiteralString(p.Value)
		if !ok {
			return t
		}
		if v, ok := t.Variant(value); ok {
			return v
		}
	}
	return want
}

// duplicateKeys reports properties that share a name.
func (c *checker) duplicateKeys(o *syntax.ObjectExpr) bool {
	if len(o.Items) < 2 {
		return false
	}
	first := make(map[string]*syntax.Property, len(o.Items))
	bad := false
	for _, item := range o.Items {
		p, ok := item.(*syntax.Property)
		if !ok {
			continue
		}
		name, ok := p.Name()
		if !ok {
			continue
		}
		before, twice := first[name]
		if !twice {
			first[name] = p
			continue
		}
		bad = true
		if before != nil {
			c.duplicateKey(before.Key, name)
			first[name] = nil
		}
		c.duplicateKey(p.Key, name)
	}
	return bad
}

func (c *checker) duplicateKey(at syntax.Node, name string) {
	c.err(at, "BCP025", "the property '%s' is given more than once", name)
}

// spreadObject is what ...x adds to an object.
func (c *checker) spreadObject(s *syntax.SpreadExpr, want types.Type) (props []types.Property, rest []types.Type, ok bool) {
	t := c.expr(s, unrequired(want))
	if isError(t) {
		return nil, nil, false
	}
	if !types.Assignable(t, anyObject) {
		c.err(s, "BCP402", "found '%s' after '...', wanted an object", typeName(t))
		return nil, nil, false
	}
	o, isObject := t.(*types.Object)
	if !isObject {
		return nil, []types.Type{types.Any{}}, true
	}
	if a := o.Additional(); a != nil {
		rest = append(rest, a.Type)
	}
	return o.Properties(), rest, true
}

// unrequired is an object type none of whose properties must be given.
func unrequired(t types.Type) types.Type {
	o, ok := t.(*types.Object)
	if !ok {
		return nil
	}
	return o.With(func(props []types.Property) []types.Property {
		for i := range props {
			props[i].Flags &^= types.Required
		}
		return props
	})
}

// array is the type of an array as written: a tuple, unless the length is
// unknown because of a spread.
func (c *checker) array(a *syntax.ArrayExpr, want types.Type) types.Type {
	wantItem := types.Type(nil)
	if want != nil {
		want, _ = types.NonNull(want)
		wantItem, _ = types.ItemOf(want)
	}
	var items, others []types.Type
	bad := false
	for _, x := range a.Items {
		if s, ok := x.(*syntax.SpreadExpr); ok {
			in, out, ok := c.spreadArray(s, want)
			bad = bad || !ok
			items, others = append(items, in...), append(others, out...)
			continue
		}
		t := c.expr(x, wantItem)
		bad = bad || isError(t)
		items = append(items, t)
	}
	switch {
	case bad:
		return types.Error{}
	case len(others) > 0:
		return c.bounded(&types.Array{Item: types.NewUnion(append(items, others...)...)})
	}
	return c.bounded(&types.Tuple{Items: items})
}

// spreadArray is what ...x adds to an array: items that are known, or the
// type of items whose number is not.
func (c *checker) spreadArray(s *syntax.SpreadExpr, want types.Type) (items, others []types.Type, ok bool) {
	t := c.expr(s, want)
	if isError(t) {
		return nil, nil, false
	}
	if !types.Assignable(t, anyArray) {
		c.err(s, "BCP402", "found '%s' after '...', wanted an array", typeName(t))
		return nil, nil, false
	}
	switch t := t.(type) {
	case *types.Tuple:
		return t.Items, nil, true
	case *types.Array:
		return nil, []types.Type{t.Item}, true
	}
	return nil, []types.Type{types.Any{}}, true
}

// nested is the type of x::name.
func (c *checker) nested(e *syntax.NestedExpr) types.Type {
	base := c.expr(e.X, nil)
	if isError(base) {
		return base
	}
	r, ok := c.m.Uses[e.Name].(*Resource)
	if !ok {
		return types.Error{} // reported
	}
	if _, ok := base.(*types.ResourceType); !ok {
		c.err(e.Name, "BCP158", "found '%s', wanted a resource before '::'", typeName(base))
		return types.Error{}
	}
	return c.symbol(r)
}

// condition checks the condition of a resource or a module.
func (c *checker) condition(cond syntax.Expr) {
	outer := c.allow
	c.allow = allowNothing
	t := c.expr(cond, nil)
	c.allow = outer
	if isError(t) || types.Assignable(t, types.Bool{}) {
		return
	}
	if _, ok := types.AssignableIfNotNull(t, types.Bool{}); ok {
		c.mayBeNull(cond, types.Bool{}, t)
		return
	}
	c.err(cond, "BCP046", "found '%s', wanted 'bool'", typeName(t))
}

// mayBeNull warns that a value may be null where that is not wanted.
func (c *checker) mayBeNull(at syntax.Node, want, got types.Type) {
	c.warn(at, "BCP321", "found '%s', which may be null, wanted '%s'", typeName(got), typeName(want))
}
