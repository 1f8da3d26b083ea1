package plan

// onManagedEndpoint and onACI say where models are served, if not on AKS.
func (b *builder) onManagedEndpoint() bool {
	return b.in.Inference.Target.V == "managedOnlineEndpoint"
}
func (b *builder) onACI() bool { return b.in.Inference.Target.V == "aci" }

// attachesV1 reports whether the cluster is attached as v1 AksCompute.
func (b *builder) attachesV1() bool {
	return b.usesAKS() && b.in.Inference.Attachment.V == "akscompute"
}

// attachesV2 reports whether the cluster is attached through the extension.
func (b *builder) attachesV2() bool { return b.usesAKS() && !b.attachesV1() }

// hasTrustedAccess reports whether the workspace gets into the cluster without
// its local accounts: with the extension, in the public cloud only.
func (b *builder) hasTrustedAccess() bool { return b.attachesV2() && b.inPublicCloud() }

// servingIn names the place where models are served, for messages.
func (b *builder) servingIn() string {
	switch {
	case b.onManagedEndpoint():
		return "a managed online endpoint"
	case b.attachesV1():
		return "attachment akscompute"
	default:
		return "attachment kubernetes"
	}
}

// checkTarget reports what cannot be served where the intent asks for it.
func (b *builder) checkTarget() {
	inf := b.in.Inference
	switch {
	case b.onACI():
		b.fail("AML501", inf.Target.Span, "write target: managedOnlineEndpoint, or leave it out for AKS",
			"target \"aci\" cannot be deployed from a workspace that has a private endpoint")
	case b.onManagedEndpoint():
		b.checkManagedEndpoint()
	case b.attachesV1():
		b.warn("AML408", place(inf.Attachment), "write attachment: kubernetes",
			"attachment \"akscompute\" is out of support: the v1 SDK since 2026-06-30, the v1 CLI since 2025-09-30")
	case !b.inPublicCloud():
		b.warn("AML425", place(inf.Attachment, b.in.Cloud.Span), "ask Microsoft whether it is available to you, or write attachment: akscompute",
			"attachment \"kubernetes\" is documented as not available in %s", b.in.Cloud.V)
	}
	if !b.onManagedEndpoint() {
		b.warnIdle("it belongs to target: managedOnlineEndpoint", idle{inf.Endpoint.IsSet(), inf.Endpoint.Span, inf.Endpoint.Path})
	}
}

// checkManagedEndpoint reports what a managed online endpoint cannot have.
func (b *builder) checkManagedEndpoint() {
	inf := b.in.Inference
	if !b.inPublicCloud() {
		b.fail("AML517", inf.Target.Span, "write target: aks",
			"managed online endpoints have no network isolation in %s", b.in.Cloud.V)
	}
	b.warnIdle("a managed online endpoint has no cluster",
		idle{inf.Cluster.IsSet(), inf.Cluster.Span, inf.Cluster.Path},
		idle{inf.Attachment.IsSet(), inf.Attachment.Span, inf.Attachment.Path},
		idle{inf.LoadBalancer.IsSet(), inf.LoadBalancer.Span, inf.LoadBalancer.Path},
		idle{inf.Scoring.IsSet(), inf.Scoring.Span, inf.Scoring.Path})
	if inf.Endpoint.AuthMode.V == "Key" {
		b.warn("AML414", inf.Endpoint.AuthMode.Span, "write AADToken, and let callers sign in",
			"authMode \"Key\": whoever holds the key may call the endpoint, and it does not expire")
	}
}
