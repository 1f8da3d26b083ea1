package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/plan"
)

func environmentTable(p *plan.Plan) table {
	t := newTable("Environment", "setting", "value")
	in := p.Intent
	t.add(plan.Origin{From: in.Name.Path, Why: "base of every name"}, "name", in.Name.V)
	t.add(plan.Origin{From: in.Cloud.Path, Why: "decides zones, service tags and host names"}, "cloud", p.Cloud)
	t.add(plan.Origin{From: in.Location.Path, Why: "region of every resource"}, "location", p.Location)
	t.add(plan.Origin{From: in.Profile.Path, Why: "sizes, zones and redundancy, never security"}, "profile", in.Profile.V)
	scope := "resource group"
	if p.Scope.Subscription {
		scope = "subscription"
	}
	if p.Scope.ResourceGroup != "" {
		scope += ", group " + p.Scope.ResourceGroup
	}
	t.add(p.Scope.Origin, "deployed to", scope)
	return t
}

func subnetTable(p *plan.Plan, n names) table {
	t := newTable("Network", "name", "for:purpose", "prefix", "#usable", "#needed", "nsg")
	v := p.Network.VNet
	t.add(v.Origin, nameText(v.Name), "virtual network", dash(prefixText(v.Prefixes)), "", "", "")
	for _, s := range p.Network.Subnets {
		nsg := "-"
		if s.NSG != (plan.Ref{}) {
			nsg = n.show(s.NSG.Symbol)
		}
		t.add(s.Origin, nameText(s.Name), s.Purpose.String(), prefix(s.Prefix), strconv.Itoa(s.Usable), strconv.Itoa(s.Needed), nsg)
	}
	return t
}

func ruleTable(p *plan.Plan) table {
	t := newTable("Network security rules", "nsg", "rule", "way:direction", "#prio:priority", "access", "protocol", "source", "destination", "ports")
	for _, g := range p.Network.NSGs {
		for _, r := range g.Rules {
			way, access := "out", "deny"
			if r.Inbound {
				way = "in"
			}
			if r.Allow {
				access = "allow"
			}
			t.add(r.Origin, g.Purpose.String(), r.Name, way, strconv.Itoa(r.Priority), access, strings.ToLower(r.Protocol),
				peerText(r.Source), peerText(r.Destination), strings.Join(r.Ports, ","))
		}
	}
	return t
}

func egressTable(p *plan.Plan, n names) table {
	t := newTable("Way out and way in", "name", "what", "detail")
	net := p.Network
	for _, ip := range net.PublicIPs {
		t.add(ip.Origin, nameText(ip.Name), "public address", zonesText(ip.Zones))
	}
	if net.NAT != nil {
		t.add(net.NAT.Origin, nameText(net.NAT.Name), "NAT gateway", n.show(net.NAT.PublicIP))
	}
	if net.Routes != nil {
		t.add(net.Routes.Origin, nameText(net.Routes.Name), "route table", "0.0.0.0/0 to "+net.Routes.NextHop.String())
	}
	if net.Firewall != nil {
		t.add(net.Firewall.Origin, nameText(net.Firewall.Name), "firewall", net.Firewall.Tier+", "+net.Firewall.PrivateIP.String())
	}
	if net.Bastion != nil {
		t.add(net.Bastion.Origin, nameText(net.Bastion.Name), "bastion", net.Bastion.SKU)
	}
	return t
}

func zonesText(zones []string) string {
	if len(zones) == 0 {
		return "no zones"
	}
	return "zones " + strings.Join(zones, ", ")
}

func firewallTable(p *plan.Plan) table {
	t := newTable("Firewall rules", "rule", "layer", "to", "protocols", "ports")
	if p.Network.Firewall == nil {
		return t
	}
	for _, r := range p.Network.Firewall.Network {
		t.add(r.Origin, r.Name, "network", flowText(r), strings.Join(r.Protocols, ","), strings.Join(r.Ports, ","))
	}
	for _, r := range p.Network.Firewall.Application {
		protocols, ports := "https", "443"
		if r.HTTP {
			protocols, ports = "http,https", "80,443"
		}
		t.add(r.Origin, r.Name, "application", flowText(r), protocols, ports)
	}
	return t
}

