package check

import (
	"bytes"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// resourceDecl checks a resource and is its type: the schema's, with what the
// body says of it.
func (c *checker) resourceDecl(r *Resource) types.Type {
	declared, known := c.declaredResource(r)
	c.bodies[r] = declared
	if declared == nil {
		c.decorators(r.Decl.Decorators, target{kind: onResource, node: r.Decl})
		if r.Extension != nil || c.mayBeExtended(r) {
			c.expr(r.Decl.Body, nil)
			return c.extensionResource(r)
		}
		return types.Error{}
	}
	whole := types.Type(declared)
	if r.Loop() != nil {
		whole = &types.Array{Item: declared}
	}
	c.decorators(r.Decl.Decorators, target{kind: onResource, node: r.Decl, typ: whole})
	c.catalogue(r, declared, known)
	c.values[r] = whole // a faulty body may refer to itself
	t := c.expr(r.Decl.Body, whole)
	return c.narrow(narrowing{resource: true}, r.Decl.Body, t, whole)
}

// catalogue reports a type that the catalogue does not have, or not so.
func (c *checker) catalogue(r *Resource, declared *types.ResourceType, known bool) {
	if !known {
		c.warn(r.Decl.Type, "BCP081", "the resource type '%s' is not known", declared.Ref)
	}
	if !r.Decl.Existing && declared.ExistingOnly() {
		c.warn(r.Decl.Type, "BCP245", "the resource type '%s' cannot be deployed, only referred to", declared.Ref)
	}
}

// declaredResource is the type of one body of a resource as its declaration
// sees it, and whether the catalogue has the type.
func (c *checker) declaredResource(r *Resource) (declared *types.ResourceType, known bool) {
	if r.Ref.Type == "" || r.Extension != nil {
		return nil, false
	}
	d := types.Declaration{Existing: r.Decl.Existing, Nested: r.Nested, HasParent: r.Parent != nil}
	if r.Type != nil {
		return c.s.declare(r.Type, d), true
	}
	t, ok := types.UnknownResource(r.Ref)
	if !ok {
		if r.Ref.Version != "" && r.Ref.Depth() >= 2 && !c.mayBeExtended(r) {
			c.err(r.Decl.Type, "BCP029", "found the type '%s', wanted 'Namespace/type@version'", r.Ref)
		}
		return nil, false
	}
	return t.Declare(d), false
}

// mayBeExtended reports whether a type that Azure cannot have may be one of an
// extension, whose types are not known here.
func (c *checker) mayBeExtended(r *Resource) bool {
	if len(c.m.Extensions) == 0 || r.Ref.Type == "" {
		return false
	}
	_, azure := types.UnknownResource(r.Ref)
	return !azure
}

// extensionResource is the type of a resource of an extension, of which
// nothing is known.
func (c *checker) extensionResource(r *Resource) types.Type {
	t := types.Type(&types.ResourceType{Ref: r.Ref, Body: anyObject, Readable: types.ScopeAny, Writable: types.ScopeAny})
	if r.Loop() != nil {
		return &types.Array{Item: t}
	}
	return t
}

// moduleDecl checks a module and is its type.
func (c *checker) moduleDecl(m *Module) types.Type {
	declared := c.declaredModule(m)
	if declared == nil {
		c.decorators(m.Decl.Decorators, target{kind: onModule, node: m.Decl})
		return types.Error{}
	}
	c.bodies[m] = declared
	whole := types.Type(declared)
	if m.Loop() != nil {
		whole = &types.Array{Item: declared}
	}
	c.decorators(m.Decl.Decorators, target{kind: onModule, node: m.Decl, typ: whole})
	c.sourceErrors(m.Source, m.Decl.Path)
	c.values[m] = whole
	t := c.expr(m.Decl.Body, whole)
	return c.narrow(narrowing{}, m.Decl.Body, t, whole)
}

// sourceErrors reports the use of a file that has errors which Load could not
// see.
func (c *checker) sourceErrors(src Source, path syntax.Expr) {
	m, ok := src.(*Model)
	if !ok || m.faulty {
		return
	}
	if other := c.s.checkers[m]; other != nil && other.hasErrors() {
		c.err(c.m.reference(path), "BCP104", "the file '%s' has errors", m.Location())
	}
}

// reference is what is to blame for the file that a path names: the path or,
// in an import, all from the word "from".
func (m *Model) reference(path syntax.Expr) syntax.Node {
	before := bytes.TrimRight(m.File.Src[:path.Pos()], " \t\r\n")
	rest, ok := bytes.CutSuffix(before, []byte("from"))
	if !ok {
		return path
	}
	return syntax.Range{From: syntax.Pos(len(rest)), To: path.End()}
}

// declaredModule is the type of one body of a module; nil if its file is not
// at hand, which has been reported.
func (c *checker) declaredModule(m *Module) *types.Module {
	if m.Source == nil {
		return nil
	}
	params, ok := c.s.params(m.Source)
	if !ok {
		return nil
	}
	for i := range params {
		params[i].Flags |= types.WriteOnly
		if !params[i].Flags.Has(types.Required) {
			params[i].Type = types.Nullable(params[i].Type)
		}
	}
	return types.NewModule(types.ModuleSpec{
		Scope: c.s.scopeOf(m.Source), From: c.m.Scope, Params: params, Outputs: c.s.outputs(m.Source),
		Extensions: hasExtensions(m.Source),
	})
}

// params are the parameters that a file takes.
func (s *session) params(src Source) ([]types.Property, bool) {
	switch src := src.(type) {
	case *Template:
		return s.template(src).params(), true
	case *Model:
		c := s.checkers[src]
		if c == nil {
			return nil, false
		}
		return c.paramTypes(), true
	}
	return nil, false
}

func (c *checker) paramTypes() []types.Property {
	var list []types.Property
	for _, p := range c.m.Params {
		t := c.symbol(p)
		if isError(t) {
			t = types.Any{}
		}
		var flags types.PropFlags
		if _, nullable := types.NonNull(t); p.Decl.Default == nil && !nullable {
			flags = types.Required
		}
		list = append(list, types.Property{Name: p.Name(), Type: t, Flags: flags})
	}
	return list
}

// outputs are the outputs of a file.
func (s *session) outputs(src Source) []types.Property {
	if t, ok := src.(*Template); ok {
		return s.template(t).outputs()
	}
	m, ok := src.(*Model)
	if !ok || s.checkers[m] == nil {
		return nil
	}
	var list []types.Property
	for _, o := range m.Outputs {
		t := s.checkers[m].symbol(o)
		if isError(t) {
			t = types.Any{}
		}
		list = append(list, types.Property{Name: o.Name(), Type: t, Flags: types.ReadOnly})
	}
	return list
}

// hasExtensions reports whether a file has extensions that may be configured.
func hasExtensions(src Source) bool {
	switch src := src.(type) {
	case *Model:
		return len(src.Extensions) > 0
	case *Template:
		return src.Root.Object("extensions") != nil
	}
	return false
}

// scopeOf is where a file is deployed.
func (s *session) scopeOf(src Source) types.Scope {
	switch src := src.(type) {
	case *Model:
		return src.Scope
	case *Template:
		return s.template(src).scope()
	}
	return types.ScopeResourceGroup
}

// bodyObject is the object type that the body of a resource or a module has,
// nil if it has none.
func (c *checker) bodyObject(s Symbol) *types.Object {
	t, ok := c.bodies[s]
	if !ok {
		return nil
	}
	switch t := t.(type) {
	case *types.ResourceType:
		if t == nil {
			return nil
		}
		return c.resourceObject(s, t.Body)
	case *types.Module:
		return t.Body
	}
	return nil
}

// resourceObject is the variant of a body that the declaration names.
func (c *checker) resourceObject(s Symbol, body types.Type) *types.Object {
	switch t := body.(type) {
	case *types.Object:
		return t
	case *types.Discriminated:
		r, ok := s.(*Resource)
		if !ok || r.Body.Object == nil {
			return nil
		}
		o, _ := chosen(t, r.Body.Object).(*types.Object)
		return o
	}
	return nil
}

// bodyProperty is the property of a body as written, or nil.
func bodyProp(u syntax.Unpacked, name string) *syntax.Property {
	if u.Object == nil {
		return nil
	}
	return u.Object.Property(name)
}
