package syntax

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
)

const testdata = "../testdata"

// sources are the files of the corpus: their name and their content.
func sources(t testing.TB) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for _, pattern := range []string{"*.bicep", "*.bicepparam"} {
		paths, err := filepath.Glob(filepath.Join(testdata, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files[filepath.Base(path)] = src
		}
	}
	if len(files) < 70 {
		t.Fatalf("found %d files in %s, wanted more", len(files), testdata)
	}
	return files
}

func parseNamed(name string, src []byte) (*File, diag.List) {
	return parse(name, src, strings.HasSuffix(name, "param"))
}

// expected is an error that a comment in a file asks for:
//
//	var a = // ERROR BCP009 "regexp"
//	// ERROR@+1 BCP009 "regexp"
type expected struct {
	line int
	code string
	msg  *regexp.Regexp
}

// ours are the codes that this package reports; comments may ask for those of
// other packages too.
var ours = regexp.MustCompile(`^(AML901|BCP00\d|BCP01[0-35-9]|BCP02[0-4]|BCP064|BCP068|BCP087|BCP09[67]|BCP103|BCP117|BCP118|BCP123|BCP133|BCP140|BCP162|BCP167|BCP184|BCP20[12]|BCP226|BCP23[678]|BCP243|BCP249|BCP257|BCP266|BCP279|BCP300|BCP305|BCP317|BCP322|BCP325|BCP337|BCP34[467]|BCP35[456]|BCP375|BCP404|BCP436)$`)

var errorComment = regexp.MustCompile(`// ERROR(@[+-]\d+)? (\w+) "([^"]*)"`)

func expectations(t *testing.T, src []byte) []expected {
	t.Helper()
	var list []expected
	for i, text := range strings.Split(string(src), "\n") {
		for _, m := range errorComment.FindAllStringSubmatch(text, -1) {
			offset, _ := strconv.Atoi(strings.TrimPrefix(m[1], "@"))
			if ours.MatchString(m[2]) {
				list = append(list, expected{i + 1 + offset, m[2], regexp.MustCompile(m[3])})
			}
		}
	}
	return list
}

// TestErrors checks that each file of the corpus has the errors its comments
// ask for, and no others.
func TestErrors(t *testing.T) {
	for name, src := range sources(t) {
		t.Run(name, func(t *testing.T) {
			_, list := parseNamed(name, src)
			want := expectations(t, src)
			for _, d := range list {
				i := slices.IndexFunc(want, func(e expected) bool {
					return e.line == d.Span.Start.Line && e.code == d.Code && e.msg.MatchString(d.Msg)
				})
				if i < 0 {
					t.Errorf("%s: unexpected %s: %s", d.Span, d.Code, d.Msg)
					continue
				}
				want = slices.Delete(want, i, i+1)
			}
			for _, e := range want {
				t.Errorf("%s:%d: no %s %q", name, e.line, e.code, e.msg)
			}
		})
	}
}

// TestMessages checks the form of all messages: lower case, no full stop.
func TestMessages(t *testing.T) {
	for name, src := range sources(t) {
		_, list := parseNamed(name, src)
		for _, d := range list {
			if !strings.HasPrefix(d.Msg, "found ") || strings.HasSuffix(d.Msg, ".") || strings.Contains(d.Msg, "''wanted") {
				t.Errorf("%s: %s", d.Span, d.Msg)
			}
		}
	}
}

// TestPrint checks that a file without errors is printed as it stands, or as the
// file beside it with ".formatted" in its name.
func TestPrint(t *testing.T) {
	for name, src := range sources(t) {
		t.Run(name, func(t *testing.T) {
			f, list := parseNamed(name, src)
			if list.HasErrors() {
				return
			}
			golden := filepath.Join(testdata, name+".formatted")
			got := Print(f)
			want, err := os.ReadFile(golden)
			switch {
			case err != nil:
				want = src
			case os.Getenv("AMLSEC_UPDATE") != "":
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if string(got) != string(want) {
				t.Errorf("printed:\n%s", diff(string(want), string(got)))
			}
		})
	}
}

// diff shows the first line in which two texts differ.
func diff(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\nwant %q\ngot  %q", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("want %d lines, got %d", len(a), len(b))
}

// TestTree checks the properties that hold of any source on the whole corpus.
func TestTree(t *testing.T) {
	for name, src := range sources(t) {
		t.Run(name, func(t *testing.T) { checkTree(t, src, strings.HasSuffix(name, "param")) })
	}
}

// TestCut checks them on each file of the corpus cut short at any place.
func TestCut(t *testing.T) {
	for name, src := range sources(t) {
		if len(src) > 3000 {
			continue
		}
		for i := range src {
			checkTree(t, src[:i], strings.HasSuffix(name, "param"))
		}
	}
}
