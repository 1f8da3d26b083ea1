package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
)

// TestPoolMessages checks what is said of pools: numbers of one, sizes that
// only their names tell about, and proposals that suit the profile.
func TestPoolMessages(t *testing.T) {
	for _, c := range []struct{ name, body, code, msg, hint string }{
		{"one vCPU", "{system: {vmSize: Standard_A1_v2, count: 3}}", "AML509", "has 1 vCPU by its name: at least 4, not burstable, are wanted", "Standard_D4s_v5"},
		{"burstable", "{system: {vmSize: Standard_B8xs_v9, count: 3}}", "AML509", "has 8 vCPUs by its name and is burstable", "Standard_D4s_v5"},
		{"unknown, large enough", "{system: {vmSize: Standard_D8xs_v9, count: 3}}", "AML421", "but its name, which tells 8 vCPUs", "check its memory and"},
		{"unknown altogether", "{system: {vmSize: Standard_X, count: 3}}", "AML421", "so nothing about it can be checked", "check its vCPUs, its memory and"},
		{"one node", "{system: {count: 1}, cpu: {min: 3, max: 6}}", "AML510", "may have 1 node: at least 2 are wanted", "write count: 3"},
		{"one worker", "{system: {count: 3}, cpu: {min: 1, max: 6}}", "AML419", "models have 1 node at the least", "min: 3"},
		{"no system pool", "{cpu: {min: 3, max: 6}}", "AML508", "none named \"system\"", "count: 3}"},
	} {
		wantDiagnostic(t, c.name, head+"inference: {cluster: {pools: "+c.body+"}}\n", c.code, c.msg, c.hint)
	}
	dev := head + "profile: dev\ninference: {cluster: {pools: "
	wantDiagnostic(t, "dev, one node", dev+"{system: {count: 1}, cpu: {min: 1, max: 2}}}}\n", "AML510", "may have 1 node", "write count: 2")
	wantDiagnostic(t, "dev, no system pool", dev+"{cpu: {min: 1, max: 2}}}}\n", "AML508", "none named", "count: 2}")
	v1 := head + "inference: {attachment: akscompute, cluster: {pools: "
	wantDiagnostic(t, "v1, cores by name", v1+"{system: {vmSize: Standard_D5s_v9, count: 2}}}}\n", "AML514", "have 10 cores and 2 nodes at the least", "DevTest")
	if got := codesOf(t, v1+"{system: {vmSize: Standard_D6s_v9, count: 3}}}}\n"); strings.Contains(got, "AML514") {
		t.Errorf("v1, enough cores by name: %s", got)
	}
	if got := codesOf(t, v1+"{system: {vmSize: Standard_X, count: 3}}}}\n"); strings.Contains(got, "AML514") {
		t.Errorf("v1, cores unknown: %s", got)
	}
}

// wantDiagnostic wants a diagnostic of that code with those words.
func wantDiagnostic(t *testing.T, name, src, code, msg, hint string) {
	t.Helper()
	_, diags := build(t, "intent.yaml", []byte(src))
	if !slices.ContainsFunc(diags, func(d diag.Diagnostic) bool {
		return d.Code == code && strings.Contains(d.Msg, msg) && strings.Contains(d.Hint, hint)
	}) {
		t.Errorf("%s: no %s with %q and %q: %v", name, code, msg, hint, diags)
	}
}
