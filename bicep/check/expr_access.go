package check

import (
	"slices"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// link is one access of a chain such as a.b?.c[0].
type link struct {
	node syntax.Expr // *MemberExpr or *IndexExpr
	base syntax.Expr
	safe bool
	// on is the resource or module that the base names without a promise that
	// it is there.
	on Symbol
}

// access is the type of a chain of accesses. A chain is looked at as a whole:
// once a safe access may end it with null, what follows does not see the null.
func (c *checker) access(e syntax.Expr) types.Type {
	links := c.chain(e)
	t := c.expr(links[0].base, nil)
	nullable := false
	for i, l := range links {
		prev := link{}
		if i > 0 {
			prev = links[i-1]
		}
		on := l.on
		if prev.safe || l.safe {
			if t == types.Type(types.Null{}) {
				c.types[l.node] = t
				continue
			}
			rest, removed := types.NonNull(t)
			switch {
			case removed:
				nullable, t = true, rest
			case l.safe && c.mayBeAbsent(l.on):
				nullable, on = true, nil
			case l.safe && c.mayBeAbsent(prev.on) && isIndex(prev.node):
				nullable, on = true, nil
				prev.on = nil
			}
		}
		t = c.accessOne(l, t, c.accessed(prev.on, on))
		c.types[l.node] = t
		if nullable && !isError(t) {
			c.types[l.node] = types.Nullable(t)
		}
	}
	return c.types[e]
}

// chain takes a chain apart, innermost access first.
func (c *checker) chain(e syntax.Expr) []link {
	var links []link
	for {
		l := link{node: e}
		switch x := e.(type) {
		case *syntax.MemberExpr:
			l.base, l.safe = x.X, x.Safe
		case *syntax.IndexExpr:
			l.base, l.safe = x.X, x.Safe
		default:
			slices.Reverse(links)
			return links
		}
		l.on = c.named(l.base)
		links = append(links, l)
		e = l.base
	}
}

// named is the resource or module that an expression names, nil if it promises
// that it is there.
func (c *checker) named(e syntax.Expr) Symbol {
	e = syntax.Unparen(e)
	switch s := c.m.nameUse(e).(type) {
	case *Resource, *Module:
		return s
	}
	return nil
}

func isIndex(e syntax.Node) bool {
	_, ok := e.(*syntax.IndexExpr)
	return ok
}

// accessed is the symbol whose condition matters for an access: that of the
// loop an item of which is accessed, or that of what is no loop. Within the
// declaration itself the condition holds.
func (c *checker) accessed(prev, on Symbol) Symbol {
	switch {
	case prev != nil && c.isWithin(prev):
		return nil
	case prev != nil && isLoop(prev):
		return prev
	case on != nil && !c.isWithin(on) && !isLoop(on):
		return on
	}
	return nil
}

// isWithin reports whether a symbol's own declaration is being checked.
func (c *checker) isWithin(s Symbol) bool {
	if s == c.inside || c.m.Cyclic(s) {
		return true
	}
	r, _ := c.inside.(*Resource)
	for ; r != nil && r.Nested; r = r.Parent {
		if Symbol(r.Parent) == s {
			return true
		}
	}
	return false
}

func isLoop(s Symbol) bool {
	switch s := s.(type) {
	case *Resource:
		return s.Loop() != nil
	case *Module:
		return s.Loop() != nil
	}
	return false
}

// mayBeAbsent reports whether a resource or a module has a condition that is
// not known to hold.
func (c *checker) mayBeAbsent(s Symbol) bool {
	switch s := s.(type) {
	case *Module:
		return s.Body.If != nil && !c.holds(s.Body.If)
	case *Resource:
		for r := s; r != nil; r = r.Parent {
			if r.Decl.Existing && c.m.Decorator(r.Decl.Decorators, "nullIfNotFound") != nil {
				return true
			}
			if r.Body.If != nil && c.mayFail(r.Body.If) {
				return true
			}
			if !r.Nested {
				break
			}
		}
	}
	return false
}

// holds reports whether a condition is known to be true, or is faulty.
func (c *checker) holds(e *syntax.IfExpr) bool {
	t := c.conditionType(e)
	return t == types.Type(types.BoolLit{Value: true}) || isError(t)
}

// mayFail reports whether a condition may be false. Of a resource, a condition
// that is no bool says nothing.
func (c *checker) mayFail(e *syntax.IfExpr) bool {
	switch t := c.conditionType(e).(type) {
	case types.BoolLit:
		return !t.Value
	case types.Bool:
		return true
	}
	return false
}

func (c *checker) conditionType(e *syntax.IfExpr) types.Type {
	if t, ok := c.types[e.Cond]; ok {
		return t
	}
	return c.expr(e.Cond, nil)
}

func (c *checker) accessOne(l link, t types.Type, on Symbol) types.Type {
	switch n := l.node.(type) {
	case *syntax.MemberExpr:
		return c.member(n, t, on)
	case *syntax.IndexExpr:
		return c.index(n, t, on, c.expr(n.Index, nil))
	}
	return types.Error{}
}

// unwrapped is the type of the body of a resource or a module.
func unwrapped(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.ResourceType:
		return t.Body
	case *types.Module:
		return t.Body
	}
	return t
}

