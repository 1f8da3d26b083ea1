package generator

import (
	"strings"
	"testing"
)

// TestNetworkWithoutSubnets wants the network written without a list of
// subnets, which would take away those that others have added, and each subnet
// a resource beneath it.
func TestNetworkWithoutSubnets(t *testing.T) {
	text := mainOf(t, "")
	if network := declared(t, text, "virtualNetwork"); strings.Contains(network, "subnets") {
		t.Errorf("the network has a list of subnets:\n%s", network)
	}
	for symbol, before := range map[string]string{"endpointsSubnet": "", "trainingSubnet": "endpointsSubnet", "clusterSubnet": "trainingSubnet"} {
		subnet := declared(t, text, symbol)
		_, after, _ := strings.Cut(subnet, "dependsOn: [")
		if strings.Contains(subnet, "existing = {") || !strings.Contains(subnet, "parent: virtualNetwork") || strings.TrimRight(strings.TrimSpace(after), " \n]") != before {
			t.Errorf("%s, want one behind %q", subnet, before)
		}
	}
}

// TestModulesHaveNoName wants Bicep to name the deployments of modules.
func TestModulesHaveNoName(t *testing.T) {
	for _, body := range []string{
		"network: {privateDns: {zones: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg}}\n",
		"deployment: {scope: subscription}\n",
	} {
		_, module, ok := strings.Cut(mainOf(t, body), "\nmodule ")
		if !ok || strings.Contains(module, "\n  name:") || !strings.Contains(module, "\n  scope:") {
			t.Errorf("got module %s", module)
		}
	}
}

// TestNamesByHash wants the name of a link in a central zone to differ from
// those of other networks.
func TestNamesByHash(t *testing.T) {
	body := "network: {privateDns: {zones: /subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg}}\n"
	out, diags, err := Generate(t.Context(), "intent.yaml", []byte("apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n"+body), Options{})
	if err != nil || out == nil {
		t.Fatal(err, diags.Err())
	}
	for _, f := range out.Files {
		if strings.HasSuffix(f.Path, "dns-links.bicep") {
			if !strings.Contains(string(f.Data), "name: 'link-${uniqueString(virtualNetworkId)}'") {
				t.Errorf("got %s", f.Data)
			}
			return
		}
	}
	t.Error("no module with links")
}
