package preflight_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/deploy/preflight"
	"github.com/amlsec/amlsec/internal/armsim"
)

// write is a template with some resources and parameters.
func write(parameters, resources string) []byte {
	return fmt.Appendf(nil, `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
		"contentVersion": "1.0.0.0", "parameters": {%s}, "resources": [%s]}`, parameters, resources)
}

// play prepares a template for a simulated Azure.
func play(t *testing.T, template []byte) *stage {
	t.Helper()
	sim := armsim.Start(armsim.Options{})
	t.Cleanup(sim.Close)
	return prepare(t, sim, template)
}

// TestTemplates provokes what no golden case has.
func TestTemplates(t *testing.T) {
	const cluster = `{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2025-10-01", "name": "aks", "location": "eastus2",
		"properties": {"kubernetesVersion": "1.29", "agentPoolProfiles": [{"name": "system", "count": 3, "vmSize": "Standard_D4s_v5"}]}}`
	const network = `{"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2025-05-01", "name": "vnet", "location": "eastus2", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}},
		{"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "2025-05-01", "name": "vnet/api", "dependsOn": ["vnet"],
		"properties": {"addressPrefix": "10.0.0.0/28", "delegations": [{"name": "aks", "properties": {"serviceName": "Microsoft.ContainerService/managedClusters"}}]}}`
	computes := ""
	for _, name := range []string{"one", "two"} {
		computes += `, {"type": "Microsoft.MachineLearningServices/workspaces/computes", "apiVersion": "2025-06-01", "name": "mlw/` + name + `", "location": "eastus2", "dependsOn": ["mlw"],
			"properties": {"computeType": "AmlCompute", "properties": {"vmSize": "Standard_DS3_v2", "scaleSettings": {"minNodeCount": 0, "maxNodeCount": 3}}}}`
	}
	computes = `{"type": "Microsoft.MachineLearningServices/workspaces", "apiVersion": "2025-06-01", "name": "mlw", "location": "eastus2", "properties": {}}` + computes
	for _, tt := range []struct {
		check, template, found, remedy string
		blocks                         bool
		spoil                          func(*stage)
	}{
		// Each alone would have room.
		{"quota/machine-learning", computes, "180 of 200 used, 20 free", "Standard DSv2 Family", false, func(s *stage) {
			s.sim.World.SetUsage("ml", east, "Standard DSv2 Family Cluster Dedicated vCPUs", 180, 200)
		}},
		{"quota/machine-learning", computes, "480 of 500 used, 20 free", "Total Cluster Dedicated Regional vCPUs", false, func(s *stage) {
			s.sim.World.SetUsage("ml", east, "Total Cluster Dedicated Regional vCPUs", 480, 500)
		}},
		{"region/kubernetes", cluster, "Kubernetes 1.29 is not offered in eastus2", "az aks get-versions --location eastus2", true, func(*stage) {}},
		{"region/delegation", network, "cannot be delegated to Microsoft.ContainerService/managedClusters", "another region", true, func(s *stage) {
			s.sim.World.RemoveDelegation(east, "Microsoft.ContainerService/managedClusters")
		}},
		{"validate/rights", network, "Microsoft.Network/virtualNetworks/write", "role", true, func(s *stage) {
			s.sim.World.SetPermissions("", []string{"*/read", "Microsoft.Resources/*"}, nil)
		}},
	} {
		t.Run(tt.check, func(t *testing.T) {
			s := play(t, write("", tt.template))
			tt.spoil(s)
			wantFailed(t, s.run(), broken{check: tt.check, found: tt.found, remedy: tt.remedy, blocks: tt.blocks})
		})
	}
}

