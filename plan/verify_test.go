package plan_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

// build parses and plans a text.
func build(t *testing.T, file string, src []byte) (*plan.Plan, diag.List) {
	t.Helper()
	in, diags := intent.Parse(file, src)
	if in == nil {
		return nil, diags
	}
	return plan.Build(in)
}

// TestGoldenPlansHold verifies the plan of every golden case that has one.
func TestGoldenPlansHold(t *testing.T) {
	files, err := filepath.Glob("../testdata/golden/*/intent.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, diags := build(t, file, src)
			for _, d := range diags {
				t.Logf("%s: %s %s: %s (%s)", d.Span, d.Severity, d.Code, d.Msg, d.Hint)
			}
			if p == nil {
				return
			}
			if err := p.Verify(); err != nil {
				t.Error(err)
			}
		})
	}
}
