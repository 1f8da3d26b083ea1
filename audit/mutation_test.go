package audit

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// object is a part of a template in the making.
type object = map[string]any

// change sets a property of a resource, by its symbolic name; of the template
// itself without one. A nil value removes it.
type change struct {
	symbol, path string
	value        any
}

// mutant is a template that breaks one rule.
type mutant struct {
	code, name string
	changes    []change
}

// base is a golden case as a template in which nothing is left to find.
type base struct {
	text  []byte
	snap  *snapshot.Snapshot
	found []string
	ids   map[string]string // by symbolic name
}

// mends are what a golden case accepts as a risk or does without, set right.
func mends() []change {
	clusterKey := "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/keys/providers/Microsoft.Compute/diskEncryptionSets/des"
	return []change{
		{"workspace", "identity", object{"type": "UserAssigned", "userAssignedIdentities": object{"[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id')]": object{}}}},
		{"workspace", "properties.primaryUserAssignedIdentity", "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id')]"},
		{"workspace", "properties.managedNetwork.isolationMode", "AllowOnlyApprovedOutbound"},
		{"workspace", "properties.hbiWorkspace", true},
		{"workspace", "properties.encryption", object{"status": "Enabled"}},
		{"storage", "properties.encryption.keySource", "Microsoft.Keyvault"},
		{"registry", "properties.policies.azureADAuthenticationAsArmPolicy", object{"status": "disabled"}},
		{"registry", "properties.policies.quarantinePolicy", object{"status": "enabled"}},
		{"applicationInsights", "properties.DisableLocalAuth", true},
		{"privateLinkScope", "properties.accessModeSettings.ingestionAccessMode", "PrivateOnly"},
		{"privateLinkScope", "properties.accessModeSettings.queryAccessMode", "PrivateOnly"},
		{"cluster", "properties.diskEncryptionSetID", clusterKey},
		{"cluster", "properties.securityProfile.azureKeyVaultKms", object{"enabled": true}},
		{"cluster", "properties.securityProfile.defender", object{"securityMonitoring": object{"enabled": true}}},
		{"cluster", "properties.agentPoolProfiles[0].osDiskType", "Ephemeral"},
		{"cluster", "properties.agentPoolProfiles[1].osDiskType", "Ephemeral"},
		{"extension", "properties.configurationSettings.allowInsecureConnections", "False"},
	}
}

// bases are the cases to break, the first that has what a control is about
// counting: the minimal one, the full one for firewall and bastion, and one
// without a managed network, in which computes must name a subnet.
func bases(t testing.TB) []*base {
	container := object{
		"type": typeContainer, "apiVersion": "2025-06-01", "name": "st/default/c", "properties": object{"publicAccess": "None"},
	}
	return []*base{
		newBase(t, "minimal", nil, change{"", "resources.container", container}),
		newBase(t, "full", nil,
			change{"firewall", "properties.sku.tier", "Premium"},
			change{"firewallPolicy", "properties.sku.tier", "Premium"},
			change{"firewallPolicy", "properties.intrusionDetection", object{"mode": "Deny"}},
			change{"firewallPolicy", "properties.insights", object{"isEnabled": true}}),
		newBase(t, "minimal", []string{"warning AML654 "}, change{"workspace", "properties.managedNetwork.isolationMode", "Disabled"}),
	}
}

// newBase mends a golden case. It demands that nothing is found in it then, but
// what begins so.
func newBase(t testing.TB, name string, but []string, more ...change) *base {
	t.Helper()
	b := &base{text: golden(t, name), ids: map[string]string{}}
	raw, err := json.Marshal(mutant{name: name, changes: append(mends(), more...)}.apply(t, b.template(t), direct))
	if err != nil {
		t.Fatal(err)
	}
	b.text, b.snap = raw, take(t, raw, snapshot.Options{})
	for _, r := range b.snap.Resources {
		b.ids[r.Origin.Path] = r.ID
	}
	b.found = verdicts(Run(b.snap, Options{}))
	for _, found := range b.found {
		if !slices.ContainsFunc(but, func(prefix string) bool { return strings.HasPrefix(found, prefix) }) {
			t.Errorf("the untouched case %s is not clean: %s", name, found)
		}
	}
	return b
}

func (b *base) template(t testing.TB) object {
	t.Helper()
	var tpl object
	if err := json.Unmarshal(b.text, &tpl); err != nil {
		t.Fatal(err)
	}
	return tpl
}

// verdicts are findings without their places.
func verdicts(list diag.List) []string {
	var lines []string
	for _, d := range list {
		lines = append(lines, d.Severity.String()+" "+d.Code+" "+d.Msg)
	}
	slices.Sort(lines)
	return lines
}

// symbols are the resources of a type that the case creates once.
func (b *base) symbols(typ string) []string {
	var list []string
	for _, r := range b.snap.Resources {
		if !r.Existing && strings.EqualFold(r.Type, typ) && !strings.ContainsAny(r.Origin.Path, "/[") {
			list = append(list, r.Origin.Path)
		}
	}
	return list
}

