package armsim_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/amlsec/amlsec/internal/armsim"
)

// TestConcurrent lets many clients and a test work at once; the race detector judges.
func TestConcurrent(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := newClient(t, sim)
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			path := groupPath(fmt.Sprintf("deployments/d%d", i))
			template := resources(fmt.Sprintf(`"ip": %s`, ip(fmt.Sprintf("ip%d", i), `"properties": {}`)))
			for range 5 {
				for _, request := range []struct{ method, path, body string }{
					{"PUT", path, string(incremental(template))}, {"GET", path, ""}, {"GET", groupPath("deployments"), ""},
					{"GET", inGroup + "/resources", ""}, {"POST", path + "/whatIf", string(incremental(template))},
				} {
					if _, err := c.try(request.method, request.path+"?api-version=2025-04-01", []byte(request.body)); err != nil {
						t.Error(err)
					}
				}
				sim.World.AddExisting(spoke)
				sim.World.Change(spoke, func(body map[string]any) { body["tags"] = map[string]any{"i": i} })
				sim.Faults(armsim.Fault{Phase: "list", Action: armsim.Unavailable})
				_, _ = sim.Deployments(), sim.Requests()
			}
		})
	}
	all.Wait()
	for _, d := range sim.Deployments() {
		if d.State == "Failed" {
			t.Errorf("%s: %v", d.ID, d.Error)
		}
	}
}
