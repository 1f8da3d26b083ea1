// Package plan makes every decision: names, addresses, subnets, rules,
// endpoints, identities, roles, the cluster and how it is attached. It turns
// an intent into a Plan, typed and complete, in which each item says which
// field asked for it and why it is there. It knows nothing of Bicep but the
// symbolic names by which items refer to each other.
package plan

import (
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
)

// Origin says where an item comes from.
type Origin struct {
	// From is the path of the field that asked for the item, such as "network.bastion".
	From string
	// Span is the place of that field in the intent; not valid for a default.
	Span diag.Span
	// Why says in one sentence, without a full stop, what the item is for.
	Why string
	// Source names the article, page or rule that asks for it; may be empty.
	Source string
}

// Resource is embedded by everything that becomes a Bicep resource or module.
type Resource struct {
	Origin
	// Symbol is the symbolic name, unique in its file.
	Symbol string
	// Name is the resource's name in Azure.
	Name Name
	// After lists symbols that must be deployed first although nothing in the
	// item refers to them.
	After []string
}

// Plan is one environment, decided.
type Plan struct {
	// Intent is what the plan was made from.
	Intent *intent.Intent
	// Cloud is the Azure cloud, such as "AzureCloud".
	Cloud string
	// Location is the region's programmatic name.
	Location string
	// Scope is what main.bicep is deployed to.
	Scope DeploymentScope
	// Params are the parameters of the environment, in the order they are declared.
	Params []Param
	// Owned is the tag of all that the environment owns.
	Owned Map
	// Outputs are the outputs of the environment, in order.
	Outputs []Output
	// Prerequisites are what must be true in Azure before the deployment and
	// cannot be seen offline: feature registrations, secrets, rights.
	Prerequisites []Origin

	Network     Network
	DNS         DNS
	Endpoints   []PrivateEndpoint
	Monitor     Monitor
	Storage     Storage
	KeyVault    KeyVault
	Registry    Registry
	Workspace   Workspace
	ImageBuild  *Compute
	Online      *OnlineEndpoint
	Identities  []Identity
	Cluster     *Cluster
	Extension   *Extension
	Trusted     *TrustedAccess
	Attachment  *Attachment
	People      *People
	Roles       []RoleAssignment
	Diagnostics []DiagnosticSetting

	// Existing are resources that the environment refers to and does not make,
	// but for networks, subnets and DNS zones, which say so themselves.
	Existing []Existing
	// Modules reach into other resource groups, in the order they are deployed.
	Modules []Module
}

// DeploymentScope says what main.bicep is deployed to.
type DeploymentScope struct {
	Origin
	// Subscription is true when main.bicep creates the resource group.
	Subscription bool
	// ResourceGroup is the group's name; empty when the intent leaves it to the deployment.
	ResourceGroup string
	// GroupName is, in place of ResourceGroup, the name of a group that azd's
	// environment decides; nil otherwise.
	GroupName Value
	// SubscriptionID is the subscription's GUID; empty when not given.
	SubscriptionID string
}

// SelfContained reports whether the plan fits one file of Bicep.
func (p *Plan) SelfContained() bool { return !p.Scope.Subscription && len(p.Modules) == 0 }

// Existing is a resource that exists before the deployment.
type Existing struct {
	Resource
	// Type is the resource type, such as "Microsoft.Network/virtualNetworks".
	Type string
	// Group is where it is; the zero value means the deployment's own group.
	Group Group
	// Parent is the symbol of the parent resource; empty for a top-level type.
	Parent string
	// SubscriptionParam and GroupParam are, in a module, the symbols of the
	// parameters with the environment's own subscription and group, for what the
	// module reads there. They are empty where Group says it all.
	SubscriptionParam, GroupParam string
}

// Group is a resource group, the zero value the deployment's own.
type Group struct {
	// Subscription is the subscription's GUID.
	Subscription string
	// Name is the group's name.
	Name string
}

// IsOwn reports whether g is the group of the deployment.
func (g Group) IsOwn() bool { return g.Name == "" }
