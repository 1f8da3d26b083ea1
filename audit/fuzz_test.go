package audit

import (
	"slices"
	"testing"

	"github.com/amlsec/amlsec/snapshot"
)

// FuzzRun demands that no template makes the audit panic, and that the same
// template always gives the same findings.
func FuzzRun(f *testing.F) {
	for _, r := range rules() {
		f.Add([]byte(r.example()))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		limits := snapshot.Limits{Steps: 20_000, Bytes: 1 << 20, Size: 20_000, Resources: 50}
		s, _ := snapshot.Take(src, snapshot.Options{AssumeMissing: true, Limits: limits})
		once, again := verdicts(Run(s, Options{})), verdicts(Run(s, Options{}))
		if !slices.Equal(once, again) {
			t.Error("not the same twice")
		}
	})
}
