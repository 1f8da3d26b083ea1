package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// unary is the type of !x or -x.
func (c *checker) unary(e *syntax.UnaryExpr) types.Type {
	if n, ok := e.X.(*syntax.IntLit); ok && e.Op == syntax.Minus {
		return c.negative(e, n)
	}
	x := c.expr(e.X, nil)
	if isError(x) {
		return x
	}
	if t := foldUnary(e.Op, x); t != nil {
		return t
	}
	if rest, nullable := types.NonNull(x); nullable && c.inBranch(e) {
		if t := foldUnary(e.Op, rest); t != nil {
			c.mayBeNull(e, rest, x)
			return t
		}
	}
	c.err(e, "BCP044", "found '%s' before '%s'", e.Op, typeName(x))
	return types.Error{}
}

// negative is the type of a negative number.
func (c *checker) negative(e *syntax.UnaryExpr, n *syntax.IntLit) types.Type {
	if value, ok := intLiteral(e); ok {
		c.types[n] = types.IntLit{Value: -value}
		return types.IntLit{Value: value}
	}
	c.err(e, "BCP010", "found a number that no int can hold")
	return types.Int{}
}

// binary is the type of x op y.
func (c *checker) binary(e *syntax.BinaryExpr) types.Type {
	x, y := c.expr(e.X, nil), c.expr(e.Y, nil)
	if isError(x) || isError(y) {
		return types.Error{}
	}
	if t := c.operate(e, x, y); t != nil {
		return c.bounded(t)
	}
	restX, nullX := types.NonNull(x)
	restY, nullY := types.NonNull(y)
	if (nullX || nullY) && c.inBranch(e) {
		if t := c.operate(e, restX, restY); t != nil {
			if nullX {
				c.mayBeNull(e, restX, x)
			}
			if nullY {
				c.mayBeNull(e, restY, y)
			}
			return t
		}
	}
	if e.Op == syntax.Plus && types.Assignable(x, types.String{}) && types.Assignable(y, types.String{}) {
		c.err(e, "BCP045", "found '+' between strings, wanted an interpolated string")
		return types.Error{}
	}
	c.err(e, "BCP045", "found '%s' between '%s' and '%s'", e.Op, typeName(x), typeName(y))
	return types.Error{}
}

// operate is the type of an operation, nil if it has none for such operands.
func (c *checker) operate(e *syntax.BinaryExpr, x, y types.Type) types.Type {
	if e.Op == syntax.Percent && types.Assignable(x, types.Int{}) && y == types.Type(types.IntLit{}) {
		c.err(e, "BCP410", "found a division by 0")
		return types.Error{}
	}
	return foldBinary(e.Op, x, y)
}

// inBranch reports whether a node is a part of one of the outcomes of a
// conditional, which may well guard it against null.
func (c *checker) inBranch(n syntax.Node) bool {
	for p := c.parent(n); p != nil; n, p = p, c.parent(p) {
		if t, ok := p.(*syntax.TernaryExpr); ok && n != syntax.Node(t.Cond) {
			return true
		}
	}
	return false
}

// ternary is the type of cond ? then : else.
func (c *checker) ternary(e *syntax.TernaryExpr, want types.Type) types.Type {
	cond := c.expr(e.Cond, nil)
	then, other := c.expr(e.Then, want), c.expr(e.Else, want)
	if isError(cond) || isError(then) || isError(other) {
		return types.Error{}
	}
	if rest, ok := types.AssignableIfNotNull(cond, types.Bool{}); ok {
		c.mayBeNull(e.Cond, types.Bool{}, cond)
		cond = rest
	}
	if !types.Assignable(cond, types.Bool{}) {
		c.err(e.Cond, "BCP046", "found '%s', wanted 'bool'", typeName(cond))
		return types.Error{}
	}
	if l, ok := cond.(types.BoolLit); ok {
		if l.Value {
			return then
		}
		return other
	}
	return c.bounded(types.CollapseUnion(then, other))
}

// foldUnary is the type of an operation on a value of type x, nil if there is
// no such operation.
func foldUnary(op syntax.Kind, x types.Type) types.Type {
	switch {
	case op == syntax.Not && types.Assignable(x, types.Bool{}):
		return not(x)
	case op == syntax.Minus && types.Assignable(x, types.Int{}):
		return negate(x)
	}
	return nil
}

