package plan

import (
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
)

// deployment decides what main.bicep is deployed to, and checks that what
// exists already can be reached from there.
func (b *builder) deployment() {
	d := b.in.Deployment
	group := d.ResourceGroup.V
	scope := DeploymentScope{
		Origin:         origin(d.Scope, "deploys into a resource group that exists"),
		ResourceGroup:  group,
		SubscriptionID: strings.ToLower(d.Subscription.V),
	}
	if d.Scope.V == "subscription" {
		scope.Subscription = true
		scope.Why = "creates the resource group of the environment"
		if group == "" {
			scope.ResourceGroup = b.fixedName(kindResourceGroup).Text
		}
	}
	b.plan.Scope = scope
	b.checkSubscriptions()
	b.checkLongNames()
}

// groupOf is where an existing resource is: the zero value if that is the
// deployment's own group, as far as the intent says which one that is.
func (b *builder) groupOf(id intent.ResourceID) Group {
	own := b.plan.Scope
	sameSubscription := own.SubscriptionID == "" || strings.EqualFold(own.SubscriptionID, id.Subscription)
	if own.ResourceGroup != "" && strings.EqualFold(own.ResourceGroup, id.ResourceGroup) && sameSubscription {
		return Group{}
	}
	return Group{Subscription: id.Subscription, Name: id.ResourceGroup}
}

// checkSubscriptions refuses a network and a cluster of another subscription:
// a workspace's computes join networks of its own subscription only, and it
// attaches clusters of its own only.
func (b *builder) checkSubscriptions() {
	vnet, cluster := b.in.Network.VirtualNetwork.Existing, b.in.Inference.Cluster.Existing
	own := b.plan.Scope.SubscriptionID
	if own == "" && !vnet.V.IsZero() {
		own = vnet.V.Subscription // the workspace must be there too
	}
	if own == "" {
		return
	}
	hint := "use one in the workspace's subscription, or deploy to that one"
	if !vnet.V.IsZero() && !strings.EqualFold(vnet.V.Subscription, own) {
		b.fail("AML103", vnet.Span, hint, "virtual network %q is in subscription %s, and the workspace in %s", vnet.V.Name(), vnet.V.Subscription, own)
	}
	if !cluster.V.IsZero() && !strings.EqualFold(cluster.V.Subscription, own) {
		b.fail("AML104", cluster.Span, hint, "cluster %q is in subscription %s, and the workspace in %s", cluster.V.Name(), cluster.V.Subscription, own)
	}
}

// longestInCluster is the longest name of the network, the subnet and their
// resource group that AKS can put into the tags of its nodes.
const longestInCluster = 63

// checkLongNames refuses names that AKS cannot work with.
func (b *builder) checkLongNames() {
	if !b.ownsCluster() {
		return
	}
	vnet := b.in.Network.VirtualNetwork.Existing
	subnet := b.in.Network.Subnets.Cluster.Existing
	group, at := b.plan.Scope.ResourceGroup, b.in.Deployment.ResourceGroup.Span
	if !vnet.V.IsZero() {
		group, at = vnet.V.ResourceGroup, vnet.Span
		b.checkLongName("virtual network", vnet.V.Name(), vnet.Span)
	}
	b.checkLongName("subnet", subnet.V, subnet.Span)
	b.checkLongName("resource group of the virtual network", group, at)
}

func (b *builder) checkLongName(what, name string, at diag.Span) {
	if len(name) > longestInCluster {
		b.fail("AML105", at, "use one with a shorter name", "the name of the %s has %d characters, and a cluster takes %d at most: %q",
			what, len(name), longestInCluster, name)
	}
}

// ownsCluster reports whether the environment makes a cluster.
func (b *builder) ownsCluster() bool {
	return b.usesAKS() && b.in.Inference.Cluster.Existing.V.IsZero()
}

// usesAKS reports whether models are served on AKS.
func (b *builder) usesAKS() bool { return b.in.Inference.Target.V == "aks" }

// ownsVNet reports whether the environment makes the virtual network.
func (b *builder) ownsVNet() bool { return b.in.Network.VirtualNetwork.Existing.V.IsZero() }
