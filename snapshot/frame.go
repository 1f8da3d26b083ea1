package snapshot

import (
	"cmp"
	"strings"
)

// frame is one deployment: the template given, or one nested in it.
type frame struct {
	t        *taker
	env      *env // in which the expressions of the template are evaluated
	node     *node
	scope    scope
	name     Value
	location Value // of a deployment to a scope wider than a resource group; nil when not given
	path     string
	entry    *entry // the resource that is this deployment; nil for the root
	symbolic bool   // resources have symbolic names

	params    map[string]*parameter // by lower-cased name
	order     []*parameter
	variables map[string]*variable
	functions map[string]*function // by lower-cased "namespace.name"

	entries []*entry
	symbols map[string][]*entry // by lower-cased symbolic name, all copies
	copies  map[string][]*entry // by lower-cased name of a copy loop
	outputs []Output
	results *Object // the outputs as reference gives them
}

// rootFrame is the frame of the template, or nil when it is none.
func (t *taker) rootFrame(root *node) *frame {
	if !root.isObject() {
		t.report(root, failf(codeTemplate, "the template is no JSON object"))
		return nil
	}
	kind, ok := scopeOfSchema(root.get("$schema").str())
	if !ok {
		t.report(root, &failure{codeTemplate, "no $schema of a deployment template, found " + quoted(root.get("$schema").str()),
			"give the compiled JSON, such as main.json"})
		return nil
	}
	f := &frame{t: t, node: root, scope: rootScope(kind, t.opts), name: String(cmp.Or(t.opts.DeploymentName, PlaceholderDeployment))}
	if kind != scopeGroup && t.opts.Location != "" {
		f.location = String(t.opts.Location)
	}
	f.own()
	f.declareParameters(t.givenParameters())
	return f
}

// own gives f an environment of its own: everything but the root and inner
// templates are evaluated in that of the template around them.
func (f *frame) own() {
	f.env = &env{t: f.t, f: f, home: f}
	f.declareVariables()
	f.declareFunctions()
}

// run evaluates the template of f.
func (f *frame) run() {
	if !f.checkShape() {
		return
	}
	f.resolveVariables()
	f.declareResources()
	for _, e := range f.entries {
		if f.t.broken != nil {
			return
		}
		e.evaluate()
	}
	for _, e := range f.entries {
		e.resolveDependencies()
	}
	f.evaluateOutputs()
}

// checkShape reports what makes a JSON object no template.
func (f *frame) checkShape() bool {
	resources, version := f.node.get("resources"), f.node.get("languageVersion").str()
	switch {
	case version != "" && !strings.HasPrefix(version, "1.") && !strings.HasPrefix(version, "2."):
		f.t.report(f.node.get("languageVersion"), failf(codeTemplate, "languageVersion is %q, wanted 1.0 or 2.0", version))
	case resources == nil:
		f.t.report(f.node, failf(codeTemplate, "the template has no resources property"))
	case resources.kind != nodeArray && resources.kind != nodeObject:
		f.t.report(resources, failf(codeTemplate, "resources is neither an array nor an object"))
	default:
		f.symbolic = resources.isObject()
		return true
	}
	return false
}

// variable is a variable of a template, evaluated when it is first needed.
type variable struct {
	name  string
	node  *node // the value, or the copy element
	loop  bool
	state state
	value Value
}

// state says how far a lazy evaluation is.
type state uint8

const (
	waiting state = iota
	running
	finished
)

func (f *frame) declareVariables() {
	f.variables = map[string]*variable{}
	list := f.node.get("variables")
	if !list.isObject() {
		return
	}
	for i, n := range list.items {
		if strings.EqualFold(list.names[i], "copy") && n.isArray() {
			for _, c := range n.items {
				name := c.get("name").str()
				f.variables[strings.ToLower(name)] = &variable{name: name, node: c, loop: true}
			}
			continue
		}
		f.variables[strings.ToLower(list.names[i])] = &variable{name: list.names[i], node: n}
	}
}

// resolveVariables evaluates all variables, in the order of the template, so
// that the errors of unused ones are found as well.
func (f *frame) resolveVariables() {
	if f.env.f != f || !f.node.get("variables").isObject() {
		return
	}
	for i, n := range f.node.get("variables").items {
		names := []string{f.node.get("variables").names[i]}
		if strings.EqualFold(names[0], "copy") && n.isArray() {
			names = names[:0]
			for _, c := range n.items {
				names = append(names, c.get("name").str())
			}
		}
		for _, name := range names {
			if _, err := f.variable(name); err != nil {
				f.t.report(n, err)
			}
		}
	}
}

// variable is the value of a variable.
func (f *frame) variable(name string) (Value, error) {
	v := f.variables[strings.ToLower(name)]
	if v == nil {
		return nil, failf(codeName, "there is no variable %q", name)
	}
	switch v.state {
	case running:
		return nil, failf(codeCycle, "the variable %q is made from itself", v.name)
	case waiting:
		v.state = running
		e := &env{t: f.t, f: f, home: f}
		if v.loop {
			v.value = e.copied(v.node, v.name, loopValue)
		} else {
			v.value = e.value(v.node)
		}
		v.state = finished
	}
	return v.value, nil
}

// function is a function that the template declares.
type function struct {
	name   string
	params []*node
	output *node
}

func (f *frame) declareFunctions() {
	f.functions = map[string]*function{}
	list := f.node.get("functions")
	if !list.isArray() {
		return
	}
	for _, ns := range list.items {
		members := ns.get("members")
		if !members.isObject() {
			continue
		}
		for i, m := range members.items {
			fn := &function{name: ns.get("namespace").str() + "." + members.names[i], output: m.get("output").get("value")}
			if params := m.get("parameters"); params.isArray() {
				fn.params = params.items
			}
			f.functions[strings.ToLower(fn.name)] = fn
		}
	}
}

// callUser calls a function of the template.
func (e *env) callUser(c *call) (Value, error) {
	fn := e.f.functions[strings.ToLower(c.name)]
	if fn == nil {
		return nil, failf(codeFunction, "the template declares no function %q", c.name)
	}
	if len(c.args) != len(fn.params) {
		return nil, failf(codeFunction, "%s takes %s, found %d", fn.name, arity(len(fn.params), len(fn.params)), len(c.args))
	}
	inner := &env{t: e.t, f: e.f, home: e.home, args: &binding{}}
	for i, x := range c.args {
		v, err := e.eval(x)
		if err != nil {
			return nil, err
		}
		inner.args = &binding{name: fn.params[i].get("name").str(), value: v, next: inner.args}
	}
	if fn.output == nil {
		return nil, failf(codeFunction, "%s has no output", fn.name)
	}
	return inner.result(fn.output)
}
