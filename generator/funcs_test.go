package generator

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/Masterminds/sprig/v3"

	"github.com/amlsec/amlsec/templates"
)

// forbidden are functions that make the output depend on chance, the clock,
// the machine or the order of a map, that quote for another language, or that
// have no business in a template.
func forbidden() []string {
	return []string{
		"ago", "bcrypt", "date", "dateInZone", "dateModify", "derivePassword", "env", "expandenv", "fail", "genCA",
		"genCAWithKey", "genPrivateKey", "genSelfSignedCert", "genSignedCert", "getHostByName", "htmlDate", "htpasswd",
		"keys", "mustDateModify", "now", "omit", "pick", "quote", "randAlpha", "randAlphaNum", "randAscii", "randBytes",
		"randInt", "randNumeric", "shuffle", "squote", "unixEpoch", "uuidv4", "values", "encryptAES", "decryptAES",
		"toJson", "toYaml", "js", "html", "set", "unset", "merge",
	}
}

func TestNoForbiddenFunction(t *testing.T) {
	all := functions(nil)
	for _, name := range forbidden() {
		if _, ok := all[name]; ok {
			t.Errorf("templates must not have %q", name)
		}
	}
}

func TestBorrowedFunctions(t *testing.T) {
	hermetic, ours := sprig.HermeticTxtFuncMap(), own(nil)
	names := borrowed()
	if !slices.IsSorted(names) {
		t.Error("the list is not sorted")
	}
	for _, name := range names {
		if _, ok := hermetic[name]; !ok {
			t.Errorf("sprig has no hermetic function %q", name)
		}
		if _, ok := ours[name]; ok {
			t.Errorf("%q is one of ours", name)
		}
	}
}

func TestOwnFunctionsAreUsed(t *testing.T) {
	text := allTemplates(t)
	for name := range own(nil) {
		if used := regexp.MustCompile(`\{\{-?[^}]*\b` + name + `\b`); name != "comment" && !used.MatchString(text) {
			t.Errorf("no template uses %q", name)
		}
	}
}

// allTemplates is the text of all templates.
func allTemplates(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	for _, name := range templateNames(t) {
		text, err := templates.FS.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
	return b.String()
}

func templateNames(t *testing.T) []string {
	t.Helper()
	entries, err := templates.FS.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}
