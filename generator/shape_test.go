package generator

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

// slotted are intents in which every text that a user is free to choose stands
// between << and >>. What is left are numbers and words of closed sets.
func slotted() []string {
	return []string{`
apiVersion: amlsec/v1
name: <<fraud>>
location: <<eastus2>>
tags: {<<env>>: <<prod>>, <<cost-center>>: <<4711>>}
network:
  virtualNetwork: {addressPrefixes: [<<10.42.0.0/16>>]}
  subnets:
    endpoints: {prefix: <<10.42.0.0/26>>}
    cluster: {prefix: <<10.42.4.0/22>>}
  privateDns: {servers: [<<10.42.9.4>>]}
  egress: {path: firewall, rules: restricted}
  bastion: true
workspace:
  storage: {endpoints: [blob, file, queue, table, dfs]}
  imageBuild: {vmSize: <<Standard_DS4_v2>>}
  access: {dataScientists: [<<33333333-3333-3333-3333-333333333333>>]}
inference:
  cluster:
    kubernetesVersion: <<1.35>>
    network: {serviceCidr: <<10.0.0.0/16>>, dnsServiceIp: <<10.0.0.10>>, podCidr: <<10.244.0.0/16>>}
    adminGroups: [<<44444444-4444-4444-4444-444444444444>>]
    pools:
      system: {vmSize: <<Standard_D4s_v5>>, count: 3}
      <<cpu>>: {vmSize: <<Standard_D8s_v5>>, min: 3, max: 12}
  scoring:
    allowFrom: [<<10.60.0.0/16>>]
    tls: {secret: <<scoring-tls>>, cname: <<score.contoso.example>>}
deployment: {scope: subscription, resourceGroup: <<rg-fraud>>, subscription: <<11111111-1111-1111-1111-111111111111>>}
`, `
apiVersion: amlsec/v1
name: <<fraud>>
location: eastus2
network:
  virtualNetwork:
    existing: <</subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/net-rg/providers/Microsoft.Network/virtualNetworks/spoke>>
    addressPrefixes: [10.60.0.0/16]
  subnets:
    cluster: {existing: <<snet-aks>>, prefix: 10.60.4.0/22}
    training: {existing: <<snet-training>>, prefix: 10.60.1.0/24}
    endpoints: {prefix: 10.60.0.0/26}
  privateDns: {zones: <</subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/dns-rg>>}
workspace:
  storage: {existing: <</subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/data-rg/providers/Microsoft.Storage/storageAccounts/stfrauddata>>}
  keyVault: {existing: <</subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/sec-rg/providers/Microsoft.KeyVault/vaults/kv-fraud>>}
  registry: {existing: <</subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/shared-rg/providers/Microsoft.ContainerRegistry/registries/crshared>>}
  logAnalytics: {existing: <</subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/ops-rg/providers/Microsoft.OperationalInsights/workspaces/log-central>>}
accept:
  - {code: AML418, reason: <<the platform team checks them>>}
`}
}

// fillSlots is a slotted intent with its own texts, but for slot n.
func fillSlots(text string, n int, with string) string {
	var b strings.Builder
	for i, part := range strings.Split(text, "<<") {
		value, rest, ok := strings.Cut(part, ">>")
		if !ok {
			b.WriteString(part)
			continue
		}
		if i-1 == n {
			value = with
		}
		quoted, _ := json.Marshal(value)
		b.Write(quoted)
		b.WriteString(rest)
	}
	return b.String()
}

func countSlots(text string) int { return strings.Count(text, "<<") }

// shapeOf is the kinds of the tokens of what an intent renders to, before it
// is laid out; ok is false when the intent is refused.
func shapeOf(t *testing.T, text string) (shape []syntax.Kind, ok bool) {
	t.Helper()
	in, diags := intent.Parse("intent.yaml", []byte(text))
	if diags.HasErrors() {
		return nil, false
	}
	p, diags := plan.Build(in)
	if diags.HasErrors() {
		return nil, false
	}
	shape, err := shapeOfPlan(p)
	if err != nil {
		t.Fatal(err)
	}
	return shape, true
}

func shapeOfPlan(p *plan.Plan) ([]syntax.Kind, error) {
	set, _, err := loadTemplates(nil)
	if err != nil {
		return nil, err
	}
	list, err := pages(p)
	if err != nil {
		return nil, err
	}
	var shape []syntax.Kind
	for _, page := range list {
		text, _, err := set.execute(page)
		if err != nil {
			return nil, err
		}
		shape = append(shape, kindsOf(text)...)
	}
	return shape, nil
}

