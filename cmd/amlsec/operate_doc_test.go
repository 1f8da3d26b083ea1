package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/internal/armsim"
)

// TestOperateDoc runs what doc/operate.md shows, and demands its table of rules.
// A line "..." stands for any lines, "…" for any text.
func TestOperateDoc(t *testing.T) {
	const name = "../../doc/operate.md"
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	doc := string(raw)
	for _, r := range property.Rules() {
		if row := "| `" + r.Name + "` | " + r.Means + " |\n"; !strings.Contains(doc, row) {
			t.Errorf("%s lacks the row %s", name, row)
		}
	}
	w := deployedTo(t, "minimal", armsim.Options{ResourceGroup: "rg-fraud", Noise: true})
	w.change("storage", func(body map[string]any) { body["properties"].(map[string]any)["allowBlobPublicAccess"] = true })
	w.sim.World.Remove(w.id("vaultEndpoint"))
	w.dir, w.flags, w.env = t.TempDir(), nil, []string{"AZURE_RESOURCE_GROUP=rg-fraud", "NO_COLOR=1"}
	intent, err := os.ReadFile(w.intent)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.dir, "intent.yaml"), intent, 0o644); err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(doc, "```console\n$ amlsec ")[1:]
	if len(blocks) != 3 {
		t.Fatalf("%d commands", len(blocks))
	}
	for _, block := range blocks {
		block, _, _ = strings.Cut(block, "```")
		command, want, _ := strings.Cut(block, "\n")
		if strings.HasPrefix(command, "destroy") {
			w.sim.World.AddResource("/subscriptions/"+armsim.DefaultSubscription+"/resourceGroups/rg-fraud/providers/Microsoft.Storage/storageAccounts/stother",
				map[string]any{"location": "eastus2", "tags": map[string]any{"amlsec-environment": "fraud"}})
		}
		got := shown(t, w.command(strings.Fields(command)...))
		if !shownAs(want, got) {
			t.Errorf("$ amlsec %s\n%s\nis not as the document has it:\n%s", command, got, want)
		}
	}
}
