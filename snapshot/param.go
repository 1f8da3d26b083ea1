package snapshot

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/diag"
)

// parameter is a parameter of a template, evaluated when it is first needed.
type parameter struct {
	name   string
	node   *node
	secure bool
	given  Value // nil when none is
	at     *node // where it is given, in the template; nil when outside of it
	state  state
	value  Value
	def    Value // the default of a secure parameter
}

// given is a value for a parameter.
type given struct {
	name  string
	value Value
	at    *node
}

// declareParameters reads the parameters of the template and the values for
// them.
func (f *frame) declareParameters(values []given) {
	f.params = map[string]*parameter{}
	if list := f.node.get("parameters"); list.isObject() {
		for i, n := range list.items {
			p := &parameter{name: list.names[i], node: n}
			f.params[strings.ToLower(p.name)] = p
			f.order = append(f.order, p)
			p.secure = strings.HasPrefix(strings.ToLower(f.typeOf(n).get("type").str()), "secure")
		}
	}
	for _, g := range values {
		p := f.params[strings.ToLower(g.name)]
		if p == nil {
			f.t.report(g.at, &failure{codeExtraParameter, "the template declares no parameter " + quoted(g.name), f.nearest(g.name)})
			continue
		}
		p.given, p.at = g.value, g.at
		if _, null := g.value.(Null); null && !f.takesNull(p) {
			p.given = nil // Azure takes null for "not given"
		}
	}
	for _, p := range f.order {
		f.resolve(p)
	}
}

// takesNull reports whether null is a value for p: it is nullable, without a default.
func (f *frame) takesNull(p *parameter) bool {
	return p.node.get("defaultValue") == nil && f.nullable(p.node)
}

func (f *frame) nearest(name string) string {
	best, distance := "", 3
	for _, p := range f.order {
		if d := editDistance(strings.ToLower(name), strings.ToLower(p.name)); d < distance {
			best, distance = p.name, d
		}
	}
	if best == "" {
		return ""
	}
	return "did you mean " + quoted(best) + "?"
}

// parameter is the value of a parameter.
func (f *frame) parameter(name string) (Value, error) {
	p := f.params[strings.ToLower(name)]
	if p == nil {
		return nil, &failure{codeName, "there is no parameter " + quoted(name), f.nearest(name)}
	}
	if p.state == running {
		return nil, failf(codeCycle, "the default of the parameter %q is made from itself", p.name)
	}
	f.resolve(p)
	return p.value, nil
}

func (f *frame) resolve(p *parameter) {
	if p.state != waiting {
		return
	}
	p.state = running
	p.value = f.valueFor(p)
	p.state = finished
}

// valueFor is the value of p: given, or the default, or what stands for none.
func (f *frame) valueFor(p *parameter) Value {
	def := p.node.get("defaultValue")
	e := &env{t: f.t, f: f, home: f}
	var v Value
	at := p.at
	switch {
	case p.given != nil:
		v = p.given
		if p.secure && def != nil {
			p.def = f.secured(p.node, e.quietly(def))
		}
	case def != nil:
		v, at = e.value(def), def
		if p.secure {
			p.def = f.secured(p.node, v)
		}
	case f.nullable(p.node):
		return Null{}
	default:
		return f.missing(p)
	}
	if at == nil {
		at = p.node
	}
	if isFailed(v) {
		return v
	}
	v = f.secured(p.node, v)
	if err := f.conform(p.node, v, "the parameter "+quoted(p.name)); err != nil {
		f.t.report(at, err)
	}
	return v
}

// quietly is a value that nothing depends on: an error in it is none.
func (e *env) quietly(n *node) Value {
	v, err := e.result(n)
	if err != nil {
		return failed(err)
	}
	return v
}

