package amlsec_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// workflow is what the tests need of a workflow of GitHub.
type workflow struct {
	Permissions *map[string]string
	Jobs        map[string]struct {
		Permissions map[string]string
		Steps       []step
	}
}

// pinned is an action by its commit, with the version that a reader looks for.
var pinned = regexp.MustCompile(`uses: [\w-]+/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)

// TestWorkflows holds the action and the workflows to what keeps them safe:
// actions by commit, no permission that is not written down, and no value of an
// expression inside a script.
func TestWorkflows(t *testing.T) {
	names, err := filepath.Glob(".github/workflows/*.yml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no workflows: %v", err)
	}
	var a action
	readYAML(t, "action.yml", &a)
	for _, s := range a.Runs.Steps {
		checkScript(t, "action.yml", s)
		if s.Run != "" && (s.Shell != "bash" || !strings.HasPrefix(s.Run, "set -euo pipefail\n")) {
			t.Errorf("action.yml: step %q is no strict script of bash", s.Name)
		}
	}
	for _, name := range names {
		var w workflow
		readYAML(t, name, &w)
		if w.Permissions == nil {
			t.Errorf("%s: say which permissions it has", name)
		}
		for _, job := range w.Jobs {
			for _, s := range job.Steps {
				checkScript(t, name, s)
				if strings.HasPrefix(s.Uses, "actions/checkout@") && s.With["persist-credentials"] != "false" {
					t.Errorf("%s: checkout leaves its token on the disk", name)
				}
			}
		}
	}
	for _, name := range append(names, "action.yml") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); strings.Contains(line, "uses:") && !pinned.MatchString(line) {
				t.Errorf("%s: name the action by its commit, and its version after it: %s", name, line)
			}
		}
	}
}

func checkScript(t *testing.T, file string, s step) {
	t.Helper()
	if strings.Contains(s.Run, "${{") {
		t.Errorf("%s: step %q: values enter a script through env alone", file, s.Name)
	}
}

// hook is a hook as https://pre-commit.com/#new-hooks describes it; a field that
// is not listed there is none.
type hook struct {
	ID, Name, Entry, Language, Description string
	Files, Exclude                         string
	Types                                  []string
	TypesOr                                []string `yaml:"types_or"`
	ExcludeTypes                           []string `yaml:"exclude_types"`
	AlwaysRun                              bool     `yaml:"always_run"`
	FailFast                               bool     `yaml:"fail_fast"`
	Verbose                                bool
	PassFilenames                          *bool  `yaml:"pass_filenames"`
	RequireSerial                          bool   `yaml:"require_serial"`
	LanguageVersion                        string `yaml:"language_version"`
	MinimumPreCommitVersion                string `yaml:"minimum_pre_commit_version"`
	Args, Stages                           []string
}

// TestHooks runs each hook as pre-commit would: entry, args and the names of the
// files that match, several at once.
func TestHooks(t *testing.T) {
	text, err := os.ReadFile(".pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var hooks []hook
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(&hooks); err != nil {
		t.Fatal(err)
	}
	binary, dir := build(t), t.TempDir()
	writeFiles(t, dir, map[string]string{
		"intent.yaml": goodIntent, "a b/intent.yml": insecureIntent, "c/intent.yaml": movedIntent, "not-an-intent.yaml": "x: y\n",
	})
	amlsec := func(args ...string) (string, int) {
		cmd := exec.CommandContext(t.Context(), binary, args...)
		cmd.Dir = dir
		out, _ := cmd.CombinedOutput()
		return string(out), cmd.ProcessState.ExitCode()
	}
	if out, code := amlsec("gen", "intent.yaml", "--out", "infra"); code != 0 {
		t.Fatal(out)
	}
	changed := []string{"a b/intent.yml", "c/intent.yaml", "infra/main.bicep", "infra/main.parameters.json", "intent.yaml", "not-an-intent.yaml", "README.md"}
	for id, want := range map[string]struct {
		names []string // of changed that are handed over
		code  int
		says  string
	}{
		"amlsec-validate": {[]string{"a b/intent.yml", "c/intent.yaml", "intent.yaml"}, 0, "a b/intent.yml:6:14: warning AML404"},
		"amlsec-check":    {nil, 0, ""},
		"amlsec-audit":    {[]string{"a b/intent.yml", "c/intent.yaml", "intent.yaml"}, 1, "error AML675"},
	} {
		i := slices.IndexFunc(hooks, func(h hook) bool { return h.ID == id })
		if i < 0 {
			t.Errorf("there is no hook %s", id)
			continue
		}
		args, names := hooks[i].call(t, changed)
		out, code := amlsec(args...)
		if !slices.Equal(names, want.names) || code != want.code || !strings.Contains(out, want.says) {
			t.Errorf("%s: handed over %q, exit code %d, wanted %q and %d with %q:\n%s", id, names, code, want.names, want.code, want.says, out)
		}
	}
	// A generated file that was edited by hand, and a hook that is given several
	// intents to compare.
	check := hooks[slices.IndexFunc(hooks, func(h hook) bool { return h.ID == "amlsec-check" })]
	writeFiles(t, dir, map[string]string{"infra/main.bicep": "// mine\n"})
	args, _ := check.call(t, []string{"infra/main.bicep"})
	if out, code := amlsec(args...); code != 1 {
		t.Errorf("exit code %d\n%s", code, out)
	}
	for _, intent := range []string{"a b/intent.yml", "c/intent.yaml", "intent.yaml"} {
		if out, code := amlsec("gen", intent, "--out", filepath.Join(filepath.Dir(intent), "infra"), "--force"); code != 0 {
			t.Fatal(out)
		}
	}
	if out, code := amlsec("check", "a b/intent.yml", "c/intent.yaml", "intent.yaml"); code != 0 {
		t.Errorf("exit code %d\n%s", code, out)
	}
}

// call is the command line without the program, and the names in it that
// pre-commit hands over.
func (h hook) call(t *testing.T, changed []string) (args, names []string) {
	t.Helper()
	if h.Name == "" || h.Description == "" || h.Language != "golang" || !strings.HasPrefix(h.Entry, "amlsec ") {
		t.Errorf("%s: a hook needs name, description, language and entry: %+v", h.ID, h)
	}
	files, exclude := regexp.MustCompile(h.Files), regexp.MustCompile("^$")
	if h.Exclude != "" {
		exclude = regexp.MustCompile(h.Exclude)
	}
	for _, name := range changed {
		if files.MatchString(name) && !exclude.MatchString(name) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		t.Errorf("%s: nothing of %q starts it", h.ID, changed)
	}
	if h.PassFilenames != nil && !*h.PassFilenames {
		names = nil
	}
	return slices.Concat(strings.Fields(h.Entry)[1:], h.Args, names), names
}

// TestHooksShown: the configuration in doc/guide-ci.md names hooks that exist, and
// each of them starts for an intent of those that the guide speaks of.
func TestHooksShown(t *testing.T) {
	guide, err := os.ReadFile("doc/guide-ci.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(guide), "```yaml\nrepos:\n")
	text, _, _ = strings.Cut(text, "```")
	var config struct{ Repos []struct{ Hooks []hook } }
	if err := yaml.Unmarshal([]byte("repos:\n"+text), &config); err != nil || len(config.Repos) != 1 {
		t.Fatalf("%v: %+v", err, config)
	}
	var hooks []hook
	readYAML(t, ".pre-commit-hooks.yaml", &hooks)
	for _, used := range config.Repos[0].Hooks {
		i := slices.IndexFunc(hooks, func(h hook) bool { return h.ID == used.ID })
		if i < 0 {
			t.Errorf("there is no hook %s", used.ID)
			continue
		}
		if used.Files == "" {
			used.Files = hooks[i].Files
		}
		if !regexp.MustCompile(used.Files).MatchString("environments/prod.yaml") {
			t.Errorf("%s: a change of environments/prod.yaml does not start it", used.ID)
		}
	}
}
