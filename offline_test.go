package amlsec_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestOffline runs what needs no Azure as a user without rights, with a home that
// is read-only, without a network and without anybody to ask.
func TestOffline(t *testing.T) {
	m := newMachine(t)
	project := m.copy("examples/azd", "project")
	t.Run("commands", func(t *testing.T) { m.with(t).commands(project) })
	t.Run("nothing asked", func(t *testing.T) {
		// What would be asked is an error, and says which flag answers it.
		m.with(t).must(2, "--name", m.dir, "amlsec", "init", "--no-prompt")
	})
	t.Run("nothing to write to", func(t *testing.T) {
		m.with(t).must(3, "permission denied", project, "amlsec", "gen", "intent.yaml", "--azd", "--out", filepath.Join(m.dir, "home", "infra"))
	})
	for _, dir := range []string{"home", "tmp"} {
		if left, err := os.ReadDir(filepath.Join(m.dir, dir)); err != nil || len(left) > 0 {
			t.Errorf("left in %s: %v, %v", dir, left, err)
		}
	}
}

// commands runs every command that can run here.
func (m *machine) commands(project string) {
	m.t.Helper()
	for _, args := range [][]string{
		{"version"},
		{"schema"},
		{"init", "--name", "fraud", "--location", "eastus2", "--out", "first.yaml"},
		{"validate", "intent.yaml"},
		{"validate", "intent.yaml", "--output", "sarif"},
		{"plan", "intent.yaml"},
		{"gen", "intent.yaml", "--azd", "--out", "infra"},
		{"gen", "intent.yaml", "--azd", "--out", "again"},
		{"gen", "intent.yaml", "--format", "arm"},
		{"check", "intent.yaml"},
		{"audit", "intent.yaml"},
		{"snapshot", "infra/main.bicep"},
		{"diff", "infra/main.bicep", "again/main.bicep"},
		{"lint", "infra/main.bicep"},
		{"build", "infra/main.bicep", "--outfile", "main.json"},
		{"explain", "AML230"},
		{"completion", "bash"},
		{"metadata"},
		{"mcp", "start"},
	} {
		if code, _, stderr := m.run(project, append([]string{"amlsec", "--no-prompt"}, args...)...); code != 0 {
			m.t.Errorf("amlsec %s: exit code %d\n%s", strings.Join(args, " "), code, stderr)
		}
	}
	m.same(filepath.Join(project, "again"), filepath.Join(project, "infra"))
	m.same(filepath.Join(project, "infra"), "examples/azd/infra")
}
