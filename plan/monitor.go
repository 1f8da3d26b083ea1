package plan

import "fmt"

// Symbols of what collects the cluster's logs.
const (
	symContainerEndpoint            = "containerLogEndpoint"
	symContainerRule                = "containerLogRule"
	symContainerRuleAssociation     = "containerLogRuleAssociation"
	symContainerEndpointAssociation = "containerLogEndpointAssociation"
)

// logRetentionDays keeps logs for as long as the security baseline asks.
const logRetentionDays = 90

// hasPrivateLinkScope reports whether monitoring goes over private link. A
// network can have one scope only, and an existing network may have it. So can
// DNS: in central zones the records of a second scope replace those of the first.
func (b *builder) hasPrivateLinkScope() bool {
	asked := b.in.Workspace.Monitor.PrivateLinkScope
	switch {
	case b.in.Cloud.V == cloudChina:
		return false
	case asked.IsSet():
		return asked.V
	}
	_, central := b.centralZones()
	return b.ownsVNet() && !central
}

// monitor decides where logs go, and how they get there.
func (b *builder) monitor() {
	b.reportPublicMonitoring()
	m := &b.plan.Monitor
	m.LogAnalytics, m.LogAnalyticsSymbol = b.logAnalytics(), symLogAnalytics
	public := b.publicMonitoring()
	m.Insights = ApplicationInsights{
		Resource: Resource{
			Origin: sectionOrigin(b.in.Workspace.Section, "collects the metrics and traces of deployed models"),
			Symbol: symInsights, Name: b.fixedName(kindInsights),
		},
		LogAnalytics: symLogAnalytics, PublicIngestion: public, PublicQuery: public,
		// The workspace and its endpoints write with the connection string.
		DisableLocalAuth: false,
	}
	if b.ownsCluster() {
		m.Containers = b.containerInsights()
	}
	if b.hasPrivateLinkScope() {
		m.PrivateLinkScope = b.privateLinkScope()
	}
}

// publicMonitoring says whether logs are taken and read over public addresses.
func (b *builder) publicMonitoring() string {
	if b.hasPrivateLinkScope() {
		return "Disabled"
	}
	return "Enabled"
}

func (b *builder) reportPublicMonitoring() {
	asked := b.in.Workspace.Monitor.PrivateLinkScope
	zones := b.in.Network.PrivateDNS.Zones
	_, central := b.centralZones()
	switch {
	case b.in.Cloud.V == cloudChina:
		b.warn("AML416", place(asked, b.in.Cloud.Span), "accept AML416, or watch the public ingestion endpoints with your own controls",
			"%s documents no private link for Azure Monitor: logs travel to public addresses", b.in.Cloud.V)
	case central && b.hasPrivateLinkScope():
		b.warn("AML427", asked.Span, "leave privateLinkScope out and let the scope of the central zones take this environment in, or accept AML427 if there is none",
			"privateLinkScope is true, and its records replace those of any other scope in the central zones")
	case central && !b.hasPrivateLinkScope():
		b.warn("AML413", place(asked, zones.Span),
			"let the private link scope of the central zones take in the monitoring resources, or accept AML413 and say which one does; true is for central zones without a scope",
			"no private link scope is planned, as central zones hold the records of one only: logs travel to public addresses of Azure Monitor")
	case !b.hasPrivateLinkScope():
		b.warn("AML413", place(asked, b.in.Network.VirtualNetwork.Existing.Span),
			"write workspace.monitor.privateLinkScope: true if no other scope serves this network, or accept AML413 and say which one does",
			"no private link scope is planned: logs travel to public addresses of Azure Monitor")
	}
}

// logAnalytics is the workspace of logs to make, nil when an existing one is used.
func (b *builder) logAnalytics() *LogAnalytics {
	asked := b.in.Workspace.LogAnalytics
	if !asked.Existing.V.IsZero() {
		b.useExisting(symLogAnalytics, asked.Existing,
			"that it is in "+b.in.Location.V+", as the cluster's data collection rule must be in its region, and that it keeps logs long enough")
		return nil
	}
	public := b.publicMonitoring()
	return &LogAnalytics{
		Resource: Resource{
			Origin: sectionOrigin(asked.Section, "keeps the logs of every resource"),
			Symbol: symLogAnalytics, Name: b.fixedName(kindLogAnalytics),
		},
		RetentionDays: logRetentionDays, PublicIngestion: public, PublicQuery: public,
		// Application Insights and the agents of the cluster sign in with Entra.
		DisableLocalAuth: true,
	}
}

// containerInsights collects the cluster's logs. Azure fixes the names of both
// associations: the agent looks for them.
func (b *builder) containerInsights() *ContainerInsights {
	item := func(symbol, why string, name Name) Resource {
		o := sectionOrigin(b.in.Inference.Cluster.Section, why)
		return Resource{Origin: o, Symbol: symbol, Name: name}
	}
	return &ContainerInsights{
		Endpoint:            item(symContainerEndpoint, "hands the agents of the cluster their configuration, over private link where there is one", b.fixedName(kindDataEndpoint)),
		Rule:                item(symContainerRule, "says which logs of the cluster are collected, and where they go", b.fixedName(kindDataRule)),
		RuleAssociation:     item(symContainerRuleAssociation, "applies the collection rule to the cluster", givenName("ContainerInsightsExtension")),
		EndpointAssociation: item(symContainerEndpointAssociation, "tells the cluster its collection endpoint", givenName("configurationAccessEndpoint")),
		Cluster:             symCluster,
		LogAnalytics:        symLogAnalytics,
		PublicAccess:        b.publicMonitoring(),
		Streams:             []string{"Microsoft-ContainerInsights-Group-Default"},
	}
}

// privateLinkScope takes in every monitoring resource. It stays open: the
// workspace's own ingestion does not work in a closed one.
func (b *builder) privateLinkScope() *PrivateLinkScope {
	asked := b.in.Workspace.Monitor.PrivateLinkScope
	s := &PrivateLinkScope{
		Resource: Resource{
			Origin: origin(asked, "carries logs over private link; Open mode: public ingestion of other resources stays possible"),
			Symbol: symPrivateLinkScope, Name: b.fixedName(kindPrivateLinkScope),
		},
		IngestionMode: "Open", QueryMode: "Open",
	}
	s.Source = pageMonitorLink
	for _, target := range b.monitored() {
		r := ScopedResource{Target: target, Resource: Resource{
			Origin: origin(asked, fmt.Sprintf("puts %s behind the private link scope", inWords(target))),
			Symbol: "scoped" + upperFirst(target),
			Name:   b.fixedName(kindScopedResource, target),
		}}
		// The scope takes one change at a time.
		if n := len(s.Scoped); n > 0 {
			r.After = []string{s.Scoped[n-1].Symbol}
		}
		s.Scoped = append(s.Scoped, r)
	}
	return s
}

// monitored are the symbols of what a private link scope must hold.
func (b *builder) monitored() []string {
	all := []string{symLogAnalytics, symInsights}
	if b.plan.Monitor.Containers != nil {
		all = append(all, symContainerEndpoint)
	}
	return all
}
