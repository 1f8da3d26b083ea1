package plan

import (
	"fmt"
	"net/netip"
	"slices"
)

// place gives every subnet its range: the one written, or the first that is
// free. It first keeps room for the subnets that this environment does not
// need, so that asking for one later moves no other. Where that is too much,
// it places the needed ones only, the largest first, in sizes that shrink
// until they fit. That finds a way if there is one, since ranges are powers of
// two.
func (b *builder) place(needed []wanted) []Subnet {
	ranges, without := b.carve(b.allSubnets())
	for less := 0; without != nil && b.needs(without.purpose); less++ {
		try := shrunk(needed, less)
		ranges, without = b.carve(try)
		if without != nil && less > smallestSize {
			b.noRoom(*without)
			return b.subnetsIn(needed, nil)
		}
	}
	return b.subnetsIn(needed, ranges)
}

// smallestSize is the prefix length of the smallest subnet that Azure takes.
const smallestSize = 29

// shrunk is the subnets in sizes smaller by so many bits, yet large enough,
// the largest first.
func shrunk(all []wanted, less int) []wanted {
	sorted := slices.Clone(all)
	for i := range sorted {
		sorted[i].size = min(sorted[i].size+less, sorted[i].least())
	}
	slices.SortStableFunc(sorted, func(a, b wanted) int { return a.size - b.size })
	return sorted
}

// carve finds ranges for the subnets that nobody placed, and the first one for
// which there is no room.
func (b *builder) carve(all []wanted) (map[Purpose]netip.Prefix, *wanted) {
	space, taken := b.addressSpace(), b.takenRanges()
	found := map[Purpose]netip.Prefix{}
	var without *wanted
	for i, w := range all {
		if w.isGiven() {
			continue
		}
		p, ok := firstFree(space, taken, w.size)
		if ok {
			found[w.purpose] = p
			taken = append(taken, p)
		} else if without == nil || b.needs(w.purpose) && !b.needs(without.purpose) {
			without = &all[i]
		}
	}
	return found, without
}

// subnetsIn makes the subnets, in the ranges written or found. One without a
// range is left out: why is reported already.
func (b *builder) subnetsIn(needed []wanted, found map[Purpose]netip.Prefix) []Subnet {
	var subnets []Subnet
	for _, w := range needed {
		p := w.ask.Prefix.V
		if !w.isGiven() {
			p = found[w.purpose]
		}
		if p.IsValid() || w.ask.Existing.IsSet() {
			subnets = append(subnets, b.subnetOf(w, p))
		}
		if p.IsValid() && !w.isGiven() && !b.ownsVNet() {
			b.require(origin(b.in.Network.VirtualNetwork.Existing, fmt.Sprintf("%s, planned for subnet %q, is free in the virtual network", p, w.purpose)))
		}
	}
	return subnets
}

// takenRanges are the ranges that no planned subnet may touch: those written
// for subnets, even for ones without use, and those that a cluster cannot work
// in. The ranges inside the cluster may not touch the network at all.
func (b *builder) takenRanges() []netip.Prefix {
	var taken []netip.Prefix
	for _, w := range b.allSubnets() {
		if w.ask.Prefix.IsSet() {
			taken = append(taken, w.ask.Prefix.V)
		}
	}
	return append(taken, reservedForCluster()...)
}

// noRoom reports a virtual network that does not hold the plan.
func (b *builder) noRoom(missing wanted) {
	v := b.in.Network.VirtualNetwork
	at := v.Section.Span
	if len(v.AddressPrefixes) > 0 {
		at = place(v.AddressPrefixes[0], v.Existing.Span, v.Section.Span)
	}
	if len(b.addressSpace()) == 0 {
		b.fail("AML218", at, fmt.Sprintf("give network.subnets.%s an existing subnet or a prefix, or tell the network's addressPrefixes", missing.purpose),
			"the subnet for %q cannot be planned, since the address space of virtual network %q is not known", missing.purpose, v.Existing.V.Name())
		return
	}
	var short, wantedSize uint64
	for _, p := range b.addressSpace() {
		short += size(p)
	}
	for _, w := range b.wantedSubnets() {
		wantedSize += uint64(1) << (32 - w.least())
	}
	b.fail("AML209", at, fmt.Sprintf("give the virtual network a larger prefix or one more, of at least /%d", missing.least()),
		"the virtual network has %d addresses and no room for the /%d of subnet %q; all subnets together take %d", short, missing.least(), missing.purpose, wantedSize)
}
