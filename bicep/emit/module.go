package emit

import (
	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// module makes the deployment that a module becomes.
func (e *emitter) module(m *check.Module) *check.Object {
	c := e.env()
	o := &check.Object{}
	if m.Body.Object == nil || m.Source == nil {
		e.fail(e.main, m.Ident(), "the module '%s' has no body or no file", m.Name())
		return o
	}
	e.addLoop(o, m.Body.For, m.Name(), m.Decl.Decorators)
	if m.Body.If != nil {
		add(o, "condition", value(c.expr(m.Body.If.Cond)))
	}
	add(o, "type", check.String(deploymentType))
	add(o, "apiVersion", check.String(deploymentVersion))
	properties(o, c.body(m.Body.Object, isModuleProperty))
	add(o, "name", value(c.moduleName(target{module: m, env: c})))
	c.scopeProperties(o, m.Place)
	e.addLocation(o, m.Place)
	add(o, "properties", e.moduleProperties(m))
	addList(o, "dependsOn", e.dependsOn(m.Deps, m.Body))
	e.addDescription(o, m.Decl.Decorators)
	return o
}

// isModuleProperty reports whether a property of a module is not one of the
// deployment.
func isModuleProperty(name string) bool {
	switch name {
	case "name", "params", "extensionConfigs", "scope", "dependsOn":
		return true
	default:
		return false
	}
}

// addLocation adds where the deployment's own data are kept, which only
// resource groups know by themselves.
func (e *emitter) addLocation(o *check.Object, p check.Placement) {
	if p.Scope == check.ResourceGroup {
		return
	}
	of := "deployment"
	if e.main.m.Scope == check.ResourceGroup {
		of = "resourceGroup"
	}
	add(o, "location", expression(access(fn(of), text("location"))))
}

func (e *emitter) moduleProperties(m *check.Module) *check.Object {
	o := &check.Object{}
	options := &check.Object{}
	add(options, "scope", check.String("inner"))
	add(o, "expressionEvaluationOptions", options)
	add(o, "mode", check.String("Incremental"))
	if params, ok := e.env().unwrap(m.Property("params")).(*syntax.ObjectExpr); ok {
		add(o, "parameters", e.moduleParams(params))
	}
	switch src := m.Source.(type) {
	case *check.Model:
		add(o, "template", e.build.template(src))
	case *check.Template:
		e.grow(src.Root)
		add(o, "template", src.Root)
	}
	return o
}

// moduleParams are the parameters that a module gets.
func (e *emitter) moduleParams(params *syntax.ObjectExpr) *check.Object {
	c := e.env()
	o := &check.Object{}
	for _, it := range params.Items {
		p, ok := it.(*syntax.Property)
		if !ok {
			continue
		}
		name, ok := p.Name()
		if !ok {
			e.fail(e.main, p, "the name of a parameter may not have holes")
			continue
		}
		if l, ok := p.Value.(*syntax.ForExpr); ok {
			add(o, string(key(text(name))), c.loopParam(l))
			continue
		}
		add(o, string(key(text(name))), value(c.param(p.Value)))
	}
	return o
}

// loopParam is a parameter whose value is a loop. The loop belongs to the
// property "value" of the template.
func (c env) loopParam(l *syntax.ForExpr) *check.Object {
	x, _ := c.expr(l).(*loop)
	if x == nil {
		return &check.Object{}
	}
	o := copyObject("value", &loop{list: x.list}, 0)
	body := renameCopy(x.body)
	if _, ok := body.(text); ok {
		add(o, "input", expression(body))
	} else {
		add(o, "input", expression(asCall(body)))
	}
	outer := &check.Object{}
	add(outer, "copy", check.Array{o})
	return outer
}

// renameCopy is x with the loops that copyIndex names called "value".
func renameCopy(x expr) expr {
	switch x := x.(type) {
	case *call:
		if x.name == "copyIndex" && len(x.args) == 1 {
			return &call{name: x.name, args: []expr{text("value")}, props: x.props}
		}
		return &call{name: x.name, args: renameCopies(x.args), props: renameCopies(x.props)}
	case *array:
		return &array{renameCopies(x.items)}
	case *object:
		o := &object{}
		for _, p := range x.props {
			o.props = append(o.props, prop{renameCopy(p.key), renameCopy(p.value)})
		}
		return o
	default:
		return x
	}
}

func renameCopies(list []expr) []expr {
	out := make([]expr, len(list))
	for i, x := range list {
		out[i] = renameCopy(x)
	}
	return out
}

// param is the object that holds the value of a parameter. What a key vault
// keeps is named, not read.
func (c env) param(e syntax.Expr) expr {
	inner := c.unwrap(e)
	switch x := inner.(type) {
	case *syntax.TernaryExpr:
		return fn("if", c.expr(x.Cond), c.param(x.Then), c.param(x.Else))
	case *syntax.CallExpr:
		if secret := c.secret(x); secret != nil {
			return &object{[]prop{{text("reference"), secret}}}
		}
	}
	return &object{[]prop{{text("value"), c.expr(inner)}}}
}

// secret is the reference that vault.getSecret(…) stands for, nil if the call
// is none.
func (c env) secret(e *syntax.CallExpr) expr {
	if e.X == nil || e.Name.Name != "getSecret" || len(e.Args) == 0 {
		return nil
	}
	t, ok := c.target(e.X)
	if !ok || t.resource == nil {
		return nil
	}
	id := c.resourceProperty(t, "id", flags{})
	o := &object{[]prop{
		{text("keyVault"), &object{[]prop{{text("id"), id}}}},
		{text("secretName"), c.expr(e.Args[0])},
	}}
	if len(e.Args) > 1 {
		o.props = append(o.props, prop{text("secretVersion"), c.expr(e.Args[1])})
	}
	return o
}
