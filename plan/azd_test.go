package plan_test

import (
	"slices"
	"testing"

	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

// TestAZD shows what azd decides, and what the intent keeps to itself.
func TestAZD(t *testing.T) {
	const head = "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n"
	tag := plan.Entry{Name: "azd-env-name", Value: plan.Ref{Symbol: "environmentName"}}
	for _, tt := range []struct {
		name, src string
		tags      plan.Map
		group     plan.Value
		longest   int // of the environment's name; zero without the parameter
	}{
		{"resource group", "", plan.Map{tag}, nil, 64},
		{"subscription", "deployment: {scope: subscription}\n", plan.Map{tag}, plan.Prefixed{Prefix: "rg-", Symbol: "environmentName"}, 60},
		{"a group of the intent's", "deployment: {scope: subscription, resourceGroup: rg-x}\n", plan.Map{tag}, nil, 64},
		{"a tag of the intent's", "tags: {AZD-env-name: prod}\n", plan.Map{{Name: "AZD-env-name", Value: plan.Text("prod")}}, nil, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in, diags := intent.Parse("intent.yaml", []byte(head+tt.src))
			if diags.HasErrors() {
				t.Fatal(diags.Err())
			}
			p, diags := plan.BuildWith(in, plan.Options{AZD: true})
			if diags.HasErrors() {
				t.Fatal(diags.Err())
			}
			if err := p.Verify(); err != nil {
				t.Error(err)
			}
			if got := param(p, "tags").Default.(plan.Map); !slices.Equal(got, tt.tags) {
				t.Errorf("tags: got %v, want %v", got, tt.tags)
			}
			if p.Scope.GroupName != tt.group {
				t.Errorf("group: got %v, want %v", p.Scope.GroupName, tt.group)
			}
			if got := param(p, "environmentName").MaxLength; got != tt.longest {
				t.Errorf("longest name of an environment: got %d, want %d", got, tt.longest)
			}
			if got := param(p, "location").Allowed; !slices.Equal(got, []string{"eastus2"}) {
				t.Errorf("locations: got %v", got)
			}
		})
	}
}

// param is the parameter of that name, the zero value when there is none.
func param(p *plan.Plan, name string) plan.Param {
	if i := slices.IndexFunc(p.Params, func(q plan.Param) bool { return q.Name == name }); i >= 0 {
		return p.Params[i]
	}
	return plan.Param{}
}
