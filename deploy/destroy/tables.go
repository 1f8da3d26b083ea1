package destroy

import (
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// identifying are the properties by which what has no tags is known as the
// environment's own; none for a type that cannot be known so.
func identifying(typ string) []string {
	for _, row := range []struct {
		typ   string
		paths []string
	}{
		{"Microsoft.Authorization/roleAssignments", []string{"properties.roleDefinitionId"}},
		{"Microsoft.Network/virtualNetworks/subnets", []string{"properties.addressPrefix", "properties.addressPrefixes"}},
		{"Microsoft.KubernetesConfiguration/extensions", []string{"properties.extensionType"}},
		{"Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings", []string{"properties.sourceResourceId"}},
		{"Microsoft.Insights/diagnosticSettings", []string{"properties.workspaceId"}},
		{"Microsoft.Insights/dataCollectionRuleAssociations", []string{"properties.dataCollectionRuleId", "properties.dataCollectionEndpointId"}},
	} {
		if strings.EqualFold(row.typ, typ) {
			return row.paths
		}
	}
	return nil
}

// onItsOwn reports whether a resource without tags is deleted although its
// parent is: extension resources, since a diagnostic setting comes back with
// the next resource of that name and a role assignment is left without a scope;
// and what lets another item in.
func onItsOwn(r snapshot.Resource) bool {
	if strings.Count(strings.ToLower(r.ID), "/providers/") > 1 {
		return true
	}
	return strings.EqualFold(r.Type, "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings")
}

// isAside reports whether a resource hinders nothing by staying: Azure deletes
// what it is about all the same. Who may not change roles may still delete.
func isAside(typ string) bool {
	for _, t := range []string{
		"Microsoft.Authorization/roleAssignments", "Microsoft.Insights/diagnosticSettings", "Microsoft.Insights/dataCollectionRuleAssociations",
	} {
		if strings.EqualFold(t, typ) {
			return true
		}
	}
	return false
}

// conflicts are codes of answers to a deletion that is in the way of another, or
// that waits for one. Source: deploy.md of the project's facts, and the error
// codes of Microsoft.Network.
func conflicts() []string {
	return []string{
		"AnotherOperationInProgress", "RetryableError", "RetryableErrorDueToAnotherOperation", "ReferencedResourceNotProvisioned",
		"InUseSubnetCannotBeDeleted", "InUseNetworkSecurityGroupCannotBeDeleted", "InUseRouteTableCannotBeDeleted",
		"PublicIPAddressCannotBeDeleted", "NatGatewayInUse", "OperationNotAllowed", "OperationPreempted",
	}
}
