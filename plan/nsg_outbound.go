package plan

import "net/netip"

// outboundRows are the flows that may leave a subnet under restricted egress.
// Endpoints and balancers answer, and start no connection of their own.
func (b *builder) outboundRows(s Subnet) []ruleRow {
	if s.Purpose != PurposeTraining && s.Purpose != PurposeCluster {
		return nil
	}
	return append(b.outInside(s), b.outByTag(s.Purpose)...)
}

// outOfBastion is the complete set that Azure demands of Bastion's subnet.
func (b *builder) outOfBastion() []ruleRow {
	network := tag("VirtualNetwork")
	return []ruleRow{
		{name: "AllowSshAndRdp", priority: 100, from: tag("*"), to: network, protocol: "*", ports: []string{"22", "3389"},
			origin: b.ofBastion("the host opens sessions on machines of the network")},
		{name: "AllowAzureCloud", priority: 110, from: tag("*"), to: tag("AzureCloud"), protocol: "Tcp", ports: []string{"443"},
			origin: b.ofBastion("the host writes its logs and metrics")},
		{name: "AllowToBastionHosts", priority: 120, from: network, to: network, protocol: "*", ports: []string{"5701", "8080"},
			origin: b.ofBastion("the machines of the host speak to each other")},
		{name: "AllowSessionInformation", priority: 130, from: tag("*"), to: tag("Internet"), protocol: "*", ports: []string{"80"},
			origin: b.ofBastion("the host validates certificates and session data")},
	}
}

// outInside are the flows that stay in the network. Azure's own DNS server,
// 168.63.129.16, is beyond the reach of such rules.
func (b *builder) outInside(s Subnet) []ruleRow {
	inside := ranges(s.Prefix)
	if s.Purpose == PurposeCluster {
		inside = ranges(s.Prefix, b.podRange())
	}
	var servers []netip.Prefix
	for _, a := range b.in.Network.PrivateDNS.Servers {
		servers = append(servers, netip.PrefixFrom(a.V, 32))
	}
	return []ruleRow{
		{name: "AllowInsideSubnet", priority: 100, from: inside, to: inside, protocol: "*", ports: []string{"*"},
			origin: b.ofEgress("nodes speak to each other")},
		{name: "AllowPrivateEndpoints", priority: 110, from: tag("*"), to: b.ownNetwork(), protocol: "Tcp", ports: []string{"443", "445"},
			origin: b.ofEgress("nodes reach the private endpoints, and mount the file share")},
		{name: "AllowDns", priority: 120, from: tag("*"), to: ranges(servers...), protocol: "*", ports: []string{"53"}, off: len(servers) == 0,
			origin: b.ofEgress("nodes ask the organisation's DNS servers")},
	}
}

// ofEgress is the origin of a rule of restricted egress.
func (b *builder) ofEgress(why string) Origin {
	o := origin(b.in.Network.Egress.Rules, why)
	o.Source = pageAMLEgress
	return o
}

// outByTag are the services of Azure that computes and clusters call, each by
// its service tag: one tag a rule, since Azure takes no more.
func (b *builder) outByTag(p Purpose) []ruleRow {
	https := []string{"443"}
	training, cluster := p == PurposeTraining, p == PurposeCluster
	row := func(name string, priority int, to Peer, protocol string, ports []string, why string) ruleRow {
		return ruleRow{name: name, priority: priority, from: tag("*"), to: to, protocol: protocol, ports: ports, origin: b.ofEgress(why)}
	}
	rows := []ruleRow{
		row("AllowEntra", 200, tag("AzureActiveDirectory"), "Tcp", []string{"80", "443"}, "nodes sign in"),
		row("AllowResourceManager", 210, tag("AzureResourceManager"), "Tcp", https, "nodes read and change Azure resources"),
		row("AllowStorage", 220, b.regional("Storage"), "Tcp", []string{"443", "445"}, "nodes read what Azure services keep in storage; the check of compute creation asks for 445"),
		row("AllowRegistry", 230, b.regional("AzureContainerRegistry"), "Tcp", https, "images of the workspace are pulled, as the source article asks"),
		row("AllowMicrosoftRegistry", 240, tag("MicrosoftContainerRegistry"), "Tcp", https, "images of Microsoft are pulled"),
	}
	rows = append(rows, b.outToFrontDoor(row)...)
	if !b.hasPrivateLinkScope() {
		rows = append(rows, row("AllowMonitor", 270, tag("AzureMonitor"), "Tcp", https, "logs and metrics are sent over public addresses, as there is no private link scope"))
	}
	if b.callsVaults() {
		rows = append(rows, row("AllowKeyVault", 280, b.regional("AzureKeyVault"), "Tcp", https, "nodes read secrets and disk keys"))
	}
	if training {
		rows = append(rows,
			row("AllowMachineLearning", 300, tag("AzureMachineLearning"), "Tcp", []string{"443", "8787", "18881"}, "computes are controlled by the service, and serve notebooks"),
			row("AllowMachineLearningUdp", 310, tag("AzureMachineLearning"), "Udp", []string{"5831"}, "computes are controlled by the service"),
			row("AllowBatch", 320, b.regional("BatchNodeManagement"), "*", https, "computes are nodes of Azure Batch"))
	}
	if cluster {
		rows = append(rows,
			row("AllowMachineLearning", 300, tag("AzureMachineLearning"), "Tcp", https, "the router and the models report to the service"),
			row("AllowExtensionRegistries", 330, tag("AzureContainerRegistry"), "Tcp", https, "images of the AzureML extension are pulled from registries of other regions"),
			row("AllowExtensionConfiguration", 340, tag("AzureArcInfrastructure"), "Tcp", https, "the extension fetches its configuration"))
		if !b.in.Inference.Cluster.Private.V {
			rows = append(rows, row("AllowApiServer", 350, tag("AzureCloud"), "Tcp", https, "nodes reach the public API server"))
		}
	}
	return rows
}

// outToFrontDoor lets out to Azure Front Door, as far as a cloud has it.
func (b *builder) outToFrontDoor(row func(string, int, Peer, string, []string, string) ruleRow) []ruleRow {
	var rows []ruleRow
	if hasTag(b.in.Cloud.V, "AzureFrontDoor.FirstParty") {
		rows = append(rows, row("AllowFrontDoorFirstParty", 250, tag("AzureFrontDoor.FirstParty"), "Tcp", []string{"443"}, "images and packages of Microsoft are delivered"))
	}
	if b.in.Cloud.V != cloudChina {
		rows = append(rows, row("AllowFrontDoor", 260, tag("AzureFrontDoor.Frontend"), "Tcp", []string{"443"}, "the studio and its resources are delivered"))
	}
	return rows
}

// callsVaults reports whether nodes call vaults by public addresses: with
// sensitive data each node has a key, and without private endpoints all go there.
func (b *builder) callsVaults() bool {
	return b.in.Workspace.Isolation.HighBusinessImpact.V || b.in.Network.Access.V == "serviceEndpoints"
}
