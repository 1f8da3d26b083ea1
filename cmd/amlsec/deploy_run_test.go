package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/deploy"
	"github.com/amlsec/amlsec/deploy/arm"
	causes "github.com/amlsec/amlsec/deploy/failure"
	"github.com/amlsec/amlsec/internal/armsim"
)

// quick are the flags of tests that are about neither checks nor a preview.
func quick(more ...string) []string {
	return append([]string{"--yes", "--no-preflight", "--no-whatif"}, more...)
}

// TestDeployScripts runs testdata/deploy.
func TestDeployScripts(t *testing.T) { withAzure(t, "../../testdata/deploy") }

func TestDeployWhole(t *testing.T) {
	s := newSite(t, "minimal")
	env := filepath.Join(s.home, "out.env")
	got := s.deploy("--yes", "--azd-env", env, "--debug")
	s.want(got, exitClean, "checks passed", "+ ", "the deployment has begun", "succeeded Microsoft.ContainerService/managedClusters aks-fraud",
		"amlsec-fraud: succeeded in ", "AZURE_LOCATION = eastus2", "there is no scoring address yet", "debug: PUT /subscriptions/")
	text, err := os.ReadFile(env)
	if err != nil || !strings.Contains(string(text), "AZURE_AKS_CLUSTER_NAME=\"aks-fraud\"\n") || strings.Contains(string(text), "azurE") {
		t.Errorf("got %v\n%s", err, text)
	}
	// To deploy again is harmless: what is attached is not attached again.
	s.want(s.deploy("--yes"), exitClean, "attachCluster is set to false", "amlsec-fraud: succeeded")
	s.wantStates("Succeeded", "Succeeded")
	second := s.sim.Deployments()[len(s.sim.Deployments())-1]
	if !strings.Contains(string(second.Parameters), `"attachCluster"`) {
		t.Errorf("the parameters are %s", second.Parameters)
	}
}

// Shares of traffic that somebody has set stay as they are.
func TestDeployTraffic(t *testing.T) {
	s := newSite(t, "managed-online-endpoint")
	s.want(s.deploy(quick()...), exitClean, "succeeded")
	changed := false
	for _, id := range s.sim.World.Resources() {
		if strings.Contains(strings.ToLower(id), "/onlineendpoints/") {
			changed = s.sim.World.Change(id, func(body map[string]any) {
				body["properties"].(map[string]any)["traffic"] = map[string]any{"blue": 90, "green": 10}
			})
		}
	}
	if !changed {
		t.Fatal("there is no endpoint")
	}
	s.want(s.deploy(quick()...), exitClean, `onlineEndpointTraffic is set to {"blue":90,"green":10}`, "succeeded")
	last := s.sim.Deployments()[len(s.sim.Deployments())-1]
	if !strings.Contains(string(last.Parameters), `"blue":90`) {
		t.Errorf("the parameters are %s", last.Parameters)
	}
}

// A template is deployed as an intent is.
func TestDeployTemplate(t *testing.T) {
	s := newSite(t, "minimal")
	s.intent = filepath.Join(filepath.Dir(s.intent), "main.json")
	s.want(s.deploy(quick()...), exitClean, "amlsec-main: succeeded", "AZURE_LOCATION = eastus2")
	s.want(s.run("deploy", filepath.Join(filepath.Dir(s.intent), "main.bicep"), "-g", s.group, "--yes", "--no-preflight", "--name", "by-hand"), exitClean,
		"attachCluster is set to false", "by-hand: succeeded")
}

// A secret of several lines, with characters that JSON escapes, is hidden in what
// servers repeat, and the JSON stays JSON whatever the secret is.
func TestDeployTellsNoSecret(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		var out bytes.Buffer
		d := &deployment{app: &app{out: &out}, json: format == "json", hide: arm.NewSecrets("pl\"an&ted\nin lines", "2026").Hide}
		d.tell(deploy.Event{Kind: deploy.EventWaiting, Message: "the value pl\"an&ted\nin lines of 2026 is wrong"})
		d.line(map[string]any{"seconds": 2026, "error": "pl\"an&ted\nin lines"})
		if got := out.String(); strings.Contains(got, "ted") || strings.Contains(got, "in lines") || strings.Contains(got, `"2026`) {
			t.Errorf("%s", got)
		}
		for line := range strings.Lines(out.String()) {
			if strings.HasPrefix(line, "{") && !json.Valid([]byte(line)) {
				t.Errorf("no JSON: %s", line)
			}
		}
	}
}

