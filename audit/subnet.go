package audit

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// subnets are all subnets that the template describes, in their networks or as
// resources of their own. Rest leads from the value to the properties.
func (a *auditor) subnets() []subject {
	var list []subject
	for _, v := range a.created(typeVNet) {
		for _, s := range subjects(v, "properties.subnets[*]") {
			s.rest = "properties."
			list = append(list, s)
		}
	}
	for _, s := range a.created(typeSubnet) {
		list = append(list, subject{resource: s, value: s.Body, rest: "properties."})
	}
	return list
}

// subnetsByID are subnets by their ids. A description as a resource of its own comes
// last: it is the later one.
func subnetsByID(subnets []subject) map[string]subject {
	byID := map[string]subject{}
	for _, s := range subnets {
		id := s.resource.ID
		if s.prefix != "" {
			id += "/subnets/" + s.name()
		}
		byID[strings.ToLower(id)] = s
	}
	return byID
}

// platformSubnet excuses subnets that Azure wants without a security group.
func platformSubnet(_ *auditor, s subject) bool {
	name := s.name()
	return slices.ContainsFunc([]string{"AzureFirewallSubnet", "AzureFirewallManagementSubnet", "GatewaySubnet", "RouteServerSubnet"},
		func(n string) bool { return strings.EqualFold(n, name) })
}

// managedNetwork excuses computes of a workspace whose managed network they
// are in: they cannot name a subnet.
func managedNetwork(a *auditor, s subject) bool {
	w := a.byID(parentOf(strings.ToLower(typeCompute), strings.ToLower(s.resource.ID)))
	if w == nil {
		return false
	}
	mode := at(w.Body, "properties.managedNetwork.isolationMode")
	return same(mode, text("AllowInternetOutbound")) || same(mode, text("AllowOnlyApprovedOutbound"))
}

// checkWayOut wants the subnets of nodes to have the way out that the cluster
// relies on; without it nodes have none, or Azure's default.
func (a *auditor) checkWayOut(_ rule, cluster *snapshot.Resource) []verdict {
	var needs string
	switch strings.ToLower(plain(at(cluster.Body, "properties.networkProfile.outboundType"))) {
	case "userdefinedrouting":
		needs = "routeTable"
	case "userassignednatgateway":
		needs = "natGateway"
	default:
		return nil
	}
	var list []verdict
	seen := map[string]bool{}
	for _, f := range cluster.Find("properties.agentPoolProfiles[*].vnetSubnetID") {
		id := plain(f.Value)
		if id == "" || seen[id] {
			continue
		}
		seen[id] = true
		list = append(list, a.wayOutOf(id, needs)...)
	}
	return list
}

func (a *auditor) wayOutOf(id, needs string) []verdict {
	s, here := a.subnet[strings.ToLower(id)]
	if !here {
		return []verdict{unknownBecause("the subnet " + lastSegment(id) + " is not in the template, and outboundType needs its " + needs)}
	}
	if !snapshot.Missing(at(s.value, s.rest+needs+".id")) {
		return nil
	}
	return []verdict{{broken, "the subnet " + s.name() + " has no " + needs + ", which outboundType relies on"}}
}