func not(x types.Type) types.Type {
	switch x := x.(type) {
	case *types.Union:
		list := make([]types.Type, len(x.Members))
		for i, m := range x.Members {
			list[i] = not(m)
		}
		return types.NewUnion(list...)
	case types.BoolLit:
		return types.BoolLit{Value: !x.Value, Flags: x.Flags}
	}
	return types.Bool{Flags: types.FlagsOf(x)}
}

func negate(x types.Type) types.Type {
	switch x := x.(type) {
	case *types.Union:
		list := make([]types.Type, len(x.Members))
		for i, m := range x.Members {
			list[i] = negate(m)
		}
		return types.CollapseUnion(list...)
	case types.IntLit:
		if x.Value != -x.Value || x.Value == 0 {
			return types.IntLit{Value: -x.Value, Flags: x.Flags}
		}
	case types.Int:
		return types.NewInt(negateRange(x.Range), x.Flags)
	}
	return types.Int{}
}

func negateRange(r types.Range) types.Range {
	return types.Range{
		Min: -r.Max, HasMin: r.HasMax && r.Max != -r.Max || r.HasMax && r.Max == 0,
		Max: -r.Min, HasMax: r.HasMin && r.Min != -r.Min || r.HasMin && r.Min == 0,
	}
}

// foldBinary is the type of an operation on values of types x and y, nil if
// there is no such operation.
func foldBinary(op syntax.Kind, x, y types.Type) types.Type {
	both := func(t types.Type) bool { return types.Assignable(x, t) && types.Assignable(y, t) }
	switch op {
	case syntax.Equal, syntax.NotEqual:
		return equality(op, x, y)
	case syntax.Coalesce:
		return coalesce(x, y)
	case syntax.And, syntax.Or:
		if both(types.Bool{}) {
			return logic(op, x, y)
		}
	case syntax.EqualFold, syntax.NotEqualFold:
		if both(types.String{}) {
			return equalFold(op, x, y)
		}
	case syntax.Less, syntax.LessEqual, syntax.Greater, syntax.GreaterEqual:
		if both(types.Int{}) {
			return compare(op, x, y)
		}
		if both(types.String{}) {
			return types.Bool{}
		}
	case syntax.Plus, syntax.Minus, syntax.Asterisk, syntax.Slash, syntax.Percent:
		if both(types.Int{}) {
			return arithmetic(op, x, y)
		}
	}
	return nil
}

// coalesce is the type of x ?? y.
func coalesce(x, y types.Type) types.Type {
	if x == types.Type(types.Null{}) {
		return y
	}
	if rest, nullable := types.NonNull(x); nullable {
		return types.NewUnion(rest, y)
	}
	return x
}

// logic is the type of x && y or x || y, known if one side decides.
func logic(op syntax.Kind, x, y types.Type) types.Type {
	l, okL := x.(types.BoolLit)
	r, okR := y.(types.BoolLit)
	decides := op == syntax.Or
	switch {
	case okL && l.Value == decides, okR && r.Value == decides:
		return types.BoolLit{Value: decides}
	case okL && okR:
		return types.BoolLit{Value: !decides}
	}
	return types.Bool{}
}

// bounds are the least and greatest value of an int.
func bounds(t types.Type) types.Range {
	switch t := t.(type) {
	case types.IntLit:
		return types.Exactly(t.Value)
	case types.Int:
		return t.Range
	case *types.Union:
		r := bounds(t.Members[0])
		for _, m := range t.Members[1:] {
			b := bounds(m)
			r = types.Range{
				Min: min(r.Min, b.Min), HasMin: r.HasMin && b.HasMin,
				Max: max(r.Max, b.Max), HasMax: r.HasMax && b.HasMax,
			}
		}
		return r
	}
	return types.Range{}
}

// compare is the type of a comparison, known if the ranges do not overlap.
func compare(op syntax.Kind, x, y types.Type) types.Type {
	a, b := bounds(x), bounds(y)
	if op == syntax.Greater || op == syntax.GreaterEqual {
		a, b = b, a
	}
	strict := op == syntax.Less || op == syntax.Greater
	switch {
	case a.HasMax && b.HasMin && (a.Max < b.Min || !strict && a.Max == b.Min):
		return types.BoolLit{Value: true}
	case a.HasMin && b.HasMax && (a.Min > b.Max || strict && a.Min == b.Max):
		return types.BoolLit{Value: false}
	}
	return types.Bool{}
}
