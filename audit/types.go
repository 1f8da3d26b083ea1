package audit

import "strings"

// The resource types that rules are about.
const (
	typeWorkspace      = "Microsoft.MachineLearningServices/workspaces"
	typeCompute        = "Microsoft.MachineLearningServices/workspaces/computes"
	typeExtension      = "Microsoft.KubernetesConfiguration/extensions"
	typeCluster        = "Microsoft.ContainerService/managedClusters"
	typeAgentPool      = "Microsoft.ContainerService/managedClusters/agentPools"
	typeStorage        = "Microsoft.Storage/storageAccounts"
	typeBlobService    = "Microsoft.Storage/storageAccounts/blobServices"
	typeFileService    = "Microsoft.Storage/storageAccounts/fileServices"
	typeContainer      = "Microsoft.Storage/storageAccounts/blobServices/containers"
	typeVault          = "Microsoft.KeyVault/vaults"
	typeRegistry       = "Microsoft.ContainerRegistry/registries"
	typeNSG            = "Microsoft.Network/networkSecurityGroups"
	typeNSGRule        = "Microsoft.Network/networkSecurityGroups/securityRules"
	typeVNet           = "Microsoft.Network/virtualNetworks"
	typeSubnet         = "Microsoft.Network/virtualNetworks/subnets"
	typeZone           = "Microsoft.Network/privateDnsZones"
	typeZoneLink       = "Microsoft.Network/privateDnsZones/virtualNetworkLinks"
	typeEndpoint       = "Microsoft.Network/privateEndpoints"
	typeZoneGroup      = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups"
	typeFirewallPolicy = "Microsoft.Network/firewallPolicies"
	typeFirewall       = "Microsoft.Network/azureFirewalls"
	typePublicIP       = "Microsoft.Network/publicIPAddresses"
	typeBastion        = "Microsoft.Network/bastionHosts"
	typeLogAnalytics   = "Microsoft.OperationalInsights/workspaces"
	typeInsights       = "Microsoft.Insights/components"
	typeLinkScope      = "Microsoft.Insights/privateLinkScopes"
	typeDiagnostics    = "Microsoft.Insights/diagnosticSettings"
	typeRole           = "Microsoft.Authorization/roleAssignments"
	// typeTemplate stands for the template itself: its parameters and outputs.
	typeTemplate = "template"
)

// noun is how messages call resources of a type.
type noun struct{ typ, word string }

func nouns() [25]noun {
	return [...]noun{
		{typeWorkspace, "workspace"}, {typeCompute, "compute"}, {typeExtension, "extension"},
		{typeCluster, "cluster"}, {typeAgentPool, "node pool"},
		{typeStorage, "storage account"}, {typeBlobService, "blob service"}, {typeFileService, "file service"}, {typeContainer, "container"},
		{typeVault, "key vault"}, {typeRegistry, "container registry"},
		{typeNSG, "network security group"}, {typeVNet, "virtual network"}, {typeSubnet, "subnet"},
		{typeZoneLink, "zone link"}, {typeEndpoint, "private endpoint"}, {typeZoneGroup, "zone group"},
		{typeFirewallPolicy, "firewall policy"}, {typeFirewall, "firewall"}, {typePublicIP, "public address"}, {typeBastion, "bastion"},
		{typeLogAnalytics, "Log Analytics workspace"}, {typeInsights, "Application Insights"}, {typeLinkScope, "monitor private link scope"},
		{typeRole, "role assignment"},
	}
}

// nounOf is how messages call a resource of a type.
func nounOf(typ string) string {
	for _, n := range nouns() {
		if strings.EqualFold(n.typ, typ) {
			return n.word
		}
	}
	return typ
}
