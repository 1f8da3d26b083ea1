package audit

import "slices"

// rules are all rules, by code. A control keeps its code for good: a new rule
// takes a new one.
func rules() []rule {
	return slices.Concat(
		workspaceRules(),
		clusterRules(),
		dataRules(),
		networkRules(),
		monitorRules(),
		accessRules(),
		companionRules(),
	)
}

// companionRules are what the controls leave out: what must accompany a
// resource for its own settings to mean anything.
func companionRules() []rule {
	return []rule{
		{
			code: "AML792", level: recommended, typ: typeRole, op: opNarrowScope,
			title:   "a role holds where it is needed",
			why:     "A role on a whole subscription reaches everything that is ever created there.",
			sources: []string{"MCSB:PA-7", "https://learn.microsoft.com/azure/role-based-access-control/best-practices"},
		},
		{
			code: "AML793", level: recommended, typ: typeCluster, op: opCanPull,
			title:   "the nodes of a cluster may pull from the registry",
			why:     "Without the role deployments fail with ImagePullBackOff, and people turn on the admin account.",
			sources: []string{"https://learn.microsoft.com/azure/aks/cluster-container-registry-integration"},
		},
		{
			code: "AML794", level: recommended, typ: typeNSG, more: []string{typeVNet, typePublicIP, typeFileService},
			op: opDiagnostics, want: values(text("*")),
			title:   "whatever has logs sends them",
			why:     "After an attack the logs that nobody sent are those that are missing.",
			sources: []string{"MCSB:LT-4"},
		},
		{
			code: "AML795", level: required, typ: typeZoneGroup, op: opZoneOfService,
			title:   "a private endpoint registers in the zones of its service",
			why:     "In any other zone nobody asks for the names, and clients resolve the public addresses.",
			sources: []string{"https://learn.microsoft.com/azure/private-link/private-endpoint-dns"},
		},
		{
			code: "AML796", level: required, typ: typeCluster, op: opWayOut,
			title:   "the subnet of nodes has the way out that the cluster relies on",
			why:     "Azure refuses such a cluster, or its nodes leave by a default address that passes every firewall.",
			sources: []string{"https://learn.microsoft.com/azure/aks/egress-outboundtype"},
		},
		{
			code: "AML798", level: recommended, typ: typeCluster, op: opCanJoin,
			title:   "a cluster may join the subnets of its nodes",
			why:     "Without the role the cluster cannot make its load balancer, and people grant it the whole subscription.",
			sources: []string{"https://learn.microsoft.com/azure/aks/configure-azure-cni"},
		},
	}
}
