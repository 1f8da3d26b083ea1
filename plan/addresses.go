package plan

import (
	"cmp"
	"net/netip"
	"slices"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
)

// wanted is a subnet that the environment needs, before it has a range.
type wanted struct {
	purpose Purpose
	ask     intent.Subnet
	// need is how many addresses the plan takes in it.
	need int
	// size is the prefix length it gets when the network has room, usually
	// more than it needs so that growth of one subnet moves no other.
	size        int
	why, source string
}

// isGiven reports whether the user placed the subnet.
func (w wanted) isGiven() bool { return w.ask.Prefix.IsSet() || w.ask.Existing.IsSet() }

// least is the longest prefix that holds what the plan puts there.
func (w wanted) least() int {
	if w.purpose == PurposeBastion || w.purpose == PurposeFirewall {
		return min(smallestOfAzure, bitsFor(w.need))
	}
	return bitsFor(w.need)
}

// smallestOfAzure is the prefix length that Bastion and the firewall ask for.
const smallestOfAzure = 26

// addresses decides the virtual network and the range of every subnet.
func (b *builder) addresses() {
	b.virtualNetwork()
	b.checkGiven()
	b.plan.Network.Subnets = b.place(b.wantedSubnets())
	slices.SortStableFunc(b.plan.Network.Subnets, byAddress)
	b.checkClusterRanges()
	b.checkScoringAddress()
}

// byAddress orders subnets by address, those of unknown range last.
func byAddress(a, b Subnet) int {
	switch {
	case a.Prefix.IsValid() && b.Prefix.IsValid():
		return a.Prefix.Addr().Compare(b.Prefix.Addr())
	case a.Prefix.IsValid():
		return -1
	case b.Prefix.IsValid():
		return 1
	}
	return cmp.Compare(a.Purpose, b.Purpose)
}

// virtualNetwork decides which network it is.
func (b *builder) virtualNetwork() {
	v := b.in.Network.VirtualNetwork
	net := VirtualNetwork{
		Resource: Resource{Symbol: symVNet, Origin: sectionOrigin(v.Section, "holds everything in private addresses")},
		Prefixes: b.addressSpace(),
	}
	net.Source = pageInferencing
	for _, s := range b.in.Network.PrivateDNS.Servers {
		net.DNSServers = append(net.DNSServers, s.V)
	}
	if b.ownsVNet() {
		net.Name = b.fixedName(kindVNet)
	} else {
		id := v.Existing.V
		net.Origin = origin(v.Existing, "holds everything; its owner keeps it")
		net.Name, net.Group, net.Existing = givenName(id.Name()), b.groupOf(id), true
	}
	b.plan.Network.VNet = net
}

// addressSpace holds the network's prefixes; none when the network exists and
// the intent does not tell them, since the default is for new networks only.
func (b *builder) addressSpace() []netip.Prefix {
	var space []netip.Prefix
	for _, p := range b.in.Network.VirtualNetwork.AddressPrefixes {
		if b.ownsVNet() || p.IsSet() {
			space = append(space, p.V)
		}
	}
	return space
}

// subnetOf makes the subnet that w asks for, in the range p.
func (b *builder) subnetOf(w wanted, p netip.Prefix) Subnet {
	s := Subnet{
		Resource: Resource{Symbol: subnetSymbol(w.purpose), Name: b.subnetName(w)},
		Purpose:  w.purpose, Prefix: p, Needed: w.need,
		Existing:         w.ask.Existing.IsSet(),
		EndpointPolicies: "Disabled",
		ServiceEndpoints: b.serviceEndpoints(w.purpose),
	}
	s.Origin = sectionOrigin(w.ask.Section, w.why)
	s.Source = w.source
	if p.IsValid() {
		s.Usable = usable(p)
	}
	return s
}

// subnetName is the name that Azure or the owner of the network wants, or ours.
func (b *builder) subnetName(w wanted) Name {
	switch {
	case w.ask.Existing.IsSet():
		return givenName(w.ask.Existing.V)
	case w.purpose.azureName() != "":
		return givenName(w.purpose.azureName())
	}
	return b.fixedName(kindSubnet, w.purpose.slug())
}

// azureName is the name that Azure wants for the subnets of its own services.
func (p Purpose) azureName() string {
	switch p {
	case PurposeBastion:
		return "AzureBastionSubnet"
	case PurposeFirewall:
		return "AzureFirewallSubnet"
	}
	return ""
}

// slug is the purpose in a resource's name.
func (p Purpose) slug() string {
	if p == PurposeLoadBalancer {
		return "load-balancer"
	}
	return p.String()
}

// serviceEndpoints are the services that reach the firewalls of storage and
// vault from a subnet. The studio wants them beside the workspace's endpoint.
func (b *builder) serviceEndpoints(p Purpose) []string {
	switch {
	case b.in.Network.Access.V != "serviceEndpoints":
		return nil
	case p == PurposeEndpoints, p == PurposeTraining, p == PurposeCluster:
		return []string{"Microsoft.KeyVault", "Microsoft.Storage"}
	}
	return nil
}

// vnetRuleSubnets are the symbols of the subnets that the firewalls of storage
// and vault admit; none with private endpoints.
func (b *builder) vnetRuleSubnets() []string {
	var symbols []string
	for _, s := range b.plan.Network.Subnets {
		if len(s.ServiceEndpoints) > 0 {
			symbols = append(symbols, s.Symbol)
		}
	}
	return symbols
}

// subnet is the subnet of that purpose, nil if there is none.
func (b *builder) subnet(p Purpose) *Subnet {
	subnets := b.plan.Network.Subnets
	i := slices.IndexFunc(subnets, func(s Subnet) bool { return s.Purpose == p })
	if i < 0 {
		return nil
	}
	return &subnets[i]
}

// failBeside reports an error that has a second place.
func (b *builder) failBeside(other diag.Span, code string, at diag.Span, hint, format string, args ...any) {
	b.fail(code, at, hint, format, args...)
	if other.IsValid() {
		d := &b.diags[len(b.diags)-1]
		d.Notes = append(d.Notes, "the other is at "+other.String())
	}
}
