package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/internal/armsim"
)

func TestWhatifChanges(t *testing.T) {
	w := deployedTo(t, "minimal", armsim.Options{Noise: true})
	w.change("storage", func(body map[string]any) { body["properties"].(map[string]any)["allowBlobPublicAccess"] = true })
	w.sim.World.Remove(w.id("vaultEndpoint"))
	got := w.run("whatif", w.intent, "--exit-code")
	w.want(got, exitFindings, "~ properties.allowBlobPublicAccess: true => false", "asked for by [workspace.storage], by default",
		"+ Microsoft.Network/privateEndpoints pep-fraud-vault", "Resources: 2 to create, 1 to modify, ")
	w.want(w.run("whatif", w.intent), exitClean, "allowBlobPublicAccess")

	var report struct {
		Version           int
		Complete, Changed bool
		Counts            struct{ Create, Modify, Folded int }
	}
	if err := json.Unmarshal([]byte(w.run("whatif", w.intent, "-o", "json").out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Version != 1 || !report.Complete || !report.Changed || report.Counts.Create != 2 || report.Counts.Modify != 1 || report.Counts.Folded == 0 {
		t.Errorf("got %+v", report)
	}
}

// What is previewed, and checked, is what deploy sends: what a later deployment
// needs is set, and told, unless the user gives it.
func TestSettled(t *testing.T) {
	w := deployed(t, "minimal")
	told := "attachCluster is set to false"
	w.want(w.run("whatif", w.intent, "--exit-code"), exitClean, told, "Resources: 87 unchanged.")
	w.want(w.run("preflight", w.intent), exitClean, told)
	sent := 0
	for _, r := range w.sim.Requests() {
		if r.Phase != "whatif" && r.Phase != "validate" {
			continue
		}
		sent++
		if !strings.Contains(string(r.Body), `"attachCluster":{"value":false}`) {
			t.Errorf("%s was asked of something else", r.Phase)
		}
	}
	if sent != 3 {
		t.Errorf("%d requests", sent)
	}
	params := filepath.Join(t.TempDir(), "p.json")
	if err := os.WriteFile(params, []byte(`{"parameters": {"attachCluster": {"value": true}}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := w.run("whatif", w.intent, "--parameters", params); strings.Contains(got.err, told) || !strings.Contains(got.out, "88 unchanged") {
		t.Errorf("got %s\n%s", got.out, got.err)
	}
	// Who may not look does not know.
	w.sim.Answer("GET", "/computes/mlc-fraud-aks$", http.StatusForbidden, `{"error": {"code": "AuthorizationFailed", "message": "no right to read"}}`)
	w.want(w.run("whatif", w.intent), exitClean, "it is not known whether /subscriptions/", "attachCluster stays as it is", "no right to read")
}

// TestWhatifFails holds that no preview that lacks something passes for one.
func TestWhatifFails(t *testing.T) {
	w := deployed(t, "minimal")
	const path = `(?i)/whatif$`
	one := func(kind, diagnostics string) string {
		return `{"status": "Succeeded", "properties": {"changes": [{"resourceId": "/subscriptions/x/providers/A.B/c/d", "changeType": "` + kind + `"}], "diagnostics": [` + diagnostics + `]}}`
	}
	w.sim.Answer("POST", path, http.StatusOK, one("NoChange", `{"level": "Warning", "code": "NestedDeploymentShortCircuited", "message": "left out", "target": "dns"}`))
	w.want(w.run("whatif", w.intent), exitFailure, "warning NestedDeploymentShortCircuited: left out (dns)", "the preview is not complete")
	w.sim.Answer("POST", path, http.StatusOK, one("Unsupported", ""))
	w.want(w.run("whatif", w.intent), exitClean, "1 not previewed")
	w.want(w.run("whatif", w.intent, "--exit-code"), exitFailure, "Azure cannot preview 1 resource")
	w.sim.Answer("POST", path, http.StatusOK, `{"status": "Failed", "error": {"code": "InvalidTemplate", "message": "it is broken"}}`)
	w.want(w.run("whatif", w.intent), exitFailure, "InvalidTemplate", "it is broken")
	w.sim.Answer("POST", path, http.StatusForbidden, `{"error": {"code": "AuthorizationFailed", "message": "no right to preview"}}`)
	w.want(w.run("whatif", w.intent), exitFailure, "AuthorizationFailed", "no right to preview")
}

// TestSecretsHidden plants a secret parameter, sets a property of an innocent name
// with it, and looks for it in all that is written, whoever repeats it.
func TestSecretsHidden(t *testing.T) {
	w := deployed(t, "minimal")
	dir := t.TempDir()
	const planted = `planted-"secret"`
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	w.intent = write("template.json", `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
		"parameters": {"note": {"type": "secureString"}}, "resources": [{"type": "Microsoft.Network/routeTables", "apiVersion": "2025-05-01",
		"name": "rt", "location": "eastus2", "properties": {"note": "[parameters('note')]", "long": "[concat('a ', parameters('note'))]"}}]}`)
	params := write("p.json", `{"parameters": {"note": {"value": "planted-\"secret\""}}}`)
	id := "/subscriptions/" + armsim.DefaultSubscription + "/resourceGroups/" + armsim.DefaultGroup + "/providers/Microsoft.Network/routeTables/rt"
	w.sim.World.AddResource(id, map[string]any{"location": "eastus2", "properties": map[string]any{"note": planted + "-old", "long": planted, "other": planted}})
	look := func(got ran) {
		t.Helper()
		if all := got.out + got.err; strings.Contains(all, "planted") {
			t.Errorf("the secret is told:\n%s", all)
		}
	}
	for _, format := range []string{"text", "json"} {
		args := []string{w.intent, "--parameters", params, "-o", format, "--debug", "--show-noise"}
		got := w.run(append([]string{"whatif", "--details"}, args...)...)
		w.want(got, exitClean, "(secret)")
		look(got)
		got = w.run(append([]string{"verify"}, args...)...)
		w.want(got, exitClean)
		look(got)
	}
	w.sim.Answer("POST", `(?i)/whatif$`, http.StatusBadRequest, `{"error": {"code": "Bad", "message": "the value planted-\"secret\" is bad"}}`)
	got := w.run("whatif", w.intent, "--parameters", params, "--debug")
	w.want(got, exitFailure, "the value (secret) is bad")
	look(got)
	w.sim.Answer("GET", `/routeTables/rt$`, http.StatusForbidden, `{"error": {"code": "No", "message": "not to planted-\"secret\""}}`)
	got = w.run("verify", w.intent, "--parameters", params, "--debug")
	w.want(got, exitFailure, "not to (secret)")
	look(got)
}

// TestSecretsMissing verifies and destroys without the secrets of the deployment.
func TestSecretsMissing(t *testing.T) {
	const golden = "article-default-aks"
	w := started(t, golden, armsim.Options{})
	w.want(w.run("whatif", w.intent), exitInput, `the parameter "scoringKey" has no value`)
	w.want(w.run("verify", w.intent), exitFindings, "missing")
	w.want(w.run("destroy", w.intent, "--yes"), exitClean, "Nothing to delete")
}
