package plan

import (
	"fmt"
	"net/netip"
	"slices"

	"github.com/amlsec/amlsec/intent"
)

// clusterRange is a range inside the cluster.
type clusterRange struct {
	// code is reported for an overlap.
	code, what string
	value      intent.Prefix
}

// clusterRanges are the ranges inside the cluster, as far as this environment
// uses them.
func (b *builder) clusterRanges() []clusterRange {
	v1 := b.attachesV1()
	net := b.in.Inference.Cluster.Network
	var all []clusterRange
	if b.ownsCluster() || v1 {
		all = append(all, clusterRange{"AML203", "service range", net.ServiceCIDR})
	}
	if b.ownsCluster() && b.podsHaveRange() {
		all = append(all, clusterRange{"AML204", "pod range", net.PodCIDR})
	}
	if v1 {
		all = append(all, clusterRange{"AML205", "Docker bridge", net.DockerBridgeCIDR})
	}
	return all
}

// podsHaveRange reports whether pods take addresses of their own range, not of
// the cluster's subnet.
func (b *builder) podsHaveRange() bool { return b.in.Inference.Cluster.Network.Plugin.V != "azure" }

// checkClusterRanges checks the ranges inside the cluster: each overlaps
// neither the network nor another one, and holds what belongs there.
func (b *builder) checkClusterRanges() {
	ranges := b.clusterRanges()
	for i, r := range ranges {
		b.checkBesideNetwork(r)
		for _, o := range ranges[:i] {
			if o.value.V.Overlaps(r.value.V) {
				b.failBeside(o.value.Span, r.code, place(r.value, o.value.Span), b.rangeHint(r),
					"the %s %s overlaps the %s %s", r.what, r.value.V, o.what, o.value.V)
			}
		}
	}
	if len(ranges) > 0 {
		b.checkServiceIP()
	}
	if b.ownsCluster() && b.podsHaveRange() {
		b.checkPodRange()
	}
}

// checkBesideNetwork reports a range that overlaps the virtual network or,
// when its address space is not known, a subnet.
func (b *builder) checkBesideNetwork(r clusterRange) {
	for _, p := range b.networkRanges() {
		if p.V.Overlaps(r.value.V) {
			b.failBeside(p.Span, r.code, place(r.value, p.Span), b.rangeHint(r),
				"the cluster's %s %s overlaps %s of the virtual network", r.what, r.value.V, p.V)
			return
		}
	}
}

// networkRanges are the known ranges of the virtual network, with their places.
func (b *builder) networkRanges() []intent.Prefix {
	if len(b.addressSpace()) > 0 {
		return b.in.Network.VirtualNetwork.AddressPrefixes
	}
	var ranges []intent.Prefix
	for _, w := range b.allSubnets() {
		if w.ask.Prefix.IsSet() {
			ranges = append(ranges, w.ask.Prefix)
		}
	}
	return ranges
}

// rangeHint proposes a range of the same size that overlaps nothing known.
func (b *builder) rangeHint(r clusterRange) string {
	free, ok := b.freeRange(r)
	if !ok {
		return "choose a range that overlaps nothing"
	}
	switch r.code {
	case "AML203":
		return fmt.Sprintf("write %s: %s, and dnsServiceIp: %s", r.value.Path, free, nth(free, 10))
	case "AML205":
		return fmt.Sprintf("write %s: %s/%d", r.value.Path, nth(free, 1), free.Bits())
	}
	return fmt.Sprintf("write %s: %s", r.value.Path, free)
}

// freeRange is a range for r beside the network and the other ranges. A range
// before it that must move as well counts where it is proposed to go, so that
// all proposals hold together.
func (b *builder) freeRange(r clusterRange) (netip.Prefix, bool) {
	taken := reservedForCluster()
	for _, p := range b.networkRanges() {
		taken = append(taken, p.V)
	}
	fixed := len(taken)
	for _, o := range b.clusterRanges() {
		if o.code != r.code {
			taken = append(taken, o.value.V.Masked())
		}
	}
	for _, o := range b.clusterRanges() {
		if o.code == r.code {
			break
		}
		if slices.ContainsFunc(taken[:fixed], o.value.V.Overlaps) {
			if p, ok := b.freeRange(o); ok {
				taken = append(taken, p)
			}
		}
	}
	return firstFree(privateRanges(), taken, r.value.V.Bits())
}

