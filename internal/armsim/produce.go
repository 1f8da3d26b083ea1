package armsim

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
)

// typical is how long a resource of a type takes.
func typical(typ string) time.Duration {
	seconds, ok := map[string]int{
		"microsoft.containerservice/managedclusters":              420,
		"microsoft.machinelearningservices/workspaces":            45,
		"microsoft.machinelearningservices/workspaces/computes":   60,
		"microsoft.kubernetesconfiguration/extensions":            240,
		"microsoft.network/azurefirewalls":                        300,
		"microsoft.network/bastionhosts":                          300,
		"microsoft.network/privateendpoints":                      35,
		"microsoft.network/privateendpoints/privatednszonegroups": 12,
		"microsoft.network/privatednszones":                       30,
		"microsoft.network/privatednszones/virtualnetworklinks":   25,
		"microsoft.network/natgateways":                           12,
		"microsoft.storage/storageaccounts":                       22,
		"microsoft.keyvault/vaults":                               20,
		"microsoft.containerregistry/registries":                  18,
		"microsoft.operationalinsights/workspaces":                25,
		"microsoft.authorization/roleassignments":                 3,
		"microsoft.insights/diagnosticsettings":                   3,
	}[strings.ToLower(typ)]
	if !ok {
		seconds = 6
	}
	return time.Duration(seconds) * time.Second
}

// produce adds to a body what the provider knows of a resource that exists:
// what expressions read from it, and its state.
func produce(w *World, id, typ string, body object, old *resource) {
	props, _ := body["properties"].(object)
	if props == nil {
		props = object{}
	}
	body["properties"] = props
	delete(props, "configurationProtectedSettings")
	if old != nil {
		if before, ok := old.body["properties"].(object); ok {
			carry(props, before)
		}
	}
	set := func(key string, value any) {
		if _, ok := lookup(props, key); !ok {
			props[key] = value
		}
	}
	if !strings.HasPrefix(strings.ToLower(typ), "microsoft.authorization/") && !strings.HasPrefix(strings.ToLower(typ), "microsoft.insights/diagnosticsettings") {
		props["provisioningState"] = succeeded
	}
	name, cloud := nameOf(id), suffixes[string(w.s.opts.Cloud)]
	switch strings.ToLower(typ) {
	case "microsoft.managedidentity/userassignedidentities":
		set("principalId", uuidOf("principal"+strings.ToLower(id)))
		set("clientId", uuidOf("client"+strings.ToLower(id)))
		set("tenantId", w.s.opts.TenantID)
	case "microsoft.containerregistry/registries":
		set("loginServer", strings.ToLower(name)+"."+cloud.registry)
	case "microsoft.storage/storageaccounts":
		endpoints := object{}
		for _, service := range []string{"blob", "file", "queue", "table", "dfs"} {
			endpoints[service] = "https://" + name + "." + service + "." + cloud.storage + "/"
		}
		set("primaryEndpoints", endpoints)
		set("creationTime", stamp(w.s.now()))
	case "microsoft.keyvault/vaults":
		set("vaultUri", "https://"+name+"."+cloud.vault+"/")
	case "microsoft.operationalinsights/workspaces":
		set("customerId", uuidOf("customer"+strings.ToLower(id)))
	case "microsoft.insights/components":
		set("InstrumentationKey", uuidOf("key"+strings.ToLower(id)))
		set("ConnectionString", "InstrumentationKey="+uuidOf("key"+strings.ToLower(id)))
		set("AppId", uuidOf("app"+strings.ToLower(id)))
	case "microsoft.network/publicipaddresses":
		set("ipAddress", address(id))
	case "microsoft.network/privateendpoints":
		set("networkInterfaces", []any{object{"id": groupID(id) + "/providers/Microsoft.Network/networkInterfaces/" + name + ".nic"}})
	case "microsoft.network/virtualnetworks/subnets":
		set("privateEndpointNetworkPolicies", "Disabled")
		set("delegations", []any{})
		set("addressPrefix", "10.0.0.0/24")
	case "microsoft.network/virtualnetworks":
		set("addressSpace", object{"addressPrefixes": []any{"10.0.0.0/16"}})
	case "microsoft.machinelearningservices/workspaces":
		set("workspaceId", uuidOf("workspace"+strings.ToLower(id)))
		set("discoveryUrl", "https://"+w.s.opts.Location+".api.azureml.ms/discovery")
	case "microsoft.containerservice/managedclusters":
		produceCluster(w, id, props, set)
	}
	produceIdentity(w, id, body)
}

