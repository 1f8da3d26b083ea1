package audit

import (
	"encoding/json"
	"regexp"
	"strconv"
	"testing"
)

// direct, byParameter and byVariable are how a template can spell a value.
func direct(_ object, v any) any { return v }

func byParameter(tpl object, v any) any {
	declared := object{"type": kindName(v), "defaultValue": v}
	if v == nil {
		declared = object{"type": "string", "nullable": true}
	}
	return declare(tpl, "parameters", declared)
}

func byVariable(tpl object, v any) any {
	if v == nil {
		v = "[null()]"
	}
	return declare(tpl, "variables", v)
}

// kindName is the type of a parameter with a value.
func kindName(v any) string {
	switch v.(type) {
	case bool:
		return "bool"
	case int:
		return "int"
	case object:
		return "object"
	}
	return "string"
}

// declare adds a parameter or a variable, and is the expression that reads it.
func declare(tpl object, section string, v any) any {
	if tpl[section] == nil {
		tpl[section] = object{}
	}
	list := tpl[section].(object)
	name := "audited" + strconv.Itoa(len(list))
	list[name] = v
	return "[" + section + "('" + name + "')]"
}

// nested puts a template into a deployment of another.
func nested(tpl object) object {
	return object{
		"$schema": tpl["$schema"], "contentVersion": "1.0.0.0",
		"resources": []any{object{
			"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner",
			"properties": object{"mode": "Incremental", "expressionEvaluationOptions": object{"scope": "inner"}, "template": tpl},
		}},
	}
}

// nestedOuter puts the resources of a template without symbolic names into a
// deployment whose expressions its parent evaluates.
func nestedOuter(tpl object) object {
	inner := object{"$schema": tpl["$schema"], "contentVersion": "1.0.0.0", "resources": tpl["resources"]}
	tpl["resources"] = []any{object{
		"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner",
		"properties": object{"mode": "Incremental", "template": inner},
	}}
	return tpl
}

var symbolReference = regexp.MustCompile(`(reference|list\w+)\('(\w+)'`)

// nameless is a template without symbolic names: its resources are a list, and
// references are ids. With loops, each resource is one turn of a copy loop.
func (b *base) nameless(t testing.TB, tpl object, loops bool) object {
	t.Helper()
	var list []any
	for symbol, r := range tpl["resources"].(object) {
		r := r.(object)
		delete(r, "dependsOn")
		if r["existing"] == true {
			continue
		}
		if loops && r["copy"] == nil {
			r["copy"] = object{"name": symbol, "count": 1}
		}
		list = append(list, r)
	}
	tpl["resources"] = list
	delete(tpl, "languageVersion")
	raw, err := json.Marshal(tpl)
	if err != nil {
		t.Fatal(err)
	}
	text := symbolReference.ReplaceAllStringFunc(string(raw), func(s string) string {
		m := symbolReference.FindStringSubmatch(s)
		if id, ok := b.ids[m[2]]; ok {
			return m[1] + "('" + id + "'"
		}
		return s
	})
	var out object
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// wrappings are the forms of a mutant that change no verdict, by name. The
// mutant itself has symbolic names.
func (b *base) wrappings(t testing.TB, m mutant) map[string]object {
	t.Helper()
	nameless := func(loops bool) object { return b.nameless(t, m.apply(t, b.template(t), direct), loops) }
	return map[string]object{
		"nested, inner scope":        nested(m.apply(t, b.template(t), direct)),
		"nested, outer scope":        nestedOuter(nameless(false)),
		"nested in a nested":         nested(nested(nameless(false))),
		"behind parameters":          m.apply(t, b.template(t), byParameter),
		"behind variables":           m.apply(t, b.template(t), byVariable),
		"without symbolic names":     nameless(false),
		"in copy loops":              nameless(true),
		"in copy loops, in a nested": nested(nameless(true)),
	}
}
