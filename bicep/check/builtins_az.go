package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

const (
	belowTenant = types.ScopeTenant | types.ScopeManagementGroup | types.ScopeSubscription | types.ScopeResourceGroup
	inGroup     = types.ScopeSubscription | types.ScopeResourceGroup
)

// azFunctions are the functions of the namespace az but for list*, one row for
// each overload, sorted by name.
var azFunctions = []function{
	{name: "deployer", returns: returned("deployer", strings5("objectId", "tenantId", "userPrincipalName")), scopes: belowTenant},
	{name: "deployment", returns: anyObject, scopes: belowTenant},
	{name: "environment", returns: environmentType()},
	{name: "extensionResourceId", params: []param{req("resourceId", text), req("resourceType", text)}, rest: text, restMin: 1, returns: text},
	{name: "getSecret", params: []param{req("subscriptionId", text), req("resourceGroupName", text), req("keyVaultName", text), req("secretName", text), opt("secretVersion", text)}, returns: types.String{Flags: types.Secure}, flags: paramsFile | direct},
	{name: "managementGroup", returns: managementGroupType(), scopes: types.ScopeManagementGroup},
	{name: "managementGroup", params: []param{req("name", text)}, returns: bareScope("managementGroup", types.ScopeManagementGroup), scopes: belowTenant},
	{name: "managementGroupResourceId", params: []param{req("resourceType", text)}, rest: text, restMin: 1, returns: text},
	{name: "managementGroupResourceId", params: []param{req("managementGroupId", text), req("resourceType", text)}, rest: text, restMin: 1, returns: text},
	{name: "pickZones", params: []param{req("providerNamespace", text), req("resourceType", text), req("location", text), opt("numberOfZones", number), opt("offset", number)}, returns: anyArray},
	{name: "providers", params: []param{req("providerNamespace", text)}, returns: providerType(), derive: deriveProviders},
	{name: "providers", params: []param{req("providerNamespace", text), req("resourceType", text)}, returns: providerResourceType(), derive: deriveProviders},
	{name: "reference", params: []param{req("resourceNameOrIdentifier", text), opt("apiVersion", text), opt("full", text)}, returns: anyObject, flags: runtime},
	{name: "resourceGroup", returns: resourceGroupType(), scopes: types.ScopeResourceGroup},
	{name: "resourceGroup", params: []param{req("resourceGroupName", text)}, returns: bareScope("resourceGroup", types.ScopeResourceGroup), scopes: inGroup},
	{name: "resourceGroup", params: []param{req("subscriptionId", text), req("resourceGroupName", text)}, returns: bareScope("resourceGroup", types.ScopeResourceGroup), scopes: belowTenant},
	{name: "resourceId", params: []param{req("resourceType", text)}, rest: text, restMin: 1, returns: text},
	{name: "resourceId", params: []param{req("subscriptionId", text), req("resourceType", text)}, rest: text, restMin: 1, returns: text},
	{name: "resourceId", params: []param{req("resourceGroupName", text), req("resourceType", text)}, rest: text, restMin: 1, returns: text},
	{name: "resourceId", params: []param{req("subscriptionId", text), req("resourceGroupName", text), req("resourceType", text)}, rest: text, restMin: 1, returns: text},
	{name: "roleDefinitions", params: []param{req("roleName", text)}, returns: returned("roleDefinition", strings5("id", "roleDefinitionId"))},
	{name: "subscription", returns: subscriptionType(), scopes: inGroup},
	{name: "subscription", params: []param{req("subscriptionId", text)}, returns: bareScope("subscription", types.ScopeSubscription), scopes: belowTenant},
	{name: "subscriptionResourceId", params: []param{req("resourceType", text)}, rest: text, restMin: 1, returns: text},
	{name: "subscriptionResourceId", params: []param{req("subscriptionId", text), req("resourceType", text)}, rest: text, restMin: 1, returns: text},
	{name: "tenant", returns: tenantType(), scopes: belowTenant},
	{name: "tenantResourceId", params: []param{req("resourceType", text)}, rest: text, restMin: 1, returns: text},
	{name: "toLogicalZone", params: []param{req("subscriptionId", text), req("location", text), req("physicalZone", text)}, returns: text, flags: runtime},
	{name: "toLogicalZones", params: []param{req("subscriptionId", text), req("location", text), req("physicalZones", anyArray)}, returns: stringArray, flags: runtime},
	{name: "toPhysicalZone", params: []param{req("subscriptionId", text), req("location", text), req("logicalZone", text)}, returns: text, flags: runtime},
	{name: "toPhysicalZones", params: []param{req("subscriptionId", text), req("location", text), req("logicalZones", anyArray)}, returns: stringArray, flags: runtime},
}

