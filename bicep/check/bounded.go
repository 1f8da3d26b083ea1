package check

import "github.com/amlsec/amlsec/bicep/types"

// Limits of how many parts the name of a type may have: maxTypeSize, or
// smallTypeSize once maxBulk parts were counted in all.
const (
	maxTypeSize   = 50_000
	smallTypeSize = 500
	maxBulk       = 20_000_000
)

// bounded replaces a type that has become too large to reason about, which
// takes a few doublings, by any.
func (c *checker) bounded(t types.Type) types.Type {
	size := maxTypeSize
	if c.s.bulk > maxBulk {
		size = smallTypeSize
	}
	left := size
	measure(t, &left)
	c.s.bulk += size - left
	if left < 0 {
		return types.Any{}
	}
	return t
}

// measure counts the parts of a type that its name spells.
func measure(t types.Type, left *int) {
	if *left--; *left < 0 {
		return
	}
	switch t := t.(type) {
	case *types.Array:
		measure(t.Item, left)
	case *types.Tuple:
		for _, it := range t.Items {
			measure(it, left)
		}
	case *types.Union:
		for _, m := range t.Members {
			measure(m, left)
		}
	case *types.Lambda:
		for _, p := range t.Params {
			measure(p, left)
		}
		measure(t.Returns, left)
	case *types.Object:
		*left -= len(t.Name) / 32
	case *types.Discriminated:
		*left -= len(t.Name) / 32
	case types.StringLit:
		*left -= len(t.Value) / 1024
	}
}
