package destroy

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/schemas"
	"github.com/amlsec/amlsec/snapshot"
)

// TestGoldenOrder destroys each golden case where nothing can be deleted that
// another resource of it still depends on: none is refused, and all goes, once.
func TestGoldenOrder(t *testing.T) {
	files, err := filepath.Glob("../../testdata/golden/*/main.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("found %d cases: %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(filepath.Dir(file))
		template, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		snap, diags := snapshot.Take(template, snapshot.Options{AssumeMissing: true, Location: "eastus2", TenantID: "t"})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		w := &world{tries: map[string]int{}, bodies: map[string]string{}}
		users := map[string][]string{}
		for _, r := range snap.Resources {
			if r.Existing {
				continue
			}
			raw, err := json.Marshal(r.Body)
			if err != nil {
				t.Fatal(err)
			}
			w.bodies[strings.ToLower(r.ID)] = string(raw)
			for _, id := range r.DependsOn {
				users[strings.ToLower(id)] = append(users[strings.ToLower(id)], strings.ToLower(r.ID))
			}
		}
		w.refuse = func(path string, _ int) error { return w.inUse(path, users) }
		env := Environment{Tag: "amlsec-environment", Name: ownerIn(snap), Snapshot: snap, Facts: property.New(schemas.New())}
		list, err := Find(t.Context(), w.azure(), env)
		if err != nil {
			t.Fatal(err)
		}
		out, err := list.Run(t.Context(), w.azure(), func(Event) {})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range out.Left {
			t.Errorf("%s: %s: %v", name, l.Item.Title(), l.Err)
		}
		for path, n := range w.tries {
			if n != 1 {
				t.Errorf("%s: %s was deleted %d times", name, path, n)
			}
		}
		for id := range w.bodies {
			if _, goes := owner(list, id); !goes {
				t.Errorf("%s: left, and not told: %s", name, id)
			}
		}
	}
}

// ownerIn is the name of the environment, as its tags have it.
func ownerIn(snap *snapshot.Snapshot) string {
	for _, r := range snap.Resources {
		if s, ok := at(r.Body, "tags.amlsec-environment").(snapshot.String); ok {
			return string(s)
		}
	}
	return ""
}

// owner reports whether an id was an item, lies in one, or is told to stay.
func owner(list *List, id string) (string, bool) {
	for _, item := range append(list.Items, list.Groups...) {
		if strings.EqualFold(item.ID, id) || property.Within(id, item.ID) {
			return item.ID, true
		}
	}
	for _, k := range list.Kept {
		if strings.EqualFold(k.ID, id) {
			return k.ID, true
		}
	}
	return "", false
}

// inUse refuses to delete what another resource that exists depends on, unless
// it lies in what is deleted.
func (w *world) inUse(path string, users map[string][]string) error {
	key := strings.ToLower(path)
	for used, list := range users {
		if used != key && !property.Within(used, key) {
			continue
		}
		for _, user := range list {
			if _, exists := w.bodies[user]; exists && user != key && !property.Within(user, key) {
				return &arm.Error{Status: 400, Code: "InUse", Message: fmt.Sprintf("by %s", user)}
			}
		}
	}
	for id := range w.bodies {
		if property.Within(id, key) {
			delete(w.bodies, id)
		}
	}
	return nil
}
