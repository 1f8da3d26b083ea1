package generator

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// goldenIntents are the intents under testdata/golden, by the name of their case.
func goldenIntents(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("../testdata/golden/*/intent.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no intents: %v", err)
	}
	intents := map[string][]byte{}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		intents[filepath.Base(filepath.Dir(name))] = src
	}
	return intents
}

func TestGenerate(t *testing.T) {
	for name, src := range goldenIntents(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, diags, err := Generate(t.Context(), "intent.yaml", src, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if diags.HasErrors() {
				if out != nil || !strings.HasPrefix(name, "refused-") {
					t.Errorf("refused: %v", diags.Err())
				}
				return
			}
			again, _, err := Generate(t.Context(), "other/intent.yaml", append([]byte("# moved\n\n"), src...), Options{})
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range out.Files {
				if !bytes.HasPrefix(f.Data, []byte(Header+"\n")) {
					t.Errorf("%s does not begin with the header", f.Path)
				}
				if again.Files[i].Path != f.Path || !bytes.Equal(again.Files[i].Data, f.Data) {
					t.Errorf("%s depends on more than what the intent says", f.Path)
				}
			}
			if out.Files[0].Path != "main.bicep" || out.Plan.SelfContained() != (len(out.Files) == 1) {
				t.Errorf("%d files, the first %s", len(out.Files), out.Files[0].Path)
			}
		})
	}
}

func TestGenerateRefuses(t *testing.T) {
	out, diags, err := Generate(t.Context(), "intent.yaml", []byte("apiVersion: amlsec/v1\n"), Options{})
	if out != nil || !diags.HasErrors() || err != nil {
		t.Errorf("got %v, %v, %v", out, diags, err)
	}
}

func TestGenerateCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Generate(ctx, "intent.yaml", goldenIntents(t)["minimal"], Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// BenchmarkGenerate measures the whole way from an intent to formatted Bicep.
func BenchmarkGenerate(b *testing.B) {
	for name, src := range goldenIntents(b) {
		out, _, err := Generate(b.Context(), "intent.yaml", src, Options{})
		if err != nil || out == nil {
			continue // refused, on purpose
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Generate(b.Context(), "intent.yaml", src, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRender measures templates alone: what one process pays once to parse
// them, and what it pays for each environment.
func BenchmarkRender(b *testing.B) {
	p := filledPlan(true)
	list, err := pages(p)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("parse", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := parseBuiltIn(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("execute", func(b *testing.B) {
		set, _, err := loadTemplates(nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			for _, page := range list {
				if _, _, err := set.execute(page); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
