package intent

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/amlsec/amlsec/internal/golden"
)

const schemaFile = "../schemas/intent.schema.json"

// TestSchemaFile compares the schema in the repository with the struct tags.
func TestSchemaFile(t *testing.T) {
	got := golden.File(t, schemaFile, Schema())
	if !bytes.Equal(got, Schema()) {
		t.Error("schemas/intent.schema.json is not what Schema makes: run AMLSEC_UPDATE=1 go test ./intent")
	}
	if !bytes.Equal(Schema(), Schema()) {
		t.Error("Schema is not always the same")
	}
}

// TestSchemaFields shows that schema and language have the same fields.
func TestSchemaFields(t *testing.T) {
	var want, got []string
	eachField(model(), "", func(_ *field, path string) { want = append(want, path) })
	var walk func(s map[string]any, path string)
	walk = func(s map[string]any, path string) {
		props, _ := s["properties"].(map[string]any)
		for key, p := range props {
			got = append(got, join(path, key))
			walk(p.(map[string]any), join(path, key))
		}
		if more, ok := s["additionalProperties"].(map[string]any); ok {
			walk(more, path+".*")
		}
		if items, ok := s["items"].(map[string]any); ok {
			walk(items, path+".*")
		}
	}
	walk(schemaTree(t), "")
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(want, got) {
		t.Errorf("fields of the schema:\n%q\nof the language:\n%q", got, want)
	}
}

func schemaTree(t *testing.T) map[string]any {
	t.Helper()
	var tree map[string]any
	if err := json.Unmarshal(Schema(), &tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

// TestSchemaAccepts shows that the schema accepts what Parse accepts, and that
// it sees at least the faults that need no arithmetic.
func TestSchemaAccepts(t *testing.T) {
	tree := schemaTree(t)
	for name, src := range files(t, "*.yaml") {
		in, _ := Parse(name, src)
		var doc any
		if err := yaml.Unmarshal(src, &doc); err != nil {
			continue // the YAML itself is refused
		}
		faults := conform(tree, doc, "")
		if in != nil && len(faults) > 0 {
			t.Errorf("%s: the schema refuses it: %q", name, faults)
		}
		if needsArithmetic := regexp.MustCompile(`bad_(egress|tags)`); in == nil && len(faults) == 0 && !needsArithmetic.MatchString(name) {
			t.Errorf("%s: the schema accepts it", name)
		}
	}
}

// conform is what a value lacks of a schema: a validator of the keywords that
// Schema writes, and of no others.
func conform(s map[string]any, v any, path string) []string {
	if more := wrongType(s, v); more != "" {
		return []string{path + ": " + more}
	}
	var faults []string
	fail := func(format string, args ...any) { faults = append(faults, path+": "+fmt.Sprintf(format, args...)) }
	if enum, ok := s["enum"].([]any); ok && !slices.ContainsFunc(enum, func(e any) bool { return fmt.Sprint(e) == fmt.Sprint(v) }) {
		fail("%v is not in %v", v, enum)
	}
	bound := func(low, high string, n int) {
		if n < limit(s, low, 0) || n > limit(s, high, math.MaxInt) {
			fail("%d is out of bounds", n)
		}
	}
	switch v := v.(type) {
	case string:
		bound("minLength", "maxLength", utf8.RuneCountInString(v))
		if p, ok := s["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
			fail("%q does not match %s", v, p)
		}
	case int:
		bound("minimum", "maximum", v)
	case []any:
		bound("minItems", "maxItems", len(v))
		for i, item := range v {
			faults = append(faults, conform(s["items"].(map[string]any), item, fmt.Sprintf("%s[%d]", path, i))...)
		}
	case map[string]any:
		bound("minProperties", "maxProperties", len(v))
		faults = append(faults, conformObject(s, v, path)...)
	}
	return faults
}

func conformObject(s map[string]any, v map[string]any, path string) []string {
	var faults []string
	required, _ := s["required"].([]any)
	for _, r := range required {
		if _, ok := v[r.(string)]; !ok {
			faults = append(faults, join(path, r.(string))+": missing")
		}
	}
	props, _ := s["properties"].(map[string]any)
	for key, item := range v {
		sub, ok := props[key].(map[string]any)
		if !ok {
			sub, ok = s["additionalProperties"].(map[string]any)
		}
		if !ok {
			faults = append(faults, join(path, key)+": unknown")
			continue
		}
		if names, ok := s["propertyNames"].(map[string]any); ok {
			faults = append(faults, conform(names, key, path)...)
		}
		faults = append(faults, conform(sub, item, join(path, key))...)
	}
	return faults
}

func limit(s map[string]any, key string, otherwise int) int {
	if n, ok := s[key].(float64); ok {
		return int(n)
	}
	return otherwise
}

// wrongType compares the type of v with the types that s allows.
func wrongType(s map[string]any, v any) string {
	allowed := strings.Trim(fmt.Sprint(s["type"]), "[]")
	if s["type"] == nil {
		return ""
	}
	found := "string" // dates too: an editor sees text
	switch v.(type) {
	case nil:
		found = "null"
	case bool:
		found = "boolean"
	case int:
		found = "integer number"
	case float64:
		found = "number"
	case []any:
		found = "array"
	case map[string]any:
		found = "object"
	}
	for _, f := range strings.Fields(found) {
		if slices.Contains(strings.Fields(allowed), f) {
			return ""
		}
	}
	return fmt.Sprintf("%s (%v), wanted %s", found, reflect.TypeOf(v), allowed)
}
