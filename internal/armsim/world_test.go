package armsim_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/internal/armsim"
)

const (
	sub     = "/subscriptions/" + armsim.DefaultSubscription
	inGroup = sub + "/resourceGroups/" + armsim.DefaultGroup
	spoke   = inGroup + "/providers/Microsoft.Network/virtualNetworks/spoke"
)

// TestReads asks what a preflight asks: first the world is healthy, then a test
// has changed one thing.
func TestReads(t *testing.T) {
	for _, tt := range []struct {
		name, method, path, body string
		healthy                  string // in the answer of a healthy world
		change                   func(*armsim.World)
		ill                      string // in the answer afterwards
	}{
		{"rights", "GET", inGroup + "/providers/Microsoft.Authorization/permissions?api-version=2022-04-01", "", `"actions":["*"]`,
			func(w *armsim.World) { w.SetPermissions(inGroup, []string{"*/read"}, []string{"Microsoft.Network/*"}) }, `"actions":["*/read"],"dataActions":[],"notActions":["Microsoft.Network/*"]`},
		{"rights on a subnet", "GET", spoke + "/subnets/a/providers/Microsoft.Authorization/permissions?api-version=2022-04-01", "", `"actions":["*"]`,
			func(w *armsim.World) { w.SetPermissions(spoke, []string{"x"}, nil) }, `"actions":["x"]`},
		{"deny assignments", "GET", inGroup + "/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01", "", `{"value":[]}`,
			func(w *armsim.World) { w.DenyActions(inGroup, "stack", "*/write") }, `"denyAssignmentName":"stack"`},
		{"role assignments", "GET", sub + "/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&$filter=assignedTo('" + armsim.ObjectID + "')", "", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
			func(w *armsim.World) { w.SetPermissions("", []string{"*/read"}, nil) }, `!8e3af657-a8ff-443c-a75c-2fe8c4bcb635`},
		{"roles", "GET", sub + "/providers/Microsoft.Authorization/roleDefinitions?api-version=2022-04-01", "", `"actions":["*"]`,
			func(w *armsim.World) { w.SetPermissions("", []string{"*/read"}, nil) }, `"actions":["*/read"]`},
		{"locks", "GET", inGroup + "/providers/Microsoft.Authorization/locks?api-version=2020-05-01", "", `{"value":[]}`,
			func(w *armsim.World) { w.Lock(spoke, "keep", "CanNotDelete") }, `"level":"CanNotDelete"`},
		{"registration", "GET", sub + "/providers/Microsoft.ContainerService?api-version=2021-04-01", "", `"registrationState":"Registered"`,
			func(w *armsim.World) { w.SetRegistration("Microsoft.ContainerService", "NotRegistered") }, `"registrationState":"NotRegistered"`},
		{"regions", "GET", sub + "/providers/Microsoft.KeyVault?api-version=2021-04-01", "", `"eastus2"`,
			func(w *armsim.World) { w.SetLocations("Microsoft.KeyVault/vaults", "westus") }, `"locations":["westus"]`},
		{"versions", "GET", sub + "/providers/Microsoft.KeyVault?api-version=2021-04-01", "", `"2025-05-01"`,
			func(w *armsim.World) { w.SetVersions("Microsoft.KeyVault/vaults", "2030-01-01") }, `"apiVersions":["2030-01-01"]`},
		{"zones", "GET", sub + "/providers/Microsoft.Network?api-version=2021-04-01", "", `{"location":"eastus2","zones":["1","2","3"]}`,
			func(w *armsim.World) { w.SetZones("Microsoft.Network/publicIPAddresses", "eastus2", "7") }, `{"location":"eastus2","zones":["7"]}`},
		{"types", "GET", sub + "/providers/Microsoft.KeyVault?api-version=2021-04-01", "", `"resourceType":"vaults"`,
			func(w *armsim.World) { w.RemoveType("Microsoft.KeyVault/vaults") }, `"resourceTypes":[]`},
		{"cores", "GET", sub + "/providers/Microsoft.Compute/locations/eastus2/usages?api-version=2024-07-01", "", `"limit":500,"name":{"localizedValue":"standardDSv3Family"`,
			func(w *armsim.World) { w.SetUsage("compute", "eastus2", "standardDSv3Family", 9, 10) }, `"currentValue":9,"limit":10`},
		{"accounts", "GET", sub + "/providers/Microsoft.Storage/locations/eastus2/usages?api-version=2024-01-01", "", `"StorageAccounts"`,
			func(w *armsim.World) { w.SetUsage("storage", "eastus2", "StorageAccounts", 250, 250) }, `"currentValue":250`},
		{"addresses", "GET", sub + "/providers/Microsoft.Network/locations/eastus2/usages?api-version=2024-05-01", "", `"PrivateEndpoints"`,
			func(w *armsim.World) { w.SetUsage("network", "eastus2", "New", 1, 2) }, `"New"`},
		{"workspace quota", "GET", sub + "/providers/Microsoft.MachineLearningServices/locations/eastus2/usages?api-version=2024-10-01", "", `"Standard DSv2 Family Cluster Dedicated vCPUs"`,
			func(w *armsim.World) {
				w.SetUsage("ml", "eastus2", "Standard DSv2 Family Cluster Dedicated vCPUs", 200, 200)
			}, `"currentValue":200`},
		{"sizes", "GET", sub + "/providers/Microsoft.Compute/skus?api-version=2021-07-01&$filter=location eq 'eastus2'", "", `"name":"Standard_D4s_v5"`,
			func(w *armsim.World) {
				w.RestrictSize("Standard_D4s_v5", "eastus2", "NotAvailableForSubscription", "2")
			}, `"reasonCode":"NotAvailableForSubscription","restrictionInfo":{"locations":["eastus2"],"zones":["2"]},"type":"Zone"`},
		{"another size", "GET", sub + "/providers/Microsoft.Compute/skus?api-version=2021-07-01&$filter=location eq 'eastus2'", "", `"Standard_D4s_v5"`,
			func(w *armsim.World) {
				w.SetSize(armsim.Size{Name: "Standard_X1", Family: "x", Location: "eastus2", VCPUs: 9})
			}, `"size":"X1"`},
		{"workspace sizes", "GET", sub + "/providers/Microsoft.MachineLearningServices/locations/eastus2/vmSizes?api-version=2024-10-01", "", `"Standard_D4s_v5"`,
			func(w *armsim.World) { w.SetSize(armsim.Size{Name: "Standard_X1", Location: "eastus2"}) }, `"Standard_X1"`},
		{"name of an account", "POST", sub + "/providers/Microsoft.Storage/checkNameAvailability?api-version=2024-01-01", `{"name": "st", "type": "Microsoft.Storage/storageAccounts"}`, `"nameAvailable":true`,
			func(w *armsim.World) { w.TakeName("Microsoft.Storage/storageAccounts", "ST", "AlreadyExists") }, `"nameAvailable":false,"reason":"AlreadyExists"`},
		{"name of a vault", "POST", sub + "/providers/Microsoft.KeyVault/checkNameAvailability?api-version=2024-11-01", `{"name": "kv", "type": "Microsoft.KeyVault/vaults"}`, `"nameAvailable":true`,
			func(w *armsim.World) { w.AddExisting(inGroup + "/providers/Microsoft.KeyVault/vaults/kv") }, `"nameAvailable":false`},
		{"name of a registry", "POST", sub + "/providers/Microsoft.ContainerRegistry/checkNameAvailability?api-version=2023-07-01", `{"name": "cr", "type": "Microsoft.ContainerRegistry/registries"}`, `"nameAvailable":true`,
			func(w *armsim.World) { w.TakeName("Microsoft.ContainerRegistry/registries", "cr", "Invalid") }, `"reason":"Invalid"`},
		{"a deleted vault", "GET", sub + "/providers/Microsoft.KeyVault/locations/eastus2/deletedVaults/kv?api-version=2024-11-01", "", `DeletedVaultNotFound`,
			func(w *armsim.World) {
				w.SoftDelete(armsim.SoftDeleted{ID: inGroup + "/providers/Microsoft.KeyVault/vaults/kv", Location: "eastus2", PurgeProtection: true})
			}, `"purgeProtectionEnabled":true`},
		{"deleted vaults", "GET", sub + "/providers/Microsoft.KeyVault/deletedVaults?api-version=2024-11-01", "", `{"value":[]}`,
			func(w *armsim.World) {
				w.SoftDelete(armsim.SoftDeleted{ID: inGroup + "/providers/Microsoft.KeyVault/vaults/kv", Location: "eastus2"})
			}, `"scheduledPurgeDate"`},
		{"deleted logs", "GET", inGroup + "/providers/Microsoft.OperationalInsights/deletedWorkspaces?api-version=2023-09-01", "", `{"value":[]}`,
			func(w *armsim.World) {
				w.SoftDelete(armsim.SoftDeleted{ID: inGroup + "/providers/Microsoft.OperationalInsights/workspaces/log", Location: "eastus2"})
			}, `"name":"log"`},
		{"free addresses", "GET", spoke + "/usages?api-version=2024-05-01", "", `"currentValue":0,"id":"` + spoke + `/subnets/a","limit":251`,
			func(w *armsim.World) { w.UseAddresses(spoke+"/subnets/a", 249) }, `"currentValue":249`},
		{"an address", "GET", spoke + "/CheckIPAddressAvailability?ipAddress=10.0.0.9&api-version=2024-05-01", "", `"available":true`,
			func(w *armsim.World) { w.TakeAddress(spoke, "10.0.0.9") }, `"available":false,"availableIPAddresses":["10.0.0.10"]`},
		{"a subnet", "GET", spoke + "/subnets/a?api-version=2024-05-01", "", `"addressPrefix":"10.0.0.0/24","delegations":[]`,
			func(w *armsim.World) {
				w.Change(spoke+"/subnets/a", func(body map[string]any) { body["properties"].(map[string]any)["delegations"] = []any{"d"} })
			}, `"delegations":["d"]`},
		{"a network", "GET", spoke + "?api-version=2024-05-01", "", `"subnets":[{`, func(w *armsim.World) { w.Remove(spoke + "/subnets/a") }, `"subnets":[]`},
		{"delegations", "GET", sub + "/providers/Microsoft.Network/locations/eastus2/availableDelegations?api-version=2024-05-01", "", `"serviceName":"Microsoft.ContainerService/managedClusters"`,
			func(w *armsim.World) { w.RemoveDelegation("eastus2", "Microsoft.ContainerService/managedClusters") }, `!Microsoft.ContainerService/managedClusters`},
		{"endpoint types", "GET", inGroup + "/providers/Microsoft.Network/locations/eastus2/availablePrivateEndpointTypes?api-version=2024-05-01", "", `"resourceName":"Microsoft.KeyVault/vaults"`,
			func(w *armsim.World) { w.RemoveEndpointType("eastus2", "Microsoft.KeyVault/vaults") }, `!Microsoft.KeyVault/vaults`},
		{"zones of names", "GET", sub + "/providers/Microsoft.Network/privateDnsZones?api-version=2024-06-01", "", `{"value":[]}`,
			func(w *armsim.World) { w.AddExisting(inGroup + "/providers/Microsoft.Network/privateDnsZones/z") }, `"name":"z"`},
		{"links of a zone", "GET", inGroup + "/providers/Microsoft.Network/privateDnsZones/z/virtualNetworkLinks?api-version=2024-06-01", "", `{"value":[]}`,
			func(w *armsim.World) {
				w.AddExisting(inGroup + "/providers/Microsoft.Network/privateDnsZones/z/virtualNetworkLinks/l")
			}, `"name":"l"`},
		{"a record", "GET", inGroup + "/providers/Microsoft.Network/privateDnsZones/z/A/r?api-version=2024-06-01", "", `ParentResourceNotFound`,
			func(w *armsim.World) { w.AddExisting(inGroup + "/providers/Microsoft.Network/privateDnsZones/z/A/r") }, `"name":"r"`},
		{"policies", "POST", inGroup + "/providers/Microsoft.PolicyInsights/checkPolicyRestrictions?api-version=2022-03-01", `{"resourceDetails": {"resourceContent": {"type": "Microsoft.KeyVault/vaults"}, "apiVersion": "2025-05-01"}}`, `"policyEvaluations":[]`,
			func(w *armsim.World) {
				w.AddPolicy(armsim.Policy{Type: "Microsoft.KeyVault/vaults", Field: "location", Value: "x", Assignment: "where"})
			}, `"evaluationResult":"NonCompliant"`},
		{"features", "GET", sub + "/providers/Microsoft.Features/providers/Microsoft.Compute/features/EncryptionAtHost?api-version=2021-07-01", "", `"state":"Registered"`,
			func(w *armsim.World) { w.SetFeature("Microsoft.Compute", "EncryptionAtHost", "NotRegistered") }, `"state":"NotRegistered"`},
		{"activity", "GET", sub + "/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01", "", `{"value":[]}`,
			func(w *armsim.World) { w.AddActivity(map[string]any{"resourceId": "x"}) }, `"resourceId":"x"`},
		{"a deletion", "GET", sub + "/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01&$filter=resourceUri eq '" + inGroup + "/providers/Microsoft.MachineLearningServices/workspaces/w'", "", `{"value":[]}`,
			func(w *armsim.World) {
				w.AddActivity(map[string]any{"resourceId": "other"})
				w.SoftDelete(armsim.SoftDeleted{ID: inGroup + "/providers/Microsoft.MachineLearningServices/workspaces/w", Location: "eastus2"})
			}, `{"value":[{"caller":`},
		{"versions of Kubernetes", "GET", sub + "/providers/Microsoft.ContainerService/locations/eastus2/kubernetesVersions?api-version=2025-05-01", "", `"version":"1.35"`, nil, ""},
		{"a group", "GET", inGroup + "?api-version=2021-04-01", "", `"location":"eastus2"`, func(w *armsim.World) { w.RemoveGroup(armsim.DefaultSubscription, armsim.DefaultGroup) }, "ResourceGroupNotFound"},
		{"a subscription", "GET", sub + "?api-version=2022-12-01", "", `"displayName"`, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sim := armsim.Start(armsim.Options{})
			defer sim.Close()
			sim.World.AddExisting(spoke + "/subnets/a")
			c := newClient(t, sim)
			path := strings.ReplaceAll(tt.path, " ", "%20")
			if a := c.do(tt.method, path, []byte(tt.body)); !strings.Contains(string(a.body), tt.healthy) {
				t.Errorf("healthy: %d %s, want %s", a.status, a.body, tt.healthy)
			}
			if tt.change == nil {
				return
			}
			before := c.do(tt.method, path, []byte(tt.body)).body
			tt.change(sim.World)
			after := c.do(tt.method, path, []byte(tt.body)).body
			if absent, ok := strings.CutPrefix(tt.ill, "!"); ok && strings.Contains(string(after), absent) {
				t.Errorf("afterwards: %s, want no %s", after, absent)
			} else if !ok && (!strings.Contains(string(after), tt.ill) || strings.Contains(string(before), tt.ill)) {
				t.Errorf("afterwards: %s, want %s", after, tt.ill)
			}
		})
	}
}

