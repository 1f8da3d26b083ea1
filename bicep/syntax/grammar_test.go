package syntax

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var production = regexp.MustCompile(`(?m)^(?:// |    )(\w+) += +(.*) \.(?: .*)?$`)

func productions(t *testing.T, path string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]string{}
	for _, m := range production.FindAllStringSubmatch(string(text), -1) {
		list[m[1]] = strings.Join(strings.Fields(m[2]), " ")
	}
	return list
}

// TestGrammar checks that the productions in the comments of the parser are
// those of grammar.txt, and that none is missing there.
func TestGrammar(t *testing.T) {
	want := productions(t, "grammar.txt")
	delete(want, "sep") // separates elements; see elements
	paths, err := filepath.Glob("parse*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		for name, got := range productions(t, path) {
			if got != want[name] {
				t.Errorf("%s: %s is\n%s\nin grammar.txt\n%s", path, name, got, want[name])
			}
			delete(want, name)
		}
	}
	for name := range want {
		t.Errorf("%s stands in grammar.txt alone", name)
	}
}
