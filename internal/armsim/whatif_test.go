package armsim_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/internal/armsim"
)

// forecast is the answer of what-if.
type forecast struct {
	Status     string
	Error      *armsim.ErrorBody
	Properties struct {
		Changes, PotentialChanges []change
		Diagnostics               []struct{ Code, Level, Target string }
	}
}

type change struct {
	ResourceID, ChangeType, UnsupportedReason string
	Before, After                             map[string]any
	Delta                                     []propertyChange
}

type propertyChange struct {
	Path, PropertyChangeType string
	Before, After            any
	Children                 []propertyChange
}

// whatIf asks and waits for what would change.
func (c *client) whatIf(path string, body []byte) forecast {
	c.t.Helper()
	a := c.do("POST", path+"/whatIf?api-version=2025-04-01", body)
	if a.status != http.StatusAccepted || a.header.Get("Location") == "" || a.header.Get("Retry-After") == "" {
		c.t.Fatalf("%d %v: %s", a.status, a.header, a.body)
	}
	for a.status == http.StatusAccepted {
		a = c.do("GET", a.header.Get("Location"), nil)
	}
	var f forecast
	if err := json.Unmarshal(a.body, &f); err != nil || a.status != http.StatusOK {
		c.t.Fatalf("%d %v: %s", a.status, err, a.body)
	}
	return f
}

// kinds are the kinds of changes, by the end of the id.
func (f forecast) kinds() map[string]string {
	kinds := map[string]string{}
	for _, c := range f.Properties.Changes {
		kinds[c.ResourceID[strings.LastIndex(c.ResourceID, "/")+1:]] = c.ChangeType
	}
	return kinds
}

func mainOf(sim *armsim.Server) string {
	return "/subscriptions/" + armsim.DefaultSubscription + "/resourceGroups/" + armsim.DefaultGroup + "/providers/Microsoft.Resources/deployments/main"
}

func incremental(template string) []byte {
	return fmt.Appendf(nil, `{"properties": {"mode": "Incremental", "template": %s}}`, template)
}

// TestWhatIf follows a deployment: all is new, nothing is to do, somebody
// changes something.
func TestWhatIf(t *testing.T) {
	sim := armsim.Start(armsim.Options{Speed: -1, Step: time.Minute})
	defer sim.Close()
	c := newClient(t, sim)
	main := mainOf(sim)
	group := main[:strings.Index(main, "/providers/")]
	sim.World.AddResource(group+"/providers/Microsoft.Storage/storageAccounts/other", map[string]any{"location": "eastus2"})
	first := c.whatIf(main, incremental(small))
	for name, kind := range map[string]string{"vnet": "Create", "one": "Create", "id": "Create", "other": "Ignore"} {
		if got := first.kinds()[name]; got != kind {
			t.Errorf("%s: got %q, want %s", name, got, kind)
		}
	}
	if text := fmt.Sprint(first); !strings.Contains(text, "[parameters('secret')]") || strings.Contains(text, "planted") {
		t.Errorf("a secret parameter: %s", text)
	}
	if len(sim.Deployments()) != 0 || len(sim.World.Resources()) != 1 {
		t.Error("what-if changed something")
	}
	c.do("PUT", main+"?api-version=2025-04-01", incremental(small))
	c.wait(main)
	same := c.whatIf(main, incremental(small))
	if got := same.kinds(); got["one"] != "NoChange" || got["id"] != "NoChange" {
		t.Errorf("deployed as it is: got %v", got)
	}
	sim.World.Change(group+"/providers/Microsoft.Network/virtualNetworks/vnet/subnets/one", func(body map[string]any) {
		body["properties"].(map[string]any)["addressPrefix"] = "10.1.9.0/24"
		body["properties"].(map[string]any)["serviceEndpoints"] = []any{map[string]any{"service": "Microsoft.Storage"}}
	})
	sim.World.Change(group+"/providers/Microsoft.Network/virtualNetworks/vnet", func(body map[string]any) {
		body["properties"].(map[string]any)["addressSpace"].(map[string]any)["addressPrefixes"] = []any{"10.1.0.0/16", "10.2.0.0/16"}
	})
	drift := fmt.Sprint(c.whatIf(main, incremental(small)).Properties.Changes)
	for _, want := range []string{
		"{properties.addressPrefix Modify 10.1.9.0/24 10.1.0.0/24 []}", "{properties.serviceEndpoints Delete [map[service:Microsoft.Storage]] <nil> []}",
		"{properties.addressSpace.addressPrefixes Array <nil> <nil> [{1 Delete 10.2.0.0/16 <nil> []}]}",
	} {
		if !strings.Contains(drift, want) {
			t.Errorf("%s is not in %s", want, drift)
		}
	}
}

