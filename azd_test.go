package amlsec_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// machine is where commands run as they do for a user who may do little: with a
// home that is read-only, without a network, and not as root.
type machine struct {
	t   *testing.T
	dir string // may be written to
	env []string
}

// newMachine is a machine with the command on its PATH, before the others.
func newMachine(t *testing.T) *machine {
	t.Helper()
	dir := t.TempDir()
	m := &machine{t: t, dir: dir}
	for _, name := range []string{"bin", "home", "tmp", "azd"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(build(t), m.binary()); err != nil {
		t.Fatal(err)
	}
	home := filepath.Join(dir, "home")
	nowhere := "http://127.0.0.1:9" // a proxy that nobody is
	m.env = append(os.Environ(),
		"PATH="+filepath.Dir(m.binary())+string(filepath.ListSeparator)+os.Getenv("PATH"),
		"HOME="+home, "USERPROFILE="+home, "XDG_CONFIG_HOME=", "XDG_CACHE_HOME=", "XDG_STATE_HOME=",
		"TMPDIR="+filepath.Join(dir, "tmp"), "AZD_CONFIG_DIR="+filepath.Join(dir, "azd"),
		"HTTPS_PROXY="+nowhere, "HTTP_PROXY="+nowhere, "NO_PROXY=", "NO_COLOR=1", "COLUMNS=",
		"AZURE_DEV_COLLECT_TELEMETRY=no", "AZD_SKIP_UPDATE_CHECK=true")
	// What azd would ask its registry on the internet: it has no extensions.
	m.write("none.json", `{"schemaVersion": "1.0", "extensions": []}`)
	config, err := json.Marshal(map[string]any{"extension": map[string]any{"sources": map[string]any{
		"azd": map[string]any{"name": "azd", "type": "file", "location": filepath.Join(dir, "none.json")},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	m.write("azd/config.json", string(config))
	return m
}

// binary is the command's file.
func (m *machine) binary() string {
	name := filepath.Join(m.dir, "bin", "amlsec")
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return name
}

// take copies a program to where those of the machine are: it may stand where
// only the user of the tests looks.
func (m *machine) take(program string) {
	m.t.Helper()
	data, err := os.ReadFile(program)
	if err == nil {
		err = os.WriteFile(filepath.Join(m.dir, "bin", filepath.Base(program)), data, 0o755)
	}
	if err != nil {
		m.t.Fatal(err)
	}
}

// write writes a file beneath the directory of the machine.
func (m *machine) write(name, text string) {
	m.t.Helper()
	if err := os.WriteFile(filepath.Join(m.dir, name), []byte(text), 0o644); err != nil {
		m.t.Fatal(err)
	}
}

// copy copies a directory of the repository.
func (m *machine) copy(from, to string) string {
	m.t.Helper()
	to = filepath.Join(m.dir, to)
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		m.t.Fatal(err)
	}
	return to
}

// command is a command as the user of the machine.
func (m *machine) command(dir string, args ...string) *exec.Cmd {
	m.t.Helper()
	cmd := exec.Command(filepath.Join(m.dir, "bin", args[0]), args[1:]...)
	cmd.Dir, cmd.Env = dir, m.env
	asNobody(m.t, m.dir, cmd)
	return cmd
}

// run runs a command to its end, and is its exit code and what it printed.
func (m *machine) run(dir string, args ...string) (code int, stdout, stderr string) {
	m.t.Helper()
	cmd := m.command(dir, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), out.String(), errs.String()
	}
	if err != nil {
		m.t.Fatal(err)
	}
	return 0, out.String(), errs.String()
}

// must runs a command that has to print something of its own.
func (m *machine) must(code int, says, dir string, args ...string) {
	m.t.Helper()
	got, stdout, stderr := m.run(dir, args...)
	m.t.Logf("$ %s\n%s%s(exit code %d)", strings.Join(args, " "), stdout, stderr, got)
	if got != code || !strings.Contains(stdout+stderr, says) {
		m.t.Errorf("%v: exit code %d, want %d and %q", args, got, code, says)
	}
}

// same fails unless two directories hold the same files.
func (m *machine) same(got, want string) {
	m.t.Helper()
	files := func(dir string) (list []string) {
		_ = fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				text, _ := os.ReadFile(filepath.Join(dir, name))
				list = append(list, name+"\n"+strings.ReplaceAll(string(text), "\r\n", "\n"))
			}
			return err
		})
		return list
	}
	if g, w := files(got), files(want); len(w) == 0 || !slices.Equal(g, w) {
		m.t.Errorf("%s is not as %s is: %d files, want %d", got, want, len(g), len(w))
	}
}

