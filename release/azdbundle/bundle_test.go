package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// someBuild is a directory of binaries as goreleaser leaves it, and what goes
// with them.
func someBuild(t *testing.T) (dir string, args []string) {
	t.Helper()
	dir = t.TempDir()
	dist := filepath.Join(dir, "dist")
	for i, platform := range platforms() {
		name := "amlsec_" + strings.ReplaceAll(platform, "/", "_") + []string{"", "_v1", "_v8.0"}[i%3]
		write(t, filepath.Join(dist, name, entryPoint(platform)), strings.Repeat("binary of "+platform+"\n", 100))
	}
	write(t, filepath.Join(dist, "checksums.txt"), "")
	write(t, filepath.Join(dist, "other_linux_amd64", "other"), "")
	write(t, filepath.Join(dir, "metadata.json"), `{"schemaVersion": "1.0", "id": "secureaml.amlsec", "commands": [{"name": ["gen"]}]}`)
	write(t, filepath.Join(dir, "LICENSE"), "MIT")
	return dir, []string{
		"--version", "v1.2.0", "--metadata", filepath.Join(dir, "metadata.json"), "--license", filepath.Join(dir, "LICENSE"),
		dist, filepath.Join(dir, "bundle.zip"),
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

// unzip is what an archive holds, by name.
func unzip(t *testing.T, data []byte) map[string][]byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range r.File {
		if !f.Modified.Equal(epoch) || f.Mode().Perm()&0o022 != 0 {
			t.Errorf("%s: %s, %s", f.Name, f.Modified, f.Mode())
		}
		if wanted := strings.HasPrefix(f.Name, "amlsec"); wanted != (f.Mode().Perm() == 0o755) {
			t.Errorf("%s: mode %s", f.Name, f.Mode())
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// TestBundle shows what a bundle holds.
func TestBundle(t *testing.T) {
	dir, args := someBuild(t)
	if err := run(args); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "bundle.zip"))
	if err != nil {
		t.Fatal(err)
	}
	files := unzip(t, data)
	var reg registry
	if err := json.Unmarshal(files["registry.json"], &reg); err != nil {
		t.Fatal(err)
	}
	v := reg.Extensions[0].Versions[0]
	if reg.Extensions[0].ID != "secureaml.amlsec" || reg.Extensions[0].Namespace != "amlsec" || v.Version != "1.2.0" || len(v.Artifacts) != 6 || len(files) != 7 {
		t.Errorf("%d files, got %+v", len(files), reg)
	}
	for platform, a := range v.Artifacts {
		archive := files[a.URL]
		sum := sha256.Sum256(archive)
		if a.Checksum.Algorithm != "sha256" || a.Checksum.Value != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: checksum %v", platform, a.Checksum)
		}
		parts := unzip(t, archive)
		if !strings.HasPrefix(string(parts[a.EntryPoint]), "binary of "+platform+"\n") || len(parts["metadata.json"]) == 0 || string(parts["LICENSE"]) != "MIT" {
			t.Errorf("%s: %d parts", platform, len(parts))
		}
	}
	if !slices.Contains(v.Capabilities, "metadata") || strings.HasPrefix(v.Artifacts["linux/amd64"].URL, "/") {
		t.Errorf("got %+v", v)
	}
}

// TestReproducible: neither the time of the files nor their place matters.
func TestReproducible(t *testing.T) {
	var bundles [2][]byte
	for i := range bundles {
		dir, args := someBuild(t)
		past := time.Date(2001+i, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, platform := range platforms() {
			names, err := filepath.Glob(filepath.Join(dir, "dist", "amlsec_"+strings.ReplaceAll(platform, "/", "_")+"*", "*"))
			if err != nil || len(names) != 1 {
				t.Fatalf("%v, %v", names, err)
			}
			if err := os.Chtimes(names[0], past, past); err != nil {
				t.Fatal(err)
			}
		}
		if err := run(args); err != nil {
			t.Fatal(err)
		}
		var err error
		if bundles[i], err = os.ReadFile(filepath.Join(dir, "bundle.zip")); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(bundles[0], bundles[1]) {
		t.Error("the same binaries give two bundles")
	}
}

// TestRefused shows what is no bundle. Nothing is left of one.
func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(t *testing.T, dir string, args []string) []string
		want  string
	}{
		{"a platform without a binary", func(t *testing.T, dir string, args []string) []string {
			remove(t, filepath.Join(dir, "dist", "amlsec_linux_amd64_v8.0"))
			return args
		}, "linux/amd64 has no binary"},
		{"two binaries", func(t *testing.T, dir string, args []string) []string {
			write(t, filepath.Join(dir, "dist", "linux_arm64", "amlsec"), "x")
			return args
		}, "linux/arm64 has two binaries"},
		{"no version", func(_ *testing.T, _ string, args []string) []string { return args[2:] }, `--version ""`},
		{"another extension", func(t *testing.T, dir string, args []string) []string {
			write(t, filepath.Join(dir, "metadata.json"), `{"id": "a.b", "commands": [{}]}`)
			return args
		}, `it has the id "a.b"`},
		{"no metadata", func(t *testing.T, dir string, args []string) []string {
			write(t, filepath.Join(dir, "metadata.json"), "")
			return args
		}, "read the metadata"},
		{"no licence", func(t *testing.T, dir string, args []string) []string {
			remove(t, filepath.Join(dir, "LICENSE"))
			return args
		}, "read the licence"},
		{"no directory", func(_ *testing.T, _ string, args []string) []string { return args[:7] }, "got 1 arguments"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir, args := someBuild(t)
			err := run(tt.spoil(t, dir, args))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
			if left, _ := filepath.Glob(filepath.Join(dir, "bundle*")); left != nil {
				t.Errorf("left: %v", left)
			}
		})
	}
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
}
