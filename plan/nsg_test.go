package plan

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/intent"
)

// TestSecurityRulesHold checks every group of many environments, in every
// cloud, against what Azure and the security baseline demand.
func TestSecurityRulesHold(t *testing.T) {
	clouds := []string{"location: eastus2\n", "location: usgovvirginia\ncloud: AzureUSGovernment\n", "location: chinaeast2\ncloud: AzureChinaCloud\n"}
	groups := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		src := "apiVersion: amlsec/v1\nname: fraud\n" + clouds[r.IntN(3)] + randomNetwork(r)[len(head):]
		if r.IntN(2) == 0 {
			src += "  scoring: {allowFrom: [10.7.0.0/16], tls: {secret: scoring-tls, cname: score.contoso.example}}\n"
		}
		if r.IntN(4) == 0 {
			src += "  loadBalancer: public\n"
		}
		in, diags := intent.Parse("intent.yaml", []byte(src))
		if in == nil {
			t.Fatalf("seed %d: %v\n%s", seed, diags.Err(), src)
		}
		p, _ := Build(in)
		if p == nil {
			continue
		}
		for _, g := range p.Network.NSGs {
			groups++
			if problem := checkGroup(p, g); problem != "" {
				t.Errorf("seed %d: %s: %s", seed, g.Purpose, problem)
			}
		}
	}
	if groups < 200 {
		t.Errorf("only %d groups", groups)
	}
}

// longestDescription is how long the description of a rule may be, with the
// full stop that is added.
const longestDescription = 139

// checkGroup is what is wrong with a group, empty if nothing is.
func checkGroup(p *Plan, g NSG) string {
	if n := len(g.Rules); n == 0 || !slices.ContainsFunc(g.Rules, isDenyAllInbound) {
		return "no rule denies the rest of what comes in"
	}
	at := map[string]bool{}
	for i, r := range g.Rules {
		key := fmt.Sprintf("%t %d", r.Inbound, r.Priority)
		switch {
		case r.Priority < 100 || r.Priority > lastPriority || at[key]:
			return fmt.Sprintf("%s: priority %d is taken or out of range", r.Name, r.Priority)
		case slices.ContainsFunc(g.Rules[:i], func(o NSGRule) bool { return o.Name == r.Name }):
			return r.Name + " is there twice"
		case r.Why == "" || r.From == "" || r.Protocol == "" || len(r.Ports) == 0:
			return r.Name + " lacks a reason, an origin, a protocol or ports"
		case len(r.Why) > longestDescription:
			return r.Name + " has a reason that is too long for Azure"
		case isOpen(r) && g.Purpose != PurposeBastion && p.Intent.Inference.LoadBalancer.V != "public":
			return r.Name + " admits the Internet"
		}
		at[key] = true
		for _, peer := range []Peer{r.Source, r.Destination} {
			if problem := checkPeer(p.Cloud, peer); problem != "" {
				return r.Name + ": " + problem
			}
		}
	}
	return ""
}

func isDenyAllInbound(r NSGRule) bool {
	return r.Inbound && !r.Allow && r.Source.Tag == "*" && r.Destination.Tag == "*" && r.Protocol == "*" && r.Priority == lastPriority
}

func isOpen(r NSGRule) bool {
	wide := r.Source.Tag == "*" || r.Source.Tag == "Internet" || slices.ContainsFunc(r.Source.Prefixes, func(p netip.Prefix) bool { return p.Bits() < 8 })
	return r.Inbound && r.Allow && wide
}

// checkPeer wants exactly one form, and a tag that the cloud has.
func checkPeer(cloud string, p Peer) string {
	forms := 0
	for _, is := range []bool{p.Tag != "", len(p.Prefixes) > 0, p.Param != ""} {
		if is {
			forms++
		}
	}
	switch {
	case forms != 1:
		return fmt.Sprintf("%d forms in one peer", forms)
	case p.Tag == "" || p.Tag == "*":
		return ""
	case !hasTag(cloud, p.Tag):
		return "there is no service tag " + p.Tag + " in " + cloud
	}
	i := slices.IndexFunc(serviceTags(), func(s serviceTag) bool { return s.name == p.Tag })
	if p.Regional && !serviceTags()[i].regional {
		return p.Tag + " has no regions"
	}
	return ""
}

// TestTags wants the table sorted, and none of the names that pages of
// Microsoft spell wrongly.
func TestTags(t *testing.T) {
	if !slices.IsSortedFunc(serviceTags(), func(a, b serviceTag) int { return cmp.Compare(a.name, b.name) }) {
		t.Error("the tags are out of order")
	}
	for _, trap := range []string{"Frontdoor.FirstParty", "Keyvault", "AzureKubernetesService"} {
		if hasTag(cloudPublic, trap) {
			t.Errorf("%s is no service tag", trap)
		}
	}
}

