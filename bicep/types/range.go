package types

import "math"

// Range limits an integer, or a length. The zero value has no limits. A limit
// that is stated counts even when it excludes nothing: Bicep warns when a
// parameter with @minLength(0) meets a property with a minimum of 1, but not
// when a parameter without the decorator does.
type Range struct {
	Min, Max       int64
	HasMin, HasMax bool
}

// AtLeast is the range from n up.
func AtLeast(n int64) Range { return Range{Min: n, HasMin: true} }

// AtMost is the range up to n.
func AtMost(n int64) Range { return Range{Max: n, HasMax: true} }

// Between is the range from lo to hi, both included.
func Between(lo, hi int64) Range { return Range{Min: lo, Max: hi, HasMin: true, HasMax: true} }

// Exactly is the range of n alone.
func Exactly(n int64) Range { return Between(n, n) }

// Contains reports whether n is within r.
func (r Range) Contains(n int64) bool {
	return (!r.HasMin || r.Min <= n) && (!r.HasMax || n <= r.Max)
}

// Above reports whether all of r is greater than all of other.
func (r Range) Above(other Range) bool { return r.HasMin && other.HasMax && r.Min > other.Max }

// Below reports whether all of r is less than all of other.
func (r Range) Below(other Range) bool { return other.Above(r) }

// Intersect returns what is in both; the two must not be disjoint.
func (r Range) Intersect(other Range) Range {
	if other.HasMin && (!r.HasMin || other.Min > r.Min) {
		r.Min, r.HasMin = other.Min, true
	}
	if other.HasMax && (!r.HasMax || other.Max < r.Max) {
		r.Max, r.HasMax = other.Max, true
	}
	return r
}

// touches reports whether r and other overlap or abut, so that their union is
// a range too.
func (r Range) touches(other Range) bool {
	return r.lo() <= inc(other.hi()) && other.lo() <= inc(r.hi())
}

// hull returns the smallest range that holds both.
func (r Range) hull(other Range) Range {
	return newRange(min(r.lo(), other.lo()), max(r.hi(), other.hi()))
}

// newRange makes a limit at the end of the domain no limit at all.
func newRange(lo, hi int64) Range {
	r := Range{HasMin: lo != math.MinInt64, HasMax: hi != math.MaxInt64}
	if r.HasMin {
		r.Min = lo
	}
	if r.HasMax {
		r.Max = hi
	}
	return r
}

func (r Range) lo() int64 {
	if r.HasMin {
		return r.Min
	}
	return math.MinInt64
}

func (r Range) hi() int64 {
	if r.HasMax {
		return r.Max
	}
	return math.MaxInt64
}

func inc(n int64) int64 {
	if n == math.MaxInt64 {
		return n
	}
	return n + 1
}

// compare orders ranges by their lower limit, then by their upper one, a
// stated limit before none.
func (r Range) compare(other Range) int {
	if r.HasMin != other.HasMin || r.Min != other.Min {
		return compareLimits(r.Min, r.HasMin, other.Min, other.HasMin)
	}
	return compareLimits(r.Max, r.HasMax, other.Max, other.HasMax)
}

func compareLimits(a int64, hasA bool, b int64, hasB bool) int {
	switch {
	case hasA && !hasB:
		return -1
	case !hasA && hasB:
		return 1
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
