package failure

import (
	"regexp"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/deploy/arm"
)

func TestCauses(t *testing.T) {
	const vnet = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v"
	failedAll := `{"code":"DeploymentFailed","message":"At least one resource deployment operation failed.","details":[%]}`
	for _, tt := range []struct {
		name string
		list []Failed
		want string
	}{
		{"nothing", nil, ""},
		{"generic alone", []Failed{{Err: parse(`{"code":"DeploymentFailed","message":"m"}`)}}, "DeploymentFailed|m|"},
		{"the leaf", []Failed{{Err: parse(strings.Replace(failedAll, "%", `{"code":"Conflict","message":"{\"error\":{\"code\":\"SubnetIsFull\",\"message\":\"full\",\"target\":\"snet\"}}"}`, 1))}}, "SubnetIsFull|full|snet"},
		{"a message that only the wrapper has", []Failed{{Err: parse(strings.Replace(failedAll, "%", `{"code":"ResourceDeploymentFailure","message":"did not complete within the allowed timeout period"}`, 1))}}, "ResourceDeploymentFailure|did not complete within the allowed timeout period|"},
		{"once, with its resource", []Failed{
			{Err: parse(strings.Replace(failedAll, "%", `{"code":"A","message":"m"}`, 1))}, {Resource: vnet, Err: parse(`{"code":"A","message":"m"}`)},
		}, "A|m|@" + vnet},
		{"the same on two resources", []Failed{{Resource: "/a", Err: parse(`{"code":"A","message":"m"}`)}, {Resource: "/b", Err: parse(`{"code":"A","message":"m"}`)}}, "A|m|@/a A|m|@/b"},
		{"a wrapper that says more", []Failed{{Err: parse(`{"code":"Quota","message":"too much","details":[{"code":"Inner","message":"n"}]}`)}}, "Inner|n| Quota|too much|"},
		{"target of the wrapper", []Failed{{Err: parse(`{"code":"BadRequest","message":"m","target":"t","details":[{"code":"Inner","message":"n"}]}`)}}, "Inner|n|t"},
		{"generic beside a cause", []Failed{{Err: parse(`{"code":"DeploymentFailed","message":"m"}`)}, {Resource: "/a", Err: parse(`{"code":"A","message":"n"}`)}}, "A|n|@/a"},
	} {
		if got := flat(Causes(tt.list)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func parse(body string) *arm.Error { return arm.ParseError([]byte(body)) }

func flat(list []Cause) string {
	var all []string
	for _, c := range list {
		at := c.Target
		if c.Resource != "" {
			at = "@" + c.Resource
		}
		all = append(all, c.Code+"|"+c.Message+"|"+at)
	}
	return strings.Join(all, " ")
}

func TestPolicies(t *testing.T) {
	list := Causes([]Failed{{Resource: "/x", Err: parse(`{"code":"InvalidTemplateDeployment","message":"m","details":[{"code":"RequestDisallowedByPolicy","target":"st","message":"disallowed",
		"additionalInfo":[{"type":"PolicyViolation","info":{"policyAssignmentDisplayName":"No public","policyAssignmentName":"deny-public","policyAssignmentId":"/a/1","policyDefinitionName":"def","policySetDefinitionDisplayName":"Set",
		"evaluationDetails":{"evaluatedExpressions":[{"path":"properties.publicNetworkAccess","operator":"NotEquals","targetValue":"Disabled"}]}}},{"type":"Other","info":3}]}]}`)}})
	if len(list) != 1 || len(list[0].Policies) != 1 {
		t.Fatalf("got %+v", list)
	}
	p := list[0].Policies[0]
	if p.Assignment != "No public" || p.Definition != "def" || p.AssignmentID != "/a/1" || p.Set != "Set" || strings.Join(p.Fields, "") != `properties.publicNetworkAccess NotEquals "Disabled"` {
		t.Errorf("got %+v", p)
	}
	if !strings.Contains(list[0].Advice, "exemption") || list[0].Source == "" {
		t.Errorf("got advice %q from %q", list[0].Advice, list[0].Source)
	}
}

// Each row can be met, no row hides one below it, and each says what to do.
func TestRows(t *testing.T) {
	codes := map[string]bool{}
	for i, r := range rows() {
		if r.do == "" || !strings.Contains(r.source, "learn.microsoft.com/") || strings.HasSuffix(r.do, ".") {
			t.Errorf("row %d: %+v", i, r)
		}
		if r.codes == "*" && r.text == "" {
			t.Errorf("row %d is for everything", i)
		}
		if _, err := regexp.Compile("(?is)" + r.text); err != nil {
			t.Errorf("row %d: %v", i, err)
		}
		for _, code := range strings.Fields(r.codes) {
			codes[code] = true
			if r.text == "" && Advise(code, "") != (Advice{r.do, "https://" + r.source}) {
				t.Errorf("%s: a row above hides %q", code, r.do)
			}
		}
	}
	if len(codes) < 30 {
		t.Errorf("%d codes", len(codes))
	}
}

func TestAdvise(t *testing.T) {
	for _, tt := range []struct{ code, message, want string }{
		{"authorizationfailed", "does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write'", "Access Administrator"},
		{"AuthorizationFailed", "action 'x'", "the action that the message names"},
		{"OperationNotAllowed", "Operation could not be completed as it results in exceeding approved standardDSv5Family Cores quota", "more vCPUs"},
		{"OperationNotAllowed", "something else", ""},
		{"OperationNotAllowed", "the quota of public addresses is reached", "the quota that the message names"},
		{"QuotaExceeded", "Insufficient regional vcpu quota left", "more vCPUs"},
		{"QuotaExceeded", "the quota of storage accounts is exceeded", "the quota that the message names"},
		{"BadRequest", "Soft-deleted workspace exists. Please purge or recover it", "14 days"},
		{"ConflictError", "A vault with the same name already exists in deleted state", "az keyvault recover"},
		{"Unheard", "of", ""},
	} {
		if got := Advise(tt.code, tt.message).Do; (tt.want == "") != (got == "") || !strings.Contains(got, tt.want) {
			t.Errorf("%s %s: got %q", tt.code, tt.message, got)
		}
	}
}

func TestPassing(t *testing.T) {
	for _, tt := range []struct {
		codes string
		want  bool
	}{
		{"", false}, {"AnotherOperationInProgress", true}, {"anotheroperationinprogress PrincipalNotFound", true},
		{"AnotherOperationInProgress SubnetIsFull", false}, {"Conflict", false},
	} {
		var list []Failed
		for i, code := range strings.Fields(tt.codes) {
			list = append(list, Failed{Resource: "/" + string(rune('a'+i)), Err: &arm.Error{Code: code, Message: "m"}})
		}
		if why, ok := Passing(Causes(list)); ok != tt.want || ok == (why == "") {
			t.Errorf("%q: got %v, %q", tt.codes, ok, why)
		}
	}
	if Transient("Conflict", "Another operation is in progress on the resource, try again later") == "" {
		t.Error("a conflict in progress passes")
	}
}
