package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
)

// decision is whether a declaration must be repeated at each use. The order
// of mentions matters, as it does for Bicep: skip holds until a later mention
// asks for inline.
type decision uint8

const (
	undecided decision = iota
	keep
	inline
	skip
)

// inlining decides which variables and existing resources depend on the
// running deployment. Neither can stand in a template of their own then.
func (b *binder) inlining() {
	w := inlineWalk{m: b.m, flags: b.flags}
	for _, v := range b.m.Vars {
		w.variable(v)
	}
	for _, r := range b.m.top {
		w.resource(r)
	}
	for _, v := range b.m.Vars {
		v.Inline = b.flags[v] == inline
	}
	for _, r := range b.m.Resources {
		r.Inline = b.flags[r] == inline
	}
}

type inlineWalk struct {
	m     *Model
	flags map[Symbol]decision
	owner Symbol
}

func (w *inlineWalk) variable(v *Var) {
	if w.flags[v] != undecided {
		return
	}
	owner := w.owner
	w.owner = v
	w.flags[v] = keep
	w.node(v.Decl.Value)
	w.owner = owner
}

func (w *inlineWalk) resource(r *Resource) {
	if w.flags[r] != undecided {
		return
	}
	switch {
	case !r.Decl.Existing, r.Extension != nil:
		w.flags[r] = skip
	case w.ancestorInline(r):
		w.flags[r] = inline
	default:
		w.existing(r)
	}
	if _, ok := r.Decl.Body.(*syntax.ObjectExpr); ok {
		for _, c := range r.Children {
			w.resource(c)
		}
	}
}

// ancestorInline reports whether a parent or the scope is repeated.
func (w *inlineWalk) ancestorInline(r *Resource) bool {
	w.flags[r] = keep // a cycle ends here
	found := false
	for _, a := range r.Ancestors() {
		if !a.Decl.Existing {
			found = false
			continue
		}
		w.resource(a)
		found = found || w.flags[a] == inline
	}
	if on := r.Place.Resource; on != nil {
		w.resource(on)
		found = found || w.flags[on] == inline
	}
	return found
}

// existing looks at the properties that identify an existing resource.
func (w *inlineWalk) existing(r *Resource) {
	owner := w.owner
	w.owner = r
	w.flags[r] = keep
	if body, ok := r.Decl.Body.(*syntax.ObjectExpr); ok {
		for _, it := range body.Items {
			p, ok := it.(*syntax.Property)
			if !ok {
				continue
			}
			switch name, _ := p.Name(); name {
			case "dependsOn", "parent", "scope":
			default:
				w.node(p)
			}
		}
	}
	w.owner = owner
}

func (w *inlineWalk) node(n syntax.Node) {
	if n == nil || w.flags[w.owner] == inline {
		return
	}
	switch n := n.(type) {
	case *syntax.Ident:
		w.name(n)
	case *syntax.NestedExpr:
		w.node(n.X)
	case *syntax.CallExpr:
		w.call(n)
	case *syntax.MemberExpr:
		w.member(n)
	case *syntax.Property:
		if _, ok := n.Key.(*syntax.StringExpr); ok {
			w.node(n.Key)
		}
		w.node(n.Value)
	case *syntax.ForExpr:
		w.node(n.List)
		w.node(n.Body)
	case *syntax.LambdaExpr:
		w.node(n.Body)
	default:
		syntax.EachChild(n, w.node)
	}
}

// name decides on a name that stands alone.
func (w *inlineWalk) name(id *syntax.Ident) {
	switch s := w.m.Uses[id].(type) {
	case *Var:
		w.variable(s)
		w.set(w.flags[w.owner] == inline || w.flags[s] == inline)
	case *Resource, *Module:
		if w.flags[w.owner] != skip {
			w.flags[w.owner] = inline
		}
	}
}

func (w *inlineWalk) set(yes bool) {
	w.flags[w.owner] = keep
	if yes {
		w.flags[w.owner] = inline
	}
}

// call decides on a function.
func (w *inlineWalk) call(c *syntax.CallExpr) {
	_, builtin := w.m.Uses[c.Name].(*Builtin)
	if method := c.X != nil && !builtin; method {
		if w.m.Use(syntax.Unparen(c.X)) != nil && isList(c.Name.Name) {
			w.set(true)
			return
		}
	} else if builtin {
		w.set(isRuntime(c.Name.Name))
	}
	if c.Name.Name == "nameof" && builtin {
		return
	}
	if c.X != nil {
		w.node(c.X)
	}
	for _, a := range c.Args {
		w.node(a)
	}
}

// isRuntime reports whether a function can only be evaluated by the running
// deployment.
func isRuntime(name string) bool {
	switch name {
	case "reference", "toLogicalZone", "toLogicalZones", "toPhysicalZone", "toPhysicalZones":
		return true
	default:
		return isList(name)
	}
}

// member decides on a property: those of a resource that its declaration
// tells do not need the running deployment.
func (w *inlineWalk) member(e *syntax.MemberExpr) {
	switch s := w.base(e.X).(type) {
	case *Resource:
		w.choose(w.constant(s, e.Name.Name))
	case *Module:
		w.choose(e.Name.Name != "outputs")
	default:
		w.node(e.X)
	}
}

func (w *inlineWalk) choose(constant bool) {
	w.flags[w.owner] = inline
	if constant {
		w.flags[w.owner] = skip
	}
}

// constant reports whether a property is known before the deployment starts.
func (w *inlineWalk) constant(r *Resource, name string) bool {
	if r.Extension != nil {
		return false
	}
	switch name {
	case "id", "name":
		w.resource(r)
		return w.flags[r] != inline
	case "type", "apiVersion":
		return true
	default:
		return false
	}
}

// base is the resource or module that an access begins with.
func (w *inlineWalk) base(e syntax.Expr) Symbol {
	for {
		switch x := e.(type) {
		case *syntax.NonNullExpr:
			e = x.X
		case *syntax.IndexExpr:
			e = x.X
		default:
			return w.m.nameUse(e)
		}
	}
}
