package plan

import (
	"slices"
	"strings"
	"testing"
)

// TestZoneTable wants every service of every cloud to have its zones, five at
// most, and none twice.
func TestZoneTable(t *testing.T) {
	for _, cloud := range []string{cloudPublic, cloudUSGov, cloudChina} {
		names := map[string]string{}
		for _, service := range []string{"amlworkspace", "azuremonitor", "registry", "vault", "blob", "dfs", "file", "queue", "table"} {
			rows := zonesOf(cloud, service)
			if len(rows) == 0 || len(rows) > 5 {
				t.Errorf("%s: %s has %d zones, and a zone group takes 1 to 5", cloud, service, len(rows))
			}
			for _, r := range rows {
				if was, ok := names[r.name(cloud).Example]; ok && was != r.key {
					t.Errorf("%s: zone %s has keys %s and %s", cloud, r.name(cloud).Example, was, r.key)
				}
				names[r.name(cloud).Example] = r.key
			}
		}
	}
	if got := zonesOf(cloudPublic, "vault")[0].text; got != "privatelink.vaultcore.azure.net" {
		t.Errorf("got %s: the suffix of vaults is not that of their zone", got)
	}
}

// TestEndpointsInTurn wants each endpoint to wait for the one before it, that
// of the workspace last, and every zone of a group planned.
func TestEndpointsInTurn(t *testing.T) {
	p := planned(t, head+"workspace: {storage: {endpoints: [blob, file, queue, table, dfs]}}\n")
	for i, e := range p.Endpoints {
		if i > 0 && !slices.Contains(e.After, p.Endpoints[i-1].Symbol) {
			t.Errorf("%s does not wait for %s", e.Symbol, p.Endpoints[i-1].Symbol)
		}
		for _, c := range e.Zones {
			if !slices.ContainsFunc(p.DNS.Zones, func(z DNSZone) bool { return z.Symbol == c.Zone }) {
				t.Errorf("%s: zone %s is not planned", e.Symbol, c.Zone)
			}
		}
	}
	if got := p.Endpoints[len(p.Endpoints)-1].Symbol; got != symWorkspaceEndpoint {
		t.Errorf("%s comes last, want the workspace's", got)
	}
}

// TestEndpoints counts endpoints and zones of the ways to ask for them.
func TestEndpoints(t *testing.T) {
	const central = "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg"
	for _, tt := range []struct {
		name, body               string
		endpoints, zones, linked int
		central                  int
	}{
		{"minimal", "", 6, 10, 10, 0},
		{"no monitor", "workspace: {monitor: {privateLinkScope: false}}\n", 5, 6, 6, 0},
		{"service endpoints", "network: {access: serviceEndpoints}\n", 3, 8, 8, 0},
		{"records elsewhere", "network: {privateDns: {zones: none}}\n", 6, 0, 0, 0},
		{"central", "network: {privateDns: {zones: " + central + "}}\n", 5, 6, 0, 6},
		{"central, with a scope", "network: {privateDns: {zones: " + central + "}}\nworkspace: {monitor: {privateLinkScope: true}}\n", 6, 10, 0, 10},
		{"central, own servers", "network: {privateDns: {zones: " + central + ", servers: [10.42.9.4]}}\n", 5, 6, 0, 0},
		{"own group", "network: {privateDns: {zones: " + central + "}}\ndeployment: {resourceGroup: dns-rg, subscription: 22222222-2222-2222-2222-222222222222}\n", 5, 6, 6, 0},
	} {
		p, b := plannedWith(t, head+tt.body)
		linked := 0
		for _, z := range p.DNS.Zones {
			if z.Linked {
				linked++
			}
		}
		if len(p.Endpoints) != tt.endpoints || len(p.DNS.Zones) != tt.zones || linked != tt.linked || len(b.centralLinks()) != tt.central {
			t.Errorf("%s: got %d endpoints, %d zones, %d linked, %d linked by a module; want %d, %d, %d, %d", tt.name,
				len(p.Endpoints), len(p.DNS.Zones), linked, len(b.centralLinks()), tt.endpoints, tt.zones, tt.linked, tt.central)
		}
	}
}

// plannedWith also returns a builder that looks back on the plan.
func plannedWith(t *testing.T, src string) (*Plan, *builder) {
	t.Helper()
	p := planned(t, src)
	return p, &builder{in: p.Intent, plan: p}
}

// TestServiceEndpoints wants the subnets that storage and vault admit.
func TestServiceEndpoints(t *testing.T) {
	p, b := plannedWith(t, head+"network: {access: serviceEndpoints, bastion: true}\n")
	want := []string{"endpointsSubnet", "trainingSubnet", "clusterSubnet"}
	if got := b.vnetRuleSubnets(); !slices.Equal(got, want) || !slices.Equal(p.Storage.VNetRules, want) {
		t.Errorf("got %v and %v, want %v", got, p.Storage.VNetRules, want)
	}
}

// TestZonesAreLinkedFirst wants a zone group to wait for the links of its
// zones: those of main.bicep, or the module that makes them.
func TestZonesAreLinkedFirst(t *testing.T) {
	const central = "network: {privateDns: {zones: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg}}\n"
	for _, tt := range []struct{ name, body, want string }{
		{"ours", "", "workspaceApiZoneLink notebooksZoneLink"},
		{"central", central, "dnsLinksModule"},
		{"central, own group", central + "deployment: {resourceGroup: dns-rg, subscription: 22222222-2222-2222-2222-222222222222}\n", "workspaceApiZoneLink notebooksZoneLink"},
		{"elsewhere", "network: {privateDns: {zones: none}}\n", ""},
	} {
		p := planned(t, head+tt.body)
		e := p.Endpoints[len(p.Endpoints)-1]
		if got := strings.Join(e.ZonesAfter, " "); got != tt.want {
			t.Errorf("%s: the zone group waits for %q, want %q", tt.name, got, tt.want)
		}
		main := newScope("main.bicep", p.Params, p.nodes())
		for _, link := range e.ZonesAfter {
			if !main.reaches(symAttachment, link) || !main.reaches(symImageBuild, link) {
				t.Errorf("%s: attachment or compute do not wait for %s", tt.name, link)
			}
		}
	}
}

// TestLinkNames wants links in central zones, which other networks have links
// in, to be named by the network, and each link to say whose names it resolves.
func TestLinkNames(t *testing.T) {
	const central = "network: {privateDns: {zones: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg}}\n"
	p := planned(t, head)
	if got := p.DNS.Zones[0].Link; got.Name.Text != "link-fraud" || got.Why != "makes the virtual network resolve the names of the storage account's blob service" {
		t.Errorf("own zone: got %+v", got)
	}
	p = planned(t, head+central)
	got := p.Modules[0].Links[0]
	if got.Name.Hash != (Ref{Symbol: "virtualNetworkId"}) || !strings.HasSuffix(got.Why, "of the storage account's blob service in the central zone") {
		t.Errorf("central zone: got %+v", got)
	}
	p = planned(t, head+central+"deployment: {resourceGroup: dns-rg, subscription: 22222222-2222-2222-2222-222222222222}\n")
	if got := p.DNS.Zones[0].Link.Name.Hash; got != (Ref{Symbol: "virtualNetwork", Path: "id"}) {
		t.Errorf("central zone of the own group: got %+v", got)
	}
}