func (b *base) resource(symbol string) *snapshot.Resource {
	for i, r := range b.snap.Resources {
		if r.Origin.Path == symbol {
			return &b.snap.Resources[i]
		}
	}
	return nil
}

// mutants of a rule: none when the case has nothing of its type.
func (b *base) mutants(r rule) []mutant {
	switch r.op {
	case opSecureDefault:
		return []mutant{{r.code, "default", []change{{"", "parameters.password", object{"type": "securestring", "defaultValue": "known to all"}}}}}
	case opNoSecretOutput:
		id := b.ids[b.symbols(typeStorage)[0]]
		return []mutant{{r.code, "output", []change{{"", "outputs.key", object{"type": "string", "value": "[listKeys('" + id + "', '2024-01-01').keys[0].value]"}}}}}
	}
	var list []mutant
	for _, symbol := range b.symbols(r.typ) {
		res := b.resource(symbol)
		if applies, _ := r.where.on(res); !applies {
			continue
		}
		if r.spare != nil && !strings.Contains(r.path, "[*]") && r.spare(newAuditor(b.snap, Options{}), subject{resource: res, value: res.Body}) {
			continue
		}
		list = append(list, b.mutantsOf(r, symbol)...)
	}
	if r.child != nil {
		alone := r
		alone.path = r.child.path
		for _, symbol := range b.symbols(r.child.typ) {
			list = append(list, propertyMutants(alone, symbol, b.resource(symbol))...)
		}
	}
	return list
}

func (b *base) mutantsOf(r rule, symbol string) []mutant {
	id := strings.ToLower(b.ids[symbol])
	switch r.op {
	case opPrivateEndpoint:
		return b.without(r, b.endpoints(id, plain(r.want[0])))
	case opDNSZones:
		var list []mutant
		for _, w := range r.want {
			list = append(list, b.without(r, b.symbolsOf(typeZoneLink, "/"+plain(w)+"/"))...)
			list = append(list, b.without(r, b.symbolsOf(typeZone, "/"+plain(w)))...)
		}
		return list
	case opDiagnostics:
		return b.without(r, b.symbolsOf(typeDiagnostics, id+"/providers/"))
	case opChild:
		return b.without(r, b.symbolsOf(typeZoneGroup, id+"/"))
	case opNoInboundFrom:
		return []mutant{{r.code, symbol + " any source", []change{
			{symbol, "properties.securityRules[0].properties.sourceAddressPrefix", "Internet"},
			{symbol, "properties.securityRules[0].properties.sourceAddressPrefixes", nil},
		}}}
	case opDenyAllInbound:
		var list []mutant
		for i, f := range b.resource(symbol).Find("properties.securityRules[*].name") {
			if f.Value == snapshot.String("DenyAllInbound") {
				list = append(list, mutant{r.code, symbol + " allows", []change{
					{symbol, "properties.securityRules[" + strconv.Itoa(i) + "].properties.destinationPortRange", "443"},
				}})
			}
		}
		return list
	}
	return propertyMutants(r, symbol, b.resource(symbol))
}

// propertyMutants remove a property and give it another value.
func propertyMutants(r rule, symbol string, res *snapshot.Resource) []mutant {
	var list []mutant
	for _, f := range res.Find(r.path) {
		if strings.Contains(f.Path, "*") {
			continue // a list that is not there
		}
		if r.op != opAbsent && r.op != opAbsentOrEquals && r.op != opContainsNone {
			list = append(list, mutant{r.code, symbol + " unset " + f.Path, []change{{symbol, f.Path, nil}}})
		}
		if r.op != opExists {
			list = append(list, mutant{r.code, symbol + " set " + f.Path, []change{{symbol, f.Path, opposite(r)}}})
		}
	}
	return list
}

// opposite is a value that breaks a rule.
func opposite(r rule) any {
	v := r.wrong
	if v == nil {
		switch w := r.want[0].(type) {
		case snapshot.Bool:
			return !bool(w)
		case snapshot.Int:
			return int(w) - 1
		}
		if r.op == opExistsNotIn {
			return plain(r.want[0])
		}
		return "Other"
	}
	if b, ok := v.(snapshot.Bool); ok {
		return bool(b)
	}
	return plain(v)
}

// without leaves resources out: all at once.
func (b *base) without(r rule, symbols []string) []mutant {
	if len(symbols) == 0 {
		return nil
	}
	m := mutant{code: r.code, name: "without " + strings.Join(symbols, ", ")}
	for _, s := range symbols {
		m.changes = append(m.changes, change{s, "condition", false})
	}
	return []mutant{m}
}

// symbolsOf are the resources of a type whose id contains a part.
func (b *base) symbolsOf(typ, part string) []string {
	return slices.DeleteFunc(b.symbols(typ), func(s string) bool {
		return !strings.Contains(strings.ToLower(b.ids[s])+"/", strings.ToLower(part))
	})
}

func (b *base) endpoints(id, group string) []string {
	return slices.DeleteFunc(b.symbols(typeEndpoint), func(s string) bool {
		return !slices.ContainsFunc(connectionsOf(b.resource(s)), func(c connection) bool { y, _ := c.to(id, group); return y })
	})
}