// listFunction is any of the functions list*.
var listFunction = function{
	params:  []param{req("resourceNameOrIdentifier", text), req("apiVersion", text), opt("functionValues", anyObject)},
	returns: types.Any{}, flags: runtime,
}

// scopeType is the type of a scope, an object with what is known of it.
func scopeType(name string, s types.Scope, props []types.Property, more ...types.Property) *types.Object {
	o := returned(name, props, more...)
	o.Scope = s
	return o
}

// bareScope is a scope elsewhere, of which nothing is known.
func bareScope(name string, s types.Scope) *types.Object { return scopeType(name, s, nil) }

func tenantType() *types.Object {
	return scopeType("tenant", types.ScopeTenant, strings5("tenantId", "country", "countryCode", "displayName"))
}

func subscriptionType() *types.Object {
	return scopeType("subscription", types.ScopeSubscription, strings5("id", "subscriptionId", "tenantId", "displayName"))
}

func resourceGroupType() *types.Object {
	tags := types.NewObject("Tags", 0, types.NewShape(nil, &types.Property{Type: types.String{}}))
	return scopeType("resourceGroup", types.ScopeResourceGroup, strings5("id", "name", "type", "location", "managedBy"),
		prop("tags", tags), prop("properties", returned("properties", strings5("provisioningState"))))
}

func managementGroupType() *types.Object {
	parent := returned("summaryProperties", strings5("id", "name", "type"))
	details := returned("detailsProperties", strings5("version", "updatedTime", "updatedBy"), prop("parent", parent))
	properties := returned("properties", strings5("tenantId", "displayName"), prop("details", details))
	return scopeType("managementGroup", types.ScopeManagementGroup, strings5("id", "name", "type"), prop("properties", properties))
}

func environmentType() *types.Object {
	authentication := returned("authenticationProperties", strings5("identityProvider", "loginEndpoint", "tenant"), prop("audiences", stringArray))
	suffixes := returned("suffixesProperties", strings5("acrLoginServer", "azureDatalakeAnalyticsCatalogAndJob",
		"azureDatalakeStoreFileSystem", "azureFrontDoorEndpointSuffix", "keyvaultDns", "sqlServerHostname", "storage"))
	return returned("environment", strings5("activeDirectoryDataLake", "batch", "gallery", "graph", "graphAudience",
		"media", "name", "portal", "resourceManager", "sqlManagement", "vmImageAliasDoc"),
		prop("authentication", authentication), prop("suffixes", suffixes))
}

func providerResourceType() *types.Object {
	return returned("ProviderResource", strings5("resourceType"), prop("locations", stringArray), prop("apiVersions", stringArray))
}

func providerType() *types.Object {
	return returned("Provider", strings5("namespace"), prop("resourceTypes", &types.Array{Item: providerResourceType()}))
}

// deriveProviders warns of a function that is to go.
func deriveProviders(c *checker, call *syntax.CallExpr, _ []types.Type) types.Type {
	c.warn(call.Name, "BCP241", "the function 'providers' is deprecated")
	return nil
}

// deploymentType is the type of the deployment that the file is.
func (c *checker) deploymentType() types.Type {
	template := strings5("contentVersion")
	if len(c.m.Metadata) > 0 {
		var list []types.Property
		for _, m := range c.m.Metadata {
			list = append(list, prop(m.Name(), c.symbol(m)))
		}
		template = append(template, prop("metadata", returned("metadataProperties", list)))
	}
	properties := returned("properties", nil,
		prop("template", returned("templateProperties", template)),
		prop("templateLink", returned("templateLinkProperties", strings5("id", "uri"))))
	d := []types.Property{prop("name", types.String{}), prop("properties", properties)}
	if c.m.Scope != types.ScopeResourceGroup {
		d = append(d, prop("location", types.String{}))
	}
	return returned("deployment", d)
}
