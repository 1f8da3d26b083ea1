package plan

import (
	"cmp"
	"slices"
	"testing"
)

// TestRegionsSorted wants the table in order, each name once.
func TestRegionsSorted(t *testing.T) {
	order := []string{cloudPublic, cloudUSGov, cloudChina}
	sorted := slices.IsSortedFunc(regions(), func(a, b region) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.cloud), slices.Index(order, b.cloud)), cmp.Compare(a.name, b.name))
	})
	if !sorted {
		t.Error("the regions are out of order")
	}
	seen := map[string]bool{}
	for _, r := range regions() {
		if seen[r.name] || r.display == "" || !slices.Contains(order, r.cloud) {
			t.Errorf("%q is there twice, or without cloud or display name", r.name)
		}
		seen[r.name] = true
	}
}
