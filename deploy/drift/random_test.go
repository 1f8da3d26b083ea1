package drift

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/schemas"
	"github.com/amlsec/amlsec/snapshot"
)

// TestRandomDrift takes the resources of a golden case for what is deployed, in
// other spellings and with what Azure adds: there is no difference. Then one
// value at a time is changed: exactly that one is found. The seed is
// in the name of the failure.
func TestRandomDrift(t *testing.T) {
	files, err := filepath.Glob("../../testdata/golden/*/main.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("found %d cases: %v", len(files), err)
	}
	facts := property.New(schemas.New())
	for seed := range int64(24) {
		r := rand.New(rand.NewSource(seed))
		file := files[r.Intn(len(files))]
		template, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		snap, diags := snapshot.Take(template, snapshot.Options{AssumeMissing: true, Location: "eastus2", TenantID: "t"})
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		w := deployedAs(r, snap)
		if got := differences(t, w, snap, facts); len(got) > 0 {
			t.Errorf("seed %d, %s: nothing was changed, found %v", seed, file, got)
		}
		want := w.disturb(r, facts)
		if got := differences(t, w, snap, facts); !slices.Equal(got, []string{want}) {
			t.Errorf("seed %d, %s: changed %s, found %v", seed, file, want, got)
		}
	}
}

// bodies are what is deployed, by id in lower case.
type bodies map[string]map[string]any

// deployedAs is what a snapshot comes to: what only Azure knows is left out.
func deployedAs(r *rand.Rand, snap *snapshot.Snapshot) bodies {
	w := bodies{}
	for _, res := range snap.Resources {
		if res.Existing {
			continue
		}
		body := plain(res.Body).(map[string]any)
		if props, ok := body["properties"].(map[string]any); ok {
			props["provisioningState"], props["somethingNew"] = "Succeeded", 7.0
		}
		if at, ok := body["location"].(string); ok && at == "eastus2" && r.Intn(2) == 0 {
			body["location"] = "East US 2"
		}
		body["etag"] = fmt.Sprint(r.Int())
		w[strings.ToLower(res.ID)] = body
	}
	return w
}

type missing struct{}

// plain is a value as JSON; what is not known is left out.
func plain(v snapshot.Value) any {
	switch v := v.(type) {
	case *snapshot.Object:
		o := map[string]any{}
		for name, item := range v.All() {
			if one := plain(item); one != (any)(missing{}) {
				o[name] = one
			}
		}
		return o
	case *snapshot.Array:
		list := []any{}
		for _, item := range v.All() {
			one := plain(item)
			if one == (any)(missing{}) {
				one = "what Azure knows"
			}
			list = append(list, one)
		}
		return list
	case *snapshot.Unknown, snapshot.Secret:
		return missing{}
	case snapshot.String:
		return string(v)
	case snapshot.Bool:
		return bool(v)
	case snapshot.Int:
		return float64(v)
	}
	return nil
}

// place is a value that can be changed.
type place struct {
	id, path string
	set      func(any)
	value    any
}

// disturb changes one value, and says which.
func (w bodies) disturb(r *rand.Rand, facts *property.Facts) string {
	var places []place
	for id, body := range w {
		_, typ, _ := property.SplitID(id)
		for _, p := range placesIn(id, nil, body) {
			path := property.Parse(p.path)
			if v := snapshot.FromJSON(p.value); !snapshot.Empty(v) && !facts.Secret(property.Resource{Type: typ}, path, v) && !added(path) {
				places = append(places, p)
			}
		}
	}
	slices.SortFunc(places, func(a, b place) int { return strings.Compare(a.id+a.path, b.id+b.path) })
	p := places[r.Intn(len(places))]
	switch v := p.value.(type) {
	case string:
		p.set(v + "-other")
	case bool:
		p.set(!v)
	case float64:
		p.set(v + 1)
	}
	return p.id + " " + p.path
}

// added reports whether a property is one that the test added.
func added(p property.Path) bool {
	return p.Top() == "etag" || p.Last() == "somethingNew" || p.Last() == "provisioningState"
}

// placesIn are the values of an object that are no objects or lists. Lists are
// passed over: what names an element is changed there by another path.
func placesIn(id string, at property.Path, o map[string]any) []place {
	var list []place
	for name, v := range o {
		p := at.Member(name)
		switch v := v.(type) {
		case map[string]any:
			list = append(list, placesIn(id, p, v)...)
		case string, bool, float64:
			list = append(list, place{id: id, path: p.String(), value: v, set: func(to any) { o[name] = to }})
		}
	}
	return list
}

// differences are the ids and paths that differ.
func differences(t *testing.T, w bodies, snap *snapshot.Snapshot, facts *property.Facts) []string {
	t.Helper()
	azure := world{}.azure()
	azure.Get = func(_ context.Context, path, _ string, into any) error {
		body, ok := w[strings.ToLower(path)]
		if !ok {
			return &arm.Error{Status: 404}
		}
		raw, err := json.Marshal(body)
		if err != nil {
			return err
		}
		return json.Unmarshal(raw, into)
	}
	report, err := Run(t.Context(), azure, snap, Options{Facts: facts})
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, res := range report.Resources {
		if res.State == Missing || res.State == Unreadable {
			found = append(found, strings.ToLower(res.ID)+" "+string(res.State))
		}
		for _, d := range res.Differences {
			found = append(found, strings.ToLower(res.ID)+" "+d.Path)
		}
	}
	return found
}
