package policy

import (
	"cmp"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
)

// TestForms reads each form in which policies are exported.
func TestForms(t *testing.T) {
	const deny = `"policyRule": {"if": ` + tls + `, "then": {"effect": "deny"}}`
	s := snap(t, account)
	for name, text := range map[string]string{
		"az policy definition show": `{"id": "/x/policyDefinitions/a", "name": "a", "displayName": "A", "mode": "All", ` + deny + `}`,
		"REST":                      `{"id": "/x/policyDefinitions/a", "properties": {"displayName": "A", ` + deny + `}}`,
		"a list":                    `[{"name": "a", ` + deny + `}]`,
		"a list of REST":            `{"value": [{"name": "a", "properties": {` + deny + `}}]}`,
		"a rule alone":              `{"if": ` + tls + `, "then": {"effect": "deny"}}`,
		"distilled":                 `[{"id": "a", "name": "A", "effect": "Deny", "params": {}, "if": ` + tls + `}]`,
		"a resource":                `{"type": "Microsoft.Authorization/policyDefinitions", "apiVersion": "2021-06-01", "name": "a", "properties": {"parameters": {"e": {"defaultValue": "Deny"}}, "policyRule": {"if": ` + tls + `, "then": {"effect": "[[parameters('e')]"}}}}`,
		"with comments":             "\ufeff// ours\n{'name': 'a', " + deny + `}`,
	} {
		if list := found(t, s, text); len(list) != 1 || list[0].Code != codeDenied {
			t.Errorf("%s: %v", name, list)
		}
	}
}

// initiative names the definition of rule and one of Azure's own.
const tlsInitiative = `{"id": "/x/providers/Microsoft.Authorization/policySetDefinitions/base", "name": "base", "properties": {"displayName": "Base line",
  "parameters": {"how": {"type": "String", "defaultValue": "Audit"}}, "policyDefinitionGroups": [{"name": "g"}],
  "policyDefinitions": [
    {"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/tls", "policyDefinitionReferenceId": "our tls", "groupNames": ["g"], "parameters": {"effect": {"value": "[parameters('how')]"}}},
    {"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/fe83a0eb-a853-422d-aac2-1bffd182c5d0", "parameters": {"minimumTlsVersion": {"value": "TLS1_0"}}}]}}`

// assigns is an assignment of the initiative.
func assigns(members string) string {
	return `{"id": "/subscriptions/11111111-2222-3333-4444-555555555555/providers/Microsoft.Authorization/policyAssignments/a", "name": "a", "properties": {"displayName": "All of it",
  "policyDefinitionId": "/x/providers/Microsoft.Authorization/policySetDefinitions/base"` + members + `}}`
}

// TestInitiatives hands parameters down: from an assignment to an initiative to
// a definition.
func TestInitiatives(t *testing.T) {
	s := snap(t, account)
	group := "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/"
	for _, tt := range []struct{ name, assignment, code, note string }{
		{"not assigned", "", codeAudited, `initiative: Base line /x/providers/Microsoft.Authorization/policySetDefinitions/base, as "our tls"`},
		{"assigned", assigns(""), codeAudited, "assignment: All of it /subscriptions/"},
		{"with a parameter", assigns(`, "parameters": {"how": {"value": "Deny"}}`), codeDenied, "effect: deny"},
		{"not enforced", assigns(`, "parameters": {"how": {"value": "Deny"}}, "enforcementMode": "DoNotEnforce"`), codeAudited, "not enforced"},
		{"with an override", assigns(`, "overrides": [{"kind": "policyEffect", "value": "deny", "selectors": [{"kind": "policyDefinitionReferenceId", "in": ["our tls"]}]}]`), codeDenied, ""},
		{"with an override of others", assigns(`, "overrides": [{"kind": "policyEffect", "value": "deny", "selectors": [{"kind": "policyDefinitionReferenceId", "notIn": ["our tls"]}]}]`), codeAudited, ""},
		{"with a message", assigns(`, "nonComplianceMessages": [{"message": "use TLS 1.2"}]`), codeAudited, "message: use TLS 1.2"},
		{"excluded", assigns(`, "notScopes": ["` + group + `RG-ml"]`), "", ""},
		{"excluded elsewhere", assigns(`, "notScopes": ["` + group + `rg"]`), codeAudited, ""},
		{"elsewhere", assigns(`, "scope": "` + group + `other"`), "", ""},
		{"in the group", assigns(`, "scope": "` + group + `rg-ml"`), codeAudited, ""},
		{"in a management group", assigns(`, "scope": "/providers/Microsoft.Management/managementGroups/top"`), codeAudited, ""},
		{"with selectors", assigns(`, "resourceSelectors": [{"name": "s"}]`), codeSkipped, ""},
	} {
		list := found(t, s, rule(`{"effect": "[parameters('effect')]"}`), tlsInitiative, cmp.Or(tt.assignment, "[]"))
		if tt.code == "" {
			if len(list) > 0 {
				t.Errorf("%s: %v", tt.name, list)
			}
			continue
		}
		var all diag.List
		for _, d := range list {
			if d.Code == tt.code {
				all = append(all, d)
			}
		}
		if len(all) == 0 || len(all) != len(list) || !strings.Contains(strings.Join(all[0].Notes, "\n"), tt.note) {
			t.Errorf("%s: %+v, wanted %s with %q", tt.name, list, tt.code, tt.note)
		}
	}
}

