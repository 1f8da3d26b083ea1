package plan

import (
	"fmt"
	"slices"

	"github.com/amlsec/amlsec/intent"
)

// wantedEndpoint is a private endpoint that the environment needs.
type wantedEndpoint struct {
	// symbol and slug name it; target is the symbol of the service.
	symbol, slug, target string
	// group is the sub-resource.
	group string
	// what names the service in a sentence.
	what string
	// addresses is how many addresses of the subnet it takes: one for each host
	// name of the service.
	addresses int
	from      Origin
}

// wantedEndpoints are the private endpoints in the order of deployment. The
// workspace's comes last: the others need not wait for the workspace.
func (b *builder) wantedEndpoints() []wantedEndpoint {
	ws := b.in.Workspace
	var all []wantedEndpoint
	if b.in.Network.Access.V == "privateEndpoints" {
		for _, e := range storageEndpoints(ws.Storage) {
			all = append(all, wantedEndpoint{symbol: e.V + "Endpoint", slug: e.V, target: symStorage, group: e.V,
				what: "the storage account's " + e.V + " service", addresses: 1, from: origin(e, "")})
		}
		all = append(all, wantedEndpoint{symbol: "vaultEndpoint", slug: "vault", target: symKeyVault, group: "vault",
			what: "the key vault", addresses: 1, from: sectionOrigin(ws.KeyVault.Section, "")})
	}
	all = append(all, wantedEndpoint{symbol: "registryEndpoint", slug: "registry", target: symRegistry, group: "registry",
		what: "the container registry", addresses: 2, from: sectionOrigin(ws.Registry.Section, "")})
	if b.hasPrivateLinkScope() {
		all = append(all, wantedEndpoint{symbol: "monitorEndpoint", slug: "monitor", target: symPrivateLinkScope, group: "azuremonitor",
			what: "Azure Monitor", addresses: 14, from: origin(ws.Monitor.PrivateLinkScope, "")})
	}
	return append(all, wantedEndpoint{symbol: symWorkspaceEndpoint, slug: "workspace", target: symWorkspace, group: "amlworkspace",
		what: "the workspace", addresses: 4, from: sectionOrigin(ws.Section, "")})
}

// storageEndpoints are the storage services asked for, in an order of our own
// and under the path of the list: in which order they are written changes nothing.
func storageEndpoints(s intent.Storage) []intent.String {
	var all []intent.String
	for _, service := range []string{"blob", "file", "queue", "table", "dfs"} {
		if i := slices.IndexFunc(s.Endpoints, func(e intent.String) bool { return e.V == service }); i >= 0 {
			e := s.Endpoints[i]
			e.Path = s.Path + ".endpoints"
			all = append(all, e)
		}
	}
	return all
}

// endpoints decides the private endpoints. Each waits for the one before it:
// endpoints of one subnet that are deployed at once fail one time in three,
// with ReferencedResourceNotProvisioned.
func (b *builder) endpoints() {
	for _, e := range b.wantedEndpoints() {
		p := PrivateEndpoint{
			Resource: Resource{Origin: e.from, Symbol: e.symbol, Name: b.fixedName(kindPrivateEndpoint, e.slug)},
			Subnet:   subnetSymbol(PurposeEndpoints), Target: e.target, GroupID: e.group,
			Zones: b.zoneConfigs(e.group),
		}
		p.ZonesAfter = b.linksOf(p.Zones)
		p.Why = fmt.Sprintf("gives %s a private address in the virtual network", e.what)
		p.Source = pageInferencing
		p.After = b.beforeEndpoint(e)
		b.plan.Endpoints = append(b.plan.Endpoints, p)
	}
}

// beforeEndpoint lists what must be there before an endpoint: the one before
// it, and for the private link scope its last member, as the endpoint's
// records are taken from the members.
func (b *builder) beforeEndpoint(e wantedEndpoint) []string {
	var after []string
	if n := len(b.plan.Endpoints); n > 0 {
		after = append(after, b.plan.Endpoints[n-1].Symbol)
	}
	if s := b.plan.Monitor.PrivateLinkScope; s != nil && e.target == symPrivateLinkScope {
		for _, r := range s.Scoped {
			after = append(after, r.Symbol)
		}
	}
	return after
}

// linksOf are the symbols of what links the zones of a zone group to the
// network: links of this file, or the module with the links of central zones.
func (b *builder) linksOf(configs []ZoneConfig) []string {
	var links []string
	for _, c := range configs {
		for _, z := range b.plan.DNS.Zones {
			if z.Symbol == c.Zone && z.Linked {
				links = append(links, z.Link.Symbol)
			}
		}
	}
	if len(configs) > 0 && len(b.centralLinks()) > 0 {
		links = append(links, symLinksModule)
	}
	return links
}

// zoneConfigs are the entries of a zone group; none where records are kept elsewhere.
func (b *builder) zoneConfigs(group string) []ZoneConfig {
	if b.in.Network.PrivateDNS.Zones.V == "none" {
		return nil
	}
	var configs []ZoneConfig
	for _, row := range zonesOf(b.in.Cloud.V, group) {
		configs = append(configs, ZoneConfig{Name: row.key, Zone: row.symbol()})
	}
	return configs
}
