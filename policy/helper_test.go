package policy

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// golden is the template of a golden case.
func golden(t testing.TB, name string) []byte {
	t.Helper()
	template, err := os.ReadFile(filepath.Join("../testdata/golden", name, "main.json"))
	if err != nil {
		t.Fatal(err)
	}
	return template
}

// take is the snapshot of a template, which must have no errors.
func take(t testing.TB, template []byte, opts snapshot.Options) *snapshot.Snapshot {
	t.Helper()
	s, diags := snapshot.Take(template, opts)
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	return s
}

// load is a set that must have no errors.
func load(t testing.TB, files ...File) *Set {
	t.Helper()
	set, diags := Load(files...)
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	return set
}

const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"

// template is a template with resources.
func template(resources ...string) []byte {
	return []byte(`{"$schema": "` + schema + `", "contentVersion": "1.0.0.0",
  "parameters": {"open": {"type": "string"}, "list": {"type": "array"}},
  "resources": [` + strings.Join(resources, ",") + `]}`)
}

// snap is the snapshot of resources, in a group that has a name.
func snap(t testing.TB, resources ...string) *snapshot.Snapshot {
	t.Helper()
	return take(t, template(resources...), snapshot.Options{AssumeMissing: true, SubscriptionID: "11111111-2222-3333-4444-555555555555", ResourceGroup: "rg-ml"})
}

// testResource is the resource that Azure's documentation of lists has, and more.
const testResource = `{"type": "Microsoft.Test/resourceType", "apiVersion": "2024-01-01", "name": "Thing", "location": "East US 2", "kind": "Some",
  "tags": {"env": "prod", "Cost.Center": "42", "it's": "yes"}, "identity": {"type": "SystemAssigned"}, "sku": {"name": "Big"}, "zones": ["1", "2"],
  "properties": {"stringArray": ["a", "b", "c"], "empty": [], "text": "Hello", "number": 5, "big": "100", "yes": true, "none": null, "decimal": 1.5,
    "date": "2024-05-06T07:08:09Z", "open": "[parameters('open')]", "openList": "[parameters('list')]", "joined": "[concat('pre-', parameters('open'))]",
    "sku": {"tier": "Inner"},
    "nested": {"properties": {"deep": 1}},
    "objectArray": [{"property": "value1", "nestedArray": [1, 2]}, {"property": "value2", "nestedArray": [3, 4]}],
    "variants": [{"ruleType": "natRule", "port": 80}, {"ruleType": "other", "port": 90}],
    "wrapped": [{"name": "w", "properties": {"inner": "x"}}]}}`

// judge is the outcome of a condition on the first resource, after the deployment.
func judge(t testing.TB, s *snapshot.Snapshot, condition string) outcome {
	t.Helper()
	r := runFor(t, s, condition)
	return r.eval(r.p.def.rule).outcome
}

// runFor is a run that is at a policy with a condition, and at the first resource.
func runFor(t testing.TB, s *snapshot.Snapshot, condition string) *run {
	t.Helper()
	set := load(t, File{Name: "p.json", Text: []byte(`{"name": "p", "properties": {"parameters": {
  "names": {"type": "Array", "defaultValue": ["a", "b", "x"]}, "limit": {"type": "Integer", "defaultValue": 3}, "tag": {"type": "String", "defaultValue": "env"}},
  "policyRule": {"if": ` + condition + `, "then": {"effect": "audit"}}}}`)})
	r := newRun(s, set, Options{})
	r.p = set.policies[0]
	r.params = r.p.params
	r.Evaluator = set.language.Evaluator(snapshot.Limits{}, r.host)
	r.asked = &view{res: &s.Resources[0], settled: true}
	r.view = r.asked
	return r
}

// isTold finds a finding by a part of its message.
func isTold(part string) func(diag.Diagnostic) bool {
	return func(d diag.Diagnostic) bool { return strings.Contains(d.Msg, part) }
}
