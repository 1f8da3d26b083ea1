package intent

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
)

// elsewhere are the codes whose example is no text: TestRead and TestParse
// show them.
var elsewhere = []string{"AML001", "AML002", "AML003"}

// TestRules runs the example of every rule, which yields its code and no other.
func TestRules(t *testing.T) {
	for _, r := range Rules() {
		t.Run(r.Code, func(t *testing.T) {
			if r.Example == "" {
				if !slices.Contains(elsewhere, r.Code) {
					t.Fatal("no example")
				}
				return
			}
			in, list := Parse("intent.yaml", []byte(r.Example))
			if len(list) != 1 || list[0].Code != r.Code || list[0].Severity != r.Severity {
				t.Fatalf("example yields %v", list)
			}
			if (in == nil) != (r.Severity == diag.Error) {
				t.Errorf("intent is nil: %t", in == nil)
			}
			checkWording(t, list[0])
		})
	}
}

// TestRulesComplete checks the form of the table itself.
func TestRulesComplete(t *testing.T) {
	form := regexp.MustCompile(`^AML0[0-9][0-9]$`)
	last := ""
	for _, r := range Rules() {
		if !form.MatchString(r.Code) || r.Code <= last {
			t.Errorf("%s: not AML001 to AML099, or not in order after %s", r.Code, last)
		}
		last = r.Code
		if r.Title == "" || r.Why == "" || r.Fix == "" || r.Severity == 0 {
			t.Errorf("%s: a field is empty", r.Code)
		}
		if !strings.HasSuffix(r.Why, ".") || !strings.HasSuffix(r.Fix, ".") || strings.HasSuffix(r.Title, ".") {
			t.Errorf("%s: Why and Fix are sentences, Title is not", r.Code)
		}
	}
}

// checkWording checks the habits of diagnostics: lower case, no full stop,
// a hint, nothing invisible.
func checkWording(t *testing.T, d diag.Diagnostic) {
	t.Helper()
	if d.Msg == "" || strings.HasSuffix(d.Msg, ".") || d.Msg[0] >= 'A' && d.Msg[0] <= 'Z' {
		t.Errorf("message %q", d.Msg)
	}
	if d.Hint == "" {
		t.Errorf("%s: no hint", d.Msg)
	}
	for _, s := range append([]string{d.Msg, d.Hint, d.Source}, d.Notes...) {
		if strings.ContainsFunc(s, func(r rune) bool { return isHidden(r) || r == '\n' || r == '\t' }) {
			t.Errorf("invisible character in %q", s)
		}
	}
}
