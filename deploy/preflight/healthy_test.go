package preflight_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/deploy/preflight"
)

// TestHealthy wants nothing to fail where a golden case deploys; only what cannot
// be known at all is not run.
func TestHealthy(t *testing.T) {
	files, err := filepath.Glob("../../testdata/golden/*/main.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(filepath.Dir(file))
		t.Run(name, func(t *testing.T) {
			s := setUp(t, name)
			results := s.run()
			open := slices.DeleteFunc(slices.Clone(results), func(r preflight.Result) bool { return r.Status == preflight.Passed })
			if len(open) != 1 || open[0].Check != "name/deleted-workspace" || open[0].Status != preflight.NotRun {
				t.Errorf("%d of %d:\n%s", len(open), len(results), show(open))
			}
			if strings.Contains(fmt.Sprintf("%+v", results), "planted") {
				t.Error("a secret is told")
			}
		})
	}
}

// TestSame wants two runs to tell the same, in the same order.
func TestSame(t *testing.T) {
	s := setUp(t, "existing-vnet")
	if first, again := s.run(), s.run(); !slices.Equal(first, again) {
		t.Error("the results of a second run differ")
	}
}
