package main

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/amlsec/amlsec/internal/armsim"
)

func TestDestroy(t *testing.T) {
	w := deployed(t, "minimal")
	foreign := []string{
		"/subscriptions/" + armsim.DefaultSubscription + "/resourceGroups/" + armsim.DefaultGroup + "/providers/Microsoft.Storage/storageAccounts/stother",
		"/subscriptions/" + armsim.DefaultSubscription + "/resourceGroups/" + armsim.DefaultGroup + "/providers/Microsoft.Network/natGateways/ng-tagged",
	}
	w.sim.World.AddResource(foreign[0], map[string]any{"location": "eastus2", "tags": map[string]any{"amlsec-environment": "other"}})
	w.sim.World.AddResource(foreign[1], map[string]any{"location": "eastus2", "tags": map[string]any{"amlsec-environment": "fraud"}, "properties": map[string]any{}})
	w.change("registry", func(body map[string]any) { body["tags"] = map[string]any{"amlsec-environment": "other"} })

	before, existed := len(w.sim.Requests()), len(w.sim.World.Resources())
	w.want(w.run("destroy", w.intent), exitInput, "Would be deleted", "there is nobody to ask", "--yes",
		`belongs to "other"`, "ng-tagged: it carries the tag, but the intent does not ask for it", "az keyvault recover")
	if writes := w.writes(before); len(writes) > 0 || len(w.sim.World.Resources()) != existed {
		t.Errorf("the list wrote: %v", writes)
	}

	got := w.run("destroy", w.intent, "--yes")
	w.want(got, exitClean, "deleted Microsoft.MachineLearningServices/workspaces ")
	for _, id := range w.exist() {
		if !strings.HasPrefix(id, w.id("registry")) {
			t.Errorf("%s is left\n%s", id, got.out)
		}
	}
	for _, id := range append(foreign, w.id("registry")) {
		if w.sim.World.Resource(id) == nil {
			t.Errorf("%s was deleted", id)
		}
	}
	w.want(w.run("destroy", w.intent, "--yes"), exitClean, "Nothing to delete")
	w.want(w.run("destroy", w.intent, "--yes", "--orphans"), exitClean, "deleted Microsoft.Network/natGateways ng-tagged")
	if w.sim.World.Resource(foreign[0]) == nil || w.sim.World.Resource(foreign[1]) != nil {
		t.Error("--orphans takes in what carries the tag, and nothing else")
	}
}

// What is in a subscription that is not shown is not taken for gone.
func TestNoSubscription(t *testing.T) {
	w := deployed(t, "minimal")
	w.flags = append(w.flags, "--subscription", "5eed0000-0000-4000-8000-00000000ffff")
	for _, command := range []string{"destroy", "verify", "whatif", "deploy"} {
		w.want(w.run(command, w.intent), exitFailure, "SubscriptionNotFound", "check the subscription, and that the login may see it")
	}
}

// The extension of a cluster that was there before stays while the workspace of
// another environment uses it.
func TestDestroyShared(t *testing.T) {
	w := deployed(t, "existing-cluster")
	extension, access := "", ""
	for _, r := range w.snap.Resources {
		switch r.Type {
		case "Microsoft.KubernetesConfiguration/extensions":
			extension = r.ID
		case "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings":
			access = r.ID
		}
	}
	cluster, _, _ := strings.Cut(extension, "/providers/Microsoft.KubernetesConfiguration")
	binding := cluster + "/trustedAccessRoleBindings/ta-other"
	w.sim.World.AddResource(binding, map[string]any{"properties": map[string]any{
		"sourceResourceId": "/subscriptions/" + armsim.DefaultSubscription + "/resourceGroups/rg-other/providers/Microsoft.MachineLearningServices/workspaces/mlw-other",
	}})
	w.want(w.run("destroy", w.intent, "--yes"), exitClean, `the workspace "mlw-other" uses it as well`, "deleted Microsoft.MachineLearningServices/workspaces ")
	if w.sim.World.Resource(extension) == nil || w.sim.World.Resource(binding) == nil || w.sim.World.Resource(access) != nil {
		t.Error("the extension and the other's binding stay, and the own goes")
	}
	w.sim.World.Remove(binding)
	w.want(w.run("destroy", w.intent, "--yes"), exitClean, "deleted Microsoft.KubernetesConfiguration/extensions")
}

