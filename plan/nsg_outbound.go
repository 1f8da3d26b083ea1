package plan

import "slices"

// outboundRows are the flows that may leave a subnet under restricted egress.
// Endpoints and balancers answer, and start no connection of their own.
func (b *builder) outboundRows(s Subnet) []ruleRow {
	switch s.Purpose {
	case PurposeTraining:
		return slices.Concat(b.outInside(s), b.outToAzure(), []ruleRow{b.outToRegistry(s)}, b.outOfTraining())
	case PurposeCluster:
		return slices.Concat(b.outInside(s), b.outToAzure(), []ruleRow{b.outToRegistry(s)}, b.outOfCluster())
	}
	return nil
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
	servers := serverPrefixes(b.ownServers())
	return []ruleRow{
		{name: "AllowInsideSubnet", priority: 100, from: inside, to: inside, protocol: "*", ports: []string{"*"},
			origin: b.ofEgress("nodes speak to each other")},
		{name: "AllowPrivateEndpoints", priority: 110, from: tag("*"), to: b.ownNetwork(), protocol: "Tcp", ports: []string{"443", "445"},
			origin: b.ofEgress("nodes reach the private endpoints, and mount the file share")},
		{name: "AllowDns", priority: 120, from: tag("*"), to: ranges(servers...), protocol: "*", ports: []string{"53"}, off: len(servers) == 0,
			origin: b.ofEgress("nodes ask the organisation's DNS servers")},
	}
}

// outSessions are the flows that stay free of denySessions: the machines of a
// training job start each other over SSH, and AKS asks that its nodes and pods
// reach one another on every port.
func (b *builder) outSessions(s Subnet) []ruleRow {
	if s.Purpose != PurposeTraining && s.Purpose != PurposeCluster {
		return nil
	}
	return b.outInside(s)[:1]
}

// denySessions keeps whoever gets into one subnet from signing in to machines
// of another, of peered networks and of those behind a gateway.
func (b *builder) denySessions() NSGRule {
	why := "a machine that is taken over opens no session on machines elsewhere in the network; what leaves the network is not touched"
	return NSGRule{
		Origin: origin(b.in.Network.Egress.Rules, why), Name: "DenySshAndRdp", Priority: sessionPriority,
		Protocol: "*", Source: tag("*"), Destination: tag("VirtualNetwork"), Ports: []string{"22", "3389"},
	}
}

// ofEgress is the origin of a rule of restricted egress.
func (b *builder) ofEgress(why string) Origin {
	o := origin(b.in.Network.Egress.Rules, why)
	o.Source = pageAMLEgress
	return o
}

// egressRow lets out to one service by its tag: one tag a rule, since Azure
// takes no more.
func (b *builder) egressRow(name string, priority int, to Peer, why string, ports ...string) ruleRow {
	return ruleRow{name: name, priority: priority, from: tag("*"), to: to, protocol: "Tcp", ports: ports, origin: b.ofEgress(why)}
}

// outToAzure are the services that computes and clusters call alike.
func (b *builder) outToAzure() []ruleRow {
	monitor := b.egressRow("AllowMonitor", 260, tag("AzureMonitor"), "logs and metrics are sent over public addresses, as there is no private link scope", "443")
	monitor.off = b.hasPrivateLinkScope()
	vaults := b.egressRow("AllowKeyVault", 270, b.regional("AzureKeyVault"), "nodes read secrets and disk keys", "443")
	vaults.off = !b.callsVaults()
	packages := b.egressRow("AllowFrontDoorFirstParty", 250, tag("AzureFrontDoor.FirstParty"), "images and packages of Microsoft are delivered", "443")
	packages.off = !hasTag(b.in.Cloud.V, packages.to.Tag)
	return []ruleRow{
		b.egressRow("AllowEntra", 200, tag("AzureActiveDirectory"), "nodes sign in", "80", "443"),
		b.egressRow("AllowResourceManager", 210, tag("AzureResourceManager"), "nodes read and change Azure resources", "443"),
		b.egressRow("AllowStorage", 220, b.regional("Storage"), "nodes read what Azure services keep in storage; the check of compute creation asks for 445", "443", "445"),
		b.egressRow("AllowMicrosoftRegistry", 240, tag("MicrosoftContainerRegistry"), "images of Microsoft are pulled", "443"),
		packages, monitor, vaults,
	}
}

// outToRegistry is the rule that the source article asks for. The AzureML
// extension pulls from registries of other regions, whose tag holds ours.
func (b *builder) outToRegistry(s Subnet) ruleRow {
	to, why := b.regional("AzureContainerRegistry"), "images of the workspace are pulled, as the source article asks"
	if s.Purpose == PurposeCluster && b.attachesV2() {
		to, why = tag("AzureContainerRegistry"), "images of the workspace are pulled, as the source article asks, and those of the AzureML extension from other regions"
	}
	row := b.egressRow("AllowRegistry", 230, to, why, "443")
	row.origin.Source = pageInferencing
	return row
}

// outOfTraining are the services that computes call besides.
func (b *builder) outOfTraining() []ruleRow {
	udp := b.egressRow("AllowMachineLearningUdp", 310, tag("AzureMachineLearning"), "computes are controlled by the service", "5831")
	udp.protocol = "Udp"
	batch := b.egressRow("AllowBatch", 320, b.regional("BatchNodeManagement"), "computes are nodes of Azure Batch", "443")
	batch.protocol = "*"
	studio := b.egressRow("AllowFrontDoor", 330, tag("AzureFrontDoor.Frontend"), "the studio and its resources are delivered", "443")
	studio.off = b.in.Cloud.V == cloudChina // it has no Front Door
	return []ruleRow{
		b.egressRow("AllowMachineLearning", 300, tag("AzureMachineLearning"), "computes are controlled by the service", "443"),
		udp, batch, studio,
	}
}

// outOfCluster are the services that a cluster calls besides.
func (b *builder) outOfCluster() []ruleRow {
	settings := b.egressRow("AllowExtensionConfiguration", 320, tag("AzureArcInfrastructure"), "the extension fetches its configuration", "443")
	settings.off = !b.attachesV2()
	server := b.egressRow("AllowApiServer", 330, tag("AzureCloud"), "nodes reach the public API server", apiServerPorts()...)
	tunnel := b.egressRow("AllowApiServerUdp", 340, tag("AzureCloud"), "nodes reach the public API server", apiServerUDPPorts()...)
	tunnel.protocol = "Udp"
	server.off, tunnel.off = b.in.Inference.Cluster.Private.V, b.in.Inference.Cluster.Private.V
	return []ruleRow{
		b.egressRow("AllowMachineLearning", 300, tag("AzureMachineLearning"), "the router and the models report to the service", "443"),
		settings, server, tunnel,
	}
}

// callsVaults reports whether nodes call vaults by public addresses: with
// sensitive data each node has a key, and without private endpoints all go there.
func (b *builder) callsVaults() bool {
	return b.in.Workspace.Isolation.HighBusinessImpact.V || b.in.Network.Access.V == "serviceEndpoints"
}
