package plan

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
)

// head begins every intent of these tests.
const head = "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n"

// planned builds a text that must be planned.
func planned(t testing.TB, src string) *Plan {
	t.Helper()
	p, diags := built(t, src)
	if p == nil {
		t.Fatalf("%s\n%v", src, diags.Err())
	}
	return p
}

// built builds a text that must be read.
func built(t testing.TB, src string) (*Plan, diag.List) {
	t.Helper()
	in, diags := intent.Parse("intent.yaml", []byte(src))
	if in == nil {
		t.Fatalf("%s\n%v", src, diags.Err())
	}
	return Build(in)
}

// layout is the subnets as "purpose prefix" lines.
func layout(p *Plan) string {
	var b strings.Builder
	for _, s := range p.Network.Subnets {
		fmt.Fprintf(&b, "%s %s\n", s.Purpose, s.Prefix)
	}
	return b.String()
}

func TestLayouts(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"minimal", "", "endpoints 10.42.0.0/26\ntraining 10.42.1.0/24\ncluster 10.42.4.0/22\n"},
		{"everything", "network: {bastion: true, egress: {path: firewall}}\ninference: {attachment: akscompute}\n",
			"endpoints 10.42.0.0/26\nloadBalancer 10.42.0.64/26\nbastion 10.42.0.128/26\nfirewall 10.42.0.192/26\ntraining 10.42.1.0/24\ncluster 10.42.4.0/22\n"},
		{"managed endpoint", "inference: {target: managedOnlineEndpoint}\n", "endpoints 10.42.0.0/26\n"},
		{"pods in the subnet", "inference: {cluster: {network: {plugin: azure}, pools: {system: {count: 50}}}}\n",
			"endpoints 10.42.0.0/26\ntraining 10.42.1.0/24\ncluster 10.42.16.0/20\n"},
		{"around one given", "network: {subnets: {training: {prefix: 10.42.0.0/24}}}\n",
			"training 10.42.0.0/24\nendpoints 10.42.1.0/26\ncluster 10.42.4.0/22\n"},
		{"two prefixes", "network: {virtualNetwork: {addressPrefixes: [10.1.0.0/24, 10.9.0.0/22]}}\n",
			"training 10.1.0.0/25\nendpoints 10.1.0.128/27\ncluster 10.9.0.0/23\n"},
		{"small", "network: {virtualNetwork: {addressPrefixes: [10.1.0.0/25]}}\n",
			"cluster 10.1.0.0/26\nendpoints 10.1.0.64/27\ntraining 10.1.0.96/28\n"},
	} {
		if got := layout(planned(t, head+tt.body)); got != tt.want {
			t.Errorf("%s: got\n%swant\n%s", tt.name, got, tt.want)
		}
	}
}

// TestNothingMoves wants subnets to stay where they are when others come.
func TestNothingMoves(t *testing.T) {
	at := map[Purpose]netip.Prefix{}
	for _, body := range []string{
		"", "network: {bastion: true}\n", "network: {egress: {path: firewall}}\n", "inference: {attachment: akscompute}\n",
		"profile: dev\n", "workspace: {storage: {endpoints: [blob, file, queue, table, dfs]}, imageBuild: {maxNodes: 40}}\n",
		"inference: {target: managedOnlineEndpoint}\n", "inference: {cluster: {pools: {system: {count: 3}, big: {count: 100}}}}\n",
	} {
		for _, s := range planned(t, head+body).Network.Subnets {
			if was, ok := at[s.Purpose]; ok && was != s.Prefix {
				t.Errorf("%q: %s moved from %s to %s", body, s.Purpose, was, s.Prefix)
			}
			at[s.Purpose] = s.Prefix
		}
	}
}

// TestRandomLayouts plans random networks: whatever is planned lies inside the
// network, apart from everything else, holds what is put there, and is planned
// the same way again. What is refused has a reason.
func TestRandomLayouts(t *testing.T) {
	plans := 0
	for seed := range uint64(600) {
		src := randomNetwork(rand.New(rand.NewPCG(seed, 3)))
		in, diags := intent.Parse("intent.yaml", []byte(src))
		if in == nil {
			t.Fatalf("seed %d: %v\n%s", seed, diags.Err(), src)
		}
		p, diags := Build(in)
		if p == nil {
			if !diags.HasErrors() {
				t.Fatalf("seed %d: no plan, and no reason\n%s", seed, src)
			}
			continue
		}
		plans++
		checkLayout(t, seed, p)
		if again, _ := Build(in); !reflect.DeepEqual(p.Network, again.Network) {
			t.Fatalf("seed %d: another plan the second time", seed)
		}
	}
	if plans < 100 {
		t.Errorf("only %d networks were planned", plans)
	}
}

func checkLayout(t *testing.T, seed uint64, p *Plan) {
	t.Helper()
	subnets := p.Network.Subnets
	for i, s := range subnets {
		if !containsAny(p.Network.VNet.Prefixes, s.Prefix) {
			t.Errorf("seed %d: %s %s is outside %v", seed, s.Purpose, s.Prefix, p.Network.VNet.Prefixes)
		}
		if s.Usable < s.Needed || s.Usable != usable(s.Prefix) {
			t.Errorf("seed %d: %s %s has %d addresses for %d", seed, s.Purpose, s.Prefix, s.Usable, s.Needed)
		}
		if s.Purpose.azureName() != "" && s.Prefix.Bits() > smallestOfAzure {
			t.Errorf("seed %d: %s is a /%d", seed, s.Purpose, s.Prefix.Bits())
		}
		for _, o := range subnets[:i] {
			if o.Prefix.Overlaps(s.Prefix) {
				t.Errorf("seed %d: %s %s overlaps %s %s", seed, s.Purpose, s.Prefix, o.Purpose, o.Prefix)
			}
		}
	}
}

