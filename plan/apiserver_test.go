package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/plan"
)

// codesOf are the codes that an intent yields, in order and each once.
func codesOf(t *testing.T, src string) string {
	t.Helper()
	_, diags := build(t, "intent.yaml", []byte(src))
	var codes []string
	for _, d := range diags {
		codes = append(codes, d.Code)
	}
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), " ")
}

// TestCallersOfTheAPIServer checks that the nodes' own address is among the
// callers of a public API server, or that somebody is told to add it.
func TestCallersOfTheAPIServer(t *testing.T) {
	const public = "  scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}\n  cluster: {private: false, authorizedIpRanges: [203.0.113.0/24]}\n"
	inNetwork := "network: {virtualNetwork: {existing: " + oneSubscription + "rg-fraud/providers/Microsoft.Network/virtualNetworks/hub, addressPrefixes: [10.60.0.0/16]}, subnets: {cluster: {existing: snet-aks, prefix: 10.60.16.0/20}}}\n"
	for _, c := range []struct{ name, src, egress, codes string }{
		{"NAT gateway", head + "inference:\n" + public, "natGatewayPublicIp", "AML404"},
		{"firewall", head + "network: {egress: {path: firewall}}\ninference:\n" + public, "firewallPublicIp", "AML404"},
		{"balancer", head + "network: {egress: {path: loadBalancer}}\ninference:\n" + public, "", "AML404 AML412"},
		{"appliance", head + "network: {egress: {path: appliance, appliance: 10.1.0.4}}\ninference:\n" + public, "", "AML232 AML404 AML428"},
		{"owner's subnet", head + inNetwork + "inference:\n" + public, "", "AML404 AML413 AML428"},
		{"v1", head + "inference:\n  attachment: akscompute\n" + public, "natGatewayPublicIp", "AML404 AML408 AML429"},
		{"everybody", head + "inference:\n" + strings.Replace(public, "203.0.113.0/24", "0.0.0.0/0", 1), "natGatewayPublicIp", "AML404 AML405"},
		{"private", head + "inference:\n  scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}\n", "", ""},
	} {
		p := planned(t, c.src)
		if got := p.Cluster.API.EgressIP; got != c.egress {
			t.Errorf("%s: the nodes' address is %q, want %q", c.name, got, c.egress)
		}
		if got := codesOf(t, c.src); got != c.codes {
			t.Errorf("%s: got %s, want %s", c.name, got, c.codes)
		}
		told := slices.ContainsFunc(p.Prerequisites, func(o plan.Origin) bool { return strings.Contains(o.Why, "authorizedIpRanges holds") })
		if want := strings.Contains(c.codes, "AML428") || strings.Contains(c.codes, "AML429"); told != want {
			t.Errorf("%s: told of a caller before the deployment: %t, want %t", c.name, told, want)
		}
	}
}

// TestPrivateCallers refuses ranges from which nobody reaches a public address.
func TestPrivateCallers(t *testing.T) {
	for _, r := range []string{"10.60.0.0/16", "172.31.0.0/16", "192.168.1.7/32", "100.64.0.0/10", "169.254.1.0/24", "127.0.0.1/32", "240.0.0.0/8"} {
		src := fmt.Sprintf("%sinference: {cluster: {private: false, authorizedIpRanges: [203.0.113.0/24, %s]}}\n", head, r)
		if got := codesOf(t, src); !strings.Contains(got, "AML520") {
			t.Errorf("%s: got %s", r, got)
		}
	}
	for _, r := range []string{"0.0.0.0/32", "172.32.0.0/16", "203.0.113.7/32"} {
		src := fmt.Sprintf("%sinference: {cluster: {private: false, authorizedIpRanges: [%s]}}\n", head, r)
		if got := codesOf(t, src); strings.Contains(got, "AML520") {
			t.Errorf("%s: got %s", r, got)
		}
	}
}

// TestPublicBalancer wants HTTPS where everybody can call.
func TestPublicBalancer(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"without certificate", head + "inference: {loadBalancer: public}\n", "AML402 AML519"},
		{"v1, without certificate", head + "inference: {attachment: akscompute, loadBalancer: public}\n", "AML402 AML408 AML519"},
		{"with certificate", head + "inference: {loadBalancer: public, scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}}\n", "AML403"},
	} {
		if got := codesOf(t, c.src); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
