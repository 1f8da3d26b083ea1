package schemas_test

import (
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/schemas"
)

// needs are properties, with a value or without, that a version has to have to
// be the one of the templates.
var needs = map[string][]string{
	"Microsoft.Network/virtualNetworks": {
		"properties.subnets[*].properties.privateEndpointNetworkPolicies=Disabled",
		"properties.subnets[*].properties.defaultOutboundAccess",
		"properties.subnets[*].properties.serviceEndpointPolicies[*].id",
		"properties.dhcpOptions.dnsServers", "properties.encryption.enforcement=DropUnencrypted",
	},
	"Microsoft.Network/networkSecurityGroups": {
		"properties.securityRules[*].properties.destinationAddressPrefixes",
		"properties.securityRules[*].properties.access=Deny",
	},
	"Microsoft.Network/natGateways":       {"properties.publicIpPrefixes", "sku.name=Standard", "zones"},
	"Microsoft.Network/publicIPAddresses": {"sku.name=Standard", "properties.ddosSettings.protectionMode", "zones"},
	"Microsoft.Network/privateEndpoints": {
		"properties.customNetworkInterfaceName", "properties.privateLinkServiceConnections[*].properties.groupIds",
	},
	"Microsoft.Network/azureFirewalls": {"properties.sku.tier=Premium", "properties.firewallPolicy.id"},
	"Microsoft.Network/firewallPolicies": {
		"properties.threatIntelMode=Deny", "properties.intrusionDetection.mode=Deny", "properties.dnsSettings.enableProxy",
	},
	"Microsoft.Network/bastionHosts": {"sku.name=Premium", "properties.disableCopyPaste", "properties.enableTunneling"},
	"Microsoft.MachineLearningServices/workspaces": {
		"properties.systemDatastoresAuthMode=Identity", "properties.v1LegacyMode", "properties.imageBuildCompute",
		"properties.managedNetwork.isolationMode=Disabled", "properties.enableDataIsolation",
		"properties.serverlessComputeSettings.serverlessComputeCustomSubnet", "properties.encryption.keyVaultProperties",
		"properties.primaryUserAssignedIdentity",
	},
	"Microsoft.MachineLearningServices/workspaces/computes": {
		"properties.computeType=AKS", "properties.computeType=Kubernetes", "properties.resourceId",
		"properties.properties.loadBalancerType=InternalLoadBalancer", "properties.properties.loadBalancerSubnet",
		"properties.properties.sslConfiguration.leafDomainLabel", "properties.properties.namespace",
		"properties.properties.instanceTypes.any.resources.limits", "properties.properties.enableNodePublicIp",
		"properties.properties.idleTimeBeforeShutdown", "properties.disableLocalAuth", "identity.type=SystemAssigned",
	},
	"Microsoft.ContainerService/managedClusters": {
		"properties.agentPoolProfiles[*].securityProfile.sshAccess=Disabled",
		"properties.agentPoolProfiles[*].enableEncryptionAtHost", "properties.agentPoolProfiles[*].osSKU=AzureLinux",
		"properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN",
		"properties.apiServerAccessProfile.enableVnetIntegration", "properties.nodeResourceGroupProfile.restrictionLevel=ReadOnly",
		"properties.networkProfile.outboundType=userAssignedNATGateway", "properties.networkProfile.advancedNetworking.enabled",
		"properties.securityProfile.imageCleaner.enabled", "properties.securityProfile.workloadIdentity.enabled",
		"properties.azureMonitorProfile.metrics.enabled", "properties.autoUpgradeProfile.nodeOSUpgradeChannel=NodeImage",
	},
	"Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings": {"properties.sourceResourceId", "properties.roles[*]"},
	"Microsoft.KubernetesConfiguration/extensions": {
		"properties.scope.cluster.releaseNamespace", "properties.configurationSettings.any",
		"properties.configurationProtectedSettings.any", "identity.type=SystemAssigned", "properties.releaseTrain",
	},
	"Microsoft.Storage/storageAccounts": {
		"properties.allowSharedKeyAccess", "properties.allowCrossTenantReplication", "properties.minimumTlsVersion=TLS1_3",
		"properties.networkAcls.resourceAccessRules[*].resourceId", "properties.publicNetworkAccess=Disabled",
		"properties.defaultToOAuthAuthentication", "properties.encryption.requireInfrastructureEncryption",
	},
	"Microsoft.KeyVault/vaults": {"properties.enablePurgeProtection", "properties.networkAcls.bypass=AzureServices"},
	"Microsoft.ContainerRegistry/registries": {
		"properties.networkRuleBypassOptions=None", "properties.policies.exportPolicy.status=disabled",
		"properties.anonymousPullEnabled", "properties.roleAssignmentMode=AbacRepositoryPermissions",
		"properties.policies.azureADAuthenticationAsArmPolicy.status=disabled",
	},
	"Microsoft.OperationalInsights/workspaces": {
		"properties.features.disableLocalAuth", "properties.publicNetworkAccessForIngestion=Disabled",
	},
	"Microsoft.Insights/components":         {"properties.WorkspaceResourceId", "properties.DisableLocalAuth"},
	"Microsoft.Insights/diagnosticSettings": {"properties.logs[*].categoryGroup", "properties.logAnalyticsDestinationType"},
	"Microsoft.Insights/privateLinkScopes":  {"properties.accessModeSettings.ingestionAccessMode=PrivateOnly"},
	"Microsoft.Authorization/roleAssignments": {
		"properties.principalType=ServicePrincipal", "properties.delegatedManagedIdentityResourceId",
	},
	"Microsoft.Compute/virtualMachines": {"properties.securityProfile.encryptionAtHost", "properties.securityProfile.uefiSettings.vTpmEnabled"},
}

