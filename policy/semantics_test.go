package policy

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/snapshot"
)

// f is a condition on a property of the test resource.
func f(path, op, want string) string {
	return `{"field": "Microsoft.Test/resourceType/` + path + `", "` + op + `": ` + want + `}`
}

// TestSelected holds fields to the tables of Azure's documentation of lists.
// https://learn.microsoft.com/azure/governance/policy/how-to/author-policies-for-arrays
func TestSelected(t *testing.T) {
	s := snap(t, testResource)
	for _, tt := range []struct{ alias, selected, function string }{
		{"missingArray", `[null]`, `""`},
		{"missingArray[*]", `[]`, `[]`},
		{"missingArray[*].property", `[]`, `[]`},
		{"stringArray", `[["a","b","c"]]`, `["a","b","c"]`},
		{"stringArray[*]", `["a","b","c"]`, `["a","b","c"]`},
		{"objectArray[*]", `[{"property":"value1","nestedArray":[1,2]},{"property":"value2","nestedArray":[3,4]}]`, `[{"property":"value1","nestedArray":[1,2]},{"property":"value2","nestedArray":[3,4]}]`},
		{"objectArray[*].property", `["value1","value2"]`, `["value1","value2"]`},
		{"objectArray[*].nestedArray", `[[1,2],[3,4]]`, `[[1,2],[3,4]]`},
		{"objectArray[*].nestedArray[*]", `[1,2,3,4]`, `[1,2,3,4]`},
		// Aliases leave out "properties", find parts beside it, and have no case.
		{"wrapped[*].inner", `["x"]`, `["x"]`},
		{"wrapped[*].name", `["w"]`, `["w"]`},
		{"NESTED.Deep", `[1]`, `1`},
		{"sku.name", `["Big"]`, `"Big"`},
		{"zones[*]", `["1","2"]`, `["1","2"]`},
		{"identity.type", `["SystemAssigned"]`, `"SystemAssigned"`},
		{"empty[*]", `[]`, `[]`},
		// Singletons and variants are named before their properties.
		{"default.number", `[5]`, `5`},
		{"variants[*].NatRule.port", `[80,null]`, ``},
	} {
		r := runFor(t, s, f(tt.alias, "exists", "true"))
		ref := r.p.def.rule.ref
		var values []snapshot.Value
		for _, it := range r.selectField(ref, r.view).items {
			if it.value == nil {
				it.value = snapshot.Null{}
			}
			values = append(values, it.value)
		}
		if got := spellJSON(t, snapshot.NewArray(values...)); got != tt.selected {
			t.Errorf("%s selects %s, wanted %s", tt.alias, got, tt.selected)
		}
		if tt.function == "" {
			continue
		}
		v, err := r.fieldOf(r.asked, ref)
		if got := spellJSON(t, v); got != tt.function || err != nil {
			t.Errorf("field('%s') is %s, %v, wanted %s", tt.alias, got, err, tt.function)
		}
	}
}

