package plan

import (
	"slices"
	"strings"
	"testing"
)

// TestSubnetsInTurn wants every subnet made here to wait for the one before it,
// and what is put into one for the last: in a network of ours, and in an
// existing one of the same group, whose own subnets nobody waits for.
func TestSubnetsInTurn(t *testing.T) {
	const everything = "  bastion: true\n  egress: {path: firewall}\n"
	existing := "  virtualNetwork: {existing: " + exampleGroup + "/Microsoft.Network/virtualNetworks/spoke, addressPrefixes: [10.60.0.0/16]}\n"
	const own = "deployment: {resourceGroup: net-rg}\n"
	for _, tt := range []struct {
		name, src string
		made      int
	}{
		{"minimal", head, 3},
		{"everything", head + "network:\n" + everything, 5},
		{"service endpoints", head + "network: {access: serviceEndpoints}\n", 3},
		{"own group", head + "network:\n" + existing + own, 3},
		{"own group, some exist", head + "network:\n" + existing + everything + "  subnets: {training: {existing: snet-training, prefix: 10.60.1.0/24}}\n" + own, 4},
		{"other group", head + "network:\n" + existing, 0},
	} {
		p := planned(t, tt.src)
		main := newScope("main.bicep", p.Params, p.nodes())
		var before []string
		for _, s := range p.Network.Subnets {
			if s.Existing {
				if len(s.After) > 0 {
					t.Errorf("%s: %s exists and waits for %v", tt.name, s.Symbol, s.After)
				}
				continue
			}
			if n := len(before); n > 0 && !slices.Equal(s.After, before[n-1:]) {
				t.Errorf("%s: %s waits for %v, not for %s", tt.name, s.Symbol, s.After, before[n-1])
			}
			before = append(before, s.Symbol)
		}
		if len(before) != tt.made {
			t.Errorf("%s: %d subnets are made, want %d: %v", tt.name, len(before), tt.made, before)
		}
		for _, n := range p.nodes() {
			inSubnet := slices.ContainsFunc(n.refs, func(s string) bool { return slices.Contains(before, s) })
			if inSubnet && !main.reaches(n.resource.Symbol, before[len(before)-1]) {
				t.Errorf("%s: %s does not wait for the last subnet", tt.name, n.resource.Symbol)
			}
		}
	}
}

// TestVerifyFindsParallelSubnets wants subnets of one network in an order, in
// main.bicep and in modules.
func TestVerifyFindsParallelSubnets(t *testing.T) {
	p := planned(t, head)
	p.Network.Subnets[1].After = nil
	if err := p.Verify(); err == nil || !strings.Contains(err.Error(), `subnets "endpointsSubnet" and "trainingSubnet" of one network do not wait`) {
		t.Errorf("main.bicep: got %v", err)
	}
	p = planned(t, head+"network: {virtualNetwork: {existing: "+exampleGroup+"/Microsoft.Network/virtualNetworks/spoke, addressPrefixes: [10.60.0.0/16]}}\n")
	p.Modules[0].Subnets[2].After = nil
	if err := p.Verify(); err == nil || !strings.Contains(err.Error(), `virtual-network.bicep: subnets`) {
		t.Errorf("module: got %v", err)
	}
}