// member is the type of x.name.
func (c *checker) member(e *syntax.MemberExpr, t types.Type, on Symbol) types.Type {
	t = unwrapped(t)
	at := syntax.Range{From: e.X.End(), To: e.End()}
	if rest, nullable := types.NonNull(t); nullable {
		c.nullBase(at, t)
		return c.member(e, rest, nil)
	}
	if c.mayBeAbsent(on) && !isInfoOf(on, e.Name.Name) && !isError(t) {
		c.nullBase(at, types.Nullable(t))
		return c.member(e, t, nil)
	}
	switch t := t.(type) {
	case types.Error:
		return t
	case *types.Namespace:
		return c.namespaceMember(e, t)
	case *types.Object:
		if e.Name.Name == "" {
			return types.Error{} // reported
		}
		return c.objectProperty(e.Name, t, e.Name.Name, e.Safe)
	case *types.Union:
		if e.Name.Name == "" {
			return types.Error{}
		}
		return c.unionProperty(e.Name, t, e.Name.Name, e.Safe)
	case *types.Discriminated:
		return types.Any{}
	}
	if types.Assignable(t, anyObject) {
		return types.Any{}
	}
	c.err(e.Name, "BCP055", "found '%s', wanted an object to take the property '%s' of", typeName(t), e.Name.Name)
	return types.Error{}
}

func (c *checker) nullBase(at syntax.Node, t types.Type) {
	c.warn(at, "BCP318", "found '%s', which may be null, before an access", typeName(t))
}

// isInfoOf reports whether a property of a resource or a module can be told
// even if it is not there.
func isInfoOf(s Symbol, name string) bool {
	switch s := s.(type) {
	case *Resource:
		return s.Extension == nil && isInfo(name)
	case *Module:
		return name == "name"
	}
	return false
}

// namespaceMember is a value of an imported file, or a mistake.
func (c *checker) namespaceMember(e *syntax.MemberExpr, ns *types.Namespace) types.Type {
	f, ok := c.m.Uses[e.Name].(*Foreign)
	if ok {
		if f.Import.From == nil {
			return types.Error{}
		}
		x := c.s.export(f.Import.From, f.Symbol)
		switch {
		case x.isType:
			return &types.Meta{Of: x.typ}
		case x.typ != nil:
			return x.typ
		}
	}
	if w, isImport := c.m.Uses[identOf(e.X)].(*Wildcard); isImport && w.From == nil {
		return types.Error{} // reported
	}
	if ns.Name == "sys" && isBuiltinType(e.Name.Name) {
		c.err(e.Name, "BCP288", "found the type '%s', wanted a value", e.Name.Name)
		return types.Error{}
	}
	if ns.Name == "sys" {
		c.err(e.Name, "BCP053", "the namespace 'sys' has no value '%s', only types", e.Name.Name)
		return types.Error{}
	}
	c.err(e.Name, "BCP052", "the namespace '%s' has no value '%s'", ns.Name, e.Name.Name)
	return types.Error{}
}

