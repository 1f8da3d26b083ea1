package plan_test

import (
	"slices"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

// TestRuleExamples runs the example of every rule: it yields the rule's code,
// with its severity, and nothing else that is not accepted.
func TestRuleExamples(t *testing.T) {
	for _, r := range plan.Rules() {
		t.Run(r.Code, func(t *testing.T) {
			in, diags := intent.Parse("intent.yaml", []byte(r.Example))
			if diags.HasErrors() {
				t.Fatalf("the example does not parse: %v", diags.Err())
			}
			p, diags := plan.Build(in)
			codes := map[string]bool{}
			for _, d := range diags {
				// Nothing is accepted while there are errors, so beside an error
				// warnings may stand.
				if d.Severity <= r.Severity {
					codes[d.Code] = d.Severity == r.Severity
				}
			}
			if !codes[r.Code] || len(codes) != 1 {
				t.Errorf("got %v, want %s %s alone: %v", codes, r.Severity, r.Code, diags)
			}
			if (p == nil) != (r.Severity == diag.Error) {
				t.Errorf("an error must leave no plan, and a warning one")
			}
		})
	}
}

// TestRulesInOrder wants the codes in order, each once, and all words there.
func TestRulesInOrder(t *testing.T) {
	var codes []string
	for _, r := range plan.Rules() {
		codes = append(codes, r.Code)
		if r.Title == "" || r.Why == "" || r.Fix == "" || r.Example == "" {
			t.Errorf("%s: title, why, fix and example must be written", r.Code)
		}
	}
	if !slices.IsSorted(codes) || len(slices.Compact(slices.Clone(codes))) != len(codes) {
		t.Errorf("codes are out of order or repeated: %v", codes)
	}
}
