package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/snapshot"
)

// many is a resource with a list of n elements, each with a list of n.
func many(n int) string {
	inner := "[" + strings.TrimSuffix(strings.Repeat(`"x",`, n), ",") + "]"
	return `{"type": "Microsoft.Test/resourceType", "apiVersion": "2024-01-01", "name": "t", "properties": {"long": "` + strings.Repeat("a", 1<<16) + `",
  "list": [` + strings.TrimSuffix(strings.Repeat(`{"inner": `+inner+`},`, n), ",") + `]}}`
}

// TestHostile demands that policies made to take for ever end within bounds, and
// are called neither compliant nor not.
func TestHostile(t *testing.T) {
	s := snap(t, many(60))
	values := `{"value": "x", "equals": "y"}`
	for i := range 12 {
		values = fmt.Sprintf(`{"count": {"value": "[range(0, 900)]", "name": "v%d", "where": %s}, "equals": 7}`, i, values)
	}
	anyOf := strings.TrimSuffix(strings.Repeat(`{"field": "Microsoft.Test/resourceType/list[*].inner[*]", "equals": "x"},`, 5000), ",")
	for name, condition := range map[string]string{
		"counts of values in counts": values,
		"many comparisons":           `{"allOf": [` + anyOf + `]}`,
		"a pattern":                  `{"field": "Microsoft.Test/resourceType/long", "like": "` + strings.Repeat("*a", 1<<14) + `b"}`,
		"a long text":                `{"value": "[padLeft('', 2000000000)]", "equals": "x"}`,
	} {
		list := found(t, s, `{"name": "p", "if": `+condition+`, "then": {"effect": "deny"}}`)
		if len(list) != 1 || list[0].Code != codeSkipped && list[0].Code != codeFails {
			t.Errorf("%s: %v", name, list)
		}
	}
}

// TestAllSteps demands that many expensive policies share a bound.
func TestAllSteps(t *testing.T) {
	s := snap(t, many(20))
	one := `{"name": "p", "if": {"count": {"field": "Microsoft.Test/resourceType/list[*].inner[*]", "where": {"value": "x", "equals": "y"}}, "equals": 7}, "then": {"effect": "deny"}}`
	set := load(t, File{Name: "p.json", Text: []byte("[" + strings.TrimSuffix(strings.Repeat(one+",", 50), ",") + "]")})
	list := Run(s, set, Options{AllSteps: 20_000})
	if len(list) == 0 || !slices.ContainsFunc(list, isTold("too many steps")) {
		t.Errorf("%v", list)
	}
}

// FuzzRun demands that no policies and no template make Load or Run panic, and
// that the same always give the same.
func FuzzRun(f *testing.F) {
	for _, r := range Rules() {
		f.Add([]byte(r.Example), template(account))
	}
	f.Add([]byte(rule(`{"effect": "deny"}`)+","), template(testResource))
	f.Add([]byte("["+rule(`{"effect": "[parameters('effect')]"}`)+","+tlsInitiative+","+assigns("")+"]"), template(account))
	f.Add([]byte(`{"if": {"count": {"field": "Microsoft.Test/resourceType/list[*]", "where": {"value": "[current()]", "less": 3}}, "equals": 1}, "then": {"effect": "audit"}}`), template(testResource))
	azure := load(f, Builtin())
	f.Fuzz(func(t *testing.T, policies, src []byte) {
		limits := snapshot.Limits{Steps: 20_000, Bytes: 1 << 20, Size: 20_000, Resources: 50}
		s, _ := snapshot.Take(src, snapshot.Options{AssumeMissing: true, Limits: limits})
		set, _ := Load(File{Name: "p.json", Text: policies})
		for _, set := range []*Set{set, azure} {
			opts := Options{Limits: limits, AllSteps: 200_000}
			once, again := Run(s, set, opts), Run(s, set, opts)
			if len(once) != len(again) {
				t.Error("not the same twice")
			}
		}
	})
}
