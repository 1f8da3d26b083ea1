package check

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// limits checks what a template cannot express although it makes sense.
func (c *checker) limits() {
	c.duplicateResources()
	c.duplicateModules()
	for _, r := range c.m.Resources {
		c.resourceName(r)
		c.resourceInvariant(r)
		c.parentProperty(r)
		c.inlinedDependencies(r)
		c.noSpread(r.Body.Object)
	}
	for _, m := range c.m.Modules {
		c.moduleInvariant(m)
		c.moduleParams(m)
		c.noSpread(m.Body.Object)
	}
	c.secrets()
	c.lambdas()
	c.safeLoops()
	c.sameButForCase()
	c.spreads()
	for _, v := range c.m.Vars {
		if strings.EqualFold(v.Name(), "copy") {
			c.err(v.Ident(), "BCP239", "found the name 'copy', which the language has for itself")
			break
		}
	}
}

// resourceName checks that a name has as many parts as its type.
func (c *checker) resourceName(r *Resource) {
	p := bodyProp(r.Body, "name")
	if p == nil || r.Extension != nil || r.Ref.Depth() < 2 || c.mayBeExtended(r) {
		return
	}
	s, ok := p.Value.(*syntax.StringExpr)
	if !ok {
		return
	}
	slashes := 0
	for _, text := range s.Segments {
		slashes += strings.Count(text, "/")
	}
	want := r.Ref.Depth() - 2
	switch {
	case r.Parent != nil && slashes > 0:
		c.err(s, "BCP170", "found '/' in the name of a child, wanted its own name only")
	case r.Parent == nil && (slashes > want || slashes < want && len(s.Exprs) == 0):
		c.err(s, "BCP169", "found %d '/' in the name, wanted %d, one for each part of the type '%s' below the first", slashes, want, r.Ref.Type)
	}
}

// varies reports whether a value depends on the item or the index of a loop.
func (c *checker) varies(f *syntax.ForExpr, e syntax.Expr) bool {
	item, index := c.usesLocal(f.Item, e), f.Index != nil && c.usesLocal(f.Index, e)
	return item || index
}

func (c *checker) usesLocal(id *syntax.Ident, e syntax.Expr) bool {
	if id == nil {
		return false
	}
	local := c.m.Defs[id]
	found := false
	syntax.Inspect(e, func(n syntax.Node) bool {
		if use, ok := n.(*syntax.Ident); ok && local != nil && c.m.Uses[use] == local {
			found = true
		}
		return !found
	})
	return found
}

// resourceInvariant warns of a loop whose resources would all be one.
func (c *checker) resourceInvariant(r *Resource) {
	f := r.Loop()
	o := c.bodyObject(r)
	if f == nil || o == nil || r.Decl.Existing || f.Item == nil {
		return
	}
	named := false
	for _, p := range o.Properties() {
		if !p.Flags.Has(types.LoopVariant) {
			continue
		}
		given := bodyProp(r.Body, p.Name)
		if given == nil || isBad(given.Value) {
			continue
		}
		named = named || p.Flags.Has(types.Required)
		if c.varies(f, given.Value) {
			return
		}
	}
	if named {
		c.invariant(r.Ident(), f)
	}
}

func (c *checker) moduleInvariant(m *Module) {
	f := m.Loop()
	if f == nil || f.Item == nil || c.bodyObject(m) == nil {
		return
	}
	name := bodyProp(m.Body, "name")
	if name == nil || isBad(name.Value) || c.varies(f, name.Value) {
		return
	}
	if scope := bodyProp(m.Body, "scope"); scope != nil && !isBad(scope.Value) && c.varies(f, scope.Value) {
		return
	}
	c.invariant(m.Ident(), f)
}

func (c *checker) invariant(at syntax.Node, f *syntax.ForExpr) {
	c.warn(at, "BCP179", "all items of the loop would have the same name; use '%s' in it", f.Item.Name)
}

