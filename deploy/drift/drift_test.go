package drift

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/schemas"
	"github.com/amlsec/amlsec/snapshot"
)

const base = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/resource-group/providers/"

// world answers for Azure: the body of what exists, by id in lower case.
type world map[string]string

func (w world) azure() Azure {
	return Azure{
		Get: func(_ context.Context, path, _ string, into any) error {
			body, ok := w[strings.ToLower(path)]
			switch {
			case !ok:
				return &arm.Error{Status: 404, Code: "ResourceNotFound", Message: "none"}
			case body == "403":
				return &arm.Error{Status: 403, Code: "AuthorizationFailed", Message: "no right"}
			case body == "lost":
				return errors.New("no network")
			}
			return json.Unmarshal([]byte(body), into)
		},
		List: func(context.Context, string, string, url.Values) ([]json.RawMessage, error) { return nil, nil },
	}
}

// one compares one resource: the template's with what Azure has.
func one(t *testing.T, resource, found string) Resource {
	t.Helper()
	r := compared(t, resource, world{strings.ToLower(base + "Microsoft.Storage/storageAccounts/st"): found})
	return r.Resources[0]
}

func compared(t *testing.T, resource string, w world) *Report {
	t.Helper()
	template := fmt.Sprintf(`{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
		"parameters": {"password": {"type": "secureString"}}, "resources": [%s]}`, resource)
	snap, diags := snapshot.Take([]byte(template), snapshot.Options{AssumeMissing: true})
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	r, err := Run(t.Context(), w.azure(), snap, Options{Facts: property.New(schemas.New())})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestCompare holds what is a difference, what is none and what cannot be told.
func TestCompare(t *testing.T) {
	const head = `"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2025-06-01", "name": "st"`
	for _, tt := range []struct{ name, want, found, differences, skipped string }{
		{"same", `"location": "eastus2", "properties": {"a": 1}`, `{"location": "East US 2", "properties": {"a": 1, "b": 2}, "etag": "x"}`, "", ""},
		{"other value", `"properties": {"a": 1}`, `{"properties": {"a": 2}}`, "properties.a: 1, 2", ""},
		{"gone value", `"properties": {"a": 1}`, `{"properties": {}}`, "properties.a: 1, ", ""},
		{"gone object", `"properties": {"nat": {"id": "/subscriptions/x"}}`, `{"properties": {}}`, `properties.nat.id: "/subscriptions/x", `, ""},
		{"gone flag", `"properties": {"a": false}`, `{"properties": {}}`, `properties.a: false, `, ""},
		{"left to Azure", `"properties": {"a": null, "b": "", "c": {}}`, `{"properties": {"a": 1, "b": "x", "c": {"d": 1}}}`, "", ""},
		{"empty list", `"properties": {"a": []}`, `{"properties": {"a": ["x"]}}`, `properties.a[0]: , "x"`, ""},
		{"no list", `"properties": {"a": []}`, `{"properties": {}}`, "", ""},
		{"another element", `"properties": {"rules": [{"name": "a", "x": 1}]}`, `{"properties": {"rules": [{"name": "b", "x": 1}, {"name": "A", "x": 2}]}}`,
			`properties.rules[a].x: 1, 2; properties.rules[b]: , {"name":"b","x":1}`, ""},
		{"an element off", `"properties": {"logs": [{"category": "a", "enabled": true}]}`, `{"properties": {"logs": [{"category": "a", "enabled": true}, {"category": "b", "enabled": false}]}}`, "", ""},
		{"order of servers", `"properties": {"dnsServers": ["1", "2"]}`, `{"properties": {"dnsServers": ["2", "1"]}}`, `properties.dnsServers[0]: "1", "2"; properties.dnsServers[1]: "2", "1"`, ""},
		{"order of a set", `"zones": ["1", "2"]`, `{"zones": ["2", "1"]}`, "", ""},
		{"a tag more", `"tags": {"a": "x"}`, `{"tags": {"a": "x", "azd-env-name": "y"}}`, "", ""},
		{"a tag less", `"tags": {"a": "x"}`, `{}`, `tags.a: "x", `, ""},
		{"an identity more", `"identity": {"type": "UserAssigned", "userAssignedIdentities": {"/subscriptions/a": {}}}`,
			`{"identity": {"type": "userassigned", "userAssignedIdentities": {"/Subscriptions/A": {"clientId": "x"}, "/subscriptions/b": {}}}}`,
			`identity.userAssignedIdentities./subscriptions/b: , {}`, ""},
		{"another kind of value", `"properties": {"a": {"b": 1}}`, `{"properties": {"a": "b"}}`, `properties.a: {"b":1}, "b"`, ""},
		{"secure parameter", `"properties": {"setting": "[parameters('password')]"}`, `{"properties": {"setting": "planted"}}`, "", "unknown"},
		{"secret by name", `"properties": {"adminPassword": "planted"}`, `{"properties": {"adminPassword": "planted-2"}}`, "", "secret"},
		{"secret not returned", `"properties": {"adminPassword": "planted"}`, `{"properties": {}}`, "", "secret"},
		{"secret in a difference", `"properties": {"a": {"clientSecret": "planted"}}`, `{"properties": {"a": 1}}`, `properties.a: {"clientSecret":"(secret)"}, 1`, ""},
		{"not known", `"properties": {"a": "[reference('x').y]"}`, `{"properties": {"a": 1}}`, "", "unknown"},
		{"read from another", fmt.Sprintf(`"properties": {"a": "[reference('%sMicrosoft.Storage/storageAccounts/st', '2025-06-01').b]"}`, base), `{"properties": {"a": 1, "b": 1}}`, "", ""},
		{"read from another, full", fmt.Sprintf(`"properties": {"a": "[reference('%sMicrosoft.Storage/storageAccounts/st', '2025-06-01', 'Full').sku.name]"}`, base), `{"sku": {"name": "x"}, "properties": {"a": "y"}}`, `properties.a: "x", "y"`, ""},
	} {
		got := one(t, "{"+head+", "+tt.want+"}", tt.found)
		var differences, skipped []string
		for _, d := range got.Differences {
			differences = append(differences, d.Path+": "+d.Want+", "+d.Got)
		}
		for _, s := range got.Skipped {
			skipped = append(skipped, s.Reason.Rule)
		}
		if strings.Join(differences, "; ") != tt.differences || strings.Join(skipped, " ") != tt.skipped {
			t.Errorf("%s: got %v, %v; want %s, %s", tt.name, differences, skipped, tt.differences, tt.skipped)
		}
		text := (&Report{Resources: []Resource{got}}).Text(TextOptions{ShowNoise: true})
		if strings.Contains(text, "planted") {
			t.Errorf("%s: a secret is told:\n%s", tt.name, text)
		}
	}
}

// TestStates holds that nothing passes for the same that was not compared.
func TestStates(t *testing.T) {
	const resource = `{"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2025-06-01", "name": "st"}`
	for _, tt := range []struct {
		name, found      string
		state            State
		drifted, partial bool
	}{
		{"same", `{}`, Same, false, false},
		{"missing", "", Missing, true, false},
		{"forbidden", "403", Unreadable, false, true},
		{"no resource", `null`, Unreadable, false, true},
	} {
		w := world{}
		if tt.found != "" {
			w[strings.ToLower(base+"Microsoft.Storage/storageAccounts/st")] = tt.found
		}
		r := compared(t, resource, w)
		if r.Resources[0].State != tt.state || r.Drifted() != tt.drifted || r.Partial() != tt.partial {
			t.Errorf("%s: got %+v, %v, %v", tt.name, r.Resources[0], r.Drifted(), r.Partial())
		}
	}
	r := compared(t, `{"condition": "[equals(reference('x').y, 1)]", "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2025-06-01", "name": "st"}`, world{})
	if r.Resources[0].State != Unknown || r.Drifted() {
		t.Errorf("got %+v", r.Resources[0])
	}
	snap, _ := snapshot.Take([]byte(`{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [`+resource+`]}`), snapshot.Options{})
	if _, err := Run(t.Context(), world{strings.ToLower(base + "Microsoft.Storage/storageAccounts/st"): "lost"}.azure(), snap, Options{}); err == nil || !strings.Contains(err.Error(), "no network") {
		t.Errorf("without a network: got %v", err)
	}
}

// TestExtra holds that what is no longer asked for is told, and what cannot be
// listed as well.
func TestExtra(t *testing.T) {
	group := "/subscriptions/s/resourceGroups/g"
	item := func(id, tag string) json.RawMessage {
		return json.RawMessage(fmt.Sprintf(`{"id": %q, "tags": {"Owner": %q}}`, group+id, tag))
	}
	azure := world{}.azure()
	opts := Options{Groups: []string{group}, Tag: "owner", Value: "me"}
	for _, tt := range []struct {
		name  string
		list  []json.RawMessage
		err   error
		extra []string
		fails string
	}{
		{"extra", []json.RawMessage{item("/providers/A.B/c/2", "me"), item("/providers/A.B/c/1", "me"), item("/providers/A.B/c/3", "other")}, nil, []string{"1", "2"}, ""},
		{"no group", nil, &arm.Error{Status: 404}, nil, ""},
		{"forbidden", nil, &arm.Error{Status: 403, Code: "No"}, nil, ""},
		{"elsewhere", []json.RawMessage{json.RawMessage(`{"id": "/subscriptions/s/resourceGroups/other/providers/A.B/c/1"}`)}, nil, nil, "elsewhere"},
		{"no network", nil, errors.New("no network"), nil, "no network"},
	} {
		azure.List = func(context.Context, string, string, url.Values) ([]json.RawMessage, error) { return tt.list, tt.err }
		r, err := Run(t.Context(), azure, &snapshot.Snapshot{}, opts)
		if tt.fails != "" {
			if err == nil || !strings.Contains(err.Error(), tt.fails) {
				t.Errorf("%s: got %v", tt.name, err)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, e := range r.Extra {
			names = append(names, e.Name)
		}
		if !slices.Equal(names, tt.extra) || r.Drifted() != (len(tt.extra) > 0) || r.Partial() != (tt.name == "forbidden") {
			t.Errorf("%s: got %+v", tt.name, r)
		}
	}
}

// FuzzCompare looks for bodies that make it panic, that steer a terminal, or that
// differ from themselves.
func FuzzCompare(f *testing.F) {
	f.Add(`{"location": "eastus2", "properties": {"a": [1, {"name": "x"}], "b": null}}`, `{"properties": {"a": [2]}}`)
	f.Add(`{"properties": {"securityRules": [{"name": "a"}, {"name": "a"}]}}`, `{"properties": {"securityRules": [{"name": "A"}]}}`)
	f.Add(`{"zones": ["1", "1"], "identity": {"userAssignedIdentities": {"a": {}}}}`, `{"identity": {"userAssignedIdentities": 7}}`)
	facts := property.New(schemas.New())
	f.Fuzz(func(t *testing.T, want, got string) {
		var w, g property.Body
		if json.Unmarshal([]byte(want), &w) != nil || json.Unmarshal([]byte(got), &g) != nil || w.Object == nil || g.Object == nil {
			return
		}
		for _, tt := range []struct {
			found *snapshot.Object
			same  bool
		}{{g.Object, false}, {w.Object, true}} {
			res := Resource{ID: "/x", Type: "Microsoft.Network/networkSecurityGroups"}
			c := comparer{reader: &reader{opts: Options{Facts: facts}}, of: property.Resource{Type: res.Type}, into: &res}
			c.object(nil, w.Object, tt.found)
			if tt.same && len(res.Differences) > 0 {
				t.Errorf("%s differs from itself: %v", want, res.Differences)
			}
			for line := range strings.Lines((&Report{Resources: []Resource{{State: Different, Differences: res.Differences, Skipped: res.Skipped}}}).Text(TextOptions{ShowNoise: true})) {
				if shown := strings.TrimSuffix(line, "\n"); diag.Printable(shown) != shown {
					t.Errorf("%q can steer a terminal", shown)
				}
			}
		}
	})
}