// Each line of the JSON output is an event, and the last the result.
func TestDeployJSON(t *testing.T) {
	s := newSite(t, "minimal")
	got := s.deploy("--yes", "-o", "json")
	s.want(got, exitClean)
	var kinds []string
	var last struct {
		Event, State, CorrelationID string
		Outputs                     []deploy.Output
		Operations                  []deploy.Operation
		Causes                      []causes.Cause
	}
	for line := range strings.Lines(got.out) {
		if err := json.Unmarshal([]byte(line), &last); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if len(kinds) == 0 || kinds[len(kinds)-1] != last.Event {
			kinds = append(kinds, last.Event)
		}
	}
	if want := "preflight whatif submitted operation finished result"; strings.Join(kinds, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(kinds, " "), want)
	}
	if last.State != deploy.Succeeded || len(last.Outputs) < 10 || len(last.Operations) < 50 || last.Causes == nil || last.CorrelationID == "" {
		t.Errorf("got %+v", last)
	}
}

func TestDeployRefused(t *testing.T) {
	s := newSite(t, "minimal")
	s.want(s.deploy(), exitInput, "there is nobody to ask: nothing was deployed", "--yes")
	s.want(s.deploy("--yes", "--no-prompt", "--on-interrupt", "maybe"), exitInput, "leave, cancel")
	s.want(s.run("deploy", "--yes"), exitInput, "INTENT or FILE is missing")
	s.want(s.run("deploy", "--attach"), exitInput, "--name")
	s.want(s.deploy("--yes", "--name", ".."), exitInput, `--name "..": this is no name of a deployment`)
	s.want(s.run("deploy", "--attach", "-g", s.group, "--name", "."), exitInput, "this is no name of a deployment")
	s.want(s.run("deploy", s.intent, "-g", "no-such-group", "--yes", "--no-preflight"), exitFailure, `there is no resource group "no-such-group"`, "az group create")
	s.sim.World.Lock("/subscriptions/"+armsim.DefaultSubscription+"/resourceGroups/"+armsim.DefaultGroup, "lock", "ReadOnly")
	s.want(s.deploy("--yes"), exitFindings, "nothing was deployed", "no lock bars writing")
	s.wantStates()
	s.sim.StartForeign("/subscriptions/"+armsim.DefaultSubscription+"/resourceGroups/"+armsim.DefaultGroup, "amlsec-fraud", 1e15)
	s.want(s.deploy("--yes"), exitFailure, "another deployment is running", "correlation id", "since", "--attach", "portal.azure.com")
	s.wantStates()
}

func TestDeployFails(t *testing.T) {
	s := newSite(t, "full")
	s.sim.Faults(armsim.Fault{Action: armsim.FailResource, Resource: "storageAccounts/[^/]*$", Times: -1, Error: armsim.ErrorBody{
		Code: "RequestDisallowedByPolicy", Message: "disallowed \x1b[31mred",
		Info: []armsim.ErrorInfo{{Type: "PolicyViolation", Info: map[string]any{"policyAssignmentName": "deny-x", "policyDefinitionDisplayName": "No x"}}},
	}})
	got := s.deploy(quick()...)
	s.want(got, exitFailure, "intent.yaml:19:3: error: RequestDisallowedByPolicy: disallowed", `denied by the policy "No x", assigned as "deny-x"`,
		"ask the owner of the assignment", `the deployment "amlsec-fraud" failed: 1 cause`, "correlation id")
	if strings.Contains(got.out+got.err, "\x1b[31m") {
		t.Error("a server steers the terminal")
	}
	s.wantStates("Failed")

	// What servers repeat of secure parameters is not told, at any verbosity.
	for _, phase := range []armsim.Fault{
		{Action: armsim.FailResource, Resource: "storageAccounts/[^/]*$", Times: -1}, {Phase: "put", Action: armsim.Refuse}, {Phase: "get", Nth: 2, Action: armsim.Refuse, Status: 403},
	} {
		for _, format := range []string{"text", "json"} {
			echo := newSite(t, "article-default-aks")
			phase.Error = armsim.ErrorBody{Code: "InvalidParameter", Message: "the value " + plantedPassword + ` of "scoringKey" is wrong, see https://host/x?sig=planted-parameter-value`}
			echo.sim.Faults(phase)
			echo.want(echo.deploy(quick("--debug", "-o", format)...), exitFailure, "InvalidParameter", "(secret)")
		}
	}

	c := newSite(t, "minimal")
	c.sim.Faults(armsim.Fault{Action: armsim.CancelByOther, After: 3})
	c.want(c.deploy(quick()...), exitFailure, `the deployment "amlsec-fraud" was canceled: what was created by then stays`)
	c.wantStates("Canceled")
}

