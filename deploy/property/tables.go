package property

import "strings"

// fact is a row of a table.
type fact struct {
	// typ is the resource type, or a star for each.
	typ string
	// path is the path with stars for elements; one that begins with "…" is the
	// end of a path.
	path string
	// value is the value that the row is of, where the table is one of values.
	value string
	// why says what Azure does; source names where that was learnt.
	why, source string
}

func (row fact) matches(r Resource, p Path) bool {
	if row.typ != "*" && !strings.EqualFold(row.typ, r.Type) || p.Top() == "tags" { // which may have any name
		return false
	}
	for n := 1; n <= len(p); n++ {
		pattern := p[:n].Pattern()
		if end, ok := strings.CutPrefix(row.path, "…"); ok && strings.EqualFold(p[n-1].Name, end) || strings.EqualFold(pattern, row.path) {
			return true
		}
	}
	return false
}

func find(table []fact, r Resource, p Path) (fact, bool) {
	for _, row := range table {
		if row.matches(r, p) {
			return row, true
		}
	}
	return fact{}, false
}

const (
	reference = "reference of the type in Azure's templates"
	noise     = "known noise of what-if, github.com/Azure/arm-template-whatif"
)

// readOnly are properties that responses have and templates cannot set, although
// some schemas do not say so. What a template may set is none of them: a change
// of it would be folded.
func readOnly() []fact {
	return []fact{
		{"*", "etag", "", "Azure changes it with every write", reference},
		{"*", "…etag", "", "Azure changes it with every write", noise},
		{"*", "id", "", "it is the id of the resource", reference},
		{"*", "…provisioningState", "", "it tells how the last deployment went", noise},
		{"*", "…resourceGuid", "", "Azure makes it", noise},
		{"*", "systemData", "", "it tells who changed the resource and when", reference},
		{"*", "managedBy", "", "the service that owns the resource sets it", reference},
		{"*", "…creationTime", "", "it is when the resource was made", noise},
		{"*", "…creationDate", "", "it is when the resource was made", noise},
		{"*", "…createdDate", "", "it is when the resource was made", noise},
		{"*", "…modifiedDate", "", "it is when the resource was changed", noise},
		{"*", "identity.principalId", "", "Entra makes it", reference},
		{"*", "identity.tenantId", "", "it is the tenant of the subscription", reference},
		{"*", "identity.userAssignedIdentities.*.principalId", "", "Entra makes it", reference},
		{"*", "identity.userAssignedIdentities.*.clientId", "", "Entra makes it", reference},
		{"*", "…privateEndpointConnections", "", "private endpoints write it", noise},
		{"Microsoft.Authorization/roleAssignments", "properties.createdOn", "", "it is when the role was assigned", reference},
		{"Microsoft.Authorization/roleAssignments", "properties.updatedOn", "", "it is when the assignment was changed", reference},
		{"Microsoft.Authorization/roleAssignments", "properties.createdBy", "", "it is who assigned the role", reference},
		{"Microsoft.Authorization/roleAssignments", "properties.updatedBy", "", "it is who changed the assignment", reference},
		{"Microsoft.Authorization/roleAssignments", "properties.scope", "", "it is what the role is assigned on, which the id says", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.currentKubernetesVersion", "", "AKS picks the patch", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.agentPoolProfiles[*].currentOrchestratorVersion", "", "AKS picks the patch", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.agentPoolProfiles[*].nodeImageVersion", "", "AKS keeps the image of nodes up to date", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.powerState", "", "it tells whether the cluster runs", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.networkProfile.loadBalancerProfile.effectiveOutboundIPs", "", "AKS makes them", noise},
		{"Microsoft.Network/networkSecurityGroups", "properties.defaultSecurityRules", "", "every group has them", noise},
		{"Microsoft.Network/networkSecurityGroups", "properties.networkInterfaces", "", "interfaces write it", noise},
		{"Microsoft.Network/networkSecurityGroups", "properties.subnets", "", "subnets write it", noise},
		{"Microsoft.Network/privateEndpoints", "properties.networkInterfaces", "", "Azure makes the interface", noise},
		{"Microsoft.Storage/storageAccounts", "properties.primaryEndpoints", "", "it follows from the name", noise},
		{"Microsoft.MachineLearningServices/workspaces", "properties.notebookInfo", "", "Azure Machine Learning makes it", noise},
	}
}

// writeOnly are properties that Azure takes and does not return.
func writeOnly() []fact {
	return []fact{
		{"Microsoft.KubernetesConfiguration/extensions", "properties.configurationProtectedSettings", "", "it holds secrets, which Azure does not return", reference},
		{"Microsoft.KeyVault/vaults", "properties.createMode", "", "it says how to make the vault, once", reference},
		{"Microsoft.MachineLearningServices/workspaces/computes", "properties.properties.sslConfiguration.key", "", "it is a secret, which Azure does not return", reference},
		{"Microsoft.MachineLearningServices/workspaces/computes", "properties.properties.sslConfiguration.cert", "", "it is a secret, which Azure does not return", reference},
		{"Microsoft.ContainerService/managedClusters", "properties.servicePrincipalProfile.secret", "", "it is a secret, which Azure does not return", reference},
	}
}

// filled are properties that templates may set, and that Azure sets where they
// do not, each resource otherwise.
func filled() []fact {
	return []fact{
		{"Microsoft.ContainerService/managedClusters", "properties.dnsPrefix", "", "AKS names it", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.identityProfile", "", "AKS makes the identity of nodes", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.kubernetesVersion", "", "AKS keeps it up to date", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.nodeResourceGroup", "", "AKS names it", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.agentPoolProfiles[*].count", "", "AKS scales the pool", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.agentPoolProfiles[*].orchestratorVersion", "", "AKS keeps it up to date", noise},
		{"Microsoft.KeyVault/vaults", "properties.vaultUri", "", "it follows from the name", noise},
		{"Microsoft.MachineLearningServices/workspaces", "properties.discoveryUrl", "", "it follows from the region", noise},
		{"Microsoft.Network/natGateways", "properties.subnets", "", "subnets write it", noise},
		{"Microsoft.Network/publicIPAddresses", "properties.ipAddress", "", "Azure gives the address", noise},
		{"Microsoft.Network/publicIPAddresses", "properties.ipConfiguration", "", "what uses the address writes it", noise},
		{"Microsoft.Network/virtualNetworks", "properties.subnets", "", "subnets are resources of their own, which a template without the list keeps", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.agentPoolProfiles[*].powerState", "", "it tells whether the pool runs", noise},
		{"Microsoft.ContainerService/managedClusters", "properties.windowsProfile", "", "AKS makes it for every cluster", noise},
		{"Microsoft.Network/virtualNetworks", "properties.virtualNetworkPeerings", "", "peerings are resources of their own", noise},
		{"Microsoft.Network/privateEndpoints", "properties.customDnsConfigs", "", "Azure tells which records are needed", noise},
	}
}

// defaults are values that Azure fills in where a template says nothing. The
// value is that of JSON, a text without quotes.
func defaults() []fact {
	return []fact{
		{"*", "properties.publicNetworkAccessForIngestion", "Enabled", "Azure's default", reference},
		{"*", "properties.publicNetworkAccessForQuery", "Enabled", "Azure's default", reference},
		{"Microsoft.ContainerRegistry/registries", "properties.policies.quarantinePolicy.status", "disabled", "Azure's default", reference},
		{"Microsoft.ContainerRegistry/registries", "properties.policies.trustPolicy.status", "disabled", "Azure's default", reference},
		{"Microsoft.ContainerRegistry/registries", "properties.policies.trustPolicy.type", "Notary", "Azure's default", reference},
		{"Microsoft.ContainerRegistry/registries", "properties.policies.retentionPolicy.status", "disabled", "Azure's default", reference},
		{"Microsoft.ContainerRegistry/registries", "properties.policies.retentionPolicy.days", "7", "Azure's default", reference},
		{"Microsoft.ContainerRegistry/registries", "properties.dataEndpointEnabled", "false", "Azure's default", reference},
		{"Microsoft.ContainerRegistry/registries", "properties.encryption.status", "disabled", "Azure's default", reference},
		{"Microsoft.ContainerService/managedClusters", "properties.agentPoolProfiles[*].osDiskType", "Managed", "Azure's default", reference},
		{"Microsoft.ContainerService/managedClusters", "properties.agentPoolProfiles[*].kubeletDiskType", "OS", "Azure's default", reference},
		{"Microsoft.ContainerService/managedClusters", "properties.agentPoolProfiles[*].enableFIPS", "false", "Azure's default", reference},
		{"Microsoft.ContainerService/managedClusters", "properties.supportPlan", "KubernetesOfficial", "Azure's default", reference},
		{"Microsoft.Network/routeTables", "properties.disableBgpRoutePropagation", "false", "Azure's default", reference},
		{"Microsoft.Network/natGateways", "properties.idleTimeoutInMinutes", "4", "Azure's default", reference},
		{"Microsoft.Network/publicIPAddresses", "properties.idleTimeoutInMinutes", "4", "Azure's default", reference},
		{"Microsoft.Network/publicIPAddresses", "properties.publicIPAddressVersion", "IPv4", "Azure's default", reference},
		{"Microsoft.Network/publicIPAddresses", "sku.tier", "Regional", "Azure's default", reference},
		{"Microsoft.Network/privateDnsZones/virtualNetworkLinks", "properties.resolutionPolicy", "Default", "Azure's default", reference},
		{"Microsoft.Network/virtualNetworks", "properties.enableDdosProtection", "false", "Azure's default", reference},
		{"Microsoft.Network/virtualNetworks", "properties.privateEndpointVNetPolicies", "Disabled", "Azure's default", reference},
		{"Microsoft.Network/virtualNetworks/subnets", "properties.privateLinkServiceNetworkPolicies", "Enabled", "Azure's default", reference},
		{"Microsoft.OperationalInsights/workspaces", "properties.features.legacy", "0", "Azure's default", noise},
		{"Microsoft.OperationalInsights/workspaces", "properties.features.searchVersion", "1", "Azure's default", noise},
		{"Microsoft.OperationalInsights/workspaces", "properties.workspaceCapping.dailyQuotaGb", "-1", "Azure's default", noise},
		{"Microsoft.Storage/storageAccounts", "sku.tier", "Standard", "it follows from the name of the SKU", noise},
		{"Microsoft.Storage/storageAccounts", "properties.encryption.services.blob.keyType", "Account", "Azure's default", reference},
		{"Microsoft.Storage/storageAccounts", "properties.encryption.services.file.keyType", "Account", "Azure's default", reference},
		{"Microsoft.Storage/storageAccounts", "properties.networkAcls.ipv6Rules", "[]", "Azure's default", noise},
	}
}

// Rule is a reason by name, for documentation.
type Rule struct {
	// Name is the name in reports; Means what it is for.
	Name, Means string
}

// Rules are the reasons for which a difference is folded or a property is not
// compared, in the order of the documentation.
func Rules() []Rule {
	return []Rule{
		{RuleNoEffect, "Azure says itself that the property has no effect"},
		{ruleReadOnly, "a template cannot set the property; Azure or another resource does"},
		{ruleDefault, "the template says nothing, and Azure fills in a default or a value of its own"},
		{ruleEmpty, "nothing on one side, and an empty value on the other"},
		{ruleCase, "an id, or a word of a fixed set, in another case"},
		{ruleRegion, "the same region: East US 2 and eastus2"},
		{ruleOrder, "named things, or a set, in another order"},
		{ruleAddress, "an address with and without a slash at its end"},
		{RuleWriteOnly, "Azure takes the property and never returns it"},
		{RuleSecret, "a secret; it is neither compared nor shown"},
		{RuleUnknown, "a value that Azure alone knows; folded when what it refers to has that value today"},
	}
}
