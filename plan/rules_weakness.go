package plan

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/diag"
)

// weaknessRules are the warnings: choices that weaken the environment or that
// nobody can check offline. Each can be accepted.
func weaknessRules() []diag.Rule {
	all := slices.Concat(openRules(), oldRules(), doubtRules())
	slices.SortFunc(all, func(a, b diag.Rule) int { return strings.Compare(a.Code, b.Code) })
	return all
}

// accepted is the end of an intent that takes weaknesses knowingly.
func accepted(codes ...string) string {
	items := make([]string, len(codes))
	for i, code := range codes {
		items[i] = "{code: " + code + ", reason: \"not what this example shows\"}"
	}
	return "accept: [" + strings.Join(items, ", ") + "]\n"
}

// openRules are about what is open.
func openRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML401", Severity: diag.Warning,
			Title:   "the workspace's API is private",
			Why:     "With public access on, whoever has a token can use the workspace from anywhere.",
			Fix:     "Write publicNetworkAccess: Disabled, or leave it out.",
			Example: served("workspace: {publicNetworkAccess: Enabled}\n"),
			Sources: []string{pageWorkspace},
		},
		{
			Code: "AML402", Severity: diag.Warning,
			Title:   "scoring speaks HTTPS",
			Why:     "Without a certificate the scoring endpoint speaks HTTP: whoever can listen in the network reads data and keys.",
			Fix:     "Name a secret with a certificate, and its host name, in inference.scoring.tls.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n",
			Sources: []string{pageExtension},
		},
		{
			Code: "AML403", Severity: diag.Warning,
			Title:   "the scoring endpoint has a private address",
			Why:     "A public balancer offers the models to the Internet; policies that forbid public addresses break it.",
			Fix:     "Write loadBalancer: internal, or leave it out.",
			Example: inferring("  loadBalancer: public\n"),
			Sources: []string{pageInferencing},
			Covers:  []string{"F67", "S-18", "S-21"},
		},
		{
			Code: "AML404", Severity: diag.Warning,
			Title:   "the cluster's API server is private",
			Why:     "A public API server is one stolen token away from the whole cluster.",
			Fix:     "Write private: true, or leave it out.",
			Example: inferring("  cluster: {private: false, authorizedIpRanges: [203.0.113.0/24]}\n"),
			Sources: []string{pageInferencing},
			Covers:  []string{"S-21"},
		},
		{
			Code: "AML405", Severity: diag.Warning,
			Title:   "a public API server knows its callers",
			Why:     "Without authorized ranges it answers every address of the Internet.",
			Fix:     "List the callers in authorizedIpRanges, or write private: true.",
			Example: inferring("  cluster: {private: false}\n") + accepted("AML404"),
			Sources: []string{"azure/aks/api-server-authorized-ip-ranges"},
		},
		{
			Code: "AML406", Severity: diag.Warning,
			Title:   "local accounts are off where Trusted Access exists",
			Why:     "Local accounts are certificates shared by their users; they cannot be revoked one by one, and no log tells who used them.",
			Fix:     "Leave localAccounts out.",
			Example: inferring("  cluster: {localAccounts: true}\n"),
			Sources: []string{pageTrusted},
		},
		{
			Code: "AML407", Severity: diag.Warning,
			Title:   "storage is opened by identities, not by keys",
			Why:     "Whoever has the account's key reads and writes all its data, past every role.",
			Fix:     "Leave sharedKeyAccess out.",
			Example: served("workspace: {storage: {sharedKeyAccess: true}}\n"),
			Sources: []string{pageNoSharedKeys},
		},
		{
			Code: "AML410", Severity: diag.Warning,
			Title:   "storage and vault have private addresses",
			Why:     "With service endpoints they keep public ones; a wrong rule of their firewalls opens them, and data can leave to other accounts of the same service.",
			Fix:     "Write access: privateEndpoints, or leave it out.",
			Example: served("network: {access: serviceEndpoints}\n"),
			Sources: []string{pageWorkspace},
			Covers:  []string{"S-05"},
		},
		{
			Code: "AML412", Severity: diag.Warning,
			Title:   "traffic leaves by a way of its own",
			Why:     "The cluster's own public balancer gives the nodes public ports to leave by, and takes inbound rules by a mistake of anybody who may make a service.",
			Fix:     "Write path: natGateway, or firewall.",
			Example: served("network: {egress: {path: loadBalancer}}\n"),
			Sources: []string{pageAKSEgress},
		},
		{
			Code: "AML413", Severity: diag.Warning,
			Title:   "logs travel over private link",
			Why:     "Without a private link scope, logs go to public addresses of Azure Monitor. A network can have one scope only, and so can central DNS zones; in an existing network and with central zones none is planned unasked.",
			Fix:     "Write workspace.monitor.privateLinkScope: true if no other scope serves network and zones, or accept the code and say which one does.",
			Example: served("workspace: {monitor: {privateLinkScope: false}}\n"),
			Sources: []string{pageMonitorLink},
		},
		{
			Code: "AML414", Severity: diag.Warning,
			Title:   "callers of an endpoint sign in",
			Why:     "A key does not expire and does not tell who uses it.",
			Fix:     "Write authMode: AADToken, or leave it out.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\ninference: {target: managedOnlineEndpoint, endpoint: {authMode: Key}}\n",
			Sources: []string{"azure/machine-learning/how-to-authenticate-online-endpoint"},
		},
		{
			Code: "AML416", Severity: diag.Warning,
			Title:   "in China, logs travel over public addresses",
			Why:     "The cloud operated by 21Vianet documents no private link for Azure Monitor.",
			Fix:     "Accept the code, and watch the public ingestion endpoints with controls of your own.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: chinaeast2\ncloud: AzureChinaCloud\ninference:\n  scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}\n" + accepted("AML425"),
			Sources: []string{pageMonitorLink},
		},
	}
}

