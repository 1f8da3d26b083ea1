package generator

import (
	"fmt"
	"text/template"

	"github.com/Masterminds/sprig/v3"

	"github.com/amlsec/amlsec/plan"
)

// borrowed are the functions of sprig that templates may use: those that give
// the same result on every machine and at every time, and that make no text
// which could pass for Bicep without being it. Left out on purpose are, among
// others, quote and squote (neither is Bicep's way of quoting: str is), keys,
// values and pick (in no order), randInt, shuffle and uuidv4 (chance), now and
// ago (the clock), env (the machine), until (without an end), fail, and all
// cryptography.
func borrowed() []string {
	return []string{
		"add", "add1", "append", "coalesce", "compact", "concat", "contains", "default", "dict",
		"empty", "first", "get", "has", "hasKey", "hasPrefix", "hasSuffix", "initial", "join",
		"last", "list", "lower", "max", "min", "prepend", "replace", "rest", "reverse", "sortAlpha",
		"splitList", "sub", "ternary", "title", "trim", "trimPrefix", "trimSuffix", "trunc", "uniq",
		"upper", "without",
	}
}

// own are the functions that write Bicep. Each returns text that is complete
// in itself: a literal, an expression, a property, or comment lines.
func own(apiType func(string) (string, error)) template.FuncMap {
	return template.FuncMap{
		"about":       about,
		"after":       dependsOn,
		"apiType":     apiType,
		"asked":       asked,
		"assignment":  assignmentName,
		"comment":     clean,
		"description": description,
		"group":       groupOf,
		"hosts":       hostList,
		"key":         keyOf,
		"lines":       func(items []string) string { return linesOf(quoted(items)) },
		"name":        nameOf,
		"origin":      origin,
		"peer":        peerOf,
		"ports":       portsOf,
		"prefixes":    prefixList,
		"row":         row,
		"role":        roleOf,
		"setting":     settingOf,
		"str":         func(v any) string { return quote(fmt.Sprint(v)) },
		"tags":        tagList,
		"value":       func(v plan.Value) (string, error) { return valueOf(v) },
	}
}

// functions are all functions of the templates.
func functions(apiType func(string) (string, error)) template.FuncMap {
	all := own(apiType)
	hermetic := sprig.HermeticTxtFuncMap()
	for _, name := range borrowed() {
		if f, ok := hermetic[name]; ok {
			all[name] = f
		}
	}
	return all
}
