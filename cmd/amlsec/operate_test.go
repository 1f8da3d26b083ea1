package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/generator"
	"github.com/amlsec/amlsec/internal/armsim"
	"github.com/amlsec/amlsec/snapshot"
)

// fastClock is the variable by which a test makes waits short in the process that
// it starts. The product has no such switch.
const fastClock = "AMLSEC_TEST_FAST_CLOCK"

// mainOrFast is main, with short waits when a test asks for them.
func mainOrFast() {
	if os.Getenv(fastClock) == "" {
		main()
	}
	os.Exit(process(&app{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, clock: arm.Clock{Sleep: nap}}))
}

// nap is a wait of a thousandth of its time.
func nap(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d / 1000):
		return nil
	}
}

// azureWith is a simulator in which the golden case is deployed, and the intent
// of it. Its group is named as the case wants it.
type azureWith struct {
	t      *testing.T
	sim    *armsim.Server
	intent string
	snap   *snapshot.Snapshot
	flags  []string
}

// deployed deploys a golden case to a simulator.
func deployed(t *testing.T, golden string) *azureWith {
	t.Helper()
	w := &azureWith{t: t, intent: filepath.Join("../../testdata/golden", golden, "intent.yaml")}
	w.sim = armsim.Start(armsim.Options{})
	t.Cleanup(w.sim.Close)
	for _, setting := range w.sim.Env() {
		name, value, _ := strings.Cut(setting, "=")
		t.Setenv(name, value)
	}
	target := w.target()
	w.snap = target.snap
	w.sim.World.AddExistingOf(w.snap)
	w.deploy(target)
	return w
}

// target is the target of the command line, as the commands make it.
func (w *azureWith) target() *target {
	w.t.Helper()
	a := &app{in: strings.NewReader(""), out: &bytes.Buffer{}, err: &bytes.Buffer{}, getenv: os.Getenv}
	src, err := os.ReadFile(w.intent)
	if err != nil {
		w.t.Fatal(err)
	}
	f := targetFlags{subscription: armsim.DefaultSubscription, credential: "environment"}
	w.flags = []string{"--subscription", f.subscription}
	if _, diags, err := generator.Generate(w.t.Context(), w.intent, src, generator.Options{}); err != nil || diags.HasErrors() {
		w.t.Fatal(err, diags)
	}
	if !strings.Contains(string(src), "scope: subscription") {
		f.resourceGroup = armsim.DefaultGroup
		w.flags = append(w.flags, "-g", f.resourceGroup)
	}
	made, err := a.target(w.t.Context(), w.intent, f)
	if err != nil {
		w.t.Fatal(err, a.err)
	}
	return made
}

// deploy puts the deployment, and waits for its end.
func (w *azureWith) deploy(target *target) {
	w.t.Helper()
	client := w.client()
	body := map[string]any{"properties": map[string]any{"mode": "Incremental", "template": target.template, "parameters": target.parameters}}
	if target.scope.ResourceGroup == "" {
		body["location"] = target.scope.Location
	}
	resp, err := client.Do(w.t.Context(), arm.Request{
		Method: http.MethodPut, Path: target.scope.DeploymentPath(target.name), Version: arm.DeploymentsVersion, Body: body,
	})
	if err == nil {
		_, err = client.Wait(w.t.Context(), resp)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// client is a connection of the test itself.
func (w *azureWith) client() *arm.Client {
	w.t.Helper()
	pem, err := os.ReadFile(w.sim.CAFile())
	if err != nil {
		w.t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	client, err := arm.Connect(arm.Options{
		Credential: "environment", Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}},
		Clock: arm.Clock{Sleep: nap},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return client
}

// ran is how a process ended.
type ran struct {
	code     int
	out, err string
}

// run runs the compiled command against the simulator. No secret may be in what
// it writes, and no token reach another host.
func (w *azureWith) run(args ...string) ran {
	w.t.Helper()
	return w.answer("", args...)
}

func (w *azureWith) answer(input string, args ...string) ran {
	w.t.Helper()
	binary, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}
	var out, errs bytes.Buffer
	command := append(append([]string{"amlsec"}, args...), w.flags...)
	c := &exec.Cmd{Path: binary, Args: command, Stdout: &out, Stderr: &errs, Stdin: strings.NewReader(input)}
	c.Env = append(w.sim.Env(), "HOME="+w.t.TempDir(), "PATH="+os.Getenv("PATH"), "GORACE=atexit_sleep_ms=0", fastClock+"=1")
	err = c.Run()
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		w.t.Fatal(err)
	}
	for _, secret := range w.sim.Secrets() {
		if strings.Contains(out.String()+errs.String(), secret) {
			w.t.Errorf("amlsec %s: a secret is in the output", args[0])
		}
	}
	if leaks := w.sim.Leaks(); len(leaks) > 0 {
		w.t.Errorf("amlsec %s: a token reached another host: %v", args[0], leaks)
	}
	return ran{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

// id is the id of the one resource of the snapshot with that symbol.
func (w *azureWith) id(symbol string) string {
	w.t.Helper()
	for _, r := range w.snap.Resources {
		if path := r.Origin.Path; !r.Existing && path[strings.LastIndexByte(path, '/')+1:] == symbol {
			return r.ID
		}
	}
	w.t.Fatalf("nothing has the symbol %q", symbol)
	return ""
}

// change changes the properties of a resource behind the deployment's back.
func (w *azureWith) change(symbol string, change func(body map[string]any)) {
	w.t.Helper()
	if !w.sim.World.Change(w.id(symbol), change) {
		w.t.Fatalf("%s does not exist", w.id(symbol))
	}
}

// writes are the requests since n that could have changed something.
func (w *azureWith) writes(n int) []string {
	var list []string
	for _, r := range w.sim.Requests()[n:] {
		if r.Method != http.MethodGet && r.Method != http.MethodHead && !strings.HasSuffix(strings.ToLower(r.Path), "/whatif") && !strings.Contains(r.Path, "/oauth2/") {
			list = append(list, r.Method+" "+r.Path)
		}
	}
	return list
}

func (w *azureWith) want(got ran, code int, texts ...string) {
	w.t.Helper()
	if got.code != code {
		w.t.Fatalf("exit code %d, want %d\n%s\n%s", got.code, code, got.out, got.err)
	}
	for _, text := range texts {
		if !strings.Contains(got.out+got.err, text) {
			w.t.Errorf("the output lacks %q:\n%s\n%s", text, got.out, got.err)
		}
	}
}

// exist are the ids of the snapshot that exist.
func (w *azureWith) exist() []string {
	var list []string
	all := w.sim.World.Resources()
	for _, r := range w.snap.Resources {
		if !r.Existing && slices.ContainsFunc(all, func(id string) bool { return strings.EqualFold(id, r.ID) }) {
			list = append(list, r.ID)
		}
	}
	return list
}

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
