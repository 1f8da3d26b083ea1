package emit

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
)

const definitionPrefix = "#/definitions/"

// addRef notes what a template calls by ref.
func (c *closure) addRef(t *check.Template, kind check.ExportKind, ref string) *entry {
	return c.add(entry{from: t, kind: kind, ref: ref, entryKey: entryKey{name: refName(kind, ref)}})
}

// refName is the name behind a ref, or the ref itself if that is no name.
func refName(kind check.ExportKind, ref string) string {
	prefix := ""
	switch kind {
	case check.ExportType:
		prefix = definitionPrefix
	case check.ExportFunc:
		prefix = functionSpace + "."
	}
	if name, ok := strings.CutPrefix(ref, prefix); ok && isIdentifier(name) {
		return name
	}
	return ref
}

// followRef notes what an entry of a template needs.
func (c *closure) followRef(x *entry) {
	t, _ := x.from.(*check.Template)
	switch x.kind {
	case check.ExportType:
		c.followTypes(t, pointer(t.Root, x.ref))
	case check.ExportVar:
		v, _ := templateVar(t, x.ref)
		c.followExprs(t, v)
	case check.ExportFunc:
		f := templateFunc(t, x.ref)
		c.followTypes(t, f.Get("parameters"))
		c.followTypes(t, f.Object("output"))
		c.followExprs(t, f.Object("output").Get("value"))
	}
}

// followTypes notes the types that a type refers to.
func (c *closure) followTypes(t *check.Template, v check.Value) {
	switch v := v.(type) {
	case *check.Object:
		if v == nil {
			return
		}
		if ref := v.Text("$ref"); ref != "" {
			c.addRef(t, check.ExportType, ref)
		}
		for _, m := range v.Members {
			if m.Name != "metadata" && m.Name != "allowedValues" {
				c.followTypes(t, m.Value)
			}
		}
	case check.Array:
		for _, x := range v {
			c.followTypes(t, x)
		}
	}
}

// followExprs notes the variables and functions that expressions use.
func (c *closure) followExprs(t *check.Template, v check.Value) {
	eachString(v, func(s string) {
		if x, ok := parseExpr(s); ok {
			c.followExpr(t, x)
		}
	})
}

func eachString(v check.Value, visit func(string)) {
	switch v := v.(type) {
	case check.String:
		visit(string(v))
	case check.Array:
		for _, x := range v {
			eachString(x, visit)
		}
	case *check.Object:
		for _, m := range v.Members {
			visit(m.Name)
			eachString(m.Value, visit)
		}
	}
}

func (c *closure) followExpr(t *check.Template, x expr) {
	f, ok := x.(*call)
	if !ok {
		return
	}
	if strings.EqualFold(f.name, "variables") && len(f.args) == 1 {
		if name, ok := f.args[0].(text); ok {
			c.addRef(t, check.ExportVar, string(name))
		}
	}
	if strings.Contains(f.name, ".") {
		c.addRef(t, check.ExportFunc, f.name)
	}
	for _, a := range append(slices.Clone(f.args), f.props...) {
		c.followExpr(t, a)
	}
}

// templateVar is the declaration of a variable in a template, and whether it
// is one of a loop.
func templateVar(t *check.Template, name string) (v check.Value, isLoop bool) {
	vars := t.Root.Object("variables")
	if v := vars.Get(name); v != nil {
		return v, false
	}
	loops, _ := vars.Get("copy").(check.Array)
	for _, l := range loops {
		if o, ok := l.(*check.Object); ok && o.Text("name") == name {
			return o, true
		}
	}
	return check.Null{}, false
}

// templateFunc is the declaration of a function in a template, by its name
// with its namespace; nil if there is none.
func templateFunc(t *check.Template, name string) *check.Object {
	space, name, _ := strings.Cut(name, ".")
	list, _ := t.Root.Get("functions").(check.Array)
	for _, ns := range list {
		if o, ok := ns.(*check.Object); ok && o.Text("namespace") == space {
			if f := o.Object("members").Object(name); f != nil {
				return f
			}
		}
	}
	return nil
}