// ruleNamed is the rule of a group by purpose and name, nil if there is none.
func ruleNamed(p *Plan, purpose Purpose, name string) *NSGRule {
	for _, g := range p.Network.NSGs {
		for i := range g.Rules {
			if g.Purpose == purpose && g.Rules[i].Name == name {
				return &g.Rules[i]
			}
		}
	}
	return nil
}

// TestScoringRule checks what callers outside the network may reach.
func TestScoringRule(t *testing.T) {
	const tls = ", tls: {secret: scoring-tls, cname: score.contoso.example}"
	for _, tt := range []struct{ name, body, to, port string }{
		{"none", "inference: {scoring: {tls: {secret: s, cname: a.example}}}\n", "", ""},
		{"whole subnet", "inference: {scoring: {allowFrom: [10.60.0.0/16]" + tls + "}}\n", "[10.42.4.0/22]", "443"},
		{"without TLS", "inference: {scoring: {allowFrom: [10.60.0.0/16]}}\n", "[10.42.4.0/22]", "80"},
		{"one address", "inference: {scoring: {allowFrom: [10.60.0.0/16], address: 10.42.4.9" + tls + "}}\n", "[10.42.4.9/32]", "443"},
		{"v1", "inference: {attachment: akscompute, scoring: {allowFrom: [10.60.0.0/16]}}\n", "[10.42.0.64/26 10.42.4.0/22]", "80"},
	} {
		p := planned(t, head+tt.body)
		r := ruleNamed(p, PurposeCluster, "AllowScoringFromCallers")
		param := slices.ContainsFunc(p.Params, func(q Param) bool { return q.Name == symScoringSources })
		switch {
		case tt.to == "" && (r != nil || param):
			t.Errorf("%s: got a rule or a parameter for callers, wanted none", tt.name)
		case tt.to == "":
		case r == nil || !param:
			t.Errorf("%s: no rule or no parameter for callers", tt.name)
		case fmt.Sprint(r.Destination.Prefixes) != tt.to || r.Ports[0] != tt.port || r.Source.Param != symScoringSources:
			t.Errorf("%s: got %v port %v from %v, wanted %s port %s", tt.name, r.Destination.Prefixes, r.Ports, r.Source, tt.to, tt.port)
		}
	}
}

// TestRestrictedEgress checks what may leave, by subnet and cloud.
func TestRestrictedEgress(t *testing.T) {
	restricted := "network: {egress: {rules: restricted}}\n"
	gov := "apiVersion: amlsec/v1\nname: fraud\nlocation: usgovvirginia\ncloud: AzureUSGovernment\n" + restricted
	china := "apiVersion: amlsec/v1\nname: fraud\nlocation: chinaeast2\ncloud: AzureChinaCloud\n" + restricted
	for _, tt := range []struct {
		src     string
		purpose Purpose
		rule    string
		want    bool
	}{
		{head, PurposeCluster, "DenyAllOutbound", false},
		{head + restricted, PurposeCluster, "DenyAllOutbound", true},
		{head + restricted, PurposeEndpoints, "DenyAllOutbound", true},
		{head + restricted, PurposeCluster, "AllowRegistry", true},
		{head + restricted, PurposeTraining, "AllowRegistry", true},
		{head + restricted, PurposeCluster, "AllowApiServer", false},
		{head + restricted + "inference: {cluster: {private: false, authorizedIpRanges: [203.0.113.0/24]}}\n", PurposeCluster, "AllowApiServer", true},
		{head + restricted, PurposeCluster, "AllowApiServerUdp", false},
		{head + restricted + "inference: {cluster: {private: false, authorizedIpRanges: [203.0.113.0/24]}}\n", PurposeCluster, "AllowApiServerUdp", true},
		{head + restricted, PurposeCluster, "AllowBatch", false},
		{head + restricted, PurposeTraining, "AllowBatch", true},
		{head + restricted, PurposeTraining, "AllowMachineLearningUdp", true},
		{head + restricted, PurposeCluster, "AllowMonitor", false},
		{head + restricted + "workspace: {monitor: {privateLinkScope: false}}\n", PurposeCluster, "AllowMonitor", true},
		{head + restricted, PurposeCluster, "AllowKeyVault", false},
		{head + restricted + "workspace: {isolation: {highBusinessImpact: true}}\n", PurposeCluster, "AllowKeyVault", true},
		{head + restricted, PurposeCluster, "AllowFrontDoorFirstParty", true},
		{gov, PurposeCluster, "AllowFrontDoorFirstParty", false},
		{gov, PurposeTraining, "AllowFrontDoor", true},
		{china, PurposeTraining, "AllowFrontDoor", false},
		{china, PurposeCluster, "AllowMonitor", true},
		{head + "network: {egress: {rules: restricted}, privateDns: {servers: [10.42.9.4]}}\n", PurposeCluster, "AllowDns", true},
		{head + restricted, PurposeCluster, "AllowDns", false},
	} {
		if got := ruleNamed(planned(t, tt.src), tt.purpose, tt.rule) != nil; got != tt.want {
			t.Errorf("%s: %s %s: got %t, want %t", tt.src, tt.purpose, tt.rule, got, tt.want)
		}
	}
}

