package audit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// otherNames are the names of zones in the clouds of the US government and of
// China, by the name in the public one.
// https://learn.microsoft.com/azure/private-link/private-endpoint-dns
func otherNames(zone string) []string {
	switch zone {
	case "privatelink.api.azureml.ms":
		return []string{"privatelink.api.ml.azure.us", "privatelink.api.ml.azure.cn"}
	case "privatelink.notebooks.azure.net":
		return []string{"privatelink.notebooks.usgovcloudapi.net", "privatelink.notebooks.chinacloudapi.cn"}
	case "privatelink.blob.core.windows.net":
		return []string{"privatelink.blob.core.usgovcloudapi.net", "privatelink.blob.core.chinacloudapi.cn"}
	case "privatelink.file.core.windows.net":
		return []string{"privatelink.file.core.usgovcloudapi.net", "privatelink.file.core.chinacloudapi.cn"}
	case "privatelink.vaultcore.azure.net":
		return []string{"privatelink.vaultcore.usgovcloudapi.net", "privatelink.vaultcore.azure.cn"}
	case "privatelink.azurecr.io":
		return []string{"privatelink.azurecr.us", "privatelink.azurecr.cn"}
	}
	return nil
}

// zonesOfGroup are the zones that a zone group of an endpoint must name, by
// the group that the endpoint connects to; nil for groups without a rule.
func zonesOfGroup(group string) []string {
	switch strings.ToLower(group) {
	case "amlworkspace":
		return []string{"privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"}
	case "blob":
		return []string{"privatelink.blob.core.windows.net"}
	case "file":
		return []string{"privatelink.file.core.windows.net"}
	case "vault":
		return []string{"privatelink.vaultcore.azure.net"}
	case "registry":
		return []string{"privatelink.azurecr.io"}
	}
	return nil
}

// isZone compares the name of a zone with a wanted one, in any cloud.
func isZone(name, wanted string) bool {
	return slices.ContainsFunc(append(otherNames(wanted), wanted), func(z string) bool { return strings.EqualFold(name, z) })
}

// checkZones wants zones in the template, linked to the network of the
// resource's endpoints. Of a zone elsewhere nobody can see the links offline.
func (a *auditor) checkZones(r rule, res *snapshot.Resource) []verdict {
	var list []verdict
	endpoints := a.endpointsOf(res.ID)
	for _, w := range r.want {
		list = append(list, a.checkZone(plain(w), endpoints)...)
	}
	return list
}

func (a *auditor) checkZone(wanted string, endpoints []*snapshot.Resource) []verdict {
	linked, here := a.linksOf(wanted)
	switch {
	case here && a.reaches(linked, endpoints, true):
		return nil
	case here && a.reaches(linked, endpoints, false):
		return []verdict{unknownBecause("the zone " + strconv.Quote(wanted) + " or its link is created under a condition")}
	case here:
		return []verdict{{broken, "the zone " + strconv.Quote(wanted) + " is not linked to the virtual network of its private endpoint"}}
	case a.namedElsewhere(wanted, endpoints):
		return []verdict{unknownBecause("the zone " + strconv.Quote(wanted) + " is not in the template, nor are its links")}
	case a.openZones:
		return []verdict{unknownBecause("the names of zones")}
	default:
		return []verdict{{broken, "there is no private DNS zone " + strconv.Quote(wanted)}}
	}
}

// linksOf are the ids of the networks that the zones of a name are linked to,
// with whether that is certain, and whether the template creates such a zone.
func (a *auditor) linksOf(wanted string) (networks map[string]bool, here bool) {
	if networks, read := a.zones[wanted]; read {
		return networks, networks != nil
	}
	for _, z := range a.created(typeZone) {
		if !isZone(lastSegment(z.Name), wanted) {
			continue
		}
		if networks == nil {
			networks = map[string]bool{}
		}
		for _, l := range a.children(z.ID, typeZoneLink) {
			for _, f := range l.Find("properties.virtualNetwork.id") {
				id := strings.ToLower(plain(f.Value))
				networks[id] = networks[id] || z.Conditional == nil && l.Conditional == nil
			}
		}
	}
	a.zones[wanted] = networks
	return networks, networks != nil
}

// reaches reports whether links, or those that are certain, lead to the network
// of every endpoint. With DNS servers of its own, a network asks where those
// are: any link will do.
func (a *auditor) reaches(linked map[string]bool, endpoints []*snapshot.Resource, certain bool) bool {
	links := map[string]bool{}
	for network, sure := range linked {
		if sure || !certain {
			links[network] = true
		}
	}
	return len(links) > 0 && !slices.ContainsFunc(endpoints, func(e *snapshot.Resource) bool {
		network := networkOf(e)
		return network != "" && !links[network] && !a.hasServers(network)
	})
}

func (a *auditor) hasServers(network string) bool {
	vnet := a.byID(network)
	return vnet != nil && !snapshot.Missing(at(vnet.Body, "properties.dhcpOptions.dnsServers[0]"))
}

// namedElsewhere reports whether a zone group of the endpoints names a zone
// that lies elsewhere: one that the template refers to as existing, or that is
// in another resource group. Any other would be missing.
func (a *auditor) namedElsewhere(wanted string, endpoints []*snapshot.Resource) bool {
	for _, e := range endpoints {
		own := strings.ToLower(e.Scope) + "/"
		for _, id := range a.zoneIDs(e) {
			away := a.existing[strings.ToLower(id)] || !strings.HasPrefix(strings.ToLower(id), own)
			if isZone(lastSegment(id), wanted) && away || strings.HasPrefix(id, "[") {
				return true
			}
		}
	}
	return false
}

// zoneIDs are the zones that the zone groups of an endpoint name.
func (a *auditor) zoneIDs(e *snapshot.Resource) []string {
	var ids []string
	for _, g := range a.children(e.ID, typeZoneGroup) {
		ids = append(ids, idsOfGroup(g)...)
	}
	return ids
}

func idsOfGroup(g *snapshot.Resource) []string {
	var ids []string
	for _, f := range g.Find("properties.privateDnsZoneConfigs[*].properties.privateDnsZoneId") {
		if f.Value != nil {
			ids = append(ids, plain(f.Value))
		}
	}
	return ids
}

func openName(list []*snapshot.Resource) bool {
	return slices.ContainsFunc(list, func(r *snapshot.Resource) bool { return strings.Contains(r.Name, "[") })
}

// checkZoneGroup wants a zone group to name the zones of its endpoint's
// service: in others the records would help nobody.
func (a *auditor) checkZoneGroup(_ rule, res *snapshot.Resource) []verdict {
	ids := idsOfGroup(res)
	if slices.ContainsFunc(ids, func(id string) bool { return strings.HasPrefix(id, "[") }) {
		return nil
	}
	e := a.byID(parentOf(strings.ToLower(typeZoneGroup), strings.ToLower(res.ID)))
	if e == nil {
		return nil
	}
	var list []verdict
	for _, c := range connectionsOf(e) {
		for _, g := range c.groups {
			for _, wanted := range zonesOfGroup(g) {
				if !slices.ContainsFunc(ids, func(id string) bool { return isZone(lastSegment(id), wanted) }) {
					list = append(list, verdict{broken, "it does not name the zone " + strconv.Quote(wanted) + " of " + strconv.Quote(g)})
				}
			}
		}
	}
	return list
}
