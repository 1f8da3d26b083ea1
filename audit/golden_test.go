package audit

import (
	"os"
	"path/filepath"
	"testing"

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

// TestMinimalKeepsRequired demands that what amlsec makes of a minimal intent
// breaks no required control but those that are decided otherwise.
func TestMinimalKeepsRequired(t *testing.T) {
	found := Run(take(t, golden(t, "minimal"), snapshot.Options{}), Options{})
	if found.HasErrors() {
		t.Error(found.Err())
	}
}

// BenchmarkLargest is a snapshot and an audit of the largest golden case.
func BenchmarkLargest(b *testing.B) {
	template := golden(b, "full")
	for b.Loop() {
		Run(take(b, template, snapshot.Options{}), Options{})
	}
}

// BenchmarkRun is the audit alone.
func BenchmarkRun(b *testing.B) {
	s := take(b, golden(b, "full"), snapshot.Options{})
	for b.Loop() {
		Run(s, Options{})
	}
}