// flowText is where a firewall rule lets traffic go. Long lists are counted:
// the Bicep and the JSON of the Bicep hold them.
func flowText(r plan.FirewallRule) string {
	var parts []string
	for _, p := range r.Tags {
		parts = append(parts, peerText(p))
	}
	for _, h := range r.Hosts {
		text := strings.ReplaceAll(h.Text, "%", "<location>")
		if h.StorageSuffix {
			text += ".<storage suffix>"
		}
		parts = append(parts, text)
	}
	parts = append(parts, r.FQDNTags...)
	if len(parts) > 2 {
		return fmt.Sprintf("%s, %s and %d more", parts[0], parts[1], len(parts)-2)
	}
	return strings.Join(parts, ", ")
}

func endpointTable(p *plan.Plan, n names) table {
	t := newTable("Private endpoints", "name", "target", "service", "zones")
	for _, e := range p.Endpoints {
		var zones []string
		for _, z := range e.Zones {
			zones = append(zones, n.show(z.Zone))
		}
		t.add(e.Origin, nameText(e.Name), n.show(e.Target), e.GroupID, dash(strings.Join(zones, ", ")))
	}
	return t
}

func zoneTable(p *plan.Plan) table {
	t := newTable("Private DNS zones", "zone", "made", "group")
	for _, z := range p.DNS.Zones {
		made := "here"
		if z.Existing {
			made = "exists"
		}
		t.add(z.Origin, nameText(z.Name), made, groupText(z.Group))
	}
	return t
}

func groupText(g plan.Group) string {
	if g.IsOwn() {
		return "own"
	}
	return g.Name
}

func resourceTable(p *plan.Plan) table {
	t := newTable("Resources", "resource:kind", "name", "symbol")
	existing := map[string]bool{p.Network.VNet.Symbol: p.Network.VNet.Existing}
	for _, e := range p.Existing {
		existing[e.Symbol] = true
	}
	shown := map[string]bool{"": true} // without a symbol, it is not part of this environment
	for _, i := range items(p) {
		if shown[i.res.Symbol] {
			continue
		}
		shown[i.res.Symbol] = true
		kind := i.kind
		if existing[i.res.Symbol] {
			kind = "existing " + kind
		}
		t.add(i.res.Origin, kind, nameText(i.res.Name), i.res.Symbol)
	}
	return t
}

func roleTable(p *plan.Plan, n names) table {
	t := newTable("Role assignments", "role", "to:principal", "on:scope")
	add := func(roles []plan.RoleAssignment, own string) {
		for _, r := range roles {
			scope := own
			if r.Scope != "" {
				scope = n.show(r.Scope)
			}
			t.add(r.Origin, r.Role, strings.Trim(refText(r.Principal, n), "<>"), scope)
		}
	}
	add(p.Roles, "resource group")
	for _, m := range p.Modules {
		add(m.Roles, "resource group "+m.Group.Name)
	}
	return t
}

func parameterTable(p *plan.Plan) table {
	t := newTable("Parameters", "parameter", "type", "default")
	for _, param := range p.Params {
		t.add(param.Origin, param.Name, param.Type, valueText(param.Default, nil))
	}
	return t
}

func outputTable(p *plan.Plan, n names) table {
	t := newTable("Outputs", "output", "type", "value")
	for _, o := range p.Outputs {
		t.add(o.Origin, o.Name, o.Type, valueText(o.Value, n))
	}
	return t
}

func prerequisiteTable(p *plan.Plan) table {
	t := newTable("Before the deployment", "#no:number", "what")
	for i, o := range p.Prerequisites {
		t.add(plan.Origin{From: o.From, Source: o.Source}, strconv.Itoa(i+1), o.Why)
	}
	return t
}