// TestVersions demands that a version which does not exist is refused, with those
// that do.
func TestVersions(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := newClient(t, sim)
	for path, code := range map[string]string{
		spoke:                             "MissingApiVersionParameter",
		spoke + "?api-version=2001-01-01": "NoRegisteredProviderFound",
		inGroup + "/providers/Microsoft.Network/none/x?api-version=2025-05-01":                    "InvalidResourceType",
		inGroup + "?api-version=2001-01-01":                                                       "InvalidApiVersionParameter",
		inGroup + "/providers/Microsoft.Authorization/permissions?api-version=2001-01-01":         "InvalidApiVersionParameter",
		"/nothing?api-version=2025-05-01":                                                         "InvalidResourceType",
		inGroup + "/providers/Microsoft.Storage/storageAccounts/x?api-version=2025-06-01":         "ResourceNotFound",
		sub + "/providers/Microsoft.None?api-version=2021-04-01":                                  "InvalidResourceNamespace",
		inGroup + "/providers/Microsoft.Network/virtualNetworks?api-version=2001-01-01":           "NoRegisteredProviderFound",
		spoke + "/providers/Microsoft.Authorization/permissions?api-version=2022-04-01":           "ResourceNotFound",
		sub + "/resourceGroups/none/providers/Microsoft.KeyVault/vaults/x?api-version=2025-05-01": "ResourceGroupNotFound",
	} {
		if a := c.do("GET", path, nil); errorCode(a.body) != code {
			t.Errorf("%s: %d %s, want %s", path, a.status, a.body, code)
		}
	}
}

