package preflight

// The types that checks are about.
const (
	typeBastion     = "Microsoft.Network/bastionHosts"
	typeCluster     = "Microsoft.ContainerService/managedClusters"
	typeCompute     = "Microsoft.MachineLearningServices/workspaces/computes"
	typeDeployment  = "Microsoft.Resources/deployments"
	typeDiagnostics = "Microsoft.Insights/diagnosticSettings"
	typeEndpoint    = "Microsoft.Network/privateEndpoints"
	typeFirewall    = "Microsoft.Network/azureFirewalls"
	typeGroup       = "Microsoft.Resources/resourceGroups"
	typeLogs        = "Microsoft.OperationalInsights/workspaces"
	typeNAT         = "Microsoft.Network/natGateways"
	typeNSG         = "Microsoft.Network/networkSecurityGroups"
	typePublicIP    = "Microsoft.Network/publicIPAddresses"
	typeRegistry    = "Microsoft.ContainerRegistry/registries"
	typeRole        = "Microsoft.Authorization/roleAssignments"
	typeRouteTable  = "Microsoft.Network/routeTables"
	typeStorage     = "Microsoft.Storage/storageAccounts"
	typeSubnet      = "Microsoft.Network/virtualNetworks/subnets"
	typeVault       = "Microsoft.KeyVault/vaults"
	typeVNet        = "Microsoft.Network/virtualNetworks"
	typeWorkspace   = "Microsoft.MachineLearningServices/workspaces"
	typeZone        = "Microsoft.Network/privateDnsZones"
	typeZoneGroup   = "Microsoft.Network/privateEndpoints/privateDnsZoneGroups"
	typeZoneLink    = "Microsoft.Network/privateDnsZones/virtualNetworkLinks"
)

// The versions of the APIs that are asked. They are those of Azure's SDKs, and
// served in all clouds; a check asks nothing that a newer one would add.
const (
	versionActivity      = "2015-04-01"
	versionAKS           = "2025-05-01"
	versionAuthorization = "2022-04-01"
	versionCompute       = "2024-07-01"
	versionDeletedLogs   = "2023-09-01"
	versionDeployments   = "2025-04-01"
	versionDNS           = "2024-06-01"
	versionFeatures      = "2021-07-01"
	versionLocks         = "2020-05-01"
	versionML            = "2024-10-01"
	versionNetwork       = "2024-05-01"
	versionPolicy        = "2022-03-01"
	versionProviders     = "2021-04-01"
	versionRegistry      = "2023-07-01"
	versionSKUs          = "2021-07-01"
	versionStorage       = "2024-01-01"
	versionSubscriptions = "2022-12-01"
	versionVault         = "2024-11-01"
)
