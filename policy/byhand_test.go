package policy

import "testing"

// TestByHand violates and keeps the policies whose conditions the mutations do
// not understand, with resources written by hand.
func TestByHand(t *testing.T) {
	res := func(typ, name, rest string) string {
		return `{"type": "` + typ + `", "apiVersion": "2025-06-01", "name": "` + name + `", "location": "eastus2", ` + rest + `}`
	}
	const accounts, nics, clusters = "Microsoft.Storage/storageAccounts", "Microsoft.Network/networkInterfaces", "Microsoft.ContainerService/managedClusters"
	sas := func(period, action string) string {
		return res(accounts, "st", `"properties": {"sasPolicy": {"sasExpirationPeriod": "`+period+`", "expirationAction": "`+action+`"}}`)
	}
	nic := func(config string) string {
		return res(nics, "nic", `"properties": {"ipConfigurations": [{"name": "a", "properties": {`+config+`}}]}`)
	}
	issuer := func(url string) string {
		return res("Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials", "id/fed", `"properties": {"issuer": "`+url+`", "subject": "repo:octo/app:ref:refs/heads/main"}`)
	}
	const aks, github = "https://eastus2.oic.prod-aks.azure.com/tenant/cluster", "https://token.actions.githubusercontent.com"
	subnet := "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/a"
	for _, tt := range []struct {
		id, params, code string
		resources        []string
	}{
		{"7aa1c9d5-3d7e-4579-8117-d85e99211757", "", codeDenied, []string{sas("8.00:00:00", "Block")}},
		{"7aa1c9d5-3d7e-4579-8117-d85e99211757", "", codeDenied, []string{sas("7.00:00:01", "Block")}},
		{"7aa1c9d5-3d7e-4579-8117-d85e99211757", "", codeDenied, []string{sas("1.00:00:00", "Log")}},
		{"7aa1c9d5-3d7e-4579-8117-d85e99211757", "", "", []string{sas("7.00:00:00", "Block")}},
		{"83a86a26-fd1f-447c-b59d-e51f44264114", "", codeDenied, []string{nic(`"publicIPAddress": {"id": "/x/pip"}`)}},
		{"83a86a26-fd1f-447c-b59d-e51f44264114", "", "", []string{nic(`"subnet": {"id": "` + subnet + `"}`)}},
		{"7f40cee6-e933-4d0f-a782-b96615e0f4a6", "", codeAudited, []string{res("Microsoft.MachineLearningServices/workspaces", "ws", `"properties": {"encryption": {"status": "Disabled"}}`)}},
		{"7f40cee6-e933-4d0f-a782-b96615e0f4a6", "", "", []string{res("Microsoft.MachineLearningServices/workspaces", "ws", `"properties": {"encryption": {"status": "enabled"}}`)}},
		{"7f40cee6-e933-4d0f-a782-b96615e0f4a6", "", "", []string{res("Microsoft.MachineLearningServices/workspaces", "ws", `"kind": "Project", "properties": {}`)}},
		{"c7f49635-e3f0-4986-b072-90d0c7c3d4cd", "", codeAudited, []string{res(clusters, "aks", `"properties": {}`)}},
		{"c7f49635-e3f0-4986-b072-90d0c7c3d4cd", "", "", []string{res(clusters, "aks", `"properties": {}`), res("Microsoft.ContainerService/fleetMemberships", "default", `"scope": "`+clusters+`/aks"`)}},
		{"2571b7c3-3056-4a61-b00a-9bc5232234f5", `{"allowFederatedCredentials": {"value": true}, "allowAKS": {"value": false}}`, codeAudited, []string{issuer(aks)}},
		{"2571b7c3-3056-4a61-b00a-9bc5232234f5", `{"allowFederatedCredentials": {"value": true}, "allowAKS": {"value": true}}`, "", []string{issuer(aks)}},
		{"ae62c456-33de-4dc8-b100-7ce9028a7d99", `{"allowedTenants": {"value": ["tenant"]}, "allowedLocations": {"value": ["westus"]}}`, codeAudited, []string{issuer(aks)}},
		{"ae62c456-33de-4dc8-b100-7ce9028a7d99", `{"allowedTenants": {"value": ["tenant"]}, "allowedLocations": {"value": ["eastus2"]}}`, "", []string{issuer(aks)}},
		{"fd1a8e20-2c4f-4a6c-9354-b58d786d9a1f", `{"allowedRepoOwners": {"value": ["octo"]}, "allowedRepoExceptions": {"value": ["octo/app"]}}`, "", []string{issuer(github)}},
		{"fd1a8e20-2c4f-4a6c-9354-b58d786d9a1f", `{"allowedRepoOwners": {"value": ["others"]}}`, codeAudited, []string{issuer(github)}},
		{"7433c107-6db4-4ad1-b57a-a76dce0154a1", `{"listOfAllowedSKUs": {"value": ["Standard_ZRS"]}}`, codeDenied, []string{res(accounts, "st", `"sku": {"name": "Standard_LRS"}`)}},
		{"7433c107-6db4-4ad1-b57a-a76dce0154a1", `{"listOfAllowedSKUs": {"value": ["standard_zrs"]}}`, "", []string{res(accounts, "st", `"sku": {"name": "Standard_ZRS"}`)}},
		{"d416745a-506c-48b6-8ab1-83cb814bcaa3", `{"virtualNetworkId": {"value": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v"}}`, "", []string{nic(`"subnet": {"id": "` + subnet + `"}`)}},
		{"d416745a-506c-48b6-8ab1-83cb814bcaa3", `{"virtualNetworkId": {"value": "/other"}}`, codeAudited, []string{nic(`"subnet": {"id": "` + subnet + `"}`)}},
		{"f3a7bbfd-a810-47a6-b5ba-8e17d8cffb96", `{"virtualNetworkId": {"value": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v"}, "allowAllSubnets": {"value": false}, "allowedSubnetList": {"value": ["a", "b"]}}`, "", []string{nic(`"subnet": {"id": "` + subnet + `"}`)}},
		{"f3a7bbfd-a810-47a6-b5ba-8e17d8cffb96", `{"virtualNetworkId": {"value": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v"}, "allowAllSubnets": {"value": false}, "allowedSubnetList": {"value": ["b"]}}`, codeDenied, []string{nic(`"subnet": {"id": "` + subnet + `"}`)}},
		{"f1776c76-f58c-4245-a8d0-2b207198dc8b", `{"virtualNetworkGatewayId": {"value": "/x/gw"}}`, codeAudited, []string{res("Microsoft.Network/virtualNetworks", "v", `"properties": {"subnets": [{"name": "a"}]}`)}},
		{"f1776c76-f58c-4245-a8d0-2b207198dc8b", `{"virtualNetworkGatewayId": {"value": "/x/gw"}}`, codeOffline, []string{res("Microsoft.Network/virtualNetworks", "v", `"properties": {"subnets": [{"name": "GatewaySubnet"}]}`)}},
		{"fda9cd0b-094c-4cd5-ac2a-5e06e5277c45", "", codeOffline, []string{res(clusters, "aks", `"properties": {}`),
			res("Microsoft.KubernetesConfiguration/extensions", "backup", `"scope": "`+clusters+`/aks", "properties": {"extensionType": "microsoft.dataprotection.kubernetes"}`)}},
	} {
		params := tt.params
		if params == "" {
			params = "{}"
		}
		assignment := `{"name": "a", "properties": {"policyDefinitionId": "/providers/Microsoft.Authorization/policyDefinitions/` + tt.id + `", "parameters": ` + params + `}}`
		list := found(t, snap(t, tt.resources...), assignment)
		if tt.code == "" && len(list) > 0 || tt.code != "" && (len(list) != 1 || list[0].Code != tt.code) {
			t.Errorf("%s %s %s: %v, wanted %q", tt.id, params, tt.resources, list, tt.code)
		}
	}
}
