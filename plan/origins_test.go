package plan_test

import (
	"testing"

	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

func TestOrigins(t *testing.T) {
	in, diags := intent.Parse("x.yaml", []byte("apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\nnetwork:\n  bastion: true\n"))
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	p, diags := plan.Build(in)
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	origins := p.Origins()
	if at := origins["bastion"].Span.Start.Line; at != 5 {
		t.Errorf("the bastion is asked for at line %d, wanted 5", at)
	}
	if _, ok := origins["storage"]; !ok {
		t.Error("no origin of the storage account")
	}
}
