package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/plan"
)

const (
	head = "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n"
	vnet = "network: {virtualNetwork: {existing: " + oneSubscription + "net-rg/providers/Microsoft.Network/virtualNetworks/hub, addressPrefixes: [10.60.0.0/16]}}\n"
)

// planned is the plan of an intent that is not refused.
func planned(t *testing.T, src string) *plan.Plan {
	t.Helper()
	p, diags := build(t, "intent.yaml", []byte(src))
	if p == nil {
		t.Fatalf("refused: %v\n%s", diags.Err(), src)
	}
	if err := p.Verify(); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestServices checks what differs between intents in the workspace and what
// it stands on, as one line each.
func TestServices(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"default", head, "Standard_ZRS Disabled keys=false Identity zones=true isolation=Disabled monitor=Disabled subnets=0"},
		{"dev", head + "profile: dev\n", "Standard_LRS Disabled keys=false Identity zones=false isolation=Disabled monitor=Disabled subnets=0"},
		{"no zones", "apiVersion: amlsec/v1\nname: fraud\nlocation: westus\n", "Standard_LRS Disabled keys=false Identity zones=false isolation=Disabled monitor=Disabled subnets=0"},
		{"v1", head + "inference: {attachment: akscompute}\n", "Standard_ZRS Disabled keys=true AccessKey zones=true isolation=Disabled monitor=Disabled subnets=0"},
		{"service endpoints", head + "network: {access: serviceEndpoints}\n", "Standard_ZRS Enabled keys=false Identity zones=true isolation=Disabled monitor=Disabled subnets=3"},
		{"managed", head + "inference: {target: managedOnlineEndpoint}\n", "Standard_ZRS Disabled keys=false Identity zones=true isolation=AllowOnlyApprovedOutbound monitor=Disabled subnets=0"},
		{"existing network", head + vnet, "Standard_ZRS Disabled keys=false Identity zones=true isolation=Disabled monitor=Enabled subnets=0"},
		{"sku", head + "workspace: {storage: {sku: Standard_RAGZRS}}\n", "Standard_RAGZRS Disabled keys=false Identity zones=true isolation=Disabled monitor=Disabled subnets=0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := planned(t, c.src)
			got := fmt.Sprintf("%s %s keys=%t %s zones=%t isolation=%s monitor=%s subnets=%d",
				p.Storage.SKU, p.Storage.PublicNetworkAccess, p.Storage.SharedKeyAccess, p.Workspace.DatastoreAuth,
				p.Registry.ZoneRedundant, p.Workspace.ManagedNetwork, p.Monitor.Insights.PublicIngestion, len(p.KeyVault.VNetRules))
			if got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if p.Registry.PublicNetworkAccess != "Disabled" || p.Workspace.PublicNetworkAccess != "Disabled" {
				t.Errorf("registry or workspace is public")
			}
		})
	}
}

// TestPools checks sizes and counts of the pools, and what the extension is
// told about them.
func TestPools(t *testing.T) {
	for _, c := range []struct{ name, pools, want, router string }{
		{"production", "", "system Standard_D4s_v5 3 tainted; inference Standard_D8s_v5 3-6", "True FastProd"},
		{"dev", "profile: dev\n", "system Standard_D4s_v5 2 tainted; inference Standard_D4s_v5 1-3", "False DevTest"},
		{"one pool", "inference: {cluster: {pools: {system: {count: 4}}}}\n", "system Standard_D4s_v5 4", "True FastProd"},
		{"scaling system pool", "inference: {cluster: {pools: {system: {min: 3, max: 5}}}}\n", "system Standard_D4s_v5 3-5", "True FastProd"},
		{"only GPUs beside", "inference: {cluster: {pools: {system: {count: 3}, gpu: {vmSize: Standard_NC4as_T4_v3, min: 0, max: 2}}}}\n", "system Standard_D4s_v5 3; gpu Standard_NC4as_T4_v3 0-2 ephemeral", "True FastProd nvidia"},
		{"local disks", "inference: {cluster: {pools: {system: {vmSize: Standard_D4ds_v4, count: 3}}}}\n", "system Standard_D4ds_v4 3 ephemeral", "True FastProd"},
		{"no encryption", "inference: {cluster: {pools: {system: {vmSize: Standard_D4_v3, count: 3}}}}\n", "system Standard_D4_v3 3 unencrypted", "True FastProd"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := planned(t, head+c.pools)
			var pools []string
			for _, pool := range p.Cluster.Pools {
				pools = append(pools, poolLine(pool))
			}
			if got := strings.Join(pools, "; "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if got := routerLine(p.Extension); got != c.router {
				t.Errorf("got router %q, want %q", got, c.router)
			}
		})
	}
}

