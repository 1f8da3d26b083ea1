package snapshot_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	goldenfile "github.com/amlsec/amlsec/internal/golden"
	"github.com/amlsec/amlsec/snapshot"
	"github.com/google/go-cmp/cmp"
)

// withSchema is a template for a resource group from its other members.
func withSchema(template string) string {
	return `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",` +
		strings.TrimPrefix(strings.TrimSpace(template), "{")
}

// take is the snapshot of a template that is right.
func take(t testing.TB, template string, opts snapshot.Options) *snapshot.Snapshot {
	t.Helper()
	snap, diags := snapshot.Take([]byte(withSchema(template)), opts)
	if err := diags.Err(); err != nil {
		t.Fatal(err)
	}
	return snap
}

// dump is everything that fmt shows of the snapshot.
func dump(snap *snapshot.Snapshot) string {
	var b strings.Builder
	for _, r := range snap.Resources {
		fmt.Fprintf(&b, "%#v\n%+v\n", r, r)
		for name, v := range r.Body.All() {
			fmt.Fprintf(&b, "%s %#v %v\n", name, v, v)
		}
	}
	fmt.Fprintf(&b, "%#v\n%+v\n", snap.Parameters, snap.Outputs)
	return b.String()
}

// TestGolden takes every testdata/*.json with the parameters beside it, and
// compares with *.golden; AMLSEC_UPDATE=1 writes them.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(err, len(files))
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".parameters.json") {
			continue
		}
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	base := strings.TrimSuffix(file, ".json")
	params, _ := os.ReadFile(base + ".parameters.json")
	snap, diags := snapshot.Take(src, snapshot.Options{
		File: filepath.Base(file), Parameters: params, ParametersFile: filepath.Base(base) + ".parameters.json",
		SubscriptionID: "11111111-1111-1111-1111-111111111111", ResourceGroup: "rg-main", Location: "westeurope",
		ManagementGroup: "mg-root", UTCNow: "2024-05-06T07:08:09Z",
	})
	var got bytes.Buffer
	if err := diag.WriteJSON(&got, snap); err != nil {
		t.Fatal(err)
	}
	if err := diag.Print(&got, diags, diag.Options{}); err != nil {
		t.Fatal(err)
	}
	want := goldenfile.File(t, base+".golden", got.Bytes())
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Error(diff)
	}
	again, _ := snapshot.Take(src, snapshot.Options{
		File: filepath.Base(file), Parameters: params, SubscriptionID: "11111111-1111-1111-1111-111111111111", ResourceGroup: "rg-main",
		Location: "westeurope", ManagementGroup: "mg-root", UTCNow: "2024-05-06T07:08:09Z",
	})
	first, _ := json.Marshal(snap)
	second, _ := json.Marshal(again)
	if !bytes.Equal(first, second) {
		t.Error("two runs differ")
	}
}

// TestRules checks that the example of each rule is reported with it, as severe
// as it says.
func TestRules(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range snapshot.Rules() {
		if seen[r.Code] || r.Title == "" || r.Why == "" || r.Fix == "" || r.Example == "" || len(r.Sources) == 0 {
			t.Errorf("%s: twice, or incomplete: %+v", r.Code, r)
		}
		seen[r.Code] = true
		src, opts := r.Example, snapshot.Options{}
		if r.Code == "AML619" {
			src, opts.Parameters = withSchema(`{"resources": []}`), []byte(r.Example)
		}
		_, diags := snapshot.Take([]byte(src), opts)
		found := false
		for _, d := range diags {
			found = found || d.Code == r.Code && d.Severity == r.Severity
			if d.Code != r.Code {
				t.Errorf("%s: its example is also reported with %s: %s", r.Code, d.Code, d.Msg)
			}
		}
		if !found {
			t.Errorf("%s: its example is not reported with it: %v", r.Code, diags)
		}
	}
}

// TestPlaces checks where errors are said to be.
func TestPlaces(t *testing.T) {
	src := withSchema(`{
  "resources": [
    {"type": "My.Rp/things", "apiVersion": "2024-01-01", "name": "n",
     "properties": {"a/b": [1, "[toLowr('x')]"]}}
  ]
}`)
	_, diags := snapshot.Take([]byte(src), snapshot.Options{File: "main.json"})
	want := diag.List{{
		Code: "AML603", Severity: diag.Error, Msg: `there is no function "toLowr"`, Hint: `did you mean "toLower"?`,
		Span:  diag.Span{File: "main.json", Start: diag.Pos{Line: 4, Col: 32}},
		Notes: []string{"at /resources/0/properties/a~1b/1"},
	}}
	if diff := cmp.Diff(want, diags); diff != "" {
		t.Error(diff)
	}
}

// TestFind checks paths into values.
func TestFind(t *testing.T) {
	snap := take(t, `{"resources": [], "outputs": {"o": {"value": {
		"Pools": [{"name": "a", "zones": ["1", "2"]}, {"name": "b"}, "[reference('x')]"], "none": [], "tags": {"cost centre": 7}, "twice": {"a": null, "A": [2]}, "u": "[reference('y').z]"
	}}}}`, snapshot.Options{})
	v := snap.Outputs[0].Value
	for _, tt := range []struct{ path, want string }{
		{"pools[*].NAME", `.pools[0].NAME="a" .pools[1].NAME="b" .pools[2].NAME=[reference('x').NAME]`},
		{"pools[*].zones[*]", `.pools[0].zones[0]="1" .pools[0].zones[1]="2" .pools[1].zones[*]=nothing .pools[2].zones[*]=[reference('x').zones['*']]`},
		{"pools[1].name", `.pools[1].name="b"`},
		{"pools[9].name", `.pools[9].name=nothing`},
		{"none[*].x", ``},
		{"gone[*].x", `.gone[*].x=nothing`},
		{"tags['cost centre']", `.tags['cost centre']=7`},
		{"twice.a[*]", `.twice.a[*]=nothing .twice.a[0]=2`},
		{"u.v.w", `.u.v.w=[reference('y').z.v.w]`},
		{"pools.name", `.pools.name=nothing`},
		{"a..b", ``},
		{"a[x]", ``},
	} {
		var got []string
		for _, f := range snapshot.Find(v, tt.path) {
			s := "nothing"
			if u, ok := f.Value.(*snapshot.Unknown); ok {
				s = u.String()
			} else if f.Value != nil {
				b, _ := json.Marshal(f.Value)
				s = string(b)
			}
			got = append(got, "."+f.Path+"="+s)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s\n got  %s\n want %s", tt.path, s, tt.want)
		}
	}
}

// TestStack checks that a deployment stack is not taken for all there is.
func TestStack(t *testing.T) {
	_, diags := snapshot.Take([]byte(withSchema(`{"resources": [{"type": "Microsoft.Resources/deploymentStacks", "apiVersion": "2024-03-01", "name": "s", "properties": {"template": {}}}]}`)), snapshot.Options{})
	if len(diags) != 1 || diags[0].Code != "AML615" {
		t.Errorf("found %v, wanted that its resources are not seen", diags)
	}
}