func spellJSON(t *testing.T, v snapshot.Value) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestConditions holds conditions to what is documented of them: a comparison of
// a list's elements holds when it does for all, so that it does for none.
// https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule
func TestConditions(t *testing.T) {
	s := snap(t, testResource)
	count := func(list, where, op, want string) string {
		if where != "" {
			where = `, "where": ` + where
		}
		return `{"count": {` + list + where + `}, "` + op + `": ` + want + `}`
	}
	strs, objs := `"field": "Microsoft.Test/resourceType/stringArray[*]"`, `"field": "Microsoft.Test/resourceType/objectArray[*]"`
	value := func(v, op, want string) string { return `{"value": ` + v + `, "` + op + `": ` + want + `}` }
	for _, tt := range []struct {
		condition string
		want      state
	}{
		// Elements of lists.
		{f("stringArray[*]", "equals", `"a"`), no},
		{f("stringArray[*]", "notEquals", `"a"`), no},
		{f("stringArray[*]", "notEquals", `"x"`), yes},
		{f("stringArray[*]", "in", `["a", "b", "c"]`), yes},
		{f("stringArray[*]", "in", `["a"]`), no},
		{`{"not": ` + f("stringArray[*]", "notEquals", `"a"`) + `}`, yes},
		{f("empty[*]", "equals", `"a"`), yes},
		{f("empty[*]", "exists", `"false"`), yes},
		{f("missingArray[*].x", "notEquals", `"a"`), yes},
		{f("objectArray[*].property", "equals", `"value1"`), no},
		{f("objectArray[*].gone", "exists", `false`), yes},
		{f("stringArray", "equals", `"a"`), no},
		{f("stringArray", "equals", `["A", "b", "c"]`), yes},
		// Counts.
		{count(strs, "", "equals", "3"), yes},
		{count(`"field": "Microsoft.Test/resourceType/objectArray[*].nestedArray[*]"`, "", "greaterOrEquals", "4"), yes},
		{count(`"field": "Microsoft.Test/resourceType/missingArray[*]"`, "", "equals", "0"), yes},
		{count(strs, f("stringArray[*]", "equals", `"a"`), "equals", "1"), yes},
		{count(objs, `{"allOf": [`+f("objectArray[*].property", "equals", `"value2"`)+`, `+f("objectArray[*].nestedArray[*]", "greater", `2`)+`]}`, "equals", "1"), yes},
		{count(objs, `{"field": "tags.env", "equals": "prod"}`, "equals", "2"), yes},
		{count(objs, `{"allOf": [`+f("objectArray[*].property", "equals", `"value2"`)+`, `+
			count(`"field": "Microsoft.Test/resourceType/objectArray[*].nestedArray[*]"`, f("objectArray[*].nestedArray[*]", "equals", "3"), "greater", "0")+`]}`, "equals", "1"), yes},
		{count(objs, count(`"field": "Microsoft.Test/resourceType/objectArray[*].nestedArray[*]"`, f("objectArray[*].nestedArray[*]", "equals", "3"), "greater", "0"), "equals", "1"), yes},
		{count(strs, f("stringArray[*]", "equals", `"[field('Microsoft.Test/resourceType/stringArray[*]')]"`), "equals", "0"), yes},
		{count(strs, f("stringArray[*]", "equals", `"[first(field('Microsoft.Test/resourceType/stringArray[*]'))]"`), "equals", "3"), yes},
		{count(strs, value(`"[current('Microsoft.Test/resourceType/stringArray[*]')]"`, "equals", `"b"`), "equals", "1"), yes},
		{count(strs, value(`"[current()]"`, "equals", `"b"`), "equals", "1"), yes},
		{count(objs, value(`"[current('Microsoft.Test/resourceType/objectArray[*].property')]"`, "like", `"*2"`), "equals", "1"), yes},
		{count(strs, "", "equals", `"[length(field('Microsoft.Test/resourceType/stringArray[*]'))]"`), yes},
		// Counts of values.
		{count(`"value": ["th*", "x*"], "name": "pattern"`, `{"field": "name", "like": "[current('pattern')]"}`, "greater", "0"), yes},
		{count(`"value": ["y*", "x*"]`, `{"field": "name", "like": "[current()]"}`, "greater", "0"), no},
		{count(`"value": "[parameters('names')]", "name": "n"`, value(`"[contains(field('Microsoft.Test/resourceType/stringArray[*]'), current('n'))]"`, "equals", "true"), "equals", "2"), yes},
		{count(`"value": [{"p": 1}, {"p": 2}], "name": "o"`, value(`"[current('o').p]"`, "equals", "2"), "equals", "1"), yes},
		{count(strs, count(`"value": "[parameters('names')]", "name": "n"`, value(`"[equals(current('n'), current('Microsoft.Test/resourceType/stringArray[*]'))]"`, "equals", "true"), "equals", "0"), "equals", "1"), yes},
		// Operators and the absence of case; match has it.
		{f("text", "equals", `"hELLO"`), yes},
		{f("yes", "equals", `"True"`), yes},
		{f("number", "equals", `"5"`), yes},
		{f("text", "like", `"h*O"`), yes},
		{f("text", "notLike", `"*x*"`), yes},
		{f("gone", "like", `"*"`), no},
		{f("gone", "notLike", `"*"`), yes},
		{f("text", "match", `"?????"`), yes},
		{f("text", "match", `"H...o"`), yes},
		{f("text", "match", `"h...o"`), no},
		{f("text", "matchInsensitively", `"h...O"`), yes},
		{f("big", "match", `"###"`), yes},
		{f("big", "notMatch", `"##"`), yes},
		{f("text", "notMatchInsensitively", `"h####"`), yes},
		{f("text", "contains", `"ELL"`), yes},
		{f("gone", "contains", `"x"`), no},
		{f("gone", "notContains", `"x"`), yes},
		{f("text", "in", `["x", "HELLO"]`), yes},
		{f("gone", "in", `["x"]`), no},
		{f("gone", "notIn", `["x"]`), yes},
		{`{"field": "tags", "containsKey": "ENV"}`, yes},
		{`{"field": "tags", "notContainsKey": "gone"}`, yes},
		{f("gone", "notContainsKey", `"x"`), yes},
		{f("gone", "equals", `"x"`), no},
		{f("gone", "notEquals", `"x"`), yes},
		{f("none", "exists", `"true"`), no},
		{f("none", "notEquals", `"x"`), yes},
		{f("empty", "exists", `true`), yes},
		{f("number", "less", "6"), yes},
		{f("number", "less", `"[parameters('limit')]"`), no},
		{f("decimal", "greater", "1"), yes},
		{f("number", "lessOrEquals", "5"), yes},
		{f("date", "greater", `"2024-05-06T09:00:00+02:00"`), yes},
		{value(`"2021-06-01-preview"`, "less", `"2021-06-01-PREVIEW"`), no},
		{value(`"[requestContext().apiVersion]"`, "less", `"2024-01-01-preview"`), yes},
		{value(`"[requestContext().apiVersion]"`, "greaterOrEquals", `"2023-12-31"`), yes},
		// Fields that all resources have.
		{`{"field": "location", "equals": "eastus2"}`, yes},
		{`{"field": "location", "in": ["West US", "East US 2"]}`, yes},
		{`{"field": "kind", "equals": "some"}`, yes},
		{`{"field": "type", "equals": "microsoft.test/RESOURCETYPE"}`, yes},
		{`{"field": "fullName", "equals": "thing"}`, yes},
		{`{"field": "identity.type", "contains": "system"}`, yes},
		{`{"field": "id", "like": "*/resourceGroups/rg-ml/*"}`, yes},
		{`{"field": "tags['env']", "equals": "Prod"}`, yes},
		{`{"field": "tags[Cost.Center]", "equals": "42"}`, yes},
		{`{"field": "tags.Cost.Center", "equals": "42"}`, yes},
		{`{"field": "tags['it''s']", "equals": "yes"}`, yes},
		{`{"field": "[concat('tags[', parameters('tag'), ']')]", "exists": "true"}`, yes},
		{`{"field": "tags['gone']", "exists": "false"}`, yes},
		// Functions.
		{value(`"[less(length(field('tags')), 4)]"`, "equals", `"true"`), yes},
		{value(`"[if(greaterOrEquals(length(field('name')), 3), substring(field('name'), 0, 3), 'short')]"`, "equals", `"thi"`), yes},
		{value(`"[ipRangeContains('10.0.0.0/24', '10.0.0.7')]"`, "equals", "true"), yes},
		{value(`"[ipRangeContains('10.0.0.0/24', '10.0.1.0/25')]"`, "equals", "false"), yes},
		{value(`"[ipRangeContains('192.168.0.1-192.168.0.9', '192.168.0.2-192.168.0.9')]"`, "equals", "true"), yes},
		{value(`"[ipRangeContains('2001:0DB8::/110', '2001:0DB8::3:FFFE')]"`, "equals", "true"), yes},
		{value(`"[addDays('2024-02-28T00:00:00Z', 2)]"`, "equals", `"2024-03-01T00:00:00.0000000Z"`), yes},
		{value(`"[resourceGroup().name]"`, "equals", `"RG-ML"`), yes},
		{value(`"[subscription().subscriptionId]"`, "like", `"11111111-*"`), yes},
		{value(`"[policy().definitionId]"`, "equals", `"p"`), yes},
		// Logic.
		{`{"allOf": []}`, yes},
		{`{"anyOf": []}`, no},
		{`{"ALLOF": [` + f("yes", "equals", "true") + `, {"NOT": ` + f("yes", "NotEquals", "true") + `}]}`, yes},
	} {
		if o := judge(t, s, tt.condition); o.state != tt.want {
			t.Errorf("%s is %v, wanted %v: %s", tt.condition, o.state, tt.want, o.why)
		}
	}
}