// TestWhatIfNoise demands what Azure tells though nothing changes, when asked for.
func TestWhatIfNoise(t *testing.T) {
	sim := armsim.Start(armsim.Options{Speed: -1, Step: time.Minute, Noise: true})
	defer sim.Close()
	c := newClient(t, sim)
	main := mainOf(sim)
	c.do("PUT", main+"?api-version=2025-04-01", incremental(small))
	c.wait(main)
	text := fmt.Sprint(c.whatIf(main, incremental(small)).Properties.Changes)
	for _, want := range []string{"{properties.principalId Delete", "{properties.provisioningState NoEffect"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in %s", want, text)
		}
	}
}

// TestWhatIfShortCircuit demands the diagnostic and the potential changes of a
// module whose parameters Azure alone knows.
func TestWhatIfShortCircuit(t *testing.T) {
	const template = `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "languageVersion": "2.0", "contentVersion": "1.0.0.0", "resources": {
		"identity": {"type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2024-11-30", "name": "id", "location": "eastus2"},
		"module": {"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "module", "dependsOn": ["identity"], "properties": {
			"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}, "parameters": {"principal": {"value": "[reference('identity').principalId]"}},
			"template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "parameters": {"principal": {"type": "string"}},
				"resources": [{"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2025-05-01", "name": "ip", "location": "eastus2", "tags": {"of": "[parameters('principal')]"}},
					{"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2025-05-01", "name": "[concat('ip-', uniqueString(parameters('principal')))]", "location": "eastus2"}]}}}}}`
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	f := newClient(t, sim).whatIf(mainOf(sim), incremental(template))
	if len(f.Properties.Changes) != 1 || len(f.Properties.PotentialChanges) != 2 || len(f.Properties.Diagnostics) != 1 {
		t.Fatalf("got %+v", f)
	}
	if d := f.Properties.Diagnostics[0]; d.Code != "NestedDeploymentShortCircuited" || !strings.HasSuffix(d.Target, "/module") {
		t.Errorf("got %+v", d)
	}
	text := fmt.Sprint(f.Properties.PotentialChanges)
	if !strings.Contains(text, "principalId]") || !strings.Contains(text, "Unsupported") {
		t.Errorf("got %s", text)
	}
}

// TestWhatIfFails demands that a failure is an answer with status 200.
func TestWhatIfFails(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := newClient(t, sim)
	sim.World.SetPermissions("", []string{"*/read"}, nil)
	f := c.whatIf(mainOf(sim), incremental(small))
	if f.Status != "Failed" || f.Error == nil || f.Error.Code != "InvalidTemplateDeployment" || f.Error.Details[0].Code != "AuthorizationFailed" {
		t.Errorf("got %+v", f)
	}
	sim.World.FailWhatIf(armsim.ErrorBody{Code: "WhatIfBroken"})
	if f := c.whatIf(mainOf(sim), incremental(small)); f.Status != "Failed" || f.Error.Code != "WhatIfBroken" {
		t.Errorf("got %+v", f)
	}
}

// TestComplete demands that a complete deployment is previewed, and removes what it leaves out.
func TestComplete(t *testing.T) {
	sim := armsim.Start(armsim.Options{Speed: -1, Step: time.Minute})
	defer sim.Close()
	c := newClient(t, sim)
	other := inGroup + "/providers/Microsoft.Storage/storageAccounts/other"
	sim.World.AddResource(other, map[string]any{"location": "eastus2"})
	sim.World.AddExisting(inGroup + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id")
	body := []byte(strings.Replace(string(incremental(resources(identity))), "Incremental", "Complete", 1))
	only := []byte(strings.Replace(string(body), `"mode"`, `"whatIfSettings": {"resultFormat": "ResourceIdOnly"}, "mode"`, 1))
	f := c.whatIf(mainOf(sim), only)
	if got := f.kinds(); got["other"] != "Delete" || got["id"] != "Deploy" || f.Properties.Changes[0].After != nil {
		t.Errorf("got %+v", f)
	}
	c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", body)
	c.wait(mainOf(sim))
	if sim.World.Resource(other) != nil {
		t.Error("what was left out is still there")
	}
}