// oldRules are about what is old, small or ending.
func oldRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML408", Severity: diag.Warning,
			Title:   "the v1 attachment is out of support",
			Why:     "Support of the v1 SDK ended on 2026-06-30 and of the v1 CLI on 2025-09-30. What exists keeps running; nobody repairs it.",
			Fix:     "Write attachment: kubernetes, or leave it out.",
			Example: inferring("  attachment: akscompute\n"),
			Sources: []string{pageInferencing, pageAttachV1},
			Covers:  []string{"S-03"},
		},
		{
			Code: "AML409", Severity: diag.Warning,
			Title:   "the workspace takes v2",
			Why:     "v1 legacy mode was made for networks that v2 could not yet isolate; today it only keeps features out.",
			Fix:     "Leave v1LegacyMode out.",
			Example: served("workspace: {v1LegacyMode: true}\n") + "  attachment: akscompute\n" + accepted("AML408"),
			Sources: []string{"azure/machine-learning/how-to-configure-network-isolation-with-v2"},
			Covers:  []string{"F48"},
		},
		{
			Code: "AML417", Severity: diag.Warning,
			Title:   "the version of Kubernetes has time left",
			Why:     "A version at its end gets no more repairs after this month; one newer than the table cannot be checked.",
			Fix:     "Leave kubernetesVersion out, or name a version with time left.",
			Example: inferring("  cluster: {kubernetesVersion: \"1.34\"}\n"),
			Sources: []string{pageUpgrades},
			Covers:  []string{"F01"},
		},
		{
			Code: "AML419", Severity: diag.Warning,
			Title:   "a production environment is sized for production",
			Why:     "With fewer nodes, an upgrade or the loss of one node stops scoring.",
			Fix:     "Give the system pool 3 nodes and a user pool at least 3, or write profile: dev.",
			Example: inferring("  cluster: {pools: {system: {count: 2}, cpu: {min: 3, max: 6}}}\n"),
			Sources: []string{pageSystemPools, pageExtension},
			Covers:  []string{"F65"},
		},
	}
}