// TestOutbound wants of an existing subnet what the way out of its nodes needs.
func TestOutbound(t *testing.T) {
	const subnet, table = spoke + "/subnets/snet-aks", "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/net-rg/providers/Microsoft.Network/routeTables/rt"
	template := write("", `{"type": "Microsoft.ContainerService/managedClusters", "apiVersion": "2025-10-01", "name": "aks", "location": "eastus2",
		"properties": {"networkProfile": {"outboundType": "userDefinedRouting", "networkPlugin": "azure"},
		"agentPoolProfiles": [{"name": "system", "count": 3, "maxPods": 30, "vmSize": "Standard_D4s_v5", "vnetSubnetID": "`+subnet+`"}]}}`)
	template = []byte(strings.Replace(string(template), `"resources": [`, `"languageVersion": "2.0", "resources": {"subnet": {"existing": true, "type": "Microsoft.Network/virtualNetworks/subnets",
		"apiVersion": "2025-05-01", "subscriptionId": "11111111-1111-1111-1111-111111111111", "resourceGroup": "net-rg", "name": "spoke/snet-aks"}, "cluster": `, 1))
	template = append(template[:len(template)-2], "}}"...)
	route := func(hop string) map[string]any {
		return map[string]any{"properties": map[string]any{"routes": []any{map[string]any{"name": "r", "properties": map[string]any{"addressPrefix": "0.0.0.0/0", "nextHopType": hop}}}}}
	}
	for _, tt := range []struct {
		name, found string
		status      preflight.Status
		table       map[string]any // nil for no table on the subnet
	}{
		{"none", "no route table", preflight.Failed, nil},
		{"empty", "no route for 0.0.0.0/0", preflight.Failed, map[string]any{"properties": map[string]any{"routes": []any{}}}},
		{"internet", "0.0.0.0/0 goes to Internet", preflight.Failed, route("Internet")},
		{"appliance", "0.0.0.0/0 to VirtualAppliance", preflight.Passed, route("VirtualAppliance")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := play(t, template)
			s.sim.World.AddResource(subnet, map[string]any{"properties": map[string]any{"addressPrefix": "10.60.4.0/24"}})
			if tt.table != nil {
				properties(s, subnet, "routeTable", map[string]any{"id": table})
				s.sim.World.AddResource(table, tt.table)
			}
			results := s.run()
			got := of(results, "subnet/outbound", tt.status)
			if len(got) != 1 || !strings.Contains(got[0].Found, tt.found) {
				t.Errorf("%+v\n%s", got, show(results))
			}
			// Three nodes and one for an upgrade, with 30 pods each, and two.
			if free := of(results, "subnet/free-addresses", preflight.Passed); len(free) != 1 || !strings.HasSuffix(free[0].Found, "251 free, 126 needed") {
				t.Errorf("%+v", free)
			}
		})
	}
}

// TestRefusedReads wants nothing to pass of what cannot be read, whatever is
// answered instead.
func TestRefusedReads(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		body   string
		reason string
	}{
		{"forbidden", http.StatusForbidden, `{"error": {"code": "AuthorizationFailed", "message": "no"}}`, "no right to read "},
		{"failing", http.StatusInternalServerError, `{"error": {"code": "InternalServerError", "message": "try later"}}`, "status 500"},
		{"a page", http.StatusOK, `<html>proxy</html>`, "cannot be read"},
		{"a list", http.StatusOK, `[1, 2]`, "cannot be read"},
		{"another shape", http.StatusOK, `{"value": ["x"], "properties": "y", "nameAvailable": "yes", "registrationState": 7, "error": 7, "location": {}, "fieldRestrictions": 3}`, "cannot be read"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := setUp(t, "existing-vnet")
			s.sim.Answer("", `^/subscriptions/[^/]+/`, tt.status, tt.body)
			s.sim.Answer("", `^/subscriptions/[^/]+$`, http.StatusForbidden, `{}`)
			results := s.run()
			for _, r := range results {
				if r.Status == preflight.Passed {
					t.Errorf("passed: %+v", r)
				}
			}
			open := slices.DeleteFunc(slices.Clone(results), func(r preflight.Result) bool { return r.Status != preflight.NotRun })
			if len(open) < 100 || !slices.ContainsFunc(open, func(r preflight.Result) bool { return strings.Contains(r.Reason, tt.reason) }) {
				t.Errorf("%d of %d not run:\n%s", len(open), len(results), show(results[:min(8, len(results))]))
			}
		})
	}
}

// TestOneRefusedRead wants each read that is forbidden told with the right that
// it needs.
func TestOneRefusedRead(t *testing.T) {
	for path, want := range map[string][2]string{
		`/providers/Microsoft.Authorization/permissions$`:     {"rights/write", "Microsoft.Authorization/permissions/read"},
		`/providers/Microsoft.Authorization/locks$`:           {"scope/locks", "Microsoft.Authorization/locks/read"},
		`/providers/Microsoft.Authorization/denyAssignments$`: {"rights/deny", "Microsoft.Authorization/denyAssignments/read"},
		`/providers/Microsoft.Compute/skus$`:                  {"region/size", "Microsoft.Compute/skus/read"},
		`/Microsoft.Compute/locations/eastus2/usages$`:        {"quota/cores", "Microsoft.Compute/locations/usages/read"},
		`/checkNameAvailability$`:                             {"name/available", "Microsoft.Storage/checkNameAvailability/read"},
		`/deletedVaults/`:                                     {"name/deleted-vault", "Microsoft.KeyVault/locations/deletedVaults/read"},
		`/checkPolicyRestrictions$`:                           {"policy/restrictions", "Microsoft.PolicyInsights/checkPolicyRestrictions/read"},
	} {
		t.Run(want[0], func(t *testing.T) {
			s := setUp(t, "minimal")
			s.sim.Answer("", path, http.StatusForbidden, `{"error": {"code": "AuthorizationFailed", "message": "no"}}`)
			results := s.run()
			if got := of(results, want[0], preflight.Passed); len(got) > 0 {
				t.Errorf("passed: %+v", got[0])
			}
			got := of(results, want[0], preflight.NotRun)
			if !slices.ContainsFunc(got, func(r preflight.Result) bool {
				return strings.Contains(r.Reason, "no right to read") && strings.Contains(r.Reason, want[1]) && strings.Contains(r.Remedy, want[1])
			}) {
				t.Errorf("%s", show(results))
			}
		})
	}
}

