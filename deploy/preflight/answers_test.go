package preflight

import (
	"net/netip"
	"testing"
)

// FuzzAnswers wants no panic of any answer that a service may give: it is
// decoded into each shape, and read as the checks read it.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		`{}`, `null`, `[]`, `{"properties": null}`,
		`{"location": "eastus2", "properties": {"provisioningState": "Succeeded", "addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}, "subnets": [{"name": "x", "properties": {"addressPrefix": "10.0.0.0/24"}}]}}`,
		`{"properties": {"addressPrefix": "", "addressPrefixes": ["10.0.0.0/24"], "delegations": [{}], "serviceAssociationLinks": [{}]}}`,
		`{"namespace": "N.A", "resourceTypes": [{"resourceType": "t/u", "locations": ["East US 2"], "apiVersions": ["1"]}]}`,
		`{"resourceType": "virtualMachines", "family": "f", "locationInfo": [{"location": "eastus2", "zones": ["1"]}], "capabilities": [{"name": "vCPUs", "value": "4"}], "restrictions": [{"type": "Zone", "restrictionInfo": {"zones": ["1"]}}]}`,
		`{"currentValue": 9223372036854775807, "limit": -9223372036854775808, "name": {"value": "cores"}}`,
		`{"fieldRestrictions": [{"field": "location", "restrictions": [{"result": "Deny", "values": ["eastus2"]}]}]}`,
		`{"properties": {"scope": "/subscriptions/s", "permissions": [{"actions": ["*"]}], "principals": [{"id": "` + everyone + `"}]}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(_ *testing.T, data []byte) {
		var n network
		var s subnetAnswer
		if decode(data, &n) == nil {
			_, _ = n.overlap(netip.MustParsePrefix("10.0.0.0/8"))
			_ = compareStated([]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, n.Properties.AddressSpace.Prefixes)
		}
		if decode(data, &s) == nil {
			_ = prefixes(s.prefixes())
		}
		var p provider
		if decode(data, &p) == nil {
			_, _ = p.nearest("N.A/t/u/v")
		}
		var size sku
		if decode(data, &size) == nil {
			_, _, _ = size.zones("eastus2"), size.closed("eastus2"), size.cores()
		}
		var u usage
		if decode(data, &u) == nil {
			_ = claim{name: "cores", need: 1}.against(map[string]usage{"cores": u})
		}
		var r restrictions
		if decode(data, &r) == nil {
			_, _ = r.denied(map[string]any{"location": "eastus2"})
		}
		var d denial
		if decode(data, &d) == nil {
			_, _ = d.denies("/subscriptions/s", []need{{action: "a/b"}})
			_ = (&world{}).meant(d)
		}
		var body map[string]any
		if decode(data, &body) == nil {
			_ = look(body, "properties.addressSpace.addressPrefixes")
		}
	})
}