// doubtRules are about what nobody can check offline, or has no effect.
func doubtRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML418", Severity: diag.Warning,
			Title:   "existing resources are checked by their owners",
			Why:     "What a resource is set to cannot be seen offline; an open one weakens the whole environment.",
			Fix:     "Check what the hint names, or run the checks of a deployment, and accept the code.",
			Example: served("workspace: {keyVault: {existing: /subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/sec-rg/providers/Microsoft.KeyVault/vaults/kv-fraud}}\n"),
			Sources: []string{pageWorkspace},
			Covers:  []string{"F38", "F41"},
		},
		{
			Code: "AML420", Severity: diag.Warning,
			Title:   "every field has an effect",
			Why:     "A reader would believe in a setting that does nothing.",
			Fix:     "Leave the field out, or change what makes it idle.",
			Example: inferring("  cluster: {purpose: DenseProd}\n"),
		},
		{
			Code: "AML421", Severity: diag.Warning,
			Title:   "sizes of machines are known",
			Why:     "Of a size that is not in the table, neither vCPUs nor encryption at host can be checked.",
			Fix:     "Check the size yourself, or write a common one.",
			Example: inferring("  cluster: {pools: {system: {count: 3}, cpu: {vmSize: Standard_D8zz_v9, min: 3, max: 6}}}\n"),
			Covers:  []string{"F27"},
		},
		{
			Code: "AML422", Severity: diag.Warning,
			Title:   "models run on x64",
			Why:     "The images of Azure Machine Learning are built for x64 and do not start on Arm64.",
			Fix:     "Write an x64 size, such as Standard_D8s_v5.",
			Example: inferring("  cluster: {pools: {system: {count: 3}, cpu: {vmSize: Standard_D8ps_v5, min: 3, max: 6}}}\n"),
		},
		{
			Code: "AML423", Severity: diag.Warning,
			Title:   "nodes encrypt their disks at the host",
			Why:     "Some sizes cannot; their local disks and caches hold data in the clear.",
			Fix:     "Write a size that can, such as Standard_D8s_v5.",
			Example: inferring("  cluster: {pools: {system: {count: 3}, cpu: {vmSize: Standard_D8_v3, min: 3, max: 6}}}\n"),
			Sources: []string{pageHostCrypto},
		},
		{
			Code: "AML424", Severity: diag.Warning,
			Title:   "the scoring address is read, not reserved",
			Why:     "Neither attachment lets the address of its balancer be chosen; a rule for another one lets no caller in.",
			Fix:     "Deploy first, read the address that the balancer took, and write that one.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\nnetwork: {subnets: {cluster: {prefix: 10.42.4.0/22}}}\ninference:\n  scoring: {address: 10.42.7.250, tls: {secret: scoring-tls, cname: score.contoso.example}}\n",
			Sources: []string{pageInferencing, pageExtension},
			Covers:  []string{"S-12", "F69"},
		},
		{
			Code: "AML425", Severity: diag.Warning,
			Title:   "Kubernetes computes are documented for AzureCloud",
			Why:     "The page that compares the clouds lists Kubernetes compute as not available in the others.",
			Fix:     "Ask Microsoft whether it is available to you, and accept the code.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: usgovvirginia\ncloud: AzureUSGovernment\ninference:\n  scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}\n",
			Sources: []string{pageParity},
		},
		{
			Code: "AML426", Severity: diag.Warning,
			Title:   "private endpoints have records",
			Why:     "With zones: none no zone group is made. Until a policy or somebody writes the records of every private endpoint, its names resolve to public addresses, which are closed.",
			Fix:     "Write zones: create, or the id of the group with the central zones; or accept the code and say what keeps the records.",
			Example: served("network: {privateDns: {zones: none}}\n"),
			Sources: []string{pagePrivateDNS},
		},
		{
			Code: "AML427", Severity: diag.Warning,
			Title:   "central zones hold the records of one private link scope",
			Why:     "Azure Monitor has the same host names in every scope. A second scope's endpoint replaces the records of the first, and the logs of all who use the zones go its way.",
			Fix:     "Leave privateLinkScope out, and let the scope of the central zones take this environment in; or accept the code if there is none.",
			Example: served("network: {privateDns: {zones: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg}}\nworkspace: {monitor: {privateLinkScope: true}}\n"),
			Sources: []string{pageMonitorLink},
		},
		{
			Code: "AML428", Severity: diag.Warning,
			Title:   "a public API server admits the cluster's own nodes",
			Why:     "Nodes call it by the public address of their way out. Behind an appliance, or in a subnet of somebody else, that address is not known here; without it no node joins the cluster: K8SAPIServerConnFail.",
			Fix:     "Add that address to authorizedIpRanges, and accept the code.",
			Example: "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\nnetwork: {egress: {path: appliance, appliance: 10.1.0.4}}\ninference:\n  scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}\n  cluster: {private: false, authorizedIpRanges: [203.0.113.0/24]}\n" + accepted("AML232", "AML404"),
			Sources: []string{"azure/aks/api-server-authorized-ip-ranges"},
			Covers:  []string{"F30"},
		},
		{
			Code: "AML429", Severity: diag.Warning,
			Title:   "a public API server admits Azure Machine Learning",
			Why:     "Without Trusted Access, Azure Machine Learning attaches the cluster from its own control plane, in the region and in its pair. Their ranges change, and cannot be looked up offline.",
			Fix:     "Add the ranges of both regions to authorizedIpRanges, and accept the code.",
			Example: inferring("  attachment: akscompute\n  cluster: {private: false, authorizedIpRanges: [203.0.113.0/24]}\n") + accepted("AML404", "AML408"),
			Sources: []string{pageAttachV1},
		},
	}
}
