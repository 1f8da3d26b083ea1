package check

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/schemas"
)

// sound is a file with nothing wrong in it; each fault replaces one piece.
const sound = `@description('Where to deploy.')
param location string = resourceGroup().location

@minLength(3)
@maxLength(24)
param name string

@allowed(['small', 'large'])
param size string = 'small'

@secure()
param token string

type rule = {
  port: int
  action: 'allow' | 'deny'
}

param rules rule[] = [
  { port: 443, action: 'allow' }
]

var prefix = '${name}-${size}'
var ports = map(rules, r => r.port)

func half(n int) int => n / 2

resource group 'Microsoft.Network/networkSecurityGroups@2024-05-01' = {
  name: '${prefix}-group'
  location: location
  properties: {
    securityRules: [
      for (rule, i) in rules: {
        name: 'rule-${i}'
        properties: {
          access: rule.action == 'allow' ? 'Allow' : 'Deny'
          direction: 'Inbound'
          priority: 100 + i
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
          destinationAddressPrefix: '*'
          destinationPortRange: string(rule.port)
        }
      }
    ]
  }
}

resource vnet 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${prefix}-net'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: ['10.0.0.0/16']
    }
  }
}

resource subnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {
  parent: vnet
  name: 'apps'
  properties: {
    addressPrefix: cidrSubnet('10.0.0.0/16', half(48), 0)
    networkSecurityGroup: {
      id: group.id
    }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
  }
}

module access 'access.bicep' = {
  params: {
    vault: vault.name
    count: length(ports)
    key: token
  }
}

output id string = subnet.id
output granted bool = access.outputs.granted
`

const soundModule = `@maxLength(24)
param vault string

param count int

@secure()
param key string

resource target 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vault
}

resource secret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: target
  name: 'token'
  properties: {
    value: key
  }
}

output granted bool = count > 0 && !empty(secret.id)
`

// faults are what people get wrong, each with what Bicep says of it, and where
// in the new piece: the column of "" is the start of it.
var faults = []struct {
	name     string
	old, new string
	at, code string
}{
	{"a misspelt property at the root", "  location: location\n  properties: {\n    addressSpace", "  locatoin: location\n  properties: {\n    addressSpace", "locatoin", "error BCP089"},
	{"a misspelt property within", "    addressSpace: {", "    addresSpace: {", "addresSpace", "warning BCP089"},
	{"an unknown property within", "      id: group.id", "      id: group.id\n      why: 'so'", "why", "warning BCP037"},
	{"a wrong value of an enumeration", "name: 'standard'", "name: 'gold'", "'gold'", "warning BCP036"},
	{"a misspelt value of an enumeration", "name: 'standard'", "name: 'standart'", "'standart'", "warning BCP088"},
	{"a wrong type", "addressPrefixes: ['10.0.0.0/16']", "addressPrefixes: '10.0.0.0/16'", "'10.0.0.0/16'", "warning BCP036"},
	{"a wrong item", "addressPrefixes: ['10.0.0.0/16']", "addressPrefixes: [16]", "16", "warning BCP034"},
	{"a wrong type of a name", "  name: 'apps'", "  name: 7", "7", "error BCP036"},
	{"no name", "  parent: vnet\n  name: 'apps'\n", "  parent: vnet\n", "", "error BCP035"},
	{"no property that is required", "    tenantId: tenant().tenantId\n", "", "", "warning BCP035"},
	{"a read-only property", "  parent: vnet\n", "  parent: vnet\n  id: 'mine'\n", "id: 'mine'", "warning BCP073"},
	{"a property given twice", "  name: 'apps'\n", "  name: 'apps'\n  name: 'apps'\n", "name", "error BCP025"},
	{"an unknown resource type", "'Microsoft.Network/virtualNetworks@", "'Microsoft.Network/virtualNets@", "'Microsoft.Network/virtualNets@", "warning BCP081"},
	{"an unknown version", "'Microsoft.KeyVault/vaults@2023-07-01' = {", "'Microsoft.KeyVault/vaults@2003-07-01' = {", "'Microsoft.KeyVault/vaults@2003", "warning BCP081"},
	{"a malformed resource type", "'Microsoft.KeyVault/vaults@2023-07-01' = {", "'vaults' = {", "'vaults'", "error BCP029"},
	{"an undefined symbol", "id: group.id", "id: gruop.id", "gruop", "error BCP057"},
	{"an undefined function", "length(ports)", "lenght(ports)", "lenght", "error BCP082"},
	{"an undefined type", "param rules rule[]", "param rules rul[]", "rul[", "error BCP302"},
	{"a cycle", "var prefix = '${name}-${size}'", "var prefix = '${prefix}'", "prefix}", "error BCP079"},
	{"a longer cycle", "var prefix = '${name}-${size}'", "var prefix = '${infix}'\nvar infix = '${prefix}'", "prefix}", "error BCP080"},
	{"a cycle of resources", "    addressSpace: {", "    dhcpOptions: { dnsServers: [subnet.id] }\n    addressSpace: {", "subnet.id", "error BCP080"},
	{"a name declared twice", "param name string", "param name string\nparam size int", "size", "error BCP028"},
	{"a wrong scope", "  parent: vnet", "  scope: subscription()\n  parent: vnet", "scope", "error BCP037"},
	{"a module in a wrong scope", "module access 'access.bicep' = {\n", "module access 'access.bicep' = {\n  scope: subscription()\n", "subscription", "error BCP134"},
	{"a wrong parent", "  parent: vnet", "  parent: group", "group", "error BCP036"},
	{"no parent", "  parent: vnet\n", "", "", "error BCP169"},
	{"a parameter a module does not have", "    vault: vault.name\n", "    vault: vault.name\n    extra: 1\n", "extra", "error BCP037"},
	{"a misspelt parameter of a module", "    count: length", "    coumt: length", "coumt", "error BCP089"},
	{"no parameter a module needs", "    key: token\n", "", "", "error BCP035"},
	{"a wrong parameter of a module", "count: length(ports)", "count: name", "name", "error BCP036"},
	{"a longer parameter of a module", "    vault: vault.name\n", "    vault: '0123456789012345678901234'\n", "'0123", "error BCP332"},
	{"a missing module", "'access.bicep'", "'excess.bicep'", "'excess", "error BCP091"},
	{"an output a module does not have", "access.outputs.granted", "access.outputs.grant", "grant", "error BCP053"},
	{"a wrong output", "output id string = subnet.id", "output id int = subnet.id", "subnet.id", "error BCP033"},
	{"a wrong default", "param size string = 'small'", "param size string = 'medium'", "'medium'", "error BCP033"},
	{"limits the wrong way round", "@minLength(3)", "@minLength(30)", "@minLength", "error BCP331"},
	{"a decorator where it means nothing", "@minLength(3)", "@batchSize(3)", "batchSize", "error BCP125"},
	{"a decorator of another type", "@minLength(3)", "@minValue(3)", "@minValue", "error BCP124"},
	{"a wrong argument", "half(48)", "half('48')", "'48'", "error BCP070"},
	{"too many arguments", "half(48)", "half(48, 2)", "(", "error BCP071"},
	{"a wrong operand", "100 + i", "'100' + i", "'100'", "error BCP045"},
	{"a wrong condition", "rule.action == 'allow' ?", "rule.action ?", "rule.action", "error BCP046"},
	{"a loop over no array", "rule, i) in rules:", "rule, i) in name:", "name", "error BCP137"},
	{"a loop in the wrong place", "var ports = map(rules, r => r.port)", "var ports = concat([for r in rules: r.port], [])", "for", "error BCP138"},
	{"a name known too late", "  name: 'apps'", "  name: vnet.properties.provisioningState", "vnet.properties", "error BCP120"},
	{"a condition known too late", "resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {", "resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = if (vnet.properties.provisioningState == 'x') {", "vnet.properties", "error BCP177"},
	{"a function of parameters elsewhere", "var prefix = '${name}-${size}'", "var prefix = '${name}-${size}-${utcNow()}'", "utcNow", "error BCP065"},
	{"an access to what may be null", "output id string = subnet.id", "param maybe { id: string }?\noutput id string = maybe.id", ".id", "warning BCP318"},
	{"what may be null for what may not", "output id string = subnet.id", "output id string = maybe\nparam maybe string?", "maybe", "warning BCP321"},
	{"a type where a value stands", "output id string = subnet.id", "output id string = rule", "rule", "error BCP288"},
	{"an unused parameter", "param name string", "param name string\nparam spare string", "spare", "warning no-unused-params"},
	{"an unused variable", "var prefix =", "var spare = 1\nvar prefix =", "spare", "warning no-unused-vars"},
	{"an unused type", "type rule = {", "type spare = string\ntype rule = {", "spare", "warning no-unused-types"},
	{"a needless dependency", "  parent: vnet\n", "  parent: vnet\n  dependsOn: [vnet]\n", "vnet]", "warning no-unnecessary-dependson"},
	{"a secret in an output", "output id string = subnet.id", "output id string = token", "token", "warning outputs-should-not-contain-secrets"},
	{"a default of a secret", "param token string", "param token string = 'abc'", "=", "warning secure-parameter-default"},
	{"a host of one cloud", "  name: 'apps'", "  name: 'core.windows.net'", "core", "warning no-hardcoded-env-urls"},
}

