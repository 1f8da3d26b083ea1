package preflight_test

import (
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/deploy/preflight"
	"github.com/amlsec/amlsec/internal/armsim"
)

// broken is one thing that is wrong in the world, and how it must be told.
// Those of one case and world are wrong at once.
type broken struct {
	world  string // golden case, and a word that tells worlds of it apart
	check  string
	target string // the end of the target; empty for any
	spoil  func(*stage)
	found  string // is part of what is found
	remedy string // is part of the remedy
	blocks bool
}

const (
	anotherVNet = "/subscriptions/" + armsim.DefaultSubscription + "/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io"
	east        = "eastus2"
)

func breakages() []broken {
	return []broken{
		// Where it is deployed to.
		{"minimal gone", "scope/resource-group", "", func(s *stage) { s.sim.World.RemoveGroup(armsim.DefaultSubscription, armsim.DefaultGroup) },
			"there is no resource group rg-amlsec", "az group create --name rg-amlsec --location eastus2", true},
		{"subscription-scope moved", "scope/resource-group", "", func(s *stage) { s.sim.World.AddGroup(armsim.DefaultSubscription, "rg-fraud", "westeurope") },
			"it is in westeurope", "write location: westeurope", true},
		{"subscription-scope moved", "scope/active-deployment", "", func(s *stage) {
			s.sim.Answer("GET", `/deployments/amlsec-test$`, 200, `{"location": "westeurope", "properties": {"provisioningState": "Failed"}}`)
		}, "kept in westeurope", "--location westeurope", true},
		{"minimal off", "scope/subscription", "", func(s *stage) {
			s.sim.Answer("GET", `^/subscriptions/[^/]+$`, 200, `{"displayName": "Fraud", "state": "Disabled"}`)
		}, "Disabled", "enable the subscription", true},
		{"minimal scope", "scope/active-deployment", "", func(s *stage) { s.sim.StartForeign(s.group, "amlsec-test", 1e6*time.Hour) },
			"a deployment of this name is Running", "az deployment group cancel --resource-group rg-amlsec --name amlsec-test", true},
		{"minimal scope", "scope/history", "", func(s *stage) {
			s.sim.Answer("GET", `^`+s.group+`/providers/Microsoft.Resources/deployments$`, 200, `{"value": [`+strings.Repeat(`{"name": "old"},`, 749)+`{"name": "old"}]}`)
			s.sim.World.Lock(s.group, "keep", "CanNotDelete")
		}, "the lock keep keeps Azure from deleting", "az lock delete --ids", false},
		{"minimal scope", "scope/locks", "", func(s *stage) { s.sim.World.Lock(s.group, "frozen", "ReadOnly") },
			"the lock frozen is ReadOnly", "az lock delete --ids " + "/subscriptions/" + armsim.DefaultSubscription, true},

		// Rights.
		{"minimal reader", "rights/deploy", "", func(s *stage) { s.sim.World.SetPermissions("", []string{"*/read"}, nil) },
			"Microsoft.Resources/deployments/validate/action", "az role assignment create --assignee-object-id " + armsim.ObjectID + " --role Contributor --scope", true},
		{"minimal reader", "rights/write", "", nil, "Microsoft.KeyVault/vaults/write", "--role Contributor", true},
		{"minimal policy", "rights/role-assignment", "", func(s *stage) {
			s.sim.World.SetPermissions("", []string{"*"}, []string{"Microsoft.Authorization/*/Write", "*/register/action"})
			s.sim.World.SetRegistration("Microsoft.KeyVault", "NotRegistered")
		}, "Microsoft.Authorization/roleAssignments/write", "--role 'Role Based Access Control Administrator'", true},
		{"minimal policy", "region/provider", "Microsoft.KeyVault", nil, "NotRegistered, and no right to Microsoft.KeyVault/register/action", "az provider register --namespace Microsoft.KeyVault", true},
		{"existing-vnet many", "rights/subnet-join", "subnets/snet-aks", func(s *stage) {
			for _, id := range []string{spoke + "/subnets/snet-aks", spoke} {
				s.sim.World.SetPermissions(id, []string{"*/read"}, nil)
			}
		}, "Microsoft.Network/virtualNetworks/subnets/join/action", "az role assignment create --assignee-object-id " + armsim.ObjectID + " --role 'Network Contributor' --scope " + spoke + "/subnets/snet-aks", true},
		{"existing-vnet many", "rights/network-join", "virtualNetworks/spoke", nil, "Microsoft.Network/virtualNetworks/join/action", "--role 'Network Contributor'", true},
		{"existing-vnet many", "rights/write", "virtualNetworks/spoke", nil, "Microsoft.Network/virtualNetworks/subnets/write", "--role Contributor --scope " + spoke, true},
		{"central-zones joins", "rights/zone-join", "privatelink.azurecr.io", func(s *stage) {
			s.sim.World.SetPermissions(dns+"privatelink.azurecr.io", []string{"*/read"}, nil)
		}, "Microsoft.Network/privateDnsZones/join/action", "--role 'Private DNS Zone Contributor'", true},
		{"existing-services joins", "rights/endpoint-approval", "vaults/kv-fraud", func(s *stage) {
			s.sim.World.SetPermissions("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/sec-rg/providers/Microsoft.KeyVault/vaults/kv-fraud", []string{"*/read"}, nil)
			s.sim.World.SetPermissions("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ops-rg/providers/Microsoft.OperationalInsights/workspaces/log-central", []string{"*/read"}, nil)
		}, "Microsoft.KeyVault/vaults/PrivateEndpointConnectionsApproval/action", "--role Contributor", true},
		{"existing-services joins", "rights/link", "workspaces/log-central", nil, "Microsoft.OperationalInsights/workspaces/sharedKeys/action", "--role Contributor", true},
		{"minimal identity", "rights/identity-assign", "", func(s *stage) {
			s.sim.World.SetPermissions("", []string{"*"}, []string{"Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"})
		}, "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action", "--role 'Managed Identity Operator'", true},
		{"minimal many", "rights/condition", "", func(s *stage) {
			s.sim.Answer("GET", `/roleAssignments$`, 200, `{"value": [{"properties": {"scope": "`+s.sub+`", "roleDefinitionId": "`+s.sub+`/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
				"condition": "@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {7f951dda-4ed3-4680-a7ca-43fe172d538d}"}}]}`)
		}, "GuidEquals {7f951dda-4ed3-4680-a7ca-43fe172d538d}", "ask for the right to assign this role too", true},
		{"minimal many", "rights/deny", "", func(s *stage) { s.sim.World.DenyActions(s.group, "stack", "Microsoft.KeyVault/vaults/write") },
			"the deny assignment stack", "deployment stacks", true},

		// Providers and regions.
		{"minimal region", "region/provider", "Microsoft.Notebooks", func(s *stage) { s.sim.World.SetRegistration("Microsoft.Notebooks", "NotRegistered") }, "NotRegistered", "az provider register --namespace Microsoft.Notebooks --subscription " + armsim.DefaultSubscription + " --wait", true},
		{"minimal region", "region/feature", "", func(s *stage) { s.sim.World.SetFeature("Microsoft.Compute", "EncryptionAtHost", "NotRegistered") },
			"NotRegistered", "az feature register --namespace Microsoft.Compute --name EncryptionAtHost", true},
		{"minimal region", "region/type", "registries@2025-11-01", func(s *stage) { s.sim.World.SetLocations("Microsoft.ContainerRegistry/registries", "West Europe") },
			"not offered in eastus2", "West Europe", true},
		{"minimal region", "region/type", "components@2020-02-02", func(s *stage) { s.sim.World.SetVersions("Microsoft.Insights/components", "2015-05-01") },
			"no API version 2020-02-02", "2015-05-01", true},
		{"minimal region", "region/endpoint", "Microsoft.KeyVault/vaults", func(s *stage) { s.sim.World.RemoveEndpointType(east, "Microsoft.KeyVault/vaults") },
			"private endpoints of Microsoft.KeyVault/vaults are not offered", "another region", true},
		{"minimal region", "region/size", "agentPools/system", func(s *stage) { s.sim.World.RemoveSize("Standard_D4s_v5", east) },
			"Standard_D4s_v5 is not offered", "az vm list-skus --location eastus2", true},
		{"minimal region", "region/size", "agentPools/inference", func(s *stage) { s.sim.World.RestrictSize("Standard_D8s_v5", east, "NotAvailableForSubscription", "2") },
			"zones 1, 3", `the intent's pool "inference"`, true},
		{"full region", "region/size", "agentPools/gpu", func(s *stage) { s.sim.World.RestrictSize("Standard_NC4as_T4_v3", east, "NotAvailableForSubscription") },
			"restricted: NotAvailableForSubscription", "ask Azure support", true},
		{"minimal region", "region/ml-size", "", func(s *stage) { s.sim.World.RemoveSize("Standard_DS3_v2", east) },
			"Standard_DS3_v2 is not offered", "az ml compute list-sizes", true},

		// Quota.
		{"minimal many", "quota/cores", "standardDSv5Family", func(s *stage) { s.sim.World.SetUsage("compute", east, "standardDSv5Family", 10, 40) },
			"10 of 40 used, 30 free", "az quota update --resource-name standardDSv5Family", true},
		{"minimal many", "quota/cores", "usages/cores", func(s *stage) { s.sim.World.SetUsage("compute", east, "cores", 90, 100) },
			"90 of 100 used, 10 free", "--resource-name cores", true},
		{"minimal policy", "quota/growth", "standardDSv5Family", func(s *stage) { s.sim.World.SetUsage("compute", east, "standardDSv5Family", 0, 40) },
			"0 of 40 used", "ask for more", false},
		{"minimal many", "quota/machine-learning", "", func(s *stage) {
			s.sim.World.SetUsage("ml", east, "Standard DSv2 Family Cluster Dedicated vCPUs", 5, 10)
		},
			"5 of 10 used", "--resource-name 'Standard DSv2 Family Cluster Dedicated vCPUs' --scope", false},
		{"minimal policy", "quota/machine-learning", "", func(s *stage) { s.sim.World.SetUsage("ml", east, "Total Cluster Dedicated Regional vCPUs", 98, 100) },
			"98 of 100 used", "'Total Cluster Dedicated Regional vCPUs'", false},
		{"minimal many", "quota/resources", "usages/StorageAccounts", func(s *stage) { s.sim.World.SetUsage("storage", east, "StorageAccounts", 250, 250) },
			"250 of 250 used, 0 free", "Microsoft.Storage/locations/eastus2", true},
		{"minimal many", "quota/resources", "usages/PrivateEndpoints", func(s *stage) { s.sim.World.SetUsage("network", east, "PrivateEndpoints", 998, 1000) },
			"2 free", "PrivateEndpoints", true},

		// Names.
		{"minimal many", "name/available", "", func(s *stage) {
			s.sim.World.TakeName("Microsoft.Storage/storageAccounts", nameOf(s, "Microsoft.Storage/storageAccounts"), "AlreadyExists")
		}, "is not free: AlreadyExists", "nameSuffix", true},
		{"minimal many", "name/deleted-vault", "", func(s *stage) {
			s.sim.World.SoftDelete(armsim.SoftDeleted{ID: idOf(s, "Microsoft.KeyVault/vaults"), Location: east})
		}, "a vault of this name was deleted", "az keyvault purge --name kv-fraud-", true},
		{"minimal protected", "name/deleted-vault", "", func(s *stage) {
			s.sim.World.SoftDelete(armsim.SoftDeleted{ID: idOf(s, "Microsoft.KeyVault/vaults"), Location: east, PurgeProtection: true})
		}, "purge protection keeps it until then", "az keyvault recover --name kv-fraud-", true},
		{"minimal many", "name/deleted-workspace", "", func(s *stage) {
			s.sim.Answer("GET", activity, 200, `{"value": [{"resourceId": "`+idOf(s, "Microsoft.MachineLearningServices/workspaces")+`", "eventTimestamp": "2026-11-20T10:00:00Z",
				"operationName": {"value": "Microsoft.MachineLearningServices/workspaces/delete"}, "status": {"value": "Succeeded"}}]}`)
		}, "was deleted 2026-11-20T10:00:00Z", "forceToPurge=true", true},
		{"minimal many", "name/deleted-logs", "", func(s *stage) {
			s.sim.World.SoftDelete(armsim.SoftDeleted{ID: idOf(s, "Microsoft.OperationalInsights/workspaces"), Location: "westeurope"})
		}, "is in westeurope", "az monitor log-analytics workspace recover", true},

		// What is there already.
		{"existing-services gone", "existing/resource", "vaults/kv-fraud", func(s *stage) {
			s.sim.World.Remove("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/sec-rg/providers/Microsoft.KeyVault/vaults/kv-fraud")
		}, "there is no Microsoft.KeyVault/vaults kv-fraud", "az resource list --resource-type Microsoft.KeyVault/vaults", true},
		{"existing-services gone", "existing/resource", "registries/crshared", func(s *stage) {
			s.sim.World.Change("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/shared-rg/providers/Microsoft.ContainerRegistry/registries/crshared",
				func(body map[string]any) { body["sku"] = map[string]any{"name": "Standard"} })
		}, "sku.name is Standard", "only premium registries", true},
		{"existing-services gone", "existing/resource", "storageAccounts/stfrauddata", func(s *stage) {
			s.sim.World.Change("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/data-rg/providers/Microsoft.Storage/storageAccounts/stfrauddata",
				func(body map[string]any) { body["properties"] = map[string]any{"isHnsEnabled": true} })
		}, "isHnsEnabled is true", "hierarchical namespace", true},

		{"existing-cluster away", "existing/resource", "managedClusters/shared-aks", func(s *stage) {
			s.sim.World.Change("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/aks-rg/providers/Microsoft.ContainerService/managedClusters/shared-aks",
				func(body map[string]any) { body["location"] = "westeurope" })
		}, "the cluster is in westeurope", "choose a cluster in eastus2", true},

		// The existing network.
		{"existing-vnet gone", "network/exists", "", func(s *stage) { s.sim.World.Remove(spoke) }, "there is no network spoke", "az network vnet list", true},
		{"existing-vnet gone", "subnet/exists", "subnets/snet-aks", nil, "there is no subnet snet-aks", "az network vnet subnet create --resource-group net-rg --vnet-name spoke --name snet-aks --address-prefixes PREFIX", true},
		{"existing-vnet away", "network/exists", "", func(s *stage) {
			s.sim.World.Change(spoke, func(body map[string]any) { body["location"] = "westeurope" })
		}, "it is in westeurope", "write location: westeurope", true},
		{"existing-vnet many", "network/address-space", "", func(s *stage) {
			s.in.Stated = []preflight.Stated{{ID: spoke, Prefixes: []netip.Prefix{netip.MustParsePrefix("10.61.0.0/16")}},
				{ID: spoke + "/subnets/snet-aks", Prefixes: []netip.Prefix{netip.MustParsePrefix("10.60.8.0/22")}}}
		}, "10.60.0.0/16", "write in the intent what is there: 10.60.0.0/16", false},
		{"existing-vnet many", "subnet/prefix", "subnets/snet-aks", nil, "10.60.4.0/22", "write in the intent what is there: 10.60.4.0/22", false},
		{"existing-vnet many", "network/ranges", "", func(s *stage) {
			properties(s, spoke, "virtualNetworkPeerings", []any{map[string]any{"name": "to-hub", "properties": map[string]any{"remoteAddressSpace": map[string]any{"addressPrefixes": []any{"10.0.4.0/22"}}}}})
		}, "serviceCidr 10.0.0.0/16 overlaps 10.0.4.0/22 of the peered network to-hub", "inference.cluster.network", true},
		{"existing-vnet many", "network/new-subnet", "", func(s *stage) {
			s.sim.World.AddResource(spoke+"/subnets/snet-old", map[string]any{"properties": map[string]any{"addressPrefix": "10.60.0.0/24"}})
		}, "overlaps the subnet snet-old with 10.60.0.0/24", "another prefix", true},
		{"existing-vnet many", "subnet/exists", "subnets/snet-training", func(s *stage) { properties(s, spoke+"/subnets/snet-training", "provisioningState", "Updating") },
			"its state is Updating", "wait until it is changed", true},
		{"existing-vnet many", "subnet/delegation", "subnets/snet-aks", func(s *stage) {
			properties(s, spoke+"/subnets/snet-aks", "delegations", []any{map[string]any{"properties": map[string]any{"serviceName": "Microsoft.Web/serverFarms"}}})
		}, "delegated to Microsoft.Web/serverFarms", "--remove delegations", true},
		{"existing-vnet many", "subnet/service-links", "subnets/snet-aks", func(s *stage) {
			properties(s, spoke+"/subnets/snet-aks", "serviceAssociationLinks", []any{map[string]any{"name": "legionservicelink", "properties": map[string]any{"linkedResourceType": "Microsoft.Web/serverfarms"}}})
		}, "the service Microsoft.Web/serverfarms holds it", "choose another subnet", true},
		{"existing-vnet many", "subnet/free-addresses", "subnets/snet-aks", func(s *stage) { s.sim.World.UseAddresses(spoke+"/subnets/snet-aks", 1015) },
			"1015 of 1019 addresses used, 4 free", "choose a larger subnet", true},
		{"existing-vnet many", "subnet/security-group", "subnets/snet-training", func(s *stage) { properties(s, spoke+"/subnets/snet-training", "networkSecurityGroup", nil) },
			"no network security group", "--network-security-group NSG_ID", false},
		{"existing-vnet many", "subnet/outbound", "subnets/snet-aks", func(s *stage) { properties(s, spoke+"/subnets/snet-aks", "natGateway", nil) },
			"no NAT gateway", "--nat-gateway NAT_GATEWAY_ID", true},
		{"existing-cluster endpoints", "subnet/endpoint-policies", "subnets/snet-endpoints", func(s *stage) {
			properties(s, "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/aks-rg/providers/Microsoft.Network/virtualNetworks/aks-vnet/subnets/snet-endpoints", "privateEndpointNetworkPolicies", "Enabled")
		}, "privateEndpointNetworkPolicies is Enabled", "--private-endpoint-network-policies Disabled", false},

		// DNS zones.
		{"existing-vnet many", "dns/links", "privatelink.azurecr.io/virtualNetworkLinks/link-fraud", func(s *stage) {
			s.sim.World.AddResource(anotherVNet, map[string]any{"location": "global"})
			s.sim.World.AddResource(anotherVNet+"/virtualNetworkLinks/hub", map[string]any{"properties": map[string]any{"virtualNetwork": map[string]any{"id": spoke}}})
		}, "linked to " + anotherVNet + ` already, as "hub"`, "az network private-dns link vnet delete --resource-group hub --zone-name privatelink.azurecr.io --name hub", true},

		// Policies and the validation.
		{"minimal policy", "policy/restrictions", "", func(s *stage) {
			s.sim.World.AddPolicy(armsim.Policy{Type: "Microsoft.Network/natGateways", Assignment: "no-nat"})
		}, "denies it", "az policy exemption create --name amlsec --exemption-category Waiver --policy-assignment", true},
		{"minimal policy", "validate/template", "natGateways/ng-fraud", nil, "RequestDisallowedByPolicy", "exemption", true},
	}
}

