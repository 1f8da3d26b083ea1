package generator

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/plan"
)

func somePlan() *plan.Plan {
	return &plan.Plan{Params: []plan.Param{
		{Name: "location", Default: plan.Text("eastus2")},
		{Name: "nameSuffix", Default: plan.Suffix{}},
		{Name: "storageName", Default: plan.Unique{Prefix: "st", Length: 10}},
		{Name: "tags", Default: plan.Map{{Name: "z", Value: plan.Text("it's <b>")}, {Name: "a-b", Value: plan.Text("x")}}},
		{Name: "groups", Default: plan.List{plan.Text("g1"), plan.Text("g2")}},
		{Name: "count", Default: plan.Number(3)},
		{Name: "on", Default: plan.Flag(true)},
		{Name: "key", Secure: true, Default: plan.Text("secret")},
		{Name: "home", Default: plan.Text("${HOME}")},
		{Name: "share", Default: plan.Text(`a\b`)},
	}}
}

func TestJSONParams(t *testing.T) {
	files, err := paramsFile(somePlan(), Options{Params: JSONParams})
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Parameters map[string]struct{ Value any }
	}
	text := string(files[0].Data)
	if err := json.Unmarshal(files[0].Data, &doc); err != nil {
		t.Fatal(err)
	}
	for _, absent := range []string{"nameSuffix", "storageName", "key", "home", "share"} {
		if _, ok := doc.Parameters[absent]; ok {
			t.Errorf("%s is in the file", absent)
		}
	}
	if len(doc.Parameters) != 5 || strings.Index(text, `"z"`) > strings.Index(text, `"a-b"`) || !strings.Contains(text, "<b>") {
		t.Errorf("got %s", text)
	}
}

func TestBicepParams(t *testing.T) {
	files, err := paramsFile(somePlan(), Options{Params: BicepParams})
	if err != nil {
		t.Fatal(err)
	}
	file, diags := syntax.ParseParams(files[0].Path, files[0].Data)
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	var names []string
	for _, s := range file.Stmts {
		if p, ok := s.(*syntax.ParamAssign); ok {
			names = append(names, p.Name.Name)
		}
	}
	if got := strings.Join(names, " "); got != "location tags groups count on home share" {
		t.Errorf("got %s", got)
	}
}

func TestNoParams(t *testing.T) {
	if files, err := paramsFile(somePlan(), Options{Params: NoParams}); len(files) > 0 || err != nil {
		t.Errorf("got %v, %v", files, err)
	}
}

func TestSubscriptionParams(t *testing.T) {
	p := somePlan()
	p.Scope = plan.DeploymentScope{Subscription: true, ResourceGroup: "rg-x"}
	files, err := paramsFile(p, Options{Params: BicepParams})
	if err != nil || !strings.Contains(string(files[0].Data), "param resourceGroupName = 'rg-x'\n") {
		t.Errorf("got %v, %v", files, err)
	}
}

// TestAZDParams shows what follows azd's variables, and that nothing does for
// other tools.
func TestAZDParams(t *testing.T) {
	p := &plan.Plan{Params: []plan.Param{
		{Name: "location", Variable: "AZURE_LOCATION", Default: plan.Text("eastus2")},
		{Name: "deployerId", Variable: "AZURE_PRINCIPAL_ID", Default: plan.Text("")},
		{Name: "tags", Default: plan.Map{{Name: "azd-env-name", Value: plan.Ref{Symbol: "environmentName"}}}},
	}}
	for _, tt := range []struct {
		azd  bool
		want string
	}{
		{true, `{"location":{"value":"${AZURE_LOCATION=eastus2}"},"deployerId":{"value":"${AZURE_PRINCIPAL_ID=}"}}`},
		{false, `{"location":{"value":"eastus2"},"deployerId":{"value":""}}`},
	} {
		files, err := paramsFile(p, Options{Params: JSONParams, AZD: tt.azd})
		if err != nil {
			t.Fatal(err)
		}
		var doc struct{ Parameters json.RawMessage }
		if err := json.Unmarshal(files[0].Data, &doc); err != nil {
			t.Fatal(err)
		}
		if got := strings.NewReplacer(" ", "", "\n", "").Replace(string(doc.Parameters)); got != tt.want {
			t.Errorf("azd %t: got %s", tt.azd, got)
		}
	}
}
