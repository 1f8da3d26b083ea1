package preflight

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

const (
	pageRights     = "https://learn.microsoft.com/azure/machine-learning/v1/how-to-secure-inferencing-vnet"
	pageOperations = "https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations"
	pageEndpoints  = "https://learn.microsoft.com/azure/private-link/rbac-permissions"
)

// The kinds of rights, which are checks of their own.
const (
	rightDeploy   = "rights/deploy"
	rightWrite    = "rights/write"
	rightNetwork  = "rights/network-join"
	rightSubnet   = "rights/subnet-join"
	rightZone     = "rights/zone-join"
	rightLink     = "rights/link"
	rightIdentity = "rights/identity-assign"
	rightEndpoint = "rights/endpoint-approval"
	rightRole     = "rights/role-assignment"
)

// need is an action that the deployment takes on something.
type need struct {
	check  string
	scope  string // where rights on it are looked up
	action string
	path   string // the origin of what takes it
}

// linked is a right on another resource, which Azure demands of whoever writes
// a resource that names it.
type linked struct {
	check string
	// typ writes the id at path; keys: the ids are the names of members.
	typ, path string
	keys      bool
	// action is what is done to the other; it starts with the type of the other
	// when it starts with a slash.
	action string
}

// anyType stands for all types.
const anyType = ""

// links are the rights on what a resource names.
// https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
func links() []linked {
	const (
		subnet   = "Microsoft.Network/virtualNetworks/subnets/join/action"
		address  = "Microsoft.Network/publicIPAddresses/join/action"
		identity = "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"
	)
	return []linked{
		{rightSubnet, typeEndpoint, "properties.subnet.id", false, subnet},
		{rightSubnet, typeCluster, "properties.agentPoolProfiles[*].vnetSubnetID", false, subnet},
		{rightSubnet, typeCluster, "properties.apiServerAccessProfile.subnetId", false, subnet},
		{rightSubnet, typeCompute, "properties.properties.subnet.id", false, subnet},
		{rightSubnet, typeFirewall, "properties.ipConfigurations[*].properties.subnet.id", false, subnet},
		{rightSubnet, typeBastion, "properties.ipConfigurations[*].properties.subnet.id", false, subnet},
		{rightNetwork, typeZoneLink, "properties.virtualNetwork.id", false, "Microsoft.Network/virtualNetworks/join/action"},
		{rightZone, typeZoneGroup, "properties.privateDnsZoneConfigs[*].properties.privateDnsZoneId", false, "Microsoft.Network/privateDnsZones/join/action"},
		{rightLink, typeSubnet, "properties.networkSecurityGroup.id", false, "Microsoft.Network/networkSecurityGroups/join/action"},
		{rightLink, typeSubnet, "properties.routeTable.id", false, "Microsoft.Network/routeTables/join/action"},
		{rightLink, typeSubnet, "properties.natGateway.id", false, "Microsoft.Network/natGateways/join/action"},
		{rightLink, typeNAT, "properties.publicIpAddresses[*].id", false, address},
		{rightLink, typeFirewall, "properties.ipConfigurations[*].properties.publicIPAddress.id", false, address},
		{rightLink, typeFirewall, "properties.firewallPolicy.id", false, "Microsoft.Network/firewallPolicies/join/action"},
		{rightLink, typeBastion, "properties.ipConfigurations[*].properties.publicIPAddress.id", false, address},
		{rightLink, typeDiagnostics, "properties.workspaceId", false, "Microsoft.OperationalInsights/workspaces/sharedKeys/action"},
		{rightIdentity, anyType, "identity.userAssignedIdentities", true, identity},
		{rightIdentity, typeCluster, "properties.identityProfile.kubeletidentity.resourceId", false, identity},
		{rightEndpoint, typeEndpoint, "properties.privateLinkServiceConnections[*].properties.privateLinkServiceId", false, "/PrivateEndpointConnectionsApproval/action"},
	}
}

// writeAction is the action that writes a resource of a type.
func writeAction(typ string) string {
	if strings.EqualFold(typ, typeGroup) {
		return "Microsoft.Resources/subscriptions/resourceGroups/write"
	}
	return typ + "/write"
}

// needs are all actions that the deployment takes, each once for its scope and
// check; the first resource that takes it counts.
func (w *world) needs() []need {
	var all []need
	seen := map[[3]string]bool{}
	add := func(n need) {
		key := [3]string{n.check, strings.ToLower(n.scope), strings.ToLower(n.action)}
		if !seen[key] {
			seen[key] = true
			all = append(all, n)
		}
	}
	for _, n := range w.deployNeeds() {
		add(n)
	}
	for _, r := range w.created {
		check := rightWrite
		if strings.EqualFold(r.Type, typeRole) {
			check = rightRole
		}
		add(need{check, w.anchor(parentScope(r)), writeAction(r.Type), r.Origin.Path})
	}
	for _, l := range links() {
		for _, r := range w.created {
			for _, id := range l.ids(r) {
				add(need{l.check, w.anchor(id), l.actionOn(id), r.Origin.Path})
			}
		}
	}
	return all
}

// parentScope is the id of what a resource is written in.
func parentScope(r *snapshot.Resource) string {
	if parent := parentOf(r.ID); parent != "" && !isSubscription(parent) {
		return parent
	}
	return r.Scope
}

func (l linked) ids(r *snapshot.Resource) []string {
	if l.typ != anyType && !strings.EqualFold(l.typ, r.Type) {
		return nil
	}
	ids := textsAt(r.Body, l.path)
	if l.keys {
		ids = keysAt(r.Body, l.path)
	}
	return slices.DeleteFunc(ids, func(id string) bool { return !strings.HasPrefix(id, "/") || !known(id) })
}

func (l linked) actionOn(id string) string {
	if strings.HasPrefix(l.action, "/") {
		return typeOf(id) + l.action
	}
	return l.action
}

// deployNeeds are the actions of deploying itself: at the scope, and at those
// of the deployments nested in the template.
func (w *world) deployNeeds() []need {
	var all []need
	for _, action := range []string{"read", "write", "validate/action", "whatIf/action", "operations/read", "operationstatuses/read"} {
		all = append(all, need{check: rightDeploy, scope: w.in.Scope.ID(), action: typeDeployment + "/" + action})
	}
	for _, d := range w.in.Snapshot.Deployments {
		if known(d.Scope) {
			for _, action := range []string{"read", "write", "validate/action"} {
				all = append(all, need{rightDeploy, d.Scope, typeDeployment + "/" + action, d.Origin.Path})
			}
		}
	}
	return all
}