// bundle packs the command as a version of an extension of azd. The other platforms have no
// binary here, and get a text in its place.
func (m *machine) bundle(version string) string {
	m.t.Helper()
	code, metadata, stderr := m.run(m.dir, "amlsec", "metadata")
	if code != 0 {
		m.t.Fatal(stderr)
	}
	m.write("metadata.json", metadata)
	text, err := os.ReadFile(m.binary())
	if err != nil {
		m.t.Fatal(err)
	}
	for _, platform := range []string{"darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64", "windows_amd64", "windows_arm64"} {
		name, content := filepath.Join(m.dir, "dist", platform, "amlsec"), []byte(platform)
		if strings.HasPrefix(platform, "windows") {
			name += ".exe"
		}
		if platform == runtime.GOOS+"_"+runtime.GOARCH {
			content = text
		}
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, content, 0o755)); err != nil {
			m.t.Fatal(err)
		}
	}
	file := filepath.Join(m.dir, "secureaml.amlsec_"+version+".zip")
	out, err := exec.Command("go", "run", "./release/azdbundle", "--version", version,
		"--metadata", filepath.Join(m.dir, "metadata.json"), "--license", "LICENSE", filepath.Join(m.dir, "dist"), file).CombinedOutput()
	if err != nil {
		m.t.Fatalf("%v\n%s", err, out)
	}
	return file
}

// TestRealAZD runs hook, extension and server with the real azd, when there is
// one on PATH.
func TestRealAZD(t *testing.T) {
	azd, err := exec.LookPath("azd")
	if err != nil {
		t.Skip("there is no azd on PATH")
	}
	m := newMachine(t)
	m.take(azd)
	file, newer := m.bundle("0.1.0"), m.bundle("0.2.0")
	project := m.copy("examples/azd", "project")
	m.must(0, "azd version", project, "azd", "version")
	m.must(0, "(✓) Done: Installing secureaml.amlsec (0.1.0)", project, "azd", "extension", "install", file, "--no-prompt")
	t.Run("extension", func(t *testing.T) { m.with(t).extension(project) })
	t.Run("hook", func(t *testing.T) { m.with(t).hook(project) })
	t.Run("mcp", func(t *testing.T) { m.with(t).server(project) })
	m.must(0, "Skipped: Installing secureaml.amlsec (0.1.0 already installed", project, "azd", "extension", "install", newer, "--no-prompt")
	m.must(0, "(✓) Done: Installing secureaml.amlsec (0.2.0)", project, "azd", "extension", "install", newer, "--force", "--no-prompt")
	m.must(0, "amlsec ", project, "azd", "amlsec", "version")
	m.must(0, "", project, "azd", "extension", "uninstall", "secureaml.amlsec", "--no-prompt")
	m.must(1, `unknown command "amlsec"`, project, "azd", "amlsec", "version")
	t.Run("guide", func(t *testing.T) { m.with(t).guide() })
}

// with is the machine for a part of a test.
func (m *machine) with(t *testing.T) *machine { return &machine{t, m.dir, m.env} }

// extension: what azd runs is the command, byte for byte.
func (m *machine) extension(project string) {
	examples := m.copy("examples", "examples")
	for _, args := range [][]string{
		{"version"},
		{"gen", "minimal.yaml"},
		{"gen", "production.yaml", "--format", "arm"},
		{"-e", "dev", "--no-prompt", "gen", "minimal.yaml"},
		{"gen", "minimal.yaml", "--azd", "-e", "dev", "--no-prompt"},
		{"validate", "minimal.yaml", "--output", "json"},
		{"plan", "hub-and-spoke.yaml"},
		{"check", "azd/intent.yaml"},
		{"validate", "gone.yaml"},
	} {
		wantCode, want, wantErrs := m.run(examples, append([]string{"amlsec"}, args...)...)
		code, out, errs := m.run(examples, append([]string{"azd", "amlsec"}, args...)...)
		// azd keeps of an exit code whether it is 0, and adds an error of its own.
		if code != min(wantCode, 1) || out != want || !strings.HasPrefix(errs, wantErrs) {
			m.t.Errorf("azd amlsec %v: exit code %d, want %d; standard output the same: %t\n%s", args, code, min(wantCode, 1), out == want, errs)
		}
	}
	// azd's own globals, before the name of the extension and after it.
	_, want, _ := m.run(examples, "amlsec", "gen", "minimal.yaml")
	for _, args := range [][]string{
		{"azd", "-C", examples, "amlsec", "gen", "minimal.yaml"},
		{"azd", "amlsec", "-C", examples, "gen", "minimal.yaml"},
		{"azd", "amlsec", "gen", "minimal.yaml", "--cwd", examples},
	} {
		if code, out, errs := m.run(project, args...); code != 0 || out != want {
			m.t.Errorf("%v: exit code %d, standard output the same: %t\n%s", args, code, out == want, errs)
		}
	}
}

