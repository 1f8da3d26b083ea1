package intent

import (
	"strings"
	"testing"
	"time"
)

// FuzzParse shows that no input makes Parse panic or take long, that there is
// an intent exactly when there are no errors, and that every diagnostic keeps
// to the file and to printable text.
func FuzzParse(f *testing.F) {
	for _, src := range files(f, "*.yaml") {
		f.Add(src)
	}
	for _, r := range Rules() {
		f.Add([]byte(r.Example))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		start := time.Now()
		in, list := Parse("f.yaml", src)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("took %v", took)
		}
		if (in == nil) != list.HasErrors() {
			t.Errorf("intent is nil: %t, %v", in == nil, list)
		}
		for _, d := range list {
			checkWording(t, d)
			if d.Span.IsValid() {
				checkSpan(t, d.Span, "f.yaml", src)
			}
		}
		if again, _ := Parse("f.yaml", src); (again == nil) != (in == nil) {
			t.Error("the same text reads in two ways")
		}
	})
}

// BenchmarkParse measures the smallest intent, one with every field, and the
// worst that fits in the size allowed.
func BenchmarkParse(b *testing.B) {
	fill := func(head, unit, tail string) []byte {
		n := (MaxSize - len(head) - len(tail)) / len(unit)
		return []byte(head + strings.Repeat(unit, n) + tail)
	}
	for _, bench := range []struct {
		name string
		src  []byte
	}{
		{"minimal", []byte(minimal)},
		{"full", files(b, "full.yaml")["testdata/full.yaml"]},
		{"comments", fill(minimal, "# x\n", "")},
		{"blank", fill(minimal, "\n", "")},
		{"unknown", fill(minimal, "x: y\n", "")},
		{"flow", fill(minimal+"accept: [", "a,", "a]\n")},
		{"flow unicode", fill(minimal+"accept: [", "ä,", "a]\n")},
		{"brackets", fill(minimal+"accept: [", "[],", "]\n")},
		{"maps", fill(minimal+"accept: [", "{ü: 1},", "]\n")},
		{"twice", fill(minimal+"tags: {", "ü: 1,", "}\n")},
		{"open", fill(minimal, "[", "")},
		{"quote", fill(minimal+"tags: {a: \"", "a ", "\n")},
		{"text", fill(minimal+"tags: {a: \"", "a\\n", "\"}\n")},
		{"dashes", fill(minimal+"accept:\n", "- a\n", "")},
		{"indents", fill(minimal+"accept:\n ", "- ", "a\n")},
		{"question", fill(minimal, "? ", "")},
		{"anchors", fill(minimal+"accept: [&a b,", "*a,", "*a]\n")},
		{"colons", fill(minimal, "a:\n", "")},
		{"documents", fill(minimal, "---\n", "")},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.SetBytes(int64(len(bench.src)))
			for b.Loop() {
				Parse("bench.yaml", bench.src)
			}
		})
	}
}
