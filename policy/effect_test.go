package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// account is a storage account that takes TLS 1.0.
const account = `{"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2025-06-01", "name": "st", "location": "eastus2", "properties": {"minimumTlsVersion": "TLS1_0"}}`

// tls is a condition that the account fulfils.
const tls = `{"allOf": [{"field": "type", "equals": "Microsoft.Storage/storageAccounts"}, {"field": "Microsoft.Storage/storageAccounts/minimumTlsVersion", "notEquals": "TLS1_2"}]}`

// rule is a definition.
func rule(then string) string {
	return `{"id": "/providers/Microsoft.Authorization/policyDefinitions/tls", "name": "tls", "properties": {"displayName": "TLS 1.2", "mode": "All",
  "parameters": {"effect": {"type": "String", "defaultValue": "Deny"}}, "policyRule": {"if": ` + tls + `, "then": ` + then + `}}}`
}

// found are the findings of policies on resources, as code, severity and message.
func found(t *testing.T, s *snapshot.Snapshot, texts ...string) diag.List {
	t.Helper()
	var files []File
	for _, text := range texts {
		files = append(files, File{Name: "p.json", Text: []byte(text)})
	}
	return Run(s, load(t, files...), Options{File: "main.json"})
}

// TestEffects holds each effect to how it is reported.
func TestEffects(t *testing.T) {
	s := snap(t, account)
	for _, tt := range []struct{ then, code, severity, msg string }{
		{`{"effect": "deny"}`, codeDenied, "error", `"st": RequestDisallowedByPolicy: policy "TLS 1.2" denies it: properties.minimumTlsVersion is "TLS1_0", wanted "TLS1_2"`},
		{`{"effect": "[parameters('effect')]"}`, codeDenied, "error", "denies it"},
		{`{"effect": "Audit"}`, codeAudited, "warning", `policy "TLS 1.2" reports it: properties.minimumTlsVersion is "TLS1_0", wanted "TLS1_2"`},
		{`{"effect": "disabled"}`, "", "", ""},
		{`{"effect": "denyAction", "details": {"actionNames": ["delete"]}}`, "", "", ""},
		{`{"effect": "manual"}`, codeSkipped, "info", "for people to attest"},
		{`{"effect": "modify", "details": {"operations": [{"operation": "addOrReplace", "field": "Microsoft.Storage/storageAccounts/minimumTlsVersion", "value": "[concat('TLS1', '_2')]"}]}}`,
			codeChanged, "info", `would set Microsoft.Storage/storageAccounts/minimumTlsVersion to "TLS1_2"`},
		{`{"effect": "append", "details": [{"field": "tags['owner']", "value": "it"}]}`, codeChanged, "info", `tags['owner'] "it"`},
		{`{"effect": "auditIfNotExists", "details": {"type": "Microsoft.Insights/diagnosticSettings"}}`, codeAudited, "warning", "there is no Microsoft.Insights/diagnosticSettings that belongs to it"},
		{`{"effect": "deployIfNotExists", "details": {"type": "Microsoft.Insights/diagnosticSettings"}}`, codeChanged, "info", "would deploy Microsoft.Insights/diagnosticSettings"},
		{`{"effect": "auditIfNotExists", "details": {"type": "Microsoft.Security/assessments"}}`, codeOffline, "info", "Defender"},
		{`{"effect": "auditIfNotExists", "details": {"type": "Microsoft.Network/networkWatchers"}}`, codeOffline, "info", "what is there already cannot be seen"},
		{`{"effect": "mutate"}`, codeSkipped, "info", `does not know the effect "mutate"`},
	} {
		list := found(t, s, rule(tt.then))
		switch {
		case tt.code == "" && len(list) > 0:
			t.Errorf("%s: %v", tt.then, list)
		case tt.code == "":
		case len(list) != 1 || list[0].Code != tt.code || list[0].Severity.String() != tt.severity || !strings.Contains(list[0].Msg, tt.msg):
			t.Errorf("%s: %v, wanted %s %s %q", tt.then, list, tt.severity, tt.code, tt.msg)
		}
	}
}

