package amlsec_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// goreleaser is what the tests need of .goreleaser.yaml.
type goreleaser struct {
	Builds []struct {
		Env, Flags, Goos, Goarch []string
		ModTimestamp             string `yaml:"mod_timestamp"`
	}
	Archives []struct {
		Files []struct {
			Src  string
			Info fileInfo
		}
		BuildsInfo fileInfo `yaml:"builds_info"`
	}
}

type fileInfo struct {
	Owner, Group, Mtime string
	Mode                int
}

// TestRelease holds the release to six platforms, and to what makes its bytes the
// same wherever it is built: no C, no paths, no clock, no owner.
func TestRelease(t *testing.T) {
	var config goreleaser
	readYAML(t, ".goreleaser.yaml", &config)
	if len(config.Builds) != 1 || len(config.Archives) != 1 {
		t.Fatalf("%+v", config)
	}
	build := config.Builds[0]
	if !slices.Equal(build.Goos, []string{"linux", "darwin", "windows"}) || !slices.Equal(build.Goarch, []string{"amd64", "arm64"}) {
		t.Errorf("platforms %v of %v", build.Goarch, build.Goos)
	}
	for _, flag := range []string{"-trimpath", "-buildvcs=true", "-mod=readonly"} {
		if !slices.Contains(build.Flags, flag) {
			t.Errorf("it builds without %s: %v", flag, build.Flags)
		}
	}
	if !slices.Contains(build.Env, "CGO_ENABLED=0") || build.ModTimestamp != "{{ .CommitTimestamp }}" {
		t.Errorf("%+v", build)
	}
	same := func(what string, info fileInfo) {
		if info.Owner != "root" || info.Group != "root" || info.Mtime != "{{ .CommitDate }}" || info.Mode == 0 {
			t.Errorf("%s depends on who builds: %+v", what, info)
		}
	}
	same("the binary", config.Archives[0].BuildsInfo)
	for _, f := range config.Archives[0].Files {
		same(f.Src, f.Info)
	}
}

// TestReleaseFiles runs what a release takes from the command.
func TestReleaseFiles(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil || runtime.GOOS == "windows" {
		t.Skip("needs bash")
	}
	dir := filepath.Join(t.TempDir(), "out")
	if out, err := exec.CommandContext(t.Context(), "bash", "release/prepare.sh", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for name, holds := range map[string]string{
		"completions/amlsec.bash": "complete -o default", "completions/_amlsec": "#compdef amlsec", "completions/amlsec.fish": "complete -c amlsec",
		"completions/amlsec.ps1": "Register-ArgumentCompleter", "metadata.json": `"secureaml.amlsec"`,
	} {
		if text, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !strings.Contains(string(text), holds) {
			t.Errorf("%s: %v; it does not hold %q", name, err, holds)
		}
	}
}

// TestInstallable demands what "go install …@version" does: no replacement and no
// exclusion in go.mod.
func TestInstallable(t *testing.T) {
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if word, _, _ := strings.Cut(strings.TrimSpace(line), " "); word == "replace" || word == "exclude" {
			t.Errorf("go install refuses this: %s", line)
		}
	}
}
