package plan

import "net/netip"

// Network is the virtual network and everything at its borders.
type Network struct {
	// VNet is the virtual network.
	VNet VirtualNetwork
	// Subnets are the subnets by purpose, in order of address.
	Subnets []Subnet
	// NSGs are the network security groups, one for each subnet that takes one.
	NSGs []NSG
	// PublicIPs belong to the NAT gateway, the firewall and Bastion.
	PublicIPs []PublicIP
	// NAT is the NAT gateway, if there is one.
	NAT *NATGateway
	// Routes is the route table of egress through a firewall or an appliance.
	Routes *RouteTable
	// Firewall is the Azure Firewall, if there is one.
	Firewall *Firewall
	// Bastion is the Bastion host, if there is one.
	Bastion *Bastion
	// OutboundType is AKS's word for the way out: userAssignedNATGateway,
	// loadBalancer or userDefinedRouting.
	OutboundType string
}

// VirtualNetwork is the network: created, or existing when Existing is set.
type VirtualNetwork struct {
	Resource
	// Existing says that the network is not made here; Group is where it is.
	Existing bool
	Group    Group
	// Prefixes are its address space; may be empty for an existing network.
	Prefixes []netip.Prefix
	// DNSServers are custom DNS servers; empty for Azure's.
	DNSServers []netip.Addr
}

// Purpose is what a subnet is for. The zero value is invalid.
type Purpose uint8

// The purposes of subnets.
const (
	PurposeEndpoints Purpose = iota + 1
	PurposeLoadBalancer
	PurposeTraining
	PurposeCluster
	PurposeBastion
	PurposeFirewall
)

// Subnet is one subnet.
type Subnet struct {
	Resource
	Purpose Purpose
	// Existing says that main.bicep does not make it: an existing network has it
	// already, or the module with the symbol Module adds it to that network.
	// Otherwise it is a resource beneath the network, whoever made that.
	Existing bool
	Module   string
	// Prefix is its range; not valid when an existing subnet's is not known.
	Prefix netip.Prefix
	// NSG, NAT and Routes are the ids of what is attached: a symbol's id in
	// main.bicep, a parameter in a module; the zero Ref for none.
	NSG, NAT, Routes Ref
	// ServiceEndpoints are the services whose endpoints it has.
	ServiceEndpoints []string
	// EndpointPolicies is privateEndpointNetworkPolicies, "Disabled" or "Enabled".
	EndpointPolicies string
	// Usable and Needed count addresses: those Azure leaves free, and those the plan takes.
	Usable, Needed int
}

// NSG is a network security group.
type NSG struct {
	Resource
	Purpose Purpose
	// Rules are its rules, by direction and priority.
	Rules []NSGRule
}

// NSGRule is one rule of a network security group. Of the singular and plural
// forms of a field exactly one is set.
type NSGRule struct {
	Origin
	Name     string
	Priority int
	// Inbound is the direction; false is outbound.
	Inbound bool
	// Allow is the access; false denies.
	Allow bool
	// Protocol is "*", "Tcp" or "Udp".
	Protocol string
	// Source and Destination are the ends of the flow.
	Source, Destination Peer
	// Ports are destination ports or ranges; "*" alone for all.
	Ports []string
}

// Peer is one end of a flow: a service tag, prefixes, or a parameter that
// holds prefixes.
type Peer struct {
	// Tag is a service tag or "*".
	Tag string
	// Regional appends the parameter serviceTagRegion to Tag, as in "Storage.EastUS2".
	Regional bool
	// Prefixes are address ranges.
	Prefixes []netip.Prefix
	// Param is the symbol of a parameter of type string[].
	Param string
}

// PublicIP is a Standard, static, IPv4 public address.
type PublicIP struct {
	Resource
	// Zones are availability zones; empty for none.
	Zones []string
}

// NATGateway is the way out by NAT.
type NATGateway struct {
	Resource
	// PublicIP is the symbol of its address.
	PublicIP string
	// Zones holds at most one zone; empty lets Azure place it.
	Zones []string
}

// RouteTable sends all traffic to a next hop.
type RouteTable struct {
	Resource
	// NextHop is the private address of the firewall or appliance.
	NextHop netip.Addr
}

// Firewall is an Azure Firewall with its policy.
type Firewall struct {
	Resource
	Policy   Resource
	Group    Resource
	PublicIP string
	Subnet   string
	// PrivateIP is the address it will take: the first usable of its subnet.
	PrivateIP netip.Addr
	// Tier is "Standard" or "Premium".
	Tier  string
	Zones []string
	// LogAnalytics is the symbol of the workspace for the policy's insights.
	LogAnalytics string
	// Network and Application are its rules, in order of evaluation.
	Network     []FirewallRule
	Application []FirewallRule
}

// FirewallRule allows one flow through the firewall.
type FirewallRule struct {
	Origin
	Name string
	// Sources are ranges inside the network.
	Sources []netip.Prefix
	// Tags are service tags, of a network rule.
	Tags []Peer
	// Hosts are FQDNs: of an application rule, or of a network rule with DNS proxy.
	Hosts []Host
	// FQDNTags are Azure's, of an application rule.
	FQDNTags []string
	// Protocols are "TCP", "UDP" of a network rule.
	Protocols []string
	Ports     []string
	// HTTP says that an application rule speaks HTTP on 80 beside HTTPS on 443.
	HTTP bool
}

// Host is a host name pattern of a firewall rule.
type Host struct {
	// Text is the name, such as "*.data.mcr.microsoft.com", or its beginning.
	// With Regional set, "%" stands for the deployment's region.
	Text     string
	Regional bool
	// StorageSuffix appends the cloud's storage host suffix.
	StorageSuffix bool
}

// Bastion is a Bastion host.
type Bastion struct {
	Resource
	PublicIP string
	Subnet   string
	SKU      string
	Zones    []string
}

// DNS is name resolution of private endpoints.
type DNS struct {
	// Zones are the private DNS zones, created here or central ones.
	Zones []DNSZone
}

// DNSZone is a private DNS zone.
type DNSZone struct {
	Resource
	// Existing says that the zone is a central one; Group is where.
	Existing bool
	Group    Group
	// Link is the link to the virtual network. Linked says that it is made in
	// this file; links to central zones of another group are made by a module.
	Link   Resource
	Linked bool
}

// PrivateEndpoint connects one service to the endpoints subnet. Endpoints of
// one subnet are deployed one after the other.
type PrivateEndpoint struct {
	Resource
	// Subnet and Target are symbols.
	Subnet, Target string
	// GroupID is the sub-resource, such as "blob".
	GroupID string
	// Zones are the entries of its zone group; empty for no group.
	Zones []ZoneConfig
	// ZonesAfter lists symbols that the zone group waits for: what it puts into
	// the zones can be resolved once they are linked.
	ZonesAfter []string
}

// ZoneConfig is one entry of a private endpoint's DNS zone group.
type ZoneConfig struct {
	// Name is unique within the group.
	Name string
	// Zone is the symbol of the zone.
	Zone string
}
