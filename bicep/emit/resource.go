package emit

import (
	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// resource makes a resource.
func (e *emitter) resource(r *check.Resource) *check.Object {
	c := e.env()
	o := &check.Object{}
	if r.Body.Object == nil {
		e.fail(e.main, r.Ident(), "the resource '%s' has no body", r.Name())
		return o
	}
	e.addLoop(o, r.Body.For, r.SymbolicName(), r.Decl.Decorators)
	if cond := c.conditionOf(r); cond != nil {
		add(o, "condition", value(cond))
	}
	if e.symbolic && r.Decl.Existing {
		add(o, "existing", check.Bool(true))
	}
	if r.Extension != nil {
		add(o, "import", check.String(r.Extension.Name()))
	}
	addSome(o, "@options", e.resourceOptions(r))
	if r.Extension != nil {
		e.extensible(o, r)
	} else {
		e.azure(o, r)
	}
	addList(o, "dependsOn", e.dependsOn(r.Deps, r.Body))
	e.addDescription(o, r.Decl.Decorators)
	return o
}

// azure adds what identifies a resource of Azure, and its body.
func (e *emitter) azure(o *check.Object, r *check.Resource) {
	c := e.env()
	add(o, "type", check.String(r.Ref.Type))
	add(o, "apiVersion", check.String(r.Ref.Version))
	root, at := c.place(r)
	at.scopeProperties(o, root.Place)
	add(o, "name", expression(c.fullName(r)))
	properties(o, c.body(r.Body.Object, isIdentity))
}

// isIdentity reports whether a property says which resource is meant.
func isIdentity(name string) bool {
	return name == "name" || name == "scope" || name == "parent" || name == "dependsOn"
}

// extensible adds the type and the body of a resource of an extension.
func (e *emitter) extensible(o *check.Object, r *check.Resource) {
	c := e.env()
	add(o, "type", check.String(r.Ref.String()))
	props := &check.Object{}
	properties(props, c.body(r.Body.Object, func(name string) bool { return name == "dependsOn" }))
	add(o, "properties", props)
}

// body converts an object but for the properties to leave out.
func (c env) body(o *syntax.ObjectExpr, omit func(name string) bool) *object {
	x := &object{}
	for _, it := range o.Items {
		p, ok := it.(*syntax.Property)
		if !ok {
			continue
		}
		if name, ok := p.Name(); ok && omit(name) {
			continue
		}
		x.props = append(x.props, c.prop(p))
	}
	return x
}

// addLoop adds the loop of a resource or module.
func (e *emitter) addLoop(o *check.Object, l *syntax.ForExpr, name string, decorators []*syntax.Decorator) {
	if l == nil {
		return
	}
	batch := int64(0)
	if call := e.main.m.Decorator(decorators, "batchSize"); call != nil && len(call.Args) == 1 {
		if n, ok := call.Args[0].(*syntax.IntLit); ok {
			batch = int64(n.Value)
		}
	}
	add(o, "copy", copyObject(name, &loop{list: e.env().expr(l.List)}, batch))
}

// resourceOptions are the decorators that steer how a resource is deployed.
func (e *emitter) resourceOptions(r *check.Resource) *check.Object {
	o := &check.Object{}
	for _, name := range []string{"waitUntil", "retryOn", "onlyIfNotExists", "nullIfNotFound"} {
		call := e.main.m.Decorator(r.Decl.Decorators, name)
		if call == nil {
			continue
		}
		args := check.Array{}
		for _, a := range e.env().args(call) {
			args = append(args, value(a))
		}
		add(o, name, args)
	}
	return o
}

// addDescription adds the description of a resource or module.
func (e *emitter) addDescription(o *check.Object, decorators []*syntax.Decorator) {
	if d := e.env().description(decorators); d != nil {
		md := &check.Object{}
		add(md, "description", value(d))
		add(o, "metadata", md)
	}
}
