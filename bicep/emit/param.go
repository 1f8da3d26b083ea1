package emit

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

func (e *emitter) parameters() *check.Object {
	o := &check.Object{}
	c := e.env()
	for _, p := range e.main.m.Params {
		d := p.Decl
		x := e.typeOf(node(e.main, d.Type), e.discriminator(e.main, d.Decorators))
		if d.Default != nil {
			x.merge("defaultValue", c.expr(d.Default))
		}
		if allowed := c.argOf(d.Decorators, "allowed"); allowed != nil {
			x.merge("allowedValues", allowed)
		}
		add(o, p.Name(), value(c.modified(x, d.Decorators, false)))
	}
	return o
}

func (e *emitter) outputs() *check.Object {
	o := &check.Object{}
	c := e.env()
	for _, out := range e.main.m.Outputs {
		d := out.Decl
		x := e.typeOf(node(e.main, d.Type), e.discriminator(e.main, d.Decorators))
		v := &check.Object{}
		properties(v, c.modified(x, d.Decorators, false))
		switch val := c.expr(d.Value).(type) {
		case *loop:
			add(v, "copy", copyObject("", val, 0))
		default:
			add(v, "value", value(c.outputValue(d, val)))
		}
		add(o, out.Name(), v)
	}
	return o
}

// outputValue is the value of an output; that of type resource is an id.
func (c env) outputValue(d *syntax.OutputDecl, val expr) expr {
	if _, ok := d.Type.(*syntax.ResourceType); ok {
		return c.named(d.Value, "id", flags{})
	}
	return val
}

// argOf is the argument of a decorator, or nil.
func (c env) argOf(decorators []*syntax.Decorator, name string) expr {
	call := c.f.m.Decorator(decorators, name)
	if call == nil || len(call.Args) == 0 {
		return nil
	}
	return c.expr(call.Args[0])
}

// description is the description that decorators give, or nil.
func (c env) description(decorators []*syntax.Decorator) expr {
	d := c.argOf(decorators, "description")
	if s, ok := d.(text); ok {
		return text(unindent(string(s)))
	}
	return d
}

// plainDescription is the description if it is a literal.
func (e *emitter) plainDescription(decorators []*syntax.Decorator) (string, bool) {
	call := e.main.m.Decorator(decorators, "description")
	if call == nil || len(call.Args) == 0 {
		return "", false
	}
	s, ok := call.Args[0].(*syntax.StringExpr)
	if !ok {
		return "", false
	}
	d, ok := s.Literal()
	if s.Multiline {
		d = unindent(d)
	}
	return d, ok
}

// unindent takes the indent that all lines but the first have in common away.
func unindent(s string) string {
	lines := splitLines(s)
	rest := lines[1:]
	common := -1
	for _, l := range rest {
		if l == "" {
			continue
		}
		n := len(l) - len(strings.TrimLeft(l, " \t"))
		if common < 0 || n < common {
			common = n
		}
	}
	for i, l := range rest {
		if l != "" {
			rest[i] = l[common:]
		}
	}
	return strings.Join(lines, "\n")
}

// splitLines splits at the line endings of Windows, Unix and old Macs.
func splitLines(s string) []string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.Split(strings.ReplaceAll(s, "\r", "\n"), "\n")
}

// modified is the type x with what decorators say of it. Only the type of a
// declaration can be exported.
func (c env) modified(x *object, decorators []*syntax.Decorator, exportable bool) *object {
	if len(decorators) == 0 {
		return x
	}
	has := func(name string) bool { return c.f.m.Decorator(decorators, name) != nil }
	if has("secure") {
		secure(x)
	}
	if has("sealed") {
		x.merge("additionalProperties", boolean(false))
	}
	if exportable && has("export") {
		x.merge("metadata", &object{[]prop{{text("__bicep_export!"), boolean(true)}}})
	}
	for _, name := range []string{"metadata", "minLength", "maxLength", "minValue", "maxValue", "validate"} {
		if arg := c.argOf(decorators, name); arg != nil {
			x.merge(name, arg)
		}
	}
	if d := c.description(decorators); d != nil {
		x.merge("metadata", &object{[]prop{{text("description"), d}}})
	}
	return x
}

// secure makes a type secure.
func secure(x *object) {
	switch x.prop("type") {
	case expr(text("string")):
		x.merge("type", text("securestring"))
	case expr(text("object")):
		x.merge("type", text("secureObject"))
	}
}