// hook: it makes infra/ from nothing, as it is committed, and tells azd the
// region, unless azd has one; an intent with an error stops azd, and leaves infra/ as it was.
func (m *machine) hook(project string) {
	m.must(0, "New environment 'dev'", project, "azd", "env", "new", "dev", "--no-prompt")
	if err := os.RemoveAll(filepath.Join(project, "infra")); err != nil {
		m.t.Fatal(err)
	}
	m.must(0, "SUCCESS: Your hooks have been run successfully", project, "azd", "hooks", "run", "preprovision", "--no-prompt")
	m.same(filepath.Join(project, "infra"), "examples/azd/infra")
	m.must(0, `AZURE_LOCATION="eastus2"`, project, "azd", "env", "get-values", "--no-prompt")
	m.must(0, "", project, "azd", "amlsec", "check", "intent.yaml")
	// azd passes its environment on, and parameters follow it.
	m.must(0, " rg-dev ", project, "azd", "amlsec", "snapshot", "infra/main.bicep", "--parameters", "infra/main.parameters.json")

	m.must(0, "", project, "azd", "env", "new", "prod", "--location", "westeurope", "--no-prompt")
	m.must(0, "SUCCESS", project, "azd", "hooks", "run", "preprovision", "-e", "prod", "--no-prompt")
	m.must(0, `AZURE_LOCATION="westeurope"`, project, "azd", "env", "get-values", "-e", "prod", "--no-prompt")
	m.same(filepath.Join(project, "infra"), "examples/azd/infra")

	m.write("project/intent.yaml", "apiVersion: amlsec/v1\nname: fraud\nlocation: narnia\n")
	m.must(1, `"narnia" is not a known region`, project, "azd", "hooks", "run", "preprovision", "--no-prompt")
	m.same(filepath.Join(project, "infra"), "examples/azd/infra")
}

// guide: azd prints what doc/azd.md shows of it.
func (m *machine) guide() {
	text, err := os.ReadFile("doc/azd.md")
	if err != nil {
		m.t.Fatal(err)
	}
	ran := 0
	for _, s := range consoleCommands(strings.ReplaceAll(string(text), "\n$ azd ", "\n$ amlsec azd ")) {
		line, ok := strings.CutPrefix(s.line, "amlsec azd ")
		if !ok {
			continue
		}
		ran++
		_, stdout, stderr := m.run(m.dir, append([]string{"azd"}, strings.Fields(line)...)...)
		if rest := unmatched(s.output, printedLines(stdout+stderr)); rest != nil {
			m.t.Errorf("$ azd %s: nothing printed is as this line, after those before it:\n%s\nprinted:\n%s%s", line, rest[0], stdout, stderr)
		}
	}
	if ran == 0 {
		m.t.Error("doc/azd.md shows nothing of azd")
	}
}

// server: azd's own server offers the tools.
func (m *machine) server(project string) {
	cmd := m.command(project, "azd", "mcp", "start")
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(m.t.Context(), &mcp.CommandTransport{Command: cmd}, nil)
	if err != nil {
		m.t.Fatal(err)
	}
	defer session.Close()
	list, err := session.ListTools(m.t.Context(), nil)
	if err != nil {
		m.t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		if name, ours := strings.CutPrefix(tool.Name, "azd_amlsec_"); ours {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	m.t.Logf("tools: %v", names)
	if want := []string{"audit", "explain", "gen", "plan", "schema", "validate"}; !slices.Equal(names, want) {
		m.t.Errorf("got %v, want %v", names, want)
	}
	res, err := session.CallTool(m.t.Context(), &mcp.CallToolParams{Name: "azd_amlsec_validate", Arguments: map[string]any{"file": "intent.yaml"}})
	if err != nil {
		m.t.Fatal(err)
	}
	if text := res.Content[0].(*mcp.TextContent).Text; !strings.Contains(text, `"AML101"`) {
		m.t.Errorf("got %s", text)
	}
}