// kindsOf are the kinds of the tokens of a text. Line ends are left out, since
// comments are wrapped; and a key counts as a name whether it is quoted or not.
func kindsOf(text []byte) []syntax.Kind {
	var kinds []syntax.Kind
	toks := syntax.Tokens(text)
	for i, tok := range toks {
		kind := tok.Kind
		if kind == syntax.StringWhole && i+1 < len(toks) && toks[i+1].Kind == syntax.Colon {
			kind = syntax.Identifier
		}
		if kind != syntax.NewLine {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

func TestSlotsAreAccepted(t *testing.T) {
	for i, text := range slotted() {
		if _, ok := shapeOf(t, fillSlots(text, -1, "")); !ok {
			_, diags := intent.Parse("intent.yaml", []byte(fillSlots(text, -1, "")))
			t.Errorf("intent %d is refused: %v", i, diags.Err())
		}
	}
}

// FuzzShape: whatever text a user writes into an intent, the Bicep has the
// same tokens as with a harmless one.
func FuzzShape(f *testing.F) {
	for i, text := range slotted() {
		for slot := range countSlots(text) {
			f.Add(uint8(i), uint8(slot), "x' ${y} // \n{")
		}
	}
	for _, s := range hostile() {
		f.Add(uint8(0), uint8(3), s) // the value of a tag
		f.Add(uint8(0), uint8(2), s) // its key
		f.Add(uint8(1), uint8(9), s) // the reason of an acceptance
	}
	f.Fuzz(func(t *testing.T, which, slot uint8, s string) {
		texts := slotted()
		text := texts[int(which)%len(texts)]
		n := int(slot) % countSlots(text)
		got, ok := shapeOf(t, fillSlots(text, n, s))
		if s == "" || !ok {
			return
		}
		want, ok := shapeOf(t, fillSlots(text, -1, ""))
		if ok && !slices.Equal(got, want) {
			t.Fatalf("slot %d with %q changes the tokens of the Bicep", n, s)
		}
	})
}

// TestOnlySymbolsAreRaw finds the fields of a plan whose text becomes code. All
// are symbols, or parts of expressions, that the plan itself makes up; every
// other field may hold whatever a user writes.
func TestOnlySymbolsAreRaw(t *testing.T) {
	var raw []string
	for _, field := range stringFields() {
		if !sameShape(t, field) {
			raw = append(raw, field)
		}
	}
	want := strings.Fields(rawFields)
	for _, field := range raw {
		if !slices.Contains(want, field) {
			t.Errorf("the text of %s becomes code: write it with str", field)
		}
	}
	for _, field := range want {
		if !slices.Contains(raw, field) {
			t.Errorf("the text of %s does not become code, though it is listed", field)
		}
	}
}

// rawFields are the fields whose text becomes code: symbols and paths, which
// the plan makes up; Existing.Type, which apiType refuses unless the manifest
// has it; and Name.StorageSuffix, which only chooses the form of a name.
const rawFields = `
APIServer.EgressIP
ApplicationInsights.LogAnalytics
Attachment.Certificate Attachment.Cluster Attachment.Condition Attachment.Key Attachment.LoadBalancerSubnet Attachment.Subnet
Bastion.PublicIP Bastion.Subnet
Cluster.AdminGroups Cluster.Identity Cluster.KubeletIdentity Cluster.KubernetesVersion Cluster.LogAnalytics Cluster.Subnet
Compute.Identity Compute.Subnet
ContainerInsights.Cluster ContainerInsights.LogAnalytics
DNSLink.VNet DNSLink.Zone
DiagnosticSetting.LogAnalytics DiagnosticSetting.Scope
Existing.Parent Existing.Type
Extension.Cluster
Firewall.LogAnalytics Firewall.PublicIP Firewall.Subnet
KeyVault.VNetRules
NATGateway.PublicIP
Name.Param Name.StorageSuffix
OnlineEndpoint.Identity OnlineEndpoint.Traffic
Output.Name Output.Type
Param.Name Param.Type
Peer.Param
People.ID People.Named People.Type
PrivateEndpoint.Subnet PrivateEndpoint.Target PrivateEndpoint.ZonesAfter
Ref.Path Ref.Symbol
Resource.After Resource.Symbol
RoleAssignment.Scope
ScopedResource.Target
Storage.VNetRules
TrustedAccess.Cluster
Workspace.Insights Workspace.KeyVault Workspace.Registry Workspace.Storage
ZoneConfig.Zone
`

// sameShape reports whether hostile text in the field leaves the tokens of
// both filled plans as they are.
func sameShape(t *testing.T, field string) bool {
	t.Helper()
	for _, flags := range []bool{false, true} {
		p := filledPlan(flags)
		want, err := shapeOfPlan(p)
		if err != nil {
			t.Fatal(err)
		}
		setField(reflect.ValueOf(p).Elem(), field, "x' ${y} // \n{")
		if got, err := shapeOfPlan(p); err != nil || !slices.Equal(got, want) {
			return false
		}
	}
	return true
}

// stringFields are the fields of text reachable from a plan, as Type.Field.
func stringFields() []string {
	seen := map[string]bool{}
	visitFields(reflect.ValueOf(filledPlan(true)).Elem(), func(name string, v reflect.Value) {
		if v.Kind() == reflect.String || v.Type() == reflect.TypeFor[[]string]() {
			seen[name] = true
		}
	})
	var names []string
	for name := range seen {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// setField sets all fields of that name, Type.Field, to one text.
func setField(v reflect.Value, field, text string) {
	visitFields(v, func(name string, f reflect.Value) {
		switch {
		case name != field:
		case f.Kind() == reflect.String:
			f.SetString(text)
		default:
			for i := range f.Len() {
				f.Index(i).SetString(text)
			}
		}
	})
}

// visitFields calls visit for every field below v.
func visitFields(v reflect.Value, visit func(name string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && v.Type().Elem().PkgPath() == reflect.TypeFor[plan.Plan]().PkgPath() {
			visitFields(v.Elem(), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			visitFields(v.Index(i), visit)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			visit(fmt.Sprintf("%s.%s", v.Type().Name(), f.Name), v.Field(i))
			visitFields(v.Field(i), visit)
		}
	}
}
