package plan

// firewallNetworkRules let traffic out to services of Azure by service tag,
// which names all their addresses and needs no host of one cloud.
func (b *builder) firewallNetworkRules() []FirewallRule {
	both := []Purpose{PurposeTraining, PurposeCluster}
	training := []Purpose{PurposeTraining}
	tcp := []string{"TCP"}
	rules := []FirewallRule{
		b.tagRule("entra", both, tag("AzureActiveDirectory"), tcp, []string{"80", "443"}, "nodes sign in"),
		b.tagRule("resource-manager", both, tag("AzureResourceManager"), tcp, []string{"443"}, "nodes read and change Azure resources"),
		b.tagRule("storage", both, b.regional("Storage"), tcp, []string{"443", "445"}, "nodes read what Azure services keep in storage"),
		b.tagRule("registry", both, b.regional("AzureContainerRegistry"), tcp, []string{"443"}, "images of the workspace are pulled"),
		b.tagRule("machine-learning", both, tag("AzureMachineLearning"), tcp, []string{"443"}, "computes and models speak to the service"),
		b.tagRule("machine-learning-udp", training, tag("AzureMachineLearning"), []string{"UDP"}, []string{"5831"}, "computes are controlled by the service"),
		b.tagRule("batch", training, b.regional("BatchNodeManagement"), []string{"Any"}, []string{"443"}, "computes are nodes of Azure Batch"),
	}
	if !b.hasPrivateLinkScope() {
		rules = append(rules, b.tagRule("monitor", both, tag("AzureMonitor"), tcp, []string{"443"}, "logs and metrics are sent over public addresses, as there is no private link scope"))
	}
	if b.callsVaults() {
		rules = append(rules, b.tagRule("key-vault", both, b.regional("AzureKeyVault"), tcp, []string{"443"}, "nodes read secrets and disk keys"))
	}
	if b.ownsCluster() && !b.in.Inference.Cluster.Private.V {
		cluster := []Purpose{PurposeCluster}
		rules = append(rules,
			b.tagRule("api-server", cluster, tag("AzureCloud"), tcp, apiServerPorts(), "nodes reach the public API server"),
			b.tagRule("api-server-udp", cluster, tag("AzureCloud"), []string{"UDP"}, apiServerUDPPorts(), "nodes reach the public API server"))
	}
	if servers := b.serversOutside(); len(servers) > 0 {
		dns := b.tagRule("dns", both, ranges(serverPrefixes(servers)...), []string{"TCP", "UDP"}, []string{"53"}, "nodes ask the organisation's DNS servers")
		dns.From, dns.Span = "network.privateDns.servers", servers[0].Span
		rules = append(rules, dns)
	}
	return rules
}

// apiServerPorts and apiServerUDPPorts are those of a public API server: its
// own, and those of the tunnel by which it reaches nodes and pods.
func apiServerPorts() []string    { return []string{"443", "9000"} }
func apiServerUDPPorts() []string { return []string{"1194"} }

func (b *builder) tagRule(name string, from []Purpose, to Peer, protocols, ports []string, why string) FirewallRule {
	o := origin(b.in.Network.Egress.Path, why)
	o.Source = pageAMLEgress
	return FirewallRule{Origin: o, Name: name, Sources: b.sources(from...), Tags: []Peer{to}, Protocols: protocols, Ports: ports}
}

// firewallApplicationRules let traffic out to hosts that no service tag names.
func (b *builder) firewallApplicationRules() []FirewallRule {
	var rules []FirewallRule
	if b.ownsCluster() && b.inPublicCloud() {
		r := b.hostRule(hostSet{name: "aks", http: true, why: "nodes of AKS reach what they need; Azure keeps the list", source: pageAKSHosts})
		r.FQDNTags, r.Sources = []string{"AzureKubernetesService"}, b.sources(PurposeCluster)
		rules = append(rules, r)
	}
	for _, set := range hostSets() {
		if b.wantsHosts(set) {
			rules = append(rules, b.hostRule(set))
		}
	}
	return rules
}

// wantsHosts reports whether the environment calls the hosts of a set.
func (b *builder) wantsHosts(set hostSet) bool {
	switch {
	case set.cloud != "" && set.cloud != b.in.Cloud.V:
		return false
	case set.cluster && !b.ownsCluster():
		return false
	case set.extension && !b.attachesV2():
		return false
	case set.gpu && !b.hasGPU():
		return false
	}
	return len(b.sources(set.purposes()...)) > 0
}

// hasGPU reports whether a pool of the cluster has GPUs.
func (b *builder) hasGPU() bool {
	for _, p := range b.pools() {
		if s, ok := vmSizeNamed(p.VMSize); ok && s.gpus > 0 {
			return true
		}
	}
	return false
}

func (b *builder) hostRule(set hostSet) FirewallRule {
	o := origin(b.in.Network.Egress.Path, set.why)
	o.Source = set.source
	r := FirewallRule{Origin: o, Name: set.name, Sources: b.sources(set.purposes()...), HTTP: set.http}
	for _, h := range set.hosts {
		r.Hosts = append(r.Hosts, hostOf(h))
	}
	return r
}
