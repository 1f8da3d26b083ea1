package emit

import (
	"math"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// expr converts an expression.
func (c env) expr(e syntax.Expr) expr {
	if !c.e.spend() {
		return null{}
	}
	switch e := e.(type) {
	case *syntax.StringExpr:
		return c.str(e)
	case *syntax.IntLit:
		return number(e.Value)
	case *syntax.BoolLit:
		return boolean(e.Value)
	case *syntax.NullLit:
		return null{}
	case *syntax.Ident:
		return c.ident(e)
	case *syntax.ObjectExpr:
		return c.object(e)
	case *syntax.ArrayExpr:
		return c.array(e)
	case *syntax.MemberExpr:
		return c.member(e)
	case *syntax.IndexExpr:
		return c.indexed(e)
	case *syntax.CallExpr:
		return c.call(e)
	default:
		return c.operation(e)
	}
}

func (c env) operation(e syntax.Expr) expr {
	switch e := e.(type) {
	case *syntax.ParenExpr:
		return c.expr(e.X)
	case *syntax.NonNullExpr:
		return c.expr(e.X)
	case *syntax.TernaryExpr:
		return fn("if", c.expr(e.Cond), c.expr(e.Then), c.expr(e.Else))
	case *syntax.BinaryExpr:
		return operate(e.Op, c.expr(e.X), c.expr(e.Y))
	case *syntax.UnaryExpr:
		return c.unary(e)
	case *syntax.NestedExpr:
		if r := c.f.m.ResourceOf(e); r != nil {
			return c.reference(target{resource: r, env: c}, true)
		}
	case *syntax.LambdaExpr:
		return c.lambda(e)
	case *syntax.ForExpr:
		return &loop{list: c.expr(e.List), body: c.expr(e.Body)}
	}
	c.e.fail(c.f, e, "this expression cannot stand in a template")
	return null{}
}

// str converts a string; one with holes becomes a call of format.
func (c env) str(s *syntax.StringExpr) expr {
	if v, ok := s.Literal(); ok {
		return text(v)
	}
	args := make([]expr, 1, len(s.Exprs)+1)
	args[0] = text(formatString(s.Segments))
	for _, x := range s.Exprs {
		args = append(args, c.expr(x))
	}
	return fn("format", args...)
}

// formatString joins the texts around holes, which are numbered.
func formatString(segments []string) string {
	var b strings.Builder
	for i, s := range segments {
		if i > 0 {
			b.WriteByte('{')
			b.WriteString(strconv.Itoa(i - 1))
			b.WriteByte('}')
		}
		for j := range len(s) {
			if c := s[j]; c == '{' || c == '}' {
				b.WriteByte(c)
			}
			b.WriteByte(s[j])
		}
	}
	return b.String()
}

func operate(op syntax.Kind, x, y expr) expr {
	switch op {
	case syntax.NotEqual:
		return fn("not", fn("equals", x, y))
	case syntax.EqualFold:
		return fn("equals", fn("toLower", x), fn("toLower", y))
	case syntax.NotEqualFold:
		return fn("not", fn("equals", fn("toLower", x), fn("toLower", y)))
	default:
		return fn(operator(op), x, y)
	}
}

// operator is the function that an operator stands for.
func operator(op syntax.Kind) string {
	switch op {
	case syntax.Or:
		return "or"
	case syntax.And:
		return "and"
	case syntax.Equal:
		return "equals"
	case syntax.Less:
		return "less"
	case syntax.LessEqual:
		return "lessOrEquals"
	case syntax.Greater:
		return "greater"
	case syntax.GreaterEqual:
		return "greaterOrEquals"
	case syntax.Plus:
		return "add"
	case syntax.Minus:
		return "sub"
	case syntax.Asterisk:
		return "mul"
	case syntax.Slash:
		return "div"
	case syntax.Percent:
		return "mod"
	default:
		return "coalesce"
	}
}

func (c env) unary(e *syntax.UnaryExpr) expr {
	if e.Op == syntax.Not {
		return fn("not", c.expr(e.X))
	}
	if n, ok := e.X.(*syntax.IntLit); ok {
		return number(-n.Value)
	}
	return fn("sub", number(0), c.expr(e.X))
}

func (c env) lambda(e *syntax.LambdaExpr) expr {
	args := make([]expr, 0, len(e.Params)+1)
	for _, p := range e.Params {
		args = append(args, text(p.Name))
	}
	return fn("lambda", append(args, c.expr(e.Body))...)
}

// array converts an array; what is spread into it makes it a call of flatten.
func (c env) array(e *syntax.ArrayExpr) expr {
	var chunks, items []expr
	spread := false
	flush := func() {
		if len(items) > 0 {
			chunks, items = append(chunks, &array{items}), nil
		}
	}
	for _, it := range e.Items {
		if s, ok := it.(*syntax.SpreadExpr); ok {
			flush()
			chunks, spread = append(chunks, c.expr(s.X)), true
			continue
		}
		items = append(items, c.expr(it))
	}
	flush()
	switch {
	case spread:
		return fn("flatten", &array{chunks})
	case len(chunks) == 0:
		return &array{}
	default:
		return chunks[0]
	}
}

// object converts an object; what is spread into it makes it a call of
// shallowMerge.
func (c env) object(e *syntax.ObjectExpr) expr { return c.objectOf(e.Items) }

func (c env) objectOf(items []syntax.ObjectItem) expr {
	var chunks []expr
	var props []prop
	spread := false
	flush := func() {
		if len(props) > 0 {
			chunks, props = append(chunks, &object{props}), nil
		}
	}
	for _, it := range items {
		switch it := it.(type) {
		case *syntax.SpreadExpr:
			flush()
			chunks, spread = append(chunks, c.expr(it.X)), true
		case *syntax.Property:
			props = append(props, c.prop(it))
		}
	}
	flush()
	switch {
	case spread:
		return fn("shallowMerge", &array{chunks})
	case len(chunks) == 0:
		return &object{}
	default:
		return chunks[0]
	}
}

func (c env) prop(p *syntax.Property) prop {
	if name, ok := p.Name(); ok {
		return prop{text(name), c.expr(p.Value)}
	}
	return prop{c.expr(p.Key), c.expr(p.Value)}
}

// ident converts a name.
func (c env) ident(id *syntax.Ident) expr {
	if r := c.f.m.ResourceOf(id); r != nil {
		return c.reference(target{resource: r, env: c}, true)
	}
	switch s := c.f.m.Uses[id].(type) {
	case *check.Param:
		return fn("parameters", text(s.Name()))
	case *check.Var:
		if s.Inline {
			return c.expr(s.Decl.Value)
		}
		return fn("variables", text(c.e.nameOf(c.f, s)))
	case *check.Module:
		return c.moduleReference(target{module: s, env: c})
	case *check.Local:
		return c.local(s)
	case *check.Imported:
		return fn("variables", text(c.e.imports.importedName(s)))
	case *check.Extension:
		return fn("extensions", text(s.Name()))
	}
	c.e.fail(c.f, id, "the name '%s' stands for no value", id.Name)
	return null{}
}

// loaded converts a value that was read from a file.
func loaded(v check.Value) expr {
	switch v := v.(type) {
	case check.String:
		return text(v)
	case check.Bool:
		return boolean(v)
	case check.Number:
		if i, ok := v.Int(); ok {
			return number(i)
		}
		return fn("json", text(float(v)))
	case check.Array:
		a := &array{}
		for _, x := range v {
			a.items = append(a.items, loaded(x))
		}
		return a
	case *check.Object:
		o := &object{}
		for _, m := range v.Members {
			o.props = append(o.props, prop{text(m.Name), loaded(m.Value)})
		}
		return o
	default:
		return null{}
	}
}

// float spells a number that is no integer.
func float(n check.Number) string {
	f, err := strconv.ParseFloat(string(n), 64)
	if err != nil {
		return string(n)
	}
	if math.Abs(f) >= 1e15 {
		return strconv.FormatFloat(f, 'E', -1, 64)
	}
	return strconv.FormatFloat(f, 'G', -1, 64)
}
