package plan

import (
	"net/netip"

	"github.com/amlsec/amlsec/intent"
)

// userAssigned is an identity of the control plane that is made apart.
const userAssigned = "UserAssigned"

// symUpgradeWindow is when Kubernetes is upgraded; the nodes' window waits for it.
const symUpgradeWindow = "clusterUpgradeWindow"

// cluster decides the AKS cluster: a new one, or one that exists.
func (b *builder) cluster() {
	b.checkTarget()
	if !b.usesAKS() {
		return
	}
	b.checkLoadBalancer()
	if !b.ownsCluster() {
		b.existingCluster()
		return
	}
	b.checkAPIServer()
	b.checkClusterIdentity()
	b.checkLocalAccounts()
	b.checkClusterNetwork()
	b.checkVersion()
	b.checkPools()
	b.clusterIdentities()
	b.plan.Cluster = b.newCluster()
}

// newCluster is the cluster to make. Its own log agent, policy and secrets
// add-ons and its upgrades are the same for all.
func (b *builder) newCluster() *Cluster {
	asked := b.in.Inference.Cluster
	c := &Cluster{
		Resource: Resource{
			Origin: sectionOrigin(asked.Section, "runs the models"),
			Symbol: symCluster, Name: b.fixedName(kindCluster),
		},
		Tier:                 b.clusterTier(),
		KubernetesVersion:    b.useParam(symKubernetesVersion),
		LocalAccounts:        b.hasLocalAccounts(),
		AdminGroups:          b.useParam(symAdminGroups),
		API:                  b.apiServer(),
		Network:              b.clusterNetwork(),
		Pools:                b.pools(),
		Subnet:               subnetSymbol(PurposeCluster),
		LogAnalytics:         symLogAnalytics,
		UpgradeChannel:       "patch",
		NodeOSUpgradeChannel: "NodeImage",
	}
	c.Source = pageInferencing
	if b.ownsClusterIdentity() {
		c.Identity, c.KubeletIdentity = symClusterIdentity, symKubeletIdentity
	}
	c.Maintenance = maintenance(sectionOrigin(asked.Section, ""))
	if c.API.Zone == "" {
		c.DNSPrefix = c.Name.Text
	}
	if b.plan.Network.Firewall != nil {
		// Nodes fetch their images as soon as they start.
		c.After = append(c.After, symFirewall, symFirewallRule)
	}
	return c
}

// maintenance keeps upgrades to the night before Monday. Azure fixes the names:
// each stands for one of the two channels. A cluster takes one change at a time.
func maintenance(from Origin) []MaintenanceWindow {
	from.Source = pageMaintenance
	window := func(symbol, name, why string, after ...string) MaintenanceWindow {
		from.Why = why
		return MaintenanceWindow{
			Resource: Resource{Origin: from, Symbol: symbol, Name: givenName(name), After: after},
			Day:      "Sunday", Start: "01:00", Hours: 4, EveryWeeks: 1,
		}
	}
	return []MaintenanceWindow{
		window(symUpgradeWindow, "aksManagedAutoUpgradeSchedule", "lets AKS bring Kubernetes up to date at that time only"),
		window("nodeUpgradeWindow", "aksManagedNodeOSUpgradeSchedule", "lets AKS bring the nodes' images up to date at that time only", symUpgradeWindow),
	}
}

// clusterTier is the promise of uptime that comes with the profile.
func (b *builder) clusterTier() string {
	if b.isProduction() {
		return "Standard"
	}
	return "Free"
}

// ownsClusterIdentity reports whether the control plane has an identity made
// apart, which can be given its roles before the cluster is there.
func (b *builder) ownsClusterIdentity() bool {
	return b.ownsCluster() && b.in.Inference.Cluster.Identity.V == userAssigned
}

// clusterIdentities makes the identities of the control plane and the nodes.
func (b *builder) clusterIdentities() {
	if !b.ownsClusterIdentity() {
		return
	}
	asked := b.in.Inference.Cluster.Identity
	b.plan.Identities = append(b.plan.Identities,
		Identity{Resource{
			Origin: origin(asked, "lets the control plane join subnets and keep the balancer"),
			Symbol: symClusterIdentity, Name: b.fixedName(kindIdentity, "cluster"),
		}},
		Identity{Resource{
			Origin: origin(asked, "lets the nodes pull images"),
			Symbol: symKubeletIdentity, Name: b.fixedName(kindIdentity, "kubelet"),
		}})
}

// hasLocalAccounts reports whether certificates open the cluster. Without
// Trusted Access the workspace knows no other way in.
func (b *builder) hasLocalAccounts() bool {
	asked := b.in.Inference.Cluster.LocalAccounts
	if asked.IsSet() {
		return asked.V
	}
	return !b.hasTrustedAccess()
}

// clusterNetwork is the cluster's network profile. Calico serves both
// modes with the plain data plane; for Cilium nobody documents that the AzureML
// extension runs on it.
func (b *builder) clusterNetwork() ClusterNetwork {
	asked := b.in.Inference.Cluster.Network
	n := ClusterNetwork{
		Plugin: "azure", Policy: "calico", Dataplane: "azure",
		ServiceCIDR:  asked.ServiceCIDR.V,
		DNSServiceIP: asked.DNSServiceIP.V,
		OutboundType: b.plan.Network.OutboundType,
	}
	if asked.Plugin.V == "overlay" {
		n.Mode, n.PodCIDR = "overlay", asked.PodCIDR.V
	}
	if b.attachesV1() {
		n.DockerBridge = asked.DockerBridgeCIDR.V
	}
	return n
}

