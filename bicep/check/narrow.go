package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// narrowing says how a value is compared with the type that is wanted of it.
type narrowing struct {
	// constantDone is whether the value is known to be constant.
	constantDone bool
	// noAny is whether any is not good enough.
	noAny bool
	// origin is, in the value of a variable, the use of the variable, which is
	// where to report.
	origin *syntax.Ident
	// mismatch, if it is not nil, reports a value that does not fit at all.
	mismatch func(want, got types.Type, at syntax.Node)
	// resource is whether it is the body of a resource, where the schema may be
	// wrong.
	resource bool
	// seen keeps values without a literal of their own from being compared
	// forever with a type that contains itself.
	seen map[comparison]bool
	// depth is how many types deep the comparison is.
	depth int
}

// comparison is one step of narrowing.
type comparison struct {
	at        syntax.Node
	got, want types.Type
}

// maxNarrow is how deep values are compared with types.
const maxNarrow = 600

// at is where to report what is found at a node.
func (n narrowing) at(node syntax.Node) syntax.Node {
	if n.origin != nil {
		return n.origin
	}
	return node
}

// narrow reports where a value does not fit the type that is wanted of it, and
// returns the narrowest type that the value is now known to have.
func (c *checker) narrow(n narrowing, e syntax.Node, got, want types.Type) types.Type {
	if n.depth++; n.depth > maxNarrow || want == nil || got == nil {
		return want
	}
	if n.noAny && isAny(got) {
		c.err(n.at(e), "BCP176", "found a value of type 'any', which is not allowed here")
		return want
	}
	if isError(got) {
		return want // reported
	}
	if fits(got, want) {
		return got
	}
	switch w := want.(type) {
	case *types.ResourceType:
		r := *w
		r.Body = c.narrow(n, e, got, w.Body)
		return &r
	case *types.Module:
		m := *w
		if o, ok := c.narrow(n, e, got, w.Body).(*types.Object); ok {
			m.Body = o
		}
		return &m
	case *types.Array, *types.Tuple:
		if f, ok := e.(*syntax.ForExpr); ok {
			item, _ := types.ItemOf(want)
			return &types.Array{Item: c.narrow(n, f.Body, c.types[f.Body], item)}
		}
	case *types.Union:
		if t, ok := c.nullBranch(n, e, got, w); ok {
			return t
		}
		if t, ok := c.s.collapse(w); ok {
			want = t
		}
	}
	if !types.Assignable(got, want) {
		return c.unassignable(n, e, got, want)
	}
	return c.narrowTo(n, e, got, want)
}

// fits tells quickly that a literal is one of the literals wanted.
func fits(got, want types.Type) bool {
	if isAny(want) && !isAny(got) {
		switch got.(type) {
		case types.StringLit, types.IntLit, types.BoolLit, types.Null, types.String, types.Int, types.Bool:
			return true
		}
		return false
	}
	s, ok := got.(types.StringLit)
	u, isUnion := want.(*types.Union)
	if !ok || !isUnion {
		return false
	}
	found := false
	for _, m := range u.Members {
		switch m := m.(type) {
		case types.StringLit:
			found = found || m.Value == s.Value
		case types.String:
			return false
		}
	}
	return found
}

// nullBranch leaves null out of what is wanted when the value is not null, as
// it mostly is; what is left is simpler.
func (c *checker) nullBranch(n narrowing, e syntax.Node, got types.Type, want *types.Union) (types.Type, bool) {
	if got == types.Type(types.Null{}) {
		return nil, false
	}
	if _, nullable := types.NonNull(got); nullable {
		return nil, false
	}
	rest, nullable := c.s.nonNull(want)
	if !nullable || !types.Assignable(got, rest) {
		return nil, false
	}
	t := c.narrow(n, e, got, rest)
	if n.resource {
		return rest, true // what the service returns, not what it was given
	}
	return t, true
}

