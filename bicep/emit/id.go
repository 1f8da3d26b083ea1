package emit

import (
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

const groupType = "Microsoft.Management/managementGroups"

// ownName is what a declaration gives as name.
func (c env) ownName(r *check.Resource) expr {
	if e := r.Property("name"); e != nil {
		return c.expr(e)
	}
	c.e.fail(c.f, r.Ident(), "the resource '%s' has no name", r.Name())
	return null{}
}

// fullName is the name of a resource with those of its parents.
func (c env) fullName(r *check.Resource) expr {
	if r.Parent == nil {
		return c.ownName(r)
	}
	segs := c.segments(r)
	form := make([]string, len(segs))
	for i := range segs {
		form[i] = "{" + strconv.Itoa(i) + "}"
	}
	return fn("format", append([]expr{text(strings.Join(form, "/"))}, segs...)...)
}

// segments are the names that identify a resource, one for each segment of
// its type.
func (c env) segments(r *check.Resource) []expr {
	depth := r.Ref.Depth() - 1
	if r.Parent == nil {
		return split(c.ownName(r), depth)
	}
	segs := c.ancestorNames(r)
	first := split(segs[0], depth-len(segs))
	return append(append(first, segs[1:]...), c.ownName(r))
}

// ancestorNames are the names of the parents, outermost first.
func (c env) ancestorNames(r *check.Resource) []expr {
	if r.Parent == nil {
		return nil
	}
	up := c.parentEnv(r)
	return append(up.ancestorNames(r.Parent), up.ownName(r.Parent))
}

// parentEnv is the environment of a resource's parent.
func (c env) parentEnv(r *check.Resource) env {
	return c.inLoop(r.Parent.Loop(), c.index(r.ParentIndex))
}

// split takes a name apart that covers n segments of a type.
func split(name expr, n int) []expr {
	if n <= 1 {
		return []expr{name}
	}
	segs := make([]expr, n)
	for i := range segs {
		segs[i] = access(fn("split", name, text("/")), number(i))
	}
	return segs
}

// resourceID is the full id of a resource.
func (c env) resourceID(r *check.Resource) expr {
	root, at := c.place(r)
	return at.fullID(root.Place, r.Ref.Type, c.segments(r))
}

// moduleID is the full id of the deployment that a module becomes.
func (c env) moduleID(t target) expr {
	return c.fullID(t.module.Place, deploymentType, []expr{c.moduleName(t)})
}

// place is the outermost parent of a resource, which says where it is
// deployed, and the environment of that place.
func (c env) place(r *check.Resource) (*check.Resource, env) {
	if r.Parent == nil {
		return r, c
	}
	if r.Parent.Parent != nil {
		return c.parentEnv(r).place(r.Parent)
	}
	ix := c.index(r.ParentIndex)
	at := c.parentEnv(r)
	if on := r.Parent.Place.Target(); on != nil {
		at = at.inLoop(on.Loop(), ix)
	}
	return r.Parent, at
}

// fullID is the id of something of a type, deployed at a place.
func (c env) fullID(p check.Placement, typ string, segs []expr) expr {
	segs = append([]expr{text(typ)}, segs...)
	switch p.Scope {
	case check.Tenant:
		return fn("tenantResourceId", segs...)
	case check.Subscription:
		if p.Subscription != nil {
			segs = append([]expr{c.expr(p.Subscription)}, segs...)
		}
		return fn("subscriptionResourceId", segs...)
	case check.ManagementGroup:
		return fn("extensionResourceId", append([]expr{c.groupID(p)}, segs...)...)
	case check.Extending:
		on := c.fullID(p.Resource.Place, p.Resource.Ref.Type, c.segments(p.Resource))
		return fn("extensionResourceId", append([]expr{on}, segs...)...)
	}
	if p.ResourceGroup == nil {
		return fn("resourceId", segs...)
	}
	return fn("extensionResourceId", append([]expr{c.resourceGroupID(p)}, segs...)...)
}

func (c env) groupID(p check.Placement) expr {
	if p.Group == nil {
		return access(fn("managementGroup"), text("id"))
	}
	return fn("tenantResourceId", text(groupType), c.expr(p.Group))
}

func (c env) resourceGroupID(p check.Placement) expr {
	var sub expr = access(fn("subscription"), text("subscriptionId"))
	if p.Subscription != nil {
		sub = c.expr(p.Subscription)
	}
	return fn("format", text("/subscriptions/{0}/resourceGroups/{1}"), sub, c.expr(p.ResourceGroup))
}

// scopeProperties adds the properties that say where something is deployed.
func (c env) scopeProperties(o *check.Object, p check.Placement) {
	target := c.e.main.m.Scope
	if p.Scope != check.Subscription {
		c = c.inPlace(p)
	}
	switch p.Scope {
	case check.Tenant:
		if target != check.Tenant {
			add(o, "scope", check.String("/"))
		}
	case check.ManagementGroup:
		if p.Group != nil {
			add(o, "scope", expression(c.groupScope(p.Group)))
		}
	case check.Subscription:
		switch {
		case p.Subscription != nil:
			add(o, "subscriptionId", value(c.expr(p.Subscription)))
		case target == check.ResourceGroup:
			add(o, "subscriptionId", expression(access(fn("subscription"), text("subscriptionId"))))
		}
	case check.ResourceGroup:
		c.addExpression(o, "subscriptionId", p.Subscription)
		c.addExpression(o, "resourceGroup", p.ResourceGroup)
	case check.Extending:
		add(o, "scope", expression(c.resourceID(p.Resource)))
	}
}

// inPlace is the environment in which the name of a placement is converted.
func (c env) inPlace(p check.Placement) env {
	on := p.Target()
	if on == nil || p.Index == nil {
		return c
	}
	return c.inLoop(on.Loop(), c.index(p.Index))
}

func (c env) addExpression(o *check.Object, name string, e syntax.Expr) {
	if e != nil {
		add(o, name, expression(c.expr(e)))
	}
}

// groupScope is the id of a management group as a scope: ARM wants it short
// where management groups are in reach.
func (c env) groupScope(group syntax.Expr) expr {
	switch c.e.main.m.Scope {
	case check.Tenant, check.ManagementGroup:
		return fn("format", text(groupType+"/{0}"), c.expr(group))
	}
	return fn("tenantResourceId", text(groupType), c.expr(group))
}

// moduleName is the name of a module's deployment; without one it is made
// from the symbolic name.
func (c env) moduleName(t target) expr {
	if e := t.module.Property("name"); e != nil {
		return c.expr(e)
	}
	return generatedName(t)
}

// Lengths of the parts of a generated name: the most that ARM allows for a
// deployment, a hash of uniqueString, an index of copy.
const (
	maxDeploymentName = 64
	hashLength        = 13
	copyIndexLength   = 3
)

func generatedName(t target) expr {
	name := t.module.Name()
	form, room := "-{0}", maxDeploymentName-hashLength-1
	args := []expr{fn("uniqueString", text(name), access(fn("deployment"), text("name")))}
	if t.module.Loop() != nil {
		ix := t.index
		if ix == nil {
			ix = fn("copyIndex")
		}
		form, room = "-{0}-{1}", room-copyIndexLength-1
		args = append([]expr{ix}, args...)
	}
	form = name[:min(len(name), room)] + form
	return fn("format", append([]expr{text(form)}, args...)...)
}