// apply makes the changes, each value as wrap spells it.
func (m mutant) apply(t testing.TB, tpl object, wrap func(object, any) any) object {
	t.Helper()
	for _, c := range m.changes {
		at, value := tpl, c.value
		if c.symbol != "" {
			at = tpl["resources"].(object)[c.symbol].(object)
			value = wrap(tpl, value)
		}
		if err := set(at, strings.Split(strings.ReplaceAll(c.path, "[", ".["), "."), value); err != nil {
			t.Fatalf("%s: %s: %v", m.name, c.path, err)
		}
	}
	return tpl
}

func set(at any, steps []string, value any) error {
	step, rest := steps[0], steps[1:]
	if list, ok := at.([]any); ok {
		i, err := strconv.Atoi(strings.Trim(step, "[]"))
		if err != nil || i >= len(list) {
			return fmt.Errorf("no element %s", step)
		}
		return set(list[i], rest, value)
	}
	o, ok := at.(object)
	if !ok {
		return fmt.Errorf("at %s: %v is no object", step, at)
	}
	for name := range o {
		if strings.EqualFold(name, step) {
			step = name
		}
	}
	switch {
	case len(rest) > 0:
		if o[step] == nil {
			o[step] = object{}
		}
		return set(o[step], rest, value)
	case value == nil:
		delete(o, step)
	default:
		o[step] = value
	}
	return nil
}

func (b *base) audit(t testing.TB, tpl object) []string {
	t.Helper()
	raw, err := json.Marshal(tpl)
	if err != nil {
		t.Fatal(err)
	}
	return verdicts(Run(take(t, raw, snapshot.Options{}), Options{}))
}

// requiredControls is how many of the controls are required: each has mutants.
const requiredControls = 98

// TestMutants breaks every required control in a clean case, in every way: what
// is set is unset and flipped, what stands beside it is removed. The finding
// appears, no matter how the template is written.
func TestMutants(t *testing.T) {
	cases := bases(t)
	var controls, mutants atomic.Int64
	t.Run("controls", func(t *testing.T) {
		for _, r := range rules() {
			if r.level != required || r.control == "" {
				continue
			}
			t.Run(r.control, func(t *testing.T) {
				t.Parallel()
				for _, b := range cases {
					list := b.mutants(r)
					for _, m := range list {
						b.try(t, r, m)
					}
					if len(list) > 0 {
						controls.Add(1)
						mutants.Add(int64(len(list)))
						return
					}
				}
				t.Error("no mutant")
			})
		}
	})
	if controls.Load() != requiredControls {
		t.Errorf("%d controls were broken, wanted %d", controls.Load(), requiredControls)
	}
	t.Logf("%d controls, %d mutants", controls.Load(), mutants.Load())
}

// TestCompanions breaks what accompanies the resources of a golden case.
func TestCompanions(t *testing.T) {
	b := bases(t)[0]
	byCode := map[string]rule{}
	for _, r := range rules() {
		byCode[r.code] = r
	}
	for _, m := range []mutant{
		{"AML793", "nodes may not pull", []change{{"kubeletAcrPull", "condition", false}}},
		{"AML793", "somebody else may pull", []change{{"kubeletAcrPull", "properties.principalId", "[reference('imageBuildIdentity').principalId]"}}},
		{"AML798", "the cluster may not join", []change{{"clusterNetworkContributor", "condition", false}}},
		{"AML798", "somebody else may join", []change{{"clusterNetworkContributor", "properties.principalId", "[reference('imageBuildIdentity').principalId]"}}},
		{"AML798", "the cluster may do something else", []change{{"clusterNetworkContributor", "properties.roleDefinitionId", "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')]"}}},
		{"AML794", "a network without logs", []change{{"virtualNetworkLogs", "condition", false}}},
		{"AML795", "a zone of another service", []change{{"vaultEndpointZones", "properties.privateDnsZoneConfigs[0].properties.privateDnsZoneId", b.ids["registryZone"]}}},
		{"AML796", "no way out", []change{{"clusterSubnet", "properties.natGateway", nil}}},
	} {
		b.try(t, byCode[m.code], m)
	}
}

// try demands that a mutant is found, in every form.
func (b *base) try(t *testing.T, r rule, m mutant) {
	t.Helper()
	found := b.audit(t, m.apply(t, b.template(t), direct))
	want := r.severity().String() + " " + r.code + " "
	isNew := func(line string) bool { return strings.HasPrefix(line, want) && !slices.Contains(b.found, line) }
	if !slices.ContainsFunc(found, isNew) {
		t.Errorf("%s: not found", m.name)
	}
	if testing.Short() {
		return
	}
	for form, tpl := range b.wrappings(t, m) {
		if got := b.audit(t, tpl); !slices.Equal(got, found) {
			t.Errorf("%s, %s: other verdicts: %s", m.name, form, difference(found, got))
		}
	}
}

// difference are the lines of one list alone.
func difference(a, b []string) string {
	var out []string
	for _, line := range a {
		if !slices.Contains(b, line) {
			out = append(out, "-"+line)
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			out = append(out, "+"+line)
		}
	}
	return strings.Join(out, "\n")
}
