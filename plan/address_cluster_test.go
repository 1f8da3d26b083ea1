package plan

import (
	"strings"
	"testing"
)

// TestPodRangeOfOneNode wants one thing counted in the singular.
func TestPodRangeOfOneNode(t *testing.T) {
	_, diags := built(t, head+"inference: {cluster: {network: {podCidr: 10.244.0.0/24}}}\n")
	for _, d := range diags {
		if d.Code == "AML213" && strings.Contains(d.Msg, "holds 1 node with a /24 each") {
			return
		}
	}
	t.Errorf("got %v", diags)
}
