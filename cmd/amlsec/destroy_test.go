package main

import (
	"slices"
	"strings"
	"testing"

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

func TestDestroyLocked(t *testing.T) {
	w := deployed(t, "minimal")
	w.sim.World.Lock(w.id("storage"), "keep", "CanNotDelete")
	before := len(w.sim.Requests())
	w.want(w.run("destroy", w.intent, "--yes"), exitFailure, `CanNotDelete "keep"`, "az lock delete --ids", "nothing was deleted")
	if writes := w.writes(before); len(writes) > 0 {
		t.Errorf("it wrote: %v", writes)
	}
}

// TestDestroyElsewhere destroys what reaches into groups of others: what was
// there before stays, what was added goes.
func TestDestroyElsewhere(t *testing.T) {
	for _, golden := range []string{"existing-vnet", "central-zones", "existing-cluster", "existing-services", "full", "managed-online-endpoint"} {
		t.Run(golden, func(t *testing.T) {
			w := deployed(t, golden)
			var before []string
			for _, id := range w.sim.World.Resources() {
				if !slices.Contains(w.exist(), id) {
					before = append(before, id)
				}
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
