package audit

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// TestLarge demands that the time of an audit grows with the template, not
// with its square: many of everything that rules look for side by side.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	const copies = 400
	types := []string{typeVault, typeCluster, typeRegistry, typeEndpoint, typeZone, typeNSG, typeVNet, typeRole}
	body := `, "copy": {"name": "c%d", "count": %d}, "properties": {"subnet": {"id": "/vnet/subnets/a"}, "roleDefinitionId": "7f951dda-4ed3-4680-a7ca-43fe172d538d",
      "identityProfile": {"kubeletidentity": {"resourceId": "/id"}}, "networkProfile": {"outboundType": "userDefinedRouting"},
      "agentPoolProfiles": [{"vnetSubnetID": "/vnet/subnets/a"}], "subnets": [{"name": "a"}],
      "privateLinkServiceConnections": [{"name": "a", "properties": {"groupIds": ["vault"], "privateLinkServiceId": "[reference('/x', '2024-01-01').id]"}}]}}`
	var resources []string
	for i, typ := range types {
		deployment := template("", strings.TrimSuffix(res(typ, "[format('a{0}', copyIndex())]", ""), "}")+fmt.Sprintf(body, i, copies))
		resources = append(resources, fmt.Sprintf(`{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d%d",
      "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}, "template": %s}}`, i, deployment))
	}
	s := take(t, template("", resources...), snapshot.Options{})
	if len(s.Resources) != copies*len(types) {
		t.Fatalf("%d resources", len(s.Resources))
	}
	start := time.Now()
	found := Run(s, Options{})
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("%d findings took %v", len(found), took)
	}
}

// TestTooMany demands that a report ends, with an error, however many resources
// break a rule, and that a template with fewer is told in full.
func TestTooMany(t *testing.T) {
	accounts := func(groups int) diag.List {
		inner := template("", strings.TrimSuffix(res(typeStorage, "[format('a{0}', copyIndex())]", ""), "}")+`, "copy": {"name": "c", "count": 400}}`)
		outer := template("", fmt.Sprintf(`{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "[format('d{0}', copyIndex())]",
      "resourceGroup": "[format('g{0}', copyIndex())]", "copy": {"name": "g", "count": %d},
      "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}, "template": %s}}`, groups, inner))
		return Run(take(t, outer, snapshot.Options{}), Options{})
	}
	count := func(list diag.List, code string) (n int) {
		for _, d := range list {
			if d.Code == code {
				n++
			}
		}
		return n
	}
	few, many := accounts(2), accounts(10)
	if n := count(few, codeOf("ST-01")); n != 800 || count(few, codeTooMany) != 0 {
		t.Errorf("800 accounts: %d findings of ST-01, and %d say that there are more", n, count(few, codeTooMany))
	}
	if len(many) != mostFindings+1 || count(many, codeTooMany) != 1 {
		t.Errorf("4000 accounts: %d findings, of which %d say that there are more", len(many), count(many, codeTooMany))
	}
}
