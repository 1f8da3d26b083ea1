package plan

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/intent"
)

// TestDecided checks that the rows name fields and resources that exist, and
// where they lead.
func TestDecided(t *testing.T) {
	in, _ := intent.Parse("intent.yaml", []byte("apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\nprofile: dev\ninference:\n  cluster:\n    localAccounts: true\n"))
	p, diags := Build(in)
	if p == nil {
		t.Fatal(diags.Err())
	}
	for _, tt := range []struct {
		symbol, property string
		line             int
	}{
		{"cluster", "properties.disableLocalAccounts", 7},
		{"cluster", "properties.agentPoolProfiles[*].availabilityZones", 4},
		{"cluster", "properties.agentPoolProfiles[*].osDiskType", 6},
		{"workspace", "properties.hbiWorkspace", 2},
		{"extension", "properties.configurationSettings.allowInsecureConnections", 5},
		{"storage", "Microsoft.Network/privateEndpoints", 2},
		{"storage", "", 0},
		{"storage", "properties.minimumTlsVersion", 0},
		{"elsewhere", "properties.disableLocalAccounts", 0},
	} {
		at, ok := p.Decided(tt.symbol, tt.property)
		if ok != (tt.line > 0) || at.Start.Line != tt.line {
			t.Errorf("%s %s: line %d, %t; wanted line %d", tt.symbol, tt.property, at.Start.Line, ok, tt.line)
		}
	}
}

// TestDecisionsExist demands fields that the language has, and symbols that some
// environment has.
func TestDecisionsExist(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(intent.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	for _, d := range decisions() {
		if d.symbol == "" || d.property == "" {
			t.Errorf("%v lacks a symbol or a property", d)
		}
		for _, field := range d.fields {
			if !hasField(schema, schema, strings.Split(field, ".")) {
				t.Errorf("%s %s: there is no field %q", d.symbol, d.property, field)
			}
		}
	}
	if !slices.ContainsFunc(decisions(), func(d decision) bool { return d.symbol == "clusterNsg" }) {
		t.Error("no row is about the cluster's security group")
	}
}

// hasField follows the properties of a JSON schema, and its references.
func hasField(root, at map[string]any, path []string) bool {
	if ref, ok := at["$ref"].(string); ok {
		defs, _ := root["$defs"].(map[string]any)
		at, _ = defs[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
	}
	if len(path) == 0 {
		return at != nil
	}
	properties, _ := at["properties"].(map[string]any)
	next, ok := properties[path[0]].(map[string]any)
	return ok && hasField(root, next, path[1:])
}