// TestWritten writes, lists and deletes groups and resources.
func TestWritten(t *testing.T) {
	sim := armsim.Start(armsim.Options{PageSize: 2})
	defer sim.Close()
	c := newClient(t, sim)
	group := sub + "/resourceGroups/made"
	const v = "?api-version=2021-04-01"
	step := func(method, path, body string, status int) answered {
		t.Helper()
		a := c.do(method, path, []byte(body))
		if a.status != status {
			t.Errorf("%s %s: %d %s, want %d", method, path, a.status, a.body, status)
		}
		return a
	}
	step("HEAD", group+v, "", 404)
	step("PUT", group+v, `{}`, 400)
	step("PUT", group+v, `{"location": "westeurope"}`, 201)
	step("PUT", group+v, `{"location": "westeurope", "tags": {"a": "b"}}`, 200)
	step("PUT", group+v, `{"location": "eastus"}`, 409)
	step("HEAD", group+v, "", 204)
	address := group + "/providers/Microsoft.Network/publicIPAddresses/"
	for _, name := range []string{"a", "b", "c"} {
		step("PUT", address+name+"?api-version=2025-05-01", `{"location": "westeurope", "tags": {"Own'er": "`+name+`"}}`, 201)
	}
	step("PATCH", address+"a?api-version=2025-05-01", `{"tags": {"other": "x"}}`, 200)
	step("PUT", group+"/providers/Microsoft.Network/virtualNetworks/v?api-version=2025-05-01", `{"location": "westeurope"}`, 201)
	step("PUT", group+"/providers/Microsoft.Network/virtualNetworks/v/subnets/s?api-version=2025-05-01", `{"properties": {}}`, 201)
	if got := c.names(group + "/resources" + v); got != "a b c v" {
		t.Errorf("listed %s", got)
	}
	if got := c.names(group + "/resources" + v + "&$filter=tagName%20eq%20'own''er'"); got != "b c" {
		t.Errorf("listed by tag: %s", got)
	}
	if got := c.names(group + "/resources" + v + "&$filter=tagName%20eq%20'Own''er'%20and%20tagValue%20eq%20'c'"); got != "c" {
		t.Errorf("listed by tag and value: %s", got)
	}
	step("PUT", address+"d?api-version=2025-05-01", `{"location": "westeurope", "properties": {"natGateway": {"id": "`+address+`a"}}}`, 201)
	step("DELETE", address+"a?api-version=2025-05-01", "", 400)
	step("DELETE", address+"d?api-version=2025-05-01", "", 202)
	gone := step("DELETE", address+"a?api-version=2025-05-01", "", 202)
	step("GET", gone.header.Get("Location"), "", 202)
	step("GET", gone.header.Get("Location"), "", 200)
	step("DELETE", address+"a?api-version=2025-05-01", "", 204)
	sim.World.Lock(address+"b", "keep", "CanNotDelete")
	step("DELETE", address+"b?api-version=2025-05-01", "", 409)
	if a := step("DELETE", group+v, "", 409); errorCode(a.body) != "ScopeLocked" {
		t.Errorf("got %s", a.body)
	}
	step("DELETE", inGroup+v, "", 202)
	step("HEAD", inGroup+v, "", 404)
}

