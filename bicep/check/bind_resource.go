package check

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// resourceTypes finds the type and the parent of each resource. A nested
// resource comes before the one it is nested in, hence the reverse order.
func (b *binder) resourceTypes() {
	for i := len(b.m.Resources) - 1; i >= 0; i-- {
		r := b.m.Resources[i]
		b.parent(r)
		b.resourceType(r)
	}
}

// resourceType reads the type and looks it up.
func (b *binder) resourceType(r *Resource) {
	ref, space, ok := b.typeRef(r.Decl.Type)
	if !ok {
		return
	}
	if r.Nested {
		if r.Parent.Ref.Type == "" {
			return
		}
		if ref.Depth() > 1 {
			b.errorAt(r.Decl.Type, "BCP156", "found the type '%s', wanted the last segment of a type below '%s'", ref.Type, r.Parent.Ref.Type)
			return
		}
		ref = r.Parent.Ref.Child(ref)
		r.Extension = r.Parent.Extension
	} else {
		r.Extension = b.extensionOf(ref, space)
	}
	r.Ref = ref
	switch {
	case r.Extension != nil:
	case ref.Version == "", ref.Depth() < 2:
		b.errorAt(r.Decl.Type, "BCP029", "found the type '%s', wanted 'Namespace/type@version'", ref)
	default:
		r.Type = b.lookup(ref)
		if r.Type != nil {
			r.Ref = r.Type.Ref
		}
	}
}

// typeRef reads the string that names a type, and the namespace that may stand
// before it: 'az:Namespace/type@version'.
func (b *binder) typeRef(at syntax.Expr) (ref types.Ref, space string, ok bool) {
	s, ok := at.(*syntax.StringExpr)
	if !ok {
		return types.Ref{}, "", false
	}
	text, ok := s.Literal()
	if !ok {
		b.errorAt(at, "BCP047", "found an interpolated type, wanted a literal one")
		return types.Ref{}, "", false
	}
	name := text
	if before, after, found := strings.Cut(text, ":"); found {
		space, name = before, after
	}
	if ref, ok = types.ParseRef(name); !ok {
		b.errorAt(at, "BCP029", "found the type '%s', wanted 'Namespace/type@version'", text)
	}
	if ok && space != "" && !isNamespace(space) && b.extension(space) == nil {
		b.errorAt(at, "BCP208", "found the namespace '%s', which is none of the file", space)
	}
	return ref, space, ok
}

func (b *binder) lookup(ref types.Ref) *types.ResourceType {
	if b.l.opts.Lookup == nil {
		return nil
	}
	t, ok := b.l.opts.Lookup(ref.Type, ref.Version)
	if !ok {
		return nil
	}
	return t
}

// parent resolves the property parent of a resource that is not nested.
func (b *binder) parent(r *Resource) {
	e := r.Property("parent")
	if r.Nested || e == nil || b.m.broken[r] {
		return
	}
	if x, ok := e.(*syntax.IndexExpr); ok {
		r.ParentIndex = x.Index
		e = x.X
	}
	r.Parent = b.m.ResourceOf(e)
	if r.Parent == nil || b.m.broken[r.Parent] {
		r.Parent, r.ParentIndex = nil, nil
	}
}

// ResourceOf is the resource that an expression names, directly or through
// variables; nil if it names none.
func (m *Model) ResourceOf(e syntax.Expr) *Resource {
	for {
		switch s := m.nameUse(e).(type) {
		case *Resource:
			return s
		case *Var:
			if m.broken[s] {
				return nil
			}
			e = s.Decl.Value
		default:
			return nil
		}
	}
}

// nameUse is what a name or a nested resource refers to, nil for any other
// expression.
func (m *Model) nameUse(e syntax.Expr) Symbol {
	switch e.(type) {
	case *syntax.Ident, *syntax.NestedExpr:
		return m.Use(e)
	default:
		return nil
	}
}

