package amlsec_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// action is what the tests need of action.yml.
type action struct {
	Inputs  map[string]struct{ Default string }
	Outputs map[string]struct{ Value string }
	Runs    struct{ Steps []step }
}

// step is a step of an action or of a job.
type step struct {
	ID, Name, Uses, Shell, Run, If string
	Env, With                      map[string]string
}

func readYAML(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err == nil {
		err = yaml.Unmarshal(text, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// actionRun is one run of action.yml in a workspace: the steps that are scripts
// are run as the runner does, and the others noted.
type actionRun struct {
	t       *testing.T
	values  map[string]string // of the expressions that steps may use
	dir     string
	log     strings.Builder
	uploads []map[string]string
}

// expression is the only form that the action uses: the name of a value.
var expression = regexp.MustCompile(`\$\{\{ *([a-z0-9._-]+) *\}\}`)

func (r *actionRun) expand(text string) string {
	return expression.ReplaceAllStringFunc(text, func(e string) string {
		return r.values[expression.FindStringSubmatch(e)[1]]
	})
}

// holds evaluates "a == 'x' && b == 'y'"; no condition holds.
func (r *actionRun) holds(condition string) bool {
	for part := range strings.SplitSeq(condition, " && ") {
		name, want, ok := strings.Cut(part, " == ")
		if ok && r.values[name] != strings.Trim(want, "'") {
			return false
		}
	}
	return true
}

// run runs the steps, and is the exit code of the one that failed, or 0.
func (r *actionRun) run(steps []step) int {
	r.t.Helper()
	for _, s := range steps {
		if !r.holds(s.If) {
			continue
		}
		if s.Uses != "" {
			with := map[string]string{"uses": s.Uses}
			for name, value := range s.With {
				with[name] = r.expand(value)
			}
			r.uploads = append(r.uploads, with)
			continue
		}
		if code := r.script(s); code != 0 {
			return code
		}
	}
	return 0
}

// script runs one step as the runner does, and takes in what it gives out.
func (r *actionRun) script(s step) int {
	r.t.Helper()
	temp := r.values["runner.temp"]
	script, output := filepath.Join(temp, "step.sh"), filepath.Join(temp, "output")
	if err := errors.Join(os.WriteFile(script, []byte(s.Run), 0o600), os.WriteFile(output, nil, 0o600)); err != nil {
		r.t.Fatal(err)
	}
	cmd := exec.CommandContext(r.t.Context(), "bash", "--noprofile", "--norc", "-eo", "pipefail", script)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "GITHUB_OUTPUT="+output, "NO_COLOR=1")
	for name, value := range s.Env {
		cmd.Env = append(cmd.Env, name+"="+r.expand(value))
	}
	cmd.Stdout, cmd.Stderr = &r.log, &r.log
	err := cmd.Run()
	var failure *exec.ExitError
	if err != nil && !errors.As(err, &failure) {
		r.t.Fatal(err)
	}
	given, err := os.ReadFile(output)
	if err != nil {
		r.t.Fatal(err)
	}
	for line := range strings.Lines(string(given)) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		r.values["steps."+s.ID+".outputs."+name] = value
	}
	return cmd.ProcessState.ExitCode()
}

const (
	goodIntent     = "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n"
	movedIntent    = "apiVersion: amlsec/v1\nname: fraud\nlocation: westeurope\n"
	insecureIntent = goodIntent + "inference:\n  cluster:\n    private: false\n    authorizedIpRanges: [20.1.2.0/24]\n"
	refusedIntent  = "apiVersion: amlsec/v1\nname: BAD\nlocation: eastus2\n"
)

// TestAction runs the scripts of action.yml on workspaces that are good, that
// drift, that are insecure and that are refused, with names that would do harm if
// a script ever took them for more.
func TestAction(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil || runtime.GOOS == "windows" {
		t.Skip("needs bash")
	}
	var a action
	readYAML(t, "action.yml", &a)
	source, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	installed := &actionRun{t: t, dir: source, values: map[string]string{"runner.temp": t.TempDir(), "github.action_path": source}}
	if code := installed.run(a.Runs.Steps[:2]); code != 0 || !strings.Contains(installed.log.String(), "amlsec ") {
		t.Fatalf("exit code %d\n%s", code, installed.log.String())
	}
	hostile := "it's $(touch pwned) `touch pwned` \"; touch pwned; #.yaml"
	for _, tt := range []struct {
		name   string
		files  map[string]string
		gen    []string // arguments of gen, before files of drift replace the intents
		drift  map[string]string
		inputs map[string]string
		want   [3]string // exit codes of validate, drift, audit
		code   int
	}{
		{name: "good", files: map[string]string{"intent.yaml": goodIntent}, gen: []string{"intent.yaml", "--out", "infra"}, want: [3]string{"0", "0", "0"}},
		{name: "drifting", files: map[string]string{"intent.yaml": goodIntent}, gen: []string{"intent.yaml", "--out", "infra"},
			drift: map[string]string{"intent.yaml": movedIntent}, want: [3]string{"0", "1", "0"}, code: 1},
		{name: "drift not asked for", files: map[string]string{"intent.yaml": goodIntent}, inputs: map[string]string{"drift": "false"}, want: [3]string{"0", "", "0"}},
		{name: "insecure", files: map[string]string{"intent.yaml": insecureIntent}, gen: []string{"intent.yaml", "--out", "infra"}, want: [3]string{"0", "0", "1"}, code: 1},
		{name: "warnings fail", files: map[string]string{"intent.yaml": goodIntent}, gen: []string{"intent.yaml", "--out", "infra"},
			inputs: map[string]string{"fail-on": "warning"}, want: [3]string{"0", "0", "1"}, code: 1},
		{name: "refused", files: map[string]string{"intent.yaml": refusedIntent, "infra/main.bicep": ""}, want: [3]string{"2", "2", "2"}, code: 2},
		{name: "patterns and --out", files: map[string]string{"envs/a b.yaml": goodIntent, "envs/" + hostile: goodIntent}, gen: []string{"envs", "--out", "build"},
			inputs: map[string]string{"intents": "envs/*.yaml\n", "infra": "build"}, want: [3]string{"0", "0", "0"}},
		{name: "a name as it is written", files: map[string]string{hostile: goodIntent}, gen: []string{hostile, "--out", "out dir"},
			inputs: map[string]string{"intents": hostile, "infra": "out dir", "sarif": "reports $(touch pwned)", "upload": "false"}, want: [3]string{"0", "0", "0"}},
		{name: "a name like a flag", files: map[string]string{"--help.yaml": goodIntent}, gen: []string{"./--help.yaml", "--out", "infra"},
			inputs: map[string]string{"intents": "--help.yaml"}, want: [3]string{"0", "0", "0"}},
		{name: "no file", inputs: map[string]string{"intents": "$(touch pwned)*"}, code: 2},
		{name: "no file of a name like a command", inputs: map[string]string{"intents": "::set-output name=a::b"}, code: 2},
		{name: "neither true nor false", files: map[string]string{"intent.yaml": goodIntent}, inputs: map[string]string{"drift": "yes"}, code: 2},
		{name: "neither true nor false for reports", files: map[string]string{"intent.yaml": goodIntent}, inputs: map[string]string{"upload": "no"}, code: 2},
		{name: "a file for reports", files: map[string]string{"##[error]x": ""}, inputs: map[string]string{"intents": ".", "sarif": "##[error]x"}, code: 2},
		{name: "reports that cannot be written", files: map[string]string{"intent.yaml": goodIntent, "out/##[error]/validate.sarif/x": "", "out/##[error]/audit.sarif/x": ""},
			inputs: map[string]string{"drift": "false", "sarif": "out/##[error]"}, want: [3]string{"0", "", "0"}, code: 3},
		{name: "no intent", inputs: map[string]string{"intents": "\n"}, code: 2},
		{name: "commands for the runner", files: map[string]string{"x.yaml": "::error::hello\n::set-output name=a::b\n"}, inputs: map[string]string{"intents": "x.yaml", "drift": "false"},
			want: [3]string{"2", "", "2"}, code: 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &actionRun{t: t, dir: t.TempDir(), values: map[string]string{}}
			for name, input := range a.Inputs {
				r.values["inputs."+name] = input.Default
			}
			for name, value := range tt.inputs {
				r.values["inputs."+name] = value
			}
			r.values["runner.temp"] = installed.values["runner.temp"]
			if err := os.RemoveAll(filepath.Join(r.values["runner.temp"], "amlsec-sarif")); err != nil {
				t.Fatal(err)
			}
			writeFiles(t, r.dir, tt.files)
			if tt.gen != nil {
				gen := exec.CommandContext(t.Context(), filepath.Join(r.values["runner.temp"], "amlsec-bin", "amlsec"), append([]string{"gen"}, tt.gen...)...)
				gen.Dir = r.dir
				if out, err := gen.CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, out)
				}
			}
			writeFiles(t, r.dir, tt.drift)
			code := r.run(a.Runs.Steps[2:])
			got := [3]string{r.expand(a.Outputs["validate"].Value), r.expand(a.Outputs["drift"].Value), r.expand(a.Outputs["audit"].Value)}
			if code != tt.code || got != tt.want {
				t.Errorf("exit code %d, want %d; got %q, want %q\n%s", code, tt.code, got, tt.want, r.log.String())
			}
			if _, err := os.Stat(filepath.Join(r.dir, "pwned")); err == nil {
				t.Error("a name was taken for a command")
			}
			r.checkReports(tt.want[0] != "" && tt.code != 3, r.values["inputs.upload"] == "true")
			r.checkSilenced()
		})
	}
}

