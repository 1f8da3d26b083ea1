package snapshot_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
	"github.com/google/go-cmp/cmp"
)

// TestCorpus evaluates the templates beneath the directories of AMLSEC_CORPUS,
// a list as in PATH, with stand-ins for required parameters. It demands that
// nothing fails that is not the fault of a stand-in; the counts are logged.
func TestCorpus(t *testing.T) {
	dirs := os.Getenv("AMLSEC_CORPUS")
	if dirs == "" {
		t.Skip("AMLSEC_CORPUS is not set")
	}
	counts := map[string]int{}
	for _, dir := range filepath.SplitList(dirs) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && strings.HasSuffix(path, ".json") {
				takeFile(t, path, counts)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var keys []string
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		t.Logf("%6d %s", counts[k], k)
	}
}

func takeFile(t *testing.T, path string, counts map[string]int) {
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var head struct {
		Schema string `json:"$schema"`
	}
	if json.Unmarshal(src, &head) != nil || !strings.Contains(strings.ToLower(head.Schema), "deploymenttemplate.json") {
		return
	}
	counts["templates"]++
	known := snapshot.Options{
		File: path, Values: standIns(src), Location: "westeurope", TenantID: "11111111-2222-3333-4444-555555555555",
		UTCNow: "2024-05-06T07:08:09Z",
	}
	count(t, "stand-ins: ", src, known, counts)
	count(t, "unknown:   ", src, snapshot.Options{File: path, AssumeMissing: true}, counts)
	compareForms(t, path, src, counts)
}

// compareForms checks that the two forms in which Bicep writes a template, with
// and without symbolic names, come to the same resources.
func compareForms(t *testing.T, path string, src []byte, counts map[string]int) {
	symbolic, err := os.ReadFile(strings.TrimSuffix(path, ".json") + ".symbolicnames.json")
	if err != nil {
		return
	}
	counts["pairs with and without symbolic names"]++
	opts := snapshot.Options{AssumeMissing: true, Location: "westeurope"}
	a, _ := snapshot.Take(src, opts)
	b, _ := snapshot.Take(symbolic, opts)
	if diff := cmp.Diff(essence(t, a), essence(t, b)); diff != "" {
		counts["pairs that differ"]++
		if os.Getenv("AMLSEC_CORPUS_VERBOSE") != "" {
			t.Logf("%s: without (-) and with (+) symbolic names:\n%s", path, diff)
		}
	}
}

// essence is what both forms have in common: not the existing resources, which
// only one of them names, nor how a reference is spelt.
func essence(t *testing.T, snap *snapshot.Snapshot) map[string][]string {
	out := map[string][]string{}
	for _, r := range snap.Resources {
		if r.Existing {
			continue
		}
		text, err := json.Marshal(r.Body)
		if err != nil {
			t.Fatal(err)
		}
		var body any
		if err := json.Unmarshal(text, &body); err != nil {
			t.Fatal(err)
		}
		key := spelling.ReplaceAllString(r.ID, "") + " " + r.Type + "@" + r.APIVersion
		bare, err := json.Marshal(withoutSpelling(body))
		if err != nil {
			t.Fatal(err)
		}
		// Two deployments can describe the same resource.
		out[key] = append(out[key], string(bare))
		sort.Strings(out[key])
	}
	return out
}

// spelling is what only one form writes: the version that reference asks.
var spelling = regexp.MustCompile(`, '\d{4}-\d\d-\d\d(-preview)?'`)