// TestFinding demands that a finding names the policy, who assigned it, and the
// resource, where it was asked for.
func TestFinding(t *testing.T) {
	s := snap(t, account)
	set := load(t, File{Name: "p.json", Text: []byte(rule(`{"effect": "deny"}`))})
	place := func(path string) diag.Span {
		return diag.Span{File: "intent.yaml", Start: diag.Pos{Line: len(path), Col: 1}}
	}
	d := Run(s, set, Options{File: "main.json", Place: place})[0]
	for _, want := range []string{
		"policy: /providers/Microsoft.Authorization/policyDefinitions/tls", "effect: deny", "in the template: st at /resources/0",
		"resource: /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-ml/providers/Microsoft.Storage/storageAccounts/st",
	} {
		if !slices.Contains(d.Notes, want) {
			t.Errorf("no note %q in %q", want, d.Notes)
		}
	}
	if d.Span != place("st") || d.Hint == "" || d.Source != "p.json" {
		t.Errorf("%+v", d)
	}
}

// TestExistence looks for related resources: beneath the resource, beside it, and
// those that Azure makes of others.
func TestExistence(t *testing.T) {
	diagnostics := func(scope, condition string) string {
		return `{"type": "Microsoft.Insights/diagnosticSettings", "apiVersion": "2021-05-01-preview", "name": "all", "scope": "` + scope + `"` + condition + `, "properties": {"logs": [{"categoryGroup": "audit", "enabled": true}]}}`
	}
	endpoint := func(list, id string) string {
		return `{"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2024-05-01", "name": "pe", "location": "eastus2", "properties": {"` + list + `": [{"name": "c", "properties": {"privateLinkServiceId": "` + id + `", "groupIds": ["blob"]}}]}}`
	}
	const (
		id       = "[resourceId('Microsoft.Storage/storageAccounts', 'st')]"
		logs     = `{"effect": "auditIfNotExists", "details": {"type": "Microsoft.Insights/diagnosticSettings", "existenceCondition": {"field": "Microsoft.Insights/diagnosticSettings/logs.enabled", "equals": "true"}}}`
		link     = `{"effect": "auditIfNotExists", "details": {"type": "Microsoft.Storage/storageAccounts/privateEndpointConnections", "existenceCondition": {"field": "Microsoft.Storage/storageAccounts/privateEndpointConnections/privateLinkServiceConnectionState.status", "equals": "Approved"}}}`
		beside   = `{"effect": "auditIfNotExists", "details": {"type": "Microsoft.Network/networkWatchers", "existenceCondition": {"field": "location", "equals": "[field('location')]"}}}`
		blobs    = `{"effect": "auditIfNotExists", "details": {"type": "Microsoft.Storage/storageAccounts/blobServices", "name": "default", "existenceCondition": {"field": "Microsoft.Storage/storageAccounts/blobServices/isVersioningEnabled", "equals": true}}}`
		generic  = `{"effect": "auditIfNotExists", "details": {"type": "Microsoft.Storage/storageAccounts/blobServices", "name": "[concat(field('name'), '/?')]"}}`
		services = `{"type": "Microsoft.Storage/storageAccounts/blobServices", "apiVersion": "2025-06-01", "name": "st/default", "properties": {"isVersioningEnabled": true}}`
	)
	for _, tt := range []struct {
		name, then, code string
		more             []string
	}{
		{"no setting", logs, codeAudited, nil},
		{"a setting", logs, "", []string{diagnostics("Microsoft.Storage/storageAccounts/st", "")}},
		{"a setting of another", logs, codeAudited, []string{diagnostics("Microsoft.KeyVault/vaults/kv", "")}},
		{"a setting that may be there", logs, codeOffline, []string{diagnostics("Microsoft.Storage/storageAccounts/st", `, "condition": "[parameters('open')]"`)}},
		{"no endpoint", link, codeAudited, nil},
		{"an endpoint", link, "", []string{endpoint("privateLinkServiceConnections", id)}},
		{"an endpoint to be approved", link, codeAudited, []string{endpoint("manualPrivateLinkServiceConnections", id)}},
		{"an endpoint of another", link, codeAudited, []string{endpoint("privateLinkServiceConnections", "/other")}},
		{"an endpoint to somewhere", link, codeOffline, []string{endpoint("privateLinkServiceConnections", "[parameters('open')]")}},
		{"a watcher", beside, "", []string{`{"type": "Microsoft.Network/networkWatchers", "apiVersion": "2024-05-01", "name": "nw", "location": "East US 2"}`}},
		{"a watcher elsewhere", beside, codeOffline, []string{`{"type": "Microsoft.Network/networkWatchers", "apiVersion": "2024-05-01", "name": "nw", "location": "westus"}`}},
		{"a child", blobs, "", []string{services}},
		{"no child", blobs, codeAudited, nil},
		{"a nested child", generic, "", []string{services}},
		{"no nested child", generic, codeAudited, nil},
	} {
		list := found(t, snap(t, append(tt.more, account)...), rule(tt.then))
		if tt.code == "" && len(list) > 0 || tt.code != "" && (len(list) != 1 || list[0].Code != tt.code) {
			t.Errorf("%s: %v, wanted %q", tt.name, list, tt.code)
		}
	}
}

