package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/generator"
	"github.com/amlsec/amlsec/internal/armsim"
	"github.com/amlsec/amlsec/snapshot"
)

// site is a simulated Azure, and a place from which a golden case is deployed to it.
type site struct {
	t      *testing.T
	sim    *armsim.Server
	intent string
	home   string
	flags  []string
	env    []string
	group  string
}

// newSite makes a site in which what the case needs is there.
func newSite(t *testing.T, golden string) *site {
	t.Helper()
	return newSiteAt(t, golden, armsim.Options{})
}

// newSlowSite makes one in which a deployment takes some seconds.
func newSlowSite(t *testing.T, golden string) *site {
	t.Helper()
	return newSiteAt(t, golden, armsim.Options{Speed: 300})
}

func newSiteAt(t *testing.T, golden string, opts armsim.Options) *site {
	t.Helper()
	s := &site{t: t, sim: armsim.Start(opts), home: t.TempDir(), group: armsim.DefaultGroup}
	t.Cleanup(s.sim.Close)
	s.env = s.sim.Env()
	dir := filepath.Join("../../testdata/golden", golden)
	s.intent = filepath.Join(dir, "intent.yaml")
	src, err := os.ReadFile(s.intent)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(src), "scope: subscription") {
		s.group = ""
	} else {
		s.flags = []string{"-g", s.group}
	}
	s.furnish(src)
	return s
}

// furnish makes what the intent refers to.
func (s *site) furnish(src []byte) {
	s.t.Helper()
	out, diags, err := generator.Generate(s.t.Context(), s.intent, src, generator.Options{Format: generator.ARM})
	if err != nil || diags.HasErrors() {
		s.t.Fatal(err, diags)
	}
	subscription := out.Plan.Scope.SubscriptionID
	if subscription == "" {
		subscription = armsim.DefaultSubscription
	} else {
		s.sim.World.AddSubscription(subscription)
		s.sim.World.AddGroup(subscription, armsim.DefaultGroup, out.Plan.Location)
	}
	if strings.Contains(string(src), "existing:") {
		s.flags = append(s.flags, "--no-preflight") // which finds that the simulated network is not as the intent says
	}
	params := s.parameters(out.Files[0].Data)
	snap, _ := snapshot.Take(out.Files[0].Data, snapshot.Options{
		SubscriptionID: subscription, ResourceGroup: s.group, Location: out.Plan.Location, TenantID: armsim.DefaultTenant,
		Cloud: snapshot.Cloud(out.Plan.Cloud), AssumeMissing: true, Parameters: params,
	})
	s.sim.World.AddExistingOf(snap)
}

const plantedPassword = "planted-parameter-value"

// parameters gives the parameters that have no default a value, in a file.
func (s *site) parameters(template []byte) []byte {
	s.t.Helper()
	var t struct {
		Parameters map[string]map[string]any
	}
	if err := json.Unmarshal(template, &t); err != nil {
		s.t.Fatal(err)
	}
	values := map[string]any{}
	for name, p := range t.Parameters {
		if _, ok := p["defaultValue"]; !ok {
			values[name] = map[string]any{"value": plantedPassword}
		}
	}
	if len(values) == 0 {
		return nil
	}
	text, err := json.Marshal(map[string]any{"parameters": values})
	if err != nil {
		s.t.Fatal(err)
	}
	file := filepath.Join(s.home, "parameters.json")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		s.t.Fatal(err)
	}
	s.flags = append(s.flags, "--parameters", file)
	return text
}

// command is the compiled command, ready to run.
func (s *site) command(args ...string) *exec.Cmd {
	s.t.Helper()
	c := compiledCommand(s.t, args...)
	c.Stdin = strings.NewReader("")
	c.Env = append([]string{"HOME=" + s.home, "XDG_STATE_HOME=" + filepath.Join(s.home, "state"), "PATH=", "GORACE=atexit_sleep_ms=0", fastClock + "=1"}, s.env...)
	return c
}

// deploy runs "amlsec deploy" on the intent.
func (s *site) deploy(args ...string) ran {
	s.t.Helper()
	return s.run(append(append([]string{"deploy", s.intent}, s.flags...), args...)...)
}

// run runs the compiled command. No secret may be in what it writes or leaves
// behind, and no token may reach another host.
func (s *site) run(args ...string) ran {
	s.t.Helper()
	got := execute(s.t, s.command(args...))
	s.noSecrets(got.out + got.err)
	return got
}

func (s *site) noSecrets(text string) {
	s.t.Helper()
	records, err := filepath.Glob(filepath.Join(s.home, "state", "amlsec", "deployments", "*"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, name := range records {
		record, err := os.ReadFile(name)
		if err != nil {
			s.t.Fatal(err)
		}
		text += string(record)
	}
	for _, secret := range append(s.sim.Secrets(), plantedPassword) {
		if strings.Contains(text, secret) {
			s.t.Errorf("the secret %q is told:\n%s", secret, clip(text))
		}
	}
	if leaks := s.sim.Leaks(); len(leaks) > 0 {
		s.t.Errorf("a token reached another host: %v", leaks)
	}
}

// want checks how a run ended, and what it said.
func (s *site) want(got ran, code int, texts ...string) {
	s.t.Helper()
	got.want(s.t, code, texts...)
}

// states are those of the deployments that were begun here, without nested ones.
func (s *site) states() []string {
	var list []string
	for _, d := range s.sim.Deployments() {
		if d.Parent == "" && !d.Foreign {
			list = append(list, d.State)
		}
	}
	return list
}

func (s *site) wantStates(want ...string) {
	s.t.Helper()
	if got := s.states(); !slices.Equal(got, want) {
		s.t.Errorf("the deployments are %v, want %v", got, want)
	}
}

// Every golden case that is accepted deploys.
func TestDeployGolden(t *testing.T) {
	dirs, err := filepath.Glob("../../testdata/golden/*/main.json")
	if err != nil || len(dirs) < 20 {
		t.Fatalf("found %d cases: %v", len(dirs), err)
	}
	for _, file := range dirs {
		name := filepath.Base(filepath.Dir(file))
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, name)
			s.want(s.deploy("--yes"), exitClean, ": succeeded", "AZURE_ML_WORKSPACE_NAME = ")
			s.wantStates("Succeeded")
		})
	}
}

// waitFor waits until the simulator has seen something.
func (s *site) waitFor(what string, seen func() bool) {
	s.t.Helper()
	for end := time.Now().Add(time.Minute); !seen(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("%s never came", what)
		}
	}
}
