package plan

// vaultRetentionDays is the most Azure offers: a vault deleted by mistake, or
// by an attacker, can be recovered for that long.
const vaultRetentionDays = 90

// keyVault decides the workspace's vault. Access is by roles only.
func (b *builder) keyVault() {
	asked := b.in.Workspace.KeyVault
	v := &b.plan.KeyVault
	if !asked.Existing.V.IsZero() {
		v.Existing, v.Resource = true, b.useExisting(symKeyVault, asked.Existing,
			"that it is closed to the Internet, admits trusted services, has purge protection, and lets the workspace's identity in"+b.admittedSubnets())
		return
	}
	v.Resource = Resource{
		Origin: sectionOrigin(asked.Section, "holds the secrets of the workspace's connections"),
		Symbol: symKeyVault, Name: b.uniqueName(kindKeyVault, "keyVaultName"),
	}
	v.Source = pageWorkspace
	v.VNetRules = b.vnetRuleSubnets()
	v.PublicNetworkAccess = publicFor(v.VNetRules)
	v.RetentionDays = vaultRetentionDays
}
