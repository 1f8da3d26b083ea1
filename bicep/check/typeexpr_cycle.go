package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// requiredCycles reports declared types that no value can have, because each
// value would have to contain another one: objects, tuples and arrays that
// contain themselves without a way to stop at null.
func (c *checker) requiredCycles() {
	needs := map[*TypeAlias][]*TypeAlias{}
	for _, s := range c.m.Types {
		if !c.m.Cyclic(s) {
			c.alias(s)
			n := typeNeeds{c: c, seen: map[*TypeAlias]bool{}}
			n.visit(s.Decl.Type, false, s.Decl.Decorators)
			needs[s] = n.list
		}
	}
	for _, s := range c.m.Types {
		if !reaches(needs, s, s, map[*TypeAlias]bool{}) {
			continue
		}
		c.bodies[s] = types.Error{}
		self := false
		for _, n := range needs[s] {
			self = self || n == s
		}
		if self {
			c.err(s.Ident(), "BCP298", "the type '%s' contains itself, without an end", s.Name())
		} else {
			c.err(s.Ident(), "BCP299", "the type '%s' contains itself through others, without an end", s.Name())
		}
	}
}

// reaches reports whether a type needs another one, directly or not.
func reaches(needs map[*TypeAlias][]*TypeAlias, from, to *TypeAlias, seen map[*TypeAlias]bool) bool {
	for _, n := range needs[from] {
		if n == to {
			return true
		}
		if !seen[n] {
			seen[n] = true
			if reaches(needs, n, to, seen) {
				return true
			}
		}
	}
	return false
}

// typeNeeds collects the types that every value of a type contains.
type typeNeeds struct {
	c    *checker
	seen map[*TypeAlias]bool
	list []*TypeAlias
}

// visit walks a type. inside is whether it is a part of an object or an array.
func (n *typeNeeds) visit(t syntax.TypeExpr, inside bool, decs []*syntax.Decorator) {
	switch t := t.(type) {
	case *syntax.Ident:
		if s, ok := n.c.m.Uses[t].(*TypeAlias); ok && inside && !n.seen[s] {
			n.seen[s] = true
			n.list = append(n.list, s)
		}
	case *syntax.ParenType:
		n.visit(t.X, inside, decs)
	case *syntax.NonNullType:
		n.visit(t.X, inside, decs)
	case *syntax.NullableType:
		if !inside {
			n.visit(t.X, inside, decs)
		}
	case *syntax.ArrayType:
		n.contained(t.Elem, nil)
	case *syntax.TupleType:
		for _, it := range t.Items {
			n.contained(it.Type, it.Decorators)
		}
	case *syntax.ObjectType:
		for _, p := range t.Properties {
			if p.Key != nil {
				n.contained(p.Type, p.Decorators)
			}
		}
	case *syntax.UnionType:
		if n.c.m.Decorator(decs, "discriminator") == nil {
			return
		}
		for _, m := range t.Members {
			n.contained(m, nil)
		}
	}
}

// contained walks a part that is always there.
func (n *typeNeeds) contained(t syntax.TypeExpr, decs []*syntax.Decorator) {
	if _, nullable := types.NonNull(n.c.typ(t, decs)); !nullable {
		n.visit(t, true, decs)
	}
}
