package preflight

const read = "GET"

const post = "POST"

// Checks are all checks, in the order in which results are told. A check that
// is about nothing in the template has no result.
func Checks() []Check {
	var all []Check
	for _, area := range [][]Check{scopeChecks(), rightsChecks(), regionChecks(), quotaChecks(), nameChecks(), existingChecks(), networkChecks(), dnsChecks(), policyChecks(), deploymentChecks()} {
		all = append(all, area...)
	}
	return all
}

func scopeChecks() []Check {
	return []Check{
		{ID: "scope/subscription", Title: "the subscription is there and enabled", Blocks: true, Source: pageScope, tasks: subscriptionTasks,
			Calls: []Call{{read, "/subscriptions/{id}", versionSubscriptions, actionSubscription}}},
		{ID: "scope/resource-group", Title: "the resource group is there, in its region", Blocks: true, Source: pageScope, tasks: groupTasks,
			Calls: []Call{{read, "/subscriptions/{id}/resourceGroups/{name}", versionProviders, actionGroups}}},
		{ID: "scope/active-deployment", Title: "no deployment of the same name runs", Blocks: true, Source: pageDeployments, tasks: activeTasks,
			Calls: []Call{{read, "{scope}/providers/Microsoft.Resources/deployments/{name}", versionDeployments, actionDeployments}}},
		{ID: "scope/history", Title: "the history of deployments has room", Source: pageHistory, tasks: historyTasks,
			Calls: []Call{{read, "{scope}/providers/Microsoft.Resources/deployments", versionDeployments, actionDeployments}, callLocks()}},
		{ID: "scope/locks", Title: "no lock bars writing", Blocks: true, Source: pageLocks, tasks: lockTasks, Calls: []Call{callLocks()}},
	}
}

func callLocks() Call {
	return Call{read, "{scope}/providers/Microsoft.Authorization/locks", versionLocks, actionLocks}
}

func rightsChecks() []Check {
	calls := []Call{
		{read, "{scope}/providers/Microsoft.Authorization/permissions", versionAuthorization, actionPermissions},
		callAssignments(), callDefinitions(),
	}
	right := func(id, title, source string) Check {
		return Check{ID: id, Title: title, Blocks: true, Source: source, Calls: calls, tasks: rightsTasks(id)}
	}
	return []Check{
		right(rightDeploy, "you may deploy, validate and preview", pageOperations),
		right(rightWrite, "you may write each type of resource", pageOperations),
		right(rightNetwork, "you may link zones to the network", pageRights),
		right(rightSubnet, "you may put resources into the subnets", pageRights),
		right(rightZone, "you may register endpoints in the DNS zones", pageEndpoints),
		right(rightLink, "you may use what the resources refer to", pageOperations),
		right(rightIdentity, "you may assign the managed identities", pageOperations),
		right(rightEndpoint, "you may approve the private endpoints", pageEndpoints),
		right(rightRole, "you may assign roles", pageOperations),
		{ID: "rights/condition", Title: "no condition bars the roles to assign", Blocks: true, Source: pageConditions, tasks: conditionTasks,
			Calls: []Call{callAssignments(), callDefinitions()}},
		{ID: "rights/deny", Title: "no deny assignment bars an action", Blocks: true, Source: "https://learn.microsoft.com/azure/role-based-access-control/deny-assignments", tasks: denyTasks,
			Calls: []Call{{read, "{scope}/providers/Microsoft.Authorization/denyAssignments", versionAuthorization, actionDeny}}},
	}
}

func callAssignments() Call {
	return Call{read, "/subscriptions/{id}/providers/Microsoft.Authorization/roleAssignments?$filter=assignedTo('{principal}')", versionAuthorization, actionAssignments}
}

func callDefinitions() Call {
	return Call{read, "{roleDefinitionId}", versionAuthorization, "Microsoft.Authorization/roleDefinitions/read"}
}

