package plan

import "github.com/amlsec/amlsec/diag"

// nameRules are about names, places and what is accepted.
func nameRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML101", Severity: diag.Error,
			Title:   "the location is a region of Azure",
			Why:     "Azure refuses a region it does not know (LocationNotAvailableForResourceType).",
			Fix:     "Write a region by its programmatic name, such as eastus2.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastsu2\ninference: {scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}}\n",
			Sources: []string{"azure/reliability/regions-list"},
		},
		{
			Code: "AML102", Severity: diag.Error,
			Title:   "the region belongs to the cloud",
			Why:     "Each cloud has regions, names of hosts and service tags of its own; those of another cloud do not exist there.",
			Fix:     "Write the cloud of the region, or a region of the cloud.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: usgovvirginia\ninference: {scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}}\n",
			Sources: []string{"azure/reliability/regions-list"},
			Covers:  []string{"F54"},
		},
		{
			Code: "AML103", Severity: diag.Error,
			Title: "the virtual network is in the workspace's subscription",
			Why:   "Computes of a workspace join networks of its own subscription only.",
			Fix:   "Use a network of the subscription, or deploy to that one.",
			Example: served("network:\n  virtualNetwork: {existing: " + exampleGroup + "/Microsoft.Network/virtualNetworks/spoke, addressPrefixes: [10.60.0.0/16]}\n" +
				exampleMonitor + "deployment: {subscription: 99999999-9999-9999-9999-999999999999}\n"),
			Sources: []string{pageTraining},
			Covers:  []string{"S-02"},
		},
		{
			Code: "AML104", Severity: diag.Error,
			Title: "an attached cluster is in the workspace's subscription",
			Why:   "A workspace attaches clusters of its own subscription only.",
			Fix:   "Use a cluster of the subscription, or deploy to that one.",
			Example: served("network:\n  virtualNetwork: {existing: "+exampleGroup+"/Microsoft.Network/virtualNetworks/spoke, addressPrefixes: [10.60.0.0/16]}\n"+
				exampleMonitor+accepted("AML418")) +
				"  cluster: {existing: /subscriptions/99999999-9999-9999-9999-999999999999/resourceGroups/aks-rg/providers/Microsoft.ContainerService/managedClusters/aks}\n",
			Sources: []string{pageExtension},
		},
		{
			Code: "AML105", Severity: diag.Error,
			Title: "names around a cluster have 63 characters at most",
			Why:   "AKS puts the names of the network, the subnet and their resource group into labels of its nodes, which are no longer.",
			Fix:   "Use a network, a subnet or a group with a shorter name.",
			Example: served("network:\n  virtualNetwork: {existing: " + exampleGroup + "/Microsoft.Network/virtualNetworks/the-virtual-network-of-the-department-of-fraud-detection-eastus2, addressPrefixes: [10.60.0.0/16]}\n" +
				exampleMonitor),
			Sources: []string{pageAKSNetwork},
		},
		{
			Code: "AML106", Severity: diag.Warning,
			Title:   "the region has Azure Machine Learning",
			Why:     "Where the service is not offered, the workspace cannot be made.",
			Fix:     "Write a region of the cloud that has it; accept the code if it has come since the table was made.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: usgovtexas\ncloud: AzureUSGovernment\n" + accepted("AML425") + "inference: {scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}}\n",
			Sources: []string{pageParity},
		},
		{
			Code: "AML120", Severity: diag.Error,
			Title:   "an accepted code exists",
			Why:     "An unknown code hides a typing error, and the weakness stays unaccepted.",
			Fix:     "Write a code that amlsec reports.",
			Example: served("accept: [{code: AML599, reason: \"there is no such code\"}]\n"),
		},
		{
			Code: "AML121", Severity: diag.Error,
			Title:   "an accepted code is a warning",
			Why:     "An error is a deployment that fails; accepting it would not make it work.",
			Fix:     "Remove it, and mend what it reports.",
			Example: served("accept: [{code: AML202, reason: \"we like overlaps\"}]\n"),
		},
		{
			Code: "AML122", Severity: diag.Warning,
			Title:   "an accepted warning occurs",
			Why:     "A leftover would silently accept the weakness when it comes back.",
			Fix:     "Remove it.",
			Example: served("accept: [{code: AML412, reason: \"this was true once\"}]\n"),
		},
		{
			Code: "AML123", Severity: diag.Error,
			Title:   "a code is accepted once",
			Why:     "Of two reasons for one code nobody knows which one holds.",
			Fix:     "Keep one.",
			Example: served("network: {egress: {path: loadBalancer}}\naccept:\n  - {code: AML412, reason: \"the first reason\"}\n  - {code: AML412, reason: \"the second reason\"}\n"),
		},
	}
}

const (
	// exampleGroup begins the ids of examples.
	exampleGroup = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/net-rg/providers"
	// exampleMonitor keeps monitoring private in an existing network.
	exampleMonitor = "workspace: {monitor: {privateLinkScope: true}}\n"
)
