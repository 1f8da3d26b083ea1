package plan

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// checkGiven checks the subnets that the user placed, used or not.
func (b *builder) checkGiven() {
	all := b.allSubnets()
	for i, w := range all {
		b.checkExisting(w, all[:i])
		b.checkPlace(w, all)
		b.checkSize(w)
		if !b.needs(w.purpose) {
			b.warnIdle(b.unusedBecause(w.purpose), idle{w.isGiven(), place(w.ask.Prefix, w.ask.Existing.Span), w.ask.Path})
		}
	}
}

// unusedBecause says why the environment has no subnet of that purpose.
func (b *builder) unusedBecause(p Purpose) string {
	switch {
	case p == PurposeBastion:
		return "there is no Bastion host"
	case !b.usesAKS():
		return "inference.target is " + b.in.Inference.Target.V
	case p == PurposeLoadBalancer:
		return "the balancer takes an address of the cluster's subnet"
	case p == PurposeFirewall:
		return "network.egress.path is " + b.in.Network.Egress.Path.V
	case p == PurposeCluster:
		return "the cluster exists already"
	}
	return "nothing is placed there"
}

// checkExisting checks a subnet that is said to exist.
func (b *builder) checkExisting(w wanted, before []wanted) {
	name := w.ask.Existing
	if !name.IsSet() {
		return
	}
	if b.ownsVNet() {
		b.fail("AML217", name.Span, "write a prefix instead, or name the network as network.virtualNetwork.existing",
			"subnet %q cannot exist: the virtual network is a new one", name.V)
	}
	if azure := w.purpose.azureName(); azure != "" && !strings.EqualFold(name.V, azure) {
		b.fail("AML220", name.Span, "write existing: "+azure, "found subnet %q for %s, wanted %q", name.V, w.purpose, azure)
	}
	for _, o := range before {
		if o.ask.Existing.IsSet() && strings.EqualFold(o.ask.Existing.V, name.V) {
			b.failBeside(o.ask.Existing.Span, "AML222", name.Span, "name another subnet, or write a prefix to have one made",
				"subnet %q is used for %s and for %s", name.V, o.purpose, w.purpose)
		}
	}
}

// checkPlace checks where a range lies: inside the network, beside the other
// subnets, and outside what AKS and the computes keep for themselves.
func (b *builder) checkPlace(w wanted, all []wanted) {
	p := w.ask.Prefix
	if !p.IsSet() {
		return
	}
	space := b.addressSpace()
	if len(space) > 0 && !containsAny(space, p.V) {
		b.fail("AML201", p.Span, b.freeHint(w), "subnet %q is %s, outside the virtual network (%s)", w.purpose, p.V, joinPrefixes(space))
	}
	for _, o := range all {
		q := o.ask.Prefix
		if q.IsSet() && q.V.Overlaps(p.V) && q.Span.Start.Compare(p.Span.Start) < 0 {
			b.failBeside(q.Span, "AML202", p.Span, b.freeHint(w), "subnet %q is %s, which overlaps %s of subnet %q", w.purpose, p.V, q.V, o.purpose)
		}
	}
	i := slices.IndexFunc(reservedForCluster(), p.V.Overlaps)
	if i >= 0 && !b.ownsVNet() && b.needs(w.purpose) {
		b.fail("AML206", p.Span, b.freeHint(w), "subnet %q is %s, which overlaps %s: AKS or the computes of a workspace keep that range for themselves",
			w.purpose, p.V, reservedForCluster()[i])
	}
}

// reservedForCluster are the ranges that AKS and the Docker bridge of a
// workspace's computes keep for themselves. Package intent refuses them for
// new networks; an existing one may have them beside usable ranges.
func reservedForCluster() []netip.Prefix {
	var all []netip.Prefix
	for _, s := range []string{"169.254.0.0/16", "172.17.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"} {
		if p, err := netip.ParsePrefix(s); err == nil {
			all = append(all, p)
		}
	}
	return all
}

// checkSize checks that a range holds what the plan puts there.
func (b *builder) checkSize(w wanted) {
	p := w.ask.Prefix
	if !p.IsSet() || !b.needs(w.purpose) {
		return
	}
	switch {
	case w.purpose.azureName() != "" && p.V.Bits() > smallestOfAzure:
		b.fail("AML216", p.Span, b.freeHint(w), "%s is a /%d, and Azure wants a /%d at least", w.purpose.azureName(), p.V.Bits(), smallestOfAzure)
	case usable(p.V) < w.need:
		b.fail("AML214", p.Span, b.freeHint(w), "subnet %q is %s with %d usable addresses, and the plan takes %d: %s",
			w.purpose, p.V, usable(p.V), w.need, b.needWhy(w.purpose))
	}
}

// needWhy says how the addresses of a subnet are counted.
func (b *builder) needWhy(p Purpose) string {
	switch p {
	case PurposeCluster:
		each := "one for each"
		if b.in.Inference.Cluster.Network.Plugin.V == "azure" {
			each = "one for each and for each of its pods"
		}
		return fmt.Sprintf("%d nodes at most with those added by an upgrade, %s, and two for the API server and the balancer", b.clusterNodes(), each)
	case PurposeTraining:
		return "one for each node"
	case PurposeEndpoints:
		return "one or more for each private endpoint"
	}
	return "one"
}

// freeHint names the next range that would do for a subnet.
func (b *builder) freeHint(w wanted) string {
	p, ok := firstFree(b.addressSpace(), b.takenRanges(), w.size)
	if !ok {
		p, ok = firstFree(b.addressSpace(), b.takenRanges(), w.least())
	}
	if !ok {
		return fmt.Sprintf("choose a free range of at least /%d", w.least())
	}
	return "the next free range is " + p.String() + ", or leave it out to have it planned"
}

func joinPrefixes(ps []netip.Prefix) string {
	words := make([]string, len(ps))
	for i, p := range ps {
		words[i] = p.String()
	}
	return strings.Join(words, ", ")
}
