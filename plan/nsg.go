package plan

import (
	"cmp"
	"net/netip"
	"slices"
)

// ruleRow is one line of the tables of security rules.
type ruleRow struct {
	// off leaves the rule out of this environment.
	off      bool
	name     string
	priority int
	from, to Peer
	// protocol and ports of the destination; "*" for any.
	protocol string
	ports    []string
	origin   Origin
}

// lastPriority is the lowest priority Azure takes; the deny-all rules have it.
const lastPriority = 4096

// sessionPriority leaves room for rules of others before and after.
const sessionPriority = 4000

// securityGroups decides a network security group for each subnet of ours.
// That of the firewall takes none, and those that exist have their owner's.
// Private endpoints are out of reach of any while network policies are off, as
// Azure Machine Learning wants them; their group says so.
func (b *builder) securityGroups() {
	for i := range b.plan.Network.Subnets {
		s := &b.plan.Network.Subnets[i]
		if s.Existing || s.Purpose == PurposeFirewall {
			continue
		}
		g := NSG{
			Resource: Resource{Origin: s.Origin, Symbol: nsgSymbol(s.Purpose), Name: b.fixedName(kindNSG, s.Purpose.slug())},
			Purpose:  s.Purpose,
			Rules:    b.securityRules(*s),
		}
		g.Why = "admits to the " + s.Purpose.Words() + " what is needed, and nothing else"
		g.Source = ""
		if s.Purpose == PurposeEndpoints {
			g.Why = "names what private endpoints take; Azure applies it to them with network policies on only, and Azure Machine Learning asks to disable these"
			g.Source = pageLink
		}
		s.NSG = Ref{Symbol: g.Symbol, Path: "id"}
		b.plan.Network.NSGs = append(b.plan.Network.NSGs, g)
	}
	b.checkCallers()
	b.checkRestricted()
}

// Words names the subnet of a purpose in a sentence.
func (p Purpose) Words() string {
	switch p {
	case PurposeLoadBalancer:
		return "load balancer's subnet"
	case PurposeBastion:
		return "Bastion host's subnet"
	}
	return p.String() + " subnet"
}

// securityRules are the rules of a subnet's group, by direction and priority.
func (b *builder) securityRules(s Subnet) []NSGRule {
	rules := append(inbound(b.inboundRows(s), s.From), b.outbound(s)...)
	slices.SortStableFunc(rules, func(x, y NSGRule) int {
		if x.Inbound != y.Inbound {
			if x.Inbound {
				return -1
			}
			return 1
		}
		return cmp.Compare(x.Priority, y.Priority)
	})
	return rules
}

// inbound makes rules of the rows and closes them with a deny.
func inbound(rows []ruleRow, from string) []NSGRule {
	rules := allowing(rows, true)
	return append(rules, denyAll("DenyAllInbound", true, Origin{From: from, Why: "refuses everything that no rule above admits"}))
}

// outbound makes rules of the rows and closes them with a deny. Where the
// subnet stays open Azure's own rules apply, which let everything out, but for
// sessions on machines elsewhere in the network.
func (b *builder) outbound(s Subnet) []NSGRule {
	why := "refuses everything that no rule above lets out"
	switch {
	case s.Purpose == PurposeBastion:
		return append(allowing(b.outOfBastion(), false), denyAll("DenyAllOutbound", false, b.ofBastion(why)))
	case b.in.Network.Egress.Rules.V == "restricted":
		return append(allowing(b.outboundRows(s), false), denyAll("DenyAllOutbound", false, origin(b.in.Network.Egress.Rules, why)))
	}
	return append(allowing(b.outSessions(s), false), b.denySessions())
}

func allowing(rows []ruleRow, in bool) []NSGRule {
	var rules []NSGRule
	for _, r := range rows {
		if r.off {
			continue
		}
		rules = append(rules, NSGRule{
			Origin: r.origin, Name: r.name, Priority: r.priority, Inbound: in, Allow: true,
			Protocol: r.protocol, Source: r.from, Destination: r.to, Ports: r.ports,
		})
	}
	return rules
}

func denyAll(name string, in bool, o Origin) NSGRule {
	return NSGRule{
		Origin: o, Name: name, Priority: lastPriority, Inbound: in,
		Protocol: "*", Source: tag("*"), Destination: tag("*"), Ports: []string{"*"},
	}
}

// tag is the peer of a service tag.
func tag(name string) Peer { return Peer{Tag: name} }

// ranges is the peer of address ranges.
func ranges(ps ...netip.Prefix) Peer {
	var valid []netip.Prefix
	for _, p := range ps {
		if p.IsValid() && !slices.Contains(valid, p) {
			valid = append(valid, p)
		}
	}
	return Peer{Prefixes: valid}
}

// regional is the peer of a service tag in the environment's own region.
func (b *builder) regional(name string) Peer {
	if b.ownRegion().tagless {
		return tag(name)
	}
	b.useParam(symServiceTagRegion)
	return Peer{Tag: name, Regional: true}
}

// shortestCaller is the length of the shortest prefix taken for callers:
// anything shorter admits a good part of the Internet.
const shortestCaller = 8

// checkCallers checks the ranges of callers from outside the network.
func (b *builder) checkCallers() {
	scoring := b.in.Inference.Scoring
	if len(scoring.AllowFrom) == 0 || !b.usesAKS() {
		return
	}
	for _, p := range scoring.AllowFrom {
		switch {
		case p.V.Bits() < shortestCaller:
			b.fail("AML224", p.Span, "name the callers' own ranges", "callers %s are %d addresses, wanted a /%d or smaller ranges", p.V, size(p.V), shortestCaller)
		case containsAny(b.addressSpace(), p.V):
			b.warn("AML225", p.Span, "remove it", "callers %s are inside the virtual network, which may call anyway", p.V)
		}
	}
	if s := b.subnet(PurposeCluster); s == nil || s.Existing {
		b.warn("AML223", scoring.AllowFrom[0].Span, "ask the owner of the subnet for an inbound rule to the scoring address",
			"callers cannot be admitted here: the cluster's subnet exists, and its security group is its owner's")
	}
}

// checkRestricted tells what rules by service tag cannot do for a cluster.
func (b *builder) checkRestricted() {
	rules := b.in.Network.Egress.Rules
	if rules.V != "restricted" {
		return
	}
	if !b.usesAKS() {
		b.warnIdle("nothing in the virtual network starts connections", idle{true, rules.Span, rules.Path})
		return
	}
	if len(b.leaving(PurposeTraining, PurposeCluster)) == 0 {
		b.warnIdle("the subnets that start connections exist, and their security groups are their owner's", idle{true, rules.Span, rules.Path})
		return
	}
	if s := b.subnet(PurposeCluster); s != nil && !s.Existing {
		hint := "use path: firewall, whose rules name hosts, or accept AML226 once the cluster was seen to start"
		if path := b.in.Network.Egress.Path.V; path == "firewall" || path == "appliance" {
			hint = "leave it out where a firewall or an appliance decides what leaves, or accept AML226 once the cluster was seen to start"
		}
		b.warn("AML226", rules.Span, hint,
			"restricted egress lets a cluster out by service tag only, and Azure has none for some hosts of AKS and for Python packages")
	}
}
