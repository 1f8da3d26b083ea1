package snapshot_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/amlsec/amlsec/snapshot"
)

// predicted is what "bicep snapshot" says of a resource.
type predicted struct {
	id       string
	location string            // as JSON or as expression; empty when there is none
	values   map[string]string // by path, likewise
}

// TestBicepSnapshot compares with what the tests of the Bicep compiler state
// about its own snapshots, feature by feature, for templates of our own.
func TestBicepSnapshot(t *testing.T) {
	const zero = "/subscriptions/00000000-0000-0000-0000-000000000000"
	const group = zero + "/resourceGroups/myRg"
	account := group + "/providers/Microsoft.Storage/storageAccounts/storejs26ofeqkqeve"
	storage := `"languageVersion": "2.0", "parameters": {
			"sku": {"type": "string", "defaultValue": "Standard_LRS"},
			"location": {"type": "string", "defaultValue": "[resourceGroup().location]"},
			"account": {"type": "string", "defaultValue": "[format('store{0}', uniqueString(resourceGroup().id))]"}},
		"resources": {"sa": {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2022-09-01", "name": "[parameters('account')]",
			"location": "[parameters('location')]", "sku": {"name": "[parameters('sku')]"}, "kind": "StorageV2", "properties": {}}}`
	for _, tt := range []struct {
		name, schema, template string
		opts                   snapshot.Options
		want                   []predicted
		outputs                map[string]string
	}{
		{
			name: "basic", schema: "2019-04-01/deployment", template: storage,
			opts: snapshot.Options{ResourceGroup: "myRg", Values: map[string]snapshot.Value{"location": snapshot.String("eastus")}},
			want: []predicted{{account, `"eastus"`, map[string]string{"sku.name": `"Standard_LRS"`, "kind": `"StorageV2"`, "properties": `{}`}}},
		},
		{
			name: "outputs", schema: "2019-04-01/deployment",
			template: storage + `, "outputs": {
				"sku": {"type": "string", "value": "[parameters('sku')]"},
				"blob": {"type": "string", "value": "[reference('sa').primaryEndpoints.blob]"},
				"mixed": {"type": "object", "value": {"foo": "bar", "baz": 123, "qux": "[reference('sa').primaryEndpoints.blob]"}}}`,
			opts: snapshot.Options{ResourceGroup: "myRg", Values: map[string]snapshot.Value{"location": snapshot.String("eastus")}},
			want: []predicted{{account, `"eastus"`, nil}},
			outputs: map[string]string{
				"sku":   `"Standard_LRS"`,
				"blob":  `reference('` + account + `').primaryEndpoints.blob`,
				"mixed": `{"foo":"bar","baz":123,"qux":` + unknown(`reference('`+account+`').primaryEndpoints.blob`, "reference", account, "primaryEndpoints.blob") + `}`,
			},
		},
		{
			name: "loops in loops", schema: "2019-04-01/deployment",
			template: `"parameters": {"permissions": {"type": "array"}},
				"variables": {"vaults": [{"name": "myVault", "permissions": "[parameters('permissions')]", "sku": "standard"}]},
				"resources": [{"copy": {"name": "kv", "count": "[length(variables('vaults'))]", "mode": "serial", "batchSize": 1},
					"type": "Microsoft.KeyVault/vaults", "apiVersion": "2019-09-01", "name": "[variables('vaults')[copyIndex()].name]", "location": "[resourceGroup().location]",
					"properties": {"copy": [{"name": "accessPolicies", "count": "[length(variables('vaults')[copyIndex()].permissions)]",
						"input": {"permissions": "[variables('vaults')[copyIndex()].permissions[copyIndex('accessPolicies')]]"}}],
						"sku": {"name": "[variables('vaults')[copyIndex()].sku]"}, "tenantId": "[subscription().tenantId]"}}]`,
			opts: snapshot.Options{ResourceGroup: "myRg", Values: map[string]snapshot.Value{"permissions": snapshot.FromJSON([]any{})}},
			want: []predicted{{group + "/providers/Microsoft.KeyVault/vaults/myVault", `resourceGroup().location`,
				map[string]string{"properties.accessPolicies": `[]`, "properties.sku.name": `"standard"`, "properties.tenantId": `tenant().tenantId`}}},
		},
		{
			name: "null for a parameter", schema: "2019-04-01/deployment",
			template: `"languageVersion": "2.0", "parameters": {"p": {"type": "string", "nullable": true}}, "resources": {}`,
			opts:     snapshot.Options{ResourceGroup: "myRg", Values: map[string]snapshot.Value{"p": snapshot.Null{}}},
		},
		{
			name: "a subscription", schema: "2018-05-01/subscriptionDeployment",
			template: `"parameters": {"rgName": {"type": "string"}}, "resources": [{"type": "Microsoft.Resources/resourceGroups", "apiVersion": "2024-11-01",
				"name": "[parameters('rgName')]", "location": "[deployment().location]"}]`,
			opts: snapshot.Options{Location: "westeurope", Values: map[string]snapshot.Value{"rgName": snapshot.String("myRg")}},
			want: []predicted{{group, `"westeurope"`, nil}},
		},
		{
			name: "a management group", schema: "2019-08-01/managementGroupDeployment",
			template: `"parameters": {"name": {"type": "string"}}, "resources": [{"type": "Microsoft.Authorization/policyAssignments", "apiVersion": "2022-06-01",
				"name": "[parameters('name')]", "properties": {"policyDefinitionId":
				"[format('/providers/Microsoft.Management/managementGroups/{0}/providers/Microsoft.Authorization/policyDefinitions/p', managementGroup().name)]"}}]`,
			opts: snapshot.Options{ManagementGroup: "myManagementGroup", Values: map[string]snapshot.Value{"name": snapshot.String("myAssignment")}},
			want: []predicted{{"/providers/Microsoft.Management/managementGroups/myManagementGroup/providers/Microsoft.Authorization/policyAssignments/myAssignment", "",
				map[string]string{"properties.policyDefinitionId": `"/providers/Microsoft.Management/managementGroups/myManagementGroup/providers/Microsoft.Authorization/policyDefinitions/p"`}}},
		},
		{
			name: "outputs of a module in another", schema: "2019-04-01/deployment",
			template: `"languageVersion": "2.0", "resources": {
				"mod": {"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "mod", "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental",
					"template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [], "outputs": {"static": {"type": "string", "value": "foo"}}}}},
				"mod2": {"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "mod2", "properties": {"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental",
					"parameters": {"vnetName": {"value": "[reference('mod').outputs.static.value]"}},
					"template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "parameters": {"vnetName": {"type": "string"}},
						"resources": [{"type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-07-01", "name": "[parameters('vnetName')]"}]}}, "dependsOn": ["mod"]}}`,
			opts: snapshot.Options{ResourceGroup: "myRg", DeploymentName: "deployment"},
			want: []predicted{{group + "/providers/Microsoft.Network/virtualNetworks/foo", "", nil}},
		},
		{
			name: "an extension", schema: "2019-04-01/deployment",
			template: `"languageVersion": "2.1-experimental", "imports": {"http": {"provider": "http", "version": "1.0.0"}}, "resources": {
				"first": {"import": "http", "type": "request@v1", "properties": {"uri": "https://example.com/a", "format": "raw"}},
				"second": {"import": "http", "type": "request@v1", "properties": {"uri": "[format('https://example.com/{0}', json(reference('first').body).id)]"}}}`,
			opts: snapshot.Options{ResourceGroup: "myRg"},
			want: []predicted{
				{"", "", map[string]string{"properties.uri": `"https://example.com/a"`}},
				{"", "", map[string]string{"properties.uri": `format('https://example.com/{0}', json(reference('first').body).id)`}},
			},
		},
		{
			name: "the id of a role by name", schema: "2018-05-01/subscriptionDeployment",
			template: `"resources": [{"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "r",
				"properties": {"roleDefinitionId": "[roleDefinitions('Contributor').id]"}}]`,
			want: []predicted{{zero + "/providers/Microsoft.Authorization/roleAssignments/r", "",
				map[string]string{"properties.roleDefinitionId": `roleDefinitions('Contributor').id`}}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			src := `{"$schema": "https://schema.management.azure.com/schemas/` + tt.schema + `Template.json#", "contentVersion": "1.0.0.0", ` + tt.template + `}`
			snap, diags := snapshot.Take([]byte(src), tt.opts)
			if len(diags) > 0 {
				t.Fatal(diags)
			}
			if len(snap.Resources) != len(tt.want) {
				t.Fatalf("got %d resources, want %d", len(snap.Resources), len(tt.want))
			}
			for i, want := range tt.want {
				r := snap.Resources[i]
				if r.ID != want.id {
					t.Errorf("id\n got  %s\n want %s", r.ID, want.id)
				}
				if got := show(t, r.Location); got != want.location {
					t.Errorf("location: got %s, want %s", got, want.location)
				}
				for path, value := range want.values {
					if f := r.Find(path); len(f) != 1 || show(t, f[0].Value) != value {
						t.Errorf("%s\n got  %+v\n want %s", path, f, value)
					}
				}
			}
			for name, want := range tt.outputs {
				i := slices.IndexFunc(snap.Outputs, func(o snapshot.Output) bool { return o.Name == name })
				if got := show(t, snap.Outputs[i].Value); got != want {
					t.Errorf("%s\n got  %s\n want %s", name, got, want)
				}
			}
		})
	}
}

// show is a value as JSON, or the expression of an unknown one.
func show(t *testing.T, v snapshot.Value) string {
	t.Helper()
	if v == nil {
		return ""
	}
	if u, ok := v.(*snapshot.Unknown); ok {
		return u.Expression()
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
