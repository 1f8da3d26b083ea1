package plan

import "github.com/amlsec/amlsec/diag"

// served is an intent whose scoring endpoint has a certificate, so that
// nothing is reported but what body breaks. Body is at the top level.
func served(body string) string {
	return "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n" + body + `inference:
  scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}
`
}

// inferring is the same with more fields of inference, indented by two.
func inferring(body string) string { return served("") + body }

// workspaceRules are the errors in the workspace and what it stands on.
func workspaceRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML301", Severity: diag.Error,
			Title:   "the default storage account is a Standard one",
			Why:     "A workspace cannot use Premium storage as its default account; Azure refuses to make the workspace.",
			Fix:     "Write Standard_ZRS, or leave sku out.",
			Example: served("workspace: {storage: {sku: Premium_LRS}}\n"),
			Sources: []string{pageWorkspace, "MicrosoftDocs/azure-docs#73788"},
			Covers:  []string{"F39"},
		},
		{
			Code: "AML302", Severity: diag.Error,
			Title: "zone-redundant storage needs a region with zones",
			Why:   "Azure refuses a storage account whose redundancy the region does not offer.",
			Fix:   "Write Standard_LRS or Standard_GRS, or choose a region with availability zones.",
			Example: `apiVersion: amlsec/v1
name: fraud
location: westus
workspace: {storage: {sku: Standard_ZRS}}
inference:
  scoring: {tls: {secret: scoring-tls, cname: score.contoso.example}}
`,
			Sources: []string{"azure/storage/common/storage-redundancy"},
		},
		{
			Code: "AML303", Severity: diag.Error,
			Title:   "storage has private endpoints for blob and file",
			Why:     "Every workspace uses blobs and file shares; without a private endpoint for one of them the cluster cannot reach it.",
			Fix:     "Let endpoints hold blob and file.",
			Example: served("workspace: {storage: {endpoints: [blob]}}\n"),
			Sources: []string{pageWorkspace},
			Covers:  []string{"S-05"},
		},
		{
			Code: "AML304", Severity: diag.Error,
			Title:   "the v1 attachment reads storage with the account's keys",
			Why:     "With keys off, v1 compute fails with KeyBasedAuthenticationNotPermitted.",
			Fix:     "Leave sharedKeyAccess out, or use attachment: kubernetes.",
			Example: served("workspace: {storage: {sharedKeyAccess: false}}\n") + "  attachment: akscompute\n",
			Sources: []string{pageNoSharedKeys},
			Covers:  []string{"F40"},
		},
		{
			Code: "AML305", Severity: diag.Error,
			Title:   "v1 legacy mode shuts out v2",
			Why:     "A workspace in v1 legacy mode refuses Kubernetes computes and managed endpoints.",
			Fix:     "Write v1LegacyMode: false, or attachment: akscompute.",
			Example: served("workspace: {v1LegacyMode: true}\n"),
			Sources: []string{"azure/machine-learning/how-to-configure-network-isolation-with-v2"},
			Covers:  []string{"F48"},
		},
		{
			Code: "AML306", Severity: diag.Error,
			Title:   "images are built on x64 CPU nodes",
			Why:     "Azure Machine Learning builds images on CPU computes only, and its images are for x64.",
			Fix:     "Write a size such as Standard_DS3_v2.",
			Example: served("workspace: {imageBuild: {vmSize: Standard_NC4as_T4_v3}}\n"),
			Sources: []string{pageWorkspace},
		},
		{
			Code: "AML307", Severity: diag.Error,
			Title: "a managed network reaches its own subscription only",
			Why:   "The managed network of a workspace makes private endpoints to storage, vault and registry, which must be in the workspace's subscription.",
			Fix:   "Use resources of that subscription, or let amlsec make them.",
			Example: `apiVersion: amlsec/v1
name: fraud
location: eastus2
workspace:
  registry: {existing: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/shared/providers/Microsoft.ContainerRegistry/registries/crshared}
inference: {target: managedOnlineEndpoint}
deployment: {resourceGroup: rg-fraud, subscription: 11111111-1111-1111-1111-111111111111}
`,
			Sources: []string{pageManaged},
		},
	}
}
