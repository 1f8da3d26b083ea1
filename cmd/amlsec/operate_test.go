package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
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
	os.Exit(process(&app{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, azure: arm.Options{Clock: arm.Clock{Sleep: nap}}}))
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
	group  string
	// flags and env are given to each process, which runs in dir.
	flags, env []string
	dir        string
}

// deployed deploys a golden case to a simulator.
func deployed(t *testing.T, golden string) *azureWith {
	t.Helper()
	return deployedTo(t, golden, armsim.Options{})
}

func deployedTo(t *testing.T, golden string, opts armsim.Options) *azureWith {
	t.Helper()
	w := started(t, golden, opts)
	target := w.target()
	w.snap = target.snap
	w.sim.World.AddExistingOf(w.snap)
	w.deploy(target)
	return w
}

// started is a simulator in which nothing is deployed.
func started(t *testing.T, golden string, opts armsim.Options) *azureWith {
	t.Helper()
	w := &azureWith{t: t, intent: filepath.Join("../../testdata/golden", golden, "intent.yaml"), group: armsim.DefaultGroup}
	if opts.ResourceGroup != "" {
		w.group = opts.ResourceGroup
	}
	w.sim = armsim.Start(opts)
	t.Cleanup(w.sim.Close)
	for _, setting := range w.sim.Env() {
		name, value, _ := strings.Cut(setting, "=")
		t.Setenv(name, value)
	}
	w.flags = []string{"--subscription", armsim.DefaultSubscription, "-g", w.group}
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
		f.resourceGroup = w.group
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

// command is the compiled command, ready to run.
func (w *azureWith) command(args ...string) *exec.Cmd {
	w.t.Helper()
	c := compiledCommand(w.t, append(args, w.flags...)...)
	c.Dir = w.dir
	c.Env = append(append(w.sim.Env(), w.env...), "HOME="+w.t.TempDir(), "PATH="+os.Getenv("PATH"), "GORACE=atexit_sleep_ms=0", fastClock+"=1")
	return c
}

// run runs the compiled command against the simulator. No secret may be in what
// it writes, and no token reach another host.
func (w *azureWith) run(args ...string) ran {
	w.t.Helper()
	return w.answer("", args...)
}

func (w *azureWith) answer(input string, args ...string) ran {
	w.t.Helper()
	c := w.command(args...)
	c.Stdin = strings.NewReader(input)
	got := execute(w.t, c)
	for _, secret := range w.sim.Secrets() {
		if strings.Contains(got.out+got.err, secret) {
			w.t.Errorf("amlsec %s: a secret is in the output", args[0])
		}
	}
	if leaks := w.sim.Leaks(); len(leaks) > 0 {
		w.t.Errorf("amlsec %s: a token reached another host: %v", args[0], leaks)
	}
	return got
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
	got.want(w.t, code, texts...)
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
