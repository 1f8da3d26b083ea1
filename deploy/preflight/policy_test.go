package preflight

import "testing"

// TestDenied reads the shapes that Azure Policy is documented to answer with.
func TestDenied(t *testing.T) {
	content := map[string]any{"location": "westeurope", "properties": map[string]any{"publicNetworkAccess": "Enabled"}}
	for _, tt := range []struct {
		name, answer, what string
	}{
		{"nothing", `{"fieldRestrictions": [], "contentEvaluationResult": {"policyEvaluations": []}}`, ""},
		{"compliant", `{"contentEvaluationResult": {"policyEvaluations": [{"evaluationResult": "Compliant", "effectDetails": {"policyEffect": "Deny"}}]}}`, ""},
		{"only audited", `{"contentEvaluationResult": {"policyEvaluations": [{"evaluationResult": "NonCompliant", "effectDetails": {"policyEffect": "Audit"}}]}}`, ""},
		{"denied", `{"contentEvaluationResult": {"policyEvaluations": [{"evaluationResult": "NonCompliant"}]}}`, "it"},
		{"denied for a field", `{"contentEvaluationResult": {"policyEvaluations": [{"evaluationResult": "NonCompliant", "effectDetails": {"policyEffect": "deny"},
			"evaluationDetails": {"evaluatedExpressions": [{"result": "True", "expressionKind": "field", "path": "type"}, {"result": "True", "expressionKind": "Field", "path": "properties.publicNetworkAccess"},
			{"result": "False", "expressionKind": "field", "path": "name"}]}}]}}`, "it for properties.publicNetworkAccess"},
		{"a region by its displayed name", `{"fieldRestrictions": [{"field": "location", "restrictions": [{"result": "Deny", "values": ["West Europe"], "policyEffect": "Deny", "reason": "only eastus"}]}]}`,
			"location westeurope: only eastus"},
		{"another region", `{"fieldRestrictions": [{"field": "location", "restrictions": [{"result": "Deny", "values": ["North Europe"]}]}]}`, ""},
		{"a field that is not there", `{"fieldRestrictions": [{"field": "tags.env", "restrictions": [{"result": "Deny", "values": [""]}]}]}`, ""},
		{"a field that will be added", `{"fieldRestrictions": [{"field": "tags.env", "restrictions": [{"result": "Required", "values": ["prod"]}]}]}`, ""},
	} {
		var answer restrictions
		if err := decode([]byte(tt.answer), &answer); err != nil {
			t.Fatal(err)
		}
		what, by := answer.denied(content)
		if what != tt.what || (by != nil) != (tt.what != "") {
			t.Errorf("%s: %q, %v", tt.name, what, by)
		}
	}
}