// furnish gives a resource that is taken for granted what it needs to be of use.
func furnish(typ string, fields object) {
	switch strings.ToLower(typ) {
	case "microsoft.storage/storageaccounts":
		fields["kind"], fields["sku"] = "StorageV2", object{"name": "Standard_ZRS", "tier": "Standard"}
	case "microsoft.containerregistry/registries":
		fields["sku"] = object{"name": "Premium", "tier": "Premium"}
	}
}

// carry keeps what only a provider writes, from before a change.
func carry(props, before object) {
	for _, key := range []string{
		"principalId", "clientId", "tenantId", "loginServer", "primaryEndpoints", "creationTime", "vaultUri", "customerId", "ipAddress", "networkInterfaces",
		"workspaceId", "fqdn", "nodeResourceGroup",
	} {
		if v, ok := before[key]; ok {
			if _, set := props[key]; !set {
				props[key] = v
			}
		}
	}
}

func produceCluster(w *World, id string, props object, set func(string, any)) {
	nodes := "MC_" + groupOf(id) + "_" + nameOf(id) + "_" + w.s.opts.Location
	set("nodeResourceGroup", nodes)
	set("fqdn", nameOf(id)+"-"+uuidOf(id)[:8]+".hcp."+w.s.opts.Location+".azmk8s.io")
	set("powerState", object{"code": "Running"})
	set("currentKubernetesVersion", "1.35.2")
	profile, _ := props["identityProfile"].(object)
	if profile == nil {
		profile = object{}
		props["identityProfile"] = profile
	}
	kubelet, _ := profile["kubeletidentity"].(object)
	if kubelet == nil {
		kubelet = object{"resourceId": "/subscriptions/" + subscriptionOf(id) + "/resourceGroups/" + nodes +
			"/providers/Microsoft.ManagedIdentity/userAssignedIdentities/" + nameOf(id) + "-agentpool"}
		profile["kubeletidentity"] = kubelet
	}
	kubelet["objectId"], kubelet["clientId"] = uuidOf("kubelet"+strings.ToLower(id)), uuidOf("kubelet client"+strings.ToLower(id))
	if of, ok := kubelet["resourceId"].(string); ok {
		if r := w.find(of); r != nil {
			kubelet["objectId"], kubelet["clientId"] = r.body["properties"].(object)["principalId"], r.body["properties"].(object)["clientId"]
		}
	}
}

// produceIdentity adds the principals of an identity.
func produceIdentity(w *World, id string, body object) {
	identity, ok := body["identity"].(object)
	if !ok {
		return
	}
	kind, _ := identity["type"].(string)
	if strings.Contains(strings.ToLower(kind), "systemassigned") {
		identity["principalId"], identity["tenantId"] = uuidOf("system"+strings.ToLower(id)), w.s.opts.TenantID
	}
	assigned, _ := identity["userAssignedIdentities"].(object)
	for of := range assigned {
		if r := w.find(of); r != nil {
			props := r.body["properties"].(object)
			assigned[of] = object{"principalId": props["principalId"], "clientId": props["clientId"]}
		}
	}
}

// suffixes are the domains of a cloud.
var suffixes = map[string]struct{ registry, storage, vault string }{
	"AzureCloud":        {"azurecr.io", "core.windows.net", "vault.azure.net"},
	"AzureUSGovernment": {"azurecr.us", "core.usgovcloudapi.net", "vault.usgovcloudapi.net"},
	"AzureChinaCloud":   {"azurecr.cn", "core.chinacloudapi.cn", "vault.azure.cn"},
}

// address is a public address for documentation that follows from an id.
func address(id string) string {
	var n byte
	for _, c := range []byte(strings.ToLower(id)) {
		n = n*31 + c
	}
	return "203.0.113." + string(json.Number(strconv.Itoa(int(n))))
}
