package plan

import (
	"slices"

	"github.com/amlsec/amlsec/diag"
)

// networkRules are about addresses and the borders of the network.
func networkRules() []diag.Rule {
	return slices.Concat(subnetRules(), rangeRules(), sizeRules(), existingRules(), borderRules(), egressRules(), serverRules())
}

// inNetwork is an intent with lines of network, indented by two.
func inNetwork(body string) string { return served("network:\n" + body) }

// inExisting is an intent in an existing network, with more lines of network.
func inExisting(vnet, body string) string {
	return served("network:\n  virtualNetwork: {existing: " + exampleGroup + "/Microsoft.Network/virtualNetworks/spoke" + vnet + "}\n" + body + exampleMonitor)
}

func subnetRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML201", Severity: diag.Error,
			Title:   "a subnet lies inside the virtual network",
			Why:     "Azure refuses a subnet outside the address space of its network (NetcfgInvalidSubnet).",
			Fix:     "Choose a range inside network.virtualNetwork.addressPrefixes, or leave the prefix out.",
			Example: inNetwork("  subnets: {training: {prefix: 10.9.0.0/24}}\n"),
			Sources: []string{"azure/virtual-network/virtual-networks-faq"},
			Covers:  []string{"S-02"},
		},
		{
			Code: "AML202", Severity: diag.Error,
			Title:   "subnets do not overlap",
			Why:     "Azure refuses two subnets that share addresses (NetcfgSubnetRangesOverlap).",
			Fix:     "Move one of them, or leave its prefix out.",
			Example: inNetwork("  subnets:\n    endpoints: {prefix: 10.42.4.0/26}\n    cluster: {prefix: 10.42.4.0/22}\n"),
			Sources: []string{"azure/virtual-network/virtual-networks-faq"},
		},
	}
}

func rangeRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML203", Severity: diag.Error,
			Title:   "the service range overlaps nothing",
			Why:     "AKS refuses services in the range of a subnet (ServiceCidrOverlapExistingSubnetsCidr), and nodes could not reach what they hide.",
			Fix:     "Give the cluster another serviceCidr, and a dnsServiceIp inside it.",
			Example: inNetwork("  virtualNetwork: {addressPrefixes: [10.0.0.0/16]}\n"),
			Sources: []string{pageInferencing},
			Covers:  []string{"S-09", "F02"},
		},
		{
			Code: "AML204", Severity: diag.Error,
			Title:   "the pod range overlaps nothing",
			Why:     "AKS refuses pods in the range of services or of a subnet (PodCidrOverlapServiceCidr, PodCidrOverlapExistingSubnetsCidr).",
			Fix:     "Give the cluster another podCidr.",
			Example: inferring("  cluster: {network: {podCidr: 10.42.0.0/16}}\n"),
			Sources: []string{pageAKSNetwork},
			Covers:  []string{"F04"},
		},
		{
			Code: "AML205", Severity: diag.Error,
			Title:   "the Docker bridge overlaps nothing",
			Why:     "Containers of a v1 cluster could not reach the addresses that the bridge hides.",
			Fix:     "Give the bridge another address, such as 172.18.0.1/16.",
			Example: served(accepted("AML408")) + "  attachment: akscompute\n  cluster: {network: {dockerBridgeCidr: 10.42.0.1/16}}\n",
			Sources: []string{pageInferencing},
			Covers:  []string{"S-11"},
		},
		{
			Code: "AML206", Severity: diag.Error,
			Title:   "a subnet stays clear of ranges that AKS and computes keep",
			Why:     "AKS refuses 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16 and 192.0.2.0/24; the computes of a workspace use 172.17.0.0/16 themselves.",
			Fix:     "Use a subnet of another range of the network.",
			Example: inExisting("", "  subnets:\n    endpoints: {existing: snet-pe, prefix: 10.60.0.0/26}\n    training: {existing: snet-training, prefix: 172.17.1.0/24}\n    cluster: {existing: snet-aks, prefix: 10.60.4.0/22}\n"),
			Sources: []string{pageAKSNetwork, pageTraining},
		},
	}
}

func sizeRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML209", Severity: diag.Error,
			Title:   "the virtual network holds the plan",
			Why:     "A subnet without a range cannot be made.",
			Fix:     "Give the network a larger prefix, or one more.",
			Example: inNetwork("  virtualNetwork: {addressPrefixes: [10.42.0.0/27]}\n"),
			Sources: []string{pageInferencing},
			Covers:  []string{"S-02"},
		},
		{
			Code: "AML210", Severity: diag.Error,
			Title:   "the DNS service has an address of the service range",
			Why:     "AKS refuses another one (DnsServiceIpOutOfServiceCidr).",
			Fix:     "Write an address of serviceCidr, by custom the tenth.",
			Example: inferring("  cluster: {network: {serviceCidr: 10.2.0.0/16}}\n"),
			Sources: []string{pageInferencing},
			Covers:  []string{"S-10", "F03"},
		},
		{
			Code: "AML211", Severity: diag.Error,
			Title:   "the DNS service leaves the first and the last address",
			Why:     "The first address of the service range belongs to the API server, the last is the broadcast address (DnsServiceIpConflicting, DnsBroadcastAddressConflicting).",
			Fix:     "Write another address of serviceCidr, by custom the tenth.",
			Example: inferring("  cluster: {network: {dnsServiceIp: 10.0.0.1}}\n"),
			Sources: []string{pageInferencing},
			Covers:  []string{"S-10", "F03"},
		},
		{
			Code: "AML212", Severity: diag.Error,
			Title:   "the service range has room for services",
			Why:     "The API server, DNS and the first services already need more addresses.",
			Fix:     "Write a larger range, such as a /16.",
			Example: inferring("  cluster: {network: {serviceCidr: 10.0.0.8/30}}\n"),
			Sources: []string{pageAKSNetwork},
		},
		{
			Code: "AML213", Severity: diag.Error,
			Title:   "the pod range has a /24 for every node",
			Why:     "Each node takes a /24; without one it does not start, and an upgrade stops (InsufficientPodCidr).",
			Fix:     "Write a larger podCidr, or fewer nodes.",
			Example: inferring("  cluster: {network: {podCidr: 10.244.0.0/22}}\n"),
			Sources: []string{pageAKSNetwork},
			Covers:  []string{"F05"},
		},
		{
			Code: "AML214", Severity: diag.Error,
			Title:   "a subnet holds what the plan puts there",
			Why:     "The cluster is refused, or stops growing and upgrading, when its subnet is full (InsufficientSubnetSize, SubnetIsFull).",
			Fix:     "Give the subnet a larger prefix, or the pools fewer nodes.",
			Example: inNetwork("  subnets: {cluster: {prefix: 10.42.4.0/29}}\n"),
			Sources: []string{pageInferencing, "azure/aks/configure-azure-cni"},
			Covers:  []string{"S-08", "F05"},
		},
		{
			Code: "AML215", Severity: diag.Error,
			Title:   "the scoring address is a free one of the balancer's subnet",
			Why:     "The balancer stays pending with an address outside its subnet, or with one that Azure keeps.",
			Fix:     "Write an address of that subnet, not one of the first four and not the last.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\ninference:\n  scoring: {address: 10.9.0.4, tls: {secret: scoring-tls, cname: score.contoso.example}}\n",
			Sources: []string{pageInferencing},
			Covers:  []string{"F35"},
		},
		{
			Code: "AML216", Severity: diag.Error,
			Title:   "the subnets of Bastion and of the firewall are /26 or larger",
			Why:     "Azure refuses smaller ones.",
			Fix:     "Write a /26, or leave the prefix out.",
			Example: inNetwork("  bastion: true\n  subnets: {bastion: {prefix: 10.42.8.0/27}}\n"),
			Sources: []string{pageBastionNSG, pageFirewall},
			Covers:  []string{"F60"},
		},
	}
}

func existingRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML217", Severity: diag.Error,
			Title:   "an existing subnet is in an existing virtual network",
			Why:     "A new network has no subnets yet.",
			Fix:     "Write a prefix instead, or name the existing network.",
			Example: inNetwork("  subnets: {endpoints: {existing: snet-pe}}\n"),
			Covers:  []string{"S-02"},
		},
		{
			Code: "AML218", Severity: diag.Error,
			Title:   "a subnet to be planned has an address space",
			Why:     "Without the prefixes of the existing network no range can be chosen.",
			Fix:     "Give the network's addressPrefixes, or a prefix or an existing name for each subnet.",
			Example: inExisting("", ""),
			Covers:  []string{"S-02"},
		},
		{
			Code: "AML220", Severity: diag.Error,
			Title:   "Bastion and the firewall have the subnets that Azure names",
			Why:     "Azure finds them by the names AzureBastionSubnet and AzureFirewallSubnet only.",
			Fix:     "Write that name, or a prefix to have the subnet made.",
			Example: inExisting(", addressPrefixes: [10.60.0.0/16]", "  bastion: true\n  subnets: {bastion: {existing: snet-bastion, prefix: 10.60.9.0/26}}\n"),
			Sources: []string{pageBastionNSG},
		},
		{
			Code: "AML222", Severity: diag.Error,
			Title:   "each purpose has a subnet of its own",
			Why:     "Subnets of a cluster and of private endpoints do not take what belongs to others (SubnetWithExternalResourcesCannotBeUsedByOtherResources).",
			Fix:     "Name another subnet, or write a prefix to have one made.",
			Example: inExisting(", addressPrefixes: [10.60.0.0/16]", "  subnets:\n    training: {existing: snet-shared}\n    cluster: {existing: snet-shared}\n"),
			Covers:  []string{"F07"},
		},
	}
}

func borderRules() []diag.Rule {
	callers := func(prefix string) string {
		return "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\ninference:\n  scoring: {allowFrom: [" + prefix + "], tls: {secret: scoring-tls, cname: score.contoso.example}}\n"
	}
	return []diag.Rule{
		{
			Code: "AML223", Severity: diag.Warning,
			Title: "callers are admitted by a security group of ours",
			Why:   "The group of an existing subnet is its owner's; without a rule there the callers are refused.",
			Fix:   "Ask the owner for a rule to the scoring address, and accept the code.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\nnetwork:\n  virtualNetwork: {existing: " + exampleGroup + "/Microsoft.Network/virtualNetworks/spoke, addressPrefixes: [10.60.0.0/16]}\n" +
				"  subnets: {cluster: {existing: snet-aks, prefix: 10.60.4.0/22}}\n" + exampleMonitor +
				"inference:\n  scoring: {allowFrom: [10.70.0.0/16], tls: {secret: scoring-tls, cname: score.contoso.example}}\n",
			Sources: []string{pageInferencing},
			Covers:  []string{"S-12"},
		},
		{
			Code: "AML224", Severity: diag.Error,
			Title:   "callers are named by their own ranges",
			Why:     "A range shorter than /8 admits a good part of the Internet.",
			Fix:     "Write the ranges of the callers.",
			Example: callers("0.0.0.0/0"),
			Sources: []string{pageInferencing},
			Covers:  []string{"S-12"},
		},
		{
			Code: "AML225", Severity: diag.Warning,
			Title:   "callers inside the network are not named again",
			Why:     "The virtual network may call anyway; a reader would take the list for complete.",
			Fix:     "Remove the range.",
			Example: callers("10.42.9.0/24"),
			Sources: []string{pageInferencing},
			Covers:  []string{"S-12"},
		},
		{
			Code: "AML226", Severity: diag.Warning,
			Title:   "a cluster behind restricted egress was seen to start",
			Why:     "AKS names what it calls by host, and service tags do not cover every one of them: a node that cannot reach one does not start (OutboundConnFail). Python packages come from hosts without a tag.",
			Fix:     "Use path: firewall, whose rules name hosts; or accept the code once the cluster was seen to start.",
			Example: inNetwork("  egress: {rules: restricted}\n"),
			Sources: []string{pageAKSHosts, pageAMLEgress},
			Covers:  []string{"S-13", "S-14", "F30"},
		},
	}
}

func egressRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML230", Severity: diag.Error,
			Title:   "the appliance is outside the planned subnets",
			Why:     "In a subnet that uses the route table it would send its own traffic to itself; the other planned subnets hold nothing else.",
			Fix:     "Give the appliance a subnet of its own, or a network of its own.",
			Example: inNetwork("  egress: {path: appliance, appliance: 10.42.4.9}\n" + accepted("AML232")),
			Sources: []string{pageAKSEgress},
			Covers:  []string{"F09"},
		},
		{
			Code: "AML231", Severity: diag.Error,
			Title:   "the appliance is outside the ranges inside the cluster",
			Why:     "Nodes would look for it among their own services or pods.",
			Fix:     "Write the appliance's own address, or move the range.",
			Example: inNetwork("  egress: {path: appliance, appliance: 10.0.3.4}\n" + accepted("AML232")),
			Sources: []string{pageAKSEgress},
			Covers:  []string{"F09"},
		},
		{
			Code: "AML232", Severity: diag.Warning,
			Title:   "the appliance is reachable when the cluster is created",
			Why:     "A new virtual network is connected to nothing; nodes that cannot reach the next hop do not start (OutboundConnFail).",
			Fix:     "Deploy into an existing network that is connected to the appliance's; or accept the code where a policy connects new networks.",
			Example: inNetwork("  egress: {path: appliance, appliance: 10.1.0.4}\n"),
			Sources: []string{pageAKSEgress},
			Covers:  []string{"F30"},
		},
		{
			Code: "AML233", Severity: diag.Error,
			Title:   "a firewall is in the resource group of its network",
			Why:     "Azure wants the firewall, its network and its public address in one group.",
			Fix:     "Write path: appliance with the address of a firewall that the network's owner runs.",
			Example: inExisting(", addressPrefixes: [10.60.0.0/16]", "  egress: {path: firewall}\n"),
			Sources: []string{pageFirewall},
		},
		{
			Code: "AML234", Severity: diag.Error,
			Title: "the range of an existing firewall subnet is known",
			Why:   "The route table names the firewall's address, which is the first of its subnet.",
			Fix:   "Add the subnet's prefix.",
			Example: inExisting(", addressPrefixes: [10.60.0.0/16]", "  egress: {path: firewall}\n  subnets: {firewall: {existing: AzureFirewallSubnet}}\n") +
				"deployment: {resourceGroup: net-rg}\n",
			Sources: []string{pageAKSEgress},
		},
	}
}

// serverRules are about the organisation's DNS servers.
func serverRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML235", Severity: diag.Error,
			Title:   "DNS servers know the private API server",
			Why:     "AKS makes the zone of the API server in a group of its own and links it to the cluster's network alone. Servers elsewhere do not see it, and the nodes do not find their API server (K8SAPIServerDNSLookupFail).",
			Fix:     "Give inference.cluster.privateDnsZone the id of a zone that is linked to the servers' network; or use servers inside the virtual network.",
			Example: inNetwork("  privateDns: {servers: [10.1.0.10]}\n"),
			Sources: []string{pagePrivateAKS},
			Covers:  []string{"F30"},
		},
		{
			Code: "AML236", Severity: diag.Warning,
			Title: "DNS servers answer for the private endpoints",
			Why:   "Zones that are made here are linked to the virtual network alone, so that servers elsewhere answer with public addresses; and a new network is connected to no server when the nodes start.",
			Fix:   "Use central zones that the servers' network is linked to, and an existing network that is connected to them; or accept the code and say how the servers know the zones.",
			Example: inNetwork("  privateDns: {servers: [10.1.0.10]}\n") +
				"  cluster: {privateDnsZone: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/dns-rg/providers/Microsoft.Network/privateDnsZones/privatelink.eastus2.azmk8s.io}\n",
			Sources: []string{"azure/machine-learning/how-to-custom-dns"},
			Covers:  []string{"F30"},
		},
		{
			Code: "AML237", Severity: diag.Error,
			Title:   "private DNS zones take the tags",
			Why:     "A private DNS zone and its link take 15 tags, where other resources take 50, and every resource gets every tag, and those that say whose it is.",
			Fix:     "Write fewer tags, or let zones be kept elsewhere, in network.privateDns.zones.",
			Example: served("tags: {a: x, b: x, c: x, d: x, e: x, f: x, g: x, h: x, i: x, j: x, k: x, l: x, m: x, n: x, o: x}\n"),
			Sources: []string{"Microsoft Learn, Use tags to organize your Azure resources"},
		},
	}
}
