package audit

// monitorRules are what is asked of monitoring.
func monitorRules() []rule {
	return []rule{
		{
			code: "AML763", control: "LAW-01", level: recommended, typ: typeLogAnalytics,
			path: "properties.publicNetworkAccessForIngestion", op: opEquals, want: values(text("Disabled")),
			title:   "a Log Analytics workspace takes no data from the Internet",
			why:     "Anyone with its key can write false logs otherwise.",
			sources: []string{"AzurePolicy:6c53d030-cc64-46f0-906d-2bc061cd1334"},
		},
		{
			code: "AML764", control: "LAW-02", level: recommended, typ: typeLogAnalytics,
			path: "properties.publicNetworkAccessForQuery", op: opEquals, want: values(text("Disabled")),
			title:   "a Log Analytics workspace answers no queries from the Internet",
			why:     "Logs hold names, addresses and queries.",
			sources: []string{"AzurePolicy:6c53d030-cc64-46f0-906d-2bc061cd1334"},
		},
		{
			code: "AML765", control: "LAW-03", level: recommended, typ: typeLogAnalytics,
			path: "properties.features.disableLocalAuth", op: opEquals, want: values(yes),
			title:   "a Log Analytics workspace takes no keys",
			why:     "A key lets whoever holds it write false logs.",
			sources: []string{"AzurePolicy:e15effd4-2278-4c65-a0da-4d6f6d1890e2"},
		},
		{
			code: "AML766", control: "LAW-04", level: recommended, typ: typeLogAnalytics,
			path: "properties.retentionInDays", op: opAtLeast, want: values(number(90)),
			title:   "logs are kept for 90 days",
			why:     "An attack is often found weeks after it began.",
			sources: []string{"MCSB:LT-6"},
		},
		{
			code: "AML767", control: "AI-01", level: required, typ: typeInsights,
			path: "properties.WorkspaceResourceId", op: opExists,
			title:   "Application Insights keeps its data in a Log Analytics workspace",
			why:     "The classic form is retired, and has no network rules.",
			sources: []string{"AzurePolicy:d550e854-df1a-4de9-bf44-cd894b39a95e", "PSRule:AZR-000069"},
		},
		{
			code: "AML768", control: "AI-02", level: recommended, typ: typeInsights,
			path: "properties.DisableLocalAuth", op: opEquals, want: values(yes),
			title:   "Application Insights takes no keys",
			why:     "An instrumentation key lets whoever holds it write false telemetry.",
			sources: []string{"AzurePolicy:199d5677-e4d9-4264-9465-efe1839c06bd", "PSRule:AZR-000484"},
		},
		{
			code: "AML769", control: "AI-03", level: recommended, typ: typeInsights,
			path: "properties.publicNetworkAccessForIngestion", op: opEquals, want: values(text("Disabled")),
			title:   "Application Insights takes no data from the Internet",
			why:     "Anyone with its key can write false telemetry otherwise.",
			sources: []string{"AzurePolicy:1bc02227-0cb6-4e11-8f53-eb0b22eab7e8"},
		},
		{
			code: "AML770", control: "AI-04", level: recommended, typ: typeInsights,
			path: "properties.publicNetworkAccessForQuery", op: opEquals, want: values(text("Disabled")),
			title:   "Application Insights answers no queries from the Internet",
			why:     "Telemetry holds addresses and data of requests.",
			sources: []string{"AzurePolicy:1bc02227-0cb6-4e11-8f53-eb0b22eab7e8"},
		},
		{
			code: "AML771", control: "AM-01", level: recommended, typ: typeLinkScope,
			path: "properties.accessModeSettings.ingestionAccessMode", op: opEquals, want: values(text("PrivateOnly")),
			say: sayWarning, decided: "the workspace sends telemetry to components outside the scope; private ingestion alone would cut that",
			title:   "a monitor private link scope admits private ingestion only",
			why:     "In the open mode machines of the network can send logs to workspaces of others.",
			sources: []string{"AzurePolicy:a499fed8-bcc8-4195-b154-641f14743757"},
		},
		{
			code: "AML772", control: "AM-02", level: recommended, typ: typeLinkScope,
			path: "properties.accessModeSettings.queryAccessMode", op: opEquals, want: values(text("PrivateOnly")),
			say: sayWarning, decided: "the portal and the studio query from outside the network; the scope stays open until they do not",
			title:   "a monitor private link scope admits private queries only",
			why:     "In the open mode logs of resources outside the scope can be read from the network.",
			sources: []string{"AzurePolicy:a499fed8-bcc8-4195-b154-641f14743757"},
		},
		{
			code: "AML773", control: "AM-03", level: recommended, typ: typeLinkScope,
			op: opPrivateEndpoint, want: values(text("azuremonitor")),
			title:   "a monitor private link scope has a private endpoint",
			why:     "Without one, telemetry leaves over public addresses.",
			sources: []string{"AzurePolicy:0fc55270-f8bf-4feb-b7b8-5e7e7eacc6a6"},
		},
	}
}
