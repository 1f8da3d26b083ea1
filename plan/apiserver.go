package plan

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
)

// symClusterZone is an existing DNS zone for the name of the API server.
const symClusterZone = "clusterZone"

// longestSubzone is the longest label before privatelink in a zone's name.
const longestSubzone = 32

// apiServer decides how the control plane is reached. A private one has no
// public name: Azure Machine Learning does not support it.
func (b *builder) apiServer() APIServer {
	asked := b.in.Inference.Cluster
	if !asked.Private.V {
		return b.publicAPIServer()
	}
	api := APIServer{Private: true, DNSZone: "system"}
	if id, ok := b.clusterZoneID(); ok {
		api.DNSZone, api.Zone = "", symClusterZone
		api.FQDNSubdomain = b.fixedName(kindCluster).Text
		b.plan.Existing = append(b.plan.Existing, Existing{
			Resource: Resource{
				Origin: origin(asked.PrivateDNSZone, "holds the name of the private API server"),
				Symbol: symClusterZone, Name: givenName(id.Name()),
			},
			Type: "Microsoft.Network/privateDnsZones", Group: b.groupOf(id),
		})
	}
	return api
}

// publicAPIServer admits the callers of the intent. The nodes are callers too:
// without their own address among the ranges they never join the cluster.
func (b *builder) publicAPIServer() APIServer {
	api := APIServer{AuthorizedIPRanges: prefixes(b.in.Inference.Cluster.AuthorizedIPRanges)}
	if len(api.AuthorizedIPRanges) > 0 {
		api.EgressIP, _ = b.nodesLeaveBy()
	}
	return api
}

// nodesLeaveBy is the symbol of the public address by which the cluster's nodes
// leave, and whether AKS learns that address. With a balancer of its own it
// does so by itself; behind an appliance, or in a subnet of somebody else,
// nobody here knows the address.
func (b *builder) nodesLeaveBy() (publicIP string, known bool) {
	n, subnet := b.plan.Network, b.subnet(PurposeCluster)
	switch {
	case b.in.Network.Egress.Path.V == "loadBalancer":
		return "", true
	case subnet == nil:
		return "", true // reported already
	case subnet.NAT.Symbol != "":
		return n.NAT.PublicIP, true
	case subnet.Routes.Symbol != "" && n.Firewall != nil:
		return n.Firewall.PublicIP, true
	}
	return "", false
}

func prefixes(values []intent.Prefix) []netip.Prefix {
	var out []netip.Prefix
	for _, v := range values {
		out = append(out, v.V)
	}
	return out
}

func spanOfFirst[T any](values []intent.Value[T]) diag.Span {
	if len(values) == 0 {
		return diag.Span{}
	}
	return values[0].Span
}

// clusterZoneID is the zone of a private API server, if the intent names one.
func (b *builder) clusterZoneID() (intent.ResourceID, bool) {
	asked := b.in.Inference.Cluster
	if !b.ownsCluster() || !asked.Private.V {
		return intent.ResourceID{}, false
	}
	id, err := intent.ParseResourceID(asked.PrivateDNSZone.V)
	return id, err == nil
}

// checkAPIServer reports contradictions of private and public access.
func (b *builder) checkAPIServer() {
	asked := b.in.Inference.Cluster
	if !asked.Private.V {
		b.checkPublicAPIServer(asked)
		return
	}
	if asked.PublicFQDN.V {
		b.fail("AML502", asked.PublicFQDN.Span, "leave publicFqdn out",
			"publicFqdn is true, and Azure Machine Learning does not support a public name of a private cluster")
	}
	if len(asked.AuthorizedIPRanges) > 0 {
		b.fail("AML507", spanOfFirst(asked.AuthorizedIPRanges), "leave authorizedIpRanges out: callers come through the virtual network",
			"authorizedIpRanges belong to a public API server, and the cluster is private")
	}
	if asked.PrivateDNSZone.V == "none" {
		b.fail("AML503", asked.PrivateDNSZone.Span, "write privateDnsZone: system, or the id of a zone",
			"privateDnsZone \"none\" leaves the API server without a name, since it has no public one either")
	}
	if id, ok := b.clusterZoneID(); ok {
		b.checkClusterZone(id)
	}
}

func (b *builder) checkPublicAPIServer(asked intent.Cluster) {
	b.warn("AML404", asked.Private.Span, "write private: true",
		"private is false: the cluster's API server has a public address")
	everyone := slices.IndexFunc(asked.AuthorizedIPRanges, func(p intent.Prefix) bool { return p.V.Bits() == 0 })
	switch {
	case len(asked.AuthorizedIPRanges) == 0:
		b.warn("AML405", asked.Private.Span, "list the callers in authorizedIpRanges, or write private: true",
			"the public API server answers every address, since authorizedIpRanges is empty")
	case everyone >= 0:
		b.warn("AML405", asked.AuthorizedIPRanges[everyone].Span, "list the callers alone, or write private: true",
			"the public API server answers every address, since authorizedIpRanges holds %s", asked.AuthorizedIPRanges[everyone].V)
	default:
		b.checkAPICallers(asked.AuthorizedIPRanges)
	}
	b.warnIdle("it belongs to a private cluster",
		idle{asked.PrivateDNSZone.IsSet(), asked.PrivateDNSZone.Span, asked.PrivateDNSZone.Path},
		idle{asked.PublicFQDN.IsSet(), asked.PublicFQDN.Span, asked.PublicFQDN.Path})
}

