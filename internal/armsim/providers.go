package armsim

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// provider is a resource provider of a subscription.
type provider struct {
	namespace, state string
	types            map[string]*resourceType // by name in lower case, without the namespace
}

// resourceType is what a provider offers.
type resourceType struct {
	name                string
	versions, locations []string
	zones               map[string][]string // by location
	global              bool                // it has no region
}

// offers are the types that there are, with the versions of their API. The first
// is the newest.
func offers() []struct{ typ, versions string } {
	return []struct{ typ, versions string }{
		{"Microsoft.Authorization/roleAssignments", "2022-04-01 2020-04-01-preview 2018-07-01 2015-07-01"},
		{"Microsoft.Authorization/roleDefinitions", "2022-04-01 2018-07-01"},
		{"Microsoft.Authorization/policyAssignments", "2025-03-01 2024-05-01 2023-04-01 2022-06-01"},
		{"Microsoft.Authorization/locks", "2020-05-01 2017-04-01 2016-09-01"},
		{"Microsoft.Compute/virtualMachines", "2025-04-01 2024-11-01 2024-07-01"},
		{"Microsoft.Compute/virtualMachineScaleSets", "2025-04-01 2024-11-01 2024-07-01"},
		{"Microsoft.Compute/disks", "2025-01-02 2024-03-02"},
		{"Microsoft.ContainerRegistry/registries", "2025-11-01 2025-04-01 2023-07-01 2023-01-01-preview"},
		{"Microsoft.ContainerService/managedClusters", "2026-05-01 2025-10-01 2025-09-01 2025-05-01 2025-01-01 2024-09-01"},
		{"Microsoft.ContainerService/managedClusters/agentPools", "2026-05-01 2025-10-01 2025-05-01 2024-09-01"},
		{"Microsoft.ContainerService/managedClusters/maintenanceConfigurations", "2026-05-01 2025-10-01 2025-05-01 2024-09-01"},
		{"Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings", "2026-05-01 2025-10-01 2025-05-01 2024-09-01"},
		{"Microsoft.Insights/components", "2020-02-02 2015-05-01"},
		{"Microsoft.Insights/dataCollectionEndpoints", "2024-03-11 2023-03-11 2022-06-01"},
		{"Microsoft.Insights/dataCollectionRuleAssociations", "2024-03-11 2023-03-11 2022-06-01"},
		{"Microsoft.Insights/dataCollectionRules", "2024-03-11 2023-03-11 2022-06-01"},
		{"Microsoft.Insights/diagnosticSettings", "2021-05-01-preview"},
		{"Microsoft.Insights/privateLinkScopes", "2021-09-01 2021-07-01-preview"},
		{"Microsoft.Insights/privateLinkScopes/scopedResources", "2021-09-01 2021-07-01-preview"},
		{"Microsoft.KeyVault/vaults", "2025-05-01 2024-11-01 2023-07-01 2022-07-01"},
		{"Microsoft.KubernetesConfiguration/extensions", "2025-03-01 2024-11-01 2023-05-01"},
		{"Microsoft.MachineLearningServices/workspaces", "2026-05-01 2025-12-01 2025-09-01 2025-06-01 2024-10-01 2024-04-01"},
		{"Microsoft.MachineLearningServices/workspaces/computes", "2026-05-01 2025-12-01 2025-09-01 2025-06-01 2024-10-01"},
		{"Microsoft.MachineLearningServices/workspaces/onlineEndpoints", "2026-05-01 2025-12-01 2025-09-01 2025-06-01 2024-10-01"},
		{"Microsoft.ManagedIdentity/userAssignedIdentities", "2024-11-30 2023-01-31 2018-11-30"},
		{"Microsoft.Network/azureFirewalls", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/bastionHosts", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/firewallPolicies", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/firewallPolicies/ruleCollectionGroups", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/loadBalancers", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/natGateways", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/networkInterfaces", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/networkSecurityGroups", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/networkSecurityGroups/securityRules", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/privateDnsZones", "2024-06-01 2020-06-01 2018-09-01"},
		{"Microsoft.Network/privateDnsZones/A", "2024-06-01 2020-06-01 2018-09-01"},
		{"Microsoft.Network/privateDnsZones/virtualNetworkLinks", "2024-06-01 2020-06-01 2018-09-01"},
		{"Microsoft.Network/privateEndpoints", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/privateEndpoints/privateDnsZoneGroups", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/publicIPAddresses", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/routeTables", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/virtualNetworks", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/virtualNetworks/subnets", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.Network/virtualNetworks/virtualNetworkPeerings", "2025-05-01 2025-01-01 2024-07-01 2024-05-01"},
		{"Microsoft.OperationalInsights/workspaces", "2025-07-01 2025-02-01 2023-09-01 2022-10-01"},
		{"Microsoft.Features/features", "2021-07-01 2015-12-01"},
		{"Microsoft.Notebooks/notebookProxies", "2019-10-11-preview"},
		{"Microsoft.OperationsManagement/solutions", "2015-11-01-preview"},
		{"Microsoft.PolicyInsights/policyStates", "2019-10-01"},
		{"Microsoft.Resources/resourceGroups", "2025-04-01 2024-11-01 2024-03-01 2021-04-01"},
		{"Microsoft.Resources/deployments", "2025-04-01 2024-11-01 2024-03-01 2021-04-01"},
		{"Microsoft.Storage/storageAccounts", "2025-06-01 2025-01-01 2024-01-01 2023-05-01"},
		{"Microsoft.Storage/storageAccounts/blobServices", "2025-06-01 2025-01-01 2024-01-01 2023-05-01"},
		{"Microsoft.Storage/storageAccounts/fileServices", "2025-06-01 2025-01-01 2024-01-01 2023-05-01"},
	}
}

// regions are those that everything is offered in.
func regions() []string {
	return []string{
		"eastus", "eastus2", "westus2", "westus3", "centralus", "northeurope", "westeurope", "swedencentral", "uksouth", "francecentral", "germanywestcentral",
		"switzerlandnorth", "japaneast", "australiaeast", "southeastasia", "usgovvirginia", "usgovarizona", "chinanorth3", "chinaeast2", "spaincentral",
	}
}

// healthyProviders are all providers, registered, in every region.
func healthyProviders(also string) map[string]*provider {
	list := regions()
	if !slices.Contains(list, also) {
		list = append(list, also)
	}
	all := map[string]*provider{}
	for _, row := range offers() {
		namespace, name, _ := strings.Cut(row.typ, "/")
		p := all[strings.ToLower(namespace)]
		if p == nil {
			p = &provider{namespace, "Registered", map[string]*resourceType{}}
			all[strings.ToLower(namespace)] = p
		}
		t := &resourceType{name: name, versions: strings.Fields(row.versions), locations: slices.Clone(list), zones: map[string][]string{}}
		if namespace == "Microsoft.Authorization" || strings.HasPrefix(name, "privateDnsZones") {
			t.locations = []string{"global"}
		}
		t.global = strings.Contains(strings.ToLower(name), "privatelinkscopes") || t.locations[0] == "global"
		for _, region := range list {
			t.zones[region] = []string{"1", "2", "3"}
		}
		p.types[strings.ToLower(name)] = t
	}
	return all
}

// resourceType is what is offered of a type; nil for nothing.
func (w *World) resourceType(typ string) *resourceType {
	namespace, name, _ := strings.Cut(strings.ToLower(typ), "/")
	if p := w.checks.providers[namespace]; p != nil {
		return p.types[name]
	}
	return nil
}

// offered refuses a version or a region that a type does not have.
func (w *World) offered(typ, version, location string) *ErrorBody {
	t := w.resourceType(typ)
	namespace, name, _ := strings.Cut(typ, "/")
	location = strings.ToLower(strings.ReplaceAll(location, " ", ""))
	switch {
	case t == nil:
		return &ErrorBody{Code: "InvalidResourceType", Message: "The resource type '" + name + "' could not be found in the namespace '" + namespace + "' for api version '" + version +
			"'. The supported api-versions are ''."}
	case !slices.Contains(t.versions, version):
		return &ErrorBody{Code: "NoRegisteredProviderFound", Message: "No registered resource provider found for location '" + location + "' and API version '" + version + "' for type '" + name +
			"'. The supported api-versions are '" + strings.Join(t.versions, ", ") + "'. The supported locations are '" + strings.Join(t.locations, ", ") + "'."}
	case location != "" && location != "global" && !t.global && !slices.Contains(t.locations, location):
		return &ErrorBody{Code: "LocationNotAvailableForResourceType", Message: "The provided location '" + location + "' is not available for resource type '" + typ +
			"'. List of available regions for the resource type is '" + strings.Join(t.locations, ",") + "'."}
	}
	return nil
}

// register registers the providers of what a template creates, as Azure does.
func (s *Server) register(p *plan) {
	for _, st := range p.all {
		namespace, _, _ := strings.Cut(strings.ToLower(st.typ), "/")
		if one := s.World.checks.providers[namespace]; one != nil && !st.existing {
			one.state = "Registered"
		}
	}
}

func (s *Server) listProviders(c *call) reply {
	items := []any{}
	for _, key := range slices.Sorted(maps.Keys(s.World.checks.providers)) {
		items = append(items, s.World.checks.providers[key].body(c.match[1]))
	}
	return s.page(c, items)
}

func (s *Server) getProvider(c *call) reply {
	p := s.World.checks.providers[strings.ToLower(c.match[2])]
	if p == nil {
		return refuse(http.StatusNotFound, "InvalidResourceNamespace", "The resource namespace '%s' is invalid.", c.match[2])
	}
	return reply{status: http.StatusOK, body: p.body(c.match[1])}
}

func (s *Server) registerProvider(c *call) reply {
	p := s.World.checks.providers[strings.ToLower(c.match[2])]
	if p == nil {
		return refuse(http.StatusNotFound, "InvalidResourceNamespace", "The resource namespace '%s' is invalid.", c.match[2])
	}
	p.state = "Registered"
	return reply{status: http.StatusOK, body: p.body(c.match[1])}
}

func (p *provider) body(subscription string) object {
	types := []any{}
	for _, key := range slices.Sorted(maps.Keys(p.types)) {
		types = append(types, p.types[key].body())
	}
	return object{"id": subscription + "/providers/" + p.namespace, "namespace": p.namespace, "registrationState": p.state, "registrationPolicy": "RegistrationRequired", "resourceTypes": types}
}

func (t *resourceType) body() object {
	zones := []any{}
	for _, region := range slices.Sorted(maps.Keys(t.zones)) {
		zones = append(zones, object{"location": region, "zones": t.zones[region]})
	}
	// Azure names regions here as people do, and in other places as programs do.
	return object{"resourceType": t.name, "locations": t.locations, "apiVersions": t.versions, "defaultApiVersion": t.versions[0], "zoneMappings": zones, "capabilities": "SupportsTags, SupportsLocation"}
}
