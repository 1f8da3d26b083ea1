package audit

import (
	"cmp"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// nsgRule is a rule of a network security group.
type nsgRule struct {
	name                  string
	inbound, outbound     bool
	allow, deny           bool
	protocol              string
	sources, destinations []string
	sourcePorts, ports    []string
	priority              float64
	open                  bool // some of it is not known
	sourceGroups          bool // it names application security groups
	conditional           bool // whether it is created is not known
}

// rulesOf are the rules of a group, by priority: those in it, and those that
// the template writes as resources of their own. Known is false when the list
// is not.
func (a *auditor) rulesOf(nsg *snapshot.Resource) (list []nsgRule, known bool) {
	if isUnknown(at(nsg.Body, "properties.securityRules")) {
		return nil, false
	}
	list, read := a.groups[nsg]
	if !read {
		list = a.readRules(nsg)
		a.groups[nsg] = list
	}
	return list, true
}

func (a *auditor) readRules(nsg *snapshot.Resource) []nsgRule {
	var list []nsgRule
	for _, s := range subjects(nsg, "properties.securityRules[*]") {
		list = append(list, readRule(s.name(), s.value))
	}
	for _, c := range a.children(nsg.ID, typeNSGRule) {
		r := readRule(lastSegment(c.Name), c.Body)
		r.conditional = c.Conditional != nil
		list = append(list, r)
	}
	slices.SortStableFunc(list, func(a, b nsgRule) int { return cmp.Compare(a.priority, b.priority) })
	return list
}

func readRule(name string, v snapshot.Value) nsgRule {
	f := fields{object: member(v, "properties")}
	r := nsgRule{
		name:    name,
		inbound: f.is("direction", "Inbound"), outbound: f.is("direction", "Outbound"),
		allow: f.is("access", "Allow"), deny: f.is("access", "Deny"),
		protocol: strings.Join(f.texts("protocol"), ""),
		sources:  f.texts("sourceAddressPrefix", "sourceAddressPrefixes"), destinations: f.texts("destinationAddressPrefix", "destinationAddressPrefixes"),
		sourcePorts: f.texts("sourcePortRange", "sourcePortRanges"), ports: f.texts("destinationPortRange", "destinationPortRanges"),
		sourceGroups: !snapshot.Empty(member(f.object, "sourceApplicationSecurityGroups")),
	}
	r.priority, _ = toNumber(member(f.object, "priority"))
	r.open = f.open || isUnknown(v) || isUnknown(f.object)
	return r
}

// fields reads texts of an object, and notes when one is not known.
type fields struct {
	object snapshot.Value
	open   bool
}

// texts are the members of some names: each a text, or a list of texts.
func (f *fields) texts(names ...string) []string {
	var list []string
	for _, name := range names {
		v := member(f.object, name)
		f.open = f.open || isUnknown(v)
		if items, ok := v.(*snapshot.Array); ok {
			for _, item := range items.All() {
				f.open = f.open || isUnknown(item)
				list = append(list, plain(item))
			}
			continue
		}
		if s := plain(v); s != "" {
			list = append(list, s)
		}
	}
	return list
}

func (f *fields) is(name, word string) bool {
	v := member(f.object, name)
	f.open = f.open || isUnknown(v)
	return same(v, text(word))
}

// member is a member of an object; nil when there is none.
func member(v snapshot.Value, name string) snapshot.Value {
	o, ok := v.(*snapshot.Object)
	if !ok {
		return nil
	}
	m, _ := o.Get(name)
	return m
}

// checkInboundFrom wants no rule that lets anyone in.
func (a *auditor) checkInboundFrom(r rule, nsg *snapshot.Resource) []verdict {
	rules, known := a.rulesOf(nsg)
	var list []verdict
	if !known {
		list = append(list, unknownBecause("its rules"))
	}
	bastion := a.isBastionGroup(nsg)
	for _, x := range rules {
		if x.outbound || x.deny || bastion && x.isBastionNeed() {
			continue
		}
		switch from, anyone := x.anyone(r.want); {
		case anyone && x.inbound && x.allow:
			list = append(list, verdict{broken, "rule " + strconv.Quote(x.name) + " lets in " + from + ", wanted named sources"})
		case x.open:
			list = append(list, unknownBecause("rule "+strconv.Quote(x.name)))
		}
	}
	return list
}

// anyone reports whether the sources of a rule hold everyone, and how it says so.
func (x nsgRule) anyone(words []snapshot.Value) (string, bool) {
	if len(x.sources) == 0 && !x.sourceGroups && !x.open {
		return "everyone", true
	}
	for _, s := range x.sources {
		if isWide(s) || slices.ContainsFunc(words, func(w snapshot.Value) bool { return same(text(s), w) }) {
			return strconv.Quote(s), true
		}
	}
	return "", false
}

// isWide reports whether a prefix is the Internet or a good part of it: two
// halves are the whole. A /8 is the most that anyone was ever given.
func isWide(s string) bool {
	p, err := netip.ParsePrefix(s)
	switch {
	case err != nil:
		return strings.HasSuffix(s, "/0") || s == "0.0.0.0"
	case p.Addr().Is4():
		return p.Bits() < 8
	default:
		return p.Bits() == 0 || p.Bits() < 16 && !p.Addr().IsPrivate()
	}
}

// isBastionGroup reports whether a group is that of AzureBastionSubnet alone.
func (a *auditor) isBastionGroup(nsg *snapshot.Resource) bool {
	users := a.users[strings.ToLower(nsg.ID)]
	return len(users) > 0 && !slices.ContainsFunc(users, func(name string) bool { return !strings.EqualFold(name, "AzureBastionSubnet") })
}

// usersOf are the names of the subnets of each group, by its id.
func usersOf(subnets []subject) map[string][]string {
	users := map[string][]string{}
	for _, s := range subnets {
		if id := strings.ToLower(plain(at(s.value, s.rest+"networkSecurityGroup.id"))); id != "" {
			users[id] = append(users[id], s.name())
		}
	}
	return users
}

// isBastionNeed reports whether a rule is the one that Azure Bastion asks for:
// browsers come over HTTPS.
// https://learn.microsoft.com/azure/bastion/bastion-nsg
func (x nsgRule) isBastionNeed() bool {
	return strings.EqualFold(x.protocol, "Tcp") && len(x.ports) == 1 && x.ports[0] == "443" && !x.open
}

// checkDenyAll wants a rule that refuses what no other admits.
func (a *auditor) checkDenyAll(_ rule, nsg *snapshot.Resource) []verdict {
	rules, known := a.rulesOf(nsg)
	var maybe []string
	if !known {
		maybe = append(maybe, "its rules")
	}
	found := false
	for _, x := range rules {
		all := x.inbound && x.deny && x.protocol == "*" && isAll(x.sources) && isAll(x.destinations) && isAll(x.ports) && isAll(x.sourcePorts)
		switch {
		case all && x.conditional:
			maybe = append(maybe, "rule "+strconv.Quote(x.name)+" is created under a condition")
		case all:
			found = true
		case x.open && !x.allow && !x.outbound:
			maybe = append(maybe, "rule "+strconv.Quote(x.name))
		}
	}
	return anyOf(maybe, found, "no rule denies all inbound traffic")
}

func isAll(list []string) bool {
	return slices.ContainsFunc(list, func(s string) bool {
		return s == "*" || strings.EqualFold(s, "any") || s == "0-65535" || s == "0.0.0.0/0"
	})
}

// checkLateral wants ports denied on the way out, before any rule that allows
// them to all machines.
func (a *auditor) checkLateral(r rule, nsg *snapshot.Resource) []verdict {
	if a.isBastionGroup(nsg) {
		return nil // Azure Bastion is there to sign in to machines
	}
	rules, known := a.rulesOf(nsg)
	if !known {
		return []verdict{unknownBecause("its rules")}
	}
	var missing []string
	for _, w := range r.want {
		if !denies(rules, plain(w)) {
			missing = append(missing, plain(w))
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return []verdict{{broken, "no rule denies port " + strings.Join(missing, " and ") + " on the way out"}}
}

// denies goes through rules in their order, as Azure does. A rule that denies
// some machines only, or may not be created, denies nothing; one that allows
// some is enough.
func denies(rules []nsgRule, port string) bool {
	for _, x := range rules {
		if !x.outbound || !covers(x.ports, port) || !toMachines(x.destinations) || x.protocol != "*" && !strings.EqualFold(x.protocol, "Tcp") {
			continue
		}
		if x.allow {
			return false
		}
		if x.deny && x.fromMachines() && !x.conditional {
			return true
		}
	}
	return false
}

// fromMachines reports whether a rule is about whatever machines of the network
// send.
func (x nsgRule) fromMachines() bool {
	return isNetwork(x.sources) && (len(x.sourcePorts) == 0 || isAll(x.sourcePorts))
}

// toMachines reports whether destinations hold the machines of the network, or
// all private addresses of some kind.
func toMachines(list []string) bool {
	return isNetwork(list) || slices.ContainsFunc(list, func(s string) bool {
		return isWide(s) || slices.Contains([]string{"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"}, s)
	})
}

func isNetwork(list []string) bool {
	return isAll(list) || slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, "VirtualNetwork") })
}

// covers reports whether ranges such as 20-25 hold a port.
func covers(ranges []string, port string) bool {
	n, _ := strconv.Atoi(port)
	return slices.ContainsFunc(ranges, func(s string) bool {
		if s == "*" {
			return true
		}
		from, to, ok := strings.Cut(s, "-")
		if !ok {
			to = from
		}
		low, err := strconv.Atoi(from)
		high, also := strconv.Atoi(to)
		return err == nil && also == nil && low <= n && n <= high
	})
}