func poolLine(p plan.Pool) string {
	s := fmt.Sprintf("%s %s %d", p.Name, p.VMSize, p.Count)
	if p.Scales {
		s = fmt.Sprintf("%s %s %d-%d", p.Name, p.VMSize, p.Min, p.Max)
	}
	if len(p.Taints) > 0 {
		s += " tainted"
	}
	if p.OSDiskType == "Ephemeral" {
		s += " ephemeral"
	}
	if !p.EncryptionAtHost {
		s += " unencrypted"
	}
	return s
}

func routerLine(e *plan.Extension) string {
	s := setting(e, "inferenceRouterHA") + " " + setting(e, "clusterPurpose")
	if setting(e, "installNvidiaDevicePlugin") == "True" {
		s += " nvidia"
	}
	return s
}

// setting is the value of a setting, "<symbol.path>" for a reference and
// "none" for one that is not sent.
func setting(e *plan.Extension, name string) string {
	for _, s := range e.Settings {
		switch {
		case s.Name != name:
		case s.Ref.Symbol != "":
			return "<" + strings.TrimSuffix(s.Ref.Symbol+"."+s.Ref.Path, ".") + ">" + s.Suffix
		default:
			return s.Value
		}
	}
	return "none"
}

// TestExtensionSettings checks the settings that depend on the intent, and
// that each stands in the list once.
func TestExtensionSettings(t *testing.T) {
	tls := "inference: {scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}}\n"
	public := strings.Replace(tls, "inference: {", "inference: {loadBalancer: public, ", 1)
	gov := "apiVersion: amlsec/v1\nname: fraud\nlocation: usgovvirginia\ncloud: AzureUSGovernment\n"
	for _, c := range []struct{ name, src, setting, want string }{
		{"http", head, "allowInsecureConnections", "True"},
		{"http", head, "sslSecret", "none"},
		{"https", head + tls, "allowInsecureConnections", "False"},
		{"https", head + tls, "sslSecret", "scoring-tls"},
		{"https", head + tls, "scoringFe.sslSecret", "scoring-tls"},
		{"https", head + tls, "sslCname", "score.contoso.example"},
		{"internal", head, "internalLoadBalancerProvider", "azure"},
		{"internal", head, "scoringFe.serviceType.internalLoadBalancer", "true"},
		{"public", head + public, "internalLoadBalancerProvider", "none"},
		{"public", head + public, "scoringFe.serviceType.internalLoadBalancer", "none"},
		{"cluster", head, "clusterId", "<cluster.id>"},
		{"cluster", head, "cluster_name_friendly", "<cluster.name>"},
		{"region", head, "domain", "<location>.cloudapp.azure.com"},
		{"region", gov, "domain", "<location>.cloudapp.usgovcloudapi.net"},
		{"region", head, "jobSchedulerLocation", "<location>"},
	} {
		p := planned(t, c.src)
		if got := setting(p.Extension, c.setting); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.name, c.setting, got, c.want)
		}
		var names []string
		for _, s := range p.Extension.Settings {
			names = append(names, s.Name)
			if s.Why == "" {
				t.Errorf("%s: nobody says why", s.Name)
			}
		}
		slices.Sort(names)
		if len(slices.Compact(names)) != len(p.Extension.Settings) {
			t.Errorf("%s: a setting is sent twice", c.name)
		}
	}
}

