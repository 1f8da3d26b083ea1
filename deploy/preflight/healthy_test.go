package preflight_test

import (
	"slices"
	"testing"

	"github.com/amlsec/amlsec/deploy/preflight"
)

// TestHealthy wants nothing to fail where a case deploys; only what cannot be
// known at all is not run.
func TestHealthy(t *testing.T) {
	for _, name := range []string{"minimal", "existing-vnet", "central-zones", "subscription-scope", "us-government", "existing-services", "existing-cluster", "full"} {
		t.Run(name, func(t *testing.T) {
			s := setUp(t, name)
			if name == "existing-vnet" {
				s.furnishNetwork()
			}
			results := s.run()
			open := slices.DeleteFunc(slices.Clone(results), func(r preflight.Result) bool {
				return r.Status == preflight.Passed || r.Check == "name/deleted-workspace" && r.Status == preflight.NotRun
			})
			if len(open) > 0 {
				t.Errorf("%d of %d:\n%s", len(open), len(results), show(open))
			}
			if len(of(results, "name/deleted-workspace", preflight.NotRun)) != 1 {
				t.Error("a deleted workspace cannot be known: it is not passed")
			}
			if again := s.run(); !slices.Equal(results, again) {
				t.Error("the results of a second run differ")
			}
		})
	}
}
