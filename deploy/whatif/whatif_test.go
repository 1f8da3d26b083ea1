package whatif

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/internal/golden"
	"github.com/amlsec/amlsec/schemas"
)

func read(t *testing.T, name string) *Result {
	t.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(body, property.New(schemas.New()))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func place(id string) string {
	if strings.Contains(id, "nsg-fraud") {
		return "intent.yaml:3:5 [network.subnets.cluster]"
	}
	return ""
}

// TestText holds the forms for people, in colour too, and the report in JSON, of
// an answer with each kind of change.
func TestText(t *testing.T) {
	r := read(t, "testdata/mixed.json")
	var report bytes.Buffer
	if err := diag.WriteJSON(&report, NewReport(r, place)); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"testdata/mixed.txt":       Text(r, TextOptions{Place: place}),
		"testdata/mixed-all.txt":   Text(r, TextOptions{Place: place, ShowNoise: true, Details: true}),
		"testdata/mixed-color.txt": Text(r, TextOptions{Color: true}),
		"testdata/mixed.out.json":  report.String(),
	} {
		if want := golden.File(t, name, []byte(text)); string(want) != text {
			t.Errorf("%s: got\n%s", name, text)
		}
		if strings.Contains(text, "planted") || strings.Contains(text, "\u202e") || strings.Contains(text, "\x1b[31m") {
			t.Errorf("%s: a secret, or what steers a terminal, is in it", name)
		}
	}
	if !r.Changed() || len(r.Incomplete()) != 1 || len(r.Unsupported()) != 2 {
		t.Errorf("got %v, %v, %v", r.Changed(), r.Incomplete(), r.Unsupported())
	}
}

// TestChanged holds what counts as a change.
func TestChanged(t *testing.T) {
	change := func(kind, delta string) string {
		return `{"status": "Succeeded", "properties": {"changes": [{"resourceId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/st", "changeType": "` +
			kind + `", "delta": [` + delta + `]}]}}`
	}
	for _, tt := range []struct {
		name, body string
		changed    bool
	}{
		{"nothing", `{"status": "Succeeded", "properties": {"changes": []}}`, false},
		{"no change", change("NoChange", ""), false},
		{"ignored", change("Ignore", ""), false},
		{"created", change("Create", ""), true},
		{"deleted", change("delete", ""), true},
		{"not told", change("Deploy", ""), true},
		{"modified without a word", change("Modify", ""), true},
		{"noise alone", change("Modify", `{"path": "etag", "propertyChangeType": "Modify", "before": "1", "after": "2"}`), false},
		{"read-only and more", change("Modify", `{"path": "etag", "propertyChangeType": "Modify", "before": "1", "after": "2"}, {"path": "sku.name", "propertyChangeType": "Modify", "before": "Standard_LRS", "after": "Standard_ZRS"}`), true},
		{"known later", change("Modify", `{"path": "properties.x", "propertyChangeType": "Modify", "before": "1", "after": "[reference('x').y]"}`), false},
		{"new, its value known later", change("Modify", `{"path": "properties.x", "propertyChangeType": "Create", "after": "[reference('x').y]"}`), true},
		{"what Azure never returns", change("Modify", `{"path": "properties.x", "propertyChangeType": "Create", "after": "[parameters('secret')]"}`), false},
		{"a tag of any name", change("Modify", `{"path": "tags.etag", "propertyChangeType": "Modify", "before": "1", "after": "2"}`), true},
		{"public access opened", change("Modify", `{"path": "properties.publicNetworkAccess", "propertyChangeType": "Modify", "before": "Disabled", "after": "Enabled"}`), true},
		{"public access no longer closed", change("Modify", `{"path": "properties.publicNetworkAccess", "propertyChangeType": "Delete", "before": "Disabled"}`), true},
		{"not previewed", change("Unsupported", ""), false},
		{"possible", `{"status": "Succeeded", "properties": {"potentialChanges": [{"resourceId": "/x", "changeType": "Create"}]}}`, true},
	} {
		r, err := Read([]byte(tt.body), nil)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		} else if r.Changed() != tt.changed {
			t.Errorf("%s: got %v", tt.name, r.Changed())
		}
	}
}

// TestIncomplete holds which remarks mean that a part is missing.
func TestIncomplete(t *testing.T) {
	for _, tt := range []struct {
		level, code string
		incomplete  bool
	}{
		{"Warning", "NestedDeploymentShortCircuited", true},
		{"Warning", "NestedDeploymentSkippedFromInternalExpansion", true},
		{"info", "nesteddeploymentshortcircuited", true},
		{"Error", "Anything", true},
		{"Warning", "SomethingElse", false},
		{"Info", "", false},
	} {
		if got := (Diagnostic{Level: tt.level, Code: tt.code}).Incomplete(); got != tt.incomplete {
			t.Errorf("%s %s: got %v", tt.level, tt.code, got)
		}
	}
}

