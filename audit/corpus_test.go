package audit

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/snapshot"
)

// TestCorpus audits the templates beneath the directories of AMLSEC_CORPUS, a
// list as in PATH. Whatever they hold, the audit ends, soon, and finds the same
// twice; the counts are logged.
func TestCorpus(t *testing.T) {
	dirs := os.Getenv("AMLSEC_CORPUS")
	if dirs == "" {
		t.Skip("AMLSEC_CORPUS is not set")
	}
	templates, audited, findings, slowest := 0, 0, 0, time.Duration(0)
	start := time.Now()
	visit := func(path string) error {
		src, err := os.ReadFile(path)
		var head struct {
			Schema string `json:"$schema"`
		}
		if err != nil || json.Unmarshal(src, &head) != nil || !strings.Contains(strings.ToLower(head.Schema), "deploymenttemplate.json") {
			return err
		}
		templates++
		began := time.Now()
		s, diags := snapshot.Take(src, snapshot.Options{File: path, AssumeMissing: true})
		if diags.HasErrors() {
			return nil
		}
		audited++
		found := Run(s, Options{File: path})
		slowest = max(slowest, time.Since(began))
		findings += len(found)
		if again := Run(s, Options{File: path}); len(again) != len(found) {
			t.Errorf("%s: %d findings, and then %d", path, len(found), len(again))
		}
		return nil
	}
	for _, dir := range filepath.SplitList(dirs) {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".json") {
				return err
			}
			return visit(path)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d templates, %d audited with %d findings in %v, the slowest in %v", templates, audited, findings, time.Since(start).Round(time.Second), slowest)
}
