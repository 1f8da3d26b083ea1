package intent

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// reserved is a range that may not be used, with the reason.
type reserved struct {
	prefix      netip.Prefix
	why, source string
}

// azureReserved are the ranges that no virtual network may hold.
var azureReserved = []reserved{
	{netip.MustParsePrefix("0.0.0.0/8"), "it names no host", sourceVNet},
	{netip.MustParsePrefix("127.0.0.0/8"), "loopback", sourceVNet},
	{netip.MustParsePrefix("168.63.129.16/32"), "the address of Azure's own DNS and probes", sourceVNet},
	{netip.MustParsePrefix("169.254.0.0/16"), "link-local", sourceVNet},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast", sourceVNet},
	{netip.MustParsePrefix("255.255.255.255/32"), "broadcast", sourceVNet},
}

// aksReserved are the ranges that AKS keeps for itself: not for pods, not for
// services, not for the network of a cluster.
var aksReserved = []reserved{
	{netip.MustParsePrefix("169.254.0.0/16"), "link-local", sourceCNI},
	{netip.MustParsePrefix("172.30.0.0/16"), "kept by AKS", sourceCNI},
	{netip.MustParsePrefix("172.31.0.0/16"), "kept by AKS", sourceCNI},
	{netip.MustParsePrefix("192.0.2.0/24"), "kept by AKS", sourceCNI},
}

// amlReserved is the range that Azure Machine Learning's own computes use.
var amlReserved = []reserved{
	{netip.MustParsePrefix("172.17.0.0/16"), "the Docker bridge of Azure Machine Learning computes", sourceAML},
}

// rangeKind bounds the ranges of one kind.
type rangeKind struct {
	shortest, longest int // length of the prefix
	source            string
	reserved          []reserved
}

// rangeKindOf has the bounds of each kind of range; a range of no kind can be
// any. AKS wants services in less than a /12, and gives each node a /24 of the
// pods; Azure has subnets of /2 to /29.
func rangeKindOf(kind string) rangeKind {
	switch kind {
	case "vnetRange", "subnetRange":
		return rangeKind{2, 29, sourceVNet, azureReserved}
	case "clusterRange":
		return rangeKind{2, 24, sourceCNI, slices.Concat(azureReserved, aksReserved)}
	case "serviceRange":
		return rangeKind{13, 32, sourceCNI, slices.Concat(azureReserved, aksReserved)}
	}
	return rangeKind{longest: 32}
}

func readPrefix(f *field, l literal) (netip.Prefix, *fault) {
	p, bad := parsePrefix(l.text)
	if bad != nil {
		return netip.Prefix{}, bad
	}
	if f.kind == "interface" {
		return p, checkInterface(p)
	}
	if masked := p.Masked(); masked != p {
		return netip.Prefix{}, faulty("AML031", fmt.Sprintf("found %q, wanted host bits of zero", p), fmt.Sprintf("did you mean %q?", masked))
	}
	return p, checkRange(f.kind, p)
}

// parsePrefix reads an IPv4 range.
func parsePrefix(text string) (netip.Prefix, *fault) {
	p, err := netip.ParsePrefix(text)
	if err == nil && p.Addr().Is4() {
		return p, nil
	}
	hint := "write it like 10.42.0.0/16"
	if a, ok := parseAddr(text); ok {
		hint = fmt.Sprintf("add the length of the prefix; one address is %q", a.String()+"/32")
	} else if strings.Contains(text, ":") {
		hint = "IPv6 is not supported; write it like 10.42.0.0/16"
	}
	return netip.Prefix{}, faulty("AML030", "found "+show(text)+", wanted an IPv4 range", hint)
}

// checkInterface checks an address with the length of its network's prefix.
func checkInterface(p netip.Prefix) *fault {
	if p.Masked() == p {
		return faulty("AML031", fmt.Sprintf("found %q, wanted an address inside the range", p), fmt.Sprintf("write the bridge's own address, for example %q", netip.PrefixFrom(p.Addr().Next(), p.Bits())))
	}
	return checkRange("", p)
}

// checkRange checks the size of a range, and that it is free to use.
func checkRange(kind string, p netip.Prefix) *fault {
	k := rangeKindOf(kind)
	if p.Bits() < k.shortest || p.Bits() > k.longest {
		msg := fmt.Sprintf("found %q, wanted a prefix length of /%d to /%d", p, k.shortest, k.longest)
		return &fault{"AML041", msg, "write a range of that size", k.source}
	}
	if r, ok := overlapping(p, k.reserved); ok {
		msg := fmt.Sprintf("found %q, which overlaps %s (%s)", p, r.prefix, r.why)
		return &fault{"AML032", msg, "choose a private range, inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16", r.source}
	}
	return nil
}

// overlapping is the first of ranges that shares an address with p.
func overlapping(p netip.Prefix, ranges []reserved) (reserved, bool) {
	for _, r := range ranges {
		if r.prefix.Overlaps(p) {
			return r, true
		}
	}
	return reserved{}, false
}

// readAddr reads the IPv4 address of a host.
func readAddr(f *field, l literal) (netip.Addr, *fault) {
	a, ok := parseAddr(l.text)
	if !ok {
		hint := "write it like 10.42.0.4"
		if strings.Contains(l.text, "/") {
			hint = "leave the prefix length out: it is one address"
		}
		return netip.Addr{}, faulty("AML030", "found "+show(l.text)+", wanted an IPv4 address", hint)
	}
	r, taken := overlapping(netip.PrefixFrom(a, a.BitLen()), azureReserved)
	if taken && (f.kind != "dnsServer" || r.prefix.Bits() != a.BitLen()) {
		msg := fmt.Sprintf("found %q, which is in %s (%s)", a, r.prefix, r.why)
		return netip.Addr{}, &fault{"AML032", msg, "write the address of a machine", r.source}
	}
	return a, nil
}

func parseAddr(text string) (netip.Addr, bool) {
	a, err := netip.ParseAddr(text)
	return a, err == nil && a.Is4()
}
