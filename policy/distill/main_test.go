package main

import (
	"os"
	"strings"
	"testing"
)

// TestDistill demands that what was distilled stays as it is, and that what
// evaluation does not need is left out.
func TestDistill(t *testing.T) {
	src, err := os.ReadFile("../builtin.json")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := distill(src); err != nil || string(got) != string(src) {
		t.Errorf("distilling what is distilled changes it: %v", err)
	}
	got, err := distill([]byte(`[{"id": "b", "effect": "Deny", "if": {"field": "name", "like": "<*>"}, "cat": "x", "details": {"type": "T", "deployment": {"big": 1}}},
  {"id": "a", "effect": "Audit", "name": "A", "params": {}, "if": {}, "details": null}]`))
	const want = `[
{"id":"a","name":"A","version":"","effect":"Audit","params":{},"if":{}},
{"id":"b","name":"","version":"","effect":"Deny","params":null,"if":{"field":"name","like":"<*>"},"details":{"type":"T"}}
]
`
	if string(got) != want || err != nil {
		t.Errorf("%s, %v", got, err)
	}
}

// TestRefuses names what is no list of policies.
func TestRefuses(t *testing.T) {
	for src, want := range map[string]string{`{`: "read the list", `[]`: "no policies", `[{"id": "a", "name": "A"}]`: `"A" needs id, effect and if`} {
		if _, err := distill([]byte(src)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, wanted %q", src, err, want)
		}
	}
}