// TestModules checks which modules an intent needs, and what they hold.
func TestModules(t *testing.T) {
	const deployment = "deployment: {resourceGroup: rg-fraud, subscription: 11111111-1111-1111-1111-111111111111}\n"
	zone := func(group string) string {
		return "inference: {cluster: {privateDnsZone: " + group + "/providers/Microsoft.Network/privateDnsZones/privatelink.eastus2.azmk8s.io}}\n"
	}
	registry := func(group string) string {
		return "workspace: {registry: {existing: " + group + "/providers/Microsoft.ContainerRegistry/registries/crshared}}\n"
	}
	for _, c := range []struct{ name, src, want string }{
		{"none", head, ""},
		{"network", head + vnet, "virtual-network.bicep: 3 subnets, 1 roles"},
		{"network, system-assigned", head + vnet + "inference: {cluster: {identity: SystemAssigned}}\n", "virtual-network.bicep: 3 subnets, 0 roles; virtual-network-access.bicep: 0 subnets, 1 roles"},
		{"own network", head + strings.ReplaceAll(vnet, "net-rg", "rg-fraud") + deployment, ""},
		{"zone", head + zone(otherSubscription+"dns-rg"), "api-server-zone.bicep: 0 subnets, 1 roles"},
		{"own zone", head + zone(oneSubscription+"RG-fraud") + deployment, ""},
		{"registry", head + registry(oneSubscription+"shared-rg"), "registry.bicep: 0 subnets, 3 roles"},
		{"own registry", head + registry(oneSubscription+"rg-fraud") + deployment, ""},
		{"central zones", head + "network: {privateDns: {zones: " + otherSubscription + "dns-rg}}\n", "dns-links.bicep: 0 subnets, 0 roles, 6 links"},
		{"central zones, own servers", head + "network: {privateDns: {zones: " + otherSubscription + "dns-rg, servers: [10.42.9.4]}}\n", ""},
		{"cluster", head + vnet + "inference: {cluster: {existing: " + oneSubscription + "aks-rg/providers/Microsoft.ContainerService/managedClusters/shared}}\n",
			"virtual-network.bicep: 2 subnets, 0 roles; cluster.bicep: 0 subnets, 0 roles, extension, trusted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := planned(t, c.src)
			var lines []string
			for _, m := range p.Modules {
				lines = append(lines, moduleLine(m))
			}
			if got := strings.Join(lines, "; "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
			if p.SelfContained() != (c.want == "") {
				t.Errorf("SelfContained is %t", p.SelfContained())
			}
		})
	}
}

func moduleLine(m plan.Module) string {
	s := fmt.Sprintf("%s: %d subnets, %d roles", m.File, len(m.Subnets), len(m.Roles))
	if len(m.Links) > 0 {
		s += fmt.Sprintf(", %d links", len(m.Links))
	}
	if m.Extension != nil {
		s += ", extension"
	}
	if m.Trusted != nil {
		s += ", trusted"
	}
	return s
}