// TestExistenceDecides demands that a related resource settles a policy whose
// condition is open.
func TestExistenceDecides(t *testing.T) {
	const open = `{"if": {"allOf": [{"field": "type", "equals": "Microsoft.Storage/storageAccounts"}, {"value": "[resourceGroup().managedBy]", "notContains": "x"}]},
  "then": {"effect": "auditIfNotExists", "details": {"type": "Microsoft.Insights/diagnosticSettings"}}}`
	setting := `{"type": "Microsoft.Insights/diagnosticSettings", "apiVersion": "2021-05-01-preview", "name": "all", "scope": "Microsoft.Storage/storageAccounts/st", "properties": {}}`
	if list := found(t, snap(t, account), open); len(list) != 1 || list[0].Code != codeOffline {
		t.Errorf("%v", list)
	}
	if list := found(t, snap(t, account, setting), open); len(list) > 0 {
		t.Errorf("%v", list)
	}
}

// TestSettled demands that a denial looks at what is sent, and an audit at what
// is there after the deployment.
func TestSettled(t *testing.T) {
	const where = `{"allOf": [{"field": "type", "equals": "Microsoft.KeyVault/vaults"}, {"count": {"field": "Microsoft.KeyVault/vaults/privateEndpointConnections[*]",
  "where": {"field": "Microsoft.KeyVault/vaults/privateEndpointConnections[*].privateLinkServiceConnectionState.status", "equals": "Approved"}}, "less": 1}]}`
	s := snap(t, `{"type": "Microsoft.KeyVault/vaults", "apiVersion": "2025-05-01", "name": "kv", "location": "eastus2", "properties": {}}`,
		`{"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2024-05-01", "name": "pe", "properties": {"privateLinkServiceConnections": [{"name": "c", "properties": {"privateLinkServiceId": "[resourceId('Microsoft.KeyVault/vaults', 'kv')]"}}]}}`)
	for effect, code := range map[string]string{"deny": codeDenied, "audit": ""} {
		list := found(t, s, `{"if": `+where+`, "then": {"effect": "`+effect+`"}}`)
		if code == "" && len(list) > 0 || code != "" && (len(list) != 1 || list[0].Code != code) {
			t.Errorf("%s: %v", effect, list)
		}
	}
}

// TestModes demands that Indexed looks at what has a place or tags, and that what
// is inside of services is not called compliant.
func TestModes(t *testing.T) {
	s := snap(t, account, `{"type": "Microsoft.Storage/storageAccounts/blobServices", "apiVersion": "2025-06-01", "name": "st/default", "properties": {}}`)
	for mode, want := range map[string]int{"All": 2, "Indexed": 1, "indexed": 1, "Microsoft.KeyVault.Data": 1} {
		list := found(t, s, `{"name": "n", "properties": {"mode": "`+mode+`", "policyRule": {"if": {"field": "name", "exists": true}, "then": {"effect": "audit"}}}}`)
		if len(list) != want {
			t.Errorf("%s: %v", mode, list)
		}
		if strings.HasSuffix(mode, ".Data") && list[0].Code != codeSkipped {
			t.Errorf("%s: %v", mode, list)
		}
	}
}

