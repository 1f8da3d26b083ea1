package plan

import "net/netip"

// The outbound types of AKS that are planned.
const (
	outboundNAT      = "userAssignedNATGateway"
	outboundBalancer = "loadBalancer"
	outboundRoutes   = "userDefinedRouting"
)

// egress decides how traffic leaves the network. Every subnet of ours has no
// default outbound access, so whatever needs one gets it here.
func (b *builder) egress() {
	out := b.in.Network.Egress
	if !b.usesAKS() {
		b.warnIdle("nothing in the virtual network starts connections", idle{out.Path.IsSet(), out.Path.Span, out.Path.Path})
		return
	}
	switch out.Path.V {
	case "natGateway":
		b.plan.Network.OutboundType = outboundNAT
		b.leaveByNAT(PurposeTraining, PurposeCluster)
	case "loadBalancer":
		b.plan.Network.OutboundType = outboundBalancer
		b.warn("AML412", out.Path.Span, "write path: natGateway, which nothing can reach from outside",
			"egress path \"loadBalancer\" gives the cluster a public load balancer for its way out")
		b.leaveByNAT(PurposeTraining)
	case "firewall":
		b.plan.Network.OutboundType = outboundRoutes
		b.leaveByFirewall()
	case "appliance":
		b.plan.Network.OutboundType = outboundRoutes
		b.checkAppliance()
		b.leaveByRoute(out.Appliance.V, origin(out.Appliance, "sends everything that leaves to the network virtual appliance"))
	}
}

// leaving are the subnets of those purposes that are ours to attach a way out
// to. One that exists has its owner's, which is among the prerequisites.
func (b *builder) leaving(purposes ...Purpose) []*Subnet {
	var ours []*Subnet
	for _, p := range purposes {
		if s := b.subnet(p); s != nil && !s.Existing {
			ours = append(ours, s)
		}
	}
	return ours
}

// leaveByNAT attaches a NAT gateway. The cluster's outbound type is the same
// where the gateway is the owner's: AKS only checks that one is attached.
func (b *builder) leaveByNAT(purposes ...Purpose) {
	subnets := b.leaving(purposes...)
	if len(subnets) == 0 {
		return
	}
	path := b.in.Network.Egress.Path
	ip := b.publicIP(symNATGateway, "nat-gateway", origin(path, "gives traffic that leaves by the NAT gateway its source address"))
	nat := &NATGateway{
		Resource: Resource{
			Origin: origin(path, "lets nodes call out; nobody can call in through it"),
			Symbol: symNATGateway, Name: b.fixedName(kindNATGateway),
		},
		PublicIP: ip, // and no zone: Azure places the gateway, and an address of all zones fits
	}
	nat.Source = pageNAT
	b.plan.Network.NAT = nat
	for _, s := range subnets {
		s.NAT = Ref{Symbol: symNATGateway, Path: "id"}
	}
}

// publicIP plans the public address of an item and returns the address's symbol.
func (b *builder) publicIP(owner, slug string, from Origin) string {
	symbol := owner + publicIPSuffix
	b.plan.Network.PublicIPs = append(b.plan.Network.PublicIPs, PublicIP{
		Resource: Resource{Origin: from, Symbol: symbol, Name: b.fixedName(kindPublicIP, slug)},
		Zones:    b.allZones(),
	})
	return symbol
}

// leaveByRoute sends everything that leaves to a next hop. AKS wants the table
// on the subnet before the cluster, which the subnet's reference ensures.
func (b *builder) leaveByRoute(hop netip.Addr, from Origin) {
	subnets := b.leaving(PurposeTraining, PurposeCluster)
	if len(subnets) == 0 {
		return
	}
	from.Source = pageAKSEgress
	b.plan.Network.Routes = &RouteTable{
		Resource: Resource{Origin: from, Symbol: symRouteTable, Name: b.fixedName(kindRouteTable)},
		NextHop:  hop,
	}
	for _, s := range subnets {
		s.Routes = Ref{Symbol: symRouteTable, Path: "id"}
	}
}

// checkAppliance checks that the next hop can be one. One inside a subnet that
// uses the route table would send its own traffic to itself.
func (b *builder) checkAppliance() {
	hop := b.in.Network.Egress.Appliance
	if !hop.V.IsValid() {
		return // package intent has reported it
	}
	for _, s := range b.plan.Network.Subnets {
		if s.Prefix.IsValid() && s.Prefix.Contains(hop.V) && (!s.Existing || s.Purpose == PurposeTraining || s.Purpose == PurposeCluster) {
			b.fail("AML230", hop.Span, "give the appliance a subnet of its own, outside the planned ones", "appliance %s is in %s, the range of subnet %q", hop.V, s.Prefix, s.Purpose)
			return
		}
	}
	for _, r := range b.clusterRanges() {
		if r.value.V.Masked().Contains(hop.V) {
			b.failBeside(r.value.Span, "AML231", hop.Span, "write the appliance's own address, or move the range", "appliance %s is in the cluster's %s, %s", hop.V, r.what, r.value.V)
			return
		}
	}
	if b.ownsVNet() {
		b.warn("AML232", hop.Span, "let a policy connect new networks, use network.virtualNetwork.existing, or accept AML232 and say how they are connected",
			"appliance %s is not connected to the new virtual network when the cluster is created, and nodes without a way out do not start", hop.V)
	}
}