// TestUnassigned demands that what no assignment names is counted, not dropped.
func TestUnassigned(t *testing.T) {
	other := strings.ReplaceAll(rule(`{"effect": "deny"}`), "tls", "other")
	list := found(t, snap(t, account), rule(`{"effect": "audit"}`), tlsInitiative, other, assigns(""), `{"properties": {"policyAssignmentId": "/x", "exemptionCategory": "Waiver"}}`)
	var msgs []string
	for _, d := range list {
		msgs = append(msgs, d.Code+" "+d.Msg)
	}
	text := strings.Join(msgs, "\n")
	for _, want := range []string{"1 definitions or initiatives", "exemptions are among the policies, 1 of them", codeAudited} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if strings.Contains(text, codeDenied) {
		t.Error(text)
	}
}

// TestMissing demands that what an initiative names and no file holds is told,
// once, and that the rest is evaluated.
func TestMissing(t *testing.T) {
	set := strings.ReplaceAll(tlsInitiative, `{"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/fe83a0eb-a853-422d-aac2-1bffd182c5d0"`,
		`{"policyDefinitionId": "/x/gone"}, {"policyDefinitionId": "/x/lost"}, {"policyDefinitionId": "/x/away"`)
	loaded, diags := Load(File{Name: "set.json", Text: []byte(set)}, File{Name: "p.json", Text: []byte(rule(`{"effect": "audit"}`))})
	if len(diags) != 1 || diags[0].Code != codeMissing || !strings.Contains(diags[0].Msg, `"/x/gone", which is not among the files, so it is not evaluated; nor are 2 others of it`) || loaded.Len() != 1 {
		t.Errorf("%d policies, %v", loaded.Len(), diags)
	}
}

// TestParameters demands that a parameter without a value is named, and that
// nothing is called compliant without it.
func TestParameters(t *testing.T) {
	const text = `{"name": "where", "properties": {"displayName": "Allowed locations", "parameters": {"listOfAllowedLocations": {"type": "Array"}},
  "policyRule": {"if": {"field": "location", "notIn": "[parameters('listOfAllowedLocations')]"}, "then": {"effect": "deny"}}}}`
	s := snap(t, account)
	if list := found(t, s, text); len(list) != 1 || list[0].Code != codeSkipped || !strings.Contains(list[0].Msg, `"listOfAllowedLocations" has no value`) {
		t.Errorf("%v", list)
	}
	for locations, code := range map[string]string{`["West US"]`: codeDenied, `["westus", "East US 2"]`: ""} {
		list := found(t, s, text, `{"name": "a", "properties": {"policyDefinitionId": "/x/policyDefinitions/where", "parameters": {"listOfAllowedLocations": {"value": `+locations+`}}}}`)
		if code == "" && len(list) > 0 || code != "" && (len(list) != 1 || list[0].Code != code) {
			t.Errorf("%s: %v", locations, list)
		}
	}
}