// TestGroups demands that a policy on resource groups sees those that a template
// creates, under the name that policies have for them, and what they are set to.
func TestGroups(t *testing.T) {
	src := []byte(`{"$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [
  {"type": "Microsoft.Resources/resourceGroups", "apiVersion": "2025-04-01", "name": "rg-a", "location": "eastus2", "tags": {"owner": "it"}},
  {"type": "Microsoft.Resources/resourceGroups", "apiVersion": "2025-04-01", "name": "rg-b", "location": "eastus2"},
  {"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "d", "resourceGroup": "rg-a", "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"},
    "template": ` + string(template(account)) + `, "parameters": {"open": {"value": "x"}, "list": {"value": []}}}}]}`)
	s := take(t, src, snapshot.Options{})
	definition := func(mode, condition string) string {
		return `{"name": "p", "properties": {"mode": "` + mode + `", "policyRule": {"if": ` + condition + `, "then": {"effect": "deny"}}}}`
	}
	const tagged = `{"allOf": [{"field": "type", "equals": "Microsoft.Resources/subscriptions/resourceGroups"}, {"field": "tags['owner']", "exists": "false"}]}`
	const fromGroup = `{"allOf": [{"field": "type", "equals": "Microsoft.Storage/storageAccounts"}, {"value": "[resourceGroup().tags.owner]", "equals": "it"}]}`
	for _, tt := range []struct {
		mode, condition, name string
	}{
		{"All", tagged, "rg-b"}, {"Indexed", tagged, ""}, {"Indexed", fromGroup, "st"},
	} {
		list := found(t, s, definition(tt.mode, tt.condition))
		if tt.name == "" && len(list) > 0 || tt.name != "" && (len(list) != 1 || !strings.Contains(list[0].Msg, tt.name)) {
			t.Errorf("%s %s: %v, wanted %q", tt.mode, tt.condition, list, tt.name)
		}
	}
}

// TestLeads demands that an alias that leads nowhere is told, that what Azure alone
// fills in is open after the deployment and missing before it, and that nothing
// is made of a type that is not known.
func TestLeads(t *testing.T) {
	s := snap(t, account)
	for _, tt := range []struct {
		lead         Lead
		effect, code string
	}{
		{Lead{Known: true, Found: true}, "audit", codeAudited},
		{Lead{Known: true}, "audit", codeSkipped},
		{Lead{Known: true}, "deny", codeSkipped},
		{Lead{}, "audit", codeAudited},
		{Lead{Known: true, Found: true, ReadOnly: true}, "audit", codeOffline},
		{Lead{Known: true, Found: true, ReadOnly: true}, "deny", codeDenied},
	} {
		set := load(t, File{Name: "p.json", Text: []byte(`{"if": {"field": "Microsoft.Storage/storageAccounts/some.thing", "exists": false}, "then": {"effect": "` + tt.effect + `"}}`)})
		leads := func(typ string, path []string) Lead {
			if typ != "microsoft.storage/storageaccounts" || !slices.Equal(path, []string{"some", "thing"}) {
				t.Errorf("asked for %s %s", typ, path)
			}
			return tt.lead
		}
		if list := Run(s, set, Options{Leads: leads}); len(list) != 1 || list[0].Code != tt.code {
			t.Errorf("%+v %s: %v, wanted %s", tt.lead, tt.effect, list, tt.code)
		}
	}
}

// TestChildAlias demands that the alias of a child may be written as a path of its
// parent.
func TestChildAlias(t *testing.T) {
	s := snap(t, `{"type": "Microsoft.ContainerRegistry/registries/scopeMaps", "apiVersion": "2025-11-01", "name": "cr/map", "properties": {"description": "x"}}`)
	for want, code := range map[string]string{"x": codeDenied, "y": ""} {
		list := found(t, s, `{"if": {"field": "Microsoft.ContainerRegistry/registries/scopeMaps.description", "equals": "`+want+`"}, "then": {"effect": "deny"}}`)
		if code == "" && len(list) > 0 || code != "" && (len(list) != 1 || list[0].Code != code) {
			t.Errorf("%s: %v", want, list)
		}
	}
}
