package policy

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// TestLarge demands that the steps of Azure's own policies grow with the template
// and not with its square: many of everything that they look for side by side
// stay within the bounds.
func TestLarge(t *testing.T) {
	const copies = 400
	types := []string{"Microsoft.KeyVault/vaults", "Microsoft.ContainerService/managedClusters", "Microsoft.ContainerRegistry/registries",
		"Microsoft.Network/privateEndpoints", "Microsoft.Storage/storageAccounts", "Microsoft.Network/networkSecurityGroups", "Microsoft.Network/virtualNetworks"}
	var resources []string
	for i, typ := range types {
		one := fmt.Sprintf(`{"type": "%s", "apiVersion": "2025-01-01", "name": "[format('a{0}', copyIndex())]", "location": "eastus2", "copy": {"name": "c", "count": %d},
  "properties": {"agentPoolProfiles": [{"name": "a"}], "subnets": [{"name": "a"}],
  "privateLinkServiceConnections": [{"name": "a", "properties": {"privateLinkServiceId": "[reference('/x', '2024-01-01').id]"}}]}}`, typ, copies)
		inner := `{"$schema": "` + schema + `", "contentVersion": "1.0.0.0", "resources": [` + one + `]}`
		resources = append(resources, fmt.Sprintf(`{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d%d",
  "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"}, "template": %s}}`, i, inner))
	}
	s := take(t, []byte(strings.Replace(string(template(resources...)), `"open": {"type": "string"}, "list": {"type": "array"}`, "", 1)), snapshot.Options{})
	if len(s.Resources) != copies*len(types) {
		t.Fatalf("%d resources", len(s.Resources))
	}
	set := load(t, Builtin())
	for _, d := range Run(s, set, Options{}) {
		if strings.Contains(d.Msg, "too large") || strings.Contains(d.Msg, "too many steps") {
			t.Errorf("%s", d.Msg)
		}
	}
}

// TestTooMany demands that a report ends, and says so with an error.
func TestTooMany(t *testing.T) {
	s := take(t, template(`{"type": "A.B/c", "apiVersion": "2024-01-01", "name": "[format('a{0}', copyIndex())]", "copy": {"name": "c", "count": 700}}`), snapshot.Options{AssumeMissing: true})
	one := `{"name": "p%d", "if": {"field": "type", "equals": "A.B/c"}, "then": {"effect": "audit"}},`
	var all strings.Builder
	for i := range 40 {
		fmt.Fprintf(&all, one, i)
	}
	list := found(t, s, "["+strings.TrimSuffix(all.String(), ",")+"]")
	if i := slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Code == codeTooMany }); len(list) != mostFindings+1 || i < 0 || list[i].Severity != diag.Error {
		t.Errorf("%d findings, %d is told to be the last, wanted %d", len(list), i, mostFindings+1)
	}
}
