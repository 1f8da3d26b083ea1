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

const schema = `"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0"`

// many is a JSON object with n members.
func many(n int, member string) string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(`"m%d": %s`, i, member)
	}
	return "{" + strings.Join(list, ",") + "}"
}

// TestRefused demands what Azure refuses before a deployment begins.
func TestRefused(t *testing.T) {
	sub := "/subscriptions/" + armsim.DefaultSubscription
	empty := `{` + schema + `, "resources": []}`
	wide := `{"$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": []}`
	at := func(location, template string) string {
		return fmt.Sprintf(`{"location": %q, "properties": {"mode": "Incremental", "template": %s}}`, location, template)
	}
	in := func(template string) string { return string(incremental(template)) }
	for _, tt := range []struct {
		name, path, body string
		status           int
		code             string
	}{
		{"no group", sub + "/resourceGroups/none/providers/Microsoft.Resources/deployments/d", in(empty), 404, "ResourceGroupNotFound"},
		{"no subscription", "/subscriptions/none/resourceGroups/g/providers/Microsoft.Resources/deployments/d", in(empty), 404, "SubscriptionNotFound"},
		{"a long name", groupPath("deployments/" + strings.Repeat("n", 65)), in(empty), 400, "InvalidDeployment"},
		{"a bad name", groupPath("deployments/a%20b"), in(empty), 400, "InvalidDeploymentName"},
		{"no JSON", groupPath("deployments/d"), `{`, 400, "InvalidRequestContent"},
		{"no template", groupPath("deployments/d"), `{"properties": {"mode": "Incremental"}}`, 400, "InvalidRequestContent"},
		{"no mode", groupPath("deployments/d"), `{"properties": {"template": ` + empty + `}}`, 400, "InvalidRequestContent"},
		{"too large", groupPath("deployments/d"), in(`{` + schema + `, "metadata": {"x": "` + strings.Repeat("x", 4<<20) + `"}, "resources": []}`), 413, "RequestContentTooLarge"},
		{"257 parameters", groupPath("deployments/d"), in(`{` + schema + `, "resources": [], "parameters": ` + many(257, `{"type": "string", "defaultValue": ""}`) + `}`), 400, "InvalidTemplate"},
		{"513 variables", groupPath("deployments/d"), in(`{` + schema + `, "resources": [], "variables": ` + many(513, `1`) + `}`), 400, "InvalidTemplate"},
		{"65 outputs", groupPath("deployments/d"), in(`{` + schema + `, "resources": [], "outputs": ` + many(65, `{"type": "int", "value": 1}`) + `}`), 400, "InvalidTemplate"},
		{"801 copies", groupPath("deployments/d"), in(`{` + schema + `, "resources": [{"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2025-05-01", "name": "[concat('ip', copyIndex())]", "copy": {"name": "c", "count": 801}}]}`), 400, "InvalidTemplate"},
		{"a location where none may be", groupPath("deployments/d"), at("eastus2", empty), 400, "InvalidDeployment"},
		{"no location", sub + "/providers/Microsoft.Resources/deployments/d", in(wide), 400, "LocationRequired"},
		{"the wrong scope", sub + "/providers/Microsoft.Resources/deployments/d", at("eastus2", empty), 400, "InvalidTemplate"},
		{"an expression that fails", groupPath("deployments/d"), in(`{` + schema + `, "resources": [], "outputs": {"o": {"type": "int", "value": "[div(1, 0)]"}}}`), 400, "InvalidTemplate"},
		{"a parameter without value", groupPath("deployments/d"), in(`{` + schema + `, "resources": [], "parameters": {"p": {"type": "string"}}}`), 400, "InvalidTemplate"},
		{"a circle", groupPath("deployments/d"), in(`{` + schema + `, "languageVersion": "2.0", "resources": {"a": ` + ip("a", `"dependsOn": ["b"]`) + `, "b": ` + ip("b", `"dependsOn": ["a"]`) + `}}`), 400, "InvalidTemplate"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sim := armsim.Start(armsim.Options{})
			defer sim.Close()
			a := newClient(t, sim).do("PUT", tt.path+"?api-version=2025-04-01", []byte(tt.body))
			if a.status != tt.status || errorCode(a.body) != tt.code {
				t.Errorf("got %d %.400s, want %d %s", a.status, a.body, tt.status, tt.code)
			}
			if len(sim.Deployments()) > 0 {
				t.Error("it began")
			}
		})
	}
}

func groupPath(rest string) string {
	return "/subscriptions/" + armsim.DefaultSubscription + "/resourcegroups/" + armsim.DefaultGroup + "/providers/Microsoft.Resources/" + rest
}

// ip is a public address as a resource.
func ip(name, more string) string {
	return fmt.Sprintf(`{"type": "Microsoft.Network/publicIPAddresses", "apiVersion": "2025-05-01", "name": %q, "location": "eastus2", %s}`, name, more)
}

