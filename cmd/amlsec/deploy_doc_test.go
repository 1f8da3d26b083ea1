package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	causes "github.com/amlsec/amlsec/deploy/failure"
	"github.com/amlsec/amlsec/internal/armsim"
	"github.com/amlsec/amlsec/internal/golden"
)

const deployDoc = "../../doc/deploy.md"

// TestDeployDocTables keeps the tables of doc/deploy.md as the code has them;
// AMLSEC_UPDATE=1 writes them.
func TestDeployDocTables(t *testing.T) {
	raw, err := os.ReadFile(deployDoc)
	if err != nil {
		t.Fatal(err)
	}
	doc := tableIn(string(raw), "transient", "| code | why it may pass |\n|---|---|\n", causes.TransientTable())
	doc = tableIn(doc, "advice", "| code | what to do |\n|---|---|\n", causes.AdviceTable())
	if got := golden.File(t, deployDoc, []byte(doc)); string(got) != doc {
		t.Errorf("%s is not as the code has it; AMLSEC_UPDATE=1 go test ./cmd/amlsec writes it", deployDoc)
	}
}

// tableIn puts rows behind a mark, in place of the table that is there.
func tableIn(doc, mark, head string, rows [][2]string) string {
	before, after, _ := strings.Cut(doc, "<!-- "+mark+" -->\n")
	after = regexp.MustCompile(`(?s)^\n?(\|[^\n]*\n)*`).ReplaceAllString(after, "")
	var b strings.Builder
	b.WriteString(before + "<!-- " + mark + " -->\n\n" + head)
	for _, r := range rows {
		b.WriteString("| " + r[0] + " | " + r[1] + " |\n")
	}
	return b.String() + after
}

// TestReadmeDeploy runs what README.md shows of Azure: the blocks marked
// "console azure", in which each line "$ amlsec …" is a command.
func TestReadmeDeploy(t *testing.T) {
	raw, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	s := fraudSite(t)
	n := 0
	for _, block := range strings.Split(string(raw), "```console azure\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		for _, one := range strings.Split(block, "$ amlsec ")[1:] {
			command, want, _ := strings.Cut(one, "\n")
			if got := s.shown(command); !shownAs(want, got) {
				t.Errorf("$ amlsec %s\n%s\nis not as README.md has it:\n%s", command, got, want)
			}
			n++
		}
	}
	if n < 2 {
		t.Errorf("%d commands", n)
	}
}

// fraudSite is a simulated Azure and a directory that holds the intent of
// documents.
func fraudSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, sim: armsim.Start(armsim.Options{ResourceGroup: "rg-fraud"}), home: t.TempDir()}
	t.Cleanup(s.sim.Close)
	s.env = append(s.sim.Env(), "NO_COLOR=1")
	intent, err := os.ReadFile("../../testdata/golden/minimal/intent.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.home, "intent.yaml"), intent, 0o644); err != nil {
		t.Fatal(err)
	}
	return s
}

// shown is what a command prints in the directory, both streams as they come.
func (s *site) shown(command string) string {
	s.t.Helper()
	c := s.command(strings.Fields(command)...)
	c.Dir = s.home
	got := shown(s.t, c)
	s.noSecrets(got)
	return got
}

// TestDeployDoc runs what doc/deploy.md shows. A line "..." stands for any lines,
// "…" for any text.
func TestDeployDoc(t *testing.T) {
	raw, err := os.ReadFile(deployDoc)
	if err != nil {
		t.Fatal(err)
	}
	s := fraudSite(t)
	s.env = append(s.env, "AZURE_RESOURCE_GROUP=rg-fraud")
	blocks := strings.Split(string(raw), "```console\n$ amlsec ")[1:]
	if len(blocks) != 4 {
		t.Fatalf("%d commands", len(blocks))
	}
	for i, block := range blocks {
		if i == 2 {
			s.sim.Faults(armsim.Fault{Action: armsim.FailResource, Resource: "storageAccounts/[^/]*$", Times: -1, Error: armsim.ErrorBody{
				Code: "RequestDisallowedByPolicy", Message: "the storage account is not allowed.",
				Info: []armsim.ErrorInfo{{Type: "PolicyViolation", Info: map[string]any{"policyAssignmentName": "deny-storage", "policyDefinitionDisplayName": "No storage"}}},
			}})
		}
		block, _, _ = strings.Cut(block, "```")
		command, want, _ := strings.Cut(block, "\n")
		if got := s.shown(command); !shownAs(want, got) {
			t.Errorf("$ amlsec %s\n%s\nis not as the document has it:\n%s", command, got, want)
		}
	}
}

// shown is what a command prints, both streams as they come.
func shown(t *testing.T, c *exec.Cmd) string {
	t.Helper()
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	var exited *exec.ExitError
	if err := c.Run(); err != nil && !errors.As(err, &exited) {
		t.Fatal(err)
	}
	return out.String()
}

func shownAs(want, got string) bool {
	pattern := regexp.QuoteMeta(want)
	pattern = strings.NewReplacer(`\.\.\.`+"\n", "(?s:.*\n)?", "…", ".*").Replace(pattern)
	return regexp.MustCompile("^" + pattern + "$").MatchString(got)
}
