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

func TestNearest(t *testing.T) {
	among := []string{"eastus", "eastus2", "westus"}
	for word, want := range map[string]string{"eastsu2": "eastus2", "eastus": "eastus", "estus": "eastus", "moon": "", "": ""} {
		if got := nearest(word, among); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"eastus", "eastus2", 1}} {
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if got := distance(tt.b, tt.a); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.b, tt.a, got, tt.want)
		}
	}
}
