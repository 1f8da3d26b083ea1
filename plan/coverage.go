package plan

// Row says what becomes of one rule of the source article, S-01 to S-22, or of
// one known failure of a deployment, F01 to F71. At least one of the other
// fields is set.
type Row struct {
	// ID is the rule or the failure.
	ID string
	// About says in a few words what it is.
	About string
	// Codes are those that report an intent which breaks it.
	Codes []string
	// Generated says what in the output keeps it.
	Generated string
	// Deploy says what only Azure knows, so that the checks before a deployment
	// look for it.
	Deploy string
}

// Coverage lists every rule of the source article and every known failure, in
// order. There is no F31.
func Coverage() []Row {
	var all []Row
	for _, part := range [][]Row{
		articleCoverage(), clusterCoverage(), balancerCoverage(), workspaceCoverage(), endpointCoverage(), attachCoverage(),
	} {
		all = append(all, part...)
	}
	return all
}

func articleCoverage() []Row {
	return []Row{
		{ID: "S-01", About: "rights of the deployer on network and subnets", Generated: "the prerequisites name the join actions", Deploy: "the deployer's permissions are compared with them"},
		{ID: "S-02", About: "a network and a subnet for the compute", Codes: []string{"AML103", "AML201", "AML209", "AML217", "AML218"}, Generated: "both are made, or referred to by id", Deploy: "an existing one is there, with free addresses"},
		{ID: "S-03", About: "v1 tools are out of support", Codes: []string{"AML408"}, Generated: "nothing that is written calls the v1 CLI"},
		{ID: "S-04", About: "no container instances with a private workspace", Codes: []string{"AML501"}},
		{ID: "S-05", About: "workspace, storage, vault and registry have private or service endpoints in the cluster's network", Codes: []string{"AML303", "AML410", "AML515"}, Generated: "the endpoints are made in the cluster's network"},
		{ID: "S-06", About: "cluster and workspace in one region", Generated: "both take the parameter location", Deploy: "an existing cluster is in that region"},
		{ID: "S-07", About: "no public name of a private cluster", Codes: []string{"AML502"}, Generated: "enablePrivateClusterPublicFQDN is false"},
		{ID: "S-08", About: "what Azure CNI needs", Codes: []string{"AML214"}, Generated: "the cluster's subnet is sized for nodes, surge and pods, and the cluster's identity gets Network Contributor"},
		{ID: "S-09", About: "the service range overlaps no subnet", Codes: []string{"AML203"}},
		{ID: "S-10", About: "the DNS service address is in the service range", Codes: []string{"AML210", "AML211"}},
		{ID: "S-11", About: "the Docker bridge is in no range of cluster or subnets", Codes: []string{"AML205"}, Generated: "the bridge is passed with the v1 attachment only, where it still exists"},
		{ID: "S-12", About: "an inbound rule for callers outside the network", Codes: []string{"AML223", "AML224", "AML225", "AML424"}, Generated: "a rule from the callers of inference.scoring.allowFrom to the scoring address", Deploy: "the address that the balancer took"},
		{ID: "S-13", About: "default outbound rules stay", Codes: []string{"AML226"}, Generated: "while egress.rules is default no outbound rule denies but one, for SSH and RDP to machines elsewhere in the network"},
		{ID: "S-14", About: "limited outbound traffic allows the registry's tag", Codes: []string{"AML226"}, Generated: "egress.rules: restricted allows AzureContainerRegistry, in every region where the AzureML extension needs them and else in the own, and the other tags that are needed"},
		{ID: "S-15", About: "Network Contributor on the group of the virtual network", Generated: "the role is assigned there, by a module if it is another group"},
		{ID: "S-16", About: "the cluster's identity", Generated: "the role takes the object id of the identity itself"},
		{ID: "S-17", About: "a private cluster is made first and attached then", Generated: "the attachment waits for cluster, extension and Trusted Access"},
		{ID: "S-18", About: "the internal balancer and its subnet", Codes: []string{"AML403"}, Generated: "the extension's and the v1 attachment's settings ask for an internal balancer"},
		{ID: "S-19", About: "the studio cannot ask for an internal balancer", Generated: "the template can"},
		{ID: "S-20", About: "the studio's network field is disabled", Generated: "the template sets the network"},
		{ID: "S-21", About: "two ways of isolation, both wanted", Codes: []string{"AML403", "AML404"}, Generated: "the defaults are a private cluster and an internal balancer"},
		{ID: "S-22", About: "the articles beside this one", Generated: "workspace, training, studio, DNS and firewall follow them; each resource names its page"},
	}
}

