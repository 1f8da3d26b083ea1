package emit

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// schema is the schema of the templates of a scope.
func (e *emitter) schema() check.String {
	name := "2019-04-01/deploymentTemplate"
	switch e.main.m.Scope {
	case check.Tenant:
		name = "2019-08-01/tenantDeploymentTemplate"
	case check.ManagementGroup:
		name = "2019-08-01/managementGroupDeploymentTemplate"
	case check.Subscription:
		name = "2018-05-01/subscriptionDeploymentTemplate"
	}
	return check.String("https://schema.management.azure.com/schemas/" + name + ".json#")
}

// template makes the whole template, with its hash.
func (e *emitter) template() *check.Object {
	o := &check.Object{}
	add(o, "$schema", e.schema())
	if e.experimental() {
		add(o, "languageVersion", check.String("2.1-experimental"))
	} else if e.symbolic {
		add(o, "languageVersion", check.String("2.0"))
	}
	add(o, "contentVersion", check.String("1.0.0.0"))
	generator := &check.Object{}
	add(generator, "name", check.String(e.opts.Name))
	add(generator, "version", check.String(e.opts.Version))
	add(o, "metadata", e.metadata(generator))
	addSome(o, "definitions", e.definitions())
	addList(o, "functions", e.functions())
	addSome(o, "parameters", e.parameters())
	addSome(o, "variables", e.variables())
	addSome(o, "imports", e.extensions())
	add(o, "resources", e.resources())
	addSome(o, "outputs", e.outputs())
	addSome(o, "asserts", e.asserts())
	if e.err == nil {
		add(generator, "templateHash", check.String(TemplateHash(o)))
	}
	return o
}

// addSome appends an object unless it is empty.
func addSome(o *check.Object, name string, v *check.Object) {
	if len(v.Members) > 0 {
		add(o, name, v)
	}
}

func addList(o *check.Object, name string, v check.Array) {
	if len(v) > 0 {
		add(o, name, v)
	}
}

// experimental reports whether the file needs a version of ARM's language that
// is not yet general.
func (e *emitter) experimental() bool {
	m := e.main.m
	if len(m.Asserts) > 0 {
		return true
	}
	for _, r := range m.Resources {
		if m.Decorator(r.Decl.Decorators, "nullIfNotFound") != nil {
			return true
		}
	}
	for _, s := range m.Uses {
		if ns, ok := s.(*check.Namespace); ok && ns.Name() == "this" {
			return true
		}
	}
	return false
}

func (e *emitter) metadata(generator *check.Object) *check.Object {
	o := &check.Object{}
	if e.experimental() {
		add(o, "_EXPERIMENTAL_WARNING", check.String(experimentalWarning))
		features := check.Array{}
		if len(e.main.m.Asserts) > 0 {
			features = append(features, check.String("Asserts"))
		}
		add(o, "_EXPERIMENTAL_FEATURES_ENABLED", features)
	}
	add(o, "_generator", generator)
	addList(o, "__bicep_exported_variables!", e.exportedVars())
	c := e.env()
	for _, m := range e.main.m.Metadata {
		add(o, m.Name(), value(c.expr(m.Decl.Value)))
	}
	return o
}

// experimentalWarning is what the metadata of such templates say.
const experimentalWarning = "This template uses ARM features that are experimental. Experimental features should be " +
	"enabled for testing purposes only, as there are no guarantees about the quality or stability of these features. Do " +
	"not enable these settings for any production usage, or your production environment may be subject to breaking."

// exportedVars describes the variables that other files can import.
func (e *emitter) exportedVars() check.Array {
	var list check.Array
	m := e.main.m
	vars := slices.Clone(m.Vars)
	slices.SortStableFunc(vars, func(a, b *check.Var) int { return strings.Compare(a.Name(), b.Name()) })
	for _, v := range vars {
		if !m.Exported(v.Decl) {
			continue
		}
		o := &check.Object{}
		add(o, "name", check.String(v.Name()))
		if d, ok := e.plainDescription(v.Decl.Decorators); ok {
			add(o, "description", check.String(escape(d)))
		}
		if v.Decl.Type != nil {
			add(o, "type", value(e.typeOf(node(e.main, v.Decl.Type), "")))
		}
		list = append(list, o)
	}
	return list
}

func (e *emitter) variables() *check.Object {
	var loops check.Array
	o := &check.Object{}
	c := e.env()
	for _, load := range e.loadedVars() {
		add(o, e.main.loaded[load], value(loaded(e.main.m.Loads[load])))
	}
	for _, v := range e.main.m.Vars {
		if v.Inline {
			continue
		}
		loops = addVar(o, loops, v.Name(), c.expr(v.Decl.Value))
	}
	for _, v := range e.imports.vars {
		loops = addVar(o, loops, v.name, v.value)
	}
	if loops != nil {
		o.Members = slices.Insert(o.Members, 0, check.Member{Name: "copy", Value: loops})
	}
	return o
}

// addVar adds a variable, a loop to the list of loops.
func addVar(o *check.Object, loops check.Array, name string, x expr) check.Array {
	if l, ok := x.(*loop); ok {
		return append(loops, copyObject(name, l, 0))
	}
	add(o, string(key(text(name))), value(x))
	return loops
}

// loadedVars are the calls whose files variables hold, by the variables' names.
func (e *emitter) loadedVars() []*syntax.CallExpr {
	list := slices.Clone(e.main.loadOrder)
	slices.SortFunc(list, func(a, b *syntax.CallExpr) int {
		return strings.Compare(e.main.loaded[a], e.main.loaded[b])
	})
	return list
}

func (e *emitter) extensions() *check.Object {
	o := &check.Object{}
	c := e.env()
	for _, x := range e.main.m.Extensions {
		ext := &check.Object{}
		add(ext, "provider", check.String(x.Provider))
		add(ext, "version", check.String(x.Version))
		if x.Decl.Config != nil {
			add(ext, "config", value(c.expr(x.Decl.Config)))
		}
		add(o, x.Name(), ext)
	}
	return o
}

func (e *emitter) asserts() *check.Object {
	o := &check.Object{}
	for _, a := range e.main.m.Asserts {
		add(o, a.Name(), value(e.env().expr(a.Decl.Value)))
	}
	return o
}

// resources makes the resources: an object by symbolic name, or a list
// without those that exist already.
func (e *emitter) resources() check.Value {
	named := &check.Object{}
	var list check.Array
	for _, r := range e.main.m.Resources {
		if r.Inline || r.Decl.Existing && !e.symbolic {
			continue
		}
		v := e.resource(r)
		list = append(list, v)
		add(named, r.SymbolicName(), v)
	}
	for _, m := range e.main.m.Modules {
		v := e.module(m)
		list = append(list, v)
		add(named, m.Name(), v)
	}
	if e.symbolic {
		return named
	}
	if list == nil {
		list = check.Array{}
	}
	return list
}
