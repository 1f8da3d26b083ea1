package audit

import (
	"fmt"
	"strings"
	"testing"
	"time"

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
