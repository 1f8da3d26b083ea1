package preflight_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/preflight"
	"github.com/amlsec/amlsec/internal/armsim"
	"github.com/amlsec/amlsec/snapshot"
)

// stage is a golden case that is about to be deployed to a simulated Azure.
type stage struct {
	t      *testing.T
	sim    *armsim.Server
	client *arm.Client
	in     preflight.Input
	group  string // the id of the resource group
	sub    string // the id of the subscription
}

// activity is the path of the activity log.
const activity = `/providers/Microsoft.Insights/eventtypes/management/values$`

// setUp makes a world in which a golden case deploys.
func setUp(t *testing.T, name string) *stage {
	t.Helper()
	sim := armsim.Start(armsim.Options{Cloud: cloudOf(name)})
	t.Cleanup(sim.Close)
	template, err := os.ReadFile(filepath.Join("..", "..", "testdata", "golden", name, "main.json"))
	if err != nil {
		t.Fatal(err)
	}
	return prepare(t, sim, template)
}

func cloudOf(name string) snapshot.Cloud {
	switch name {
	case "us-government":
		return snapshot.AzureUSGovernment
	case "china":
		return snapshot.AzureChinaCloud
	}
	return snapshot.AzureCloud
}

// secret is the value of each parameter that has no default.
const secret = `planted-"secret"-1`

// parametersOf are values for the parameters that have no default.
func parametersOf(t *testing.T, template []byte) json.RawMessage {
	t.Helper()
	var file struct {
		Parameters map[string]struct {
			DefaultValue any  `json:"defaultValue"`
			Nullable     bool `json:"nullable"`
		} `json:"parameters"`
	}
	if err := json.Unmarshal(template, &file); err != nil {
		t.Fatal(err)
	}
	values := map[string]any{}
	for name, p := range file.Parameters {
		if p.DefaultValue == nil && !p.Nullable {
			values[name] = map[string]any{"value": secret}
		}
	}
	text, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func prepare(t *testing.T, sim *armsim.Server, template []byte) *stage {
	t.Helper()
	s := &stage{t: t, sim: sim, sub: "/subscriptions/" + armsim.DefaultSubscription}
	s.group = s.sub + "/resourceGroups/" + armsim.DefaultGroup
	scope := arm.Scope{SubscriptionID: armsim.DefaultSubscription, ResourceGroup: armsim.DefaultGroup, Location: armsim.DefaultLocation}
	if strings.Contains(string(template), "subscriptionDeploymentTemplate") {
		scope.ResourceGroup = ""
		s.group = s.sub + "/resourceGroups/rg-fraud"
	}
	params := parametersOf(t, template)
	snap, diags := snapshot.Take(template, snapshot.Options{SubscriptionID: scope.SubscriptionID, ResourceGroup: scope.ResourceGroup,
		Location: scope.Location, TenantID: armsim.DefaultTenant, DeploymentName: "amlsec-test", Parameters: fmt.Appendf(nil, `{"parameters": %s}`, params)})
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	s.in = preflight.Input{Snapshot: snap, Scope: scope, Name: "amlsec-test", Template: template, Parameters: params, PrincipalID: armsim.ObjectID}
	sim.World.AddExistingOf(snap)
	s.furnish()
	s.client = connect(t, sim)
	return s
}

// furnish gives what is there already its properties, as the golden cases want it.
func (s *stage) furnish() {
	ranges := map[string]string{"snet-aks": "10.60.4.0/22", "snet-training": "10.60.1.0/24"}
	for _, r := range s.in.Snapshot.Resources {
		if !r.Existing || s.sim.World.Resource(r.ID) == nil {
			continue
		}
		name := r.ID[strings.LastIndexByte(r.ID, '/')+1:]
		s.sim.World.Change(r.ID, func(body map[string]any) {
			all, _ := body["properties"].(map[string]any)
			switch r.Type {
			case "Microsoft.Network/virtualNetworks":
				all["addressSpace"] = map[string]any{"addressPrefixes": []any{"10.60.0.0/16"}}
			case "Microsoft.Network/virtualNetworks/subnets":
				all["networkSecurityGroup"] = map[string]any{"id": "/subscriptions/x/nsg-spoke"}
				all["natGateway"] = map[string]any{"id": "/subscriptions/x/ng"}
				if ranges[name] != "" {
					all["addressPrefix"] = ranges[name]
				}
			case "Microsoft.Storage/storageAccounts":
				body["kind"], body["sku"] = "StorageV2", map[string]any{"name": "Standard_ZRS", "tier": "Standard"}
			case "Microsoft.ContainerRegistry/registries":
				body["sku"] = map[string]any{"name": "Premium"}
			}
		})
	}
}

// spoke is the network of the case existing-vnet.
const spoke = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/net-rg/providers/Microsoft.Network/virtualNetworks/spoke"

func connect(t *testing.T, sim *armsim.Server) *arm.Client {
	t.Helper()
	pem, err := os.ReadFile(sim.CAFile())
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, MaxIdleConnsPerHost: 16}
	t.Cleanup(transport.CloseIdleConnections)
	for _, setting := range sim.Env() {
		name, value, _ := strings.Cut(setting, "=")
		t.Setenv(name, value)
	}
	client, err := arm.Connect(arm.Options{Credential: "environment", Transport: transport,
		Clock: arm.Clock{Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// run makes the checks, and wants that nothing was changed.
func (s *stage) run() []preflight.Result {
	s.t.Helper()
	results, err := preflight.Run(context.Background(), s.client, s.in)
	if err != nil {
		s.t.Fatal(err)
	}
	s.onlyRead()
	return results
}

// onlyRead wants no request that could change anything.
func (s *stage) onlyRead() {
	s.t.Helper()
	for _, r := range s.sim.Requests() {
		reads := r.Method == "GET" || r.Method == "POST" && (strings.HasSuffix(r.Path, "/checkNameAvailability") ||
			strings.HasSuffix(r.Path, "/checkPolicyRestrictions") || strings.HasSuffix(r.Path, "/validate"))
		if r.Host == "arm" && !reads {
			s.t.Errorf("%s %s was sent", r.Method, r.Path)
		}
	}
}

// of are the results of a check with a status.
func of(results []preflight.Result, check string, status preflight.Status) []preflight.Result {
	return slices.DeleteFunc(slices.Clone(results), func(r preflight.Result) bool { return r.Check != check || r.Status != status })
}

func show(results []preflight.Result) string {
	var b strings.Builder
	for _, r := range results {
		if r.Status != preflight.Passed {
			fmt.Fprintf(&b, "%s %s: %s\n  found: %s\n  wanted: %s\n  reason: %s\n  remedy: %s\n", r.Status, r.Check, r.Target, r.Found, r.Wanted, r.Reason, r.Remedy)
		}
	}
	return b.String()
}
