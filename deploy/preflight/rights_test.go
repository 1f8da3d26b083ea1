package preflight_test

import (
	"strings"
	"testing"

	"github.com/amlsec/amlsec/deploy/preflight"
)

// TestConditionOpen wants a condition that nobody but Azure evaluates shown, and
// neither passed nor failed.
func TestConditionOpen(t *testing.T) {
	s := setUp(t, "minimal")
	s.sim.Answer("GET", `/roleAssignments$`, 200, `{"value": [{"properties": {"scope": "`+s.sub+`", "roleDefinitionId": "`+s.sub+`/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
		"condition": "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'ServicePrincipal'"}}]}`)
	got := of(s.run(), "rights/condition", preflight.NotRun)
	if len(got) != 1 || !strings.Contains(got[0].Reason, "PrincipalType] StringEqualsIgnoreCase 'ServicePrincipal'") {
		t.Errorf("%+v", got)
	}
}

// TestNoPrincipal wants what only role assignments tell not run when the token
// does not say whose it is.
func TestNoPrincipal(t *testing.T) {
	s := setUp(t, "subscription-scope")
	s.in.PrincipalID = ""
	results := s.run()
	for _, check := range []string{"rights/deploy", "rights/write", "rights/role-assignment", "rights/condition"} {
		if got := of(results, check, preflight.NotRun); len(got) == 0 || !strings.Contains(got[0].Reason, "the object id of who deploys is not known") {
			t.Errorf("%s: %+v", check, got)
		}
		if got := of(results, check, preflight.Passed); len(got) > 0 {
			t.Errorf("%s passed: %+v", check, got)
		}
	}
}

// TestSubscriptionRights wants the roles at a subscription, and around it, to
// decide what the deployment may do there.
func TestSubscriptionRights(t *testing.T) {
	const definition = "/providers/Microsoft.Authorization/roleDefinitions/00000000-0000-0000-0000-00000000000d"
	for scope, want := range map[string]preflight.Status{
		"/providers/Microsoft.Management/managementGroups/m": preflight.Passed,
		"sub":                        preflight.Passed,
		"sub/resourceGroups/another": preflight.Failed,
	} {
		t.Run(scope, func(t *testing.T) {
			s := setUp(t, "subscription-scope")
			at := strings.Replace(scope, "sub/", s.sub+"/", 1)
			if scope == "sub" {
				at = s.sub
			}
			s.sim.Answer("GET", `/roleAssignments$`, 200, `{"value": [{"properties": {"scope": "`+at+`", "roleDefinitionId": "`+s.sub+definition+`"}}]}`)
			s.sim.Answer("GET", definition+`$`, 200, `{"properties": {"roleName": "Owner", "permissions": [{"actions": ["*"], "notActions": []}]}}`)
			results := s.run()
			for _, check := range []string{"rights/deploy", "rights/write", "rights/role-assignment"} {
				if got := of(results, check, want); len(got) == 0 {
					t.Errorf("%s is not %s:\n%s", check, want, show(results))
				}
			}
		})
	}
}
