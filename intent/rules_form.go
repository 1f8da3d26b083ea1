package intent

import "github.com/amlsec/amlsec/diag"

// formRules are about the forms of Azure's own values.
func formRules() []diag.Rule {
	return []diag.Rule{
		{
			Code: "AML030", Severity: diag.Error, Title: "addresses are IPv4",
			Why:     "Azure Machine Learning's private networking is IPv4.",
			Fix:     "Write an address such as 10.42.0.4, or a range such as 10.42.0.0/16.",
			Example: minimal + "network: {privateDns: {servers: [dns.contoso.example]}}\n",
		},
		{
			Code: "AML031", Severity: diag.Error, Title: "a range begins at its first address",
			Why:     "With bits set after the prefix it is unclear which range is meant, and Azure refuses it. The Docker bridge is an address instead, and needs them.",
			Fix:     "Write the range that the hint names.",
			Example: minimal + "network: {virtualNetwork: {addressPrefixes: [10.42.3.0/16]}}\n",
		},
		{
			Code: "AML032", Severity: diag.Error, Title: "addresses are free to use",
			Why:     "Azure, AKS and Azure Machine Learning keep some ranges for themselves; a network, pods or services in them fail, or cannot reach what is there.",
			Fix:     "Choose a private range that is not kept.",
			Example: minimal + "inference: {cluster: {network: {podCidr: 172.30.0.0/16}}}\n",
			Sources: []string{sourceCNI, sourceVNet, sourceAML},
		},
		{
			Code: "AML033", Severity: diag.Error, Title: "a resource id is complete",
			Why:     "A reference to a resource that exists fails on deployment if its id is not exact.",
			Fix:     "Copy the id from the resource's properties in the portal, or from \"az resource show --query id\".",
			Example: minimal + "workspace: {registry: {existing: crfraud}}\n",
		},
		{
			Code: "AML034", Severity: diag.Error, Title: "a resource id is of the right type",
			Why:     "Each field refers to one type of resource.",
			Fix:     "Copy the id of a resource of the type that the message names.",
			Example: minimal + "workspace: {registry: {existing: /subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-fraud}}\n",
		},
		{
			Code: "AML035", Severity: diag.Error, Title: "people, groups and subscriptions are GUIDs",
			Why:     "Role assignments take object ids; a name or an address is refused on deployment.",
			Fix:     "Write the id: \"az ad group show --query id\" or \"az account show --query id\".",
			Example: minimal + "workspace: {access: {dataScientists: [data-scientists]}}\n",
		},
		{
			Code: "AML036", Severity: diag.Error, Title: "a VM size is in Azure's spelling",
			Why:     "Azure knows sizes by their full names only.",
			Fix:     "Write the name as \"az vm list-skus\" prints it.",
			Example: minimal + "workspace: {imageBuild: {vmSize: DS3 v2}}\n",
			Covers:  []string{"F27"},
		},
		{
			Code: "AML037", Severity: diag.Error, Title: "a resource group has a name that works",
			Why:     "Azure refuses a name that ends with '.', and Azure Machine Learning cannot create endpoints in a group that ends with '-'.",
			Fix:     "Choose another name.",
			Example: minimal + "deployment: {resourceGroup: rg-fraud-}\n",
			Sources: []string{"Microsoft Learn, Naming rules and restrictions for Azure resources"},
			Covers:  []string{"F49"},
		},
		{
			Code: "AML038", Severity: diag.Error, Title: "a name has no reserved word",
			Why:     "Azure refuses names with microsoft or windows in them, or with login at their start (ReservedResourceName).",
			Fix:     "Choose another name.",
			Example: "apiVersion: amlsec/v1\nname: login\nlocation: eastus2\n",
			Sources: []string{"Microsoft Learn, Resolve errors for reserved resource names"},
			Covers:  []string{"F27"},
		},
		{
			Code: "AML039", Severity: diag.Error, Title: "a tag's name is one that every resource takes",
			Why:     "Every resource gets every tag. Names are up to 128 characters on a storage account, without <>%&\\?/, are not told apart by case, and may not begin with microsoft, azure or windows. The tag amlsec-environment says whose a resource is.",
			Fix:     "Change the name of the tag.",
			Example: minimal + "tags: {cost/center: ml}\n",
			Sources: []string{"Microsoft Learn, Use tags to organize your Azure resources"},
		},
		{
			Code: "AML040", Severity: diag.Error, Title: "a tag's value is at most 256 characters",
			Why:     "Azure refuses a longer one.",
			Fix:     "Shorten the value.",
			Example: minimal + "tags: {note: " + longText + "}\n",
			Sources: []string{"Microsoft Learn, Use tags to organize your Azure resources"},
		},
		{
			Code: "AML041", Severity: diag.Error, Title: "a range has a size that works",
			Why:     "Subnets are /2 to /29, services of a cluster take less than a /12, and every node takes a /24 of the pods.",
			Fix:     "Write a range with a prefix length in the bounds named.",
			Example: minimal + "inference: {cluster: {network: {serviceCidr: 10.0.0.0/8}}}\n",
			Sources: []string{sourceCNI, sourceVNet},
		},
	}
}

// Pages that several rules were learnt from.
const (
	sourceAML  = "Microsoft Learn, Secure an Azure Machine Learning workspace with virtual networks"
	sourceCNI  = "Microsoft Learn, Configure Azure CNI networking in AKS"
	sourceVNet = "Microsoft Learn, Azure Virtual Network FAQ"
)

// longText is 260 characters.
const longText = fiftyTwo + fiftyTwo + fiftyTwo + fiftyTwo + fiftyTwo

const fiftyTwo = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
