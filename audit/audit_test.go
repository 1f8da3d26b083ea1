package audit

import (
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// template is one with resources, and other members before them.
func template(members string, resources ...string) []byte {
	return []byte(exampleTemplate(members, strings.Join(resources, ",\n    ")))
}

// res is a resource; its body are members after the name.
func res(typ, name, body string) string {
	if body != "" {
		body = ", " + body
	}
	return `{"type": "` + typ + `", "apiVersion": "2025-06-01", "name": "` + name + `"` + body + `}`
}

const idOf = `[resourceId('`

func ref(typ, name string) string {
	return `"` + idOf + typ + `', '` + strings.ReplaceAll(name, "/", "', '") + `')]"`
}

// about are the findings of a code, as "severity message".
func about(found diag.List, code string) []string {
	var list []string
	for _, d := range found {
		if d.Code == code {
			list = append(list, d.Severity.String()+" "+d.Msg)
		}
	}
	return list
}

func codeOf(control string) string {
	for _, r := range rules() {
		if r.control == control {
			return r.code
		}
	}
	return control
}

// endpointTo is a private endpoint of a vault, in the subnet s of a network.
func endpointTo(network, group string) string {
	return res(typeEndpoint, "pe", `"properties": {"subnet": {"id": `+ref(typeSubnet, network+"/s")+`}, "privateLinkServiceConnections": [
      {"name": "c", "properties": {"privateLinkServiceId": `+ref(typeVault, "kv")+`, "groupIds": ["`+group+`"]}}]}`)
}

func zoneGroup(zone string) string {
	return res(typeZoneGroup, "pe/default", `"properties": {"privateDnsZoneConfigs": [{"name": "z", "properties": {"privateDnsZoneId": "`+zone+`"}}]}`)
}

func link(zone, network string) string {
	return res(typeZoneLink, zone+"/l", `"properties": {"registrationEnabled": false, "virtualNetwork": {"id": `+ref(typeVNet, network)+`}}`)
}

func securityRule(name, properties string) string {
	return `{"name": "` + name + `", "properties": {` + properties + `}}`
}

const (
	anyInbound = `"direction": "Inbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourcePortRange": "*", "destinationAddressPrefix": "*"`
	noSessions = `"direction": "Outbound", "access": "Deny", "priority": 200, "protocol": "*", "sourceAddressPrefix": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRanges": ["22", "3389"]`
	session    = `"direction": "Outbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "10.0.0.0/16", "destinationPortRange": "22"`
	denyAll    = `"direction": "Inbound", "access": "Deny", "priority": 4096, "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"`
)

// ifAzureSays is a condition that cannot be known offline.
const ifAzureSays = `"condition": "[reference('/x', '2024-01-01').on]"`

// TestRun pins what is hard about rules that look around.
func TestRun(t *testing.T) {
	vault, zone := res(typeVault, "kv", ""), "privatelink.vaultcore.azure.net"
	zoneID := "[resourceId('Microsoft.Network/privateDnsZones', '" + zone + "')]"
	hub := "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/" + zone
	nsg := func(rules ...string) string {
		return res(typeNSG, "n", `"properties": {"securityRules": [`+strings.Join(rules, ", ")+`]}`)
	}
	subnet := func(name, properties string) string {
		return `{"name": "` + name + `", "properties": {` + properties + `}}`
	}
	vnet := func(subnets ...string) string {
		return res(typeVNet, "v", `"properties": {"subnets": [`+strings.Join(subnets, ", ")+`]}`)
	}
	groupOf := `"networkSecurityGroup": {"id": ` + ref(typeNSG, "n") + `}`
	https := securityRule("https", anyInbound+`, "sourceAddressPrefix": "Internet", "destinationPortRange": "443"`)
	setting := func(body string) string {
		return res(typeDiagnostics, "d", `"scope": "Microsoft.KeyVault/vaults/kv", "properties": {"logs": [`+body+`]}`)
	}
	compute := func(mode string) []string {
		return []string{
			res(typeWorkspace, "w", `"properties": {"managedNetwork": {"isolationMode": "`+mode+`"}}`),
			res(typeCompute, "w/c", `"properties": {"computeType": "AmlCompute"}`),
		}
	}
	for _, tt := range []struct {
		name      string
		control   string
		members   string
		resources []string
		want      []string // beginnings of "severity message"
	}{
		{"subnet in its network", "VN-01", "", []string{vnet(subnet("a", ""))}, []string{`error virtual network "v": properties.subnets[0].properties.networkSecurityGroup.id is not set`}},
		{"subnet of its own", "VN-01", "", []string{res(typeSubnet, "v/a", "")}, []string{`error subnet "v/a": properties.networkSecurityGroup.id is not set`}},
		{"network without subnets", "VN-01", "", []string{res(typeVNet, "v", "")}, nil},
		{"firewall subnet", "VN-01", "", []string{vnet(subnet("AzureFirewallSubnet", "")), res(typeSubnet, "v/GatewaySubnet", "")}, nil},
		{"firewall subnet has a way out", "VN-02", "", []string{vnet(subnet("AzureFirewallSubnet", ""))}, []string{"error virtual network"}},
		{"pool of its own", "AKS-28", "", []string{res(typeAgentPool, "c/p", "")}, []string{`error node pool "c/p": properties.enableEncryptionAtHost is not set`}},
		{"blob service is missing", "ST-15", "", []string{res(typeStorage, "st", "")}, []string{`error storage account "st": there is no blob service`}},
		{"text for a truth value", "ST-06", "", []string{res(typeStorage, "st", `"properties": {"supportsHttpsTrafficOnly": "True"}`)}, nil},
		{"null", "ST-06", "", []string{res(typeStorage, "st", `"properties": {"supportsHttpsTrafficOnly": null}`)}, []string{"error"}},
		{"case", "ST-01", "", []string{res("microsoft.storage/STORAGEACCOUNTS", "st", `"properties": {"PublicNetworkAccess": "disabled"}`)}, nil},
		{"twice in two cases", "ST-01", "", []string{res(typeStorage, "st", `"properties": {"publicNetworkAccess": "Disabled", "PublicNetworkAccess": "Enabled"}`)}, []string{"error"}},
		{"among others", "ST-04", "", []string{res(typeStorage, "st", `"properties": {"networkAcls": {"bypass": "Logging, AzureServices"}}`)}, nil},
		{"unknown and required", "ST-01", "", []string{res(typeStorage, "st", `"properties": {"publicNetworkAccess": "[reference('/x', '2024-01-01').access]"}`)},
			[]string{`info storage account "st": cannot be known offline: properties.publicNetworkAccess is [reference(`}},
		{"unknown and recommended", "ST-09", "", []string{res(typeStorage, "st", `"properties": {"encryption": {"requireInfrastructureEncryption": "[reference('/x', '2024-01-01').on]"}}`)}, nil},
		{"unknown is a value", "ML-12", "", []string{res(typeWorkspace, "w", `"properties": {"storageAccount": "[reference('/x', '2024-01-01').id]"}`)}, nil},
		{"old version", "ML-09", "", []string{strings.Replace(res(typeWorkspace, "w", `"properties": {"systemDatastoresAuthMode": "Identity"}`), "2025-06-01", "2024-04-01", 1)}, []string{"error workspace \"w\": API version 2024-04-01 has no"}},
		{"managed network", "MC-02", "", compute("AllowOnlyApprovedOutbound"), nil},
		{"no managed network", "MC-02", "", compute("Disabled"), []string{"error compute"}},

		{"endpoint of another group", "KV-08", "", []string{vault, endpointTo("v", "registry")}, []string{"error"}},
		{"endpoint", "KV-08", "", []string{vault, endpointTo("v", "Vault")}, nil},
		{"endpoint under a condition", "KV-08", "", []string{vault, strings.Replace(endpointTo("v", "vault"), `"name": "pe"`, `"name": "pe", "condition": "[reference('/x', '2024-01-01').on]"`, 1)}, []string{"info"}},
		{"manual connection", "PE-01", "", []string{vault, strings.Replace(endpointTo("v", "vault"), "privateLinkServiceConnections", "manualPrivateLinkServiceConnections", 1)}, []string{"error"}},
		{"zone", "KV-09", "", []string{vault, endpointTo("v", "vault"), res(typeZone, zone, ""), link(zone, "v")}, nil},
		{"zone of another cloud", "KV-09", "", []string{vault, endpointTo("v", "vault"), res(typeZone, "privatelink.vaultcore.azure.cn", ""), link("privatelink.vaultcore.azure.cn", "v")}, nil},
		{"zone without a link", "KV-09", "", []string{vault, endpointTo("v", "vault"), res(typeZone, zone, "")}, []string{"error key vault \"kv\": the zone \"" + zone + "\" is not linked"}},
		{"zone linked elsewhere", "KV-09", "", []string{vault, endpointTo("v", "vault"), res(typeZone, zone, ""), link(zone, "other")}, []string{"error"}},
		{"zone linked to the DNS servers", "KV-09", "", []string{vault, endpointTo("v", "vault"), res(typeZone, zone, ""), link(zone, "other"),
			res(typeVNet, "v", `"properties": {"dhcpOptions": {"dnsServers": ["10.1.0.4"]}}`)}, nil},
		{"zone in the hub", "KV-09", "", []string{vault, endpointTo("v", "vault"), zoneGroup(hub)}, []string{"info"}},
		{"zone that is not made", "KV-09", "", []string{vault, endpointTo("v", "vault"), zoneGroup(zoneID)}, []string{"error"}},
		{"group of another zone", "AML795", "", []string{vault, endpointTo("v", "vault"), zoneGroup(strings.Replace(hub, "vaultcore.azure.net", "azurecr.io", 1))}, []string{"error zone group"}},
		{"group of the zone", "AML795", "", []string{vault, endpointTo("v", "vault"), zoneGroup(hub)}, nil},

		{"diagnostics", "KV-10", "", []string{vault, setting(`{"category": "AuditEvent", "enabled": true}`)}, nil},
		{"diagnostics off", "KV-10", "", []string{vault, setting(`{"category": "AuditEvent", "enabled": false}`)}, []string{"error"}},
		{"other diagnostics", "KV-10", "", []string{vault, setting(`{"category": "Other", "enabled": true}`)}, []string{"error"}},
		{"diagnostics as a child", "KV-10", "", []string{vault, res(typeVault+"/providers/diagnosticSettings", "kv/Microsoft.Insights/d", `"properties": {"logs": [{"categoryGroup": "allLogs", "enabled": true}]}`)}, nil},
		{"diagnostics may be off", "KV-10", "", []string{vault, setting(`{"category": "AuditEvent", "enabled": "[reference('/x', '2024-01-01').on]"}`)}, []string{"info"}},

		{"everyone in a list", "NSG-01", "", []string{nsg(securityRule("a", anyInbound+`, "sourceAddressPrefixes": ["10.0.0.0/8", "::/0"], "destinationPortRange": "22"`))}, []string{`error network security group "n": rule "a" lets in "::/0"`}},
		{"everyone in a rule of its own", "NSG-01", "", []string{nsg(), res(typeNSGRule, "n/a", `"properties": {`+anyInbound+`, "sourceAddressPrefix": "*", "destinationPortRange": "22"}`)}, []string{`error`}},
		{"nobody named", "NSG-01", "", []string{nsg(securityRule("a", anyInbound))}, []string{"error"}},
		{"application group", "NSG-01", "", []string{nsg(securityRule("a", anyInbound+`, "sourceApplicationSecurityGroups": [{"id": "x"}]`))}, nil},
		{"unknown source", "NSG-01", "", []string{nsg(securityRule("a", anyInbound+`, "sourceAddressPrefix": "[reference('/x', '2024-01-01').ip]"`))}, []string{"info"}},
		{"bastion", "NSG-01", "", []string{nsg(https), vnet(subnet("AzureBastionSubnet", groupOf))}, nil},
		{"bastion with SSH", "NSG-01", "", []string{nsg(strings.Replace(https, "443", "22", 1)), vnet(subnet("AzureBastionSubnet", groupOf))}, []string{"error"}},
		{"shared with the bastion", "NSG-01", "", []string{nsg(https), vnet(subnet("AzureBastionSubnet", groupOf), subnet("other", groupOf))}, []string{"error"}},
		{"deny all of its own", "NSG-02", "", []string{nsg(), res(typeNSGRule, "n/a", `"properties": {`+denyAll+`}`)}, nil},
		{"deny all of TCP", "NSG-02", "", []string{nsg(securityRule("a", strings.Replace(denyAll, `"protocol": "*"`, `"protocol": "Tcp"`, 1)))}, []string{"error"}},
		{"denied in a range", "NSG-03", "", []string{nsg(securityRule("a", `"direction": "Outbound", "access": "Deny", "priority": 100, "protocol": "*", "sourceAddressPrefix": "*", "destinationAddressPrefix": "VirtualNetwork", "destinationPortRanges": ["20-25", "3389"]`))}, nil},
		{"allowed before", "NSG-03", "", []string{nsg(
			securityRule("deny", `"direction": "Outbound", "access": "Deny", "priority": 200, "protocol": "*", "sourceAddressPrefix": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*"`),
			securityRule("allow", `"direction": "Outbound", "access": "Allow", "priority": 100, "protocol": "Tcp", "sourceAddressPrefix": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22"`))},
			[]string{`warning network security group "n": no rule denies port 22 on the way out`}},

		{"denied from some machines", "NSG-03", "", []string{nsg(securityRule("a", strings.Replace(noSessions, `"*"`, `"10.9.9.9/32"`, 1)))}, []string{"warning"}},
		{"denied from some ports", "NSG-03", "", []string{nsg(securityRule("a", noSessions+`, "sourcePortRange": "22"`))}, []string{"warning"}},
		{"denied under a condition", "NSG-03", "", []string{nsg(), strings.Replace(res(typeNSGRule, "n/a", `"properties": {`+noSessions+`}`), `"name"`, ifAzureSays+`, "name"`, 1)}, []string{"warning"}},
		{"allowed before to some machines", "NSG-03", "", []string{nsg(securityRule("a", noSessions), securityRule("b", session+`, "destinationAddressPrefix": "VIRTUALNETWORK"`))}, []string{"warning"}},
		{"allowed before to private addresses", "NSG-03", "", []string{nsg(securityRule("a", noSessions), securityRule("b", session+`, "destinationAddressPrefix": "10.0.0.0/8"`))}, []string{"warning"}},
		{"allowed before in a subnet", "NSG-03", "", []string{nsg(securityRule("a", noSessions), securityRule("b", session+`, "destinationAddressPrefix": "10.0.1.0/24"`))}, nil},
		{"half of the Internet", "NSG-01", "", []string{nsg(securityRule("a", anyInbound+`, "sourceAddressPrefixes": ["0.0.0.0/1", "128.0.0.0/1"]`))}, []string{`error network security group "n": rule "a" lets in "0.0.0.0/1"`}},
		{"all of IPv6", "NSG-01", "", []string{nsg(securityRule("a", anyInbound+`, "sourceAddressPrefix": "2000::/3"`))}, []string{"error"}},
		{"zero", "NSG-01", "", []string{nsg(securityRule("a", anyInbound+`, "sourceAddressPrefix": "0.0.0.0"`))}, []string{"error"}},
		{"private addresses", "NSG-01", "", []string{nsg(securityRule("a", anyInbound+`, "sourceAddressPrefixes": ["10.0.0.0/8", "fc00::/7"]`))}, nil},
		{"deny all under a condition", "NSG-02", "", []string{nsg(), strings.Replace(res(typeNSGRule, "n/a", `"properties": {`+denyAll+`}`), `"name"`, ifAzureSays+`, "name"`, 1)}, []string{"info"}},
		{"zone linked under a condition", "KV-09", "", []string{vault, endpointTo("v", "vault"), res(typeZone, zone, ""), strings.Replace(link(zone, "v"), `"name"`, ifAzureSays+`, "name"`, 1)}, []string{"info"}},
		{"zone under a condition", "KV-09", "", []string{vault, endpointTo("v", "vault"), strings.Replace(res(typeZone, zone, ""), `"name"`, ifAzureSays+`, "name"`, 1), link(zone, "v")}, []string{"info"}},
		{"blob service under a condition", "ST-15", "", []string{res(typeStorage, "st", ""), res(typeBlobService, "st/default", ifAzureSays+`, "properties": {"deleteRetentionPolicy": {"enabled": true}}`)}, []string{"info"}},

		{"fresh default", "T-01", `"parameters": {"p": {"type": "secureString", "defaultValue": "[newGuid()]"}}`, nil, nil},
		{"empty default", "T-01", `"parameters": {"p": {"type": "securestring", "defaultValue": ""}}`, nil, nil},
		{"secure output", "T-02", `"outputs": {"o": {"type": "securestring", "value": "[listKeys('/x', '2024-01-01').k]"}}`, nil, nil},
		{"secret in a part", "T-02", `"parameters": {"p": {"type": "securestring"}}, "outputs": {"o": {"type": "object", "value": {"a": ["[concat('x', parameters('p'))]"]}}}`, nil, []string{`error output "o": it gives away a secret`}},

		{"owner", "RA-01", "", []string{res(typeRole, "11111111-1111-1111-1111-111111111111", `"properties": {"roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8E3AF657-a8ff-443c-a75c-2fe8c4bcb635')]"}`)}, []string{"error"}},
		{"fresh principal", "RA-02", "", []string{res(typeRole, "11111111-1111-1111-1111-111111111111", `"properties": {"principalId": "[reference('/x', '2024-01-01').principalId]"}`)}, []string{"warning"}},
		{"named principal", "RA-02", "", []string{res(typeRole, "11111111-1111-1111-1111-111111111111", `"properties": {"principalId": "22222222-2222-2222-2222-222222222222"}`)}, nil},
		{"role in a group", "AML792", "", []string{res(typeRole, "11111111-1111-1111-1111-111111111111", "")}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, diags := snapshot.Take(template(tt.members, tt.resources...), snapshot.Options{AssumeMissing: true})
			if diags.HasErrors() {
				t.Fatal(diags.Err())
			}
			got := about(Run(s, Options{}), codeOf(tt.control))
			if !slices.EqualFunc(got, tt.want, strings.HasPrefix) {
				t.Errorf("found %q, wanted %q", got, tt.want)
			}
		})
	}
}

