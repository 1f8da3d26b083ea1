package generator

import (
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

func TestTidy(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{
			"a dependency that a reference implies",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nresource b 'T@1' = {\n  name: a.name\n  dependsOn: [\n    a\n  ]\n}\n",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nresource b 'T@1' = {\n  name: a.name\n}\n",
		},
		{
			"one of two dependencies",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nresource c 'T@1' = {\n  name: 'c'\n}\n\nresource b 'T@1' = {\n  name: a.name\n  dependsOn: [\n    a\n    c\n    c\n  ]\n}\n",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nresource c 'T@1' = {\n  name: 'c'\n}\n\nresource b 'T@1' = {\n  name: a.name\n  dependsOn: [\n    c\n  ]\n}\n",
		},
		{
			"a dependency that is more than a name stays",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nresource c 'T@1' = [for i in range(0, 2): {\n  name: 'c${i}'\n}]\n\nresource b 'T@1' = {\n  name: a.name\n  dependsOn: [\n    a\n    c[0]\n  ]\n}\n",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nresource c 'T@1' = [\n  for i in range(0, 2): {\n    name: 'c${i}'\n  }\n]\n\nresource b 'T@1' = {\n  name: a.name\n  dependsOn: [\n    c[0]\n  ]\n}\n",
		},
		{
			"a dependency implied through an existing child",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nresource s 'T/s@1' existing = {\n  parent: a\n  name: 's'\n}\n\nresource b 'T@1' = {\n  name: 'b'\n  id: s.id\n  dependsOn: [\n    a\n  ]\n}\n",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nresource s 'T/s@1' existing = {\n  parent: a\n  name: 's'\n}\n\nresource b 'T@1' = {\n  name: 'b'\n  id: s.id\n}\n",
		},
		{
			"a property that is named like a resource implies nothing",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nresource b 'T@1' = {\n  name: 'b'\n  a: 1\n  x: p.a\n  dependsOn: [\n    a\n  ]\n}\n",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nresource b 'T@1' = {\n  name: 'b'\n  a: 1\n  x: p.a\n  dependsOn: [\n    a\n  ]\n}\n",
		},
		{
			"existing resources that nothing uses go, with their comments",
			"param p string\n\n// One.\n// Two.\nresource a 'T@1' existing = {\n  name: 'a'\n}\n\n// Three.\nresource b 'T/b@1' existing = {\n  parent: a\n  name: 'b'\n}\n",
			"param p string\n",
		},
		{
			"an existing resource that an output uses stays",
			"resource a 'T@1' existing = {\n  name: 'a'\n}\n\noutput o string = a.id\n",
			"resource a 'T@1' existing = {\n  name: 'a'\n}\n\noutput o string = a.id\n",
		},
		{
			"a reference in a string or in a key counts",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nmodule b 'b.bicep' = {\n  name: 'b'\n  params: {\n    '${a.id}': {}\n  }\n  dependsOn: [\n    a\n  ]\n}\n",
			"resource a 'T@1' = {\n  name: 'a'\n}\n\nmodule b 'b.bicep' = {\n  name: 'b'\n  params: {\n    '${a.id}': {}\n  }\n}\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, bad := finish("x.bicep", []byte(test.in))
			if bad != nil {
				t.Fatal(bad)
			}
			if string(got) != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestPlaceOf(t *testing.T) {
	want := diag.Span{File: "intent.yaml", Start: diag.Pos{Line: 7, Col: 3}}
	p := &plan.Plan{Intent: &intent.Intent{}}
	p.KeyVault.Origin = plan.Origin{From: "workspace.keyVault"}
	p.Roles = []plan.RoleAssignment{{Resource: plan.Resource{Origin: plan.Origin{From: "workspace.keyVault", Span: want}}}}
	if got := placeOf(p, "workspace.keyVault"); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := placeOf(p, "network"); got.IsValid() {
		t.Errorf("got %v for a field that nobody wrote", got)
	}
}

func TestFinishTellsWhoAsked(t *testing.T) {
	text := "// Holds it. Asked for by: workspace.storage\nresource a 'T@1' = {\n  name: 'a\n}\n"
	_, bad := finish("main.bicep", []byte(text))
	if bad == nil || !strings.HasSuffix(bad.Error(), "asked for by workspace.storage") || bad.at.Start.Line != 3 {
		t.Errorf("got %v", bad)
	}
}
