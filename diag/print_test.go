package diag_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode"

	"github.com/amlsec/amlsec/diag"
	"github.com/google/go-cmp/cmp"
)

func span(line, start, end int) diag.Span {
	s := diag.Span{File: "intent.yaml", Start: diag.Pos{Line: line, Col: start}}
	if end > 0 {
		s.End = diag.Pos{Line: line, Col: end}
	}
	return s
}

func printed(t *testing.T, src string, list diag.List, opts diag.Options) string {
	t.Helper()
	opts.Source = func(string) []byte { return []byte(src) }
	var b bytes.Buffer
	if err := diag.Print(&b, list, opts); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPrintText(t *testing.T) {
	list := diag.List{
		{Code: "AML020", Severity: diag.Error, Span: span(2, 11, 18), Msg: `location: "eastus9" is not a region`, Hint: "write eastus2",
			Notes: []string{"one", "two"}, Source: "azure.md"},
		{Code: "AML001", Severity: diag.Error, Span: diag.Span{File: "gone.yaml"}, Msg: "cannot read"},
		{Code: "AML300", Severity: diag.Warning, Span: span(3, 1, 0), Msg: "no end known"},
	}
	got := printed(t, "apiVersion: amlsec/v1\nlocation: eastus9\nname: x\n", list, diag.Options{})
	want := `intent.yaml:3:1: warning AML300: no end known
   3 | name: x
     | ^
gone.yaml: error AML001: cannot read
intent.yaml:2:11: error AML020: location: "eastus9" is not a region
   2 | location: eastus9
     |           ^^^^^^^
  hint: write eastus2
  note: one
  note: two
  source: azure.md
2 errors, 1 warning
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPrintSnippet(t *testing.T) {
	long := strings.Repeat("a", 300)
	tests := []struct {
		name, line string
		start, end int
		width      int
		want       string // line and carets
	}{
		{"tab before", "\tname: x", 2, 6, 0, "    name: x|    ^^^^"},
		{"wide before", "名前: x", 5, 6, 0, "名前: x|      ^"},
		{"wide under", "a: 名前", 4, 6, 0, "a: 名前|   ^^^^"},
		{"combining", "e\u0301: x", 5, 6, 0, "e\u0301: x|   ^"},
		{"end of line", "name:", 6, 0, 0, "name:|     ^"},
		{"far beyond", "name:", 99, 120, 0, "name:|     ^"},
		{"escape under", "a: \x1b[31m", 4, 5, 0, `a: \x1b[31m|   ^^^^`},
		{"bidi", "a: \u202eb", 5, 6, 0, `a: \u202eb|         ^`},
		{"bad utf-8", "a: \xffb", 5, 6, 0, `a: \xffb|       ^`},
		{"window left", long + " b", 302, 303, 40, "…" + strings.Repeat("a", 30) + " b|" + strings.Repeat(" ", 32) + "^"},
		{"window right", "b " + long, 1, 2, 40, "b " + strings.Repeat("a", 30) + "…|^"},
		{"window both", long + "b" + long, 301, 302, 40, "…" + strings.Repeat("a", 10) + "b" + strings.Repeat("a", 20) + "…|" + strings.Repeat(" ", 11) + "^"},
		{"span wider than window", long, 1, 301, 40, strings.Repeat("a", 32) + "…|" + strings.Repeat("^", 33)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list := diag.List{{Code: "C", Severity: diag.Error, Span: span(1, tt.start, tt.end), Msg: "m"}}
			lines := strings.Split(printed(t, tt.line, list, diag.Options{Width: tt.width}), "\n")
			got := strings.TrimPrefix(lines[1], "   1 | ") + "|" + strings.TrimPrefix(lines[2], "     | ")
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if tt.width > 0 && diag.Width(lines[1]) > tt.width {
				t.Errorf("%d columns, more than %d", diag.Width(lines[1]), tt.width)
			}
		})
	}
}

// A hostile file and its name cannot steer the terminal in any format.
func TestPrintHostile(t *testing.T) {
	bad := "\x1b]0;owned\x07\u202e\u200b\u009b31m\x7f\xff\r\n\u2028\U000e0041"
	s := span(1, 1, 5)
	s.File = bad
	list := diag.List{{Code: "C" + bad, Severity: diag.Error, Span: s, Msg: bad, Hint: bad, Notes: []string{bad}, Source: bad}}
	for _, format := range []diag.Format{diag.Text, diag.JSON, diag.SARIF} {
		out := printed(t, bad, list, diag.Options{Format: format, Rules: []diag.Rule{{Code: "C" + bad, Severity: diag.Error, Title: bad}}})
		for i, r := range out {
			if r != '\n' && !unicode.IsPrint(r) {
				t.Errorf("format %d: %U at %d of %q", format, r, i, out)
			}
		}
	}
}

func TestPrintColor(t *testing.T) {
	list := diag.List{{Code: "C", Severity: diag.Warning, Span: span(1, 1, 2), Msg: "m"}}
	got := printed(t, "a", list, diag.Options{Color: true})
	if want := "intent.yaml:1:1: \x1b[1;33mwarning\x1b[0m C: m\n"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestPrintNothing(t *testing.T) {
	if got := printed(t, "", nil, diag.Options{}); got != "" {
		t.Errorf("text: got %q", got)
	}
	var r diag.Report
	if err := json.Unmarshal([]byte(printed(t, "", nil, diag.Options{Format: diag.JSON})), &r); err != nil {
		t.Fatal(err)
	}
	if r.Diagnostics == nil || r.Version != diag.ReportVersion {
		t.Errorf("got %+v", r)
	}
}

func TestPrintJSON(t *testing.T) {
	list := diag.List{{Code: "AML020", Severity: diag.Error, Span: span(2, 11, 18), Msg: "<b> & \u202e", Hint: "h"}}
	want := `{
  "version": 1,
  "diagnostics": [
    {
      "code": "AML020",
      "severity": "error",
      "span": {
        "file": "intent.yaml",
        "start": {
          "line": 2,
          "col": 11
        },
        "end": {
          "line": 2,
          "col": 18
        }
      },
      "message": "<b> & \u202e",
      "hint": "h"
    }
  ],
  "summary": {
    "errors": 1,
    "warnings": 0,
    "infos": 0
  }
}
`
	if diff := cmp.Diff(want, printed(t, "", list, diag.Options{Format: diag.JSON})); diff != "" {
		t.Error(diff)
	}
}

// A list of a thousand errors on one line of a megabyte is printed without delay.
func BenchmarkPrintLongLine(b *testing.B) {
	src := bytes.Repeat([]byte("a"), 1<<20)
	var list diag.List
	for i := range 100 {
		list.Errorf("C", span(1, i*10000+1, i*10000+9), "m%d", i)
	}
	for b.Loop() {
		_ = diag.Print(&bytes.Buffer{}, list, diag.Options{Source: func(string) []byte { return src }})
	}
}

func TestPrintLine(t *testing.T) {
	list := diag.List{
		{Code: "no-unused-params", Severity: diag.Warning, Span: diag.Span{File: "m/a.bicep", Start: diag.Pos{Line: 3, Col: 7}}, Msg: "unused"},
		{Code: "BCP018", Severity: diag.Error, Span: diag.Span{File: "/x/b.bicep", Start: diag.Pos{Line: 1, Col: 2}}, Msg: "wanted '='\x1b", Hint: "write it"},
		{Code: "AML904", Severity: diag.Error, Span: diag.Span{File: "c.bicep"}, Msg: "not UTF-8"},
	}
	got := printed(t, "", list, diag.Options{Format: diag.Line, Dir: "/x"})
	want := `/x/b.bicep(1,2) : Error BCP018: wanted '='\x1b; write it [https://aka.ms/bicep/core-diagnostics#BCP018]
/x/c.bicep(1,1) : Error AML904: not UTF-8
/x/m/a.bicep(3,7) : Warning no-unused-params: unused [https://aka.ms/bicep/linter-diagnostics#no-unused-params]
`
	if diff := cmp.Diff(want, filepath.ToSlash(got)); diff != "" && runtime.GOOS != "windows" {
		t.Error(diff)
	}
}
