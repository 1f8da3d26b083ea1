package generator

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/plan"
)

// notRendered are the fields of a plan that no template shows, and why.
func notRendered() map[string]string {
	return map[string]string{
		"Cloud":              "what depends on the cloud is decided in the plan",
		"Example":            "for people who read the plan",
		"Intent":             "what the plan was made from",
		"Location":           "the default of parameter location",
		"LogAnalyticsSymbol": "whatever needs it names it",
		"Module":             "what waits for a module says so in After",
		"Needed":             "checked by the plan",
		"Prerequisites":      "shown by the commands",
		"PrivateIP":          "the next hop of the route table",
		"Purpose":            "of a security group; that of a subnet is shown",
		"Source":             "shown by the commands",
		"Span":               "a line of the intent, and output names none",
		"SubscriptionID":     "the deployment's own",
		"Usable":             "checked by the plan",
	}
}

// TestEveryFieldIsRendered wants each field of the plan in a template, or in
// the functions that templates call, or in the list above.
func TestEveryFieldIsRendered(t *testing.T) {
	text := allTemplates(t) + ownSource(t)
	unused := notRendered()
	for _, name := range planFields() {
		switch _, exempt := unused[name]; {
		case exempt:
			delete(unused, name)
		case !regexp.MustCompile(`\.` + name + `\b`).MatchString(text):
			t.Errorf("no template renders field %s", name)
		}
	}
	for name := range unused {
		t.Errorf("the plan has no field %s", name)
	}
}

// ownSource is the source of this package, without its tests.
func ownSource(t *testing.T) string {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(src)
	}
	return b.String()
}

// planFields are the names of all exported fields reachable from a plan.
func planFields() []string {
	var names []string
	seen := map[reflect.Type]bool{}
	home := reflect.TypeFor[plan.Plan]().PkgPath()
	var walk func(typ reflect.Type)
	walk = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice:
			walk(typ.Elem())
		case reflect.Struct:
			if seen[typ] || typ.PkgPath() != home {
				return
			}
			seen[typ] = true
			for i := range typ.NumField() {
				f := typ.Field(i)
				if f.IsExported() && !f.Anonymous {
					names = append(names, f.Name)
				}
				walk(f.Type)
			}
		}
	}
	walk(reflect.TypeFor[plan.Plan]())
	slices.Sort(names)
	return slices.Compact(names)
}

// TestEveryTemplateIsUsed wants each file to be a page or a part of one.
func TestEveryTemplateIsUsed(t *testing.T) {
	text := allTemplates(t) + ownSource(t)
	for _, name := range templateNames(t) {
		if !strings.Contains(text, `"`+name+`"`) {
			t.Errorf("nothing uses %s", name)
		}
	}
}

func TestRenderTwice(t *testing.T) {
	for _, flags := range []bool{false, true} {
		first, second := renderFilled(t, flags), renderFilled(t, flags)
		if !reflect.DeepEqual(first, second) {
			t.Errorf("flags %v: the same plan gave other files", flags)
		}
	}
}
