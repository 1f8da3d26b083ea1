package plan

import (
	"encoding/binary"
	"math/bits"
	"net/netip"
	"slices"
)

// Arithmetic on IPv4 ranges. All prefixes are IPv4 with their host bits zero,
// as package intent reads them.

// reservedHosts is how many addresses of a subnet Azure keeps: the network
// address, three for its own services, and the broadcast address.
const reservedHosts = 5

// number is the address as an integer, wide enough to count past the last one.
func number(a netip.Addr) uint64 {
	b := a.As4()
	return uint64(binary.BigEndian.Uint32(b[:]))
}

func address(n uint64) netip.Addr {
	var b [4]byte
	binary.BigEndian.PutUint32(b[:], uint32(n))
	return netip.AddrFrom4(b)
}

// size is how many addresses p has.
func size(p netip.Prefix) uint64 { return 1 << (32 - p.Bits()) }

// first is the network address of p, last its broadcast address.
func first(p netip.Prefix) uint64 { return number(p.Masked().Addr()) }
func last(p netip.Prefix) uint64  { return first(p) + size(p) - 1 }

// nth is the address n places after the network address of p.
func nth(p netip.Prefix, n int) netip.Addr { return address(first(p) + uint64(n)) }

// usable is how many addresses of a subnet Azure leaves to its user.
func usable(p netip.Prefix) int { return max(0, int(size(p))-reservedHosts) }

// bitsFor is the longest prefix whose subnet has n usable addresses.
func bitsFor(n int) int {
	return min(smallestSize, 32-bits.Len64(uint64(n+reservedHosts-1)))
}

// contains reports whether all of inner lies in outer.
func contains(outer, inner netip.Prefix) bool {
	return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}

// containsAny reports whether inner lies in one of the ranges.
func containsAny(outer []netip.Prefix, inner netip.Prefix) bool {
	return slices.ContainsFunc(outer, func(o netip.Prefix) bool { return contains(o, inner) })
}

// isHost reports whether Azure gives addr to a machine in subnet p: not the
// first four addresses, and not the last.
func isHost(p netip.Prefix, addr netip.Addr) bool {
	n := number(addr)
	return p.Contains(addr) && n >= first(p)+4 && n < last(p)
}

// firstFree is the first range of that many bits inside one of the spaces, in
// their order, that overlaps none of the taken ones.
func firstFree(spaces, taken []netip.Prefix, bits int) (netip.Prefix, bool) {
	for _, space := range spaces {
		if p, ok := firstFreeIn(space, taken, bits); ok {
			return p, true
		}
	}
	return netip.Prefix{}, false
}

func firstFreeIn(space netip.Prefix, taken []netip.Prefix, bits int) (netip.Prefix, bool) {
	step := uint64(1) << (32 - bits)
	for at := first(space); bits >= space.Bits() && at+step-1 <= last(space); {
		p := netip.PrefixFrom(address(at), bits)
		i := slices.IndexFunc(taken, p.Overlaps)
		if i < 0 {
			return p, true
		}
		// The next place that is aligned and behind the range in the way.
		at = (last(taken[i]) + step) / step * step
	}
	return netip.Prefix{}, false
}
