package plan

import "net/netip"

// inboundRows are the flows that a subnet admits.
func (b *builder) inboundRows(s Subnet) []ruleRow {
	switch s.Purpose {
	case PurposeEndpoints:
		return b.intoEndpoints(s)
	case PurposeLoadBalancer:
		return b.intoLoadBalancer(s)
	case PurposeTraining:
		return b.intoTraining(s)
	case PurposeCluster:
		return b.intoCluster(s)
	case PurposeBastion:
		return b.intoBastion()
	}
	return nil
}

func (b *builder) intoEndpoints(s Subnet) []ruleRow {
	own := ranges(s.Prefix)
	return []ruleRow{
		{name: "AllowHttpsFromVirtualNetwork", priority: 100, from: tag("VirtualNetwork"), to: own, protocol: "Tcp", ports: []string{"443"},
			origin: asOf(s, "clients in the network call every service over HTTPS")},
		{name: "AllowSmbFromVirtualNetwork", priority: 110, from: tag("VirtualNetwork"), to: own, protocol: "Tcp", ports: []string{"445"},
			origin: asOf(s, "computes mount the file share of the workspace")},
	}
}

func (b *builder) intoLoadBalancer(s Subnet) []ruleRow {
	return append([]ruleRow{
		{name: "AllowLoadBalancerProbes", priority: 100, from: tag("AzureLoadBalancer"), to: tag("*"), protocol: "*", ports: []string{"*"},
			origin: asOf(s, "Azure's load balancer asks whether its targets are healthy")},
	}, b.scoringRows(s)...)
}

func (b *builder) intoTraining(s Subnet) []ruleRow {
	own := ranges(s.Prefix)
	return []ruleRow{
		{name: "AllowNodesInSubnet", priority: 100, from: own, to: own, protocol: "*", ports: []string{"*"},
			origin: asOf(s, "nodes of a compute cluster speak to each other; nobody else reaches them")},
	}
}

// intoCluster admits what the nodes need among themselves, since AKS does not
// support less, and what callers need. In an overlay the traffic of pods
// crosses the subnet with their own addresses.
func (b *builder) intoCluster(s Subnet) []ruleRow {
	inside := ranges(s.Prefix, b.podRange())
	nodes := asOf(s, "nodes and pods of the cluster reach each other, as AKS requires")
	nodes.Source = pageAKSNetwork
	return append([]ruleRow{
		{name: "AllowNodesAndPods", priority: 100, from: inside, to: inside, protocol: "*", ports: []string{"*"}, origin: nodes},
		{name: "AllowLoadBalancerProbes", priority: 110, from: tag("AzureLoadBalancer"), to: tag("*"), protocol: "*", ports: []string{"*"},
			origin: asOf(s, "Azure's load balancer asks whether its targets are healthy")},
		{name: "AllowApiServerFromVirtualNetwork", priority: 120, from: tag("VirtualNetwork"), to: ranges(s.Prefix), protocol: "Tcp", ports: []string{"443"},
			off:    !b.in.Inference.Cluster.Private.V,
			origin: origin(b.in.Inference.Cluster.Private, "administrators in the network reach the API server's private endpoint; network policies are off here, so Azure applies no rule to it")},
	}, b.scoringRows(s)...)
}

// podRange is the range of pods; not valid when they have none of their own.
func (b *builder) podRange() netip.Prefix {
	if b.ownsCluster() && b.podsHaveRange() {
		return b.in.Inference.Cluster.Network.PodCIDR.V
	}
	return netip.Prefix{}
}

