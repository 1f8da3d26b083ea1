package plan

import "strings"

// Options refine BuildWith. The zero value plans for any tool that deploys.
type Options struct {
	// AZD plans for the Azure Developer CLI: parameters that it fills in from
	// its environment, and the tag by which it finds what it has made.
	AZD bool
}

// azdTag is the tag by which azd finds the resources of one of its environments.
const azdTag = "azd-env-name"

// longestEnvironment is how long the name of an environment of azd may be;
// longestInGroup is the same where the name of the resource group is made of it.
const (
	longestEnvironment = 64
	longestInGroup     = longestInCluster - len("rg-")
)

// azd declares what azd fills in. Every parameter has a default, since azd
// resolves parameters before its hooks run, and knows but its environment's
// name then.
func (b *builder) azd() {
	if !b.opts.AZD {
		return
	}
	scope := &b.plan.Scope
	if scope.Subscription && !b.in.Deployment.ResourceGroup.IsSet() {
		// Two environments may not share a group: either would take it down.
		scope.ResourceGroup = ""
		scope.GroupName = Prefixed{Prefix: namingOf(kindResourceGroup).prefix, Symbol: symEnvironmentName}
		b.useParam(symEnvironmentName)
	}
	if b.azdTagged() {
		b.useParam(symEnvironmentName)
	}
	b.plan.People = &People{
		Resource: Resource{Symbol: symPeople, Origin: Origin{From: b.peopleField(), Why: "those who work with the workspace, whoever provisions among them"}},
		Named:    b.useParam(symDataScientists), ID: b.useParam(symDeployerID), Type: b.useParam(symDeployerType),
	}
}

// azdTagged reports whether resources get azd's tag. One that the intent
// gives itself stays.
func (b *builder) azdTagged() bool {
	if !b.opts.AZD {
		return false
	}
	for _, t := range b.in.Tags.Items {
		if strings.EqualFold(t.Name.V, azdTag) {
			return false
		}
	}
	return true
}

// tagDefault is the default of the parameter with the tags.
func (b *builder) tagDefault() Map {
	m := tagMap(b.in.Tags)
	if b.azdTagged() {
		m = append(m, Entry{Name: azdTag, Value: Ref{Symbol: symEnvironmentName}})
	}
	return m
}

// locations are the regions that may be deployed to; none for any. azd asks
// for a region among them, and would offer all of Azure otherwise, of which
// just one fits the zones, sizes and service tags that were chosen.
func (b *builder) locations() []string {
	if !b.opts.AZD {
		return nil
	}
	return []string{b.in.Location.V}
}

// azdParams are the parameters that azd alone fills in.
func (b *builder) azdParams() []Param {
	in := b.in
	longest := longestEnvironment
	if b.plan.Scope.GroupName != nil {
		longest = longestInGroup
	}
	people := b.peopleField()
	return []Param{
		{
			Origin: origin(in.Name, "tells azd's environments apart"), Name: symEnvironmentName, Type: "string", Variable: "AZURE_ENV_NAME",
			Description: "Name of azd's environment. azd finds by it, as a tag, what it has made.",
			Default:     Text(in.Name.V), MinLength: 1, MaxLength: longest,
		},
		{
			Origin: Origin{From: people, Why: "lets whoever provisions work with the workspace"}, Name: symDeployerID, Type: "string", Variable: "AZURE_PRINCIPAL_ID",
			Description: "Entra object id of whoever provisions. A person gets the roles of the data scientists, a pipeline none. Empty for nobody.",
			Default:     Text(""),
		},
		{
			Origin: Origin{From: people, Why: "tells people from pipelines"}, Name: symDeployerType, Type: "string", Variable: "AZURE_PRINCIPAL_TYPE",
			Description: "Whether a person or a pipeline provisions.",
			Default:     Text("User"), Allowed: []string{"User", "ServicePrincipal"},
		},
	}
}

// people is the parameter or variable with those who work with the workspace.
func (b *builder) people() Ref {
	if b.plan.People != nil {
		return Ref{Symbol: b.plan.People.Symbol}
	}
	return Ref{Symbol: b.useParam(symDataScientists)}
}

// peopleField is the field that names them.
func (b *builder) peopleField() string { return b.in.Workspace.Path + ".access.dataScientists" }
