package plan

import (
	"slices"
	"testing"

	"github.com/amlsec/amlsec/diag"
)

// TestAcceptedStaysInSight wants an accepted warning as information, with the
// user's reason, and nothing else changed.
func TestAcceptedStaysInSight(t *testing.T) {
	_, diags := built(t, head+"network: {egress: {path: loadBalancer}}\naccept: [{code: AML412, reason: \"the hub inspects this traffic\"}]\n")
	i := slices.IndexFunc(diags, func(d diag.Diagnostic) bool { return d.Code == "AML412" })
	if i < 0 || diags[i].Severity != diag.Info || !slices.Contains(diags[i].Notes, "accepted: the hub inspects this traffic") {
		t.Errorf("got %+v", diags)
	}
	if slices.ContainsFunc(diags, func(d diag.Diagnostic) bool { return d.Code == "AML122" }) {
		t.Errorf("AML412 occurs, and is called superfluous: %v", diags)
	}
}

// TestAcceptLeavesFindings wants codes of the audit neither refused nor called
// superfluous here: they come later.
func TestAcceptLeavesFindings(t *testing.T) {
	p := planned(t, head+"accept: [{code: AML612, reason: \"a finding of the audit\"}]\n")
	found := diag.List{
		{Code: "AML612", Severity: diag.Warning}, {Code: "AML612", Severity: diag.Error}, {Code: "AML613", Severity: diag.Warning},
	}
	Accept(p.Intent, found)
	if found[0].Severity != diag.Info || found[1].Severity != diag.Error || found[2].Severity != diag.Warning {
		t.Errorf("got %+v", found)
	}
}
