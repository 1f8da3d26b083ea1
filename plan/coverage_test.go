package plan_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

// TestCoverageComplete wants every rule of the article and every known failure
// in the table, in order, with an answer.
func TestCoverageComplete(t *testing.T) {
	var want []string
	for i := 1; i <= 22; i++ {
		want = append(want, fmt.Sprintf("S-%02d", i))
	}
	for i := 1; i <= 71; i++ {
		if i != 31 {
			want = append(want, fmt.Sprintf("F%02d", i))
		}
	}
	var got []string
	for _, r := range plan.Coverage() {
		got = append(got, r.ID)
		if r.About == "" || len(r.Codes) == 0 && r.Generated == "" && r.Deploy == "" {
			t.Errorf("%s: no answer", r.ID)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestCoverageAgreesWithRules wants the codes of the table to be real, and the
// table and the rules to say the same of each other.
func TestCoverageAgreesWithRules(t *testing.T) {
	rules := map[string]diag.Rule{}
	for _, r := range slices.Concat(plan.Rules(), intent.Rules()) {
		rules[r.Code] = r
	}
	covered := map[string][]string{}
	for _, row := range plan.Coverage() {
		covered[row.ID] = row.Codes
		for _, code := range row.Codes {
			if r, ok := rules[code]; !ok {
				t.Errorf("%s: there is no code %s", row.ID, code)
			} else if !slices.Contains(r.Covers, row.ID) {
				t.Errorf("%s: the rule %s does not say that it covers it", row.ID, code)
			}
		}
	}
	for _, r := range rules {
		for _, id := range r.Covers {
			if !slices.Contains(covered[id], r.Code) {
				t.Errorf("%s: the table does not name %s, which says it covers it", id, r.Code)
			}
		}
	}
}