func isBad(e syntax.Expr) bool {
	_, ok := e.(*syntax.Bad)
	return ok
}

// parentProperty checks that a parent is a resource that is named directly.
func (c *checker) parentProperty(r *Resource) {
	p := bodyProp(r.Body, "parent")
	if p == nil || r.Extension != nil {
		return
	}
	base := p.Value
	if x, ok := base.(*syntax.IndexExpr); ok {
		base = x.X
	}
	if _, ok := c.m.nameUse(base).(*Resource); ok || isBad(base) {
		return
	}
	if t := c.types[base]; t != nil && isError(t) {
		return
	}
	c.err(p.Value, "BCP240", "found an expression for the parent, wanted the name of a resource")
}

// inlinedDependencies checks dependsOn where a template does not declare the
// resource.
func (c *checker) inlinedDependencies(r *Resource) {
	p := bodyProp(r.Body, "dependsOn")
	if p == nil {
		return
	}
	if r.Inline {
		c.err(p, "BCP433", "the existing resource '%s' is not declared in the template, so that it cannot depend on others", r.Name())
		return
	}
	syntax.Inspect(p.Value, func(n syntax.Node) bool {
		if id, ok := n.(*syntax.Ident); ok {
			if other, ok := c.m.Uses[id].(*Resource); ok && other.Inline {
				c.err(id, "BCP434", "the existing resource '%s' is not declared in the template, so that none can depend on it", other.Name())
			}
		}
		return true
	})
}

// moduleParams checks that the parameters of a module are written out.
func (c *checker) moduleParams(m *Module) {
	p := bodyProp(m.Body, "params")
	if p == nil {
		return
	}
	switch x := p.Value.(type) {
	case *syntax.ObjectExpr:
		c.noSpread(x)
	case *syntax.Bad:
	default:
		c.err(p.Value, "BCP183", "found an expression for 'params', wanted an object '{…}'")
	}
}

// noSpread reports ... where the template needs the properties themselves.
func (c *checker) noSpread(o *syntax.ObjectExpr) {
	if o == nil {
		return
	}
	for _, item := range o.Items {
		if s, ok := item.(*syntax.SpreadExpr); ok {
			c.err(s, "BCP401", "found '...' in a body, wanted the properties themselves")
		}
	}
}

// spreads reports ... beside a loop.
func (c *checker) spreads() {
	for _, o := range c.nodes.objects {
		if !slices.ContainsFunc(o.Items, isSpread) || !slices.ContainsFunc(o.Items, isLoopProperty) {
			continue
		}
		for _, item := range o.Items {
			if isSpread(item) {
				c.err(item, "BCP417", "found '...' in an object with a loop")
			}
		}
	}
}

func isSpread(item syntax.ObjectItem) bool {
	_, ok := item.(*syntax.SpreadExpr)
	return ok
}

func isLoopProperty(item syntax.ObjectItem) bool {
	p, ok := item.(*syntax.Property)
	if !ok {
		return false
	}
	_, isFor := p.Value.(*syntax.ForExpr)
	return isFor
}

// secrets checks that getSecret() is given to secure parameters of modules.
func (c *checker) secrets() {
	allowed := map[syntax.Node]bool{}
	skipped := map[*syntax.CallExpr]bool{}
	for _, m := range c.m.Modules {
		if c.bodies[m] == nil {
			skipCalls(m.Decl, skipped)
			continue
		}
		c.secureParams(m, allowed)
		// What an extension wants to have configured is not known.
		if p := bodyProp(m.Body, "extensionConfigs"); p != nil {
			skipCalls(p, skipped)
		}
	}
	for e, f := range c.calls {
		if f.flags.has(secureOnly) && !allowed[e] && !skipped[e] {
			c.err(e, "BCP180", "found '%s', which may only be given to a secure parameter of a module", f.name)
		}
	}
}

