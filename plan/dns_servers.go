package plan

import (
	"net/netip"
	"slices"

	"github.com/amlsec/amlsec/intent"
)

// azureDNS is the address at which Azure itself answers in every network.
const azureDNS = "168.63.129.16"

// ownServers are the DNS servers of the organisation: Azure's own is none.
func (b *builder) ownServers() []intent.Addr {
	var servers []intent.Addr
	for _, s := range b.in.Network.PrivateDNS.Servers {
		if s.V.String() != azureDNS {
			servers = append(servers, s)
		}
	}
	return servers
}

// serversOutside are those that no known range of the virtual network holds.
// They ask Azure from a network of their own, and see the zones linked to that.
func (b *builder) serversOutside() []intent.Addr {
	var outside []intent.Addr
	for _, s := range b.ownServers() {
		holds := func(p intent.Prefix) bool { return p.V.Contains(s.V) }
		if !slices.ContainsFunc(b.networkRanges(), holds) {
			outside = append(outside, s)
		}
	}
	return outside
}

// serverPrefixes are the servers as ranges of one address.
func serverPrefixes(servers []intent.Addr) []netip.Prefix {
	var all []netip.Prefix
	for _, s := range servers {
		all = append(all, netip.PrefixFrom(s.V, 32))
	}
	return all
}

// checkServers checks that the organisation's DNS servers can answer: for the
// name of the API server when the nodes start, and for those of the endpoints.
func (b *builder) checkServers() {
	servers, outside := b.ownServers(), b.serversOutside()
	if len(servers) == 0 {
		return
	}
	if len(outside) > 0 && b.namesOwnAPIServer() {
		hint := "give inference.cluster.privateDnsZone the id of a zone " + b.clusterZoneName() + " that is linked to the network of the DNS servers"
		if len(b.addressSpace()) == 0 {
			hint += ", or tell the addressPrefixes of the virtual network if they hold the servers"
		}
		b.fail("AML235", outside[0].Span, hint,
			"DNS server %s is outside the virtual network, and the zone that AKS makes for the API server is linked to this network alone: nodes would not find it", outside[0].V)
	}
	const newHint = "let a policy connect new networks, use network.virtualNetwork.existing, or accept AML236 and say how they are connected"
	switch zones := b.in.Network.PrivateDNS.Zones.V; {
	case len(outside) > 0 && zones == "create":
		b.warn("AML236", outside[0].Span, "let the servers forward the zones to a resolver in this network, or link the zones to theirs; then accept AML236 and say which",
			"DNS server %s is outside the virtual network, and the zones that are made here are linked to this network alone", outside[0].V)
	case len(outside) > 0 && b.ownsVNet() && b.usesAKS():
		b.warn("AML236", outside[0].Span, newHint,
			"DNS server %s is not connected to the new virtual network when the nodes start, which then find no name", outside[0].V)
	case b.ownsVNet() && b.usesAKS():
		b.warn("AML236", servers[0].Span, "use network.virtualNetwork.existing with a network where the servers run, or leave servers out",
			"DNS server %s would be in the new virtual network, where nothing answers when the nodes start", servers[0].V)
	}
}

// namesOwnAPIServer reports whether AKS makes the zone of a private API server.
func (b *builder) namesOwnAPIServer() bool {
	c := b.in.Inference.Cluster
	return b.ownsCluster() && c.Private.V && c.PrivateDNSZone.V == "system"
}
