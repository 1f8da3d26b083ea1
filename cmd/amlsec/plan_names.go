package main

import (
	"cmp"
	"fmt"
	"net/netip"
	"strings"

	"github.com/amlsec/amlsec/plan"
)

// names are the Azure names of a plan's items by their symbols, for items that
// refer to others.
type names map[string]string

// show is the name of what a symbol stands for; a symbol of a parameter, or of
// a module's, stands for itself.
func (n names) show(symbol string) string { return cmp.Or(n[symbol], symbol) }

// item is one resource of a plan, with its type in words.
type item struct {
	kind string
	res  plan.Resource
}

// namesOf are the names of all items of p.
func namesOf(p *plan.Plan) names {
	n := names{}
	for _, i := range items(p) {
		n[i.res.Symbol] = nameText(i.res.Name)
	}
	for _, ip := range p.Network.PublicIPs {
		n[ip.Symbol] = nameText(ip.Name)
	}
	for _, s := range p.Network.Subnets {
		n[s.Symbol] = nameText(s.Name)
	}
	for _, z := range p.DNS.Zones {
		n[z.Symbol] = nameText(z.Name)
	}
	for _, e := range p.Endpoints {
		n[e.Symbol] = nameText(e.Name)
	}
	for _, e := range p.Existing {
		n[e.Symbol] = nameText(e.Name)
	}
	return n
}

// nameText is a name as it will look in Azure.
func nameText(n plan.Name) string { return cmp.Or(n.Example, n.Text, n.Param) }

// items are the resources of p that have no table of their own, in the order
// in which people think of them.
func items(p *plan.Plan) []item {
	list := []item{{"virtual network", p.Network.VNet.Resource}}
	add := func(kind string, r plan.Resource) { list = append(list, item{kind, r}) }
	for _, g := range p.Network.NSGs {
		add("network security group", g.Resource)
	}
	add("workspace", p.Workspace.Resource)
	add("storage account", p.Storage.Resource)
	add("key vault", p.KeyVault.Resource)
	add("container registry", p.Registry.Resource)
	addMonitor(&p.Monitor, add)
	for _, i := range p.Identities {
		add("managed identity", i.Resource)
	}
	addCompute(p, add)
	for _, e := range p.Existing {
		add(e.Type, e.Resource)
	}
	for _, m := range p.Modules {
		add("module modules/"+m.File, m.Resource)
	}
	return list
}

func addMonitor(m *plan.Monitor, add func(string, plan.Resource)) {
	if m.LogAnalytics != nil {
		add("log analytics", m.LogAnalytics.Resource)
	}
	add("application insights", m.Insights.Resource)
	if m.PrivateLinkScope != nil {
		add("private link scope", m.PrivateLinkScope.Resource)
	}
	if m.Containers != nil {
		add("data collection endpoint", m.Containers.Endpoint)
		add("data collection rule", m.Containers.Rule)
	}
}

func addCompute(p *plan.Plan, add func(string, plan.Resource)) {
	if p.ImageBuild != nil {
		add("image build compute", p.ImageBuild.Resource)
	}
	if p.Cluster != nil {
		add("cluster", p.Cluster.Resource)
	}
	if p.Extension != nil {
		add("cluster extension", p.Extension.Resource)
	}
	if p.Trusted != nil {
		add("trusted access", p.Trusted.Resource)
	}
	if p.Attachment != nil {
		add("attached compute", p.Attachment.Resource)
	}
	if p.Online != nil {
		add("online endpoint", p.Online.Resource)
	}
}

// peerText is one end of a flow in words.
func peerText(p plan.Peer) string {
	switch {
	case p.Param != "":
		return p.Param
	case len(p.Prefixes) > 0:
		return prefixText(p.Prefixes)
	case p.Regional:
		return p.Tag + ".<serviceTagRegion>"
	default:
		return p.Tag
	}
}

func prefixText(prefixes []netip.Prefix) string {
	parts := make([]string, len(prefixes))
	for i, p := range prefixes {
		parts[i] = p.String()
	}
	return strings.Join(parts, ", ")
}

// prefix is a range, or a dash when it is not known.
func prefix(p netip.Prefix) string {
	if !p.IsValid() {
		return "-"
	}
	return p.String()
}

// valueText is a value in words; what Azure computes is in angle brackets.
func valueText(v plan.Value, n names) string {
	switch v := v.(type) {
	case plan.Text:
		return string(v)
	case plan.Number:
		return fmt.Sprint(int(v))
	case plan.Flag:
		return fmt.Sprint(bool(v))
	case plan.List:
		return "[" + strings.Join(valueTexts(v, n), ", ") + "]"
	case plan.Map:
		return "{" + strings.Join(entryTexts(v, n), ", ") + "}"
	case plan.Unique:
		return fmt.Sprintf("%s<%d of nameSuffix>", v.Prefix, v.Length)
	case plan.Suffix:
		return "<unique in the resource group>"
	case plan.Ref:
		return refText(v, n)
	case plan.OwnGroup:
		return "<resource group " + string(v) + ">"
	default:
		return ""
	}
}

func valueTexts(list plan.List, n names) []string {
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = valueText(v, n)
	}
	return parts
}

func entryTexts(entries plan.Map, n names) []string {
	parts := make([]string, len(entries))
	for i, e := range entries {
		parts[i] = e.Name + ": " + valueText(e.Value, n)
	}
	return parts
}

func refText(r plan.Ref, n names) string {
	name := n.show(r.Symbol)
	if r.Path == "" {
		return "<" + name + ">"
	}
	return "<" + strings.TrimPrefix(r.Path, "properties.") + " of " + name + ">"
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// dash stands for an empty cell.
func dash(s string) string { return cmp.Or(s, "-") }
