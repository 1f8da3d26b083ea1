package syntax

import (
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

// TestCorpus parses every file of a folder of valid Bicep.
func TestCorpus(t *testing.T) {
	parsed := 0
	files := corpus(t)
	for _, path := range files {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, list := Parse(path, src)
		if err := list.Err(); err != nil {
			t.Error(err)
			continue
		}
		parsed++
	}
	t.Logf("%d of %d files parsed", parsed, len(files))
}
