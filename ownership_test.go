package amlsec_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/plan"
	"github.com/amlsec/amlsec/snapshot"
)

// TestOwned demands that each resource of the golden cases that can have tags
// carries the one that says whose it is, whatever the deployer's tags are.
func TestOwned(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*/main.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("found %d cases: %v", len(files), err)
	}
	for _, file := range files {
		template, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		snap, diags := snapshot.Take(template, snapshot.Options{
			AssumeMissing: true, Parameters: []byte(`{"parameters": {"tags": {"value": {"amlsec-environment": "another", "cost": "1"}}}}`),
		})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		owned := 0
		for _, r := range snap.Resources {
			typ, known := bicep.Schemas().Lookup(r.Type, r.APIVersion)
			if r.Existing || !known {
				continue
			}
			if _, taggable := types.PropertyAt(typ, "tags"); !taggable {
				continue
			}
			owned++
			for _, found := range r.Find("tags['" + plan.OwnerTag + "']") {
				if name, ok := found.Value.(snapshot.String); !ok || name == "another" || name == "" {
					t.Errorf("%s: %s %s: owned by %v", file, r.Type, r.Name, found.Value)
				}
			}
		}
		if owned < 10 {
			t.Errorf("%s: only %d resources can have tags", file, owned)
		}
	}
}
