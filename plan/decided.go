package plan

import (
	"strings"

	"github.com/amlsec/amlsec/diag"
)

// decision says which fields of an intent decide a property of a resource.
type decision struct {
	// symbol is the resource's; property its path in the template, or the
	// beginning of it; for what is missing beside the resource its type.
	symbol, property string
	// fields are the deciding ones; the first that was written is meant.
	fields []string
}

// decisions are in order: the first row that fits counts.
func decisions() []decision {
	access, accounts := []string{"network.access"}, []string{"inference.cluster.localAccounts", "inference.attachment", "cloud"}
	keys, scope := []string{"workspace.storage.sharedKeyAccess", "inference.attachment"}, []string{"workspace.monitor.privateLinkScope"}
	pools, identity := []string{"inference.cluster.pools"}, []string{"workspace.identity"}
	rules := []string{"inference.loadBalancer", "network.egress.rules"}
	return []decision{
		{symWorkspace, "properties.publicNetworkAccess", []string{"workspace.publicNetworkAccess"}},
		{symWorkspace, "properties.v1LegacyMode", []string{"workspace.v1LegacyMode"}},
		{symWorkspace, "properties.hbiWorkspace", []string{"workspace.isolation.highBusinessImpact"}},
		{symWorkspace, "properties.systemDatastoresAuthMode", keys},
		{symWorkspace, "properties.primaryUserAssignedIdentity", identity},
		{symWorkspace, "identity", identity},
		{symWorkspace, "properties.managedNetwork", []string{"inference.target"}},
		{symWorkspace, "properties.imageBuildCompute", []string{"workspace.imageBuild"}},
		{symStorage, "properties.allowSharedKeyAccess", keys},
		{symStorage, "properties.publicNetworkAccess", access},
		{symStorage, "properties.networkAcls", access},
		{symStorage, "sku", []string{"workspace.storage.sku", "profile"}},
		{symStorage, "Microsoft.Network/private", access},
		{symKeyVault, "properties.publicNetworkAccess", access},
		{symKeyVault, "properties.networkAcls", access},
		{symKeyVault, "Microsoft.Network/private", access},
		{symRegistry, "properties.zoneRedundancy", []string{"profile", "location"}},
		{symLogAnalytics, "properties.publicNetworkAccess", scope},
		{symInsights, "properties.publicNetworkAccess", scope},
		{symPrivateLinkScope, "properties.accessModeSettings", scope},
		{symCluster, "properties.disableLocalAccounts", accounts},
		{symCluster, "properties.apiServerAccessProfile.enablePrivateClusterPublicFQDN", []string{"inference.cluster.publicFqdn", "inference.cluster.private"}},
		{symCluster, "properties.apiServerAccessProfile", []string{"inference.cluster.private"}},
		{symCluster, "properties.aadProfile", []string{"inference.cluster.adminGroups"}},
		{symCluster, "properties.agentPoolProfiles[*].availabilityZones", append(pools, "profile", "location")},
		{symCluster, "properties.agentPoolProfiles[*].maxPods", append(pools, "inference.cluster.network.plugin")},
		{symCluster, "properties.agentPoolProfiles", pools},
		{symCluster, "properties.networkProfile.outboundType", []string{"network.egress.path"}},
		{symCluster, "properties.networkProfile", []string{"inference.cluster.network.plugin"}},
		{symCluster, "identity", []string{"inference.cluster.identity"}},
		{symCluster, "sku", []string{"profile"}},
		{symExtension, "properties.configurationSettings.allowInsecureConnections", []string{"inference.scoring.tls"}},
		{symExtension, "properties.configurationSettings.internalLoadBalancerProvider", []string{"inference.loadBalancer"}},
		{symExtension, "properties.configurationSettings.inferenceRouterHA", []string{"profile"}},
		{symOnlineEndpoint, "properties.authMode", []string{"inference.endpoint.authMode"}},
		{symFirewall, "properties.sku", []string{"network.egress.path"}},
		{nsgSymbol(PurposeCluster), "properties.securityRules", rules},
		{nsgSymbol(PurposeLoadBalancer), "properties.securityRules", rules},
	}
}

// Decided is where the intent decides a property of the resource with a
// symbolic name, or what is missing beside it, by type: the field if it was
// written, else the nearest section around it that was. It is false when no
// field does.
func (p *Plan) Decided(symbol, property string) (diag.Span, bool) {
	for _, d := range decisions() {
		if d.symbol != symbol || !strings.HasPrefix(property, d.property) {
			continue
		}
		for _, field := range d.fields {
			if at, exact := p.Intent.Place(field); exact {
				return at, true
			}
		}
		at, _ := p.Intent.Place(d.fields[0])
		return at, true
	}
	return diag.Span{}, false
}
