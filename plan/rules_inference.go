package plan

import (
	"slices"

	"github.com/amlsec/amlsec/diag"
)

// inferenceRules are the errors in the place where models are served.
func inferenceRules() []diag.Rule {
	return slices.Concat(apiServerRules(), poolRules(), attachRules())
}

func apiServerRules() []diag.Rule {
	const zone = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/dns-rg/providers/Microsoft.Network/privateDnsZones/"
	return []diag.Rule{
		{
			Code: "AML501", Severity: diag.Error,
			Title:   "container instances cannot serve a private workspace",
			Why:     "Deployment to Azure Container Instances in a virtual network is not supported when the workspace has a private endpoint.",
			Fix:     "Use a managed online endpoint with network isolation, or AKS.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\ninference: {target: aci}\n",
			Sources: []string{pageInferencing},
			Covers:  []string{"S-04"},
		},
		{
			Code: "AML502", Severity: diag.Error,
			Title:   "a private cluster has no public name",
			Why:     "Azure Machine Learning does not support a public FQDN with a private AKS cluster.",
			Fix:     "Leave publicFqdn out.",
			Example: inferring("  cluster: {publicFqdn: true}\n"),
			Sources: []string{pageInferencing},
			Covers:  []string{"S-07"},
		},
		{
			Code: "AML503", Severity: diag.Error,
			Title:   "a private API server has a name in some zone",
			Why:     "Without a private zone and without a public name AKS refuses the cluster: NonePrivateDNSZonePublicFQDNDisabledError.",
			Fix:     "Write privateDnsZone: system, or the id of a zone.",
			Example: inferring("  cluster: {privateDnsZone: none}\n"),
			Sources: []string{pagePrivateAKS},
			Covers:  []string{"F16"},
		},
		{
			Code: "AML504", Severity: diag.Error,
			Title:   "the zone of a private API server is that of its region",
			Why:     "AKS takes privatelink.<region>.azmk8s.io, or one label of up to 32 characters below it; the other clouds have domains of their own. Otherwise: InvalidPrivateDNSZoneResourceID.",
			Fix:     "Name the zone of the cluster's region and cloud.",
			Example: inferring("  cluster: {privateDnsZone: " + zone + "privatelink.westeurope.azmk8s.io}\n"),
			Sources: []string{pagePrivateAKS},
			Covers:  []string{"F17"},
		},
		{
			Code: "AML505", Severity: diag.Error,
			Title:   "an own zone needs an own identity",
			Why:     "A system-assigned identity has no role on the zone when the cluster is made: SystemAssignedIdentityNotSupportedForCustomPrivateDNSZone.",
			Fix:     "Write identity: UserAssigned, or leave it out.",
			Example: inferring("  cluster: {identity: SystemAssigned, privateDnsZone: " + zone + "privatelink.eastus2.azmk8s.io}\n"),
			Sources: []string{pagePrivateAKS},
			Covers:  []string{"F15"},
		},
		{
			Code: "AML506", Severity: diag.Error,
			Title:   "an own route table needs an own identity",
			Why:     "Clusters with a system-assigned identity do not support a route table of yours: CustomRouteTableWithUnsupportedMSIType.",
			Fix:     "Write identity: UserAssigned, or leave it out.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\nnetwork: {egress: {path: firewall}}\ninference:\n  scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}\n  cluster: {identity: SystemAssigned}\n",
			Sources: []string{pageAKSEgress, "Azure/AKS#2333"},
			Covers:  []string{"F13"},
		},
		{
			Code: "AML507", Severity: diag.Error,
			Title:   "authorized ranges belong to a public API server",
			Why:     "AKS refuses authorized IP ranges on a private cluster, whose API server has no public address to guard.",
			Fix:     "Leave authorizedIpRanges out, or write private: false.",
			Example: inferring("  cluster: {authorizedIpRanges: [203.0.113.0/24]}\n"),
			Sources: []string{"azure/aks/api-server-authorized-ip-ranges"},
			Covers:  []string{"F32"},
		},
	}
}

func poolRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML508", Severity: diag.Error,
			Title:   "a cluster has a system pool",
			Why:     "AKS refuses a cluster without one: MustDefineAtLeastOneSystemPool.",
			Fix:     "Name one of the pools system, or leave pools out.",
			Example: inferring("  cluster: {pools: {cpu: {vmSize: Standard_D8s_v5, count: 3}}}\n"),
			Sources: []string{pageSystemPools},
			Covers:  []string{"F25"},
		},
		{
			Code: "AML509", Severity: diag.Error,
			Title:   "the system pool has nodes of 4 vCPUs and 4 GiB or more, not burstable",
			Why:     "AKS refuses smaller ones with SystemPoolSkuTooLow, and burstable ones starve the cluster's own services.",
			Fix:     "Write a size such as Standard_D4s_v5.",
			Example: inferring("  cluster: {pools: {system: {vmSize: Standard_D2s_v5, count: 3}, cpu: {min: 3, max: 6}}}\n"),
			Sources: []string{pageSystemPools},
			Covers:  []string{"F24"},
		},
		{
			Code: "AML510", Severity: diag.Error,
			Title:   "the system pool has 2 nodes or more",
			Why:     "One node cannot be upgraded or lost without stopping the cluster's own services.",
			Fix:     "Write count: 3, or count: 2 with profile: dev.",
			Example: inferring("  cluster: {pools: {system: {count: 1}, cpu: {min: 3, max: 6}}}\n"),
			Sources: []string{pageSystemPools},
			Covers:  []string{"F25"},
		},
		{
			Code: "AML511", Severity: diag.Error,
			Title:   "a node of the system pool runs 30 pods or more",
			Why:     "AKS refuses a system pool with fewer.",
			Fix:     "Write 30 or more, or leave maxPods out.",
			Example: inferring("  cluster: {pools: {system: {count: 3, maxPods: 20}, cpu: {min: 3, max: 6}}}\n"),
			Sources: []string{pageSystemPools},
			Covers:  []string{"F25"},
		},
		{
			Code: "AML512", Severity: diag.Error,
			Title:   "zones are those of the region",
			Why:     "A region without zones refuses a pool that asks for one: AvailabilityZoneNotSupported.",
			Fix:     "Leave zones out, or choose a region with availability zones.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: westus\ninference:\n  scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}\n  cluster: {pools: {system: {count: 3, zones: [1, 2]}, cpu: {min: 3, max: 6}}}\n",
			Sources: []string{"azure/aks/availability-zones"},
			Covers:  []string{"F26"},
		},
	}
}

func attachRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML513", Severity: diag.Error,
			Title:   "without Trusted Access the workspace needs local accounts",
			Why:     "Attaching fails otherwise: \"Getting static credential is not allowed because this cluster is set to disable local accounts\". Trusted Access exists in AzureCloud, for the kubernetes attachment.",
			Fix:     "Leave localAccounts out, or use attachment: kubernetes in AzureCloud.",
			Example: inferring("  attachment: akscompute\n  cluster: {localAccounts: false}\n"),
			Sources: []string{pageTrusted, "Azure/AML-Kubernetes#261"},
			Covers:  []string{"F63"},
		},
		{
			Code: "AML514", Severity: diag.Error,
			Title:   "the v1 attachment needs 12 cores and 3 nodes",
			Why:     "Attaching for FastProd or DenseProd fails otherwise: \"Cluster should have at least 12 cores\".",
			Fix:     "Give the pools more nodes, or write purpose: DevTest.",
			Example: inferring("  attachment: akscompute\n  cluster: {pools: {system: {count: 2}}}\n"),
			Sources: []string{pageAttachV1, "MicrosoftDocs/azure-docs#55597"},
			Covers:  []string{"F62"},
		},
		{
			Code: "AML515", Severity: diag.Error,
			Title:   "an existing cluster comes with its virtual network",
			Why:     "The workspace's private endpoints must be in the virtual network of the cluster; a new network would leave the cluster outside.",
			Fix:     "Write the id of the cluster's network into network.virtualNetwork.existing.",
			Example: inferring("  cluster: {existing: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/aks-rg/providers/Microsoft.ContainerService/managedClusters/shared}\n"),
			Sources: []string{pageInferencing},
			Covers:  []string{"S-05"},
		},
		{
			Code: "AML516", Severity: diag.Error,
			Title:   "the version of Kubernetes is supported",
			Why:     "AKS makes no new cluster of a version out of support: K8sVersionNotSupported. Versions of long-term support need the Premium tier, which is not planned.",
			Fix:     "Leave kubernetesVersion out, or name a supported version.",
			Example: inferring("  cluster: {kubernetesVersion: \"1.22\"}\n"),
			Sources: []string{pageUpgrades},
			Covers:  []string{"F01"},
		},
		{
			Code: "AML517", Severity: diag.Error,
			Title:   "isolated managed endpoints exist in AzureCloud only",
			Why:     "Network isolation of managed online endpoints is not available in the other clouds; the endpoint would be open.",
			Fix:     "Write target: aks.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: usgovvirginia\ncloud: AzureUSGovernment\ninference: {target: managedOnlineEndpoint}\n",
			Sources: []string{pageParity},
		},
		{
			Code: "AML518", Severity: diag.Error,
			Title:   "a public balancer does not go with a route table",
			Why:     "Calls come in over the balancer, and answers leave through the firewall or appliance, which drops them because it has not seen the call.",
			Fix:     "Write loadBalancer: internal, or publish the scoring address at the firewall.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\nnetwork: {egress: {path: firewall}}\ninference:\n  scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}\n  loadBalancer: public\n",
			Sources: []string{pageAKSEgress},
			Covers:  []string{"F67"},
		},
		{
			Code: "AML519", Severity: diag.Error,
			Title:   "scoring from the Internet speaks HTTPS",
			Why:     "A public balancer without a certificate takes data and keys in the clear from everywhere.",
			Fix:     "Write loadBalancer: internal, or name a certificate in inference.scoring.tls.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\ninference: {loadBalancer: public}\n",
			Sources: []string{pageInferencing, pageExtension},
		},
		{
			Code: "AML520", Severity: diag.Error,
			Title:   "authorized ranges are public ones",
			Why:     "Calls to a public API server come from public addresses; a private range lets nobody in, and AKS refuses it.",
			Fix:     "Write the public addresses by which the callers leave their network.",
			Example: inferring("  cluster: {private: false, authorizedIpRanges: [10.60.0.0/16]}\n"),
			Sources: []string{"azure/aks/api-server-authorized-ip-ranges"},
		},
	}
}
