package armsim_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/internal/armsim"
	"github.com/amlsec/amlsec/snapshot"
)

// TestGolden deploys every golden case: what depends on what must be enough.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("../../testdata/golden/*/main.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("found %d cases: %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(filepath.Dir(file))
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			template, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			deployTwice(t, name, template)
		})
	}
}

func clouds(name string) snapshot.Cloud {
	switch name {
	case "china":
		return snapshot.AzureChinaCloud
	case "us-government":
		return snapshot.AzureUSGovernment
	}
	return snapshot.AzureCloud
}

func deployTwice(t *testing.T, name string, template []byte) {
	sim := armsim.Start(armsim.Options{Speed: -1, Step: 2 * time.Minute, Balancer: true, Cloud: clouds(name)})
	defer sim.Close()
	scope, location := "/subscriptions/"+armsim.DefaultSubscription, ""
	group := armsim.DefaultGroup
	if strings.Contains(string(template), "subscriptionDeploymentTemplate") {
		location, group = "eastus2", ""
	} else {
		scope += "/resourceGroups/" + group
	}
	opts := snapshot.Options{SubscriptionID: armsim.DefaultSubscription, ResourceGroup: group, Location: "eastus2", TenantID: armsim.DefaultTenant, Cloud: clouds(name)}
	params := parametersFor(t, template)
	opts.Parameters = fmt.Appendf(nil, `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "contentVersion": "1.0.0.0", "parameters": %s}`, params)
	snap, diags := snapshot.Take(template, opts)
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	sim.World.AddExistingOf(snap)
	c := newClient(t, sim)
	path := scope + "/providers/Microsoft.Resources/deployments/main"
	body := fmt.Appendf(nil, `{"location": %q, "properties": {"mode": "Incremental", "template": %s, "parameters": %s}}`, location, template, params)
	if location == "" {
		body = bytes.Replace(body, []byte(`"location": "", `), nil, 1)
	}
	for round, want := range []int{http.StatusCreated, http.StatusOK} {
		if got := c.do("PUT", path+"?api-version=2025-04-01", body); got.status != want {
			t.Fatalf("round %d: got %d, want %d: %s", round, got.status, want, got.body)
		}
		d := c.wait(path)
		if d.Properties.ProvisioningState != "Succeeded" {
			t.Fatalf("round %d: %s: %s", round, d.Properties.ProvisioningState, d.Properties.Error)
		}
		checkOutputs(t, snap, d.Properties.Outputs)
	}
	for _, c := range c.whatIf(path, body).Properties.Changes {
		// Azure never shows a secret again, so that one is always about to be set.
		secret := slices.ContainsFunc(c.Delta, func(d propertyChange) bool { return strings.HasPrefix(fmt.Sprint(d.After), "[parameters(") })
		if c.ChangeType != "NoChange" && c.ChangeType != "Ignore" && !secret {
			t.Errorf("what-if of what is deployed: %s %s: %+v", c.ChangeType, c.ResourceID, c.Delta)
		}
	}
	for _, r := range snap.Resources {
		if sim.World.Resource(r.ID) == nil && r.Conditional == nil {
			t.Errorf("%s does not exist", r.ID)
		}
	}
	if strings.Contains(string(template), `"scoringFe.serviceType.internalLoadBalancer": "true"`) && !slices.ContainsFunc(sim.World.Resources(), func(id string) bool { return strings.HasSuffix(id, "/loadBalancers/kubernetes-internal") }) {
		t.Error("there is no internal load balancer")
	}
	for _, d := range sim.Deployments() {
		if d.State != "Succeeded" {
			t.Errorf("%s: %s", d.ID, d.State)
		}
	}
}

// checkOutputs demands a concrete value of every output that is not secure.
func checkOutputs(t *testing.T, snap *snapshot.Snapshot, got map[string]output) {
	t.Helper()
	n := 0
	for _, o := range snap.Outputs {
		if o.Secure {
			continue
		}
		n++
		found := false
		for name, v := range got {
			if strings.EqualFold(name, o.Name) {
				found = v.Value != nil && !strings.Contains(fmt.Sprint(v.Value), "reference(")
				if name == o.Name && strings.HasPrefix(name, "AZURE") {
					t.Errorf("%s is spelt as in the template", name)
				}
			}
		}
		if !found {
			t.Errorf("output %s: got %v", o.Name, got)
		}
	}
	if len(got) != n {
		t.Errorf("got %d outputs, want %d", len(got), n)
	}
}

// parametersFor are values for the parameters that have no default.
func parametersFor(t *testing.T, template []byte) string {
	t.Helper()
	var file struct {
		Parameters map[string]struct {
			Type         string `json:"type"`
			DefaultValue any    `json:"defaultValue"`
			Nullable     bool   `json:"nullable"`
		} `json:"parameters"`
	}
	if err := json.Unmarshal(template, &file); err != nil {
		t.Fatal(err)
	}
	params := map[string]any{}
	for name, p := range file.Parameters {
		if p.DefaultValue == nil && !p.Nullable {
			params[name] = map[string]any{"value": "planted-value-of-" + name}
		}
	}
	b, err := json.Marshal(params)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

type output struct {
	Type  string
	Value any
}

// shownDeployment is the body of a deployment.
type shownDeployment struct {
	ID, Name   string
	Properties struct {
		ProvisioningState, CorrelationID string
		Outputs                          map[string]output
		Parameters                       map[string]output
		Error                            json.RawMessage
	}
}

// client is a client that knows nothing: what it is answered is all there is.
type client struct {
	t     testing.TB
	sim   *armsim.Server
	http  *http.Client
	token string
}

type answered struct {
	status int
	header http.Header
	body   []byte
}

func newClient(t testing.TB, sim *armsim.Server) *client {
	t.Helper()
	c := &client{t: t, sim: sim, http: trusting(t, sim)}
	c.token = c.login(armsim.ClientSecret)
	return c
}

func (c *client) do(method, path string, body []byte) answered {
	c.t.Helper()
	a, err := c.try(method, path, body)
	if err != nil {
		c.t.Fatal(err)
	}
	return a
}

func (c *client) try(method, path string, body []byte) (answered, error) {
	url := path
	if strings.HasPrefix(path, "/") {
		url = c.sim.URL() + path
	}
	req, err := http.NewRequestWithContext(c.t.Context(), method, url, bytes.NewReader(body))
	if err != nil {
		return answered{}, err
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	req.Header.Set("x-ms-correlation-request-id", "11111111-2222-4333-8444-555555555555")
	resp, err := c.http.Do(req)
	if err != nil {
		return answered{}, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	return answered{resp.StatusCode, resp.Header, b}, err
}

// wait polls a deployment to its end.
func (c *client) wait(path string) shownDeployment {
	c.t.Helper()
	for range 2000 {
		var d shownDeployment
		c.decode(c.do("GET", path+"?api-version=2025-04-01", nil), &d)
		switch d.Properties.ProvisioningState {
		case "Succeeded", "Failed", "Canceled":
			return d
		}
	}
	c.t.Fatal("the deployment does not end")
	return shownDeployment{}
}

func (c *client) decode(a answered, into any) {
	c.t.Helper()
	if a.status >= 300 {
		c.t.Fatalf("%d: %s", a.status, a.body)
	}
	if err := json.Unmarshal(a.body, into); err != nil {
		c.t.Fatalf("%v: %s", err, a.body)
	}
}
