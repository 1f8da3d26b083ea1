package plan

import (
	"slices"

	"github.com/amlsec/amlsec/intent"
)

// params declares the parameters that every environment has. The others are
// declared by useParam and uniqueName where they are first used, so that no
// parameter is without use.
func (b *builder) params() {
	b.useParam(symLocation)
	b.useParam(symTags)
	b.owned()
}

// useParam declares the parameter of that symbol, once, and returns the symbol.
// It takes the symbols in symbols.go only; names are declared by uniqueName.
func (b *builder) useParam(symbol string) string {
	for _, p := range slices.Concat(b.knownParams(), b.azdParams()) {
		if p.Name == symbol {
			b.addParam(p)
		}
	}
	return symbol
}

// addParam puts p where it is listed: by rank, then in the order declared.
func (b *builder) addParam(p Param) {
	has := func(q Param) bool { return q.Name == p.Name }
	if slices.ContainsFunc(b.plan.Params, has) {
		return
	}
	at := len(b.plan.Params)
	for at > 0 && paramRank(b.plan.Params[at-1]) > paramRank(p) {
		at--
	}
	b.plan.Params = slices.Insert(b.plan.Params, at, p)
}

// paramRank orders parameters for a reader: what concerns everything, the
// names, then people and callers, then what a later deployment passes otherwise.
func paramRank(p Param) int {
	order := []string{symEnvironmentName, symLocation, symServiceTagRegion, symTags, symNameSuffix, "", symDataScientists, symDeployerID, symDeployerType, symAdminGroups, symScoringSources, symKubernetesVersion, symAttachCluster, symOnlineTraffic}
	if i := slices.Index(order, p.Name); i >= 0 {
		return i
	}
	return slices.Index(order, "")
}

// knownParams are the parameters that are not names, with the defaults that
// the intent gives them.
func (b *builder) knownParams() []Param {
	in := b.in
	c := in.Inference.Cluster
	return []Param{
		{
			Origin: origin(in.Location, "lets the deployer name the region"), Name: symLocation, Type: "string", Variable: "AZURE_LOCATION",
			Description: "Azure region of every resource, by its programmatic name. Availability zones, VM sizes and service tags were chosen for the default: for another region, change the intent.",
			Default:     Text(in.Location.V), MinLength: 2, Allowed: b.locations(),
		},
		{
			Origin: origin(in.Location, "lets rules follow the region"), Name: symServiceTagRegion, Type: "string",
			Description: "The region as service tags spell it, such as EastUS2 in Storage.EastUS2. Change it together with location.",
			Default:     Text(b.ownRegion().tagName()), MinLength: 2,
		},
		{
			Origin: sectionOrigin(in.Tags.Section, "lets the deployer tag every resource"), Name: symTags, Type: "object",
			Description: "Tags of every resource.",
			Default:     b.tagDefault(),
		},
		{
			Origin: origin(in.Name, "tells this environment's names from those of others"), Name: symNameSuffix, Type: "string",
			Description: "Suffix of the names that must be unique in Azure: 3 to 13 lower-case letters and digits, of which the first 10 count.",
			Default:     Suffix{}, MinLength: 3, MaxLength: 13,
		},
		{
			Origin: Origin{From: in.Workspace.Path + ".access.dataScientists", Why: "lets the deployer choose who works with the workspace"}, Name: symDataScientists, Type: "string[]",
			Description: "Entra object ids of the groups that work with the workspace: they get AzureML Data Scientist and the data roles.",
			Default:     textList(in.Workspace.Access.DataScientists),
		},
		{
			Origin: Origin{From: "inference.cluster.adminGroups", Why: "lets the deployer choose who administers the cluster"}, Name: symAdminGroups, Type: "string[]",
			Description: "Entra object ids of the groups that administer the cluster.",
			Default:     textList(c.AdminGroups),
		},
		{
			Origin: Origin{From: "inference.scoring.allowFrom", Why: "lets the deployer choose who may call the scoring endpoint"}, Name: symScoringSources, Type: "string[]",
			Description: "IPv4 ranges outside the virtual network that may call the scoring endpoint, in CIDR notation.",
			Default:     prefixList(in.Inference.Scoring.AllowFrom), MinLength: 1,
		},
		{
			Origin: origin(c.KubernetesVersion, "lets the deployer choose the version of Kubernetes"), Name: symKubernetesVersion, Type: "string",
			Description: "Minor version of Kubernetes, such as 1.35. AKS picks its patch and keeps it up to date. Empty for Azure's default.",
			Default:     Text(c.KubernetesVersion.V),
		},
		{
			Origin: origin(in.Inference.Attachment, "lets a later deployment pass over what is attached"), Name: symAttachCluster, Type: "bool",
			Description: "Attaches the cluster to the workspace. Pass false once the compute exists: Azure may refuse to attach it again.",
			Default:     Flag(true),
		},
		{
			Origin: origin(in.Inference.Target, "lets a later deployment keep the shares of traffic"), Name: symOnlineTraffic, Type: "object",
			Description: "Share of traffic by deployment name, in percent, such as {blue: 100}. Empty before a model is deployed; pass the current one when you redeploy.",
			Default:     Map{},
		},
	}
}

func tagMap(tags intent.Tags) Map {
	m := Map{}
	for _, t := range tags.Items {
		m = append(m, Entry{Name: t.Name.V, Value: Text(t.Value.V)})
	}
	return m
}

func textList(items []intent.String) List {
	l := List{}
	for _, s := range items {
		l = append(l, Text(s.V))
	}
	return l
}

func prefixList(items []intent.Prefix) List {
	l := List{}
	for _, p := range items {
		l = append(l, Text(p.V.String()))
	}
	return l
}