// What nobody can be logged in to, or reach, is one clear error.
func TestDeployNobody(t *testing.T) {
	s := newSite(t, "minimal")
	s.env = s.sim.EnvNone()
	got := s.deploy("--yes", "--credential", "environment")
	s.want(got, exitFailure, "cannot log in to Azure (environment): missing environment variable AZURE_TENANT_ID", "az login")
	s.env = append(s.env, "AZURE_TOKEN_CREDENTIALS=dev") // what a machine that runs tests has for an identity must not matter
	got = s.deploy("--yes")
	s.want(got, exitFailure, "cannot log in to Azure (default): AzureCLICredential: ", "; AzureDeveloperCLICredential: ", "; AzurePowerShellCredential: ")
	if strings.Count(got.err, "error:") != 1 {
		t.Errorf("got %s", got.err)
	}
	s.want(s.deploy("--yes", "--credential", "magic"), exitInput, `there is no credential "magic"`, "github-oidc")
	s.env = s.sim.Env()
	s.sim.Close()
	got = s.deploy("--yes")
	s.want(got, exitFailure, "cannot reach 127.0.0.1:", "connection refused", "check the network")
	if strings.Count(got.err, "error:") != 1 {
		t.Errorf("got %s", got.err)
	}
}

// Each credential of the simulator logs in, and nothing of it is told, however
// much is asked for.
func TestDeployCredentials(t *testing.T) {
	for name, env := range map[string]func(*armsim.Server) []string{
		"environment": (*armsim.Server).Env, "workload-identity": (*armsim.Server).EnvWorkloadIdentity,
		"managed-identity": (*armsim.Server).EnvManagedIdentity, "github-oidc": (*armsim.Server).EnvGitHub,
	} {
		for _, credential := range []string{name, "default"} {
			t.Run(name+" "+credential, func(t *testing.T) {
				t.Parallel()
				s := newSite(t, "managed-online-endpoint")
				s.env = append(env(s.sim), "AZURE_SDK_GO_LOGGING=all")
				s.want(s.deploy(quick("--debug", "--credential", credential)...), exitClean, "succeeded")
				s.wantStates("Succeeded")
			})
		}
	}
}

// Faults of the network and of Azure, met by the compiled command.
func TestDeployFaults(t *testing.T) {
	type fault = armsim.Fault
	for name, faults := range map[string][]fault{
		"throttled for 65 s":  {{Phase: "put", Action: armsim.Throttle, Seconds: 65}, {Phase: "get", Nth: 3, Action: armsim.Throttle, Seconds: 65}},
		"throttled for 2 min": {{Phase: "put", Action: armsim.Throttle, Seconds: 120}},
		"throttled twice":     {{Phase: "put", Times: 2, Action: armsim.Throttle, Seconds: 2}},
		"throttled polls":     {{Phase: "get", Nth: 2, Times: 5, Action: armsim.Throttle, Seconds: 1}},
		"polls of all kinds":  {{Phase: "get", Nth: 2, Action: armsim.Reset}, {Phase: "get", Nth: 3, Action: armsim.Throttle, Seconds: 1}, {Phase: "get", Nth: 4, Action: armsim.Unavailable}},
		"the answer is lost":  {{Phase: "put", Action: armsim.LoseResponse}},
		"unavailable":         {{Phase: "put", Times: 4, Action: armsim.Unavailable}, {Phase: "get", Nth: 2, Times: 4, Action: armsim.Unavailable}},
		"resets":              {{Phase: "put", Times: 2, Action: armsim.Reset}, {Phase: "get", Nth: 2, Times: 2, Action: armsim.Reset}},
		"not found":           {{Phase: "get", Nth: 2, Times: 3, Action: armsim.NotFound}},
		"other hosts":         {{Phase: "put", Action: armsim.ForeignURL}, {Phase: "get", Nth: 3, Action: armsim.Redirect}},
		"tokens that expire":  {{Phase: "put", Action: armsim.ExpireToken}, {Phase: "get", Nth: 3, Action: armsim.ExpireToken}},
		"a network is busy":   {{Action: armsim.FailResource, Resource: "snet-fraud-endpoints$", Times: 2, Error: armsim.ErrorBody{Code: "AnotherOperationInProgress", Message: "busy"}}},
		"what-if is redirect": {{Phase: "operations", Nth: 1, Action: armsim.Redirect}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t, "managed-online-endpoint")
			s.sim.Faults(faults...)
			s.want(s.deploy(quick()...), exitClean, "succeeded")
			states := s.states()
			if states[len(states)-1] != "Succeeded" || slices.Contains(states[:len(states)-1], "Succeeded") {
				t.Errorf("the deployments are %v", states)
			}
		})
	}
}

