package intent

import "github.com/amlsec/amlsec/diag"

// sectionRules are about fields of one section together.
func sectionRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML050", Severity: diag.Error, Title: "a pool has a fixed size or scales, not both",
			Why:     "AKS takes a count of nodes, or a least and a most.",
			Fix:     "Keep count, or min and max.",
			Example: minimal + "inference: {cluster: {pools: {system: {count: 3, max: 5}}}}\n",
		},
		{
			Code: "AML051", Severity: diag.Error, Title: "a pool that scales has min and max in order",
			Why:     "AKS needs both bounds, the least first.",
			Fix:     "Write both, min no larger than max.",
			Example: minimal + "inference: {cluster: {pools: {inference: {min: 6, max: 3}}}}\n",
		},
		{
			Code: "AML052", Severity: diag.Error, Title: "an appliance is named where it is used",
			Why:     "The route to an appliance needs its address; an address without that route would be ignored.",
			Fix:     "Write both \"path: appliance\" and \"appliance\", or neither.",
			Example: minimal + "network: {egress: {path: appliance}}\n",
		},
		{
			Code: "AML053", Severity: diag.Error, Title: "address prefixes do not overlap",
			Why:     "Azure refuses a virtual network with an address in two of its prefixes.",
			Fix:     "Remove one of the two, or move it.",
			Example: minimal + "network: {virtualNetwork: {addressPrefixes: [10.42.0.0/16, 10.42.8.0/21]}}\n",
		},
		{
			Code: "AML054", Severity: diag.Warning, Title: "an existing network stays out of ranges that AKS and Azure Machine Learning keep",
			Why:     "AKS refuses 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16 and 192.0.2.0/24; computes cannot reach 172.17.0.0/16, which is their own bridge.",
			Fix:     "Keep cluster and computes in subnets outside those ranges.",
			Example: minimal + "network:\n  virtualNetwork:\n    existing: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/net-rg/providers/Microsoft.Network/virtualNetworks/hub\n    addressPrefixes: [172.16.0.0/12]\n",
			Sources: []string{sourceCNI, sourceAML},
		},
	}
}