func clusterCoverage() []Row {
	return []Row{
		{ID: "F01", About: "a dead version of Kubernetes", Codes: []string{"AML417", "AML516"}, Deploy: "the versions that the region offers"},
		{ID: "F02", About: "the service range overlaps a subnet", Codes: []string{"AML203"}},
		{ID: "F03", About: "the DNS service address is not in the service range, or its first or last", Codes: []string{"AML210", "AML211"}},
		{ID: "F04", About: "the pod range overlaps another", Codes: []string{"AML204"}},
		{ID: "F05", About: "subnet or pod range too small", Codes: []string{"AML213", "AML214"}, Deploy: "the free addresses of an existing subnet"},
		{ID: "F06", About: "a delegated subnet of nodes", Generated: "no subnet is delegated", Deploy: "an existing subnet is not"},
		{ID: "F07", About: "a subnet shared with what cannot share it", Codes: []string{"AML222"}, Generated: "every purpose has its own subnet", Deploy: "what an existing subnet holds"},
		{ID: "F08", About: "user-defined routing without a route table", Generated: "the table is attached to a subnet of ours, which the cluster waits for; the prerequisites name the way out that an existing subnet must have", Deploy: "an existing subnet has it"},
		{ID: "F09", About: "a default route to a wrong next hop", Codes: []string{"AML230", "AML231"}, Generated: "the next hop is a VirtualAppliance", Deploy: "the routes of an existing subnet"},
		{ID: "F10", About: "no default route", Generated: "the table has 0.0.0.0/0", Deploy: "the routes of an existing subnet"},
		{ID: "F11", About: "user-defined routing with a balancer profile", Generated: "no balancer profile is written"},
		{ID: "F12", About: "a NAT gateway that does not fit the network", Generated: "the gateway is ours, attached to the subnet, and outboundType is userAssignedNATGateway", Deploy: "an existing subnet has a gateway"},
		{ID: "F13", About: "an own route table with a system-assigned identity", Codes: []string{"AML506"}, Deploy: "the route table of an existing subnet, which may have one whatever the way out is"},
		{ID: "F14", About: "no role on an own DNS zone", Generated: "Private DNS Zone Contributor is assigned before the cluster is made", Deploy: "the role has taken effect, which may take an hour"},
		{ID: "F15", About: "an own DNS zone with a system-assigned identity", Codes: []string{"AML505"}},
		{ID: "F16", About: "neither private zone nor public name", Codes: []string{"AML503"}},
		{ID: "F17", About: "the zone of another region", Codes: []string{"AML504"}, Deploy: "the zone exists"},
		{ID: "F18", About: "a subdomain that is taken", Generated: "the subdomain is the cluster's name", Deploy: "the zone has no record of that name"},
		{ID: "F19", About: "a network linked to a zone of the same name", Generated: "a new network is linked to each zone once, under a name of its own; for an existing one the prerequisites ask for no second zone of a name", Deploy: "the zones that an existing network is linked to"},
		{ID: "F20", About: "a private cluster with a Basic balancer", Generated: "loadBalancerSku is standard"},
		{ID: "F21", About: "no role on the nodes' identity", Generated: "Managed Identity Operator is assigned before the cluster is made"},
		{ID: "F22", About: "an identity of the nodes with a system-assigned control plane", Generated: "the nodes have an own identity only if the control plane has"},
		{ID: "F23", About: "the deployer may not join the subnet", Generated: "the prerequisites name the actions", Deploy: "the deployer's permissions"},
		{ID: "F24", About: "a system pool of small machines", Codes: []string{"AML509"}, Deploy: "sizes that neither the table nor their own names tell about"},
		{ID: "F25", About: "the shape of the system pool", Codes: []string{"AML508", "AML510", "AML511"}, Generated: "pools are Linux, regular, and the system pool alone may carry the taint CriticalAddonsOnly"},
		{ID: "F26", About: "quota, zones and sizes that are not offered", Codes: []string{"AML512"}, Deploy: "quota and offers of the subscription"},
		{ID: "F27", About: "sizes and names that do not exist", Codes: []string{"AML036", "AML038", "AML421"}, Deploy: "the sizes that the region offers to the subscription"},
		{ID: "F28", About: "providers that are not registered", Generated: "the prerequisites name them", Deploy: "the registrations"},
		{ID: "F29", About: "a policy forbids it", Generated: "the defaults keep to the built-in policies", Deploy: "the policies of the subscription"},
		{ID: "F30", About: "nodes that cannot reach what they need", Codes: []string{"AML226", "AML232", "AML235", "AML236", "AML428"}, Generated: "the firewall allows the hosts that AKS documents and restricted rules the service tags that there are, both let out to own DNS servers, zones are linked before records go in, and the ranges of a public API server hold the address by which the nodes leave", Deploy: "an appliance's rules, the hosts without a service tag, and the forwarders of own DNS servers"},
		{ID: "F32", About: "authorized ranges on a private cluster", Codes: []string{"AML507"}},
		{ID: "F33", About: "a network-isolated cluster cannot have the extension", Generated: "outboundType is never none or block: the language has no word for it"},
	}
}

