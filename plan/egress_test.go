package plan

import (
	"slices"
	"strings"
	"testing"
)

// TestWaysOut checks what each way out attaches to the subnets that start
// connections, and that the endpoints' subnet has none.
func TestWaysOut(t *testing.T) {
	for _, tt := range []struct{ path, outbound, training, cluster string }{
		{"natGateway", "userAssignedNATGateway", "natGateway", "natGateway"},
		{"loadBalancer", "loadBalancer", "natGateway", ""},
		{"firewall", "userDefinedRouting", "routeTable", "routeTable"},
		{"appliance, appliance: 10.1.0.4", "userDefinedRouting", "routeTable", "routeTable"},
	} {
		p := planned(t, head+"network: {egress: {path: "+tt.path+"}}\n")
		if p.Network.OutboundType != tt.outbound {
			t.Errorf("%s: outbound type %s, want %s", tt.path, p.Network.OutboundType, tt.outbound)
		}
		for _, s := range p.Network.Subnets {
			want := map[Purpose]string{PurposeTraining: tt.training, PurposeCluster: tt.cluster}[s.Purpose]
			if got := s.NAT.Symbol + s.Routes.Symbol; got != want {
				t.Errorf("%s: subnet %s leaves by %q, want %q", tt.path, s.Purpose, got, want)
			}
		}
	}
}

// TestNoWayOut wants nothing for environments without computes of their own.
func TestNoWayOut(t *testing.T) {
	p := planned(t, head+"inference: {target: managedOnlineEndpoint}\n")
	if n := p.Network; n.NAT != nil || n.Routes != nil || n.Firewall != nil || n.OutboundType != "" || len(n.PublicIPs) > 0 {
		t.Errorf("got a way out: %+v", n)
	}
}

// TestOwnersWayOut wants what exists left to its owner.
func TestOwnersWayOut(t *testing.T) {
	p := planned(t, head+`network:
  virtualNetwork: {existing: `+exampleGroup+`/Microsoft.Network/virtualNetworks/spoke, addressPrefixes: [10.60.0.0/16]}
  subnets:
    training: {existing: snet-training, prefix: 10.60.1.0/24}
    cluster: {existing: snet-aks, prefix: 10.60.4.0/22}
`)
	if n := p.Network; n.NAT != nil || n.OutboundType != outboundNAT {
		t.Errorf("got NAT gateway %v and outbound type %s", n.NAT, n.OutboundType)
	}
}

// TestFirewallAddress wants the next hop known before the firewall is there.
func TestFirewallAddress(t *testing.T) {
	p := planned(t, head+"network: {egress: {path: firewall}, subnets: {firewall: {prefix: 10.42.9.64/26}}}\n")
	if got := p.Network.Routes.NextHop.String(); got != "10.42.9.68" || p.Network.Firewall.PrivateIP.String() != got {
		t.Errorf("next hop %s, firewall %s", got, p.Network.Firewall.PrivateIP)
	}
	if len(p.Network.NSGs) != 3 || p.Network.Subnets[0].Purpose == PurposeFirewall {
		t.Errorf("the firewall's subnet takes no security group")
	}
}

// TestFirewallRules wants rules that Azure takes, in every cloud: sources in
// the network, one kind of destination, no host that a service tag names.
func TestFirewallRules(t *testing.T) {
	for _, cloud := range []string{"eastus2", "usgovvirginia\ncloud: AzureUSGovernment", "chinaeast2\ncloud: AzureChinaCloud"} {
		p := planned(t, "apiVersion: amlsec/v1\nname: fraud\nlocation: "+cloud+"\nnetwork: {egress: {path: firewall}}\n")
		names := map[string]bool{}
		for _, r := range slices.Concat(p.Network.Firewall.Network, p.Network.Firewall.Application) {
			if names[r.Name] || r.Why == "" || r.From == "" || len(r.Sources) == 0 {
				t.Errorf("%s: %s is there twice, or lacks a reason or a source", cloud, r.Name)
			}
			names[r.Name] = true
			for _, s := range r.Sources {
				if !containsAny(p.Network.VNet.Prefixes, s) {
					t.Errorf("%s: %s: source %s is outside the network", cloud, r.Name, s)
				}
			}
			for _, tag := range r.Tags {
				if problem := checkPeer(p.Cloud, tag); problem != "" {
					t.Errorf("%s: %s: %s", cloud, r.Name, problem)
				}
			}
			if (len(r.Tags) > 0) == (len(r.Hosts)+len(r.FQDNTags) > 0) {
				t.Errorf("%s: %s has tags and hosts, or neither", cloud, r.Name)
			}
		}
	}
}

// TestHosts wants no host in the tables that belongs to another set of its
// cloud, and none of those that the linter of Bicep forbids to spell.
func TestHosts(t *testing.T) {
	for _, set := range hostSets() {
		if set.why == "" || set.source == "" || len(set.hosts) == 0 {
			t.Errorf("%s lacks a reason, a source or hosts", set.name)
		}
		for _, h := range set.hosts {
			for _, url := range []string{"management.azure.com", "core.windows.net", "login.microsoftonline.com", "graph.windows.net", "vault.azure.net", "batch.core", "database.windows.net"} {
				if strings.Contains(h, url) {
					t.Errorf("%s: %s belongs to a service tag", set.name, h)
				}
			}
			if strings.ToLower(h) != h || strings.Count(h, "%") > 1 {
				t.Errorf("%s: %q is no host", set.name, h)
			}
		}
	}
}