// TestAccept checks what becomes of accepted findings.
func TestAccept(t *testing.T) {
	s := take(t, template("", res(typeVault, "kv", "")), snapshot.Options{})
	at := diag.Span{File: "intent.yaml", Start: diag.Pos{Line: 7, Col: 9}}
	accepted := []Accepted{
		{Code: codeOf("KV-01"), Reason: "reached from a peered tenant", Span: at},
		{Code: codeOf("ST-01"), Reason: "nothing of the kind", Span: at},
		{Code: "AML799", Reason: "no such code", Span: at},
		{Code: "AML402", Reason: "the plan's", Span: at},
	}
	found := Run(s, Options{Accepted: accepted})
	i := slices.IndexFunc(found, func(d diag.Diagnostic) bool { return d.Code == codeOf("KV-01") })
	if i < 0 || found[i].Severity != diag.Info || !slices.Contains(found[i].Notes, "accepted: reached from a peered tenant") {
		t.Errorf("not accepted: %v", found)
	}
	if got := about(found, codeNotFound); len(got) != 1 || !strings.Contains(got[0], codeOf("ST-01")) {
		t.Errorf("accepted in vain: %q", got)
	}
	if got := about(found, codeNotAccepted); len(got) != 1 || !strings.Contains(got[0], "AML799") {
		t.Errorf("accepted without a rule: %q", got)
	}
}

