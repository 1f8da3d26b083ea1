package audit

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	goldenfile "github.com/amlsec/amlsec/internal/golden"
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

// clouds are the cases for other clouds than the public one.
func clouds() map[string]snapshot.Cloud {
	return map[string]snapshot.Cloud{"china": snapshot.AzureChinaCloud, "us-government": snapshot.AzureUSGovernment}
}

// TestGolden holds every golden case to its documented findings, those for
// information apart that are the same everywhere; AMLSEC_UPDATE=1 writes them.
func TestGolden(t *testing.T) {
	const file = "testdata/golden.txt"
	dirs, err := filepath.Glob("../testdata/golden/*/main.json")
	if err != nil || len(dirs) == 0 {
		t.Fatal(dirs, err)
	}
	var b bytes.Buffer
	b.WriteString("# What the golden cases are found to break, written by AMLSEC_UPDATE=1 go test ./audit.\n")
	for _, d := range dirs {
		name := filepath.Base(filepath.Dir(d))
		opts := snapshot.Options{AssumeMissing: true, Cloud: clouds()[name]}
		fmt.Fprintf(&b, "\n%s\n", name)
		for _, d := range Run(take(t, golden(t, name), opts), Options{}) {
			if d.Severity != diag.Info || strings.Contains(d.Msg, "cannot be known") {
				fmt.Fprintf(&b, "    %s %s %s\n", d.Severity, d.Code, d.Msg)
			}
		}
	}
	want := goldenfile.File(t, file, b.Bytes())
	if got := b.String(); strings.ReplaceAll(string(want), "\r\n", "\n") != got {
		t.Errorf("%s is not what is found; AMLSEC_UPDATE=1 go test ./audit writes it:\n%s", file,
			difference(strings.Split(string(want), "\n"), strings.Split(got, "\n")))
	}
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
