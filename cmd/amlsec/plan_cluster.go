package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/plan"
)

func clusterTable(p *plan.Plan, n names) table {
	t := newTable("Cluster", "setting", "value")
	c := p.Cluster
	if c == nil {
		return t
	}
	in := p.Intent.Inference.Cluster
	from := func(path, why string) plan.Origin { return plan.Origin{From: path, Why: why} }
	if c.Existing {
		t.add(c.Origin, "attached", nameText(c.Name)+", group "+groupText(c.Group))
		return t
	}
	t.add(c.Origin, "created", nameText(c.Name)+", tier "+c.Tier)
	t.add(from(in.Private.Path, "who can reach the control plane"), "API server", apiText(c.API, n))
	t.add(from(in.Identity.Path, "what the control plane and the nodes act as"), "identities",
		dash(n.show(c.Identity))+", nodes "+dash(n.show(c.KubeletIdentity)))
	t.add(from(in.LocalAccounts.Path, "certificate accounts that Entra does not know"), "local accounts", yesNo(c.LocalAccounts))
	t.add(from(in.Network.Path, "ranges inside the cluster"), "network", networkText(c.Network))
	t.add(from(p.Intent.Network.Egress.Path.Path, "AKS's word for the way out"), "outbound", dash(p.Network.OutboundType))
	t.add(from(in.Path, "when AKS and its nodes are brought up to date"), "upgrades", c.UpgradeChannel+", nodes "+c.NodeOSUpgradeChannel)
	for _, w := range c.Maintenance {
		t.add(w.Origin, "maintenance", nameText(w.Name)+", "+maintenanceText(w))
	}
	return t
}

// maintenanceText is a time of the week, such as "Sunday 01:00 UTC, 4 hours".
func maintenanceText(w plan.MaintenanceWindow) string {
	text := fmt.Sprintf("%s %s UTC, %s", w.Day, w.Start, plural(w.Hours, "hour"))
	if w.EveryWeeks > 1 {
		text += fmt.Sprintf(", every %d weeks", w.EveryWeeks)
	}
	return text
}

func apiText(s plan.APIServer, n names) string {
	if !s.Private {
		callers := dash(prefixText(s.AuthorizedIPRanges))
		if s.EgressIP != "" {
			callers += ", " + n.show(s.EgressIP)
		}
		return "public, for " + callers
	}
	zone := s.DNSZone
	if s.Zone != "" {
		zone = n.show(s.Zone)
	}
	return fmt.Sprintf("private, zone %s, public name: %s", zone, yesNo(s.PublicFQDN))
}

func networkText(c plan.ClusterNetwork) string {
	parts := []string{strings.TrimSpace(c.Plugin + " " + c.Mode), "services " + prefix(c.ServiceCIDR), "DNS " + c.DNSServiceIP.String()}
	if c.PodCIDR.IsValid() {
		parts = append(parts, "pods "+prefix(c.PodCIDR))
	}
	if c.DockerBridge.IsValid() {
		parts = append(parts, "docker bridge "+prefix(c.DockerBridge))
	}
	return strings.Join(parts, ", ")
}

func poolTable(p *plan.Plan) table {
	t := newTable("Node pools", "pool", "mode", "size:vmSize", "nodes", "#pods:maxPods", "zones")
	if p.Cluster == nil {
		return t
	}
	for _, pool := range p.Cluster.Pools {
		mode, nodes := "user", strconv.Itoa(pool.Count)
		if pool.System {
			mode = "system"
		}
		if pool.Scales {
			nodes = fmt.Sprintf("%d to %d", pool.Min, pool.Max)
		}
		t.add(pool.Origin, pool.Name, mode, pool.VMSize, nodes, strconv.Itoa(pool.MaxPods), dash(strings.Join(pool.Zones, ",")))
	}
	return t
}

// settingTable are the settings of the extension, where scoring is decided.
func settingTable(p *plan.Plan) table {
	t := newTable("Settings of the AzureML extension", "setting", "value")
	for _, e := range extensions(p) {
		for _, s := range e.Settings {
			value := s.Value
			if s.Ref != (plan.Ref{}) {
				value = refText(s.Ref, namesOf(p)) + s.Suffix
			}
			t.add(s.Origin, s.Name, value)
		}
	}
	return t
}

func extensions(p *plan.Plan) []*plan.Extension {
	var list []*plan.Extension
	if p.Extension != nil {
		list = append(list, p.Extension)
	}
	for _, m := range p.Modules {
		if m.Extension != nil {
			list = append(list, m.Extension)
		}
	}
	return list
}