// TestFaults seeds one fault at a time, and checks that it is found where it
// is. What follows from the fault may be reported as well.
func TestFaults(t *testing.T) {
	catalogue := schemas.New()
	if got := checkSet(catalogue, sound); len(got) > 0 {
		t.Fatalf("of the sound file: %s", got)
	}
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			before, after, ok := strings.Cut(sound, f.old)
			if !ok {
				t.Fatalf("the sound file has no %q", f.old)
			}
			got := checkSet(catalogue, before+f.new+after)
			if !slices.ContainsFunc(got, func(g string) bool { return strings.HasSuffix(g, " "+f.code) }) {
				t.Fatalf("found %s, wanted %s", got, f.code)
			}
			if f.at == "" {
				return
			}
			start := len(before) + strings.Index(f.new, f.at)
			text := (before + f.new + after)[:start]
			want := fmt.Sprintf("main.bicep:%d:%d %s", strings.Count(text, "\n")+1, start-strings.LastIndex(text, "\n"), f.code)
			if !slices.Contains(got, want) {
				t.Errorf("found %s, wanted %s", got, want)
			}
		})
	}
}

// checkSet is what is said of main.bicep beside the sound module.
func checkSet(catalogue *schemas.Set, main string) []string {
	set := map[string]string{"main.bicep": main, "access.bicep": soundModule}
	opts := Options{Lookup: catalogue.Lookup, ReadFile: func(path string) ([]byte, error) {
		if s, ok := set[path]; ok {
			return []byte(s), nil
		}
		return nil, os.ErrNotExist
	}}
	prog, list := Load(context.Background(), opts, "main.bicep")
	if prog != nil {
		list = append(list, Check(prog, CheckOptions{})...)
	}
	list.Sort()
	var got []string
	for _, d := range list {
		got = append(got, fmt.Sprintf("%s:%d:%d %s %s", d.Span.File, d.Span.Start.Line, d.Span.Start.Col, d.Severity, d.Code))
	}
	return got
}