func skipCalls(n syntax.Node, skipped map[*syntax.CallExpr]bool) {
	syntax.Inspect(n, func(n syntax.Node) bool {
		if e, ok := n.(*syntax.CallExpr); ok {
			skipped[e] = true
		}
		return true
	})
}

// secureParams notes the values of the secure parameters of a module.
func (c *checker) secureParams(m *Module, allowed map[syntax.Node]bool) {
	p := bodyProp(m.Body, "params")
	if p == nil {
		return
	}
	o, ok := p.Value.(*syntax.ObjectExpr)
	if !ok {
		return
	}
	want, ok := c.wants[o].(*types.Object)
	if !ok {
		return
	}
	for _, item := range o.Items {
		given, ok := item.(*syntax.Property)
		if !ok {
			continue
		}
		name, _ := given.Name()
		t, ok := want.Property(name)
		if !ok {
			continue
		}
		if rest, _ := types.NonNull(t.Type); types.FlagsOf(rest).Has(types.Secure) {
			outcomes(given.Value, allowed)
		}
	}
}

// outcomes notes what a conditional may result in.
func outcomes(e syntax.Expr, found map[syntax.Node]bool) {
	if t, ok := e.(*syntax.TernaryExpr); ok {
		outcomes(t.Then, found)
		outcomes(t.Else, found)
		return
	}
	found[e] = true
}

// safeLoops reports [?i] on loops of resources and modules.
func (c *checker) safeLoops() {
	for _, e := range c.nodes.indexes {
		if s := c.m.nameUse(e.X); e.Safe && s != nil && isLoop(s) {
			c.err(syntax.Range{From: e.X.End() + 1, To: e.X.End() + 2}, "BCP323", "found '[?…]' on a loop of resources or modules, wanted '[…]'")
		}
	}
}

// sameButForCase reports names that differ only in upper and lower case, which
// the template does not tell apart.
func (c *checker) sameButForCase() {
	var params, vars, outputs, aliases, funcs []*syntax.Ident
	for _, s := range c.m.Params {
		params = append(params, s.Ident())
	}
	for _, s := range c.m.Vars {
		vars = append(vars, s.Ident())
	}
	for _, s := range c.m.Outputs {
		outputs = append(outputs, s.Ident())
	}
	for _, s := range c.m.Types {
		aliases = append(aliases, s.Ident())
	}
	for _, s := range c.m.Funcs {
		funcs = append(funcs, s.Ident())
	}
	for _, list := range [][]*syntax.Ident{params, vars, outputs, aliases, funcs} {
		names := make([]string, len(list))
		for i, id := range list {
			names[i] = id.Name
		}
		c.caseClashes(names, func(i int) syntax.Node { return list[i] })
	}
	for _, o := range c.nodes.objectTypes {
		c.propertyClashes(o)
	}
}

func (c *checker) propertyClashes(o *syntax.ObjectType) {
	var names []string
	var at []syntax.Node
	for _, p := range o.Properties {
		if name, ok := p.Name(); ok && p.Key != nil {
			names, at = append(names, name), append(at, p.Key)
		}
	}
	c.caseClashes(names, func(i int) syntax.Node { return at[i] })
}

func (c *checker) caseClashes(list []string, at func(int) syntax.Node) {
	if len(list) < 2 {
		return
	}
	groups := make(map[string][]int, len(list))
	for i, name := range list {
		key := strings.ToLower(name)
		groups[key] = append(groups[key], i)
	}
	for _, group := range groups {
		if len(group) < 2 {
			continue
		}
		exact := map[string]bool{}
		for _, i := range group {
			exact[list[i]] = true
		}
		if len(exact) < len(group) {
			continue // reported as declared twice
		}
		for _, i := range group {
			if list[i] != "" {
				c.err(at(i), "BCP353", "the name '%s' differs from another one only in upper and lower case", list[i])
			}
		}
	}
}