// TestFailure holds that no failure passes for an empty preview.
func TestFailure(t *testing.T) {
	for _, tt := range []struct{ name, body, want string }{
		{"failed with 200", `{"status": "Failed", "error": {"code": "InvalidTemplate", "message": "it is broken"}}`, "InvalidTemplate: it is broken"},
		{"failed without error", `{"status": "Failed"}`, "Failed"},
		{"error without status", `{"error": {"code": "X", "message": "y"}}`, "X: y"},
		{"canceled", `{"status": "Canceled"}`, "Canceled"},
		{"no properties", `{"status": "Succeeded"}`, "holds no changes"},
		{"null", `null`, "holds no changes"},
		{"no JSON", `<html>`, "cannot be read"},
		{"more behind", `{"properties": {}} {}`, "cannot be read"},
		{"another shape", `{"properties": {"changes": {"a": 1}}}`, "cannot be read"},
	} {
		_, err := Read([]byte(tt.body), nil)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}

// TestRequest holds what is sent, and that the answer of the operation counts.
func TestRequest(t *testing.T) {
	var sent arm.Request
	azure := Azure{
		Do: func(_ context.Context, r arm.Request) (*arm.Response, error) {
			sent = r
			return &arm.Response{Status: http.StatusAccepted}, nil
		},
		Wait: func(context.Context, *arm.Response) (*arm.Response, error) {
			return &arm.Response{Status: http.StatusOK, Body: []byte(`{"status": "Succeeded", "properties": {"changes": [{"resourceId": "/a", "changeType": "NoChange"}]}}`)}, nil
		},
	}
	for _, tt := range []struct {
		scope      arm.Scope
		path, body string
	}{
		{
			arm.Scope{SubscriptionID: "s", ResourceGroup: "g", Location: "eastus2"},
			"/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/deployments/main/whatIf",
			`{"properties":{"mode":"Incremental","template":{"a":1},"parameters":{"p":{"value":2}},"validationLevel":"Provider","whatIfSettings":{"resultFormat":"FullResourcePayloads"}}}`,
		},
		{
			arm.Scope{SubscriptionID: "s", Location: "eastus2"},
			"/subscriptions/s/providers/Microsoft.Resources/deployments/main/whatIf",
			`{"location":"eastus2","properties":{"mode":"Incremental","template":{"a":1},"parameters":{"p":{"value":2}},"validationLevel":"Provider","whatIfSettings":{"resultFormat":"FullResourcePayloads"}}}`,
		},
	} {
		r, err := Run(t.Context(), azure, Deployment{
			Scope: tt.scope, Name: "main", Template: json.RawMessage(`{"a":1}`), Parameters: json.RawMessage(`{"p":{"value":2}}`), ValidationLevel: "Provider",
		}, nil)
		if err != nil || len(r.Changes) != 1 {
			t.Fatal(r, err)
		}
		body, err := json.Marshal(sent.Body)
		if err != nil || string(body) != tt.body || sent.Path != tt.path || sent.Method != http.MethodPost || sent.Version != "2025-04-01" {
			t.Errorf("sent %+v\n%s\n%v", sent, body, err)
		}
	}
	broken := errors.New("broken")
	azure.Wait = func(context.Context, *arm.Response) (*arm.Response, error) { return nil, broken }
	if _, err := Run(t.Context(), azure, Deployment{Name: "main"}, nil); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// FuzzRead looks for answers that make it panic, that steer a terminal or whose
// differences are lost: each leaf of the delta is in one of the lists.
func FuzzRead(f *testing.F) {
	body, err := os.ReadFile("testdata/mixed.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Add([]byte(`{"properties": {"changes": [{"changeType": "Modify", "delta": [{"path": "", "children": [{"path": "-1"}, {"path": "x", "before": [1], "after": [2]}]}]}]}}`))
	f.Add([]byte(`{"properties": {"changes": [{"changeType": "Modify", "delta": [{"path": "a", "propertyChangeType": "Array", "before": [{"name": "x"}], "after": null, "children": [{"path": "9"}]}]}]}}`))
	facts := property.New(schemas.New())
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := Read(body, facts)
		if err != nil {
			return
		}
		text := Text(r, TextOptions{ShowNoise: true, Details: true})
		for line := range strings.Lines(text) {
			if shown := strings.TrimSuffix(line, "\n"); diag.Printable(shown) != shown {
				t.Errorf("%q can steer a terminal", shown)
			}
		}
		if _, err := json.Marshal(NewReport(r, nil)); err != nil {
			t.Error(err)
		}
		for _, c := range r.Changes {
			if c.Kind == Modify && c.effective() == NoChange && len(c.Folded)+len(c.Unresolved) == 0 {
				t.Error("a change without a word became none")
			}
		}
	})
}
