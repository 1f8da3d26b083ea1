package plan

import (
	"slices"
	"strings"
	"testing"
)

// TestPrivateLinkScope checks where a private link scope is planned unasked,
// and what is said about it.
func TestPrivateLinkScope(t *testing.T) {
	const (
		central = "network: {privateDns: {zones: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg}}\n"
		vnet    = "network: {virtualNetwork: {existing: " + exampleGroup + "/Microsoft.Network/virtualNetworks/spoke, addressPrefixes: [10.60.0.0/16]}}\n"
		yes     = "workspace: {monitor: {privateLinkScope: true}}\n"
		no      = "workspace: {monitor: {privateLinkScope: false}}\n"
		china   = "apiVersion: amlsec/v1\nname: fraud\nlocation: chinaeast2\ncloud: AzureChinaCloud\n"
	)
	for _, tt := range []struct {
		name, src string
		want      bool
		codes     string
	}{
		{"ours", head, true, ""},
		{"ours, not asked for", head + no, false, "AML413"},
		{"existing network", head + vnet, false, "AML413"},
		{"existing network, asked for", head + vnet + yes, true, ""},
		{"central zones", head + central, false, "AML413"},
		{"central zones, asked for", head + central + yes, true, "AML427"},
		{"records elsewhere", head + "network: {privateDns: {zones: none}}\n", true, "AML426"},
		{"China", china + central + yes, false, "AML416"},
	} {
		p, diags := built(t, tt.src)
		if p == nil {
			t.Fatalf("%s: %v", tt.name, diags.Err())
		}
		if got := p.Monitor.PrivateLinkScope != nil; got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.name, got, tt.want)
		}
		var codes []string
		for _, d := range diags {
			if slices.Contains([]string{"AML413", "AML416", "AML426", "AML427"}, d.Code) {
				codes = append(codes, d.Code)
			}
		}
		if got := strings.Join(codes, " "); got != tt.codes {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.codes)
		}
	}
}