// scoringRows admit callers to the scoring endpoint. The rules stand on the
// nodes' subnet, where Azure applies them, as well as on the balancer's: a
// balanced packet keeps the balancer's address as its destination.
func (b *builder) scoringRows(s Subnet) []ruleRow {
	scoring := b.in.Inference.Scoring
	to := b.scoringDestination(s)
	rows := []ruleRow{
		{name: "AllowScoringFromVirtualNetwork", priority: 200, from: b.ownNetwork(), to: to, protocol: "Tcp", ports: b.scoringPorts(),
			origin: asOf(s, "callers in the network send data to the scoring endpoint")},
	}
	switch {
	case len(scoring.AllowFrom) > 0:
		o := origin(scoring.AllowFrom[0], "callers outside the network send data to the scoring endpoint, "+b.scoringPortWhy())
		o.From, o.Source = "inference.scoring.allowFrom", pageInferencing
		rows = append(rows, ruleRow{name: "AllowScoringFromCallers", priority: 210, from: Peer{Param: b.useParam(symScoringSources)}, to: to,
			protocol: "Tcp", ports: b.scoringPorts(), origin: o})
	case b.hasPublicBalancer():
		o := origin(b.in.Inference.LoadBalancer, "callers on the Internet send data to the public scoring endpoint, "+b.scoringPortWhy())
		rows = append(rows, ruleRow{name: "AllowScoringFromInternet", priority: 210, from: tag("Internet"), to: to,
			protocol: "Tcp", ports: b.scoringPorts(), origin: o})
	}
	return rows
}

// ownNetwork is the address space of the network, without its peers. The tag
// VirtualNetwork, which stands in where that is not known, is wider: it takes
// in peers, and with a route table for all traffic even the whole Internet.
func (b *builder) ownNetwork() Peer {
	if space := b.addressSpace(); len(space) > 0 {
		return ranges(space...)
	}
	return tag("VirtualNetwork")
}

// hasPublicBalancer reports whether the scoring endpoint has a public address.
func (b *builder) hasPublicBalancer() bool { return b.in.Inference.LoadBalancer.V == "public" }

// scoringDestination is the scoring address, as narrow as it is known: a
// public one is Azure's choice.
func (b *builder) scoringDestination(s Subnet) Peer {
	address := b.in.Inference.Scoring.Address
	switch {
	case b.hasPublicBalancer():
		return tag("*")
	case address.IsSet():
		return ranges(netip.PrefixFrom(address.V, 32))
	}
	if balancer := b.subnet(b.balancerSubnet()); balancer != nil {
		return ranges(balancer.Prefix, s.Prefix)
	}
	return ranges(s.Prefix)
}

// scoringPorts is what the scoring endpoint listens on.
func (b *builder) scoringPorts() []string {
	if b.hasTLS() {
		return []string{"443"}
	}
	return []string{"80"}
}

func (b *builder) scoringPortWhy() string {
	if b.hasTLS() {
		return "over HTTPS"
	}
	return "over HTTP, as inference.scoring.tls is not set"
}

// hasTLS reports whether the scoring endpoint speaks HTTPS.
func (b *builder) hasTLS() bool { return b.in.Inference.Scoring.TLS.IsSet() }

// intoBastion is the complete set that Azure demands of Bastion's subnet.
func (b *builder) intoBastion() []ruleRow {
	network := tag("VirtualNetwork")
	return []ruleRow{
		{name: "AllowHttpsFromInternet", priority: 100, from: tag("Internet"), to: tag("*"), protocol: "Tcp", ports: []string{"443"},
			origin: b.ofBastion("operators sign in through their browser")},
		{name: "AllowGatewayManager", priority: 110, from: tag("GatewayManager"), to: tag("*"), protocol: "Tcp", ports: []string{"443"},
			origin: b.ofBastion("Azure manages the host")},
		{name: "AllowLoadBalancerProbes", priority: 120, from: tag("AzureLoadBalancer"), to: tag("*"), protocol: "Tcp", ports: []string{"443"},
			origin: b.ofBastion("Azure's load balancer asks whether the host is healthy")},
		{name: "AllowFromBastionHosts", priority: 130, from: network, to: network, protocol: "*", ports: []string{"5701", "8080"},
			origin: b.ofBastion("the machines of the host speak to each other")},
	}
}

// ofBastion is the origin of what Azure demands of Bastion's subnet.
func (b *builder) ofBastion(why string) Origin {
	o := origin(b.in.Network.Bastion, why)
	o.Source = pageBastionNSG
	return o
}

// asOf is the origin of a subnet, with another reason.
func asOf(s Subnet, why string) Origin { return Origin{From: s.From, Span: s.Span, Why: why} }
