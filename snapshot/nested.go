package snapshot

import (
	"strings"
)

// expand evaluates a nested deployment, if it has not been.
func (e *entry) expand() {
	if e.state != waiting {
		return
	}
	e.state = running
	defer func() { e.state = finished }()
	t := e.home.t
	if err := t.enter(); err != nil {
		return
	}
	defer t.leave()
	props := e.resolveNode(e.node.get("properties"))
	given := props.get("template")
	template := e.resolveNode(given)
	if !template.isObject() {
		e.link(props)
		return
	}
	f := &frame{t: t, node: template, scope: e.deploymentScope(), name: e.name, path: e.path(), entry: e}
	if n := e.node.get("location"); n != nil {
		f.location = e.env.value(n)
	}
	// A template that is itself the result of an expression has been through the
	// evaluation of the template around it; what it still holds is its own.
	if template != given || strings.EqualFold(props.get("expressionEvaluationOptions").get("scope").str(), "inner") {
		f.own()
		f.declareParameters(e.parameterValues(props.get("parameters")))
	} else {
		f.env = e.env
	}
	e.frame = f
	f.run()
}

// deploymentScope is what the nested deployment deploys to. A deployment that
// names a resource that is no scope stays where it is.
func (e *entry) deploymentScope() scope {
	if e.target.kind == 0 {
		return e.home.scope
	}
	return e.target
}

// resolveNode is a part of the template that may itself be an expression.
func (e *entry) resolveNode(n *node) *node {
	if n == nil || n.kind != nodeString {
		return n
	}
	return fromValue(e.env.value(n), n)
}

// link notes a template that lies elsewhere.
func (e *entry) link(props *node) {
	t := e.home.t
	n := props.get("templateLink")
	if n == nil {
		t.report(e.node, failf(codeTemplate, "the deployment has neither a template nor a link to one"))
		return
	}
	e.linked = scrub(e.env.value(n))
	t.warn(n, codeLinked, "the template of this deployment lies elsewhere, so its resources are not seen",
		"compile the template into one file, as bicep build does")
}

// parameterValues evaluates the parameters that a deployment passes on.
func (e *entry) parameterValues(n *node) []given {
	n = e.resolveNode(n)
	if n == nil {
		return nil
	}
	if !n.isObject() {
		e.home.t.report(n, failf(codeTemplate, "the parameters of a deployment are no JSON object"))
		return nil
	}
	var values []given
	for i, item := range n.items {
		v := e.env.value(item)
		if isFailed(v) {
			values = append(values, given{name: n.names[i], value: v, at: item})
			continue
		}
		v, ok := givenValue(v)
		if !ok {
			e.home.t.report(item, failf(codeTemplate, "the parameter %q has neither value nor reference", n.names[i]))
			continue
		}
		values = append(values, given{name: n.names[i], value: v, at: item})
	}
	return values
}

// deployment is e for the snapshot.
func (e *entry) deployment() Deployment {
	d := Deployment{
		ID: e.shownID, Name: e.shownName, Scope: e.home.t.show(e.base),
		Conditional: e.conditions(), Repeated: e.repetition(), Origin: e.origin(), Linked: e.linked, DependsOn: e.dependsOn,
	}
	if e.frame != nil {
		d.Parameters, d.Outputs = e.frame.parameterList(), e.frame.outputs
	}
	return d
}

// evaluateOutputs evaluates the outputs of the template.
func (f *frame) evaluateOutputs() {
	list := f.node.get("outputs")
	var results builder
	if list.isObject() {
		for i, n := range list.items {
			if f.t.broken != nil {
				break
			}
			f.evaluateOutput(list.names[i], n, &results)
		}
	}
	f.results = results.object()
}

func (f *frame) evaluateOutput(name string, n *node, results *builder) {
	e := f.resourceEnv()
	out := Output{Name: name, Type: typeName(n), Pos: f.t.lines.Pos(n.offset)}
	out.Secure = strings.HasPrefix(strings.ToLower(f.typeOf(n).get("type").str()), "secure")
	if c := n.get("condition"); c != nil {
		v := e.value(c)
		if v == Bool(false) {
			return
		}
		if isUnknown(v) {
			out.Conditional = scrub(v)
		}
	}
	v := f.outputValue(e, name, n)
	if v == nil {
		return
	}
	v = f.secured(n, v)
	if !isFailed(v) {
		if err := f.conform(n, v, "the output "+quoted(name)); err != nil {
			f.t.report(n, asOutput(err))
		}
	}
	results.set(name, newObject(member{"type", String(out.Type)}, member{"value", v}))
	if f.t.emit(v, out.Conditional) != nil {
		return
	}
	out.Value = scrub(v)
	f.outputs = append(f.outputs, out)
}

func asOutput(err error) error {
	if f, ok := err.(*failure); ok && f.code == codeParameterValue {
		return &failure{code: codeOutput, msg: f.msg, hint: f.hint}
	}
	return err
}

func (f *frame) outputValue(e *env, name string, n *node) Value {
	if c := n.get("copy"); c.isObject() {
		return e.copied(c, name, loopValue)
	}
	if v := n.get("value"); v != nil {
		return e.value(v)
	}
	f.t.report(n, failf(codeTemplate, "the output %q has no value", name))
	return nil
}
