package plan

import "net/netip"

// leaveByFirewall plans an Azure Firewall and sends everything that leaves
// through it.
func (b *builder) leaveByFirewall() {
	path := b.in.Network.Egress.Path
	if vnet := b.plan.Network.VNet; vnet.Existing && !vnet.Group.IsOwn() {
		b.fail("AML233", path.Span, "write path: appliance with the address of a firewall of the network's owner",
			"a firewall must be in the resource group of its network, and %q is in another one, %q", vnet.Name.Text, vnet.Group.Name)
		return
	}
	subnet := b.subnet(PurposeFirewall)
	if subnet == nil {
		return // no room for it; reported already
	}
	if !subnet.Prefix.IsValid() {
		b.fail("AML234", b.in.Network.Subnets.Firewall.Span, "add the prefix of the subnet",
			"the range of AzureFirewallSubnet is not known, and with it the address that the firewall takes")
		return
	}
	b.plan.Network.Firewall = b.firewall(*subnet)
	if b.in.Cloud.V == cloudChina && b.attachesV2() {
		b.require(origin(path, "the firewall lets out what the AzureML extension calls: no list of its hosts is published for "+cloudChina+", so add those that the firewall's log shows as denied"))
	}
	b.leaveByRoute(b.plan.Network.Firewall.PrivateIP, origin(path, "sends everything that leaves to the firewall"))
}

// firewall is the firewall in its subnet. It takes the first address that Azure
// leaves there; so the route table need not wait for it. Its DNS proxy is on,
// but the network keeps Azure's DNS: servers that come up after the nodes
// would leave these without names, and no network rule here uses names.
func (b *builder) firewall(subnet Subnet) *Firewall {
	path := b.in.Network.Egress.Path
	f := &Firewall{
		Resource: Resource{
			Origin: origin(path, "lets traffic leave to the hosts and services that are needed, and to no others"),
			Symbol: symFirewall, Name: b.fixedName(kindFirewall), After: []string{symFirewallRule},
		},
		Policy: Resource{
			Origin: origin(path, "holds the rules of the firewall, and blocks traffic to and from addresses and domains known as malicious"),
			Symbol: "firewallPolicy", Name: b.fixedName(kindFirewallPolicy),
		},
		Group: Resource{
			Origin: origin(path, "lists what may leave"),
			Symbol: symFirewallRule, Name: b.fixedName(kindFirewallRules),
		},
		PublicIP:     b.publicIP(symFirewall, "firewall", origin(path, "gives traffic that leaves by the firewall its source address")),
		Subnet:       subnet.Symbol,
		PrivateIP:    nth(subnet.Prefix, 4),
		Tier:         "Standard",
		Zones:        b.allZones(),
		LogAnalytics: symLogAnalytics,
		Network:      b.firewallNetworkRules(),
		Application:  b.firewallApplicationRules(),
	}
	f.Source = pageFirewall
	return f
}

// sources are the ranges from which traffic of those purposes leaves; that of
// the whole network where a subnet's range is not known.
func (b *builder) sources(purposes ...Purpose) []netip.Prefix {
	var all []netip.Prefix
	for _, p := range purposes {
		s := b.subnet(p)
		switch {
		case s == nil:
		case !s.Prefix.IsValid():
			return b.addressSpace()
		default:
			all = append(all, s.Prefix)
		}
	}
	return all
}
