package emit_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/emit"
)

const testdata = "../testdata"

// ownFiles are the files of the corpus that the emitter is tested on.
func ownFiles(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(testdata, "emit_*.bicep"))
	if err != nil || len(files) < 40 {
		t.Fatalf("found %d files, %v; wanted 40 or more", len(files), err)
	}
	return files
}

// emitFile emits a file, which must have no errors.
func emitFile(t testing.TB, path string, opts emit.Options) []byte {
	t.Helper()
	prog, list := check.Load(context.Background(), check.Options{Root: testdata}, filepath.ToSlash(path))
	if err := list.Err(); err != nil {
		t.Fatal(err)
	}
	got, err := emit.Template(prog.Main, opts)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestTestdata compares with the expected templates: emit_X.json for what the
// Bicep CLI writes, emit_X.symbolicnames.json, where there is one, for symbolic
// names throughout. AMLSEC_UPDATE=1 rewrites them.
func TestTestdata(t *testing.T) {
	for _, path := range ownFiles(t) {
		base := strings.TrimSuffix(path, ".bicep")
		t.Run(filepath.Base(base), func(t *testing.T) {
			golden(t, base+".json", emitFile(t, path, emit.Options{}))
			if _, err := os.Stat(base + ".symbolicnames.json"); err == nil {
				golden(t, base+".symbolicnames.json", emitFile(t, path, emit.Options{Symbolic: true}))
			}
		})
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if os.Getenv("AMLSEC_UPDATE") != "" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: %s", path, firstDifference(string(got), string(want)))
	}
}

// TestDeterministic emits every file twice.
func TestDeterministic(t *testing.T) {
	for _, path := range ownFiles(t) {
		if a, b := emitFile(t, path, emit.Options{}), emitFile(t, path, emit.Options{}); !bytes.Equal(a, b) {
			t.Errorf("%s: %s", path, firstDifference(string(a), string(b)))
		}
	}
}

// TestBicep compares with the real Bicep CLI, if there is one.
func TestBicep(t *testing.T) {
	bicep, err := exec.LookPath("bicep")
	if err != nil {
		t.Skip("there is no bicep on PATH")
	}
	for _, path := range ownFiles(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			var stderr bytes.Buffer
			cmd := exec.Command(bicep, "build", "--stdout", path)
			cmd.Stderr = &stderr
			want, err := cmd.Output()
			if err != nil {
				t.Skipf("bicep: %v\n%s", err, stderr.String())
			}
			prog, list := check.Load(context.Background(), check.Options{}, filepath.ToSlash(path))
			if err := list.Err(); err != nil {
				t.Fatal(err)
			}
			got := emitFile(t, path, emit.Options{})
			if out, why := compare(got, bytes.TrimSpace(want), prog.Main); out != same {
				t.Error(why)
			}
		})
	}
}