// privateRanges is the private address space of RFC 1918, the middle first:
// networks of organisations lie there the least.
func privateRanges() []netip.Prefix {
	var all []netip.Prefix
	for _, s := range []string{"172.16.0.0/12", "10.0.0.0/8", "192.168.0.0/16"} {
		if p, err := netip.ParsePrefix(s); err == nil {
			all = append(all, p)
		}
	}
	return all
}

// checkServiceIP checks the address of the cluster's DNS service.
func (b *builder) checkServiceIP() {
	net := b.in.Inference.Cluster.Network
	service, dns := net.ServiceCIDR.V, net.DNSServiceIP
	at := place(dns, net.ServiceCIDR.Span)
	hint := fmt.Sprintf("write %s: %s", dns.Path, nth(service, min(10, int(size(service)-2))))
	n := number(dns.V)
	switch {
	case size(service) < 8:
		b.fail("AML212", net.ServiceCIDR.Span, "write a larger range, such as a /16", "the service range %s has only %d addresses", service, size(service))
	case !service.Contains(dns.V):
		b.fail("AML210", at, hint, "the DNS service has %s, outside the service range %s", dns.V, service)
	case n <= first(service)+1:
		b.fail("AML211", at, hint, "the DNS service has %s, and the first addresses of %s belong to the range and to the API server", dns.V, service)
	case n == last(service):
		b.fail("AML211", at, hint, "the DNS service has %s, the broadcast address of %s", dns.V, service)
	}
}

// nodeRange is the length of the pod range that each node takes.
const nodeRange = 24

// checkPodRange checks that every node gets its /24 of the pod range.
func (b *builder) checkPodRange() {
	pods := b.in.Inference.Cluster.Network.PodCIDR
	nodes := uint64(b.clusterNodes())
	if has := size(pods.V) >> (32 - nodeRange); has < nodes {
		b.fail("AML213", place(pods, b.in.Inference.Cluster.Pools.Span), "write a larger range or fewer nodes",
			"the pod range %s holds %s with a /%d each, and the pools have %d at most with those added by an upgrade", pods.V, counted(has, "node"), nodeRange, nodes)
	}
}

// balancerSubnet is the purpose of the subnet in which the scoring endpoint's
// internal balancer takes its address.
func (b *builder) balancerSubnet() Purpose {
	if b.needs(PurposeLoadBalancer) {
		return PurposeLoadBalancer
	}
	return PurposeCluster
}

// checkScoringAddress checks the fixed address of the scoring endpoint.
func (b *builder) checkScoringAddress() {
	a := b.in.Inference.Scoring.Address
	if !a.IsSet() || !b.usesAKS() {
		return
	}
	s := b.subnet(b.balancerSubnet())
	if s == nil || !s.Prefix.IsValid() {
		b.checkInNetwork(a)
		return
	}
	hint := fmt.Sprintf("write an address from %s to %s", nth(s.Prefix, 4), address(last(s.Prefix)-1))
	switch {
	case !s.Prefix.Contains(a.V):
		b.fail("AML215", a.Span, hint, "the scoring address %s is outside %s of subnet %q, in which the balancer takes its address", a.V, s.Prefix, s.Purpose)
	case !isHost(s.Prefix, a.V):
		b.fail("AML215", a.Span, hint, "the scoring address %s is one of those that Azure keeps in %s of subnet %q", a.V, s.Prefix, s.Purpose)
	}
}

// checkInNetwork checks an address whose subnet is not known.
func (b *builder) checkInNetwork(a intent.Addr) {
	space := b.addressSpace()
	if len(space) > 0 && !containsAny(space, netip.PrefixFrom(a.V, 32)) {
		b.fail("AML215", a.Span, "write an address of the subnet in which the balancer takes its own", "the scoring address %s is outside the virtual network (%s)", a.V, joinPrefixes(space))
	}
}