// A preview that fails, and a template that is refused, end the run before
// anything is deployed: the first comes as 200 with an error in it.
func TestDeployNotPrepared(t *testing.T) {
	broken := armsim.ErrorBody{Code: "InvalidTemplate", Message: "the template is not valid"}
	s := newSite(t, "minimal")
	s.sim.World.FailWhatIf(broken)
	s.want(s.deploy("--yes", "--no-preflight"), exitFailure, "InvalidTemplate", "the template is not valid")
	s.wantStates()

	s = newSite(t, "minimal")
	s.sim.Faults(armsim.Fault{Phase: "validate", Times: -1, Action: armsim.Refuse, Error: broken})
	s.want(s.deploy("--yes"), exitFindings, "InvalidTemplate", "the template is not valid")
	s.wantStates()
}

// A redirect before anything is sent is an error, and is not followed.
func TestDeployRedirected(t *testing.T) {
	s := newSite(t, "minimal")
	s.sim.Faults(armsim.Fault{Phase: "put", Times: -1, Action: armsim.Redirect})
	s.want(s.deploy(quick()...), exitFailure, "the request was sent elsewhere", "which is not followed")
	s.wantStates()
}

// A process that is killed anywhere is continued with --attach to exactly one
// deployment that succeeds.
func TestDeployKilled(t *testing.T) {
	for _, phase := range []string{"token", "check", "validate", "whatif", "result", "get", "put", "operations", "list"} {
		for _, nth := range []int{1, 2, 5} {
			t.Run(fmt.Sprint(phase, nth), func(t *testing.T) {
				t.Parallel()
				s := newSite(t, "managed-online-endpoint")
				s.kill(phase, nth)
				s.want(s.deploy("--yes", "--attach"), exitClean, ": succeeded")
				states := s.states()
				if len(states) != 1 || states[0] != "Succeeded" {
					t.Errorf("the deployments are %v", states)
				}
			})
		}
	}
}

// kill deploys, and kills the process at its nth request of a phase, or lets it
// end when there are not so many.
func (s *site) kill(phase string, nth int) {
	s.t.Helper()
	c := s.command(append([]string{"deploy", s.intent, "--yes"}, s.flags...)...)
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	s.waitFor("request "+phase, func() bool {
		n := 0
		for _, r := range s.sim.Requests() {
			if r.Phase == phase {
				n++
			}
		}
		return n >= nth || len(ended) > 0
	})
	_ = c.Process.Kill()
	<-ended
	s.noSecrets(out.String())
}

// An interrupt leaves the deployment or cancels it, and --attach continues it,
// from here, or from elsewhere by its name alone.
func TestDeployInterrupted(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no process can send an interrupt to another there")
	}
	s := newSlowSite(t, "minimal")
	got := s.interrupt(quick()...)
	s.want(got, exitFailure, `interrupted: the deployment "amlsec-fraud" goes on in Azure`, "--attach", "--name amlsec-fraud")
	s.home = t.TempDir() // another machine
	s.want(s.run("deploy", "--attach", "-g", s.group, "--name", "amlsec-fraud"), exitClean, "attached to the deployment", ": succeeded", "AZURE_LOCATION = eastus2")
	s.wantStates("Succeeded")

	// Elsewhere nothing but the intent says which cloud it is in.
	gov := newSlowSite(t, "us-government")
	gov.want(gov.interrupt(quick()...), exitFailure, "elsewhere: amlsec deploy --attach "+gov.intent+" --subscription ")

	c := newSlowSite(t, "minimal")
	c.want(c.interrupt(quick("--on-interrupt", "cancel")...), exitFailure, "was canceled")
	c.wantStates("Canceled")
	c.want(c.deploy(quick()...), exitClean, ": succeeded")
	c.wantStates("Canceled", "Succeeded")
}

