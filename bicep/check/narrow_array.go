package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// narrowArray compares an array, item by item if it is written out; nil if
// nothing can be told.
func (c *checker) narrowArray(n narrowing, e syntax.Node, got, want types.Type) types.Type {
	switch x := e.(type) {
	case *syntax.ArrayExpr:
		return c.narrowItems(n, x, want)
	case *syntax.Ident:
		if value, t, ok := c.declared(x); ok && c.burn() {
			n.origin = x
			return c.narrow(n, value, t, want)
		}
	}
	g, isTuple := got.(*types.Tuple)
	w, wantTuple := want.(*types.Tuple)
	if isTuple && wantTuple {
		return c.narrowTuple(n, e, g, w)
	}
	item, ok := types.ItemOf(got)
	if !ok {
		return nil
	}
	have, _ := types.LengthOf(got)
	limits, _ := types.LengthOf(want)
	if c.outside(n.warns(want), e, lengthLimit, have, limits) {
		return got
	}
	c.overlap(e, lengthLimit, have, limits)
	wantItem, _ := types.ItemOf(want)
	if !c.first(&n, e, item, wantItem) {
		return want
	}
	return types.NewArray(c.narrow(n, e, item, wantItem), positive(have.Intersect(limits)), types.FlagsOf(want))
}

// first reports whether a comparison is made for the first time. Values that
// are written out are finite; types of other values may contain themselves.
func (c *checker) first(n *narrowing, e syntax.Node, got, want types.Type) bool {
	if !c.burn() {
		return false
	}
	if n.seen == nil {
		n.seen = map[comparison]bool{}
	}
	key := comparison{e, got, want}
	if n.seen[key] {
		return false
	}
	n.seen[key] = true
	return true
}

func (c *checker) narrowTuple(n narrowing, e syntax.Node, got, want *types.Tuple) types.Type {
	if len(got.Items) != len(want.Items) {
		c.either(n.warns(want), e, "BCP332", "found an array of %d items, wanted %d", len(got.Items), len(want.Items))
		return got
	}
	items := make([]types.Type, len(got.Items))
	for i := range items {
		items[i] = want.Items[i]
		if c.first(&n, e, got.Items[i], want.Items[i]) {
			items[i] = c.narrow(n, e, got.Items[i], want.Items[i])
		}
	}
	return &types.Tuple{Items: items, Flags: want.Flags}
}

// narrowItems compares the items of an array that is written out.
func (c *checker) narrowItems(n narrowing, a *syntax.ArrayExpr, want types.Type) types.Type {
	if c.broken(a) {
		return want
	}
	warn := types.Warns(want, types.WarnMismatch)
	wantItem, _ := types.ItemOf(want)
	tuple, _ := want.(*types.Tuple)
	items := make([]types.Type, 0, len(a.Items))
	spread := false
	for i, x := range a.Items {
		inner := n
		if s, ok := x.(*syntax.SpreadExpr); ok {
			spread = true
			items = append(items, c.narrowSpread(inner, s, wantItem, want, warn))
			continue
		}
		target := wantItem
		if tuple != nil && !spread {
			if target = types.Type(types.Any{}); i < len(tuple.Items) {
				target = tuple.Items[i]
			}
		}
		inner.mismatch = func(want, got types.Type, at syntax.Node) {
			c.either(warn, at, "BCP034", "found an item '%s', wanted '%s'", typeName(got), typeName(want))
		}
		items = append(items, c.narrow(inner, x, c.types[x], target))
	}
	if spread {
		return c.bounded(&types.Array{Item: types.NewUnion(items...), Flags: types.FlagsOf(want)})
	}
	c.itemCount(n, a, int64(len(items)), want)
	return c.bounded(&types.Tuple{Items: items, Flags: types.FlagsOf(want)})
}

// itemCount compares the number of items.
func (c *checker) itemCount(n narrowing, a *syntax.ArrayExpr, count int64, want types.Type) {
	limits, _ := types.LengthOf(want)
	c.outside(n.warns(want), a, lengthLimit, types.Exactly(count), limits)
}

// narrowSpread compares what ...x adds to an array.
func (c *checker) narrowSpread(n narrowing, s *syntax.SpreadExpr, item, want types.Type, warn bool) types.Type {
	n.mismatch = func(want, got types.Type, at syntax.Node) {
		c.either(warn, at, "BCP403", "found items of '%s', wanted '%s'", typeName(got), typeName(want))
	}
	t := c.narrow(n, s.X, c.types[s.X], &types.Array{Item: item, Flags: types.FlagsOf(want)})
	if inner, ok := types.ItemOf(t); ok {
		return inner
	}
	return types.Any{}
}
