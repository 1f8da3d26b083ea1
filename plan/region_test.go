package plan

import (
	"cmp"
	"slices"
	"testing"

	"github.com/amlsec/amlsec/diag"
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

// TestRegionsWithoutWorkspaces wants a doubt about regions that the page of the
// clouds gives no workspaces, and none about those that have them.
func TestRegionsWithoutWorkspaces(t *testing.T) {
	for location, want := range map[string]bool{
		"chinanorth3\ncloud: AzureChinaCloud":     true,
		"chinaeast2\ncloud: AzureChinaCloud":      false,
		"usgovtexas\ncloud: AzureUSGovernment":    true,
		"usgovvirginia\ncloud: AzureUSGovernment": false,
		"eastus2": false,
	} {
		_, diags := built(t, "apiVersion: amlsec/v1\nname: fraud\nlocation: "+location+"\n")
		got := slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == "AML106" })
		if got != want {
			t.Errorf("%s: got %t, want %t", location, got, want)
		}
	}
}