func regionChecks() []Check {
	providers := Call{read, "/subscriptions/{id}/providers/{namespace}", versionProviders, actionProviders}
	location := func(path, version, action string) []Call {
		return []Call{{read, "/subscriptions/{id}/providers/" + path, version, action}}
	}
	return []Check{
		{ID: "region/provider", Title: "the resource providers are registered", Blocks: true, Source: pageProviders, tasks: providerTasks,
			Calls: []Call{providers, callAssignments(), callDefinitions()}},
		{ID: "region/feature", Title: "the features in use are registered", Blocks: true, Source: pageHost, tasks: featureTasks,
			Calls: location("Microsoft.Features/providers/{namespace}/features/{name}", versionFeatures, actionFeatures)},
		{ID: "region/type", Title: "the region offers each type and API version", Blocks: true, Source: pageProviders, tasks: regionTasks, Calls: []Call{providers}},
		{ID: "region/endpoint", Title: "the region offers the private endpoints", Blocks: true, Source: pageEndpointTypes, tasks: endpointTasks,
			Calls: location("Microsoft.Network/locations/{region}/availablePrivateEndpointTypes", versionNetwork, actionEndpointTypes)},
		{ID: "region/delegation", Title: "the region offers the delegations of subnets", Blocks: true, Source: pageCNI, tasks: delegationTasks,
			Calls: location("Microsoft.Network/locations/{region}/availableDelegations", versionNetwork, actionDelegations)},
		{ID: "region/kubernetes", Title: "the region offers the version of Kubernetes", Blocks: true, Source: pageKubernetes, tasks: kubernetesTasks,
			Calls: location("Microsoft.ContainerService/locations/{region}/kubernetesVersions", versionAKS, actionKubernetes)},
		{ID: "region/size", Title: "the sizes of nodes are offered, in their zones", Blocks: true, Source: pageSKUs, tasks: skuTasks, Calls: []Call{callSKUs()}},
		{ID: "region/ml-size", Title: "Azure Machine Learning offers the sizes of its computes", Blocks: true, Source: pageMLQuota, tasks: machineTasks((*world).checkMLSize),
			Calls: []Call{callMLSizes()}},
	}
}

func callMLSizes() Call {
	return Call{read, "/subscriptions/{id}/providers/Microsoft.MachineLearningServices/locations/{region}/vmSizes", versionML, actionMLSizes}
}

func callSKUs() Call {
	return Call{read, "/subscriptions/{id}/providers/Microsoft.Compute/skus?$filter=location eq '{region}'", versionSKUs, actionSKUs}
}

func quotaChecks() []Check {
	usages := func(namespace, version string) Call {
		return Call{read, "/subscriptions/{id}/providers/" + namespace + "/locations/{region}/usages", version, namespace + "/locations/usages/read"}
	}
	cluster := []Call{callSKUs(), usages("Microsoft.Compute", versionCompute), {read, "{clusterId}", "that of the template", typeCluster + "/read"}}
	return []Check{
		{ID: "quota/cores", Title: "the quota holds the nodes at the start", Blocks: true, Source: pageQuota, tasks: quotaTasks(false), Calls: cluster},
		{ID: "quota/growth", Title: "the quota holds the nodes at their most, upgrades included", Source: pageQuota, tasks: quotaTasks(true), Calls: cluster},
		{ID: "quota/machine-learning", Title: "the quota of Azure Machine Learning holds its computes at their most", Source: pageMLQuota, tasks: machineTasks((*world).checkMLQuota),
			Calls: []Call{callMLSizes(), usages("Microsoft.MachineLearningServices", versionML), callResource()}},
		{ID: "quota/resources", Title: "the region has room for more resources", Blocks: true,
			Source: "https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits", tasks: countTasks,
			Calls: []Call{usages("Microsoft.Storage", versionStorage), usages("Microsoft.Network", versionNetwork), callResource()}},
	}
}

// callResource reads a resource that the template makes, to see whether it is
// there already.
func callResource() Call { return Call{read, "{resourceId}", "that of the template", "*/read"} }

func nameChecks() []Check {
	var names []Call
	for _, g := range globalNames() {
		names = append(names, Call{post, "/subscriptions/{id}/providers/" + g.namespace + "/checkNameAvailability", g.version, g.action()})
	}
	names = append(names, callResource())
	return []Check{
		{ID: "name/available", Title: "the names are free in all of Azure", Blocks: true, Source: pageNames, tasks: nameTasks, Calls: names},
		{ID: "name/deleted-vault", Title: "no deleted key vault holds the name", Blocks: true, Source: pageDeletedVault, tasks: fresh(typeVault, (*world).checkDeletedVault),
			Calls: []Call{{read, "/subscriptions/{id}/providers/Microsoft.KeyVault/locations/{region}/deletedVaults/{name}", versionVault, actionDeletedVaults}, callResource()}},
		{ID: "name/deleted-workspace", Title: "no deleted workspace holds the name", Blocks: true, Source: pageDeletedML, tasks: fresh(typeWorkspace, (*world).checkDeletedWorkspace),
			Calls: []Call{{read, "/subscriptions/{id}/providers/Microsoft.Insights/eventtypes/management/values", versionActivity, actionActivity}, callResource()}},
		{ID: "name/deleted-logs", Title: "no deleted Log Analytics workspace is in the way", Blocks: true, Source: pageDeletedLogs, tasks: fresh(typeLogs, (*world).checkDeletedLogs),
			Calls: []Call{{read, "{resourceGroupId}/providers/Microsoft.OperationalInsights/deletedWorkspaces", versionDeletedLogs, actionDeletedLogs}, callResource()}},
	}
}

