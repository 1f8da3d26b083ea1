package plan

import (
	"slices"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
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

// TestAcceptWarningsAlone wants the accepted code's warnings turned into
// information, and neither its errors nor other codes.
func TestAcceptWarningsAlone(t *testing.T) {
	in := &intent.Intent{Accept: []intent.Accept{{Code: intent.String{V: "AML412"}, Reason: intent.String{V: "it is inspected"}}}}
	found := diag.List{
		{Code: "AML412", Severity: diag.Warning}, {Code: "AML412", Severity: diag.Error}, {Code: "AML413", Severity: diag.Warning},
	}
	Accept(in, found)
	if found[0].Severity != diag.Info || found[1].Severity != diag.Error || found[2].Severity != diag.Warning {
		t.Errorf("got %+v", found)
	}
}
