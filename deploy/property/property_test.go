package property

import (
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/schemas"
	"github.com/amlsec/amlsec/snapshot"
)

func value(t *testing.T, text string) snapshot.Value {
	t.Helper()
	if text == "" {
		return nil
	}
	v, err := ParseJSON([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

const (
	nsg      = "Microsoft.Network/networkSecurityGroups"
	account  = "Microsoft.Storage/storageAccounts"
	registry = "Microsoft.ContainerRegistry/registries"
	network  = "Microsoft.Network/virtualNetworks"
)

// TestSame holds the rules by which two spellings are one value.
func TestSame(t *testing.T) {
	facts := New(schemas.New())
	for _, tt := range []struct {
		typ, path, a, b string
		same            bool
		rule            string
	}{
		{account, "properties.minimumTlsVersion", `"TLS1_2"`, `"TLS1_2"`, true, ""},
		{account, "properties.minimumTlsVersion", `"TLS1_2"`, `"tls1_2"`, true, "case"},
		{account, "properties.minimumTlsVersion", `"TLS1_2"`, `"TLS1_0"`, false, ""},
		{account, "location", `"eastus2"`, `"East US 2"`, true, "region"},
		{account, "tags.location", `"eastus2"`, `"East US 2"`, false, ""},
		{account, "tags.owner", `"ML"`, `"ml"`, false, ""},
		{account, "properties.x", `1`, `1`, true, ""},
		{account, "properties.x", `9007199254740993`, `9007199254740992`, false, ""},
		{account, "properties.x", `"1"`, `2`, false, ""},
		{account, "properties.x", `true`, `"true"`, false, ""},
		{account, "properties.x", `null`, `"null"`, false, ""},
		{network, "properties.x.id", `"/subscriptions/A/b"`, `"/Subscriptions/a/B"`, true, "case"},
		{network, "properties.description", `"Text"`, `"text"`, false, ""},
		{network, "properties.vault", `"https://a.net"`, `"https://a.net/"`, true, "address"},
		{network, "identity.type", `"SystemAssigned, UserAssigned"`, `"SystemAssigned,UserAssigned"`, true, "case"},
		{network, "properties.addressSpace.addressPrefixes", `["10.0.0.0/16", "10.1.0.0/16"]`, `["10.1.0.0/16", "10.0.0.0/16"]`, true, "order"},
		{network, "properties.addressSpace.addressPrefixes", `["10.0.0.0/16"]`, `["10.1.0.0/16", "10.0.0.0/16"]`, false, ""},
		{network, "properties.dhcpOptions.dnsServers", `["10.0.0.4", "10.0.0.5"]`, `["10.0.0.5", "10.0.0.4"]`, false, ""},
		{nsg, "properties.securityRules", `[{"name": "a", "x": 1}, {"name": "b", "x": 2}]`, `[{"name": "B", "x": 2}, {"name": "a", "x": 1}]`, true, "order"},
		{nsg, "properties.securityRules", `[{"name": "a", "x": 1}, {"name": "b", "x": 2}]`, `[{"name": "b", "x": 2}, {"name": "a", "x": 1}]`, true, "order"},
		{nsg, "properties.securityRules", `[{"name": "a", "x": 1}, {"name": "b", "x": 2}]`, `[{"name": "b", "x": 1}, {"name": "a", "x": 2}]`, false, ""},
		{nsg, "properties", `{"securityRules": []}`, `{"securityRules": [], "provisioningState": "Succeeded"}`, true, "read-only"},
		{nsg, "properties", `{"flushConnection": false}`, `{"flushConnection": true}`, false, ""},
		{registry, "properties.policies", `{}`, `{"quarantinePolicy": {"status": "disabled"}}`, false, ""},
	} {
		why, same := facts.Same(Resource{Type: tt.typ}, Parse(tt.path), [2]snapshot.Value{value(t, tt.a), value(t, tt.b)})
		if same != tt.same || why.Rule != tt.rule {
			t.Errorf("%s %s: %s and %s: got %v, %q (%s), want %v, %q", tt.typ, tt.path, tt.a, tt.b, same, why.Rule, why.Why, tt.same, tt.rule)
		}
	}
}

// TestDefault holds what Azure fills in.
func TestDefault(t *testing.T) {
	facts := New(schemas.New())
	for _, tt := range []struct{ typ, path, value, rule string }{
		{registry, "properties.policies.quarantinePolicy.status", `"Disabled"`, "default"},
		{registry, "properties.policies.quarantinePolicy.status", `"enabled"`, ""},
		{registry, "properties.policies.retentionPolicy.days", `7`, "default"},
		{registry, "properties.adminUserEnabled", `true`, ""},
		{registry, "properties.anything", `[]`, "empty"},
		{registry, "properties.anything", `{}`, "empty"},
		{registry, "properties.anything", `""`, "empty"},
		{registry, "properties.anything", `false`, ""},
		{registry, "properties.anything", `0`, ""},
	} {
		if why, _ := facts.Default(Resource{Type: tt.typ}, Parse(tt.path), value(t, tt.value)); why.Rule != tt.rule {
			t.Errorf("%s of %s: got %q, want %q", tt.value, tt.path, why.Rule, tt.rule)
		}
	}
}

// TestFlags holds what comes from the schemas, and what from the tables alone.
func TestFlags(t *testing.T) {
	facts := New(schemas.New())
	for _, tt := range []struct {
		typ, path           string
		readOnly, writeOnly bool
	}{
		{account, "properties.primaryEndpoints.blob", true, false},
		{account, "properties.minimumTlsVersion", false, false},
		{nsg, "properties.defaultSecurityRules[0].name", true, false},
		{nsg, "properties.securityRules[0].properties.provisioningState", true, false},
		{nsg, "properties.securityRules[0].properties.priority", false, false},
		{"Microsoft.ContainerService/managedClusters", "identity.userAssignedIdentities./subscriptions/s/providers/A.B/c/d.clientId", true, false},
		{"Microsoft.KubernetesConfiguration/extensions", "properties.configurationProtectedSettings.key", false, true},
		{"Nobody.Knows/things", "etag", true, false},
		{"Nobody.Knows/things", "properties.etag", true, false},
		{"Nobody.Knows/things", "properties.sku", false, false},
		{"Nobody.Knows/things", "tags.etag", false, false},
		{network, "properties.virtualNetworkPeerings", false, false},
		{"Microsoft.ContainerService/managedClusters", "properties.windowsProfile", false, false},
		{"Microsoft.ContainerService/managedClusters", "properties.agentPoolProfiles[0].powerState.code", false, false},
	} {
		of := Resource{Type: tt.typ}
		_, readOnly := facts.ReadOnly(of, Parse(tt.path))
		_, writeOnly := facts.Unreadable(of, Parse(tt.path))
		if readOnly != tt.readOnly || writeOnly != tt.writeOnly {
			t.Errorf("%s %s: got %v %v, want %v %v", tt.typ, tt.path, readOnly, writeOnly, tt.readOnly, tt.writeOnly)
		}
	}
}

// TestSecret holds what is never shown.
func TestSecret(t *testing.T) {
	facts := New(schemas.New())
	for _, tt := range []struct {
		path, value, want string
	}{
		{"properties.adminPassword", `"planted"`, `"(secret)"`},
		{"properties.connectionString", `"planted"`, `"(secret)"`},
		{"properties.settings", `{"a": "x", "storageAccountKey": "planted", "list": [{"clientSecret": "planted"}]}`,
			`{"a":"x","list":[{"clientSecret":"(secret)"}],"storageAccountKey":"(secret)"}`},
		{"properties.configurationProtectedSettings", `{"anything": "planted"}`, `"(secret)"`},
		{"properties.note", `"DefaultEndpointsProtocol=https;AccountKey=planted=="`, `"(secret)"`},
		{"properties.url", `"https://x.blob.core.windows.net/c?sv=1&sig=planted"`, `"(secret)"`},
		{"properties.pem", `"-----BEGIN RSA PRIVATE KEY-----planted"`, `"(secret)"`},
		{"properties.text", `"eyJhbGciOiJI.eyJzdWIiOiIplanted"`, `"(secret)"`},
		{"properties.password", `"[parameters('password')]"`, `"[parameters('password')]"`},
		{"properties.disableLocalAuth", `true`, `true`},
		{"properties.keyName", `"cmk"`, `"cmk"`},
		{"properties.keyUri", `"https://kv.vault.azure.net/keys/cmk"`, `"https://kv.vault.azure.net/keys/cmk"`},
		{"tags.secret", `"no"`, `"no"`},
	} {
		got := facts.Text(Resource{Type: account}, Parse(tt.path), value(t, tt.value))
		if got != tt.want || strings.Contains(got, "planted") {
			t.Errorf("%s: got %s, want %s", tt.path, got, tt.want)
		}
	}
}

func TestPath(t *testing.T) {
	for _, tt := range []struct{ in, text, pattern string }{
		{"properties.rules.0.name", "properties.rules[0].name", "properties.rules[*].name"},
		{"properties.rules[12]", "properties.rules[12]", "properties.rules[*]"},
		{"tags['cost centre'].x", "tags.cost centre.x", "tags.cost centre.x"},
		{"properties.settings['a.b']", "properties.settings['a.b']", "properties.settings.*"},
		{"identity.userAssignedIdentities./subscriptions/s/providers/A.B/c/d.clientId", "identity.userAssignedIdentities['/subscriptions/s/providers/A.B/c/d'].clientId", "identity.userAssignedIdentities.*.clientId"},
		{"x./subscriptions/s/providers/A.B/c", "x['/subscriptions/s/providers/A.B/c']", "x.*"},
		{"01", "01", "01"},
		{"", "", ""},
		{"..", "", ""},
	} {
		p := Parse(tt.in)
		if p.String() != tt.text || p.Pattern() != tt.pattern {
			t.Errorf("%q: got %q, %q, want %q, %q", tt.in, p.String(), p.Pattern(), tt.text, tt.pattern)
		}
	}
	if got := (Path{}).Member("rules").Element(3, "allow").Member("x").String(); got != "rules[allow].x" {
		t.Errorf("got %q", got)
	}
}

func TestIDs(t *testing.T) {
	for _, tt := range []struct{ id, scope, typ, name, extended string }{
		{"/subscriptions/s/resourceGroups/g/providers/A.B/c/d/e/f", "/subscriptions/s/resourceGroups/g", "A.B/c/e", "d/f", ""},
		{"/subscriptions/s/resourceGroups/g/providers/A.B/c/d/e/f/providers/X.Y/z/1", "/subscriptions/s/resourceGroups/g", "X.Y/z", "1", "d/e/f"},
		{"/subscriptions/s/resourceGroups/g", "/subscriptions/s", "Microsoft.Resources/resourceGroups", "g", ""},
		{"/subscriptions/s/providers/A.B/c/d", "/subscriptions/s", "A.B/c", "d", ""},
		{"/providers/A.B/c/d", "", "A.B/c", "d", ""},
		{"", "", "", "", ""},
		{"/subscriptions/s/resourceGroups/g/providers", "/subscriptions/s/resourceGroups/g", "", "", ""},
		{"nonsense", "", "", "", ""},
	} {
		scope, typ, name := SplitID(tt.id)
		if scope != tt.scope || typ != tt.typ || name != tt.name || Extended(tt.id) != tt.extended {
			t.Errorf("%s: got %q %q %q %q", tt.id, scope, typ, name, Extended(tt.id))
		}
	}
	if got := EscapeID("/a/../b c/?x=1#y/%2e"); strings.ContainsAny(got, " ?#") || strings.Contains(got, "/../") {
		t.Errorf("got %q", got)
	}
	if Within("/a/bc", "/a/b") || !Within("/A/b/c", "/a/B") || Within("/a/b", "/a/b") {
		t.Error("Within is wrong")
	}
}

// TestTables checks the rows themselves: sorted out by hand, they must say why
// and where from.
func TestTables(t *testing.T) {
	for _, row := range slices.Concat(readOnly(), writeOnly(), filled(), defaults()) {
		if row.why == "" || row.source == "" || strings.HasSuffix(row.why, ".") || !strings.Contains(row.typ, "/") && row.typ != "*" {
			t.Errorf("%+v", row)
		}
	}
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.Name] || r.Means == "" {
			t.Errorf("%+v", r)
		}
		seen[r.Name] = true
	}
}

// FuzzParse looks for paths that hang or that lose their way.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a.b[0]", "['x", "[", "a..b", "[']']", "0.1.2", ".", "a['b'].c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := Parse(s)
		if len(p) > len(s) {
			t.Errorf("%q has %d steps", s, len(p))
		}
		_ = p.String() + p.Pattern() + p.Last() + p.Top()
	})
}
