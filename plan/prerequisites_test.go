package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/plan"
)

// TestPrerequisites checks what a reader is told to see to, by words that only
// that prerequisite has.
func TestPrerequisites(t *testing.T) {
	const (
		ownGroup = "deployment: {resourceGroup: rg-fraud, subscription: 11111111-1111-1111-1111-111111111111}\n"
		managed  = "inference: {target: managedOnlineEndpoint}\n"
	)
	storage := func(group string) string {
		return "workspace: {storage: {existing: " + oneSubscription + group + "/providers/Microsoft.Storage/storageAccounts/stdata}}\n"
	}
	vault := "workspace: {keyVault: {existing: " + oneSubscription + "rg-fraud/providers/Microsoft.KeyVault/vaults/kv-fraud}}\n"
	registry := "workspace: {registry: {existing: " + oneSubscription + "shared-rg/providers/Microsoft.ContainerRegistry/registries/crshared}}\n"
	cluster := vnet + "inference: {cluster: {existing: " + oneSubscription + "aks-rg/providers/Microsoft.ContainerService/managedClusters/shared}}\n"
	for _, c := range []struct {
		name, src, words string
		want             bool
	}{
		{"attached", head, "attachCluster=false", true},
		{"attached as v1", head + "inference: {attachment: akscompute}\n", "attachCluster=false", true},
		{"existing cluster", head + cluster, "attachCluster=false", true},
		{"existing cluster", head + cluster, "Kubernetes Extension Contributor", true},
		{"own cluster", head, "Kubernetes Extension Contributor", false},
		{"managed endpoint", head + managed, "attachCluster", false},
		{"managed endpoint", head + managed, "onlineEndpointTraffic", true},
		{"own storage", head, "Storage Blob Data Contributor on it", false},
		{"storage elsewhere", head + storage("data-rg"), "Contributor and Storage Blob Data Contributor on it", true},
		{"storage in the own group", head + storage("rg-fraud") + ownGroup, "Storage Blob Data Contributor on it", false},
		{"vault in the own group", head + vault + ownGroup, "Key Vault Secrets Officer on it", true},
		{"registry elsewhere", head + registry, "\"crshared\" sees to it that the workspace's identity, once it is there, has Contributor on it", true},
		{"roles in another group", head + registry, "RoleAssignmentUpdateNotPermitted", true},
		{"roles in the own group", head, "RoleAssignmentUpdateNotPermitted", false},
		{"links in another group", head + "network: {privateDns: {zones: " + otherSubscription + "dns-rg}}\n", "RoleAssignmentUpdateNotPermitted", false},
	} {
		p := planned(t, c.src)
		got := slices.ContainsFunc(p.Prerequisites, func(o plan.Origin) bool { return strings.Contains(o.Why, c.words) })
		if got != c.want {
			t.Errorf("%s: told of %q: %t, want %t", c.name, c.words, got, c.want)
		}
	}
}

// TestAdmittedSubnets wants the hint about existing services to name the
// subnets that their firewalls must admit.
func TestAdmittedSubnets(t *testing.T) {
	const admits = "its firewall admits the endpoints, training and cluster subnets"
	services := "workspace:\n  storage: {existing: " + oneSubscription + "data-rg/providers/Microsoft.Storage/storageAccounts/stdata}\n  keyVault: {existing: " + oneSubscription + "sec-rg/providers/Microsoft.KeyVault/vaults/kv-fraud}\n"
	for access, want := range map[string]int{"serviceEndpoints": 2, "privateEndpoints": 0} {
		_, diags := build(t, "intent.yaml", []byte(head+"network: {access: "+access+"}\n"+services))
		told := 0
		for _, d := range diags {
			if d.Code == "AML418" && d.Severity == diag.Warning && strings.HasSuffix(d.Hint, admits) {
				told++
			}
		}
		if told != want {
			t.Errorf("%s: %d hints name the subnets, want %d: %v", access, told, want, diags)
		}
	}
}

// TestWorkspaceSecrets wants a role on a vault made here, where access is by
// roles only, and none on a vault of somebody else.
func TestWorkspaceSecrets(t *testing.T) {
	for src, want := range map[string]bool{
		head: true,
		head + "inference: {target: managedOnlineEndpoint}\n":                                                                    true,
		head + "workspace: {keyVault: {existing: " + oneSubscription + "sec-rg/providers/Microsoft.KeyVault/vaults/kv-fraud}}\n": false,
	} {
		p := planned(t, src)
		got := slices.ContainsFunc(p.Roles, func(r plan.RoleAssignment) bool {
			return r.RoleID == "b86a8fe4-44ce-4948-aee5-eccb2c155cd7" && r.Scope == "keyVault" && r.Principal == plan.Ref{Symbol: "workspace", Path: "identity.principalId"}
		})
		if got != want {
			t.Errorf("a role on the vault: %t, want %t\n%s", got, want, src)
		}
	}
}
