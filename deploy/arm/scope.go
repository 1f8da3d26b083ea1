package arm

import "net/url"

// DeploymentsVersion is the version of the API of deployments that is used.
const DeploymentsVersion = "2025-04-01"

// Scope is what a template is deployed to: a resource group, or a subscription
// when ResourceGroup is empty.
type Scope struct {
	SubscriptionID, ResourceGroup string
	// Location is where a deployment to a subscription is kept, and the region
	// of the resource group when it is known.
	Location string
}

// ID is the id of the scope.
func (s Scope) ID() string {
	id := "/subscriptions/" + s.SubscriptionID
	if s.ResourceGroup != "" {
		id += "/resourceGroups/" + s.ResourceGroup
	}
	return id
}

// DeploymentPath is the id of a deployment, which is also its path.
func (s Scope) DeploymentPath(name string) string {
	return s.ID() + "/providers/Microsoft.Resources/deployments/" + url.PathEscape(name)
}