// missing reports a parameter without a value.
func (f *frame) missing(p *parameter) Value {
	msg := "the parameter " + quoted(p.name) + " has no value"
	if f.entry != nil && !f.t.opts.AssumeMissing {
		f.t.report(f.entry.node, &failure{codeMissing, msg, "give it in the parameters of the deployment"})
	} else if !f.t.opts.AssumeMissing {
		f.t.report(p.node, &failure{codeMissing, msg, "give it in a parameters file"})
	} else {
		f.t.warn(p.node, codeMissing, msg, "")
	}
	u := newUnknown("parameters", String(p.name))
	if p.secure {
		return u.secured()
	}
	return u
}

// parameterList is the parameters for the snapshot.
func (f *frame) parameterList() []Parameter {
	var list []Parameter
	for _, p := range f.order {
		if f.t.emit(p.value, p.def) != nil {
			break
		}
		out := Parameter{Name: p.name, Type: typeName(p.node), Secure: p.secure, Value: scrub(p.value), Pos: f.t.lines.Pos(p.node.offset)}
		switch {
		case p.def != nil:
			out.Default = scrub(p.def)
		case p.node.get("defaultValue") != nil && p.given == nil:
			out.Default = out.Value
		case p.node.get("defaultValue") != nil:
			out.Default = scrub((&env{t: f.t, f: f, home: f}).quietly(p.node.get("defaultValue")))
		}
		list = append(list, out)
	}
	return list
}

func typeName(n *node) string {
	if ref := n.get("$ref").str(); ref != "" {
		return ref[strings.LastIndexByte(ref, '/')+1:]
	}
	return n.get("type").str()
}

// givenParameters are the values of the options: those of the parameters file,
// and over them the ones given one by one.
func (t *taker) givenParameters() []given {
	values := t.fileParameters()
	names := make([]string, 0, len(t.opts.Values))
	for name := range t.opts.Values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		values = append(values, given{name: name, value: t.opts.Values[name]})
	}
	return values
}

// fileParameters reads the parameters file: a deployment parameters document,
// or its parameters alone.
func (t *taker) fileParameters() []given {
	if len(t.opts.Parameters) == 0 {
		return nil
	}
	root, err := readJSON(string(t.opts.Parameters), t.limits)
	lines := diag.NewLines(t.opts.Parameters)
	bad := func(offset int, msg string) {
		span := diag.Span{File: t.opts.ParametersFile, Start: lines.Pos(offset)}
		t.diags.Add(diag.Diagnostic{Code: codeParametersFile, Span: span, Msg: msg})
	}
	if s, ok := err.(*syntaxError); ok {
		bad(s.offset, "the parameters file is not JSON: "+s.msg)
		return nil
	}
	if err != nil || !root.isObject() {
		bad(0, "the parameters file is no JSON object within the limits")
		return nil
	}
	if list := root.get("parameters"); list != nil {
		root = list
	}
	var values []given
	for i, n := range root.items {
		if strings.HasPrefix(root.names[i], "$") {
			continue
		}
		v, ok := givenValue(n.plain())
		if !ok {
			bad(n.offset, "the parameter "+quoted(root.names[i])+" has neither value nor reference")
			continue
		}
		values = append(values, given{name: root.names[i], value: v})
	}
	return values
}

// givenValue is the value in {"value": …}, or what stands for the secret of a
// key vault that {"reference": …} names.
func givenValue(v Value) (Value, bool) {
	if u, ok := v.(*Unknown); ok {
		return u.at(String("value")), true
	}
	o, ok := v.(*Object)
	if !ok {
		return nil, false
	}
	if v, ok := o.Get("value"); ok {
		return v, true
	}
	if v, ok := o.Get("expression"); ok {
		u := newUnknown("expression", v)
		return u, true
	}
	r, ok := o.Get("reference")
	if !ok {
		return nil, false
	}
	var args []Value
	for _, path := range []string{"keyVault.id", "secretName", "secretVersion"} {
		if f := Find(r, path); len(f) == 1 && f[0].Value != nil {
			args = append(args, f[0].Value)
		}
	}
	return newUnknown("getSecret", args...).secured(), true
}
