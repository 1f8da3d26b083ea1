package plan

// registry decides the container registry. Only Premium can be closed to the
// Internet. It has no firewall rules for subnets in a released API, so it is
// reached by private endpoint in every mode of access. Quarantine stays off,
// though some baselines recommend it: every image would wait for somebody to
// release it, and builds of the workspace would never become usable.
func (b *builder) registry() {
	asked := b.in.Workspace.Registry
	r := &b.plan.Registry
	if !asked.Existing.V.IsZero() {
		r.Existing, r.Resource = true, b.useExisting(symRegistry, asked.Existing,
			"that it is Premium, closed to the Internet, without admin user, and not in ABAC mode, where AcrPull grants nothing")
		return
	}
	r.Resource = Resource{
		Origin: sectionOrigin(asked.Section, "holds the images that models run in"),
		Symbol: symRegistry, Name: b.uniqueName(kindRegistry, "registryName"),
	}
	r.Source = pageWorkspace
	r.PublicNetworkAccess = "Disabled"
	r.ZoneRedundant = len(b.allZones()) > 0
}
