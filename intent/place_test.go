package intent

import "testing"

// TestPlace checks where fields stand, written or not.
func TestPlace(t *testing.T) {
	in, diags := Parse("intent.yaml", []byte(`apiVersion: amlsec/v1
name: fraud
location: eastus2
network:
  egress: {path: firewall}
inference:
  cluster:
    localAccounts: true
    adminGroups:
      - 44444444-4444-4444-4444-444444444444
    pools:
      system: {count: 3}
`))
	if in == nil {
		t.Fatal(diags.Err())
	}
	for _, tt := range []struct {
		path      string
		line, col int
		exact     bool
	}{
		{"network.egress.path", 5, 18, true},
		{"network.egress", 5, 3, true},
		{"network.egress.rules", 5, 3, false},
		{"network.access", 4, 1, false},
		{"inference.cluster.localAccounts", 8, 20, true},
		{"inference.cluster.adminGroups", 10, 9, true},
		{"inference.cluster.pools", 11, 5, true},
		{"inference.scoring.tls", 6, 1, false},
		{"workspace.isolation.highBusinessImpact", 2, 7, false},
		{"no.such.field", 2, 7, false},
		{"name.more", 2, 7, false},
		{"", 2, 7, false},
	} {
		at, exact := in.Place(tt.path)
		if at.Start.Line != tt.line || at.Start.Col != tt.col || exact != tt.exact {
			t.Errorf("%q is at %v, %t; wanted %d:%d, %t", tt.path, at, exact, tt.line, tt.col, tt.exact)
		}
	}
}