func existingChecks() []Check {
	return []Check{
		{ID: "existing/resource", Title: "what is referred to is there, and fit", Blocks: true, Source: pageExisting, tasks: existingTasks,
			Calls: []Call{{read, "{resourceId}", "that of the template", "*/read"}}},
	}
}

func networkChecks() []Check {
	vnet := []Call{{read, "{virtualNetworkId}", versionNetwork, actionNetwork}}
	subnet := []Call{{read, "{subnetId}", versionNetwork, actionSubnet}}
	with := func(calls []Call, more ...Call) []Call { return append(calls[:len(calls):len(calls)], more...) }
	return []Check{
		{ID: "network/exists", Title: "the virtual network is there, in order and in the region", Blocks: true, Source: pageNetwork, tasks: networkExistsTasks, Calls: vnet},
		{ID: "network/address-space", Title: "the address space is as the intent says", Source: pageNetwork, tasks: networkTasks((*world).checkStated), Calls: vnet},
		{ID: "network/ranges", Title: "the cluster's ranges overlap neither the network nor its peers", Blocks: true, Source: pageCNI, tasks: networkTasks((*world).checkRanges), Calls: vnet},
		{ID: "network/new-subnet", Title: "the range of a new subnet is free", Blocks: true, Source: pageNetwork, tasks: newSubnetTasks, Calls: vnet},
		{ID: "subnet/exists", Title: "the subnet is there, in order", Blocks: true, Source: pageNetwork, tasks: subnetExistsTasks, Calls: subnet},
		{ID: "subnet/prefix", Title: "the prefix is as the intent says", Source: pageNetwork, tasks: subnetTasks(everySubnet, (*world).checkPrefix), Calls: subnet},
		{ID: "subnet/delegation", Title: "the delegation fits", Blocks: true, Source: pageCNI, tasks: subnetTasks(everySubnet, (*world).checkDelegation), Calls: subnet},
		{ID: "subnet/service-links", Title: "no other service holds the subnet", Blocks: true, Source: pageNetwork, tasks: subnetTasks(everySubnet, (*world).checkLinks), Calls: subnet},
		{ID: "subnet/free-addresses", Title: "enough addresses are free", Blocks: true, Source: pageCNI, tasks: subnetTasks(everySubnet, (*world).checkFree),
			Calls: with(subnet, Call{read, "{virtualNetworkId}/usages", versionNetwork, "Microsoft.Network/virtualNetworks/usages/read"}, callResource())},
		{ID: "subnet/security-group", Title: "the subnet has a network security group", Source: "https://learn.microsoft.com/security/benchmark/azure/mcsb-network-security",
			tasks: subnetTasks(forMachines, (*world).checkNSG), Calls: subnet},
		{ID: "subnet/outbound", Title: "the nodes have their way out", Blocks: true, Source: "https://learn.microsoft.com/azure/aks/egress-outboundtype", tasks: subnetTasks(forOutbound, (*world).checkOutbound),
			Calls: with(subnet, Call{read, "{routeTableId}", versionNetwork, typeRouteTable + "/read"})},
		{ID: "subnet/endpoint-policies", Title: "policies do not hold for private endpoints", Source: "https://learn.microsoft.com/azure/private-link/disable-private-endpoint-network-policy",
			tasks: subnetTasks(forEndpoints, (*world).checkPolicies), Calls: subnet},
	}
}

func dnsChecks() []Check {
	return []Check{
		{ID: "dns/links", Title: "the network is linked to no other zone of the name", Blocks: true, Source: pageZones, tasks: linkTasks,
			Calls: []Call{{read, "/subscriptions/{id}/providers/Microsoft.Network/privateDnsZones", versionDNS, actionZones},
				{read, "{zoneId}/virtualNetworkLinks", versionDNS, actionLinks}, {read, "{virtualNetworkId}", versionNetwork, actionNetwork}}},
	}
}

func policyChecks() []Check {
	return []Check{
		{ID: "policy/restrictions", Title: "no policy denies the resource", Blocks: true, Source: pagePolicy, tasks: policyTasks,
			Calls: []Call{{post, "{scope}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions", versionPolicy, actionPolicy}}},
	}
}

func deploymentChecks() []Check {
	calls := []Call{{post, "{scope}/providers/Microsoft.Resources/deployments/{name}/validate", versionDeployments, actionValidate}}
	return []Check{
		{ID: "validate/template", Title: "Azure Resource Manager and the providers accept the template", Blocks: true, Source: pageValidate, tasks: validateTasks(levelNoRights), Calls: calls},
		{ID: "validate/rights", Title: "they accept it with your rights", Blocks: true, Source: pageValidate, tasks: validateTasks(levelFull), Calls: calls},
	}
}
