package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// warns reports whether a mismatch with a limit is a warning only.
func (n narrowing) warns(want types.Type) bool {
	return n.resource || types.Warns(want, types.WarnMismatch)
}

// limit is what a range of a value is compared with, and how to speak of it.
type limit struct {
	what                        string
	above, below, under, beyond string
}

var (
	valueLimit  = limit{"a value", "BCP327", "BCP328", "BCP329", "BCP330"}
	lengthLimit = limit{"a length", "BCP332", "BCP333", "BCP334", "BCP335"}
)

// outside reports a range that lies outside of the one that is wanted.
func (c *checker) outside(warn bool, at syntax.Node, l limit, got, want types.Range) bool {
	switch {
	case got.Above(want):
		c.either(warn, at, l.above, "found %s of %d or more, wanted at most %d", l.what, got.Min, want.Max)
	case got.Below(want):
		c.either(warn, at, l.below, "found %s of %d or less, wanted at least %d", l.what, got.Max, want.Min)
	default:
		return false
	}
	return true
}

// overlap reports a range part of which lies outside of the one wanted.
func (c *checker) overlap(at syntax.Node, l limit, got, want types.Range) {
	if got.HasMin && want.HasMin && got.Min < want.Min {
		c.warn(at, l.under, "found %s that may be %d, wanted at least %d", l.what, got.Min, want.Min)
	}
	if got.HasMax && want.HasMax && got.Max > want.Max {
		c.warn(at, l.beyond, "found %s that may be %d, wanted at most %d", l.what, got.Max, want.Max)
	}
}

func (c *checker) narrowInt(n narrowing, e syntax.Node, got types.Type, want types.Int) types.Type {
	switch g := got.(type) {
	case types.Int:
		if c.outside(n.warns(want), e, valueLimit, g.Range, want.Range) {
			return got
		}
		c.overlap(e, valueLimit, g.Range, want.Range)
		return types.NewInt(g.Range.Intersect(want.Range), want.Flags)
	case types.IntLit:
		c.outside(n.warns(want), e, valueLimit, types.Exactly(g.Value), want.Range)
	}
	return got
}

func (c *checker) narrowIntLit(n narrowing, e syntax.Node, got types.Type, want types.IntLit) types.Type {
	if g, ok := got.(types.Int); ok && c.outside(n.warns(want), e, valueLimit, g.Range, types.Exactly(want.Value)) {
		return got
	}
	return want
}

func (c *checker) narrowString(n narrowing, e syntax.Node, got types.Type, want types.String) types.Type {
	switch g := got.(type) {
	case types.String:
		if c.outside(n.warns(want), e, lengthLimit, g.Length, want.Length) {
			return got
		}
		c.overlap(e, lengthLimit, g.Length, want.Length)
		return types.NewString(positive(g.Length.Intersect(want.Length)), "", want.Flags)
	case types.StringLit:
		c.outside(n.warns(want), e, lengthLimit, types.Exactly(types.Length(g.Value)), want.Length)
		if c.s.mismatches(want.Pattern, g.Value) {
			c.either(n.warns(want), e, "BCP416", "found '%s', wanted a string that matches '%s'", typeName(g), want.Pattern)
		}
	}
	return got
}

// patterned is a pattern and a text, and matched what types.Matches says of them.
type (
	patterned struct{ pattern, text string }
	matched   struct{ match, known bool }
)

// mismatches reports whether a text is known not to match a pattern. A value is
// compared more than once.
func (s *session) mismatches(pattern, text string) bool {
	if pattern == "" {
		return false
	}
	m, ok := s.matched[patterned{pattern, text}]
	if !ok {
		m.match, m.known = types.Matches(pattern, text)
		s.matched[patterned{pattern, text}] = m
	}
	return m.known && !m.match
}

func (c *checker) narrowStringLit(n narrowing, e syntax.Node, got types.Type, want types.StringLit) types.Type {
	if g, ok := got.(types.String); ok && c.outside(n.warns(want), e, lengthLimit, g.Length, types.Exactly(types.Length(want.Value))) {
		return got
	}
	return want
}