// checkClusterNetwork reports what the plugin or the attachment does not use.
func (b *builder) checkClusterNetwork() {
	asked := b.in.Inference.Cluster.Network
	if asked.Plugin.V == "azure" {
		b.warnIdle("with plugin azure, pods take addresses of the subnet", idle{asked.PodCIDR.IsSet(), asked.PodCIDR.Span, asked.PodCIDR.Path})
	}
	if !b.attachesV1() {
		b.warnIdle("it belongs to attachment: akscompute",
			idle{asked.DockerBridgeCIDR.IsSet(), asked.DockerBridgeCIDR.Span, asked.DockerBridgeCIDR.Path},
			idle{b.in.Inference.Cluster.Purpose.IsSet(), b.in.Inference.Cluster.Purpose.Span, b.in.Inference.Cluster.Purpose.Path})
	}
}

// checkLoadBalancer reports a balancer open to the Internet, one without HTTPS
// there, and one whose answers would leave by another way than its callers came.
func (b *builder) checkLoadBalancer() {
	asked := b.in.Inference.LoadBalancer
	if asked.V != "public" {
		return
	}
	if path := b.in.Network.Egress.Path; b.routesThroughHop() {
		b.fail("AML518", asked.Span, "write loadBalancer: internal, or publish the scoring address at the firewall",
			"loadBalancer \"public\" does not work with egress path %q: answers would leave through the next hop, which does not know the call", path.V)
		return
	}
	if !b.in.Inference.Scoring.TLS.IsSet() {
		b.fail("AML519", asked.Span, "write loadBalancer: internal, or name a certificate in inference.scoring.tls",
			"loadBalancer is \"public\" and scoring has no certificate: data and keys would cross the Internet in the clear")
		return
	}
	b.warn("AML403", asked.Span, "write loadBalancer: internal",
		"loadBalancer is \"public\": the scoring endpoint has a public address")
}

// routesThroughHop reports whether a route table sends all traffic to a
// firewall or an appliance.
func (b *builder) routesThroughHop() bool {
	path := b.in.Network.Egress.Path.V
	return path == "firewall" || path == "appliance"
}

// existingCluster refers to a cluster that somebody else made. The endpoints
// of the workspace must be in its network, so that one must exist too.
func (b *builder) existingCluster() {
	asked := b.in.Inference.Cluster
	if b.ownsVNet() {
		b.fail("AML515", asked.Existing.Span, "write the cluster's network into network.virtualNetwork.existing",
			"cluster %q exists, and the virtual network would be a new one: the workspace's endpoints must be in the cluster's network", asked.Existing.V.Name())
	}
	r := b.useExisting(symCluster, asked.Existing, b.existingClusterHint())
	r.Why = "runs the models; its owner keeps it"
	b.plan.Cluster = &Cluster{Resource: r, Existing: true, Group: b.groupOf(asked.Existing.V)}
	b.warnIdleOnExisting(asked)
}

func (b *builder) existingClusterHint() string {
	hint := "that it is in " + b.in.Location.V + ", private, without public FQDN, with a managed identity that has Network Contributor on its network's group"
	if !b.hasTrustedAccess() {
		hint += ", and with local accounts"
	}
	return hint
}

// warnIdleOnExisting reports settings of a cluster that is not made here.
func (b *builder) warnIdleOnExisting(c intent.Cluster) {
	b.warnIdle("an existing cluster keeps its own settings",
		idle{c.Private.IsSet(), c.Private.Span, c.Private.Path},
		idle{c.PrivateDNSZone.IsSet(), c.PrivateDNSZone.Span, c.PrivateDNSZone.Path},
		idle{c.PublicFQDN.IsSet(), c.PublicFQDN.Span, c.PublicFQDN.Path},
		idle{c.KubernetesVersion.IsSet(), c.KubernetesVersion.Span, c.KubernetesVersion.Path},
		idle{c.Network.Plugin.IsSet(), c.Network.Plugin.Span, c.Network.Plugin.Path},
		idle{c.Identity.IsSet(), c.Identity.Span, c.Identity.Path},
		idle{len(c.AdminGroups) > 0, spanOfFirst(c.AdminGroups), "inference.cluster.adminGroups"},
		idle{c.LocalAccounts.IsSet(), c.LocalAccounts.Span, c.LocalAccounts.Path},
		idle{len(c.AuthorizedIPRanges) > 0, spanOfFirst(c.AuthorizedIPRanges), "inference.cluster.authorizedIpRanges"},
		idle{c.Pools.IsSet(), c.Pools.Span, c.Pools.Path})
}

// bridge is the Docker bridge of v1, not valid otherwise.
func (b *builder) bridge() netip.Prefix {
	if b.attachesV1() {
		return b.in.Inference.Cluster.Network.DockerBridgeCIDR.V
	}
	return netip.Prefix{}
}
