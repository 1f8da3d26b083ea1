package plan

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/intent"
)

// zones decides the private DNS zones: those that the endpoints have records
// in, and no others.
func (b *builder) zones() {
	dns := b.in.Network.PrivateDNS
	if dns.Zones.V != "none" {
		for _, e := range b.wantedEndpoints() {
			for _, row := range zonesOf(b.in.Cloud.V, e.group) {
				b.addZone(row, e)
			}
		}
	}
	b.checkServers()
	b.requireDNS()
	b.checkZoneTags()
}

// mostZoneTags is how many tags a private DNS zone takes, and its link.
const mostZoneTags = 15

// checkZoneTags refuses more tags than the zones and links that are made here take.
func (b *builder) checkZoneTags() {
	tags, own := len(b.in.Tags.Items), 1 // that of the owner
	if b.azdTagged() {
		own++
	}
	made := slices.ContainsFunc(b.plan.DNS.Zones, func(z DNSZone) bool { return !z.Existing || z.Linked })
	if made && tags+own > mostZoneTags {
		b.fail("AML237", b.in.Tags.Span, "leave out some, or name zones that exist in network.privateDns.zones",
			"found %d tags and %d that say whose a resource is, wanted at most %d together: a private DNS zone takes no more", tags, own, mostZoneTags)
	}
}

// addZone plans the zone of a row, once.
func (b *builder) addZone(row zoneRow, e wantedEndpoint) {
	has := func(z DNSZone) bool { return z.Symbol == row.symbol() }
	if slices.ContainsFunc(b.plan.DNS.Zones, has) {
		return
	}
	zones := b.in.Network.PrivateDNS.Zones
	z := DNSZone{
		Resource: Resource{
			Origin: origin(zones, "resolves the names of "+e.what+" to private addresses"),
			Symbol: row.symbol(), Name: row.name(b.in.Cloud.V),
		},
		Link: Resource{
			Origin: origin(zones, "makes the virtual network resolve the names of "+e.what),
			Symbol: row.symbol() + "Link", Name: b.fixedName(kindDNSLink),
		},
		Linked: true,
	}
	z.Source = pagePrivateDNS
	if central, ok := b.centralZones(); ok {
		z.Existing, z.Group = true, central
		z.Linked = central.IsOwn() && b.linksCentral()
		z.Why += "; its owner keeps it"
		z.Link.Why += " in the central zone"
		z.Link.Name = hashedName(kindDNSLink, Ref{Symbol: symVNet, Path: "id"})
	}
	b.plan.DNS.Zones = append(b.plan.DNS.Zones, z)
}

// centralZones is the resource group of central zones, if the intent names one.
func (b *builder) centralZones() (Group, bool) {
	zones := b.in.Network.PrivateDNS.Zones.V
	if zones == "create" || zones == "none" {
		return Group{}, false
	}
	id, err := intent.ParseResourceID(zones)
	if err != nil {
		return Group{}, false // package intent has reported it
	}
	return b.groupOf(id), true
}

// linksCentral reports whether the environment links central zones to its
// network: not to one that exists, whose owner has done so, and not where the
// organisation's own servers answer.
func (b *builder) linksCentral() bool {
	return b.ownsVNet() && len(b.ownServers()) == 0
}

// centralLinks are the central zones of another group that a module links to
// the virtual network.
func (b *builder) centralLinks() []DNSZone {
	if !b.linksCentral() {
		return nil
	}
	var zones []DNSZone
	for _, z := range b.plan.DNS.Zones {
		if z.Existing && !z.Group.IsOwn() {
			zones = append(zones, z)
		}
	}
	return zones
}

// requireDNS tells what name resolution needs outside the environment.
func (b *builder) requireDNS() {
	dns := b.in.Network.PrivateDNS
	if servers := b.ownServers(); len(servers) > 0 {
		b.require(origin(servers[0], "the DNS servers forward the zones of private endpoints to 168.63.129.16, from a network to which those zones are linked"))
	}
	if id, ok := b.clusterZoneID(); ok && len(b.serversOutside()) > 0 {
		b.require(origin(b.in.Inference.Cluster.PrivateDNSZone, fmt.Sprintf("zone %q of the API server is linked to the network of the DNS servers", id.Name())))
	}
	_, central := b.centralZones()
	switch {
	case dns.Zones.V == "none":
		b.warn("AML426", dns.Zones.Span, "write zones: create or the id of the group with the central zones, or accept AML426 and say what keeps the records",
			"zones is \"none\": no zone group is made, and a policy or somebody must keep the records of every private endpoint")
		b.require(origin(dns.Zones, "records of every private endpoint are kept elsewhere, and the virtual network resolves them"))
	case central && !b.ownsVNet():
		b.require(origin(dns.Zones, "the central zones exist and are linked to the virtual network, or to that of its DNS servers"))
	case central:
		b.require(origin(dns.Zones, fmt.Sprintf("the central zones exist: %s", strings.Join(b.zoneNames(), ", "))))
	case !b.ownsVNet():
		b.require(origin(b.in.Network.VirtualNetwork.Existing, "no zone of the same name is linked to the virtual network: a network takes one of each name"))
	}
}

// zoneNames are the names of the planned zones.
func (b *builder) zoneNames() []string {
	var names []string
	for _, z := range b.plan.DNS.Zones {
		names = append(names, z.Name.Example)
	}
	return names
}

// require adds something that must be true in Azure and cannot be seen offline.
func (b *builder) require(o Origin) { b.plan.Prerequisites = append(b.plan.Prerequisites, o) }
