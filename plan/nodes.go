package plan

import "slices"

// node is one thing that a file declares, with what it refers to.
type node struct {
	resource *Resource
	// refs are the symbols that its properties mention.
	refs []string
}

// GroupSymbol is the symbol of the endpoint's DNS zone group.
func (e PrivateEndpoint) GroupSymbol() string { return e.Symbol + "Zones" }

// workspaceReady is what must be there before anything talks to the workspace:
// its endpoint and, where the environment keeps them, the records of it.
func (b *builder) workspaceReady() string {
	if b.in.Network.PrivateDNS.Zones.V == "none" {
		return symWorkspaceEndpoint
	}
	return PrivateEndpoint{Resource: Resource{Symbol: symWorkspaceEndpoint}}.GroupSymbol()
}

// nodes are the things that main.bicep declares.
func (p *Plan) nodes() []node {
	g := &nodeList{}
	g.network(&p.Network)
	g.dns(p)
	g.monitor(&p.Monitor)
	g.services(p)
	g.cluster(p)
	for i := range p.Identities {
		g.add(&p.Identities[i].Resource)
	}
	if p.People != nil {
		g.add(&p.People.Resource, p.People.Named, p.People.ID, p.People.Type)
	}
	g.roles(p.Roles)
	for i := range p.Diagnostics {
		d := &p.Diagnostics[i]
		g.add(&d.Resource, d.Scope, d.LogAnalytics)
	}
	g.existing(p.Existing)
	for i := range p.Modules {
		g.add(&p.Modules[i].Resource, refsOf(p.Modules[i].Params)...)
	}
	return g.list
}

// nodes are the things that the module declares, its parameters apart.
func (m *Module) nodes() []node {
	g := &nodeList{}
	g.existing(m.Existing)
	for i := range m.Subnets {
		s := &m.Subnets[i]
		g.add(&s.Resource, symVNet, s.NSG.Symbol, s.NAT.Symbol, s.Routes.Symbol)
	}
	for i := range m.Links {
		g.add(&m.Links[i].Resource, m.Links[i].Zone, m.Links[i].VNet)
	}
	g.roles(m.Roles)
	g.extension(m.Extension)
	g.trusted(m.Trusted)
	return g.list
}

// nodeList collects nodes.
type nodeList struct{ list []node }

// add takes a thing in; empty references stand for what is not set.
func (g *nodeList) add(r *Resource, refs ...string) {
	g.list = append(g.list, node{resource: r, refs: set(refs)})
}

// set drops what is empty.
func set(refs []string) []string {
	var kept []string
	for _, r := range refs {
		if r != "" {
			kept = append(kept, r)
		}
	}
	return kept
}

func (g *nodeList) network(n *Network) {
	g.subnets(n)
	for i := range n.NSGs {
		var refs []string
		for _, r := range n.NSGs[i].Rules {
			refs = append(refs, r.Source.Param, r.Destination.Param)
		}
		g.add(&n.NSGs[i].Resource, refs...)
	}
	for i := range n.PublicIPs {
		g.add(&n.PublicIPs[i].Resource)
	}
	if n.NAT != nil {
		g.add(&n.NAT.Resource, n.NAT.PublicIP)
	}
	if n.Routes != nil {
		g.add(&n.Routes.Resource)
	}
	if f := n.Firewall; f != nil {
		g.add(&f.Policy)
		g.add(&f.Group, f.Policy.Symbol)
		g.add(&f.Resource, f.Policy.Symbol, f.PublicIP, f.Subnet)
	}
	if n.Bastion != nil {
		g.add(&n.Bastion.Resource, n.Bastion.PublicIP, n.Bastion.Subnet)
	}
}

func (g *nodeList) subnets(n *Network) {
	g.add(&n.VNet.Resource)
	for i := range n.Subnets {
		s := &n.Subnets[i]
		if s.Existing {
			g.add(&s.Resource, n.VNet.Symbol)
		} else {
			g.add(&s.Resource, n.VNet.Symbol, s.NSG.Symbol, s.NAT.Symbol, s.Routes.Symbol)
		}
	}
}

func (g *nodeList) dns(p *Plan) {
	for i := range p.DNS.Zones {
		z := &p.DNS.Zones[i]
		g.add(&z.Resource)
		if z.Linked {
			g.add(&z.Link, z.Symbol, symVNet)
		}
	}
	for i := range p.Endpoints {
		e := &p.Endpoints[i]
		g.add(&e.Resource, e.Subnet, e.Target)
		if len(e.Zones) == 0 {
			continue
		}
		refs := []string{e.Symbol}
		for _, z := range e.Zones {
			refs = append(refs, z.Zone)
		}
		g.add(&Resource{Symbol: e.GroupSymbol(), After: e.ZonesAfter}, refs...)
	}
}