func TestVersionsHoldWhatTemplatesNeed(t *testing.T) {
	set := schemas.New()
	for name, paths := range needs {
		version, ok := set.Version(name)
		if !ok {
			t.Errorf("%s: no version", name)
			continue
		}
		r, _ := set.Lookup(name, version)
		for _, need := range paths {
			path, value, valued := strings.Cut(need, "=")
			p, ok := types.PropertyAt(r, path)
			if !ok || p.Flags.Has(types.ReadOnly) {
				t.Errorf("%s: no property %s to be set", r, path)
				continue
			}
			if lit := (types.StringLit{Value: value}); valued && !has(p.Type, lit) {
				t.Errorf("%s: %s is %s, without '%s'", r, path, p.Type, value)
			}
		}
	}
}

// has reports whether lit is named in t: an enumeration may take any string,
// but is to know this one.
func has(t types.Type, lit types.StringLit) bool {
	for _, m := range types.MembersOf(t) {
		if m, ok := m.(types.StringLit); ok && m.Value == lit.Value {
			return true
		}
	}
	return false
}

func TestVersionAndLookup(t *testing.T) {
	set := schemas.New()
	for _, c := range []struct{ name, version, want string }{
		{"microsoft.network/virtualnetworks", "", "Microsoft.Network/virtualNetworks"},
		{"Microsoft.Insights/PrivateLinkScopes", "2021-07-01-PREVIEW", "microsoft.insights/privateLinkScopes"},
		{"Microsoft.Insights/PrivateLinkScopes", "2021-09-01", "Microsoft.Insights/privateLinkScopes"},
		{"Microsoft.Network/virtualNetworks", "1999-01-01", ""},
		{"Microsoft.Network/nothing", "2025-05-01", ""},
	} {
		version := c.version
		if version == "" {
			version, _ = set.Version(c.name)
		}
		r, ok := set.Lookup(c.name, version)
		if ok != (c.want != "") || ok && r.Ref.Type != c.want {
			t.Errorf("%s@%s: got %v", c.name, version, r)
		}
		if again, _ := set.Lookup(c.name, version); again != r {
			t.Errorf("%s: two lookups differ", c.name)
		}
	}
	if v, ok := set.Version("Microsoft.Network/nothing"); ok {
		t.Errorf("got %s", v)
	}
	if v := set.Versions("Microsoft.Authorization/locks"); len(v) != 1 || v[0] != "2020-05-01" {
		t.Errorf("got %v", v)
	}
}
