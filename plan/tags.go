package plan

import "slices"

// serviceTag is a name for the addresses of an Azure service in rules.
type serviceTag struct {
	name string
	// regional says that it exists for each region, as in "Storage.EastUS2".
	regional bool
	// only is the one cloud that has it; empty for every cloud.
	only string
}

// serviceTags are the tags that rules here may name, sorted. Source: the
// service tag files of the three clouds, read on 2026-11-23, and Azure's own
// special tags. Pages of Microsoft also write Frontdoor.FirstParty and
// Keyvault.<region>; there are no such tags.
func serviceTags() []serviceTag {
	return []serviceTag{
		{name: "AzureActiveDirectory"},
		{name: "AzureArcInfrastructure", regional: true},
		{name: "AzureCloud"},
		{name: "AzureContainerRegistry", regional: true},
		{name: "AzureFrontDoor.FirstParty", only: cloudPublic},
		{name: "AzureFrontDoor.Frontend"},
		{name: "AzureKeyVault", regional: true},
		{name: "AzureLoadBalancer"},
		{name: "AzureMachineLearning", regional: true},
		{name: "AzureMonitor", regional: true},
		{name: "AzureResourceManager", regional: true},
		{name: "BatchNodeManagement", regional: true},
		{name: "GatewayManager", regional: true},
		{name: "Internet"},
		{name: "MicrosoftContainerRegistry", regional: true},
		{name: "Storage", regional: true},
		{name: "VirtualNetwork"},
	}
}

// hasTag reports whether a cloud has the service tag.
func hasTag(cloud, name string) bool {
	return slices.ContainsFunc(serviceTags(), func(t serviceTag) bool {
		return t.name == name && (t.only == "" || t.only == cloud)
	})
}
