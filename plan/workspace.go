package plan

import "github.com/amlsec/amlsec/intent"

// The isolation modes of a workspace's managed network.
const (
	managedNetworkOff = "Disabled"
	managedNetworkOn  = "AllowOnlyApprovedOutbound"
)

// workspace decides the Azure Machine Learning workspace.
func (b *builder) workspace() {
	asked := b.in.Workspace
	b.checkWorkspace()
	b.plan.Workspace = Workspace{
		Resource: Resource{
			Origin: sectionOrigin(asked.Section, "registers, deploys and watches models"),
			Symbol: symWorkspace, Name: b.uniqueName(kindWorkspace, "workspaceName"),
		},
		FriendlyName:        b.in.Name.V,
		PublicNetworkAccess: asked.PublicNetworkAccess.V,
		V1LegacyMode:        asked.V1LegacyMode.V,
		HighBusinessImpact:  asked.Isolation.HighBusinessImpact.V,
		DatastoreAuth:       "Identity",
		ImageBuildCompute:   b.imageBuildName().Text,
		ManagedNetwork:      managedNetworkOff,
		Storage:             symStorage,
		KeyVault:            symKeyVault,
		Registry:            symRegistry,
		Insights:            symInsights,
	}
	w := &b.plan.Workspace
	w.Source = pageWorkspace
	if b.usesSharedKeys() {
		w.DatastoreAuth = "AccessKey"
	}
	if b.onManagedEndpoint() {
		w.ManagedNetwork = managedNetworkOn
	}
}

func (b *builder) checkWorkspace() {
	asked := b.in.Workspace
	if asked.PublicNetworkAccess.V == "Enabled" {
		b.warn("AML401", asked.PublicNetworkAccess.Span, "write Disabled, and work through the private endpoint",
			"publicNetworkAccess is \"Enabled\": the workspace's API answers the whole Internet")
	}
	if asked.V1LegacyMode.V && (b.onManagedEndpoint() || b.usesAKS() && !b.attachesV1()) {
		b.fail("AML305", asked.V1LegacyMode.Span, "write v1LegacyMode: false, or attachment: akscompute",
			"v1LegacyMode is true, and shuts out what the intent asks for: %s", b.servingIn())
	} else if asked.V1LegacyMode.V {
		b.warn("AML409", asked.V1LegacyMode.Span, "leave it out: the v2 API is private too, behind the workspace's private endpoint",
			"v1LegacyMode is true: the workspace refuses every feature of v2")
	}
	b.checkManagedDependencies()
}

// checkManagedDependencies wants everything that a managed network connects to
// in the subscription of the workspace.
func (b *builder) checkManagedDependencies() {
	if !b.onManagedEndpoint() || b.subscription() == "" {
		return
	}
	w := b.in.Workspace
	for _, id := range []intent.ID{w.Storage.Existing, w.KeyVault.Existing, w.Registry.Existing} {
		if !id.V.IsZero() && id.V.Subscription != b.subscription() {
			b.fail("AML307", id.Span, "use one in the subscription of the environment, or let amlsec make it",
				"%q is in subscription %s, and a managed network reaches only its own, %s", id.V.Name(), id.V.Subscription, b.subscription())
		}
	}
}