func (g *nodeList) monitor(m *Monitor) {
	if m.LogAnalytics != nil {
		g.add(&m.LogAnalytics.Resource)
	}
	g.add(&m.Insights.Resource, m.Insights.LogAnalytics)
	if s := m.PrivateLinkScope; s != nil {
		g.add(&s.Resource)
		for i := range s.Scoped {
			g.add(&s.Scoped[i].Resource, s.Symbol, s.Scoped[i].Target)
		}
	}
	if c := m.Containers; c != nil {
		g.add(&c.Endpoint)
		g.add(&c.Rule, c.LogAnalytics, c.Endpoint.Symbol)
		g.add(&c.RuleAssociation, c.Rule.Symbol, c.Cluster)
		g.add(&c.EndpointAssociation, c.Endpoint.Symbol, c.Cluster)
	}
}

func (g *nodeList) services(p *Plan) {
	if !p.Storage.Existing {
		g.add(&p.Storage.Resource, slices.Concat(p.Storage.VNetRules, []string{p.Storage.Name.Param})...)
		g.add(&p.Storage.Blob, p.Storage.Symbol)
		g.add(&p.Storage.File, p.Storage.Symbol)
	}
	if !p.KeyVault.Existing {
		g.add(&p.KeyVault.Resource, slices.Concat(p.KeyVault.VNetRules, []string{p.KeyVault.Name.Param})...)
	}
	if !p.Registry.Existing {
		g.add(&p.Registry.Resource, p.Registry.Name.Param)
	}
	w := &p.Workspace
	g.add(&w.Resource, w.Storage, w.KeyVault, w.Registry, w.Insights, w.Name.Param)
	if c := p.ImageBuild; c != nil {
		g.add(&c.Resource, w.Symbol, c.Subnet, c.Identity)
	}
	if p.Online != nil {
		g.add(&p.Online.Resource, w.Symbol, p.Online.Identity, p.Online.Traffic, p.Online.Name.Param)
	}
}

func (g *nodeList) cluster(p *Plan) {
	if c := p.Cluster; c != nil && !c.Existing {
		g.add(&c.Resource, c.KubernetesVersion, c.Identity, c.KubeletIdentity, c.AdminGroups, c.API.Zone, c.API.EgressIP, c.Subnet, c.LogAnalytics)
		for i := range c.Maintenance {
			g.add(&c.Maintenance[i].Resource, c.Symbol)
		}
	}
	g.extension(p.Extension)
	g.trusted(p.Trusted)
	if a := p.Attachment; a != nil {
		g.add(&a.Resource, a.Condition, p.Workspace.Symbol, a.Cluster, a.LoadBalancerSubnet, a.Subnet, a.Certificate, a.Key)
	}
}

func (g *nodeList) extension(e *Extension) {
	if e == nil {
		return
	}
	refs := []string{e.Cluster}
	for _, s := range e.Settings {
		refs = append(refs, s.Ref.Symbol)
	}
	g.add(&e.Resource, refs...)
}

func (g *nodeList) trusted(t *TrustedAccess) {
	if t != nil {
		g.add(&t.Resource, t.Cluster, t.Workspace.Symbol)
	}
}

func (g *nodeList) roles(roles []RoleAssignment) {
	for i := range roles {
		g.add(&roles[i].Resource, roles[i].Scope, roles[i].Principal.Symbol)
	}
}

func (g *nodeList) existing(existing []Existing) {
	for i := range existing {
		e := &existing[i]
		g.add(&e.Resource, e.Parent, e.SubscriptionParam, e.GroupParam, e.Name.Param)
	}
}

// refsOf are the symbols in the values of parameters.
func refsOf(params []Param) []string {
	var refs []string
	for _, p := range params {
		refs = append(refs, symbolsIn(p.Default)...)
	}
	return refs
}

// symbolsIn are the symbols that a value mentions.
func symbolsIn(v Value) []string {
	switch v := v.(type) {
	case Ref:
		return []string{v.Symbol}
	case Prefixed:
		return []string{v.Symbol}
	case Unique, Suffix:
		return []string{symNameSuffix}
	case List:
		var refs []string
		for _, item := range v {
			refs = append(refs, symbolsIn(item)...)
		}
		return refs
	case Map:
		var refs []string
		for _, e := range v {
			refs = append(refs, symbolsIn(e.Value)...)
		}
		return refs
	}
	return nil
}