// checkAPICallers checks who may call a public API server: addresses of the
// Internet, the nodes' own among them and, where the workspace comes in by
// local accounts, those of Azure Machine Learning.
func (b *builder) checkAPICallers(callers []intent.Prefix) {
	for _, c := range callers {
		if i := slices.IndexFunc(unroutedRanges(), func(p netip.Prefix) bool { return p.Overlaps(c.V) && p.Bits() <= c.V.Bits() }); i >= 0 {
			b.fail("AML520", c.Span, "write the public addresses by which the callers leave their network, or private: true",
				"authorized range %s is inside %s, and no call from there reaches a public API server", c.V, unroutedRanges()[i])
		}
	}
	at := spanOfFirst(callers)
	if _, known := b.nodesLeaveBy(); !known {
		b.warn("AML428", at, "add "+b.unknownEgress()+" to authorizedIpRanges, as a /32, and accept AML428",
			"authorizedIpRanges must hold the address by which the cluster's own nodes leave, and that one is not known here")
	}
	if !b.hasTrustedAccess() {
		b.warn("AML429", at, "add the ranges of Azure Machine Learning in "+b.in.Location.V+" and in its paired region, and accept AML429",
			"with %s, authorizedIpRanges must hold the control plane of Azure Machine Learning, and its addresses are not known here", b.servingIn())
	}
}

// unknownEgress says which address the nodes' way out has.
func (b *builder) unknownEgress() string {
	if b.in.Network.Egress.Path.V == "appliance" {
		return "the public address behind appliance " + b.in.Network.Egress.Appliance.V.String()
	}
	return "the public address by which the cluster's subnet leaves"
}

// unroutedRanges are the ranges from which nothing comes over the Internet:
// private ones, those of carriers, loopback, link-local and multicast.
func unroutedRanges() []netip.Prefix {
	var all []netip.Prefix
	for _, s := range []string{"10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3"} {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}

// clusterZoneName is the zone of private API servers in the region.
func (b *builder) clusterZoneName() string {
	domain := "azmk8s.io"
	switch b.in.Cloud.V {
	case cloudUSGov:
		domain = "cx.aks.containerservice.azure.us"
	case cloudChina:
		domain = "cx.prod.service.azk8s.cn"
	}
	return "privatelink." + b.in.Location.V + "." + domain
}

// checkClusterZone wants the region's zone, or one label below it.
func (b *builder) checkClusterZone(id intent.ResourceID) {
	asked := b.in.Inference.Cluster.PrivateDNSZone
	want := b.clusterZoneName()
	name := strings.ToLower(id.Name())
	sub, below := strings.CutSuffix(name, "."+want)
	switch {
	case name != want && (!below || strings.Contains(sub, ".")):
		b.fail("AML504", asked.Span, "name the zone "+want+", or one label below it",
			"privateDnsZone %q is not a zone of private API servers in %s", id.Name(), b.in.Location.V)
	case len(sub) > longestSubzone && below:
		b.fail("AML504", asked.Span, "use a zone whose first label is shorter",
			"the first label of privateDnsZone %q has %d characters: %d at most are wanted", id.Name(), len(sub), longestSubzone)
	}
}

// checkClusterIdentity reports what only an identity made apart can do: it has
// its roles before the cluster needs them.
func (b *builder) checkClusterIdentity() {
	asked := b.in.Inference.Cluster
	if b.ownsClusterIdentity() {
		return
	}
	const hint = "write identity: UserAssigned, or leave it out"
	if _, ok := b.clusterZoneID(); ok {
		b.fail("AML505", asked.Identity.Span, hint, "identity \"SystemAssigned\" cannot write to a privateDnsZone of your own")
	}
	if b.routesThroughHop() {
		b.fail("AML506", asked.Identity.Span, hint, "identity \"SystemAssigned\" does not go with a route table, which egress path %q brings", b.in.Network.Egress.Path.V)
	}
}

// checkLocalAccounts compares local accounts with how the workspace gets in.
func (b *builder) checkLocalAccounts() {
	asked := b.in.Inference.Cluster.LocalAccounts
	switch {
	case !asked.IsSet():
	case !asked.V && !b.hasTrustedAccess():
		b.fail("AML513", asked.Span, "leave localAccounts out, or use attachment: kubernetes in AzureCloud",
			"localAccounts is false, and %s in %s has no other way into the cluster", b.servingIn(), b.in.Cloud.V)
	case asked.V && b.hasTrustedAccess():
		b.warn("AML406", asked.Span, "leave localAccounts out: the workspace comes in by Trusted Access",
			"localAccounts is true: certificates that nobody can revoke alone open the cluster")
	}
}
