package plan

import "slices"

// networkModules adds subnets to a virtual network of another group, and lets
// the cluster's identity use it. With an identity that comes with the cluster,
// the role has a module of its own: the cluster needs the subnets before.
func (b *builder) networkModules() {
	vnet := b.plan.Network.VNet
	if !vnet.Existing || vnet.Group.IsOwn() {
		return
	}
	from := vnet.Origin
	from.Why = "makes what the environment needs in the resource group of the virtual network"
	d := b.draft(symNetworkModule, "virtual-network.bicep", vnet.Group, from)
	b.moveSubnets(d, vnet)
	access := d
	if b.ownsCluster() && !b.ownsClusterIdentity() {
		access = b.draft(symAccessModule, "virtual-network-access.bicep", vnet.Group, from)
	}
	if b.ownsCluster() {
		access.assign(RoleAssignment{
			Resource: Resource{Origin: b.networkRoleOrigin(), Symbol: symNetworkRole},
			Role:     roleNetwork, RoleID: roleID(roleNetwork),
			Principal: b.clusterPrincipal(), PrincipalType: "ServicePrincipal",
		})
		b.waitForNetworkRole(access.m.Symbol)
	}
	for _, m := range []*draft{d, access} {
		if len(m.m.Subnets)+len(m.m.Roles) > 0 && !b.hasModule(m.m.Symbol) {
			m.add()
		}
	}
}

func (b *builder) hasModule(symbol string) bool {
	return slices.ContainsFunc(b.plan.Modules, func(m Module) bool { return m.Symbol == symbol })
}

// waitForNetworkRole makes the cluster wait for its role or, if the identity
// comes with the cluster, what needs the balancer.
func (b *builder) waitForNetworkRole(module string) {
	p := b.plan
	switch {
	case b.ownsClusterIdentity():
		p.Cluster.After = append(p.Cluster.After, module)
	case p.Extension != nil:
		p.Extension.After = append(p.Extension.After, module)
	case p.Attachment != nil:
		p.Attachment.After = append(p.Attachment.After, module)
	}
}

// moveSubnets moves the subnets to make into the module. They are made one
// after the other, since a network takes one change at a time. In main.bicep
// they exist, and whatever is put into one waits for the module.
func (b *builder) moveSubnets(d *draft, vnet VirtualNetwork) {
	subnets := b.plan.Network.Subnets
	for i := range subnets {
		if subnets[i].Existing {
			continue
		}
		made := subnets[i]
		made.After = nil
		if n := len(d.m.Subnets); n > 0 {
			made.After = []string{d.m.Subnets[n-1].Symbol}
		}
		made.NSG, made.NAT, made.Routes = d.pass(made.NSG), d.pass(made.NAT), d.pass(made.Routes)
		d.m.Subnets = append(d.m.Subnets, made)
		subnets[i].Existing, subnets[i].Module, subnets[i].After = true, d.m.Symbol, nil
		b.waitForSubnet(made.Symbol, d.m.Symbol)
	}
	if len(d.m.Subnets) > 0 {
		net := Existing{Resource: vnet.Resource, Type: "Microsoft.Network/virtualNetworks"}
		d.m.Existing = append(d.m.Existing, net)
	}
}

// pass hands the id of an item to the module, as a parameter.
func (d *draft) pass(id Ref) Ref {
	if id.Symbol == "" {
		return Ref{}
	}
	return Ref{Symbol: d.param(Param{
		Name: id.Symbol + "Id", Description: "Id of " + id.Symbol + ", which is attached to a subnet.", Default: id,
	})}
}

// waitForSubnet makes everything that refers to a subnet wait for its module.
func (b *builder) waitForSubnet(subnet, module string) {
	for _, n := range b.plan.nodes() {
		if slices.Contains(n.refs, subnet) {
			n.resource.After = unique(append(n.resource.After, module))
		}
	}
}

// clusterModule installs the extension on an existing cluster of another group.
func (b *builder) clusterModule() {
	p := b.plan
	if !p.isElsewhere(symCluster) || p.Extension == nil {
		return
	}
	e := p.existing(symCluster)
	from := e.Origin
	from.Why = "installs the AzureML extension on the cluster, and lets the workspace in"
	d := b.draft(symClusterModule, "cluster.bicep", e.Group, from)
	inside := *e
	inside.Group = Group{}
	d.m.Existing = append(d.m.Existing, inside)
	d.param(Param{Name: symLocation, Description: "Region of the environment.", Default: Ref{Symbol: symLocation}})
	d.m.Extension, p.Extension = p.Extension, nil
	b.waitInstead(symExtension, symClusterModule)
	if p.Trusted != nil {
		p.Trusted.Workspace = Ref{Symbol: d.param(Param{
			Name: "workspaceId", Description: "Id of the workspace.", Default: p.Trusted.Workspace,
		})}
		d.m.Trusted, p.Trusted = p.Trusted, nil
		b.waitInstead(symTrustedAccess, symClusterModule)
	}
	d.add()
}

// linksModule links central DNS zones of another group to the virtual network.
func (b *builder) linksModule() {
	zones := b.centralLinks()
	if len(zones) == 0 {
		return
	}
	from := zones[0].Origin
	from.Why = "links the central DNS zones to the virtual network"
	d := b.draft(symLinksModule, "dns-links.bicep", zones[0].Group, from)
	vnet := d.param(Param{Name: "virtualNetworkId", Description: "Id of the virtual network.", Default: Ref{Symbol: symVNet, Path: "id"}})
	d.param(Param{Name: symTags, Type: "object", Description: "Tags of every link.", Default: Ref{Symbol: symOwnedTags}})
	for _, z := range zones {
		d.m.Existing = append(d.m.Existing, Existing{Resource: z.Resource, Type: "Microsoft.Network/privateDnsZones"})
		link := z.Link
		link.Name = hashedName(kindDNSLink, Ref{Symbol: vnet})
		d.m.Links = append(d.m.Links, DNSLink{Resource: link, Zone: z.Symbol, VNet: vnet})
	}
	d.add()
}
