package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
)

// dependencies collects what resources, modules and variables mention.
func (b *binder) dependencies() {
	for _, v := range b.m.Vars {
		d := depWalk{m: b.m, body: v.Decl.Value}
		if loop, ok := v.Decl.Value.(*syntax.ForExpr); ok {
			d.body = loop.Body
		}
		d.node(v.Decl.Value)
		v.Deps = d.deps
	}
	for _, m := range b.m.Modules {
		d := newDepWalk(b.m, m.Body)
		d.decl(m.Decl, m.Decl.Body)
		m.Deps = d.deps
	}
	for _, r := range b.m.Resources {
		d := newDepWalk(b.m, r.Body)
		if r.Parent != nil {
			d.deps = append(d.deps, Dependency{Target: r.Parent, Index: r.ParentIndex, Weak: true})
		}
		d.decl(r.Decl, r.Decl.Body)
		r.Deps = d.deps
	}
}

// depWalk collects the dependencies of one declaration.
type depWalk struct {
	m    *Model
	deps []Dependency
	// body is where the locals of the declaration's own loop hold.
	body syntax.Node
	// parent and scope are the properties of those names.
	parent, scope *syntax.Property
	// weak is whether the walk is in one of them.
	weak bool
}

func newDepWalk(m *Model, u syntax.Unpacked) *depWalk {
	d := &depWalk{m: m}
	if u.Object != nil {
		d.parent, d.scope = u.Object.Property("parent"), u.Object.Property("scope")
		d.body = u.Object
	}
	if u.For != nil {
		d.body = u.For.Body
	}
	return d
}

// decl walks the decorators and the body of a declaration.
func (d *depWalk) decl(s syntax.Stmt, body syntax.Expr) {
	for _, dec := range syntax.DecoratorsOf(s) {
		d.node(dec)
	}
	d.node(body)
}

// node walks an expression.
func (d *depWalk) node(n syntax.Node) {
	switch n := n.(type) {
	case nil, *syntax.ResourceDecl:
	case *syntax.Ident, *syntax.NestedExpr:
		d.mention(n, nil, false)
	case *syntax.NonNullExpr, *syntax.MemberExpr, *syntax.IndexExpr, *syntax.CallExpr:
		d.access(n)
	case *syntax.Property:
		weak := d.weak
		d.weak = weak || n == d.parent || n == d.scope
		if _, ok := n.Key.(*syntax.StringExpr); ok {
			d.node(n.Key)
		}
		d.node(n.Value)
		d.weak = weak
	default:
		syntax.EachChild(n, d.node)
	}
}

// access walks an access, whose base may be a resource of which it needs no
// more than what the declaration says.
func (d *depWalk) access(n syntax.Node) {
	base, index, weak := d.unwrap(n)
	if base == nil {
		d.parts(n)
		return
	}
	d.mention(base, index, weak)
	d.rest(n, base)
}

// parts walks the children of an access that are expressions.
func (d *depWalk) parts(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.NonNullExpr:
		d.node(n.X)
	case *syntax.MemberExpr:
		d.node(n.X)
	case *syntax.IndexExpr:
		d.node(n.X)
		d.node(n.Index)
	case *syntax.CallExpr:
		if n.X != nil {
			d.node(n.X)
		}
		for _, a := range n.Args {
			d.node(a)
		}
	}
}

// rest walks what hangs on an access except its base, innermost first.
func (d *depWalk) rest(n, base syntax.Node) {
	if n == base {
		return
	}
	switch n := n.(type) {
	case *syntax.NonNullExpr:
		d.rest(n.X, base)
	case *syntax.MemberExpr:
		d.rest(n.X, base)
	case *syntax.IndexExpr:
		d.rest(n.X, base)
		d.node(n.Index)
	case *syntax.CallExpr:
		d.rest(n.X, base)
		for _, a := range n.Args {
			d.node(a)
		}
	}
}

// unwrap finds the name at the bottom of a chain of accesses, the index that
// directly follows it, and whether what follows is weak. The base is nil if
// the chain does not begin with a name.
func (d *depWalk) unwrap(n syntax.Node) (base syntax.Node, index syntax.Expr, weak bool) {
	var chain []syntax.Node
	for {
		switch x := n.(type) {
		case *syntax.NonNullExpr:
			chain, n = append(chain, x), x.X
		case *syntax.MemberExpr:
			chain, n = append(chain, x), x.X
		case *syntax.IndexExpr:
			chain, n = append(chain, x), x.X
		case *syntax.CallExpr:
			if x.X == nil {
				return nil, nil, false
			}
			chain, n = append(chain, x), x.X
		case *syntax.Ident, *syntax.NestedExpr:
			return n, indexOf(chain), d.weakChain(n, chain)
		default:
			return nil, nil, false
		}
	}
}

// indexOf is i if the innermost access of a chain is [i].
func indexOf(chain []syntax.Node) syntax.Expr {
	if x, ok := chain[len(chain)-1].(*syntax.IndexExpr); ok {
		return x.Index
	}
	return nil
}

// weakChain reports whether the accesses around a resource, outermost first,
// need only what its declaration says.
func (d *depWalk) weakChain(base syntax.Node, chain []syntax.Node) bool {
	r, ok := d.m.Use(base).(*Resource)
	if !ok {
		return false
	}
	for i := len(chain) - 1; i >= 0; i-- {
		switch x := chain[i].(type) {
		case *syntax.NonNullExpr:
		case *syntax.MemberExpr:
			return isInfo(x.Name.Name)
		case *syntax.CallExpr:
			return true
		case *syntax.IndexExpr:
			if key, ok := syntax.LiteralString(x.Index); ok {
				return isInfo(key)
			}
			if r.Loop() == nil {
				return false
			}
		}
	}
	return false
}

// isInfo reports whether a property of a resource is known from its
// declaration.
func isInfo(name string) bool {
	switch name {
	case "id", "name", "type", "apiVersion":
		return true
	default:
		return false
	}
}

// mention notes a name if it is one to depend on.
func (d *depWalk) mention(n syntax.Node, index syntax.Expr, weak bool) {
	dep := Dependency{Target: d.m.Use(n)}
	loop := false
	switch s := dep.Target.(type) {
	case *Var:
		_, loop = s.Decl.Value.(*syntax.ForExpr)
	case *Module:
		loop = s.Loop() != nil
	case *Resource:
		loop = s.Loop() != nil
		dep.Weak = s.Extension == nil && (weak || d.weak)
	default:
		return
	}
	if loop && index != nil && d.reachable(index) {
		dep.Index = index
	}
	d.deps = append(d.deps, dep)
}

// reachable reports whether an index can be evaluated at the top of the
// declaration: it uses no local of an inner loop or lambda.
func (d *depWalk) reachable(index syntax.Expr) bool {
	ok := true
	syntax.Inspect(index, func(n syntax.Node) bool {
		id, isName := n.(*syntax.Ident)
		if !isName {
			return true
		}
		if l, isLocal := d.m.Uses[id].(*Local); isLocal {
			ok = ok && (contains(l.Owner, d.body) || contains(index, l.Owner))
		}
		return true
	})
	return ok
}

// contains reports whether a node lies within another one of the same file.
func contains(outer, inner syntax.Node) bool {
	return outer.Pos() <= inner.Pos() && inner.End() <= outer.End()
}
