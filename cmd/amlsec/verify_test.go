package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestVerify(t *testing.T) {
	w := deployed(t, "minimal")
	before := len(w.sim.Requests())
	w.want(w.run("verify", w.intent), exitClean, "as asked for", "not comparable")
	if writes := w.writes(before); len(writes) > 0 {
		t.Errorf("verify wrote: %v", writes)
	}

	props := func(body map[string]any) map[string]any { return body["properties"].(map[string]any) }
	w.change("storage", func(body map[string]any) { props(body)["allowBlobPublicAccess"] = true })
	w.change("keyVault", func(body map[string]any) { body["location"] = "East US 2" })
	w.change("clusterNsg", func(body map[string]any) {
		rules := props(body)["securityRules"].([]any)
		slices.Reverse(rules)
		props(body)["securityRules"] = append(rules, map[string]any{
			"name": "let-me-in", "properties": map[string]any{"access": "Allow", "priority": json.Number("111"), "direction": "Inbound"},
		})
	})
	w.sim.World.Remove(w.id("vaultEndpoint"))
	got := w.run("verify", w.intent)
	w.want(got, exitFindings,
		"properties.allowBlobPublicAccess: want false, found true", "asked for by [workspace.storage], by default",
		"properties.securityRules[let-me-in]: want nothing", "pep-fraud-vault: does not exist")
	for _, noise := range []string{"location:", "securityRules[Allow", "registry"} {
		if strings.Contains(got.out, noise+" want") || strings.Contains(got.out, noise+": differs") {
			t.Errorf("%q is no difference:\n%s", noise, got.out)
		}
	}
	var report struct {
		Drifted bool
		Counts  struct{ Different, Missing int }
	}
	if err := json.Unmarshal([]byte(w.run("verify", w.intent, "-o", "json").out), &report); err != nil || !report.Drifted || report.Counts.Different != 2 {
		t.Errorf("got %+v, %v", report, err)
	}
}

// TestVerifyPartly holds that what cannot be read is never taken for the same.
func TestVerifyPartly(t *testing.T) {
	w := deployed(t, "minimal")
	w.sim.Answer("GET", `/vaults/[^/]+$`, http.StatusForbidden, `{"error": {"code": "AuthorizationFailed", "message": "no right to read"}}`)
	w.want(w.run("verify", w.intent), exitFailure, "cannot be read: AuthorizationFailed", "no difference was found, but a part could not be read")
	w.sim.World.Remove(w.id("vaultEndpoint"))
	w.want(w.run("verify", w.intent), exitFindings, "1 not readable")
	w.sim.Answer("GET", `(?i)/resourceGroups/[^/]+/resources$`, http.StatusForbidden, `{"error": {"code": "AuthorizationFailed", "message": "no right to list"}}`)
	w.want(w.run("verify", w.intent), exitFindings, "cannot list")
	w.want(w.run("destroy", w.intent, "--yes"), exitFailure, "what is in it cannot be listed", "cannot be read", "something may be left")
	if w.sim.World.Resource(w.id("keyVault")) == nil {
		t.Error("what could not be read was deleted")
	}
}