// TestBroken demands one clear diagnostic, at the line and column, of a file that
// cannot be read, and that the others are still read.
func TestBroken(t *testing.T) {
	cond := func(c string) string {
		return "{\n\"name\": \"a\", \"policyRule\": {\"if\": " + c + ", \"then\": {\"effect\": \"deny\"}}}"
	}
	deep := strings.Repeat(`{"not": `, 150) + "{}" + strings.Repeat("}", 150)
	for _, tt := range []struct {
		text, code, msg string
		line, col       int
	}{
		{"{\n  \"a\" 1}", codeJSON, "wanted :", 2, 7},
		{"", codeJSON, "end of the text", 1, 1},
		{`"text"`, codeForm, "neither a policy definition", 1, 1},
		{`{"resources": []}`, codeForm, "neither a policy definition", 1, 1},
		{`[[1]]`, codeForm, "holds a list", 1, 2},
		{cond(`{"field": "name", "resembles": "x"}`), codeForm, `no operator "resembles"`, 2, 66},
		{cond(`{"field": "name"}`), codeForm, "compares with nothing", 2, 35},
		{cond(`{"equals": "x"}`), codeForm, "none of allOf", 2, 35},
		{cond(`{"allOf": {}}`), codeForm, "list of conditions", 2, 35},
		{cond(`{"field": "name", "equals": "x", "like": "y"}`), codeForm, "two operators", 2, 76},
		{cond(`{"field": "name", "value": "x", "like": "y"}`), codeForm, "two of field", 2, 62},
		{cond(`{"value": "[nothing()]", "equals": "y"}`), codeForm, `no function "nothing"`, 2, 45},
		{cond(`{"value": "[reference('x')]", "equals": "y"}`), codeForm, `no function "reference"`, 2, 45},
		{cond(`{"value": "[concat('x']", "equals": "y"}`), codeForm, "wanted , or )", 2, 45},
		{cond(`{"count": {"field": "Microsoft.A/b/c"}, "equals": 1}`), codeForm, "alias with [*]", 2, 55},
		{cond(`{"count": {}, "equals": 1}`), codeForm, "neither field nor value", 2, 45},
		{cond(deep), codeForm, "nest deeper", 2, 0},
		{`{"name": "a", "policyRule": {"if": {"field": "name", "exists": true}}}`, codeForm, "no then", 1, 29},
		{`{"name": "s", "policyDefinitions": [{}]}`, codeForm, "no policyDefinitionId", 1, 37},
		{strings.Repeat("[", 1000), codeJSON, "limits", 0, 0},
	} {
		set, diags := Load(File{Name: "bad.json", Text: []byte(tt.text)}, File{Name: "good.json", Text: []byte(rule(`{"effect": "deny"}`))})
		if set.Len() != 1 {
			t.Errorf("%q: %d policies", tt.text, set.Len())
		}
		if len(diags) != 1 || diags[0].Code != tt.code || diags[0].Severity != diag.Error || !strings.Contains(diags[0].Msg, tt.msg) {
			t.Errorf("%q: %v, wanted %s %q", tt.text, diags, tt.code, tt.msg)
			continue
		}
		if p := diags[0].Span.Start; diags[0].Span.File != "bad.json" || p.Line != tt.line || tt.col > 0 && p.Col != tt.col {
			t.Errorf("%q: at %v, wanted %d:%d", tt.text, diags[0].Span, tt.line, tt.col)
		}
	}
}

// TestAccept demands that what policies report can be accepted, with the reason,
// that what they deny cannot, and that nothing is accepted in vain.
func TestAccept(t *testing.T) {
	s := snap(t, account)
	set := load(t, File{Name: "p.json", Text: []byte(rule(`{"effect": "audit"}`))})
	run := func(code string) string {
		var b strings.Builder
		for _, d := range Run(s, set, Options{Accepted: []diag.Accepted{{Code: code, Reason: "known to all"}}}) {
			b.WriteString(d.Severity.String() + " " + d.Code + " " + strings.Join(d.Notes, ", ") + "\n")
		}
		return b.String()
	}
	for code, want := range map[string]string{codeAudited: "accepted: known to all", codeDenied: "error AML868", "AML650": "warning AML851"} {
		if got := run(code); !strings.Contains(got, want) {
			t.Errorf("%s: %s, wanted %q", code, got, want)
		}
	}
	set = load(t)
	if got := run(codeAudited); !strings.Contains(got, "warning AML869") {
		t.Error(got)
	}
}