func balancerCoverage() []Row {
	return []Row{
		{ID: "F34", About: "the cluster may not read its subnet", Generated: "Network Contributor is assigned before the cluster is made or, with an identity that comes with it, before the extension is"},
		{ID: "F35", About: "a fixed address outside the subnet", Codes: []string{"AML215"}},
		{ID: "F36", About: "an identity that the directory does not know yet", Generated: "principalType is ServicePrincipal for identities"},
		{ID: "F37", About: "a role assignment cannot be changed", Generated: "its name is a GUID of scope, identity and role; those in the environment's own group vanish with it, and the prerequisites name the other groups in which modules make some", Deploy: "assignments of that name with another principal, to be deleted first"},
	}
}

func workspaceCoverage() []Row {
	return []Row{
		{ID: "F38", About: "storage with hierarchical namespace", Codes: []string{"AML418"}, Generated: "isHnsEnabled is false", Deploy: "an existing account has none"},
		{ID: "F39", About: "premium storage", Codes: []string{"AML301"}, Generated: "the kind is StorageV2"},
		{ID: "F40", About: "no keys where keys are needed", Codes: []string{"AML304"}, Generated: "keys are off only with datastores that sign in"},
		{ID: "F41", About: "a registry that cannot be closed", Codes: []string{"AML418"}, Generated: "the registry is Premium", Deploy: "an existing one is"},
		{ID: "F42", About: "a vault's name is kept by a deleted one", Generated: "the name is a parameter", Deploy: "the deleted vaults"},
		{ID: "F43", About: "purge protection cannot be turned off", Generated: "it is on from the beginning"},
		{ID: "F44", About: "a workspace's name is kept by a deleted one", Generated: "the name is a parameter", Deploy: "the deleted workspaces"},
		{ID: "F45", About: "classic Application Insights", Generated: "the component writes to Log Analytics"},
		{ID: "F46", About: "a second deployment drops access policies", Generated: "the vault knows roles only"},
		{ID: "F47", About: "datastores that are missing at first", Generated: "computes and endpoints wait for the roles of their identities", Deploy: "the workspace's own roles, some of which Azure Machine Learning assigns, take a while"},
		{ID: "F48", About: "v1 legacy mode with v2", Codes: []string{"AML305", "AML409"}},
		{ID: "F49", About: "names of workspaces", Codes: []string{"AML024", "AML037"}, Generated: "names are made of parts that fit, and parameters have bounds"},
	}
}