// TestWaits checks what must be there before something else.
func TestWaits(t *testing.T) {
	cluster := planned(t, head).Cluster.After
	for _, want := range []string{"clusterNetworkContributor", "clusterIdentityOperator"} {
		if !slices.Contains(cluster, want) {
			t.Errorf("the cluster does not wait for %s: %v", want, cluster)
		}
	}
	firewall := planned(t, head+"network: {egress: {path: firewall}}\n").Cluster.After
	if !slices.Contains(firewall, "firewall") || !slices.Contains(firewall, "firewallRules") {
		t.Errorf("the cluster does not wait for the firewall: %v", firewall)
	}
	attachment := planned(t, head).Attachment.After
	for _, want := range []string{"workspaceEndpointZones", "extension", "trustedAccess"} {
		if !slices.Contains(attachment, want) {
			t.Errorf("the attachment does not wait for %s: %v", want, attachment)
		}
	}
	later := planned(t, head+"inference: {cluster: {identity: SystemAssigned}}\n")
	if !slices.Contains(later.Extension.After, "clusterNetworkContributor") || later.Cluster.KubeletIdentity != "" {
		t.Errorf("the extension does not wait for the cluster's role: %v", later.Extension.After)
	}
	moved := planned(t, head+vnet)
	if !slices.Contains(moved.Endpoints[0].After, "virtualNetworkModule") || !slices.Contains(moved.ImageBuild.After, "virtualNetworkModule") {
		t.Errorf("endpoints and compute do not wait for their subnets")
	}
	remote := planned(t, head+"workspace: {registry: {existing: "+oneSubscription+"shared-rg/providers/Microsoft.ContainerRegistry/registries/crshared}}\n")
	if !slices.Contains(remote.ImageBuild.After, "registryModule") {
		t.Errorf("image builds do not wait for their role: %v", remote.ImageBuild.After)
	}
}

// TestTrustedAccess checks where the workspace comes in without local accounts.
func TestTrustedAccess(t *testing.T) {
	for _, c := range []struct {
		name, src               string
		trusted, local, attachV bool
	}{
		{"public cloud", head, true, false, false},
		{"local accounts kept", head + "inference: {cluster: {localAccounts: true}}\n", true, true, false},
		{"v1", head + "inference: {attachment: akscompute}\n", false, true, true},
		{"government", "apiVersion: amlsec/v1\nname: fraud\nlocation: usgovvirginia\ncloud: AzureUSGovernment\n", false, true, false},
	} {
		p := planned(t, c.src)
		if (p.Trusted != nil) != c.trusted || p.Cluster.LocalAccounts != c.local || p.Attachment.V1 != c.attachV || (p.Extension == nil) != c.attachV {
			t.Errorf("%s: trusted %t, local accounts %t, v1 %t", c.name, p.Trusted != nil, p.Cluster.LocalAccounts, p.Attachment.V1)
		}
	}
}

// TestDiagnosticsEverywhere wants the logs of every resource made here.
func TestDiagnosticsEverywhere(t *testing.T) {
	p := planned(t, head+"network: {bastion: true, egress: {path: firewall}}\n")
	var scopes []string
	for _, d := range p.Diagnostics {
		scopes = append(scopes, d.Scope)
	}
	for _, want := range []string{"workspace", "blobService", "fileService", "keyVault", "registry", "cluster", "firewall", "bastion", "virtualNetwork", "clusterNsg"} {
		if !slices.Contains(scopes, want) {
			t.Errorf("no logs of %s: %v", want, scopes)
		}
	}
}

// TestPlaces checks that a diagnostic stands at the field that caused it.
func TestPlaces(t *testing.T) {
	for _, c := range []struct {
		name, src, code string
		line, col       int
	}{
		{"value", head + "inference:\n  cluster:\n    publicFqdn: true\n", "AML502", 6, 17},
		{"list", head + "inference:\n  cluster:\n    authorizedIpRanges: [203.0.113.0/24]\n", "AML507", 6, 26},
		{"pool's size", head + "inference:\n  cluster:\n    pools:\n      system: {vmSize: Standard_B4ms, count: 3}\n", "AML509", 7, 24},
		{"a default of a section", head + "inference:\n  attachment: akscompute\n  cluster:\n    pools:\n      system: {count: 2}\n", "AML514", 7, 5},
		{"no field at all", head, "AML402", 2, 7},
	} {
		_, diags := build(t, "intent.yaml", []byte(c.src))
		i := slices.IndexFunc(diags, func(d diag.Diagnostic) bool { return d.Code == c.code })
		if i < 0 || diags[i].Span.Start != (diag.Pos{Line: c.line, Col: c.col}) {
			t.Errorf("%s: want %s at %d:%d: %v", c.name, c.code, c.line, c.col, diags)
		}
	}
}
