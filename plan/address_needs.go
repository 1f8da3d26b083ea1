package plan

import (
	"strconv"
	"strings"
)

// wantedSubnets are the subnets that the environment needs, in the order in
// which they are placed. Each has a generous fixed size, so that a change of
// one field does not move the subnets of others.
func (b *builder) wantedSubnets() []wanted {
	var needed []wanted
	for _, w := range b.allSubnets() {
		if b.needs(w.purpose) {
			needed = append(needed, w)
		}
	}
	return needed
}

// allSubnets are the subnets of every purpose, needed or not.
func (b *builder) allSubnets() []wanted {
	ask := b.in.Network.Subnets
	all := []wanted{
		{purpose: PurposeEndpoints, ask: ask.Endpoints, need: b.endpointAddresses(), size: 26,
			why: "holds the private endpoints", source: pageInferencing},
		{purpose: PurposeLoadBalancer, ask: ask.LoadBalancer, need: 1, size: 26,
			why: "holds the address of the scoring endpoint's internal load balancer", source: pageInferencing},
		{purpose: PurposeBastion, ask: ask.Bastion, need: 1, size: smallestOfAzure,
			why: "holds the Bastion host"},
		{purpose: PurposeFirewall, ask: ask.Firewall, need: 1, size: smallestOfAzure,
			why: "holds the Azure Firewall"},
		{purpose: PurposeTraining, ask: ask.Training, need: b.in.Workspace.ImageBuild.MaxNodes.V, size: 24,
			why: "holds the compute that builds images, one address for each node", source: pageTraining},
		{purpose: PurposeCluster, ask: ask.Cluster, need: b.clusterAddresses(), size: 22,
			why: b.clusterWhy(), source: pageInferencing},
	}
	for i := range all {
		all[i].size = min(all[i].size, all[i].least())
	}
	return all
}

// needs reports whether the environment has a subnet of that purpose.
func (b *builder) needs(p Purpose) bool {
	in := b.in
	switch p {
	case PurposeEndpoints:
		return true
	case PurposeLoadBalancer:
		return b.attachesV1() && in.Inference.LoadBalancer.V == "internal"
	case PurposeTraining:
		// A managed network hosts the computes of a workspace itself.
		return b.usesAKS()
	case PurposeCluster:
		return b.ownsCluster()
	case PurposeBastion:
		return in.Network.Bastion.V
	case PurposeFirewall:
		return in.Network.Egress.Path.V == "firewall" && b.usesAKS()
	}
	return false
}

func (b *builder) clusterWhy() string {
	if b.in.Inference.Cluster.Network.Plugin.V == "azure" {
		return "holds the nodes of the cluster and their pods"
	}
	return "holds the nodes of the cluster; pods have a range of their own"
}

// endpointAddresses counts the addresses that private endpoints take: that of
// a workspace has three, that of a registry one more for its data, and that of
// a private link scope one for each of some dozen host names.
func (b *builder) endpointAddresses() int {
	n := 0
	for _, e := range b.wantedEndpoints() {
		n += e.addresses
	}
	return n
}

// clusterAddresses counts the addresses of the cluster's subnet at its
// largest, during an upgrade: a node takes one, and with the azure plugin one
// for each pod it may run. The API server's private endpoint and the internal
// balancer take one each.
func (b *builder) clusterAddresses() int {
	n := 2
	for _, p := range b.pools() {
		perNode := 1
		if b.in.Inference.Cluster.Network.Plugin.V == "azure" {
			perNode += p.MaxPods
		}
		n += p.most() * perNode
	}
	return n
}

// clusterNodes counts the nodes at most, surge included.
func (b *builder) clusterNodes() int {
	n := 0
	for _, p := range b.pools() {
		n += p.most()
	}
	return n
}

// most is how many nodes the pool has at most, those added by an upgrade included.
func (p Pool) most() int {
	n := p.Count
	if p.Scales {
		n = p.Max
	}
	return n + p.surge(n)
}

// surge is how many nodes an upgrade adds to n: a number, or a percentage,
// rounded up. An upgrade adds one when nothing is said.
func (p Pool) surge(n int) int {
	share, isPercent := strings.CutSuffix(p.MaxSurge, "%")
	v, err := strconv.Atoi(share)
	switch {
	case err != nil:
		return 1
	case isPercent:
		return max(1, (n*v+99)/100)
	}
	return max(1, v)
}
