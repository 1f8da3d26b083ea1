package deploy

import (
	"cmp"
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
)

// Admission says whether callers reach a front end through the network security
// group of its subnet.
type Admission struct {
	// Caller is the range of the callers, and Port where they call.
	Caller netip.Prefix `json:"caller"`
	Port   int          `json:"port"`
	// Admitted reports whether all of the range gets through.
	Admitted bool `json:"admitted"`
	// Rule is the rule that decides; empty when there is no group.
	Rule string `json:"rule"`
}

// Admissions asks of each caller and port of a front end whether the group of
// its subnet admits it: the first inbound rule in the order of priorities that
// is about any of the callers decides. Callers outside of the network count as
// such; a rule for the tag VirtualNetwork admits those inside and in peered ones,
// which are the ranges in network.
func Admissions(ctx context.Context, c *arm.Client, f Frontend, callers, network []netip.Prefix) ([]Admission, error) {
	var subnet struct {
		Properties struct {
			NetworkSecurityGroup *struct{ ID string }
		}
	}
	if err := c.Get(ctx, f.Subnet, networkVersion, &subnet); err != nil {
		return nil, fmt.Errorf("cannot read the subnet of %s: %w", f.Address, err)
	}
	var rules []nsgRule
	if g := subnet.Properties.NetworkSecurityGroup; g != nil {
		var group securityGroup
		if err := c.Get(ctx, g.ID, networkVersion, &group); err != nil {
			return nil, fmt.Errorf("cannot read the network security group of %s: %w", f.Address, err)
		}
		rules = group.inbound()
	}
	all := []Admission{}
	for _, caller := range callers {
		for _, port := range f.Ports {
			if port == 443 || port == 80 {
				all = append(all, admit(rules, caller, f.Address, port, network))
			}
		}
	}
	return all, nil
}

// securityGroup is what is read of a group.
type securityGroup struct {
	Properties struct{ SecurityRules, DefaultSecurityRules []nsgRule }
}

type nsgRule struct {
	Name       string
	Properties struct {
		Access, Direction, Protocol                       string
		Priority                                          int
		SourceAddressPrefix, DestinationAddressPrefix     string
		SourceAddressPrefixes, DestinationAddressPrefixes []string
		DestinationPortRange                              string
		DestinationPortRanges                             []string
	}
}

func (g securityGroup) inbound() []nsgRule {
	rules := slices.Concat(g.Properties.SecurityRules, g.Properties.DefaultSecurityRules)
	rules = slices.DeleteFunc(rules, func(r nsgRule) bool { return !strings.EqualFold(r.Properties.Direction, "Inbound") })
	slices.SortStableFunc(rules, func(a, b nsgRule) int { return cmp.Compare(a.Properties.Priority, b.Properties.Priority) })
	return rules
}

// admit is what the rules say of one caller and port.
func admit(rules []nsgRule, caller netip.Prefix, to netip.Addr, port int, network []netip.Prefix) Admission {
	a := Admission{Caller: caller, Port: port, Admitted: len(rules) == 0}
	for _, r := range rules {
		p := r.Properties
		tcp := p.Protocol == "*" || strings.EqualFold(p.Protocol, "tcp")
		if !tcp || !matchesPort(append(p.DestinationPortRanges, p.DestinationPortRange), port) {
			continue
		}
		if !covers(append(p.DestinationAddressPrefixes, p.DestinationAddressPrefix), netip.PrefixFrom(to, to.BitLen()), network).any {
			continue
		}
		match := covers(append(p.SourceAddressPrefixes, p.SourceAddressPrefix), caller, network)
		if allow := strings.EqualFold(p.Access, "Allow"); match.whole && allow || match.any && !allow {
			a.Rule, a.Admitted = r.Name, allow
			return a
		}
	}
	return a
}

// cover says how much of a range a list of prefixes holds.
type cover struct{ any, whole bool }

func covers(prefixes []string, r netip.Prefix, network []netip.Prefix) cover {
	var c cover
	for _, s := range prefixes {
		for _, p := range expand(s, network) {
			c.any = c.any || p.Overlaps(r)
			c.whole = c.whole || p.Bits() <= r.Bits() && p.Contains(r.Addr())
		}
	}
	return c
}

// expand is the ranges of what stands in a rule: an address, a range, or one of
// the tags that can hold callers or a load balancer. Other tags hold neither.
func expand(s string, network []netip.Prefix) []netip.Prefix {
	switch strings.ToLower(s) {
	case "*", "any", "0.0.0.0/0":
		return []netip.Prefix{netip.PrefixFrom(netip.IPv4Unspecified(), 0), netip.PrefixFrom(netip.IPv6Unspecified(), 0)}
	case "virtualnetwork":
		return network
	}
	if p, err := netip.ParsePrefix(s); err == nil {
		return []netip.Prefix{p}
	}
	if a, err := netip.ParseAddr(s); err == nil {
		return []netip.Prefix{netip.PrefixFrom(a, a.BitLen())}
	}
	return nil
}

func matchesPort(ranges []string, port int) bool {
	for _, s := range ranges {
		if s == "*" {
			return true
		}
		low, high, isRange := strings.Cut(s, "-")
		from, err := strconv.Atoi(low)
		to := from
		if isRange && err == nil {
			to, err = strconv.Atoi(high)
		}
		if err == nil && from <= port && port <= to {
			return true
		}
	}
	return false
}
