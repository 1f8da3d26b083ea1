package armsim_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/internal/armsim"
)

// resources is a template with symbolic names.
func resources(list string) string {
	return `{` + schema + `, "languageVersion": "2.0", "resources": {` + list + `}}`
}

const (
	networkOnly = `"vnet": {"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2025-05-01", "name": "v", "location": "eastus2", "properties": {}}`
	identity    = `"identity": {"type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2024-11-30", "name": "id", "location": "eastus2"}`
	vault       = `"vault": {"type": "Microsoft.KeyVault/vaults", "apiVersion": "2025-05-01", "name": "kv", "location": "eastus2", "properties": {}}`
)

func subnet(name, more string) string {
	return fmt.Sprintf(`"%s": {"type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "2025-05-01", "name": "v/%s", "properties": {} %s}`, name, name, more)
}

func endpoint(name, more string) string {
	return fmt.Sprintf(`"%s": {"type": "Microsoft.Network/privateEndpoints", "apiVersion": "2025-05-01", "name": "%s", "location": "eastus2",
		"properties": {"subnet": {"id": "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'v', 'a')]"}} %s}`, name, name, more)
}

// TestForgotten deploys templates that forget a dependency, each of which fails
// as it does in Azure, whatever takes how long.
func TestForgotten(t *testing.T) {
	for _, tt := range []struct{ name, template, code string }{
		{"the parent", resources(networkOnly + "," + subnet("a", "")), "ParentResourceNotFound"},
		{"two subnets at once", resources(networkOnly + "," + subnet("a", `, "dependsOn": ["vnet"]`) + "," + subnet("b", `, "dependsOn": ["vnet"]`)), "AnotherOperationInProgress"},
		{"the subnet of an endpoint", resources(networkOnly + "," + subnet("a", `, "dependsOn": ["vnet"]`) + "," + endpoint("e", `, "dependsOn": ["vnet"]`)), "ReferencedResourceNotProvisioned InvalidResourceReference"},
		{"two endpoints at once", resources(networkOnly + "," + subnet("a", `, "dependsOn": ["vnet"]`) + "," + endpoint("e", `, "dependsOn": ["a"]`) + "," + endpoint("f", `, "dependsOn": ["a"]`)), "ReferencedResourceNotProvisioned"},
		{"an endpoint beside a subnet", resources(networkOnly + "," + subnet("a", `, "dependsOn": ["vnet"]`) + "," + subnet("b", `, "dependsOn": ["a"]`) + "," + endpoint("e", `, "dependsOn": ["a"]`)), "ReferencedResourceNotProvisioned AnotherOperationInProgress"},
		{"what is referred to by its id", resources(identity + `, "ip": ` + ip("ip", `"tags": {"of": "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id'), '2024-11-30').principalId]"}`)), "ResourceNotFound"},
		{"what a role is for", resources(vault + `, "role": {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "r", "scope": "[resourceId('Microsoft.KeyVault/vaults', 'kv')]", "properties": {}}`), "ResourceNotFound"},
		{"what is not there at all", resources(`"ip": ` + ip("ip", `"properties": {"natGateway": {"id": "[resourceId('Microsoft.Network/natGateways', 'none')]"}}`)), "InvalidResourceReference"},
		{"a version that does not exist", resources(strings.Replace(identity, "2024-11-30", "2001-01-01", 1)), "NoRegisteredProviderFound"},
		{"a region that does not exist", resources(strings.Replace(identity, "eastus2", "atlantis", 1)), "LocationNotAvailableForResourceType"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sim := armsim.Start(armsim.Options{Speed: -1, Step: time.Minute})
			defer sim.Close()
			c := newClient(t, sim)
			c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(tt.template))
			d := c.wait(mainOf(sim))
			var e armsim.ErrorBody
			if d.Properties.ProvisioningState != "Failed" || json.Unmarshal(d.Properties.Error, &e) != nil || len(e.Details) == 0 {
				t.Fatalf("got %+v", d.Properties)
			}
			if e.Code != "DeploymentFailed" || !slices.Contains(strings.Fields(tt.code), e.Details[0].Code) || e.Details[0].Target == "" {
				t.Errorf("got %+v, want %s", e, tt.code)
			}
		})
	}
}

// TestImplied demands that reference() of a symbolic name is a dependency.
func TestImplied(t *testing.T) {
	sim := armsim.Start(armsim.Options{Speed: -1, Step: time.Minute})
	defer sim.Close()
	c := newClient(t, sim)
	c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(resources(`"ip": `+ip("ip", `"tags": {"of": "[toUpper(concat('x', reference('identity').principalId))]"}`)+", "+identity)))
	if d := c.wait(mainOf(sim)); d.Properties.ProvisioningState != "Succeeded" {
		t.Fatalf("got %s", d.Properties.Error)
	}
	tags := fmt.Sprint(sim.World.Resource(mainOf(sim)[:strings.Index(mainOf(sim), "/providers/")] + "/providers/Microsoft.Network/publicIPAddresses/ip")["tags"])
	if !strings.HasPrefix(tags, "map[of:X") || len(tags) != len("map[of:X")+37 {
		t.Errorf("got %s", tags)
	}
}

// nested is a template with a module in a module.
func nested(inner string) string {
	module := func(name, content string) string {
		return fmt.Sprintf(`%q: {"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": %q, "properties": {"mode": "Incremental",
			"expressionEvaluationOptions": {"scope": "inner"}, "template": %s}}`, name, name, content)
	}
	return resources(module("outer", resources(module("inner", resources(inner)))))
}