// randomNetwork writes an intent with a network of random size and needs.
func randomNetwork(r *rand.Rand) string {
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	base := fmt.Sprintf("10.%d.%d.0", 20+r.IntN(200), 4*r.IntN(64))
	space := []string{netip.PrefixFrom(netip.MustParseAddr(base), 16+r.IntN(10)).Masked().String()}
	if r.IntN(3) == 0 {
		space = append(space, fmt.Sprintf("192.168.%d.0/24", r.IntN(256)))
	}
	subnet := ""
	if r.IntN(3) == 0 {
		p := netip.PrefixFrom(netip.MustParseAddr(base), 20+r.IntN(9)).Masked()
		subnet = fmt.Sprintf("  subnets: {%s: {prefix: %s}}\n", pick("endpoints", "training", "cluster"), p)
	}
	return head + fmt.Sprintf("network:\n  virtualNetwork: {addressPrefixes: [%s]}\n%s  bastion: %s\n  egress: {path: %s, rules: %s}\n",
		strings.Join(space, ", "), subnet, pick("true", "false"), pick("natGateway", "loadBalancer", "firewall"), pick("default", "restricted")) +
		fmt.Sprintf("workspace: {imageBuild: {maxNodes: %d}, monitor: {privateLinkScope: %s}}\n", 1+r.IntN(100), pick("true", "false")) +
		fmt.Sprintf("inference:\n  attachment: %s\n  cluster:\n    network: {plugin: %s, podCidr: 172.18.0.0/16}\n    pools: {system: {count: %d}, cpu: {min: 3, max: %d, maxPods: %d}}\n",
			pick("kubernetes", "akscompute"), pick("overlay", "azure"), 3+r.IntN(3), 3+r.IntN(60), 30+r.IntN(60))
}

// TestHintsHelp follows the hint of an error: the range it names is accepted.
func TestHintsHelp(t *testing.T) {
	for _, tt := range []struct{ code, body, from string }{
		{"AML201", "network: {subnets: {training: {prefix: PREFIX}}}\n", "10.9.0.0/24"},
		{"AML202", "network: {subnets: {endpoints: {prefix: 10.42.4.0/26}, cluster: {prefix: PREFIX}}}\n", "10.42.4.0/22"},
		{"AML214", "network: {subnets: {cluster: {prefix: PREFIX}}}\n", "10.42.4.0/29"},
		{"AML216", "network: {bastion: true, subnets: {bastion: {prefix: PREFIX}}}\n", "10.42.8.0/27"},
	} {
		_, diags := built(t, head+strings.ReplaceAll(tt.body, "PREFIX", tt.from))
		hint := hintOf(t, diags, tt.code)
		word := strings.Fields(strings.TrimPrefix(hint, "the next free range is "))[0]
		planned(t, head+strings.ReplaceAll(tt.body, "PREFIX", strings.TrimSuffix(word, ",")))
	}
}

func hintOf(t *testing.T, diags diag.List, code string) string {
	t.Helper()
	for _, d := range diags {
		if d.Code == code {
			return d.Hint
		}
	}
	t.Fatalf("no %s: %v", code, diags)
	return ""
}

// TestRangeHints follows the hints for two ranges at once.
func TestRangeHints(t *testing.T) {
	network := "network: {virtualNetwork: {addressPrefixes: [10.0.0.0/8]}}\n"
	_, diags := built(t, head+network)
	if got, want := hintOf(t, diags, "AML203"), "write inference.cluster.network.serviceCidr: 172.16.0.0/16, and dnsServiceIp: 172.16.0.10"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := hintOf(t, diags, "AML204"), "write inference.cluster.network.podCidr: 172.18.0.0/16"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	planned(t, head+network+"inference: {cluster: {network: {serviceCidr: 172.16.0.0/16, dnsServiceIp: 172.16.0.10, podCidr: 172.18.0.0/16}}}\n")
}

// FuzzRanges builds intents with any ranges: nothing panics, and a plan that
// comes out is sound.
func FuzzRanges(f *testing.F) {
	f.Add("10.42.0.0/16", "10.42.4.0/22", "10.0.0.0/16", "10.0.0.10", "10.244.0.0/16")
	f.Add("0.0.0.0/2", "255.255.255.248/29", "128.0.0.0/13", "128.0.0.1", "64.0.0.0/24")
	f.Add("192.168.0.0/29", "192.168.0.0/29", "192.168.0.0/32", "192.168.0.0", "10.0.0.0/24")
	f.Fuzz(func(t *testing.T, vnet, cluster, service, dns, pods string) {
		for _, s := range []string{vnet, cluster, service, dns, pods} {
			if strings.ContainsAny(s, "\n\r:#{}[],&*!|>'\"%@`") {
				t.Skip() // it would be another field
			}
		}
		src := head + fmt.Sprintf("network: {virtualNetwork: {addressPrefixes: [%s]}, subnets: {cluster: {prefix: %s}}}\n"+
			"inference: {cluster: {network: {serviceCidr: %s, dnsServiceIp: %s, podCidr: %s}}}\n", vnet, cluster, service, dns, pods)
		in, _ := intent.Parse("intent.yaml", []byte(src))
		if in == nil {
			return
		}
		if p, _ := Build(in); p != nil {
			checkLayout(t, 0, p)
		}
	})
}