// TestPlace checks where findings stand.
func TestPlace(t *testing.T) {
	s := take(t, template(`"outputs": {"key": {"type": "string", "value": "[listKeys('/x', '2024-01-01').k]"}}`, res(typeVault, "kv", "")), snapshot.Options{})
	for _, d := range Run(s, Options{File: "main.json"}) {
		if d.Span.File != "main.json" || !d.Span.IsValid() {
			t.Errorf("%s has no place: %v", d.Code, d.Span)
		}
	}
	line := map[string]int{"kv": 5, "": 1}
	place := func(path string) diag.Span {
		return diag.Span{File: "intent.yaml", Start: diag.Pos{Line: line[path], Col: 1}}
	}
	for _, d := range Run(s, Options{File: "main.json", Place: place}) {
		if want := 5; d.Code != codeOf("T-02") && d.Span.Start.Line != want {
			t.Errorf("%s is at %v, wanted line %d", d.Code, d.Span, want)
		}
	}
	lines := map[string]int{"properties.publicNetworkAccess": 7, typeEndpoint: 8, typeZone: 9}
	decided := func(path, property string) diag.Span {
		return diag.Span{File: "intent.yaml", Start: diag.Pos{Line: lines[property], Col: min(lines[property], 1)}}
	}
	wants := map[string]int{codeOf("KV-01"): 7, codeOf("KV-04"): 5, codeOf("KV-08"): 8, codeOf("KV-09"): 9, codeOf("KV-10"): 5}
	for _, d := range Run(s, Options{File: "main.json", Place: place, Decided: decided}) {
		if want, ok := wants[d.Code]; ok && d.Span.Start.Line != want {
			t.Errorf("%s is at %v, wanted line %d", d.Code, d.Span, want)
		}
	}
}

// TestNothing checks that a snapshot without anything is clean.
func TestNothing(t *testing.T) {
	if found := Run(&snapshot.Snapshot{}, Options{}); len(found) > 0 {
		t.Error(found)
	}
}
