package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// applicationHosts are the hosts that the firewall lets out from a subnet, with
// "/http" behind those that may be called on port 80 too.
func applicationHosts(p *Plan, from Purpose) []string {
	var hosts []string
	for _, s := range p.Network.Subnets {
		for _, r := range p.Network.Firewall.Application {
			if s.Purpose != from || !slices.Contains(r.Sources, s.Prefix) {
				continue
			}
			for _, h := range r.Hosts {
				text := h.Text
				if h.StorageSuffix {
					text += storageSuffix(p.Cloud)
				}
				if r.HTTP {
					text += "/http"
				}
				hosts = append(hosts, text)
			}
		}
	}
	return hosts
}

// TestHostsByCloud wants, in each cloud, the hosts of the policy add-on, of
// image builds and of Microsoft's registry.
func TestHostsByCloud(t *testing.T) {
	const firewall = "network: {egress: {path: firewall}}\n"
	builds := "pytorch.org *.pytorch.org archive.ubuntu.com/http security.ubuntu.com/http mcr.microsoft.com *.data.mcr.microsoft.com"
	for _, tt := range []struct{ head, cluster, training, not string }{
		{head, "data.policy.core.windows.net store.policy.core.windows.net dc.services.visualstudio.com", builds, "mcr.azure.cn"},
		{"apiVersion: amlsec/v1\nname: fraud\nlocation: usgovvirginia\ncloud: AzureUSGovernment\n", "data.policy.azure.us store.policy.azure.us", builds, "mcr.azure.cn"},
		{"apiVersion: amlsec/v1\nname: fraud\nlocation: chinaeast2\ncloud: AzureChinaCloud\n", "data.policy.azure.cn store.policy.azure.cn", builds + " mcr.azure.cn *.data.mcr.azure.cn", "data.policy.azure.us"},
	} {
		p := planned(t, tt.head+firewall)
		cluster, training := applicationHosts(p, PurposeCluster), applicationHosts(p, PurposeTraining)
		for _, h := range strings.Fields(tt.cluster) {
			if !slices.Contains(cluster, h) {
				t.Errorf("%s: nodes may not call %s", p.Cloud, h)
			}
		}
		for _, h := range strings.Fields(tt.training) {
			if !slices.Contains(training, h) {
				t.Errorf("%s: computes may not call %s", p.Cloud, h)
			}
		}
		if slices.Contains(training, tt.not) || slices.Contains(cluster, tt.not) && p.Cloud != cloudChina {
			t.Errorf("%s: %s is of another cloud", p.Cloud, tt.not)
		}
	}
}

// TestFirewallLetsAskServers wants a rule for DNS servers outside the network
// alone: those inside are not behind the firewall.
func TestFirewallLetsAskServers(t *testing.T) {
	const zone = "inference: {cluster: {privateDnsZone: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg/providers/Microsoft.Network/privateDnsZones/privatelink.eastus2.azmk8s.io}}\n"
	for servers, want := range map[string]string{
		"[10.1.0.4, 10.42.9.4, 10.1.0.5]": "[10.1.0.4/32 10.1.0.5/32] [TCP UDP] [53]",
		"[10.42.9.4]":                     "none",
		"[168.63.129.16]":                 "none",
	} {
		p := planned(t, head+"network: {egress: {path: firewall}, privateDns: {servers: "+servers+"}}\n"+zone)
		got := "none"
		for _, r := range p.Network.Firewall.Network {
			if r.Name == "dns" {
				got = fmt.Sprint(r.Tags[0].Prefixes, r.Protocols, r.Ports)
			}
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", servers, got, want)
		}
	}
}

// TestNoHostsOfExtension wants the reader told where no list is published.
func TestNoHostsOfExtension(t *testing.T) {
	const china = "apiVersion: amlsec/v1\nname: fraud\nlocation: chinaeast2\ncloud: AzureChinaCloud\n"
	for _, tt := range []struct {
		src  string
		want bool
	}{
		{china + "network: {egress: {path: firewall}}\n", true},
		{china + "network: {egress: {path: firewall}}\ninference: {attachment: akscompute}\n", false},
		{china, false},
		{head + "network: {egress: {path: firewall}}\n", false},
	} {
		got := slices.ContainsFunc(planned(t, tt.src).Prerequisites, func(o Origin) bool { return strings.Contains(o.Why, "no list of its hosts is published") })
		if got != tt.want {
			t.Errorf("%s: got %t, want %t", tt.src, got, tt.want)
		}
	}
}
