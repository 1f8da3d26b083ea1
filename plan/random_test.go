package plan_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

const (
	oneSubscription   = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/"
	otherSubscription = "/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/"
)

// choices are the fields of an intent with some values each, the first being
// to leave the field out. They are independent, so many combinations are
// refused; the rest must hold together.
func choices() []struct {
	path   string
	values []string
} {
	type choice = struct {
		path   string
		values []string
	}
	return []choice{
		{"profile", []string{"", "dev"}},
		{"network.virtualNetwork.existing", []string{"", "", "", oneSubscription + "net-rg/providers/Microsoft.Network/virtualNetworks/hub", oneSubscription + "rg-fraud/providers/Microsoft.Network/virtualNetworks/hub"}},
		{"network.virtualNetwork.addressPrefixes", []string{"", "[10.60.0.0/16]", "[10.60.0.0/20, 10.70.0.0/16]"}},
		{"network.subnets.cluster", []string{"", "", "{existing: snet-aks, prefix: 10.60.16.0/20}", "{prefix: 10.60.16.0/20}"}},
		{"network.access", []string{"", "", "serviceEndpoints"}},
		{"network.privateDns.zones", []string{"", "", "none", otherSubscription + "dns-rg", oneSubscription + "rg-fraud"}},
		{"network.privateDns.servers", []string{"", "[10.1.0.4]"}},
		{"network.egress.path", []string{"", "loadBalancer", "firewall"}},
		{"network.egress.rules", []string{"", "restricted"}},
		{"network.bastion", []string{"", "true"}},
		{"workspace.publicNetworkAccess", []string{"", "Enabled"}},
		{"workspace.v1LegacyMode", []string{"", "", "true"}},
		{"workspace.isolation.highBusinessImpact", []string{"", "true"}},
		{"workspace.storage.existing", []string{"", "", oneSubscription + "data-rg/providers/Microsoft.Storage/storageAccounts/stdata", oneSubscription + "rg-fraud/providers/Microsoft.Storage/storageAccounts/stdata"}},
		{"workspace.storage.sharedKeyAccess", []string{"", "", "true", "false"}},
		{"workspace.storage.endpoints", []string{"", "[blob, file, queue, table, dfs]"}},
		{"workspace.keyVault.existing", []string{"", "", oneSubscription + "sec-rg/providers/Microsoft.KeyVault/vaults/kv-fraud"}},
		{"workspace.registry.existing", []string{"", "", oneSubscription + "shared-rg/providers/Microsoft.ContainerRegistry/registries/crshared"}},
		{"workspace.logAnalytics.existing", []string{"", "", oneSubscription + "ops-rg/providers/Microsoft.OperationalInsights/workspaces/log-central"}},
		{"workspace.monitor.privateLinkScope", []string{"", "true", "false"}},
		{"workspace.access.dataScientists", []string{"", "[33333333-3333-3333-3333-333333333333]"}},
		{"inference.target", []string{"", "", "", "managedOnlineEndpoint"}},
		{"inference.attachment", []string{"", "", "akscompute"}},
		{"inference.loadBalancer", []string{"", "", "public"}},
		{"inference.scoring.tls", []string{"", "{secret: scoring-tls, cname: score.contoso.example}"}},
		{"inference.scoring.allowFrom", []string{"", "[10.99.0.0/16]"}},
		{"inference.cluster.existing", []string{"", "", "", oneSubscription + "aks-rg/providers/Microsoft.ContainerService/managedClusters/shared", oneSubscription + "rg-fraud/providers/Microsoft.ContainerService/managedClusters/shared"}},
		{"inference.cluster.private", []string{"", "", "false"}},
		{"inference.cluster.privateDnsZone", []string{"", "", otherSubscription + "dns-rg/providers/Microsoft.Network/privateDnsZones/privatelink.eastus2.azmk8s.io", oneSubscription + "rg-fraud/providers/Microsoft.Network/privateDnsZones/privatelink.eastus2.azmk8s.io"}},
		{"inference.cluster.identity", []string{"", "", "SystemAssigned"}},
		{"inference.cluster.network.plugin", []string{"", "azure"}},
		{"inference.cluster.kubernetesVersion", []string{"", "\"1.36\""}},
		{"inference.cluster.pools", []string{"", "{system: {count: 3}}", "{system: {count: 3}, cpu: {min: 3, max: 5}, gpu: {vmSize: Standard_NC4as_T4_v3, min: 0, max: 2}}"}},
		{"deployment.scope", []string{"", "", "subscription"}},
		{"deployment.resourceGroup", []string{"", "rg-fraud"}},
		{"deployment.subscription", []string{"", "11111111-1111-1111-1111-111111111111"}},
	}
}

// randomIntent writes an intent with a random choice for every field; bold
// says how many fields of a hundred are written.
func randomIntent(r *rand.Rand, bold int) string {
	tree := map[string]any{}
	for _, c := range choices() {
		v := c.values[r.IntN(len(c.values))]
		if v == "" || r.IntN(100) >= bold {
			continue
		}
		at := tree
		keys := strings.Split(c.path, ".")
		for _, k := range keys[:len(keys)-1] {
			if at[k] == nil {
				at[k] = map[string]any{}
			}
			at = at[k].(map[string]any)
		}
		at[keys[len(keys)-1]] = v
	}
	return "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n" + yamlOf(tree, "")
}

func yamlOf(tree map[string]any, indent string) string {
	var b strings.Builder
	for _, c := range slices.Sorted(maps.Keys(tree)) {
		switch v := tree[c].(type) {
		case string:
			fmt.Fprintf(&b, "%s%s: %s\n", indent, c, v)
		case map[string]any:
			fmt.Fprintf(&b, "%s%s:\n%s", indent, c, yamlOf(v, indent+"  "))
		}
	}
	return b.String()
}

// TestRandomPlansHold builds random intents. Whatever is not refused makes a
// plan that verifies, and the same plan again.
func TestRandomPlansHold(t *testing.T) {
	const rounds = 500
	plans := 0
	for seed := range uint64(rounds) {
		r := rand.New(rand.NewPCG(seed, 7))
		src := randomIntent(r, 10+int(seed%6)*10)
		in, _ := intent.Parse("intent.yaml", []byte(src))
		if in == nil {
			continue // package intent refused it
		}
		p, diags := plan.Build(in)
		checkDiagnostics(t, seed, diags)
		if p == nil {
			continue
		}
		plans++
		if err := p.Verify(); err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, src)
		}
		again, _ := plan.Build(in)
		if !reflect.DeepEqual(p, again) {
			t.Fatalf("seed %d: the same intent gives another plan", seed)
		}
	}
	if plans < rounds/10 {
		t.Errorf("only %d of %d random intents were planned", plans, rounds)
	}
}

// checkDiagnostics wants every code documented, and every message in style.
func checkDiagnostics(t *testing.T, seed uint64, diags diag.List) {
	t.Helper()
	codes := map[string]bool{}
	for _, r := range plan.Rules() {
		codes[r.Code] = true
	}
	for _, d := range diags {
		if !codes[d.Code] {
			t.Errorf("seed %d: code %s is not documented: %s", seed, d.Code, d.Msg)
		}
		if d.Msg == "" || strings.HasSuffix(d.Msg, ".") || d.Hint == "" || strings.HasSuffix(d.Hint, ".") {
			t.Errorf("seed %d: %s: the message or its hint is out of style: %q, %q", seed, d.Code, d.Msg, d.Hint)
		}
		if !d.Span.IsValid() {
			t.Errorf("seed %d: %s has no place", seed, d.Code)
		}
	}
}
