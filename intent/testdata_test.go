package intent

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
)

// expectation is a comment `# ERROR AMLnnn "regexp"` in a file of testdata: a
// diagnostic is due on its line. A comment may hold several.
type expectation struct {
	line  int
	code  string
	msg   *regexp.Regexp
	found bool
}

var expectComment = regexp.MustCompile(`ERROR (AML[0-9]{3}) "([^"]*)"`)

func expectations(src string) []*expectation {
	var list []*expectation
	for i, line := range strings.Split(src, "\n") {
		for _, m := range expectComment.FindAllStringSubmatch(line, -1) {
			list = append(list, &expectation{line: i + 1, code: m[1], msg: regexp.MustCompile(m[2])})
		}
	}
	return list
}

// files are the intents of testdata that match a pattern.
func files(t testing.TB, pattern string) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/" + pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("testdata/%s: no files (%v)", pattern, err)
	}
	srcs := map[string][]byte{}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		srcs[filepath.ToSlash(name)] = src
	}
	return srcs
}

// TestTestdata parses every file of testdata and finds the diagnostics that
// its comments announce, in their lines, and no others.
func TestTestdata(t *testing.T) {
	for name, src := range files(t, "*.yaml") {
		t.Run(filepath.Base(name), func(t *testing.T) {
			want := expectations(string(src))
			in, list := Parse(name, src)
			if (in == nil) != list.HasErrors() {
				t.Errorf("intent is nil: %t, errors: %t", in == nil, list.HasErrors())
			}
			for _, d := range list {
				if !expected(want, d) {
					t.Errorf("unexpected: %s", text(d))
				}
				checkWording(t, d)
				checkSpan(t, d.Span, name, src)
			}
			for _, e := range want {
				if !e.found {
					t.Errorf("%s:%d: no %s with %q", name, e.line, e.code, e.msg)
				}
			}
		})
	}
}

func expected(want []*expectation, d diag.Diagnostic) bool {
	for _, e := range want {
		if !e.found && e.line == d.Span.Start.Line && e.code == d.Code && e.msg.MatchString(d.Msg) {
			e.found = true
			return true
		}
	}
	return false
}

func text(d diag.Diagnostic) string {
	return fmt.Sprintf("%s-%d:%d: %s %s: %s [%s] %v", d.Span, d.Span.End.Line, d.Span.End.Col, d.Severity, d.Code, d.Msg, d.Hint, d.Notes)
}

// checkSpan checks that a span lies within the text.
func checkSpan(t testing.TB, s diag.Span, file string, src []byte) {
	t.Helper()
	if s.File != file {
		t.Errorf("span in file %q, want %q", s.File, file)
	}
	lines := diag.NewLines([]byte(strings.TrimPrefix(string(src), "\ufeff")))
	for _, p := range []diag.Pos{s.Start, s.End} {
		if width := len([]rune(lines.Text(p.Line))); p.IsValid() && (p.Col < 1 || p.Col > width+1) {
			t.Errorf("%v: column %d in a line of %d", s, p.Col, width)
		}
	}
	if s.Start.Line > strings.Count(strings.ReplaceAll(string(src), "\r", "\n"), "\n")+1 {
		t.Errorf("%v: beyond the last line", s)
	}
	if s.End.IsValid() && s.End.Compare(s.Start) <= 0 {
		t.Errorf("%v: ends at %v", s, s.End)
	}
}