func TestDestroyLocked(t *testing.T) {
	w := deployed(t, "minimal")
	w.sim.World.Lock(w.id("storage"), "keep", "CanNotDelete")
	before := len(w.sim.Requests())
	w.want(w.run("destroy", w.intent, "--yes"), exitFailure, `CanNotDelete "keep"`, "az lock delete --ids", "nothing was deleted")
	if writes := w.writes(before); len(writes) > 0 {
		t.Errorf("it wrote: %v", writes)
	}
}

// TestOperate verifies, previews and destroys what is deployed: there is no
// difference, both only read, and what was there before stays.
func TestOperate(t *testing.T) {
	for _, golden := range []string{
		"central-zones", "existing-cluster", "existing-services", "existing-vnet", "full", "managed-online-endpoint", "subscription-scope",
	} {
		t.Run(golden, func(t *testing.T) {
			w := deployedTo(t, golden, armsim.Options{Noise: true})
			var before []string
			for _, id := range w.sim.World.Resources() {
				if !slices.Contains(w.exist(), id) {
					before = append(before, id)
				}
			}
			requests := len(w.sim.Requests())
			w.want(w.run("verify", w.intent), exitClean, "as asked for")
			w.want(w.run("whatif", w.intent, "--exit-code"), exitClean, " unchanged", "folded as noise; --show-noise tells")
			w.want(w.run("whatif", w.intent, "--show-noise"), exitClean, "[read-only: ")
			if writes := w.writes(requests); len(writes) > 0 {
				t.Errorf("verify or whatif wrote: %v", writes)
			}
			got := w.run("destroy", w.intent, "--yes")
			w.want(got, exitClean)
			if left := w.exist(); len(left) > 0 {
				t.Errorf("left: %v\n%s", left, got.out)
			}
			for _, id := range before {
				if !made(id) && w.sim.World.Resource(id) == nil {
					t.Errorf("deleted, although it was there before: %s\n%s", id, got.out)
				}
			}
		})
	}
}

// made reports whether a resource is one that a provider makes with another, and
// deletes with it.
func made(id string) bool {
	return strings.Contains(id, "/networkInterfaces/") || strings.Contains(id, "/resourceGroups/MC_")
}

func TestDestroySubscription(t *testing.T) {
	w := deployed(t, "subscription-scope")
	w.want(w.run("destroy", w.intent, "--yes"), exitClean, "if nothing is left in it", "deleted Microsoft.Resources/resourceGroups")
	if w.sim.World.Resource(w.id("environmentGroup")) != nil {
		t.Error("the resource group is left")
	}

	w = deployed(t, "subscription-scope")
	foreign := w.id("environmentGroup") + "/providers/Microsoft.Storage/storageAccounts/stother"
	w.sim.World.AddResource(foreign, map[string]any{"location": "eastus2"})
	w.want(w.run("destroy", w.intent, "--yes"), exitFailure, "it holds 1 other resource", "stother", "run it again")
	if w.sim.World.Resource(foreign) == nil {
		t.Error("what belongs to others was deleted")
	}
}

func TestTyped(t *testing.T) {
	for _, tt := range []struct {
		line string
		ok   bool
	}{{"fraud\n", true}, {" fraud \r\n", true}, {"fraud", true}, {"Fraud\n", false}, {"yes\n", false}, {"\n", false}, {"", false}, {"other\nfraud\n", false}} {
		if err := typed(strings.NewReader(tt.line), "fraud"); (err == nil) != tt.ok {
			t.Errorf("%q: got %v", tt.line, err)
		}
	}
}

