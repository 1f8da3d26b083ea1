package syntax

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpus lists the .bicep files below the folder that AMLSEC_CORPUS names.
func corpus(t testing.TB) []string {
	root := os.Getenv("AMLSEC_CORPUS")
	if root == "" {
		t.Skip("AMLSEC_CORPUS names no folder")
	}
	var list []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".bicep") {
			list = append(list, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestCorpus parses every file of a folder of valid Bicep, and counts those that
// Print leaves as they are.
func TestCorpus(t *testing.T) {
	parsed, fixed := 0, 0
	files := corpus(t)
	for _, path := range files {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		f, list := Parse(path, src)
		if err := list.Err(); err != nil {
			t.Error(err)
			continue
		}
		parsed++
		if bytes.Equal(Print(f), src) {
			fixed++
		} else if testing.Verbose() {
			t.Logf("%s: printed differently", path)
		}
	}
	t.Logf("%d files, %d parsed, %d printed as they are", len(files), parsed, fixed)
}
