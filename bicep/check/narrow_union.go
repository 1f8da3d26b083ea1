package check

import (
	"slices"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/diag"
)

// narrowUnion compares a value with a union of types that differ in kind.
func (c *checker) narrowUnion(n narrowing, e syntax.Node, got types.Type, want *types.Union) types.Type {
	u, ok := got.(*types.Union)
	if !ok {
		return c.narrowOne(n, e, got, want)
	}
	list := make([]types.Type, len(u.Members))
	bad := false
	for i, m := range u.Members {
		if !types.Assignable(m, want) {
			bad = true
			c.wrongArgument(e, m, want)
			continue
		}
		found := c.collect(func() { list[i] = c.narrowOne(n, e, m, want) })
		c.add(found)
		bad = bad || found.HasErrors()
	}
	if bad {
		return want
	}
	return c.bounded(types.NewUnion(list...))
}

// candidate is a member of a union that a value may be meant to be.
type candidate struct {
	typ   types.Type
	found diag.List
}

// narrowOne compares a value of one type with a union. What a candidate has to
// object counts only if every candidate has something.
func (c *checker) narrowOne(n narrowing, e syntax.Node, got types.Type, want *types.Union) types.Type {
	var good, all []candidate
	for _, m := range want.Members {
		if !types.Assignable(got, m) {
			continue
		}
		t := m
		found := c.collect(func() { t = c.narrow(n, e, got, m) })
		if n.resource {
			t = m
		}
		all = append(all, candidate{t, found})
		if !found.HasErrors() {
			good = append(good, candidate{t, found})
		}
	}
	if len(good) == 0 {
		for _, x := range all {
			c.add(x.found)
		}
		if len(all) == 0 {
			c.wrongArgument(e, got, want)
		}
		return want
	}
	clean := slices.ContainsFunc(good, func(x candidate) bool { return len(x.found) == 0 })
	list := make([]types.Type, len(good))
	for i, x := range good {
		list[i] = x.typ
		if !clean {
			c.add(x.found)
		}
	}
	return types.NewUnion(list...)
}