// TestFaults holds that what networks and Azure do to clients changes nothing in
// the end, and that nothing is sent to another host.
func TestFaults(t *testing.T) {
	w := deployed(t, "minimal")
	const endpoint, other = `pep-fraud-blob$`, `pep-fraud-file$`
	for _, f := range []armsim.Fault{
		{Action: armsim.Reset, Path: `/storageAccounts/`, Times: 2},
		{Action: armsim.Throttle, Path: `/vaults/`, Times: 2, Seconds: 65},
		{Action: armsim.Unavailable, Path: `/registries/`, Times: 3},
		{Action: armsim.ExpireToken, Path: `/routeTables/|/natGateways/`},
	} {
		w.sim.Faults(f)
	}
	w.want(w.run("verify", w.intent), exitClean, "as asked for")

	w.sim.Faults(armsim.Fault{Action: armsim.Unavailable, Phase: "whatif", Times: 2}, armsim.Fault{Action: armsim.LoseResponse, Phase: "whatif", Nth: 3})
	w.want(w.run("whatif", w.intent, "--exit-code"), exitClean, " unchanged")
	w.sim.Faults(armsim.Fault{Action: armsim.ForeignURL, Phase: "whatif"})
	w.want(w.run("whatif", w.intent), exitFailure, "another host")
	w.sim.Faults(armsim.Fault{Action: armsim.Redirect, Phase: "whatif"})
	w.want(w.run("whatif", w.intent), exitFailure, "sent elsewhere")

	w.sim.Faults(
		armsim.Fault{Action: armsim.LoseResponse, Method: "DELETE", Path: endpoint},
		armsim.Fault{Action: armsim.Reset, Method: "DELETE", Path: other, Times: 2},
		armsim.Fault{Action: armsim.Unavailable, Method: "DELETE", Path: `/workspaces/mlw[^/]*$`, Times: 2},
		armsim.Fault{Action: armsim.Refuse, Method: "DELETE", Path: `/virtualNetworks/vnet-fraud$`, Times: 3, Status: 409, Error: armsim.ErrorBody{Code: "AnotherOperationInProgress", Message: "busy"}},
		armsim.Fault{Action: armsim.Refuse, Method: "DELETE", Path: `/vaults/[^/]+$`, Status: 403, Error: armsim.ErrorBody{Code: "AuthorizationFailed", Message: "no right to delete"}},
	)
	w.want(w.run("destroy", w.intent, "--yes"), exitFailure, "no right to delete", "run it again to go on")
	if w.sim.World.Resource(w.id("keyVault")) == nil || w.sim.World.Resource(w.id("storage")) != nil {
		t.Error("what was refused is there, and the rest has gone")
	}
	w.want(w.run("destroy", w.intent, "--yes"), exitClean, "deleted Microsoft.KeyVault/vaults")
	if left := w.exist(); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}

// TestDestroyAsks types at a terminal.
func TestDestroyAsks(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("scripts have no terminal there")
	}
	w := deployed(t, "minimal")
	intent, err := os.ReadFile(w.intent)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("terminal", func(t *testing.T) { // scripts run side by side, and end before what is below
		testscript.Run(t, testscript.Params{
			Dir: "../../testdata/terminal", RequireExplicitExec: true,
			Setup: func(e *testscript.Env) error {
				for _, setting := range append(w.sim.Env(), fastClock+"=1", "AZURE_RESOURCE_GROUP="+armsim.DefaultGroup) {
					name, value, _ := strings.Cut(setting, "=")
					e.Setenv(name, value)
				}
				if err := clean(e); err != nil {
					return err
				}
				return os.WriteFile(filepath.Join(e.WorkDir, "intent.yaml"), intent, 0o644)
			},
			Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		})
	})
	if left := w.exist(); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