// dns is where the case central-zones has its zones.
const dns = "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg/providers/Microsoft.Network/privateDnsZones/"

// properties sets one property of what is there; nil takes it away.
func properties(s *stage, id, name string, v any) {
	s.sim.World.Change(id, func(body map[string]any) {
		all := body["properties"].(map[string]any)
		if v == nil {
			delete(all, name)
		} else {
			all[name] = v
		}
	})
}

// idOf is the id of the first resource of a type that the template makes.
func idOf(s *stage, typ string) string {
	for _, r := range s.in.Snapshot.Resources {
		if strings.EqualFold(r.Type, typ) && !r.Existing {
			return r.ID
		}
	}
	s.t.Fatalf("no %s", typ)
	return ""
}

func nameOf(s *stage, typ string) string {
	id := idOf(s, typ)
	return id[strings.LastIndexByte(id, '/')+1:]
}

// TestFailures breaks one thing after the other, and wants it named with what
// to do about it.
func TestFailures(t *testing.T) {
	worlds, order := map[string][]broken{}, []string{}
	for _, b := range breakages() {
		if worlds[b.world] == nil {
			order = append(order, b.world)
		}
		worlds[b.world] = append(worlds[b.world], b)
	}
	provoked := map[string]bool{}
	for _, world := range order {
		t.Run(strings.ReplaceAll(world, " ", "-"), func(t *testing.T) {
			name, _, _ := strings.Cut(world, " ")
			s := setUp(t, name)
			for _, b := range worlds[world] {
				if b.spoil != nil {
					b.spoil(s)
				}
			}
			results := s.run()
			for _, b := range worlds[world] {
				if b.found != "" {
					wantFailed(t, results, b)
					provoked[b.check] = true
				}
			}
		})
	}
	for _, c := range preflight.Checks() {
		if !provoked[c.ID] && !elsewhere[c.ID] {
			t.Errorf("nothing makes %s fail", c.ID)
		}
	}
}

// elsewhere are the checks that TestTemplates provokes.
var elsewhere = map[string]bool{"region/delegation": true, "region/kubernetes": true, "validate/rights": true}

func wantFailed(t *testing.T, results []preflight.Result, b broken) {
	t.Helper()
	failed := of(results, b.check, preflight.Failed)
	for _, r := range failed {
		if strings.HasSuffix(strings.ToLower(r.Target), strings.ToLower(b.target)) && strings.Contains(r.Found, b.found) &&
			strings.Contains(r.Remedy, b.remedy) && r.Blocks == b.blocks && r.Wanted != "" {
			return
		}
	}
	t.Errorf("%s %s is not failed with found %q and remedy %q, blocking %s:\n%s", b.check, b.target, b.found, b.remedy, strconv.FormatBool(b.blocks),
		show(append(failed, of(results, b.check, preflight.NotRun)...)))
}
