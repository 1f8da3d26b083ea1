package plan

import (
	"strings"
	"testing"
)

func TestInWords(t *testing.T) {
	for symbol, want := range map[string]string{
		"endpointsNsg":       "the endpoints NSG",
		"loadBalancerNsg":    "the load balancer NSG",
		"bastionNsg":         "the Bastion NSG",
		"bastion":            "the Bastion host",
		"bastionPublicIp":    "the Bastion host's public IP address",
		"firewall":           "the Azure Firewall",
		"firewallPublicIp":   "the firewall's public IP address",
		"natGatewayPublicIp": "the NAT gateway's public IP address",
		"virtualNetwork":     "the virtual network",
		"logAnalytics":       "the Log Analytics workspace",
	} {
		if got := inWords(symbol); got != want {
			t.Errorf("%s: got %q, want %q", symbol, got, want)
		}
	}
}

// TestNoRawSymbols wants symbols in words wherever a plan speaks of them.
func TestNoRawSymbols(t *testing.T) {
	p := planned(t, head+"network: {bastion: true, egress: {path: firewall}}\ninference: {attachment: akscompute}\n")
	for _, n := range p.nodes() {
		for _, raw := range []string{"PublicIp", "public IP of", "Nsg", "nat gateway", "loadBalancer ", "the bastion"} {
			if strings.Contains(n.resource.Why, raw) {
				t.Errorf("%s: %q holds %q", n.resource.Symbol, n.resource.Why, raw)
			}
		}
	}
}

// TestHonestEndpointRules wants the reader told that Azure applies no rule to
// private endpoints while network policies are off.
func TestHonestEndpointRules(t *testing.T) {
	p := planned(t, head)
	for _, g := range p.Network.NSGs {
		if g.Purpose == PurposeEndpoints && (!strings.Contains(g.Why, "network policies") || g.Origin.Source != pageLink) {
			t.Errorf("got %q from %q", g.Why, g.Origin.Source)
		}
	}
	for _, s := range p.Network.Subnets {
		if s.EndpointPolicies != "Disabled" {
			t.Errorf("%s: policies are %s", s.Symbol, s.EndpointPolicies)
		}
	}
	if r := ruleNamed(p, PurposeCluster, "AllowApiServerFromVirtualNetwork"); r == nil || !strings.Contains(r.Why, "Azure applies no rule to it") {
		t.Errorf("got %+v", r)
	}
}
