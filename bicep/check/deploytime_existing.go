package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// unreadable finds out which properties of an existing resource are known too
// late because it is known too late which resource is meant.
func (d *deployTime) unreadable(r *Resource) {
	if !r.Inline || r.Extension != nil || d.late[r] != nil || d.c.bodyObject(r) == nil {
		return
	}
	late := map[string]bool{"id": true}
	d.late[r] = late
	for _, name := range []string{"name", "scope", "parent"} {
		p := bodyProp(r.Body, name)
		if p == nil {
			continue
		}
		d.identifying(p.Value)
		found := false
		d.report = func(syntax.Node, lateValue) { found = true }
		d.links = name != "name"
		d.look(p.Value, nil, nil)
		d.links = false
		if found {
			late[name] = true
		}
	}
}

// identifying looks first at the resources by which a resource is named.
func (d *deployTime) identifying(e syntax.Expr) {
	syntax.Inspect(e, func(n syntax.Node) bool {
		if id, ok := n.(*syntax.Ident); ok {
			if r, ok := d.c.m.Uses[id].(*Resource); ok {
				d.unreadable(r)
			}
		}
		return true
	})
}

// isLate reports whether it is known too late which existing resource is
// meant.
func (d *deployTime) isLate(r *Resource) bool {
	late := d.late[r]
	return late["name"] || late["scope"] || late["parent"]
}

// lateExisting reports uses of existing resources that a template cannot
// express, because it is known too late which resource is meant.
func (d *deployTime) lateExisting() {
	syntax.InspectFile(d.c.m.File, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.MemberExpr:
			if r := d.lateBase(n.X); r != nil && d.lateProperty(r, n.Name.Name) {
				d.lateUse(n, r)
			}
		case *syntax.IndexExpr:
			r := d.lateBase(n.X)
			if _, ok := n.Index.(*syntax.StringExpr); !ok || r == nil {
				return true
			}
			if name, ok := syntax.LiteralString(n.Index); !ok || d.lateProperty(r, name) {
				d.lateUse(n, r)
			}
		case *syntax.CallExpr:
			if f := d.c.calls[n]; n.X != nil && f != nil && f.flags.has(runtime) {
				if r := d.lateBase(n.X); r != nil {
					d.lateUse(n, r)
				}
			}
		}
		return true
	})
}

// lateBase is the existing resource that an expression stands for, if it is
// known too late which one that is.
func (d *deployTime) lateBase(e syntax.Expr) *Resource {
	r, ok := d.resolve(e).(*Resource)
	if !ok || !d.isLate(r) {
		return nil
	}
	return r
}

func (d *deployTime) lateProperty(r *Resource, name string) bool {
	if isInfo(name) {
		return false
	}
	p, ok := d.c.bodyObject(r).Property(name)
	return ok && !p.Flags.Has(types.ReadableAtDeployTime)
}

func (d *deployTime) lateUse(at syntax.Node, r *Resource) {
	d.c.err(at, "BCP307", "the existing resource '%s' is named by a value that is known only while the deployment runs, so that only its id, name, type and version can be used", r.Name())
}
