package plan

import (
	"slices"
	"strings"
	"testing"
)

// TestServers checks which DNS servers are refused or doubted, by where they
// are and who keeps the zones.
func TestServers(t *testing.T) {
	const (
		zone    = "inference: {cluster: {privateDnsZone: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg/providers/Microsoft.Network/privateDnsZones/privatelink.eastus2.azmk8s.io}}\n"
		central = "zones: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg, "
		managed = "inference: {target: managedOnlineEndpoint}\n"
		open    = "inference: {cluster: {private: false}}\n"
		vnet    = "virtualNetwork: {existing: " + exampleGroup + "/Microsoft.Network/virtualNetworks/spoke, addressPrefixes: [10.60.0.0/16]}, "
		unknown = "virtualNetwork: {existing: " + exampleGroup + "/Microsoft.Network/virtualNetworks/spoke}, " +
			"subnets: {endpoints: {existing: pe, prefix: 10.60.0.0/26}, training: {existing: tr}, cluster: {existing: aks}}, "
	)
	for _, tt := range []struct{ name, network, servers, body, codes, says string }{
		{"ours, outside", "", "servers: [10.1.0.4]", "", "AML235 AML236", "linked to this network alone"},
		{"ours, outside, own zone", "", "servers: [10.1.0.4]", zone, "AML236", "linked to this network alone"},
		{"ours, outside, central", "", central + "servers: [10.1.0.4]", zone, "AML236", "is not connected to the new virtual network"},
		{"ours, outside, elsewhere", "", "zones: none, servers: [10.1.0.4]", zone, "AML236", "is not connected to the new virtual network"},
		{"ours, inside", "", "servers: [10.42.9.4]", "", "AML236", "where nothing answers"},
		{"Azure's", "", "servers: [168.63.129.16]", "", "", ""},
		{"ours, outside, public API server", "", central + "servers: [10.1.0.4]", open, "AML236", "is not connected"},
		{"managed endpoint", "", central + "servers: [10.1.0.4]", managed, "", ""},
		{"managed endpoint, zones made here", "", "servers: [10.1.0.4]", managed, "AML236", "linked to this network alone"},
		{"existing, inside", vnet, "servers: [10.60.9.4]", "", "", ""},
		{"existing, one outside", vnet, "servers: [10.60.9.4, 10.1.0.4]", "", "AML235 AML236", "DNS server 10.1.0.4"},
		{"existing, outside, central", vnet, central + "servers: [10.1.0.4]", zone, "", ""},
		{"unknown space, in a subnet", unknown, "servers: [10.60.0.9]", "", "", ""},
		{"unknown space", unknown, "servers: [10.60.9.4]", "", "AML235 AML236", "DNS server 10.60.9.4"},
	} {
		_, diags := built(t, head+"network: {"+tt.network+"privateDns: {"+tt.servers+"}}\n"+tt.body)
		var codes []string
		for _, d := range diags {
			if d.Code == "AML235" || d.Code == "AML236" {
				codes = append(codes, d.Code)
				if !strings.Contains(d.Msg, tt.says) && d.Code == "AML236" {
					t.Errorf("%s: got %q, want %q", tt.name, d.Msg, tt.says)
				}
			}
		}
		slices.Sort(codes)
		if got := strings.Join(codes, " "); got != tt.codes {
			t.Errorf("%s: got %q, want %q: %v", tt.name, got, tt.codes, diags.Err())
		}
	}
}

// TestServersNeedTheZone wants the reader told to link the zone of the API
// server to the network of servers outside.
func TestServersNeedTheZone(t *testing.T) {
	const zone = "inference: {cluster: {privateDnsZone: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg/providers/Microsoft.Network/privateDnsZones/privatelink.eastus2.azmk8s.io}}\n"
	for server, want := range map[string]bool{"10.1.0.4": true, "10.42.9.4": false} {
		p := planned(t, head+"network: {privateDns: {servers: ["+server+"]}}\n"+zone)
		got := slices.ContainsFunc(p.Prerequisites, func(o Origin) bool {
			return o.Why == `zone "privatelink.eastus2.azmk8s.io" of the API server is linked to the network of the DNS servers`
		})
		if got != want {
			t.Errorf("%s: got %t, want %t", server, got, want)
		}
	}
}

// TestServerHints wants the zone of the cloud and the region named, and the
// address space asked for where it is not known.
func TestServerHints(t *testing.T) {
	gov := "apiVersion: amlsec/v1\nname: fraud\nlocation: usgovvirginia\ncloud: AzureUSGovernment\nnetwork: {privateDns: {servers: [10.1.0.4]}}\n"
	_, diags := built(t, gov)
	if hint := hintOf(t, diags, "AML235"); !strings.Contains(hint, "privatelink.usgovvirginia.cx.aks.containerservice.azure.us") {
		t.Errorf("got %q", hint)
	}
	unknown := head + "network: {virtualNetwork: {existing: " + exampleGroup + "/Microsoft.Network/virtualNetworks/spoke}, privateDns: {servers: [10.1.0.4]}, " +
		"subnets: {endpoints: {existing: pe}, training: {existing: tr}, cluster: {existing: aks}}}\n"
	_, diags = built(t, unknown)
	if hint := hintOf(t, diags, "AML235"); !strings.Contains(hint, "addressPrefixes") {
		t.Errorf("got %q", hint)
	}
}
