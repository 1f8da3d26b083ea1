package emit_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/emit"
)

// FuzzEmit emits whatever loads, with modules that are the file's own seeds:
// no panic, no hang, and JSON comes out unless there is an error.
func FuzzEmit(f *testing.F) {
	for _, path := range ownFiles(f) {
		src, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		opts := check.Options{Root: testdata, ReadFile: func(path string) ([]byte, error) {
			if path == testdata+"/fuzzed.bicep" {
				return src, nil
			}
			return os.ReadFile(path)
		}}
		start := time.Now()
		prog, _ := check.Load(context.Background(), opts, testdata+"/fuzzed.bicep")
		if prog == nil {
			return
		}
		for _, symbolic := range []bool{false, true} {
			text, err := emit.Template(prog.Main, emit.Options{Symbolic: symbolic})
			if err != nil {
				continue
			}
			if _, err := check.ParseJSON(text); err != nil {
				t.Errorf("%v in\n%s", err, text)
			}
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%d bytes took %v", len(src), took)
		}
	})
}
