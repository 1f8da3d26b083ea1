package check

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCorpus binds every file of a folder of valid Bicep, which AMLSEC_CORPUS
// names. Files that need a registry are left out.
func TestCorpus(t *testing.T) {
	root := os.Getenv("AMLSEC_CORPUS")
	if root == "" {
		t.Skip("AMLSEC_CORPUS names no folder")
	}
	files, bound := 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".bicep") {
			return err
		}
		files++
		_, list := Load(context.Background(), Options{}, path)
		if err := list.Err(); err != nil && !strings.Contains(err.Error(), "BCP190") {
			t.Error(err)
			return nil
		}
		bound++
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d files bound", bound, files)
}
