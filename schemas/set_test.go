package schemas_test

import (
	"testing"

	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/schemas"
)

// visit walks all that can be reached from t.
func visit(t types.Type, seen map[types.Type]bool) {
	if seen[t] {
		return
	}
	switch t := t.(type) {
	case *types.ResourceType:
		visit(t.Body, seen)
		for _, f := range t.Functions {
			if f.Input != nil {
				visit(f.Input, seen)
			}
			visit(f.Output, seen)
		}
	case *types.Object:
		seen[t] = true
		for _, p := range t.Properties() {
			visit(p.Type, seen)
		}
		if a := t.Additional(); a != nil {
			visit(a.Type, seen)
		}
	case *types.Discriminated:
		seen[t] = true
		for _, v := range t.Variants {
			visit(v.Object, seen)
		}
	case *types.Union:
		for _, m := range t.Members {
			visit(m, seen)
		}
	case *types.Array:
		visit(t.Item, seen)
	}
}

func TestEveryTypeLoads(t *testing.T) {
	set := schemas.New()
	for _, ref := range set.Types() {
		r, ok := set.Lookup(ref.Type, ref.Version)
		if !ok {
			t.Errorf("%s: not found", ref)
			continue
		}
		if r.Ref != ref {
			t.Errorf("%s: got %s", ref, r.Ref)
		}
		seen := map[types.Type]bool{}
		visit(r, seen)
		if len(seen) == 0 {
			t.Errorf("%s: no objects", ref)
		}
	}
}

// typical are the types of one rendered deployment.
var typical = []string{
	"Microsoft.Network/virtualNetworks", "Microsoft.Network/virtualNetworks/subnets",
	"Microsoft.Network/networkSecurityGroups", "Microsoft.Network/routeTables", "Microsoft.Network/publicIPAddresses",
	"Microsoft.Network/privateEndpoints", "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
	"Microsoft.Network/privateDnsZones", "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
	"Microsoft.Network/azureFirewalls", "Microsoft.Network/firewallPolicies",
	"Microsoft.MachineLearningServices/workspaces", "Microsoft.MachineLearningServices/workspaces/computes",
	"Microsoft.ContainerService/managedClusters", "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings",
	"Microsoft.KubernetesConfiguration/extensions", "Microsoft.Storage/storageAccounts",
	"Microsoft.Storage/storageAccounts/blobServices", "Microsoft.KeyVault/vaults", "Microsoft.ContainerRegistry/registries",
	"Microsoft.ManagedIdentity/userAssignedIdentities", "Microsoft.OperationalInsights/workspaces",
	"Microsoft.Insights/components", "Microsoft.Insights/diagnosticSettings", "Microsoft.Authorization/roleAssignments",
}

func BenchmarkLookupCold(b *testing.B) {
	for b.Loop() {
		set := schemas.New()
		for _, name := range typical {
			version, _ := set.Version(name)
			set.Lookup(name, version)
		}
	}
}

// BenchmarkWalkCold reads all that can be reached from the types.
func BenchmarkWalkCold(b *testing.B) {
	for b.Loop() {
		set := schemas.New()
		for _, name := range typical {
			version, _ := set.Version(name)
			r, _ := set.Lookup(name, version)
			visit(r, map[types.Type]bool{})
		}
	}
}