// TestOpen demands three values: what is not known leaves the verdict open, and
// says why, unless the rest decides it.
func TestOpen(t *testing.T) {
	s := snap(t, testResource)
	open, sure, never := f("open", "equals", `"x"`), f("text", "equals", `"hello"`), f("text", "equals", `"x"`)
	for _, tt := range []struct {
		condition, why string
		want           state
		cause          cause
	}{
		{open, "[parameters('open')]", 2, unknown},
		{f("open", "notEquals", `"x"`), "[parameters('open')]", 2, unknown},
		{`{"not": ` + open + `}`, "", 2, unknown},
		{`{"allOf": [` + open + `, ` + sure + `]}`, "", 2, unknown},
		{`{"allOf": [` + open + `, ` + never + `]}`, "", no, 0},
		{`{"anyOf": [` + open + `, ` + sure + `]}`, "", yes, 0},
		{`{"anyOf": [` + open + `, ` + never + `]}`, "", 2, unknown},
		{f("joined", "contains", `"PRE-"`), "", yes, 0},
		{f("joined", "contains", `"post"`), "", 2, unknown},
		{f("joined", "exists", `true`), "", yes, 0},
		{f("openList[*]", "equals", `"x"`), "", 2, unknown},
		{`{"count": {"field": "Microsoft.Test/resourceType/openList[*]"}, "greater": 0}`, "", 2, unknown},
		{`{"count": {"field": "Microsoft.Test/resourceType/stringArray[*]", "where": ` + open + `}, "less": 4}`, "", yes, 0},
		{`{"count": {"field": "Microsoft.Test/resourceType/stringArray[*]", "where": ` + open + `}, "less": 3}`, "0 to 3", 2, unknown},
		{`{"value": "[utcNow()]", "greater": "2024-01-01T00:00:00Z"}`, "utcNow", 2, unknown},
		{`{"value": "[resourceGroup().managedBy]", "notContains": "x"}`, "managedBy", 2, unknown},
		{`{"value": "[parameters('gone')]", "equals": "x"}`, `"gone" has no value`, 2, unsupported},
		{`{"field": "Microsoft.Other/type/x", "equals": "x"}`, "another type", 2, unsupported},
		{`{"field": "nonsense", "equals": "x"}`, "does not know", 2, unsupported},
		{f("gone", "less", "3"), "not documented", 2, unsupported},
		{f("gone", "equals", `""`), "not documented", 2, unsupported},
		{f("text", "less", "3"), "cannot be ordered", 2, failed},
		{`{"value": "[substring(field('name'), 0, 30)]", "equals": "x"}`, "substring", 2, failed},
		{f("text", "in", `"x"`), "wanted a list", 2, failed},
		{f("text", "exists", `"maybe"`), "true or false", 2, failed},
		{`{"value": "[current()]", "equals": "x"}`, "outside of a count", 2, failed},
		{`{"value": "[ipRangeContains('10.0.0.0/8', '::1')]", "equals": true}`, "IPv6", 2, failed},
		{`{"count": {"value": "text"}, "equals": 1}`, "wanted a list", 2, failed},
	} {
		o := judge(t, s, tt.condition)
		if o.state != tt.want || o.cause != tt.cause || !strings.Contains(o.why, tt.why) {
			t.Errorf("%s is %v by %v: %q, wanted %v by %v: %q", tt.condition, o.state, o.cause, o.why, tt.want, tt.cause, tt.why)
		}
	}
}

// TestGlob compares like with a plain definition of it.
func TestGlob(t *testing.T) {
	for _, tt := range []struct {
		s, pattern string
		want       bool
	}{
		{"", "", true}, {"", "*", true}, {"a", "", false}, {"abc", "a*c", true}, {"abc", "*b", false}, {"abcb", "*b", true},
		{"aXbXc", "a*b*c", true}, {"abab", "*ab", true}, {"mississippi", "m*iss*pi", true}, {"abc", "abc*", true}, {"abc", "**", true},
	} {
		if got := glob(tt.s, tt.pattern); got != tt.want {
			t.Errorf("glob(%q, %q) is %v", tt.s, tt.pattern, got)
		}
	}
	if glob(strings.Repeat("a", 1<<16), strings.Repeat("*a", 64)+"b") {
		t.Error("it matches")
	}
}
