package emit

import (
	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// What modules become.
const (
	deploymentType    = "Microsoft.Resources/deployments"
	deploymentVersion = "2025-04-01"
)

// whole reports whether a target is a loop of which no element is meant.
func (t target) whole() bool {
	if t.resource != nil {
		return t.resource.Loop() != nil && t.index == nil
	}
	return t.module.Loop() != nil && t.index == nil
}

// symbol is the symbolic name of a target; in a loop, of its element.
func (t target) symbol() expr {
	name := ""
	if t.resource != nil {
		name = t.resource.SymbolicName()
	} else {
		name = t.module.Name()
	}
	if t.index == nil {
		return text(name)
	}
	return fn("format", text(name+"[{0}]"), t.index)
}

// reference is the state of a resource: its properties, or all of it.
func (c env) reference(t target, full bool) *call {
	r := t.resource
	id := c.referent(t)
	switch {
	case r.Extension != nil && t.whole():
		return fn("references", id)
	case r.Extension != nil:
		return fn("reference", id)
	case t.whole() && full:
		return fn("references", id, text("full"))
	case t.whole():
		return fn("references", id)
	case full:
		return fn("reference", id, text(r.Ref.Version), text("full"))
	case c.e.symbolic:
		return fn("reference", id)
	default:
		return fn("reference", id, text(r.Ref.Version))
	}
}

// referent is what the functions that read a resource take: its symbolic name
// or its id, and for the whole of a loop the loop's name.
func (c env) referent(t target) expr {
	switch {
	case c.e.symbolic:
		return t.symbol()
	case t.whole():
		return text(t.resource.SymbolicName())
	default:
		return t.env.resourceID(t.resource)
	}
}

// moduleReference is the state of the deployment that a module becomes.
func (c env) moduleReference(t target) *call {
	name := "reference"
	if t.whole() {
		name = "references"
	}
	switch {
	case c.e.symbolic:
		return fn(name, t.symbol())
	case t.whole():
		return fn(name, text(t.module.Name()))
	default:
		return fn(name, t.env.moduleID(t), text(deploymentVersion))
	}
}

// resourceProperty is a property of a resource.
func (c env) resourceProperty(t target, name string, fl flags) expr {
	r := t.resource
	if r.Extension != nil {
		return propertyOf(c.reference(t, false), name, fl.safe)
	}
	switch name {
	case "id":
		return c.guarded(t, fl.safe, t.env.resourceID(r))
	case "name":
		return c.guarded(t, fl.safe, t.env.ownName(r))
	case "type":
		return text(r.Ref.Type)
	case "apiVersion":
		return text(r.Ref.Version)
	}
	if name == "properties" && !fl.safe {
		return c.reference(t, false)
	}
	base := c.guarded(t, fl.safe, c.reference(t, true))
	return propertyOf(base, name, fl.safe)
}

// propertyOf is one access of a property.
func propertyOf(base expr, name string, safe bool) expr {
	if safe {
		return fn("tryGet", base, text(name))
	}
	return access(base, text(name))
}

// guarded is x only if the resource is deployed, for a safe access.
func (c env) guarded(t target, safe bool, x expr) expr {
	if !safe {
		return x
	}
	cond := t.env.conditionOf(t.resource)
	if cond == nil {
		return x
	}
	return fn("if", cond, x, null{})
}

// conditionOf is the condition of a resource and of those it is nested in, or
// nil.
func (c env) conditionOf(r *check.Resource) expr {
	var cond expr
	if r.Nested {
		cond = c.conditionOf(r.Parent)
	}
	if r.Body.If == nil {
		return cond
	}
	own := c.expr(r.Body.If.Cond)
	if cond == nil {
		return own
	}
	return fn("and", cond, own)
}

// moduleProperty is a property of a module.
func (c env) moduleProperty(t target, name string, fl flags, at syntax.Node) expr {
	switch name {
	case "name":
		return c.guardedModule(t, fl.safe, t.env.moduleName(t))
	case "outputs":
		return c.outputs(t, fl.safe, hasSecureOutput(t.module.Source))
	}
	c.e.fail(c.f, at, "a module has no property '%s' that can be read", name)
	return null{}
}

func (c env) guardedModule(t target, safe bool, x expr) expr {
	if !safe || t.module.Body.If == nil {
		return x
	}
	return fn("if", t.env.expr(t.module.Body.If.Cond), x, null{})
}

// outputs are the outputs of a module.
func (c env) outputs(t target, safe, secure bool) expr {
	if secure {
		id := t.symbol()
		if !c.e.symbolic {
			id = t.env.moduleID(t)
		}
		return c.guardedModule(t, safe, fn("listOutputsWithSecureValues", id, text(deploymentVersion)))
	}
	ref := c.moduleReference(t)
	if safe {
		return fn("tryGet", c.guardedModule(t, safe, ref), text("outputs"))
	}
	return access(ref, text("outputs"))
}

// moduleOutput converts module.outputs.name.
func (c env) moduleOutput(e, outputs *syntax.MemberExpr, fl flags) expr {
	name := text(e.Name.Name)
	tail := []expr{name, text("value")}
	var base expr
	if t, ok := c.target(outputs.X); ok && t.module != nil {
		secure := secureOutput(t.module.Source, e.Name.Name)
		base = c.outputs(t, outputs.Safe, secure)
		if secure {
			tail = tail[:1]
		}
	} else {
		base = c.expr(outputs)
	}
	if fl.safe {
		for _, key := range tail {
			base = fn("tryGet", base, key)
		}
		return base
	}
	return outputValue(asCall(base), tail)
}

// outputValue accesses an output of outputs that may be missing.
func outputValue(base *call, tail []expr) expr {
	if isSafe(base) {
		return &call{name: base.name, args: append(base.args[:len(base.args):len(base.args)], tail...)}
	}
	if n := len(base.args); base.name == "if" && n > 0 && base.args[n-1] == expr(null{}) {
		return fn("tryGet", append([]expr{base}, tail...)...)
	}
	for _, key := range tail {
		base = access(base, key)
	}
	return base
}