// convertRef makes what the template holds for an entry of another template.
func (c *closure) convertRef(x *entry) {
	t, _ := x.from.(*check.Template)
	r := rewriter{c: c, t: t}
	switch x.kind {
	case check.ExportType:
		o, _ := pointer(t.Root, x.ref).(*check.Object)
		c.addType(x, c.e.declaredJSON(typeNode{template: t, json: o}))
	case check.ExportVar:
		v, isLoop := templateVar(t, x.ref)
		if l, ok := v.(*check.Object); ok && isLoop {
			r.loop, r.as = x.ref, x.as
			list := fn("range", number(0), r.value(l.Get("count")))
			c.vars = append(c.vars, varEntry{x.as, &loop{list: list, body: r.value(l.Get("input"))}})
			return
		}
		c.vars = append(c.vars, varEntry{x.as, r.value(v)})
	case check.ExportFunc:
		f := templateFunc(t, x.ref)
		c.addFunc(x, func(origin *check.Object) *check.Object { return c.functionJSON(r, f, origin) })
	}
}

// functionJSON describes a function of another template.
func (c *closure) functionJSON(r rewriter, f *check.Object, origin *check.Object) *check.Object {
	o := &check.Object{}
	params := check.Array{}
	list, _ := f.Get("parameters").(check.Array)
	for _, p := range list {
		po, _ := p.(*check.Object)
		x := c.e.typeOfJSON(typeNode{template: r.t, json: po})
		x.merge("name", text(po.Text("name")))
		params = append(params, value(x))
	}
	add(o, "parameters", params)
	out := c.e.typeOfJSON(typeNode{template: r.t, json: f.Object("output")})
	out.merge("value", r.value(f.Object("output").Get("value")))
	add(o, "output", value(out))
	md := &check.Object{}
	if d := f.Object("metadata").Text("description"); d != "" {
		add(md, "description", check.String(escape(d)))
	}
	add(md, importedMark, origin)
	add(o, "metadata", md)
	return o
}

// rewriter turns values of another template into those of this one, where
// variables and functions have other names.
type rewriter struct {
	c *closure
	t *check.Template
	// loop is the variable whose loop is being rewritten, as its name here.
	loop, as string
}

func (r rewriter) value(v check.Value) expr {
	switch v := v.(type) {
	case check.String:
		if x, ok := parseExpr(string(v)); ok {
			return r.expr(x)
		}
		return text(unescape(string(v)))
	case check.Array:
		a := &array{}
		for _, x := range v {
			a.items = append(a.items, r.value(x))
		}
		return a
	case *check.Object:
		o := &object{}
		for _, m := range v.Members {
			o.props = append(o.props, prop{r.value(check.String(m.Name)), r.value(m.Value)})
		}
		return o
	default:
		return loaded(v)
	}
}

// unescape is the text of a string that is kept from being an expression.
func unescape(s string) string {
	if strings.HasPrefix(s, "[[") && strings.HasSuffix(s, "]") {
		return s[1:]
	}
	return s
}

func (r rewriter) expr(x expr) expr {
	f, ok := x.(*call)
	if !ok {
		return x
	}
	c := &call{name: f.name}
	for _, a := range f.args {
		c.args = append(c.args, r.expr(a))
	}
	for _, p := range f.props {
		c.props = append(c.props, r.expr(p))
	}
	arg := text("")
	if len(c.args) > 0 {
		arg, _ = c.args[0].(text)
	}
	switch {
	case strings.Contains(f.name, "."):
		c.name = functionName(r.c.addRef(r.t, check.ExportFunc, f.name).as)
	case strings.EqualFold(f.name, "variables") && arg != "":
		c.args = []expr{text(r.c.addRef(r.t, check.ExportVar, string(arg)).as)}
	case strings.EqualFold(f.name, "copyIndex") && r.loop != "" && strings.EqualFold(string(arg), r.loop):
		c.args[0] = text(r.as)
	}
	return c
}