// TestPodsPassTheSubnet wants pods of an overlay in the rules of the nodes.
func TestPodsPassTheSubnet(t *testing.T) {
	for plugin, want := range map[string]string{"overlay": "[10.42.4.0/22 10.244.0.0/16]", "azure": "[10.42.4.0/22]"} {
		p := planned(t, head+"inference: {cluster: {network: {plugin: "+plugin+"}}}\n")
		r := ruleNamed(p, PurposeCluster, "AllowNodesAndPods")
		if r == nil || fmt.Sprint(r.Source.Prefixes) != want || fmt.Sprint(r.Destination.Prefixes) != want {
			t.Errorf("%s: got %+v, want %s", plugin, r, want)
		}
	}
}

// TestRegistryRule wants one rule for registries, that of the source article:
// in the region, but for the extension, whose images come from others.
func TestRegistryRule(t *testing.T) {
	restricted := head + "network: {egress: {rules: restricted}}\n"
	for _, tt := range []struct {
		src      string
		purpose  Purpose
		regional bool
	}{
		{restricted, PurposeTraining, true},
		{restricted, PurposeCluster, false},
		{restricted + "inference: {attachment: akscompute}\n", PurposeCluster, true},
	} {
		p := planned(t, tt.src)
		r := ruleNamed(p, tt.purpose, "AllowRegistry")
		if r == nil || r.Destination.Tag != "AzureContainerRegistry" || r.Destination.Regional != tt.regional || r.Origin.Source != pageInferencing {
			t.Errorf("%s: got %+v, want the tag in the region: %t", tt.src, r, tt.regional)
		}
		for _, g := range p.Network.NSGs {
			n := 0
			for _, r := range g.Rules {
				if r.Destination.Tag == "AzureContainerRegistry" {
					n++
				}
			}
			if n > 1 {
				t.Errorf("%s: %s has %d rules for registries", tt.src, g.Symbol, n)
			}
		}
	}
}

// TestBuildPorts wants the ports that image builds need, not those of notebooks
// and RStudio.
func TestBuildPorts(t *testing.T) {
	p := planned(t, head+"network: {egress: {rules: restricted, path: firewall}}\n")
	tcp, udp := ruleNamed(p, PurposeTraining, "AllowMachineLearning"), ruleNamed(p, PurposeTraining, "AllowMachineLearningUdp")
	if fmt.Sprint(tcp.Ports, udp.Ports) != "[443] [5831]" {
		t.Errorf("got %v and %v", tcp.Ports, udp.Ports)
	}
	for _, r := range p.Network.Firewall.Network {
		if slices.Contains(r.Ports, "8787") || slices.Contains(r.Ports, "18881") {
			t.Errorf("%s: got %v", r.Name, r.Ports)
		}
	}
}

// TestAPIServerPorts wants security group and firewall to let out to the same
// ports of a public API server.
func TestAPIServerPorts(t *testing.T) {
	p := planned(t, head+"network: {egress: {rules: restricted, path: firewall}}\ninference: {cluster: {private: false, authorizedIpRanges: [203.0.113.0/24]}}\n")
	for name, group := range map[string]string{"api-server": "AllowApiServer", "api-server-udp": "AllowApiServerUdp"} {
		r := ruleNamed(p, PurposeCluster, group)
		i := slices.IndexFunc(p.Network.Firewall.Network, func(f FirewallRule) bool { return f.Name == name })
		if r == nil || i < 0 {
			t.Fatalf("no rule %s or %s", name, group)
		}
		f := p.Network.Firewall.Network[i]
		if !slices.Equal(r.Ports, f.Ports) || !strings.EqualFold(r.Protocol, f.Protocols[0]) || r.Destination.Tag != "AzureCloud" || f.Tags[0].Tag != "AzureCloud" {
			t.Errorf("%s: got %+v and %+v", name, r, f)
		}
	}
}