func endpointCoverage() []Row {
	return []Row{
		{ID: "F50", About: "network policies keep a private endpoint out", Generated: "privateEndpointNetworkPolicies is Disabled", Deploy: "it is so in an existing subnet"},
		{ID: "F51", About: "network policies cannot be turned on again", Generated: "they stay Disabled in every deployment"},
		{ID: "F52", About: "a private endpoint in another region than its network", Generated: "both take the parameter location", Deploy: "an existing network is in that region"},
		{ID: "F53", About: "zone groups", Generated: "an endpoint has one group, whose entries have names of their own"},
		{ID: "F54", About: "the zone of another cloud", Codes: []string{"AML102"}, Generated: "zones come from a table by cloud"},
		{ID: "F55", About: "compute without public address before the workspace's endpoint", Generated: "the build compute waits for that endpoint"},
		{ID: "F56", About: "network policies in the compute's subnet", Generated: "they are Disabled there too", Deploy: "it is so in an existing subnet"},
		{ID: "F57", About: "outbound rules that compute needs", Generated: "egress.rules: restricted allows Storage on 443 and 445"},
		{ID: "F58", About: "security rules of one priority", Generated: "priorities are explicit, and a check finds two of one", Deploy: "rules that a policy adds"},
		{ID: "F59", About: "service tags that do not exist", Generated: "tags come from a list by cloud, one in each field"},
		{ID: "F60", About: "the rules and the subnet of Bastion", Codes: []string{"AML216"}, Generated: "its rules are those that Azure demands"},
		{ID: "F61", About: "names of computes", Codes: []string{"AML024"}, Generated: "they fit, and end with a letter"},
	}
}

func attachCoverage() []Row {
	return []Row{
		{ID: "F62", About: "12 cores and 3 nodes", Codes: []string{"AML514"}},
		{ID: "F63", About: "no local accounts and no Trusted Access", Codes: []string{"AML513"}, Deploy: "an existing cluster has them"},
		{ID: "F64", About: "the extension's pods are not healthy", Generated: "the extension gets every setting that Microsoft's own CLI sends"},
		{ID: "F65", About: "the extension's own checks", Codes: []string{"AML419"}, Generated: "the router is highly available only on three nodes, its balancer is Azure's, and a certificate comes with its host name", Deploy: "connections, and leftovers of v1"},
		{ID: "F66", About: "attached before the extension is there, or without the roles to attach", Generated: "the attachment waits for extension and Trusted Access, and the prerequisites name the roles on an existing cluster", Deploy: "the deployer's roles"},
		{ID: "F67", About: "a policy forbids public addresses of balancers", Codes: []string{"AML403", "AML518"}, Generated: "the balancer is internal"},
		{ID: "F68", About: "the extension cannot be installed", Generated: "nodes are large enough, and the firewall allows its hosts where a list is published; for AzureChinaCloud the prerequisites say that none is", Deploy: "an appliance's rules, and in AzureChinaCloud the firewall's"},
		{ID: "F69", About: "no scoring address", Codes: []string{"AML424"}, Generated: "the cluster's identity has its role before the extension asks for an address"},
		{ID: "F70", About: "a cluster attached twice", Generated: "one attachment is made", Deploy: "an existing cluster is attached to no other workspace"},
		{ID: "F71", About: "rules that keep nodes from each other", Generated: "no rule denies traffic inside a subnet", Deploy: "the rules of an existing subnet"},
	}
}
