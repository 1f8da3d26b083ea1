package plan

import "github.com/amlsec/amlsec/diag"

// diagnostics sends the logs of every resource made here to Log Analytics.
// Existing resources keep the settings of their owners.
func (b *builder) diagnostics() {
	p := b.plan
	b.logAll(symWorkspace, p.Workspace.Origin)
	if !p.Storage.Existing {
		for _, s := range []Resource{p.Storage.Blob, p.Storage.File} {
			b.log(s.Symbol, s.Origin, nil, []string{"StorageRead", "StorageWrite", "StorageDelete"})
		}
	}
	if !p.KeyVault.Existing {
		b.logAll(symKeyVault, p.KeyVault.Origin)
	}
	if !p.Registry.Existing {
		b.logAll(symRegistry, p.Registry.Origin)
	}
	if p.Cluster != nil && !p.Cluster.Existing {
		b.log(symCluster, p.Cluster.Origin, nil, clusterLogs())
	}
	if p.Online != nil {
		b.logAll(symOnlineEndpoint, p.Online.Origin)
	}
	b.networkDiagnostics()
}

// networkDiagnostics sends the logs of what stands at the network's borders.
func (b *builder) networkDiagnostics() {
	n := b.plan.Network
	if n.Firewall != nil {
		b.logAll(n.Firewall.Symbol, n.Firewall.Origin)
	}
	if n.Bastion != nil {
		b.logAll(n.Bastion.Symbol, n.Bastion.Origin)
	}
	if !n.VNet.Existing {
		b.logAll(symVNet, n.VNet.Origin)
	}
	for _, g := range n.NSGs {
		b.logAll(g.Symbol, g.Origin)
	}
	for _, a := range n.PublicIPs {
		b.logAll(a.Symbol, a.Origin)
	}
}

// clusterLogs are the logs of the control plane that tell who did what. The
// full kube-audit, which also records every read, costs many times as much.
func clusterLogs() []string {
	return []string{"cluster-autoscaler", "guard", "kube-apiserver", "kube-audit-admin", "kube-controller-manager"}
}

// logAll sends every category of logs.
func (b *builder) logAll(scope string, of Origin) { b.log(scope, of, []string{"allLogs"}, nil) }

func (b *builder) log(scope string, of Origin, groups, categories []string) {
	of.Why, of.Source = "sends the logs of "+inWords(scope)+" to Log Analytics", ""
	if !of.Span.IsValid() {
		of.Span = diag.Span{}
	}
	b.plan.Diagnostics = append(b.plan.Diagnostics, DiagnosticSetting{
		Resource:       Resource{Origin: of, Symbol: scope + "Logs", Name: b.fixedName(kindDiagnostics)},
		Scope:          scope,
		LogAnalytics:   symLogAnalytics,
		CategoryGroups: groups,
		Categories:     categories,
		Metrics:        hasMetrics(scope, b.plan.Network),
	})
}

// hasMetrics reports whether the resource has metrics to send: a network
// security group has none.
func hasMetrics(scope string, n Network) bool {
	for _, g := range n.NSGs {
		if g.Symbol == scope {
			return false
		}
	}
	return true
}
