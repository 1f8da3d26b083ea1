package check

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// TestFunctionTables checks what looking functions up relies on: the tables
// are sorted, and the binder and the checker know the same names.
func TestFunctionTables(t *testing.T) {
	byName := func(a, b function) int { return cmp.Compare(a.name, b.name) }
	if !slices.IsSortedFunc(sysFunctions, byName) {
		t.Error("the functions of sys are not sorted")
	}
	if !slices.IsSortedFunc(azFunctions, byName) {
		t.Error("the functions of az are not sorted")
	}
	var names []string
	for _, f := range slices.Concat(sysFunctions, azFunctions) {
		names = append(names, f.name)
		if f.returns == nil {
			t.Errorf("%s returns nothing", f.name)
		}
		optional := false
		for _, p := range f.params {
			if optional && !p.optional {
				t.Errorf("%s: '%s' is required after one that is optional", f.name, p.name)
			}
			optional = p.optional
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if !slices.Equal(names, functionNames) {
		t.Errorf("the checker knows\n%s\nand the binder\n%s", names, functionNames)
	}
}

// TestDecoratorTable checks that the binder knows the decorators of the
// checker; it knows experimental ones as well.
func TestDecoratorTable(t *testing.T) {
	for i, d := range decoratorTable {
		if i > 0 && decoratorTable[i-1].name >= d.name {
			t.Errorf("'%s' stands before '%s'", decoratorTable[i-1].name, d.name)
		}
		if !isDecorator(d.name) {
			t.Errorf("the binder does not know '%s'", d.name)
		}
	}
}

func TestRules(t *testing.T) {
	rules := Rules()
	if len(rules) < 40 {
		t.Errorf("found %d rules", len(rules))
	}
	for i, r := range rules {
		if i > 0 && rules[i-1].Name >= r.Name {
			t.Errorf("'%s' stands before '%s'", rules[i-1].Name, r.Name)
		}
		if r.Name != strings.ToLower(r.Name) || r.Title == "" || strings.HasSuffix(r.Title, ".") {
			t.Errorf("'%s': %q", r.Name, r.Title)
		}
	}
}
