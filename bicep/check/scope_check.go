package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// scopes checks where resources and modules are deployed.
func (c *checker) scopes() {
	places := map[*Resource]Placement{}
	for _, r := range c.m.Resources {
		c.resourceScope(r, places)
	}
	for _, r := range c.m.Resources {
		c.deployable(r, places)
	}
	for _, m := range c.m.Modules {
		c.moduleScope(m)
	}
}

// resourceScope checks the scope of a resource, after those of its parents.
func (c *checker) resourceScope(r *Resource, places map[*Resource]Placement) {
	if _, done := places[r]; done {
		return
	}
	file := Placement{Scope: c.m.Scope}
	places[r] = file
	declared, ok := c.bodies[r].(*types.ResourceType)
	if !ok || declared == nil {
		return
	}
	scope := bodyProp(r.Body, "scope")
	if r.Parent == nil {
		var value syntax.Expr
		if scope != nil {
			value = scope.Value
		}
		if c.validScope(value, r.Decl.Body, declared.Scopes(), "BCP135") && (value == nil || c.placed(r.Place)) {
			places[r] = r.Place
		}
		return
	}
	c.resourceScope(r.Parent, places)
	first := r
	for first.Parent != nil {
		first = first.Parent
	}
	switch {
	case scope != nil:
		c.err(scope.Value, "BCP164", "found a scope on a child, which has that of its parent")
	case !r.Decl.Existing && first.Decl.Existing && !c.isDeployable(places[first], places, 0):
		c.err(r.Decl.Body, "BCP165", "the resource is deployed where '%s' is, which is not the scope of the file", first.Name())
	default:
		places[r] = places[r.Parent]
	}
}

// placed reports whether the binder could tell where something is deployed.
func (c *checker) placed(p Placement) bool {
	return p.Scope != types.ScopeResource || p.Resource != nil
}

// validScope checks a scope against those that are supported; what reports
// has the code given.
func (c *checker) validScope(value, body syntax.Expr, supported types.Scope, code string) bool {
	if value == nil {
		if supported&c.m.Scope == 0 {
			c.badScope(body, code, c.m.Scope, supported)
			return false
		}
		return true
	}
	given, ok := c.scopeGiven(value)
	if !ok {
		return false
	}
	if given&supported == 0 {
		c.badScope(value, code, given, supported)
		return false
	}
	return true
}

func (c *checker) badScope(at syntax.Node, code string, given, supported types.Scope) {
	c.err(at, code, "found the scope '%s', wanted '%s'", given, supported)
}

// scopeGiven is the scope that a value stands for.
func (c *checker) scopeGiven(value syntax.Expr) (types.Scope, bool) {
	t := c.types[value]
	if o, ok := t.(*types.Object); ok && o.Scope != 0 {
		return o.Scope, true
	}
	base, indexed := value, false
	if x, ok := value.(*syntax.IndexExpr); ok {
		base, indexed = x.X, true
	}
	switch s := c.m.nameUse(base).(type) {
	case *Resource:
		if (s.Loop() != nil) != indexed && !(indexed && s.Loop() == nil) {
			return 0, false
		}
		switch {
		case s.Ref.Is("Microsoft.Resources/resourceGroups"):
			return types.ScopeResourceGroup, true
		case s.Ref.Is("Microsoft.Management/managementGroups"):
			return types.ScopeManagementGroup, true
		}
		return types.ScopeResource, true
	case *Module:
		if (s.Loop() != nil) == indexed {
			return types.ScopeModule, true
		}
	}
	return 0, false
}

// deployable checks that a resource is deployed where the file is.
func (c *checker) deployable(r *Resource, places map[*Resource]Placement) {
	declared, ok := c.bodies[r].(*types.ResourceType)
	if r.Decl.Existing || !ok || declared == nil || c.m.Cyclic(r) {
		return
	}
	at := syntax.Node(r.Decl.Body)
	if p := bodyProp(r.Body, "scope"); p != nil {
		at = p.Value
	}
	root := c.rootPlace(r, places, 0)
	if !c.isDeployable(root, places, 0) {
		c.err(at, "BCP139", "the resource is deployed at another scope than the file; put it into a module")
	}
	readOnly := declared.Readable &^ declared.Writable
	if root.Scope != 0 && readOnly&root.Scope == root.Scope {
		c.warn(at, "BCP246", "the resource type '%s' cannot be deployed at '%s', only referred to", declared.Ref, root.Scope)
	}
}

// maxScopes bounds how many resources may extend each other.
const maxScopes = 100

// rootPlace is where a resource, or the one that it extends, is deployed.
func (c *checker) rootPlace(r *Resource, places map[*Resource]Placement, depth int) Placement {
	p := places[r]
	if p.Resource == nil || depth > maxScopes {
		return p
	}
	return c.rootPlace(p.Resource, places, depth+1)
}

// isDeployable reports whether a file can deploy to a place: its own scope, or
// the tenant.
func (c *checker) isDeployable(p Placement, places map[*Resource]Placement, depth int) bool {
	switch {
	case p.Resource != nil && depth < maxScopes:
		return c.isDeployable(places[p.Resource], places, depth+1)
	case p.Scope == types.ScopeTenant:
		return true
	}
	return p.Scope == c.m.Scope && p.Group == nil && p.Subscription == nil && p.ResourceGroup == nil
}

// moduleScope checks the scope of a module.
func (c *checker) moduleScope(m *Module) {
	declared, ok := c.bodies[m].(*types.Module)
	if !ok {
		return
	}
	var value syntax.Expr
	at := syntax.Node(m.Decl.Body)
	if p := bodyProp(m.Body, "scope"); p != nil {
		value, at = p.Value, p.Value
	}
	place := Placement{Scope: c.m.Scope}
	if c.validScope(value, m.Decl.Body, declared.Scope, "BCP134") && value != nil {
		place = m.Place
	}
	if !c.canNest(place) {
		c.err(at, c.nestCode(), "a module cannot be deployed to the scope '%s' from a file whose scope is '%s'", place.Scope, c.m.Scope)
	}
}

// canNest reports whether a file can deploy a module to a place.
func (c *checker) canNest(p Placement) bool {
	const anywhere = types.ScopeTenant | types.ScopeManagementGroup | types.ScopeSubscription | types.ScopeResourceGroup
	var from types.Scope
	switch {
	case p.Scope == types.ScopeTenant:
		from = anywhere
	case p.Scope == types.ScopeManagementGroup:
		from = types.ScopeTenant | types.ScopeManagementGroup
	case p.Scope == types.ScopeSubscription && p.Subscription != nil:
		from = anywhere
	case p.Scope == types.ScopeSubscription:
		from = inGroup
	case p.Scope == types.ScopeResourceGroup && p.Subscription != nil && p.ResourceGroup != nil:
		from = anywhere
	case p.Scope == types.ScopeResourceGroup && p.ResourceGroup != nil:
		from = inGroup
	case p.Scope == types.ScopeResourceGroup:
		from = types.ScopeResourceGroup
	}
	return from&c.m.Scope != 0
}

func (c *checker) nestCode() string {
	switch c.m.Scope {
	case types.ScopeTenant:
		return "BCP113"
	case types.ScopeManagementGroup:
		return "BCP114"
	case types.ScopeSubscription:
		return "BCP115"
	default:
		return "BCP116"
	}
}