// interrupt deploys slowly, and sends SIGINT once resources are being made.
func (s *site) interrupt(flags ...string) ran {
	s.t.Helper()
	var out, errs bytes.Buffer
	c := s.command(append(append([]string{"deploy", s.intent}, s.flags...), flags...)...)
	c.Stdout, c.Stderr = &out, &errs
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.waitFor("operations", func() bool {
		return slices.ContainsFunc(s.sim.Requests(), func(r armsim.Request) bool { return r.Phase == "operations" })
	})
	if err := c.Process.Signal(os.Interrupt); err != nil {
		s.t.Fatal(err)
	}
	_ = c.Wait()
	s.noSecrets(out.String() + errs.String())
	return ran{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

// Who reads the output may go: the deployment is watched all the same, what can be
// written is, and the end says that the rest was not.
func TestDeployUnread(t *testing.T) {
	s := newSite(t, "managed-online-endpoint")
	env := filepath.Join(s.home, "out.env")
	for _, format := range []string{"text", "json"} {
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		read.Close()
		c := s.command(append(append([]string{"deploy", s.intent, "--azd-env", env, "-o", format}, s.flags...), quick()...)...)
		c.Stdout = write
		var errs bytes.Buffer
		c.Stderr = &errs
		err = c.Run()
		write.Close()
		if code := c.ProcessState.ExitCode(); code != exitFailure || !strings.Contains(errs.String(), "broken pipe") && runtime.GOOS != "windows" {
			t.Errorf("exit code %d, %v: %s", code, err, errs.String())
		}
		if text, err := os.ReadFile(env); err != nil || !strings.Contains(string(text), "AZURE_LOCATION=") {
			t.Errorf("got %v\n%s", err, text)
		}
		if err := os.Remove(env); err != nil {
			t.Fatal(err)
		}
	}
	s.wantStates("Succeeded", "Succeeded")
}

// Without a place for the record a run works, and says what it means.
func TestDeployNoRecord(t *testing.T) {
	s := newSite(t, "managed-online-endpoint")
	s.env = append(s.env, "XDG_STATE_HOME="+os.DevNull+"/state")
	s.want(s.deploy(quick()...), exitClean, "cannot be written", "amlsec deploy --attach", "succeeded")
	s.env = append(s.env, "XDG_STATE_HOME=", "HOME=")
	s.want(s.deploy(quick()...), exitClean, "there is no home directory", "succeeded")
	file := filepath.Join(s.home, "record.json")
	s.want(s.deploy(quick("--record", file)...), exitClean, "succeeded")
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), `"state": "Succeeded"`) {
		t.Errorf("got %v\n%s", err, text)
	}
	if err := os.WriteFile(file, []byte(`{"version": 9}`), 0o600); err != nil {
		t.Fatal(err)
	}
	s.want(s.deploy(quick("--record", file)...), exitInput, "version 9")
}

// The scoring address is found, and whether callers are admitted to it.
func TestDeployScoring(t *testing.T) {
	waiting := newSite(t, "scoring-tls")
	waiting.want(waiting.deploy(quick("--check-scoring-rule")...), exitFailure, "no scoring address yet", "the scoring rule was not checked")

	s := newSiteAt(t, "scoring-tls", armsim.Options{Balancer: true})
	env := filepath.Join(s.home, "out.env")
	s.want(s.deploy(quick("--check-scoring-rule", "--azd-env", env)...), exitClean, "scoring address 10.42.", ", ports 443", "admitted: callers in 10.60.0.0/16 on port 443, by rule ")
	if text, err := os.ReadFile(env); err != nil || !strings.Contains(string(text), "AZURE_ML_SCORING_ADDRESS=\"10.42.") {
		t.Errorf("got %v\n%s", err, text)
	}
	group := "/subscriptions/" + armsim.DefaultSubscription + "/resourceGroups/" + s.group + "/providers/Microsoft.Network/networkSecurityGroups/nsg-fraud-cluster"
	deny := map[string]any{"name": "by-hand", "properties": map[string]any{
		"access": "Deny", "direction": "Inbound", "priority": 100, "protocol": "*", "sourceAddressPrefix": "10.60.7.0/24", "destinationAddressPrefix": "*",
		"sourcePortRange": "*", "destinationPortRange": "*",
	}}
	add := func(body map[string]any) {
		props := body["properties"].(map[string]any)
		props["securityRules"] = append(props["securityRules"].([]any), deny)
	}
	if !s.sim.World.Change(group, add) {
		t.Fatal("there is no group")
	}
	got := s.run("deploy", s.intent, "-g", s.group, "--attach", "--check-scoring-rule")
	s.want(got, exitFindings, "not admitted: callers in 10.60.0.0/16 on port 443, by rule by-hand", "allowFrom")
}