// unassignable reports a value of another kind than is wanted.
func (c *checker) unassignable(n narrowing, e syntax.Node, got, want types.Type) types.Type {
	if rest, ok := types.AssignableIfNotNull(got, want); ok {
		c.mayBeNull(e, want, got)
		return c.narrow(n, e, rest, want)
	}
	if n.mismatch != nil {
		n.mismatch(want, got, e)
		return want
	}
	c.either(types.Warns(want, types.WarnMismatch), n.at(e), "BCP033", "found '%s', wanted '%s'", typeName(got), typeName(want))
	return want
}

// narrowTo compares a value with a type of the same kind.
func (c *checker) narrowTo(n narrowing, e syntax.Node, got, want types.Type) types.Type {
	switch w := want.(type) {
	case types.Int:
		return c.narrowInt(n, e, got, w)
	case types.IntLit:
		return c.narrowIntLit(n, e, got, w)
	case types.String:
		return c.narrowString(n, e, got, w)
	case types.StringLit:
		return c.narrowStringLit(n, e, got, w)
	case *types.Object:
		if t := c.narrowObject(n, ifBody(e), got, w); t != nil {
			return t
		}
	case *types.Discriminated:
		if t := c.narrowVariants(n, ifBody(e), got, w); t != nil {
			return t
		}
	case *types.Array, *types.Tuple:
		if t := c.narrowArray(n, e, got, want); t != nil {
			return t
		}
	}
	if id, ok := e.(*syntax.Ident); ok {
		if value, t, ok := c.declared(id); ok && c.burn() {
			n.origin = id
			return c.narrow(n, value, t, want)
		}
	}
	if u, ok := want.(*types.Union); ok {
		return c.narrowUnion(n, e, got, u)
	}
	if l, ok := e.(*syntax.LambdaExpr); ok {
		if w, ok := want.(*types.Lambda); ok {
			return c.narrowLambda(n, l, w)
		}
	}
	return got
}

// ifBody is the object below a condition.
func ifBody(e syntax.Node) syntax.Node {
	if x, ok := e.(*syntax.IfExpr); ok {
		return x.Body
	}
	return e
}

// burn reports whether there is fuel left for one more look through a
// variable.
func (c *checker) burn() bool {
	c.s.fuel--
	return c.s.fuel > 0
}

// declared is the value of a variable, and its type. Of a local, it is where
// the local is declared, of which only the type is known.
func (c *checker) declared(id *syntax.Ident) (syntax.Node, types.Type, bool) {
	switch s := c.m.Uses[id].(type) {
	case *Var:
		if !c.m.Cyclic(s) {
			t, ok := c.types[s.Decl.Value]
			return s.Decl.Value, t, ok
		}
	case *Local:
		if s.Kind != FuncParam && s.Ident() != id {
			t, ok := c.values[s]
			return s.Ident(), t, ok
		}
	}
	return nil, nil, false
}

// narrowLambda compares a lambda with the one that is wanted.
func (c *checker) narrowLambda(n narrowing, e *syntax.LambdaExpr, want *types.Lambda) types.Type {
	returns := c.narrow(n, e.Body, c.types[e.Body], want.Returns)
	fewest, most := want.Arity()
	if len(e.Params) < fewest || len(e.Params) > most {
		at := syntax.Range{From: e.Pos(), To: e.Body.Pos()}
		if len(e.Params) > 0 {
			at = between(e.Params[0], e.Params[len(e.Params)-1])
		}
		c.err(at, "BCP244", "found a lambda with %d parameters, wanted '%s'", len(e.Params), typeName(want))
		return want
	}
	params := make([]types.Type, len(e.Params))
	for i := range params {
		params[i] = want.Param(i)
	}
	return &types.Lambda{Params: params, Returns: returns}
}

// collapse is types.Collapse with a memory.
func (s *session) collapse(u *types.Union) (types.Type, bool) {
	if t, ok := s.collapsed[u]; ok {
		return t, t != nil
	}
	t, ok := types.Collapse(u)
	if !ok {
		t = nil
	}
	s.collapsed[u] = t
	return t, ok
}

// nonNull is types.NonNull with a memory.
func (s *session) nonNull(u *types.Union) (types.Type, bool) {
	if t, ok := s.optional[u]; ok {
		return t, t != nil
	}
	t, ok := types.NonNull(u)
	if !ok {
		t = nil
	}
	s.optional[u] = t
	return t, ok
}