// checkReports looks at what would be uploaded.
func (r *actionRun) checkReports(any, upload bool) {
	r.t.Helper()
	wanted := 0
	if any && upload {
		wanted = 2
	}
	if len(r.uploads) != wanted {
		r.t.Errorf("%d uploads, want %d: %v", len(r.uploads), wanted, r.uploads)
	}
	for _, with := range r.uploads {
		text, err := os.ReadFile(with["sarif_file"])
		var report struct{ Version string }
		if err == nil {
			err = json.Unmarshal(text, &report)
		}
		if err != nil || report.Version != "2.1.0" {
			r.t.Errorf("%v: %v, version %q", with, err, report.Version)
		}
	}
}

// checkSilenced demands that what amlsec prints cannot command the runner: it
// stands between stop-commands and its word, which is another each time.
func (r *actionRun) checkSilenced() {
	r.t.Helper()
	word, words := "", map[string]bool{}
	for line := range strings.Lines(r.log.String()) {
		line = strings.TrimSpace(line) // as the runner does
		switch rest, stops := strings.CutPrefix(line, "::stop-commands::"); {
		case stops:
			word = rest
			words[word] = true
		case word != "" && line == "::"+word+"::":
			word = ""
		case word == "" && strings.HasPrefix(line, "::") && !regexp.MustCompile(`^::(group::amlsec [a-z]+|endgroup::|error::[a-z].*)$`).MatchString(line):
			r.t.Errorf("the runner takes this for a command: %s", line)
		case word == "" && strings.Contains(line, "##["): // the older form, anywhere in a line
			r.t.Errorf("the runner takes this for a command: %s", line)
		}
	}
	for w := range words {
		if len(w) != 32 {
			r.t.Errorf("%q can be guessed", w)
		}
	}
}

func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
}
