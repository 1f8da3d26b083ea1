package emit

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// call converts a call.
func (c env) call(e *syntax.CallExpr) expr {
	if v, ok := c.f.m.Loads[e]; ok {
		return c.load(e, v)
	}
	switch s := c.f.m.Uses[e.Name].(type) {
	case *check.Builtin:
		return c.builtin(e, s)
	case *check.Func:
		return fn(functionName(c.e.nameOf(c.f, s)), c.args(e)...)
	case *check.Imported:
		return fn(functionName(c.e.imports.importedName(s)), c.args(e)...)
	case *check.Foreign:
		return fn(functionName(c.e.imports.foreignName(s)), c.args(e)...)
	}
	if e.X != nil {
		return c.method(e)
	}
	c.e.fail(c.f, e, "the name '%s' is no function", e.Name.Name)
	return null{}
}

// functionName is the name by which a declared function is called: a
// namespace comes first.
func functionName(name string) string {
	if strings.Contains(name, ".") {
		return name
	}
	return functionSpace + "." + name
}

// functionSpace is the namespace of the functions that a file declares.
const functionSpace = "__bicep"

func (c env) args(e *syntax.CallExpr) []expr {
	list := make([]expr, len(e.Args))
	for i, a := range e.Args {
		list[i] = c.expr(a)
	}
	return list
}

// load converts the content of a file: a variable holds it, where there can
// be one.
func (c env) load(e *syntax.CallExpr, v check.Value) expr {
	if name := c.f.loaded[e]; name != "" {
		return fn("variables", text(c.e.loadedName(c.f, name)))
	}
	return loaded(v)
}

// builtin converts a function of the language.
func (c env) builtin(e *syntax.CallExpr, s *check.Builtin) expr {
	if ns, ok := c.f.m.Use(syntax.Unparen(e.X)).(*check.Namespace); ok && e.X != nil && ns.Name() == "this" {
		return c.this(e)
	}
	switch name := s.Name(); {
	case c.isAny(e):
		return c.expr(e.Args[0])
	case name == "nameof" && len(e.Args) == 1:
		return text(nameOf(e.Args[0]))
	case len(e.Args) > 0 && (name == "resourceGroup" || name == "subscription" || name == "managementGroup"):
		return &object{} // a scope, which has no value
	default:
		return fn(name, c.args(e)...)
	}
}

// this converts the functions of the resource that is being deployed.
func (c env) this(e *syntax.CallExpr) expr {
	existing := fn("target", text("full"))
	if e.Name.Name == "exists" {
		return fn("not", fn("empty", existing))
	}
	return existing
}

// nameOf is the last name of an access.
func nameOf(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Ident:
		return e.Name
	case *syntax.MemberExpr:
		return e.Name.Name
	case *syntax.NestedExpr:
		return e.Name.Name
	case *syntax.ParenExpr:
		return nameOf(e.X)
	case *syntax.NonNullExpr:
		return nameOf(e.X)
	case *syntax.IndexExpr:
		if s, ok := syntax.LiteralString(e.Index); ok {
			return s
		}
		return nameOf(e.X)
	default:
		return ""
	}
}

// method converts a function of a resource, such as list*.
func (c env) method(e *syntax.CallExpr) expr {
	t, ok := c.target(e.X)
	if !ok || t.resource == nil {
		c.e.fail(c.f, e, "only a resource has the function '%s'", e.Name.Name)
		return null{}
	}
	if t.resource.Extension != nil {
		return fn("invokeResourceMethod", t.symbol(), text(e.Name.Name), &array{c.args(e)})
	}
	id := t.symbol()
	if !c.e.symbolic {
		id = t.env.resourceID(t.resource)
	}
	args := c.args(e)
	if len(args) == 0 {
		args = []expr{text(t.resource.Ref.Version)}
	}
	return fn(e.Name.Name, append([]expr{id}, args...)...)
}