// TestPut demands the headers and the states of a deployment that runs.
func TestPut(t *testing.T) {
	sim := armsim.Start(armsim.Options{Speed: -1})
	defer sim.Close()
	c := newClient(t, sim)
	first := c.do("PUT", groupPath("deployments/Main")+"?api-version=2025-04-01", incremental(small))
	if first.status != 201 || first.header.Get("Retry-After") != "" || !strings.Contains(first.header.Get("Azure-AsyncOperation"), "/operationStatuses/") {
		t.Errorf("got %d %v", first.status, first.header)
	}
	var d shownDeployment
	c.decode(first, &d)
	if d.Properties.ProvisioningState != "Accepted" || d.Properties.CorrelationID != "11111111-2222-4333-8444-555555555555" {
		t.Errorf("got %+v", d.Properties)
	}
	if p := d.Properties.Parameters["secret"]; p.Value != nil || p.Type != "SecureString" || d.Properties.Parameters["name"].Value != "vnet" {
		t.Errorf("got %+v", d.Properties.Parameters)
	}
	status := first.header.Get("Azure-AsyncOperation")
	poll := func(want string) {
		t.Helper()
		if a := c.do("GET", status, nil); a.status != 200 || string(a.body) != `{"status":"`+want+`"}` {
			t.Errorf("got %d %s, want %s", a.status, a.body, want)
		}
	}
	poll("Accepted")
	sim.Advance(2 * time.Second)
	poll("Running")
	if a := c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(small)); a.status != 409 || errorCode(a.body) != "DeploymentActive" {
		t.Errorf("put again while it runs: %d %s", a.status, a.body)
	}
	sim.Advance(time.Hour)
	poll("Succeeded")
	if a := c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(small)); a.status != 200 {
		t.Errorf("put again: %d %s", a.status, a.body)
	}
	if a := c.do("GET", strings.Replace(status, "armsimPlanted", "forged", 1), nil); a.status != 403 {
		t.Errorf("a forged signature: %d", a.status)
	}
	if strings.Contains(string(c.do("GET", mainOf(sim)+"?api-version=2025-04-01", nil).body), "planted-secret-parameter") || strings.Contains(fmt.Sprint(sim.World.Resource(smallIDs()[0])), "planted-secret-parameter") {
		t.Error("a secret parameter is shown")
	}
}

// TestHistory demands the limit of deployments, and that one more of the same name fits.
func TestHistory(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := newClient(t, sim)
	c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(`{`+schema+`, "resources": []}`))
	c.wait(mainOf(sim))
	sim.World.SetHistory(mainOf(sim)[:strings.Index(mainOf(sim), "/providers/")], 799)
	if a := c.do("PUT", groupPath("deployments/other")+"?api-version=2025-04-01", incremental(small)); a.status != 409 || errorCode(a.body) != "DeploymentQuotaExceeded" {
		t.Errorf("the 801st: %d %s", a.status, a.body)
	}
	if a := c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(small)); a.status != 200 {
		t.Errorf("again: %d %s", a.status, a.body)
	}
}

// TestLocation demands that a deployment to a subscription stays in its region.
func TestLocation(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := newClient(t, sim)
	path := "/subscriptions/" + armsim.DefaultSubscription + "/providers/Microsoft.Resources/deployments/d"
	body := func(location string) []byte {
		return fmt.Appendf(nil, `{"location": %q, "properties": {"mode": "Incremental", "template": {"$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": []}}}`, location)
	}
	c.do("PUT", path+"?api-version=2025-04-01", body("eastus2"))
	c.wait(path)
	if a := c.do("PUT", path+"?api-version=2025-04-01", body("westus2")); a.status != http.StatusConflict || errorCode(a.body) != "InvalidDeploymentLocation" {
		t.Errorf("got %d %s", a.status, a.body)
	}
}

// TestForeign demands that somebody else's deployment runs and ends by itself.
func TestForeign(t *testing.T) {
	sim := armsim.Start(armsim.Options{Speed: -1})
	defer sim.Close()
	c := newClient(t, sim)
	sim.StartForeign("/subscriptions/"+armsim.DefaultSubscription+"/resourceGroups/"+armsim.DefaultGroup, "main", time.Minute)
	if a := c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(small)); errorCode(a.body) != "DeploymentActive" {
		t.Errorf("got %s", a.body)
	}
	sim.Advance(2 * time.Minute)
	if d := sim.Deployments(); len(d) != 1 || !d[0].Foreign || d[0].State != "Succeeded" {
		t.Errorf("got %+v", d)
	}
	var list struct{ Value []json.RawMessage }
	c.decode(c.do("GET", groupPath("deployments")+"?api-version=2025-04-01", nil), &list)
	if len(list.Value) != 1 {
		t.Errorf("listed %s", list.Value)
	}
}