// names follows the pages of a list.
func (c *client) names(path string) string {
	c.t.Helper()
	var all []string
	for path != "" {
		var list struct {
			Value    []struct{ Name string }
			NextLink string
		}
		c.decode(c.do("GET", path, nil), &list)
		for _, item := range list.Value {
			all = append(all, item.Name)
		}
		path = list.NextLink
	}
	return strings.Join(all, " ")
}

// TestProviderRefuses deploys what the world does not allow.
func TestProviderRefuses(t *testing.T) {
	account := `"st": {"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2025-06-01", "name": "st", "location": "eastus2", "properties": {}}`
	workspace := `"w": {"type": "Microsoft.MachineLearningServices/workspaces", "apiVersion": "2025-09-01", "name": "w", "location": "eastus2", "properties": {}}`
	role := `"r": {"type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "r", "properties": {"principalId": "p", "roleDefinitionId": "d"}}`
	assignment := func(name, principal string) func(*armsim.World) {
		return func(w *armsim.World) {
			w.AddResource(inGroup+"/providers/Microsoft.Authorization/roleAssignments/"+name, map[string]any{"properties": map[string]any{"principalId": principal, "roleDefinitionId": "d"}})
		}
	}
	deleted := func(id string) func(*armsim.World) {
		return func(w *armsim.World) {
			w.SoftDelete(armsim.SoftDeleted{ID: inGroup + "/providers/" + id, Location: "eastus2"})
		}
	}
	for _, tt := range []struct {
		name, template string
		change         func(*armsim.World)
		code           string
		validated      bool // validation refuses it too
	}{
		{"a policy", account, func(w *armsim.World) {
			w.AddPolicy(armsim.Policy{Type: "Microsoft.Storage/storageAccounts", Assignment: "none"})
		}, "RequestDisallowedByPolicy", true},
		{"rights", account, func(w *armsim.World) { w.SetPermissions(inGroup, []string{"Microsoft.Resources/*"}, nil) }, "AuthorizationFailed", true},
		{"a name that is taken", account, func(w *armsim.World) { w.TakeName("Microsoft.Storage/storageAccounts", "st", "AlreadyExists") }, "StorageAccountAlreadyTaken", false},
		{"a deleted vault", vault, deleted("Microsoft.KeyVault/vaults/kv"), "ConflictError", false},
		{"a deleted workspace", workspace, deleted("Microsoft.MachineLearningServices/workspaces/w"), "BadRequest", false},
		{"another principal", role, assignment("r", "other"), "RoleAssignmentUpdateNotPermitted", false},
		{"the role again", role, assignment("other", "p"), "RoleAssignmentExists", false},
		{"a type that is gone", account, func(w *armsim.World) { w.RemoveType("Microsoft.Storage/storageAccounts") }, "InvalidResourceType", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sim := armsim.Start(armsim.Options{Speed: -1, Step: time.Minute})
			defer sim.Close()
			tt.change(sim.World)
			c := newClient(t, sim)
			a := c.do("POST", mainOf(sim)+"/validate?api-version=2025-04-01", incremental(resources(tt.template)))
			if refused := a.status == http.StatusBadRequest && strings.Contains(string(a.body), tt.code); refused != tt.validated {
				t.Errorf("validate: %d %s", a.status, a.body)
			}
			c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(resources(tt.template)))
			d := c.wait(mainOf(sim))
			var e armsim.ErrorBody
			if json.Unmarshal(d.Properties.Error, &e) != nil || len(e.Details) != 1 || e.Details[0].Code != tt.code {
				t.Errorf("got %s, want %s", d.Properties.Error, tt.code)
			}
			if tt.code == "RequestDisallowedByPolicy" && (len(e.Details[0].Info) != 1 || e.Details[0].Info[0].Type != "PolicyViolation") {
				t.Errorf("got %+v", e.Details[0].Info)
			}
		})
	}
}

// TestValidate demands an answer at once, or later when a test wants that.
func TestValidate(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := newClient(t, sim)
	at := mainOf(sim) + "/validate?api-version=2025-04-01"
	if a := c.do("POST", at, incremental(small)); a.status != 200 || !strings.Contains(string(a.body), `"validatedResources":[{"id":`) {
		t.Errorf("got %d %s", a.status, a.body)
	}
	sim.World.ValidateSlowly()
	a := c.do("POST", at, incremental(small))
	for n := 0; a.status == http.StatusAccepted && n < 5; n++ {
		a = c.do("GET", a.header.Get("Location"), nil)
	}
	if a.status != 200 || !strings.Contains(string(a.body), "validatedResources") {
		t.Errorf("got %d %s", a.status, a.body)
	}
	if len(sim.Deployments()) > 0 {
		t.Error("validation began a deployment")
	}
}