// placements finds out where resources and modules are deployed.
func (b *binder) placements() {
	done := map[*Resource]bool{}
	for _, r := range b.m.Resources {
		b.place(r, done)
	}
	for _, m := range b.m.Modules {
		m.Place = b.placement(m.Property("scope"))
	}
}

// place finds where a resource is deployed, after its parent.
func (b *binder) place(r *Resource, done map[*Resource]bool) {
	if done[r] {
		return
	}
	done[r] = true
	if r.Parent != nil {
		b.place(r.Parent, done)
		r.Place = r.Parent.Place
		return
	}
	scope := r.Property("scope")
	if b.m.broken[r] {
		scope = nil
	}
	r.Place = b.placement(scope)
	if r.Place.Resource == r {
		r.Place = Placement{Scope: b.m.Scope}
	}
}

// placement reads the property scope; nil is the scope of the file.
func (b *binder) placement(scope syntax.Expr) Placement {
	scope = b.unwrap(scope)
	switch e := scope.(type) {
	case *syntax.CallExpr:
		return b.placedByCall(e)
	case *syntax.IndexExpr:
		if r := b.m.ResourceOf(e.X); r != nil {
			return placedOn(r, e.Index)
		}
	case nil:
	default:
		if r := b.m.ResourceOf(e); r != nil {
			return placedOn(r, nil)
		}
	}
	return Placement{Scope: b.m.Scope}
}

// unwrap takes parentheses away and follows variables to what they hold.
func (b *binder) unwrap(e syntax.Expr) syntax.Expr {
	for {
		e = syntax.Unparen(e)
		id, ok := e.(*syntax.Ident)
		if !ok {
			return e
		}
		v, ok := b.m.Uses[id].(*Var)
		if !ok || b.m.broken[v] {
			return e
		}
		e = v.Decl.Value
	}
}

// placedByCall reads the calls tenant(), managementGroup(), subscription() and
// resourceGroup().
func (b *binder) placedByCall(c *syntax.CallExpr) Placement {
	if _, ok := b.m.Uses[c.Name].(*Builtin); !ok {
		return Placement{Scope: b.m.Scope}
	}
	p := Placement{Scope: scopeNamed(c.Name.Name, b.m.Scope)}
	switch p.Scope {
	case types.ScopeManagementGroup:
		p.Group = argument(c, 0)
	case types.ScopeSubscription:
		p.Subscription = argument(c, 0)
	case types.ScopeResourceGroup:
		p.ResourceGroup = argument(c, 0)
		if second := argument(c, 1); second != nil {
			p.Subscription, p.ResourceGroup = p.ResourceGroup, second
		}
	}
	return p
}

func argument(c *syntax.CallExpr, i int) syntax.Expr {
	if i < len(c.Args) {
		return c.Args[i]
	}
	return nil
}

// placedOn is the placement on a resource; a resource group or a management
// group is a scope of its own.
func placedOn(r *Resource, index syntax.Expr) Placement {
	switch {
	case strings.EqualFold(r.Ref.Type, "Microsoft.Resources/resourceGroups"):
		return Placement{Scope: types.ScopeResourceGroup, Subscription: subscriptionOf(r), ResourceGroup: r.Property("name"), Named: r, Index: index}
	case strings.EqualFold(r.Ref.Type, "Microsoft.Management/managementGroups"):
		return Placement{Scope: types.ScopeManagementGroup, Group: r.Property("name"), Named: r, Index: index}
	default:
		return Placement{Scope: types.ScopeResource, Resource: r, Index: index}
	}
}

// subscriptionOf is the subscription that a resource group names as its scope.
func subscriptionOf(r *Resource) syntax.Expr {
	c, ok := syntax.Unparen(r.Property("scope")).(*syntax.CallExpr)
	if !ok || c.Name.Name != "subscription" {
		return nil
	}
	return argument(c, 0)
}
