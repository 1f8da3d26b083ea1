package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// online are the commands that talk to Azure. Every other command is held to
// work without a network, whoever adds it.
var online = []string{"deploy", "preflight", "whatif", "verify", "destroy"}

// offlineExamples are the examples of all other commands.
func offlineExamples() []example {
	return slices.DeleteFunc(examples(), func(ex example) bool { return slices.Contains(online, ex.args[0]) })
}

// TestExamplesRun runs what the help shows: nothing of it is wrong usage, and the
// output is the same without a network. Where strace is at hand, no command so
// much as asks for a socket.
func TestExamplesRun(t *testing.T) {
	if len(offlineExamples()) < 20 {
		t.Errorf("only %d examples", len(offlineExamples()))
	}
	calls := filepath.Join(t.TempDir(), "calls")
	wrap := isolated(t, calls)
	for _, ex := range offlineExamples() {
		wanted := exitFindings // at most
		if ex.line == "amlsec init" {
			wanted = exitInput // there is nobody to ask
		}
		got := ex.run(t, nil)
		if got.code > wanted {
			t.Errorf("%s: exit code %d\n%s", ex.line, got.code, got.errs)
		}
		if wrap == nil {
			continue
		}
		if alone := ex.run(t, wrap); got != alone {
			t.Errorf("%s: without a network %+v, with one %+v", ex.line, alone, got)
		}
		// Nothing reaches a network without a socket. Lines that a thread leaves
		// behind as it ends name no call.
		if seen, err := os.ReadFile(calls); err == nil && bytes.Contains(seen, []byte("socket(")) {
			t.Errorf("%s: it asks for the network:\n%s", ex.line, seen)
		}
	}
}

// isolated is what runs a command without a network, and notes in a file which
// system calls for one it makes; nil where the system has neither.
func isolated(t *testing.T, calls string) []string {
	t.Helper()
	works := func(wrap []string) bool {
		return exec.CommandContext(t.Context(), wrap[0], append(wrap[1:], "true")...).Run() == nil
	}
	alone := []string{"unshare", "--map-root-user", "--net", "--"}
	if runtime.GOOS != "linux" || !works(alone) {
		t.Log("no network namespaces: not run without a network")
		return nil
	}
	traced := append(slices.Clone(alone), "strace", "--follow-forks", "--quiet=all", "--trace=network", "--signal=none", "--output="+calls, "--")
	if !works(traced) {
		t.Log("no strace: system calls are not watched")
		return alone
	}
	// A control: one that does ask for the network is seen.
	_ = exec.CommandContext(t.Context(), traced[0], append(traced[1:], "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9")...).Run()
	if seen, err := os.ReadFile(calls); err != nil || !bytes.Contains(seen, []byte("socket(")) {
		t.Errorf("the watch over system calls sees nothing: %v %s", err, seen)
	}
	return traced
}

// exampleRun is what became of an example.
type exampleRun struct {
	out, errs string
	code      int
}

// run runs an example in a directory that holds what examples name, with a home
// that nothing may be written to.
func (ex example) run(t *testing.T, wrap []string) exampleRun {
	t.Helper()
	dir, home := t.TempDir(), t.TempDir()
	if ex.args[0] != "init" {
		exampleFiles(t, dir)
	}
	args := append(slices.Clone(wrap), "amlsec")
	for _, arg := range ex.args {
		names, err := filepath.Glob(filepath.Join(dir, arg))
		if err != nil || !strings.Contains(arg, "*") {
			args = append(args, arg)
			continue
		}
		for _, name := range names {
			args = append(args, strings.TrimPrefix(name, dir+string(filepath.Separator)))
		}
	}
	cmd := exec.CommandContext(t.Context(), args[0], args[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "GORACE=atexit_sleep_ms=0", "CI=true", "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "TMPDIR="+home)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	var failure *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &failure) {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("%s: it left %v in the home or among temporary files, %v", ex.line, left, err)
	}
	return exampleRun{out.String(), errs.String(), cmd.ProcessState.ExitCode()}
}

// exampleFiles makes dir hold what examples name. main.bicep and the like are
// those of the golden case "minimal".
func exampleFiles(t *testing.T, dir string) {
	t.Helper()
	const golden = "../../testdata/golden/minimal/"
	copies := map[string][]string{
		"intent.yaml":  {"intent.yaml", "before.yaml", "after.yaml", "environments/dev.yaml", "environments/prod.yaml", "cases/minimal/intent.yaml"},
		"main.bicep":   {"main.bicep", "infra/main.bicep", "build/dev/main.bicep", "build/prod/main.bicep", "cases/minimal/main.bicep"},
		"main.json":    {"main.json", "cases/minimal/main.json"},
		"empty params": {"main.parameters.json"},
		"no policies":  {"our-policies/none.json"},
	}
	written := map[string]string{"empty params": `{"parameters": {}}`, "no policies": `[]`}
	for from, names := range copies {
		text := []byte(written[from])
		if len(text) == 0 {
			var err error
			if text, err = os.ReadFile(golden + from); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range names {
			path := filepath.Join(dir, filepath.FromSlash(name))
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, text, 0o644)); err != nil {
				t.Fatal(fmt.Errorf("preparing an example: %w", err))
			}
		}
	}
}
