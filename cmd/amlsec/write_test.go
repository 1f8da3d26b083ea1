package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/generator"
)

func ours(text string) []byte { return []byte(generator.Header + "\n" + text) }

// tree is every file beneath dir, with its content.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func write(t *testing.T, dir string, files ...file) {
	t.Helper()
	if err := writeTree(dir, files, false); err != nil {
		t.Fatal(err)
	}
}

func TestWriteTree(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	write(t, dir, file{mainFile, ours("1")}, file{"modules/x.bicep", ours("x")}, file{paramsJSON, []byte("{}")})
	if got := tree(t, dir); len(got) != 3 || got["modules/x.bicep"] != string(ours("x")) {
		t.Errorf("got %v", got)
	}
	write(t, dir, file{mainFile, ours("2")}, file{"modules/y.bicep", ours("y")}, file{paramsBicep, ours("p")})
	got := tree(t, dir)
	if got[mainFile] != string(ours("2")) || got["modules/x.bicep"] != "" || got[paramsBicep] == "" {
		t.Errorf("got %v", got)
	}
}

// A file that is as it should be keeps its time: what watches it stays quiet.
func TestWriteTreeKeepsUnchanged(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, file{mainFile, ours("1")}, file{"modules/x.bicep", ours("x")})
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	for _, name := range []string{mainFile, "modules/x.bicep"} {
		if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, file{mainFile, ours("1")}, file{"modules/x.bicep", ours("new")})
	for name, changed := range map[string]bool{mainFile: false, "modules/x.bicep": true} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if info.ModTime().Equal(old) == changed {
			t.Errorf("%s: changed %t, time %s", name, changed, info.ModTime())
		}
	}
}

func TestWriteTreeKeepsMode(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, file{mainFile, ours("1")})
	if err := os.Chmod(filepath.Join(dir, mainFile), 0o600); err != nil {
		t.Fatal(err)
	}
	write(t, dir, file{mainFile, ours("2")})
	if info, err := os.Stat(filepath.Join(dir, mainFile)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v, %v", info.Mode(), err)
	}
}

// When one file cannot be written, all stay as they were, and nothing
// temporary is left.
func TestWriteTreeAllOrNothing(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, file{mainFile, ours("1")})
	if err := os.WriteFile(filepath.Join(dir, modulesDir), []byte("a file"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := writeTree(dir, []file{{mainFile, ours("2")}, {"modules/x.bicep", ours("x")}}, true)
	if exitCode(err) != exitFailure {
		t.Errorf("got %v", err)
	}
	got := tree(t, dir)
	if len(got) != 2 || got[mainFile] != string(ours("1")) {
		t.Errorf("got %v", got)
	}
}

func TestWriteTreeForeign(t *testing.T) {
	for _, tt := range []struct {
		name    string
		present file
		output  []file
		refused bool
	}{
		{"main of others", file{mainFile, []byte("param x string")}, []file{{mainFile, ours("1")}}, true},
		{"empty main", file{mainFile, nil}, []file{{mainFile, ours("1")}}, true},
		{"parameters of others", file{paramsJSON, []byte("{}")}, []file{{mainFile, ours("1")}, {paramsJSON, []byte("{ }")}}, true},
		{"the same bytes", file{paramsJSON, []byte("{}")}, []file{{mainFile, ours("1")}, {paramsJSON, []byte("{}")}}, false},
		{"module of others", file{"modules/x.bicep", []byte("x")}, []file{{mainFile, ours("1")}, {"modules/x.bicep", ours("x")}}, true},
		{"something else", file{"README.md", []byte("x")}, []file{{mainFile, ours("1")}}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			name := filepath.Join(dir, tt.present.name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, tt.present.content, 0o644); err != nil {
				t.Fatal(err)
			}
			before := tree(t, dir)
			err := writeTree(dir, tt.output, false)
			if (exitCode(err) == exitInput) != tt.refused {
				t.Fatalf("got %v", err)
			}
			if after := tree(t, dir); tt.refused && len(after) != len(before) {
				t.Errorf("got %v", after)
			}
			if err := writeTree(dir, tt.output, true); err != nil {
				t.Errorf("with force: %v", err)
			}
		})
	}
}

// The output cannot name a file outside of its directory.
func TestWriteTreeOutside(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"../x.bicep", "/tmp/x.bicep", "modules/../../x.bicep", ""} {
		err := writeTree(filepath.Join(dir, "out"), []file{{name, ours("1")}}, true)
		if err == nil || !strings.HasPrefix(err.Error(), "internal error: ") {
			t.Errorf("%q: got %v", name, err)
		}
	}
	if got := tree(t, dir); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

func TestStaleIgnoresOthers(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, file{"modules/a.bicep", ours("a")}, file{"modules/b.bicep", ours("b")})
	if err := os.WriteFile(filepath.Join(dir, "modules", "mine.bicep"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	d, err := openDisk(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	old, err := d.stale([]file{{"modules/b.bicep", nil}})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range old {
		names = append(names, f.name)
	}
	if !slices.Equal(names, []string{"modules/a.bicep"}) {
		t.Errorf("got %v", names)
	}
}