func identOf(e syntax.Expr) *syntax.Ident {
	id, _ := syntax.Unparen(e).(*syntax.Ident)
	return id
}

// objectProperty is the type of a property of an object.
func (c *checker) objectProperty(at syntax.Node, o *types.Object, name string, safe bool) types.Type {
	warn := safe || o.Flags.Has(types.WarnProperty)
	p, ok := o.Property(name)
	if !ok {
		if a := o.Additional(); a != nil {
			p, ok = *a, true
		}
	}
	if !ok {
		return c.unknownProperty(at, o, o.Properties(), name, warn)
	}
	return c.readable(at, o, name, p, warn, safe)
}

// readable is the type of a property that is read, which it may not be.
func (c *checker) readable(at syntax.Node, o types.Type, name string, p types.Property, warn, safe bool) types.Type {
	if p.Flags.Has(types.WriteOnly) {
		c.either(warn, at, "BCP077", "the property '%s' of '%s' can be set but not read", name, typeName(o))
		if !warn {
			return types.Error{}
		}
	}
	if p.Flags.Has(types.Fallback) && !safe {
		c.warn(at, "BCP187", "the property '%s' is not in the schema", name)
	}
	return p.Type
}

// unknownProperty reports the use of a property that is not there.
func (c *checker) unknownProperty(at syntax.Node, t types.Type, props []types.Property, name string, warn bool) types.Type {
	var have []string
	for _, p := range props {
		if !p.Flags.Has(types.WriteOnly) && !slices.Contains(have, p.Name) {
			have = append(have, p.Name)
		}
	}
	slices.Sort(have)
	guess := similar(name, have)
	switch {
	case len(have) == 0:
		c.either(warn, at, "BCP052", "the type '%s' has no property '%s'", typeName(t), name)
	case guess != "":
		c.either(warn, at, "BCP083", "the type '%s' has no property '%s'; did you mean '%s'?", typeName(t), name, guess)
	default:
		c.either(warn, at, "BCP053", "the type '%s' has no property '%s', wanted one of %s", typeName(t), name, names(have))
	}
	if warn {
		return types.Any{}
	}
	return types.Error{}
}

// unionProperty is the type of a property of one of several types.
func (c *checker) unionProperty(at syntax.Node, u *types.Union, name string, safe bool) types.Type {
	warn := safe || types.Warns(u, types.WarnProperty)
	collapsed, ok := c.s.collapse(u)
	if !ok {
		return c.moduleUnion(at, u, name, safe)
	}
	switch t := collapsed.(type) {
	case *types.Object:
		return c.objectProperty(at, t, name, safe)
	case *types.Discriminated:
		return c.variantProperty(at, t, name, warn, safe)
	}
	return types.Any{}
}

// moduleUnion is the type of a property of one of several modules.
func (c *checker) moduleUnion(at syntax.Node, u *types.Union, name string, safe bool) types.Type {
	bodies := make([]types.Type, len(u.Members))
	for i, m := range u.Members {
		mod, ok := m.(*types.Module)
		if !ok {
			return types.Any{}
		}
		bodies[i] = mod.Body
	}
	if b, ok := types.NewUnion(bodies...).(*types.Union); ok {
		return c.unionProperty(at, b, name, safe)
	}
	return c.objectProperty(at, bodies[0].(*types.Object), name, safe)
}

// variantProperty is the type of a property that some variants have.
func (c *checker) variantProperty(at syntax.Node, d *types.Discriminated, name string, warn, safe bool) types.Type {
	if name == d.Key {
		return keysOf(d)
	}
	var list []types.Type
	var all []types.Property
	found := types.Property{Name: name}
	declared := false
	for _, v := range d.Variants {
		all = append(all, v.Object.Properties()...)
		if p, ok := propertyOf(v.Object, name); ok {
			declared = true
			list = append(list, p.Type)
			found.Flags |= p.Flags
			continue
		}
		list = append(list, types.Null{})
		found.Flags |= types.Fallback
	}
	if !declared {
		return c.unknownProperty(at, d, all, name, warn)
	}
	found.Type = types.CollapseUnion(list...)
	return c.readable(at, d, name, found, warn, safe)
}
