package policy

import (
	"strings"
	"testing"

	"github.com/amlsec/amlsec/snapshot"
)

// TestGroupLocation compares a resource with the region of its group, which is that
// of the deployment where one is named.
func TestGroupLocation(t *testing.T) {
	const policy = `{"name": "near", "properties": {"policyRule": {"if": {"field": "location", "notEquals": "[resourceGroup().location]"}, "then": {"effect": "deny"}}}}`
	for region, code := range map[string]string{"": codeOffline, "westus": codeDenied, "East US 2": ""} {
		s := take(t, template(account), snapshot.Options{AssumeMissing: true, Location: region})
		list := found(t, s, policy)
		if code == "" && len(list) > 0 || code != "" && (len(list) != 1 || list[0].Code != code) {
			t.Errorf("in %q: %v, wanted %q", region, list, code)
		}
	}
}

// TestSameName demands that an initiative gets the policy whose id it names, not
// another of that name at another scope.
func TestSameName(t *testing.T) {
	of := func(group, effect string) string {
		id := "/providers/Microsoft.Management/managementGroups/" + group + "/providers/Microsoft.Authorization/policyDefinitions/tls"
		return strings.Replace(rule(`{"effect": "`+effect+`"}`), "/providers/Microsoft.Authorization/policyDefinitions/tls", id, 1)
	}
	const set = `{"name": "set", "properties": {"policyDefinitions": [{"policyDefinitionId": "/providers/Microsoft.Management/managementGroups/B/providers/Microsoft.Authorization/policyDefinitions/TLS"}]}}`
	const assigned = `{"name": "a", "properties": {"policyDefinitionId": "/x/policySetDefinitions/set"}}`
	list := found(t, snap(t, account), of("a", "disabled"), of("b", "deny"), set, assigned)
	if len(list) == 0 || list[len(list)-1].Code != codeDenied {
		t.Errorf("%v, wanted what is denied by the policy of b", list)
	}
}

// TestWords pins how a policy without a name and a count of values are told.
func TestWords(t *testing.T) {
	const policy = `{"if": {"count": {"value": ["a", "b"], "name": "tag", "where": {"field": "[concat('tags.', current('tag'))]", "exists": false}}, "greater": 1}, "then": {"effect": "deny"}}`
	list := found(t, snap(t, account), policy)
	if len(list) != 1 || !strings.Contains(list[0].Msg, `policy "p.json" denies it: the count of the values tag is 2, wanted 1 or less`) {
		t.Errorf("%v", list)
	}
}
