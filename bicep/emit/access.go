package emit

import (
	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// flags say how something is accessed.
type flags struct {
	// safe is .? or [?.
	safe bool
	// fromEnd is [^.
	fromEnd bool
	// chained is whether the base is an access itself.
	chained bool
}

// member converts x.name.
func (c env) member(e *syntax.MemberExpr) expr {
	if s, ok := c.f.m.Uses[e.Name].(*check.Foreign); ok {
		return fn("variables", text(c.e.imports.foreignName(s)))
	}
	fl := flags{safe: e.Safe, chained: c.isAccess(e.X)}
	if outputs, ok := e.X.(*syntax.MemberExpr); ok && outputs.Name.Name == "outputs" && c.isModule(outputs.X) {
		return c.moduleOutput(e, outputs, fl)
	}
	return c.named(e.X, e.Name.Name, fl)
}

// indexed converts x[index].
func (c env) indexed(e *syntax.IndexExpr) expr {
	if t, ok := c.element(e); ok {
		if t.module != nil {
			return c.moduleReference(t)
		}
		return c.reference(t, true)
	}
	fl := flags{safe: e.Safe, fromEnd: e.FromEnd, chained: c.isAccess(e.X)}
	if name, ok := syntax.LiteralString(e.Index); ok {
		return c.named(e.X, name, fl)
	}
	base := c.expr(e.X)
	return accessed(base, c.expr(e.Index), fl)
}

// named converts the access of a property.
func (c env) named(base syntax.Expr, name string, fl flags) expr {
	t, ok := c.target(base)
	switch {
	case !ok:
		return accessed(c.expr(base), text(name), fl)
	case t.resource != nil:
		return c.resourceProperty(t, name, fl)
	default:
		return c.moduleProperty(t, name, fl, base)
	}
}

// accessed is one access of a value.
func accessed(base, key expr, fl flags) expr {
	if fl.safe {
		name := "tryGet"
		if fl.fromEnd {
			name = "tryIndexFromEnd"
		}
		return fn(name, base, key)
	}
	if b, ok := base.(*call); ok && fl.chained && isSafe(b) {
		if fl.fromEnd {
			key = fn("createObject", text("value"), key, text("fromEnd"), boolean(true))
		}
		return &call{name: b.name, args: append(b.args[:len(b.args):len(b.args)], key)}
	}
	if fl.fromEnd {
		return fn("indexFromEnd", base, key)
	}
	return access(base, key)
}

// isSafe reports whether a call is one whose result may be missing, so that
// what follows must be tried as well.
func isSafe(c *call) bool {
	return len(c.props) == 0 && (c.name == "tryGet" || c.name == "tryIndexFromEnd")
}

// isAccess reports whether an expression is an access, if what vanishes in a
// template is taken away.
func (c env) isAccess(e syntax.Expr) bool {
	for {
		switch x := e.(type) {
		case *syntax.MemberExpr, *syntax.IndexExpr:
			return true
		case *syntax.NonNullExpr:
			e = x.X
		case *syntax.CallExpr:
			if !c.isAny(x) {
				return false
			}
			e = x.Args[0]
		default:
			return false
		}
	}
}

// isAny reports whether a call is any(x), which vanishes.
func (c env) isAny(e *syntax.CallExpr) bool {
	if e.Name.Name != "any" || len(e.Args) != 1 {
		return false
	}
	_, ok := c.f.m.Uses[e.Name].(*check.Builtin)
	return ok
}

// unwrap takes away what vanishes in a template, and puts the value of a
// variable in its place where a template repeats it.
func (c env) unwrap(e syntax.Expr) syntax.Expr {
	for {
		switch x := e.(type) {
		case *syntax.ParenExpr:
			e = x.X
		case *syntax.NonNullExpr:
			e = x.X
		case *syntax.CallExpr:
			if !c.isAny(x) {
				return e
			}
			e = x.Args[0]
		case *syntax.Ident:
			v, ok := c.f.m.Uses[x].(*check.Var)
			if !ok || !v.Inline {
				return e
			}
			e = v.Decl.Value
		default:
			return e
		}
	}
}

// target is a resource or a module, or one element of a loop of such.
type target struct {
	resource *check.Resource
	module   *check.Module
	// index is which element it is; nil for what is no loop, and for the
	// whole of one.
	index expr
	// env is where its own declaration is converted.
	env env
}

// target finds the resource or module that an expression names.
func (c env) target(e syntax.Expr) (target, bool) {
	e = c.unwrap(e)
	if x, ok := e.(*syntax.IndexExpr); ok {
		return c.element(x)
	}
	if r := c.f.m.ResourceOf(e); r != nil {
		return target{resource: r, env: c}, true
	}
	if m, ok := c.f.m.Use(e).(*check.Module); ok {
		if _, isName := e.(*syntax.Ident); isName {
			return target{module: m, env: c}, true
		}
	}
	return target{}, false
}

// element finds the element of a loop of resources or modules.
func (c env) element(e *syntax.IndexExpr) (target, bool) {
	switch e.X.(type) {
	case *syntax.Ident, *syntax.NestedExpr:
	default:
		return target{}, false
	}
	if r := c.f.m.ResourceOf(e.X); r != nil && r.Loop() != nil {
		ix := c.expr(e.Index)
		return target{resource: r, index: ix, env: c.inLoop(r.Loop(), ix)}, true
	}
	if m, ok := c.f.m.Use(e.X).(*check.Module); ok && m.Loop() != nil {
		ix := c.expr(e.Index)
		return target{module: m, index: ix, env: c.inLoop(m.Loop(), ix)}, true
	}
	return target{}, false
}

// isModule reports whether an expression is a module, whichever it is.
func (c env) isModule(e syntax.Expr) bool {
	e = c.unwrap(e)
	if t, ok := e.(*syntax.TernaryExpr); ok {
		return c.isModule(t.Then) || c.isModule(t.Else)
	}
	if x, ok := e.(*syntax.IndexExpr); ok {
		e = x.X
	}
	_, ok := c.f.m.Use(e).(*check.Module)
	return ok
}
