package check

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/schemas"
)

const testdata = "../testdata"

// expected is a diagnostic that a comment asks for:
//
//	param a int = 'x' // ERROR BCP033 "found ''x'', wanted 'int'"
//	// WARNING@+1 no-unused-params "never used"
type expected struct {
	line     int
	severity string
	code     string
	msg      *regexp.Regexp
}

var expectComment = regexp.MustCompile(`// (ERROR|WARNING|INFO)(@[+-]\d+)? ([\w-]+) "([^"]*)"`)

func expectations(src []byte) []expected {
	var list []expected
	for i, text := range strings.Split(string(src), "\n") {
		for _, m := range expectComment.FindAllStringSubmatch(text, -1) {
			offset, _ := strconv.Atoi(strings.TrimPrefix(m[2], "@"))
			list = append(list, expected{i + 1 + offset, strings.ToLower(m[1]), m[3], regexp.MustCompile(m[4])})
		}
	}
	return list
}

// checkFile is all that is said of a file, in order.
func checkFile(t testing.TB, catalogue *schemas.Set, path string) diag.List {
	t.Helper()
	prog, list := Load(context.Background(), Options{Lookup: catalogue.Lookup}, path)
	if prog != nil {
		list = append(list, Check(prog, CheckOptions{})...)
	}
	list.Sort()
	return list
}

// TestChecks checks that each file of the corpus that is for the checker has
// the diagnostics its comments ask for, and no others.
func TestChecks(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(testdata, "check_*.bicep*"))
	if err != nil || len(paths) < 50 {
		t.Fatalf("found %d files, %v", len(paths), err)
	}
	catalogue := schemas.New()
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			want := expectations(src)
			for _, d := range checkFile(t, catalogue, path) {
				if d.Span.File != path {
					continue // what a module has is asked for in its own file
				}
				messageForm(t, d)
				i := slices.IndexFunc(want, func(e expected) bool {
					return e.line == d.Span.Start.Line && e.code == d.Code && e.severity == d.Severity.String() && e.msg.MatchString(d.Msg)
				})
				if i < 0 {
					t.Errorf("%s: unexpected %s %s: %s", d.Span, d.Severity, d.Code, d.Msg)
					continue
				}
				want = slices.Delete(want, i, i+1)
			}
			for _, e := range want {
				t.Errorf("%s:%d: no %s %s %q", path, e.line, e.severity, e.code, e.msg)
			}
		})
	}
}

// TestForeign checks that files of others, in the folder that AMLSEC_CORPUS
// names, have no error, with all types of the checkout of bicep-types-az that
// AMLSEC_TYPES names. Files that need a registry are left out.
func TestForeign(t *testing.T) {
	root, types := os.Getenv("AMLSEC_CORPUS"), os.Getenv("AMLSEC_TYPES")
	if root == "" || types == "" {
		t.Skip("AMLSEC_CORPUS and AMLSEC_TYPES name no folders")
	}
	checkout, err := schemas.Open(os.DirFS(types))
	if err != nil {
		t.Fatal(err)
	}
	files := 0
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".bicep") {
			return err
		}
		prog, list := Load(context.Background(), Options{Lookup: checkout.Lookup}, path)
		if slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == "BCP190" }) {
			return nil
		}
		files++
		if prog != nil {
			list = append(list, Check(prog, CheckOptions{NoLint: true})...)
		}
		for _, d := range list {
			if d.Severity == diag.Error {
				t.Errorf("%s: %s: %s", d.Span, d.Code, d.Msg)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files", files)
}

// messageForm checks that a message is of the form all messages have.
func messageForm(t *testing.T, d diag.Diagnostic) {
	t.Helper()
	first, _, _ := strings.Cut(d.Msg, " ")
	if d.Msg == "" || strings.HasSuffix(d.Msg, ".") || first != strings.ToLower(first) && !strings.Contains(first, "(") {
		t.Errorf("%s: %s: wanted lower case and no full stop", d.Span, d.Msg)
	}
}

// TestGoldenFiles checks that what the generator writes has no diagnostic.
func TestGoldenFiles(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/golden/*/main.bicep")
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Skip("there are no golden files")
	}
	catalogue := schemas.New()
	for _, path := range paths {
		for _, d := range checkFile(t, catalogue, path) {
			t.Errorf("%s: %s %s: %s", d.Span, d.Severity, d.Code, d.Msg)
		}
	}
}