// TestSecrets wants the value of a secure parameter neither sent to be judged
// by policies nor told, though a provider repeats it.
func TestSecrets(t *testing.T) {
	template := write(`"pass": {"type": "secureString"}, "plain": {"type": "string", "defaultValue": "shown"}`, `{"type": "Microsoft.Network/networkSecurityGroups", "apiVersion": "2025-05-01", "name": "nsg", "location": "eastus2",
		"tags": {"pass": "[parameters('pass')]", "plain": "[parameters('plain')]"}, "properties": {"made": "[reference('x').y]"}}`)
	s := play(t, template)
	message, err := json.Marshal(map[string]any{"error": map[string]any{"code": "InvalidParameter", "message": "nsg: " + secret + " is too short", "target": secret}})
	if err != nil {
		t.Fatal(err)
	}
	s.sim.Answer("POST", "/validate$", 400, string(message))
	results := s.run()
	if text := fmt.Sprintf("%+v", results); strings.Contains(text, secret) || !strings.Contains(text, "(secret) is too short") {
		t.Error(text)
	}
	policies := 0
	for _, r := range s.sim.Requests() {
		if strings.HasSuffix(r.Path, "/checkPolicyRestrictions") {
			policies++
			if strings.Contains(string(r.Body), "planted") || strings.Contains(string(r.Body), "unknown") || !strings.Contains(string(r.Body), "shown") {
				t.Errorf("%s", r.Body)
			}
		}
	}
	if got := of(results, "policy/restrictions", preflight.Passed); policies != 1 || len(got) != 1 || !strings.Contains(got[0].Found, "2 values") {
		t.Errorf("%d %+v", policies, got)
	}
}

// TestAgain wants what a deployment made before not counted against the next.
func TestAgain(t *testing.T) {
	s := setUp(t, "minimal")
	for _, r := range s.in.Snapshot.Resources {
		if strings.HasPrefix(r.ID, s.group) {
			s.sim.World.AddResource(r.ID, map[string]any{"location": "eastus2", "properties": map[string]any{}})
		}
	}
	s.sim.World.SetUsage("storage", east, "StorageAccounts", 250, 250)
	s.sim.World.SetUsage("ml", east, "Standard DSv2 Family Cluster Dedicated vCPUs", 10, 10)
	s.sim.World.Change(idOf(s, "Microsoft.ContainerService/managedClusters"), func(body map[string]any) {
		body["properties"] = map[string]any{"agentPoolProfiles": []any{
			map[string]any{"name": "system", "vmSize": "Standard_D4s_v5", "count": 3}, map[string]any{"name": "inference", "vmSize": "Standard_D8s_v5", "count": 4}}}
	})
	s.sim.World.SetUsage("compute", east, "standardDSv5Family", 44, 44)
	results := s.run()
	for _, check := range []string{"quota/resources", "quota/machine-learning", "quota/cores", "name/available", "name/deleted-workspace", "name/deleted-vault"} {
		if got := of(results, check, preflight.Passed); len(got) == 0 || len(of(results, check, preflight.Failed)) > 0 {
			t.Errorf("%s: %s", check, show(results))
		}
	}
	if got := of(results, "quota/growth", preflight.Failed); len(got) != 1 {
		t.Errorf("%d families of the grown cluster do not fit", len(got))
	}
}

// TestUnreachable wants one error, and no results, of an Azure that is not there.
func TestUnreachable(t *testing.T) {
	s := setUp(t, "minimal")
	s.sim.Close()
	results, err := preflight.Run(context.Background(), s.client, s.in)
	if err == nil || len(results) > 0 {
		t.Errorf("%d results, %v", len(results), err)
	}
}

// TestInterrupted wants a run to end with its context.
func TestInterrupted(t *testing.T) {
	s := setUp(t, "minimal")
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	cancel()
	if _, err := preflight.Run(ctx, s.client, s.in); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestSlowValidation wants an answer that comes later.
func TestSlowValidation(t *testing.T) {
	s := setUp(t, "minimal")
	s.sim.World.ValidateSlowly()
	if got := of(s.run(), "validate/rights", preflight.Passed); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}

// TestStateless wants a deployment whose state is not told for none that has ended.
func TestStateless(t *testing.T) {
	s := play(t, write("", ""))
	s.sim.Answer("GET", "/deployments/amlsec-test$", http.StatusOK, "{}")
	const check = "scope/active-deployment"
	results := s.run()
	if len(of(results, check, preflight.Passed)) > 0 || len(of(results, check, preflight.NotRun)) == 0 {
		t.Error(show(results))
	}
}