// TestNested demands operations and records of nested deployments, and errors
// that repeat themselves outwards, as text within text when asked for.
func TestNested(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault armsim.Fault
		check func(armsim.ErrorBody) bool
	}{
		{"told", armsim.Fault{}, func(e armsim.ErrorBody) bool {
			return e.Details[0].Code == "ResourceDeploymentFailure" && e.Details[0].Details[0].Code == "DeploymentFailed" && e.Details[0].Details[0].Details[0].Details[0].Details[0].Code == "Full"
		}},
		{"hidden", armsim.Fault{Hidden: true}, func(e armsim.ErrorBody) bool { return e.Details == nil }},
		{"encoded", armsim.Fault{Encoded: true}, func(e armsim.ErrorBody) bool {
			return e.Details[0].Code == "Conflict" && strings.Contains(e.Details[0].Message, `\\\"code\\\":\\\"Full`)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sim := armsim.Start(armsim.Options{Speed: -1, Step: time.Minute})
			defer sim.Close()
			c := newClient(t, sim)
			tt.fault.Action, tt.fault.Resource, tt.fault.Error = armsim.FailResource, "/id$", armsim.ErrorBody{Code: "Full", Message: "m"}
			sim.Faults(tt.fault)
			c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(nested(identity)))
			d := c.wait(mainOf(sim))
			var e armsim.ErrorBody
			if err := json.Unmarshal(d.Properties.Error, &e); err != nil || !tt.check(e) {
				t.Errorf("got %s, %v", d.Properties.Error, err)
			}
			for path, want := range map[string]string{"main": "outer Microsoft.Resources/deployments Failed", "outer": "inner Microsoft.Resources/deployments Failed", "inner": "id Microsoft.ManagedIdentity/userAssignedIdentities Failed Full"} {
				if got := c.operations(path); got != want {
					t.Errorf("%s: got %q, want %q", path, got, want)
				}
			}
			if got := sim.Deployments(); len(got) != 3 || got[2].Parent != got[1].ID || got[1].Parent != got[0].ID || got[2].CorrelationID != got[0].CorrelationID {
				t.Errorf("got %+v", got)
			}
			c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(nested(identity)))
			if d := c.wait(mainOf(sim)); d.Properties.ProvisioningState != "Succeeded" {
				t.Errorf("the second time: %s", d.Properties.Error)
			}
		})
	}
}

// operations is the one operation of a deployment, in words.
func (c *client) operations(name string) string {
	c.t.Helper()
	var list struct {
		Value []struct {
			Properties struct {
				ProvisioningState string
				StatusMessage     struct{ Error armsim.ErrorBody }
				TargetResource    struct{ ResourceName, ResourceType string }
			}
		}
	}
	path := strings.Replace(groupPath("deployments/"+name), "/providers/Microsoft.Resources", "", 1)
	c.decode(c.do("GET", path+"/operations?api-version=2025-04-01", nil), &list)
	if len(list.Value) != 1 {
		return fmt.Sprintf("%d operations", len(list.Value))
	}
	p := list.Value[0].Properties
	words := []string{p.TargetResource.ResourceName, p.TargetResource.ResourceType, p.ProvisioningState}
	if code := p.StatusMessage.Error.Code; code == "Full" {
		words = append(words, code)
	}
	return strings.Join(words, " ")
}

// TestCancel demands that what is begun goes on, nested deployments too, and
// holds the name of the nested one until it ends.
func TestCancel(t *testing.T) {
	sim := armsim.Start(armsim.Options{Speed: -1})
	defer sim.Close()
	c := newClient(t, sim)
	c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(nested(identity)))
	sim.Advance(4 * time.Second)
	if a := c.do("POST", mainOf(sim)+"/cancel?api-version=2025-04-01", nil); a.status != 204 {
		t.Fatalf("got %d %s", a.status, a.body)
	}
	states := func() string {
		var list []string
		for _, d := range sim.Deployments() {
			list = append(list, d.Name+" "+d.State)
		}
		return strings.Join(list, ", ")
	}
	if got := states(); got != "main Canceled, outer Running, inner Running" {
		t.Errorf("got %s", got)
	}
	c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(nested(identity)))
	sim.Advance(2 * time.Second)
	if d := c.wait(mainOf(sim)); !strings.Contains(string(d.Properties.Error), "DeploymentActive") {
		t.Errorf("got %+v", d)
	}
	if a := c.do("POST", groupPath("deployments/inner")+"/cancel?api-version=2025-04-01", nil); a.status != 204 {
		t.Errorf("cancel the innermost: %d %s", a.status, a.body)
	}
	if got := states(); !strings.Contains(got, "outer Failed, inner Canceled") {
		t.Errorf("got %s", got)
	}
	sim.Advance(time.Hour)
	if sim.World.Resource(mainOf(sim)[:strings.Index(mainOf(sim), "/providers/")]+"/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id") == nil {
		t.Error("what was begun did not end")
	}
}

// TestSame demands that one seed and one script give the same run, to the byte.
func TestSame(t *testing.T) {
	run := func() string {
		sim := armsim.Start(armsim.Options{Speed: -1, Step: 7 * time.Second, Seed: 4})
		defer sim.Close()
		c := newClient(t, sim)
		c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(small))
		c.wait(mainOf(sim))
		return string(c.do("GET", mainOf(sim)+"/operations?api-version=2025-04-01", nil).body) + string(c.do("GET", mainOf(sim)+"?api-version=2025-04-01", nil).body)
	}
	if a, b := run(), run(); a != b {
		t.Errorf("got\n%s\nand\n%s", a, b)
	}
}
