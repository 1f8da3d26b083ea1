package main

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/amlsec/amlsec/deploy/preflight"
	"github.com/amlsec/amlsec/internal/armsim"
)

// TestPreflight runs testdata/preflight: scripts that each have a simulated
// Azure of their own, in which all is well until the command azure says what is not.
func TestPreflight(t *testing.T) { withAzure(t, "../../testdata/preflight") }

// withAzure runs the scripts of a directory, each with its own simulated Azure.
func withAzure(t *testing.T, dir string) {
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		UpdateScripts:       update(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			sim := armsim.Start(armsim.Options{})
			e.Defer(sim.Close)
			for _, setting := range sim.Env() {
				name, value, _ := strings.Cut(setting, "=")
				e.Setenv(name, value)
			}
			e.Setenv("AZURE_RESOURCE_GROUP", armsim.DefaultGroup)
			e.Setenv(fastClock, "1")
			e.Setenv("HOME", e.WorkDir)
			e.Values["sim"] = sim
			return clean(e)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "azure": azureCommand},
	})
}

// azureCommand changes the simulated Azure of a script, or looks at what it saw:
//
//	azure answer METHOD PATH STATUS BODY   override what is read
//	azure lock NAME LEVEL                  lock the resource group
//	azure exists ID…                       make plain resources
//	azure close                            be gone
//	[!] azure saw METHOD PATH              a request arrived
func azureCommand(ts *testscript.TestScript, neg bool, args []string) {
	sim := ts.Value("sim").(*armsim.Server)
	group := "/subscriptions/" + armsim.DefaultSubscription + "/resourceGroups/" + armsim.DefaultGroup
	switch {
	case len(args) == 5 && args[0] == "answer":
		status, err := strconv.Atoi(args[3])
		ts.Check(err)
		sim.Answer(args[1], args[2], status, args[4])
	case len(args) == 3 && args[0] == "lock":
		sim.World.Lock(group, args[1], args[2])
	case len(args) > 1 && args[0] == "exists":
		sim.World.AddExisting(args[1:]...)
	case len(args) == 1 && args[0] == "close":
		sim.Close()
	case len(args) == 3 && args[0] == "saw":
		want, saw := regexp.MustCompile(args[2]), false
		for _, r := range sim.Requests() {
			saw = saw || r.Host == "arm" && regexp.MustCompile("^("+args[1]+")$").MatchString(r.Method) && want.MatchString(r.Path)
		}
		if saw == neg {
			ts.Fatalf("a request %s %s arrived: %v", args[1], args[2], saw)
		}
	default:
		ts.Fatalf("usage: see azureCommand")
	}
}

// TestPreflightColors wants the colours of azd on a terminal, and none elsewhere.
func TestPreflightColors(t *testing.T) {
	report := preflightReport{target: &target{}, results: []preflight.Result{
		{Check: "a/x", Area: "rights", Title: "one", Status: preflight.Passed}, {Check: "a/y", Area: "rights", Title: "two", Status: preflight.Failed, Found: "\x1b[2J"},
		{Check: "a/z", Area: "quota", Title: "three", Status: preflight.NotRun, Reason: "why"},
	}}
	colored := report.text(true, 80)
	for _, want := range []string{"\x1b[32m(✓) Done:\x1b[0m one", "\x1b[31m(x) Failed:\x1b[0m two [a/y]", `found:  \x1b[2J`, "\x1b[90m(-) Skipped:\x1b[0m three", "\x1b[31mERROR:\x1b[0m 1 check passed, 1 failed, 1 not run"} {
		if !strings.Contains(colored, want) {
			t.Errorf("%q is not in %q", want, colored)
		}
	}
	if plain := report.text(false, 80); strings.Contains(plain, "\x1b") {
		t.Errorf("%q", plain)
	}
	if all := (preflightReport{target: &target{}, results: report.results[:1]}).text(false, 80); !strings.HasSuffix(all, "SUCCESS: all 1 check passed\n") {
		t.Errorf("%q", all)
	}
}
