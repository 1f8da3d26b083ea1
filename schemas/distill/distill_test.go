package main

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestTiny(t *testing.T) {
	files := distillDir(t, "testdata/tiny", "testdata/tiny/manifest.txt")
	got := files["contoso.shop/2025-01-01.txt"]
	golden := "testdata/tiny/want.txt"
	if os.Getenv("AMLSEC_UPDATE") != "" {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) || len(files) != 1 {
		t.Errorf("got %d files and\n%s", len(files), got)
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ list, want string }{
		{"Contoso.Shop/tills@2025-01-01", "not in the source"},
		{"Contoso.Shop/carts@2024-01-01", "not in the source"},
		{"contoso.shop/Carts@2025-01-01", "the source writes Contoso.Shop/carts@2025-01-01"},
		{"Contoso.Shop/carts", "not type@version"},
		{"A.B/c@1x\na.b/C@1x", "listed twice"},
	} {
		_, err := distill(os.DirFS("testdata/tiny"), c.list)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v", c.list, err)
		}
	}
	if _, err := distill(os.DirFS("testdata"), "A.B/c@1x"); err == nil {
		t.Error("a folder without types is accepted")
	}
}

func TestRun(t *testing.T) {
	out := t.TempDir()
	list, err := os.ReadFile("testdata/tiny/manifest.txt")
	if err != nil {
		t.Fatal(err)
	}
	stale := filepath.Join(out, "data", "stale.txt")
	if err := os.MkdirAll(filepath.Dir(stale), 0o755); err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string][]byte{stale: nil, filepath.Join(out, "manifest.txt"): list} {
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := run("testdata/tiny", out); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(stale); err == nil {
		t.Error("stale data is kept")
	}
	if err := run("", out); err == nil {
		t.Error("runs without -src")
	}
}

// TestDataIsCurrent compares the folder data with what the checkout that
// AMLSEC_TYPES names gives, twice.
func TestDataIsCurrent(t *testing.T) {
	src := os.Getenv("AMLSEC_TYPES")
	if src == "" {
		t.Skip("AMLSEC_TYPES names no checkout of bicep-types-az")
	}
	files := distillDir(t, src, "../manifest.txt")
	again := distillDir(t, src, "../manifest.txt")
	if !maps.EqualFunc(files, again, bytes.Equal) {
		t.Error("two runs differ")
	}
	var kept []string
	err := fs.WalkDir(os.DirFS("../data"), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			kept = append(kept, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := slices.Sorted(maps.Keys(files)); !slices.Equal(kept, want) {
		t.Errorf("data holds %q, want %q", kept, want)
	}
	for _, path := range kept {
		old, err := os.ReadFile(filepath.Join("../data", path))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(old, files[path]) {
			t.Errorf("%s is out of date: go generate ./schemas", path)
		}
	}
}

func distillDir(t *testing.T, src, manifest string) map[string][]byte {
	t.Helper()
	list, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	files, err := distill(os.DirFS(src), string(list))
	if err != nil {
		t.Fatal(err)
	}
	return files
}