func withoutSpelling(v any) any {
	switch v := v.(type) {
	case string:
		return spelling.ReplaceAllString(v, "")
	case []any:
		for i := range v {
			v[i] = withoutSpelling(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = withoutSpelling(v[k])
		}
	}
	return v
}

func count(t *testing.T, mode string, src []byte, opts snapshot.Options, counts map[string]int) {
	snap, diags := snapshot.Take(src, opts)
	counts[mode+"resources"] += len(snap.Resources)
	counts[mode+"deployments"] += len(snap.Deployments)
	if diags.HasErrors() {
		counts[mode+"templates with errors"]++
	}
	for _, d := range diags {
		counts[mode+"diagnostics "+d.Code]++
		if strings.Contains(d.Msg, "internal error") {
			t.Errorf("%s: %s", d.Span, d.Msg)
		}
		if d.Severity == diag.Error && os.Getenv("AMLSEC_CORPUS_VERBOSE") != "" {
			t.Logf("%s%s: %s %s %v", mode, d.Span, d.Code, d.Msg, d.Notes)
		}
	}
	if _, err := json.Marshal(snap); err != nil {
		t.Errorf("%s: %v", opts.File, err)
	}
}

// standIns are values for the parameters of a template that have no default.
func standIns(src []byte) map[string]snapshot.Value {
	var doc map[string]any
	if json.Unmarshal(src, &doc) != nil {
		return nil
	}
	values := map[string]snapshot.Value{}
	params, _ := doc["parameters"].(map[string]any)
	for name, p := range params {
		p, _ := p.(map[string]any)
		_, hasDefault := p["defaultValue"]
		if hasDefault || nullable(doc, p) {
			continue
		}
		values[name] = snapshot.FromJSON(standIn(doc, p, 0))
	}
	return values
}

func nullable(doc map[string]any, p map[string]any) bool {
	n, ok := p["nullable"].(bool)
	return ok && n || !ok && p["$ref"] != nil && nullable(doc, target(doc, p))
}

func target(doc map[string]any, p map[string]any) map[string]any {
	ref, _ := p["$ref"].(string)
	at := any(doc)
	for _, part := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
		m, _ := at.(map[string]any)
		at = m[part]
	}
	m, _ := at.(map[string]any)
	return m
}

// standIn is a value of a declared type.
func standIn(doc, p map[string]any, depth int) any {
	if p["$ref"] != nil && depth < 20 {
		return standIn(doc, target(doc, p), depth+1)
	}
	if list, ok := p["allowedValues"].([]any); ok && len(list) > 0 && !strings.EqualFold(p["type"].(string), "array") {
		return list[0]
	}
	typ, _ := p["type"].(string)
	switch strings.ToLower(typ) {
	case "int":
		if n, ok := p["minValue"]; ok {
			return n
		}
		return 1
	case "bool":
		return false
	case "array":
		list := []any{}
		items, _ := p["items"].(map[string]any)
		n, _ := p["minLength"].(float64)
		for range int(n) {
			list = append(list, standIn(doc, items, depth+1))
		}
		if prefix, ok := p["prefixItems"].([]any); ok {
			for _, x := range prefix {
				m, _ := x.(map[string]any)
				list = append(list, standIn(doc, m, depth+1))
			}
		}
		return list
	case "object", "secureobject":
		return standInObject(doc, p, depth)
	default:
		return standInText(p)
	}
}

func standInText(p map[string]any) string {
	s := "standin"
	if n, ok := p["minLength"].(float64); ok && int(n) > len(s) {
		s += strings.Repeat("x", int(n)-len(s))
	}
	if n, ok := p["maxLength"].(float64); ok && int(n) < len(s) {
		s = s[:int(n)]
	}
	return s
}

func standInObject(doc, p map[string]any, depth int) any {
	out := map[string]any{}
	if depth > 20 {
		return out
	}
	if d, ok := p["discriminator"].(map[string]any); ok {
		mapping, _ := d["mapping"].(map[string]any)
		var names []string
		for name := range mapping {
			names = append(names, name)
		}
		sort.Strings(names)
		m, _ := mapping[names[0]].(map[string]any)
		o, _ := standIn(doc, m, depth+1).(map[string]any)
		o[d["propertyName"].(string)] = names[0]
		return o
	}
	props, _ := p["properties"].(map[string]any)
	for name, v := range props {
		m, _ := v.(map[string]any)
		if !nullable(doc, m) {
			out[name] = standIn(doc, m, depth+1)
		}
	}
	return out
}
