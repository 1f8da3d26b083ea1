package armsim_test

import (
	"os"
	"testing"

	"github.com/amlsec/amlsec/internal/armsim"
)

// BenchmarkFull deploys the largest golden case in simulated time as it is by
// default, polled without rest.
func BenchmarkFull(b *testing.B) {
	template, err := os.ReadFile("../../testdata/golden/full/main.json")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		sim := armsim.Start(armsim.Options{})
		c := newClient(b, sim)
		c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(string(template)))
		if d := c.wait(mainOf(sim)); d.Properties.ProvisioningState != "Succeeded" {
			b.Fatalf("%s", d.Properties.Error)
		}
		sim.Close()
	}
}
