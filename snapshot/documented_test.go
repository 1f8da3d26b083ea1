package snapshot_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/snapshot"
)

// documentedFunctions are the functions that Azure documents for templates, by
// its pages.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
func documentedFunctions() map[string][]string {
	return map[string][]string{
		"array":      {"array", "concat", "contains", "createArray", "empty", "first", "indexFromEnd", "indexOf", "intersection", "last", "lastIndexOf", "length", "max", "min", "range", "skip", "take", "tryGet", "tryIndexFromEnd", "union"},
		"cidr":       {"cidrHost", "cidrSubnet", "parseCidr"},
		"comparison": {"coalesce", "equals", "greater", "greaterOrEquals", "less", "lessOrEquals"},
		"date":       {"dateTimeAdd", "dateTimeFromEpoch", "dateTimeToEpoch", "utcNow"},
		"deployment": {"deployer", "deployment", "environment", "parameters", "variables"},
		"lambda":     {"filter", "groupBy", "map", "mapValues", "reduce", "sort", "toObject", "lambda", "lambdaVariables"},
		"logical":    {"and", "bool", "false", "if", "not", "or", "true"},
		"numeric":    {"add", "copyIndex", "div", "float", "int", "max", "min", "mod", "mul", "sub"},
		"object":     {"contains", "createObject", "empty", "intersection", "items", "json", "length", "null", "objectKeys", "shallowMerge", "tryGet", "union"},
		"resource": {"extensionResourceId", "listKeys", "pickZones", "providers", "reference", "references", "resourceId", "subscriptionResourceId",
			"managementGroupResourceId", "tenantResourceId", "toLogicalZone", "toLogicalZones", "toPhysicalZone", "toPhysicalZones"},
		"scope": {"managementGroup", "resourceGroup", "subscription", "tenant"},
		"string": {"base64", "base64ToJson", "base64ToString", "concat", "contains", "dataUri", "dataUriToString", "empty", "endsWith", "first", "format", "guid",
			"indexOf", "join", "json", "last", "lastIndexOf", "length", "newGuid", "padLeft", "replace", "skip", "split", "startsWith", "string", "substring", "take",
			"toLower", "toUpper", "trim", "uniqueString", "uri", "uriComponent", "uriComponentToString"},
	}
}

// TestDocumented demands that a row of the tables calls each function that is
// documented; copyIndex, which needs a loop, has TestCopyIndex.
func TestDocumented(t *testing.T) {
	rows := slices.Concat(functionRows(), documentedRows(), unknownRows())
	for page, names := range documentedFunctions() {
		for _, name := range names {
			called := slices.ContainsFunc(rows, func(r functionRow) bool {
				return strings.HasPrefix(r.expr, name+"(") || strings.Contains(r.expr, "("+name+"(") || strings.Contains(r.expr, " "+name+"(")
			})
			if !called && name != "copyIndex" {
				t.Errorf("no row calls %s, of the page of %s functions", name, page)
			}
		}
	}
}

// TestCopyIndex checks the documented uses of copyIndex and references: the turn
// of a loop by name or not, with an offset, in resources, properties, variables
// and outputs, and of an offset that is not known.
func TestCopyIndex(t *testing.T) {
	snap, diags := snapshot.Take([]byte(withSchema(`{
		"languageVersion": "2.0",
		"parameters": {"offset": {"type": "int"}, "org": {"type": "array", "defaultValue": ["contoso", "fabrikam", "coho"]}},
		"variables": {"copy": [{"name": "disks", "count": 3, "input": {"lun": "[copyIndex('disks', 1)]"}}]},
		"resources": {"loop": {
			"type": "A.B/c", "apiVersion": "2024-01-01", "name": "[concat('examplecopy-', parameters('org')[copyIndex()], copyIndex(1), copyIndex('loop'))]",
			"copy": {"name": "loop", "count": "[length(parameters('org'))]"},
			"properties": {"copy": [{"name": "ports", "count": 2, "input": "[add(mul(copyIndex('loop'), 10), copyIndex('ports', 80))]"}], "open": "[copyIndex(parameters('offset'))]"}}},
		"outputs": {
			"disks": {"type": "array", "value": "[variables('disks')]"},
			"all": {"type": "array", "copy": {"count": 2, "input": "[copyIndex()]"}},
			"states": {"type": "array", "value": "[map(references('loop'), lambda('r', lambdaVariables('r').state))]"}
		}}`)), snapshot.Options{AssumeMissing: true, SubscriptionID: "s", ResourceGroup: "rg"})
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	var names []string
	for _, r := range snap.Resources {
		names = append(names, r.Name)
	}
	if want := []string{"examplecopy-coho32", "examplecopy-contoso10", "examplecopy-fabrikam21"}; !slices.Equal(names, want) {
		t.Errorf("names %q, wanted %q", names, want)
	}
	body, err := json.Marshal(snap.Resources[2].Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"ports":[90,91]`, `"expression":"add(1, parameters('offset'))"`} {
		if !strings.Contains(string(body), want) {
			t.Errorf("the second turn lacks %s: %s", want, body)
		}
	}
	outputs, err := json.Marshal(snap.Outputs)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`[{"lun":1},{"lun":2},{"lun":3}]`, `[0,1]`, `A.B/c/examplecopy-coho32').state`} {
		if !strings.Contains(string(outputs), want) {
			t.Errorf("the outputs lack %s: %s", want, outputs)
		}
	}
}

// documentedRows are the examples of the documentation, as facts: what goes in
// and what comes out. Those that functionRows has are not repeated.
func documentedRows() []functionRow {
	const (
		abc    = `createArray('one', 'two', 'three')`
		object = `createObject('one', 'a', 'two', 'b', 'three', 'c')`
		coal   = `createObject('null1', null(), 'null2', null(), 'string', 'default', 'int', 1, 'object', createObject('first', 'default'), 'array', createArray(1))`
		deep   = `createArray(` + abc + `, createArray('two', 'three'), createArray('two'))`
	)
	return []functionRow{
		// Arrays.
		{`array('efgh')`, `["efgh"]`},
		{`array(createObject('a', 'b', 'c', 'd'))`, `[{"a":"b","c":"d"}]`},
		{`contains('OneTwoThree', 'z')`, `false`},
		{`contains(` + object + `, 'one')`, `true`},
		{`contains(` + object + `, 'a')`, `false`},
		{`contains(` + abc + `, 'four')`, `false`},
		{`createArray('a', 'b', 'c')`, `["a","b","c"]`},
		{`createArray(1, 2, 3)`, `[1,2,3]`},
		{`createArray(createObject('one', 'a'))`, `[{"one":"a"}]`},
		{`createArray(` + abc + `)`, `[["one","two","three"]]`},
		{`empty(createArray())`, `true`},
		{`first(` + abc + `)`, `"one"`},
		{`last(` + abc + `)`, `"three"`},
		{`indexOf(` + abc + `, 'one')`, `0`},
		{`indexOf(createArray(4, 5, 6), 6)`, `2`},
		{`indexOf(` + deep + `, createArray('two', 'three'))`, `1`},
		{`lastIndexOf(createArray('one', 'two', 'three', 'two'), 'two')`, `3`},
		{`lastIndexOf(createArray(4, 5, 4), 5)`, `1`},
		{`indexFromEnd(createArray('Evie', 'Casper'), 1)`, `"Casper"`},
		{`indexFromEnd(` + abc + `, 4)`, `AML604 indexFromEnd(): the array has no such element from its end: it has 3`},
		{`tryIndexFromEnd(` + abc + `, 1)`, `"three"`},
		{`length(` + abc + `)`, `3`},
		{`length(createObject('propA', 1, 'propB', 2, 'propC', 3, 'propD', createObject('propD-1', 4)))`, `4`},
		{`min(createArray(0, 3, 2, 5, 4))`, `0`},
		{`max(0, 3, 2, 5, 4)`, `5`},
		{`tryGet(` + abc + `, 1)`, `"two"`},

		// Comparison and logic.
		{`coalesce(` + coal + `.null1, ` + coal + `.null2, ` + coal + `.string)`, `"default"`},
		{`coalesce(` + coal + `.null1, ` + coal + `.null2, ` + coal + `.int)`, `1`},
		{`coalesce(` + coal + `.null1, ` + coal + `.null2, ` + coal + `.object)`, `{"first":"default"}`},
		{`coalesce(` + coal + `.null1, ` + coal + `.null2, ` + coal + `.array)`, `[1]`},
		{`not(equals(1, 2))`, `true`},
		{`equals(createObject('a', 'b'), createObject('a', 'b'))`, `true`},
		{`greater(1, 2)`, `false`},
		{`greaterOrEquals(1, 2)`, `false`},
		{`lessOrEquals(1, 2)`, `true`},
		{`and(bool('true'), bool('false'))`, `false`},
		{`or(bool('true'), bool('false'))`, `true`},
		{`bool('true')`, `true`},
		{`bool('false')`, `false`},
		{`bool(0)`, `false`},
		{`if(equals('a', 'b'), 'yes', 'no')`, `"no"`},
		{`string(null())`, `""`},

		// Numbers.
		{`float('3')`, `3`},
		{`int('-4')`, `-4`},

		// Objects.
		{`items(createObject('item002', createObject('enabled', false(), 'displayName', 'Example item 2', 'number', 200), 'item001', createObject('enabled', true(), 'displayName', 'Example item 1', 'number', 300)))`,
			`[{"key":"item001","value":{"enabled":true,"displayName":"Example item 1","number":300}},{"key":"item002","value":{"enabled":false,"displayName":"Example item 2","number":200}}]`},
		{`objectKeys(createObject('a', 1, 'b', 2))`, `["a","b"]`},
		{`shallowMerge(createArray(createObject('one', 'a', 'two', 'b', 'three', createObject('x', 1)), createObject('three', 'c', 'four', createObject('y', 2))))`, `{"one":"a","two":"b","three":"c","four":{"y":2}}`},
		{`tryGet(createObject('contoso', 1), 'fabrikam')`, `null`},
		{`intersection(` + abc + `, createArray('two', 'three'))`, `["two","three"]`},
		{`empty(null())`, `true`},
		{`json('{"a": [1, {"b": null}]}')`, `{"a":[1,{"b":null}]}`},

		// Lambdas.
		{`map(variables('dogs'), lambda('dog', 'i', createObject('i', lambdaVariables('i'), 'greeting', concat('Ahoy, ', lambdaVariables('dog').name, '!'))))`,
			`[{"i":0,"greeting":"Ahoy, Evie!"},{"i":1,"greeting":"Ahoy, Casper!"},{"i":2,"greeting":"Ahoy, Indy!"},{"i":3,"greeting":"Ahoy, Kira!"}]`},
		{`filter(range(0, 10), lambda('i', 'n', and(greater(lambdaVariables('i'), 4), equals(mod(lambdaVariables('n'), 2), 0))))`, `[6,8]`},
		{`groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)))`, `{"f":["foo"],"b":["bar","baz"]}`},
		{`groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)), lambda('x', toUpper(lambdaVariables('x'))))`, `{"f":["FOO"],"b":["BAR","BAZ"]}`},
		{`mapValues(createObject('foo', 'foo'), lambda('v', toUpper(lambdaVariables('v'))))`, `{"foo":"FOO"}`},
		{`reduce(map(variables('dogs'), lambda('d', lambdaVariables('d').age)), 0, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))`, `18`},
		{`reduce(createArray(createObject('foo', 123), createObject('bar', 456), createObject('baz', 789)), createObject(), lambda('cur', 'next', union(lambdaVariables('cur'), lambdaVariables('next'))))`, `{"foo":123,"bar":456,"baz":789}`},
		{`toObject(variables('dogs'), lambda('d', lambdaVariables('d').name), lambda('d', lambdaVariables('d').age))`, `{"Evie":5,"Casper":3,"Indy":2,"Kira":8}`},

		// Texts.
		{`base64ToJson('eyJvbmUiOiAiYSIsICJ0d28iOiAiYiJ9')`, `{"one":"a","two":"b"}`},
		{`endsWith('abcdef', 'ef')`, `true`},
		{`endsWith('abcdef', 'F')`, `true`},
		{`startsWith('abcdef', 'ab')`, `true`},
		{`startsWith('abcdef', 'A')`, `true`},
		{`join(` + abc + `, ',')`, `"one,two,three"`},
		{`join(` + abc + `, ';')`, `"one;two;three"`},
		{`uri('http://contoso.org/firstpath/', 'myscript.sh')`, `"http://contoso.org/firstpath/myscript.sh"`},
		{`uri('http://contoso.org/firstpath/azuredeploy.json', 'myscript.sh')`, `"http://contoso.org/firstpath/myscript.sh"`},
		{`uniqueString('/subscriptions/31e9f9a0-9fd2-4294-a0a3-0101246d9700/resourceGroups/rg-modm201-20230913120256/providers/Microsoft.Compute/virtualMachines/bobjacmodm201')`, `"yvjxno3je5on2"`},
		{`uriComponentToString('http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json')`, `"http://contoso.com/resources/nested/azuredeploy.json"`},

		// What a deployment knows of itself.
		{`environment()`, `{"name":"AzureCloud","gallery":"https://gallery.azure.com/","graph":"https://graph.windows.net/","portal":"https://portal.azure.com","graphAudience":"https://graph.windows.net/","activeDirectoryDataLake":"https://datalake.azure.net/","batch":"https://batch.core.windows.net/","media":"https://rest.media.azure.net","sqlManagement":"https://management.core.windows.net:8443/","vmImageAliasDoc":"https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json","resourceManager":"https://management.azure.com/","authentication":{"loginEndpoint":"https://login.microsoftonline.com/","audiences":["https://management.core.windows.net/","https://management.azure.com/"],"tenant":"common","identityProvider":"AAD"},"suffixes":{"acrLoginServer":".azurecr.io","azureDatalakeAnalyticsCatalogAndJob":"azuredatalakeanalytics.net","azureDatalakeStoreFileSystem":"azuredatalakestore.net","azureFrontDoorEndpointSuffix":"azurefd.net","keyvaultDns":".vault.azure.net","sqlServerHostname":".database.windows.net","storage":"core.windows.net"}}`},
		{`subscription().id`, `"` + sub + `"`},
		{`resourceGroup().type`, `"Microsoft.Resources/resourceGroups"`},
		{`resourceId('otherResourceGroup', 'Microsoft.Storage/storageAccounts', 'examplestorage')`, `"` + sub + `/resourceGroups/otherResourceGroup/providers/Microsoft.Storage/storageAccounts/examplestorage"`},
		{`resourceId('Microsoft.SQL/servers/databases', 'serverName', 'databaseName')`, `"` + rg + `/providers/Microsoft.SQL/servers/serverName/databases/databaseName"`},

		// What Azure alone knows.
		{`providers('Microsoft.Web', 'sites')`, unknown(`providers('Microsoft.Web', 'sites')`, "providers", "Microsoft.Web", "")},
		{`references('elsewhere')`, unknown(`references('elsewhere')`, "references", "elsewhere", "")},
		{`toLogicalZone('s', 'westus2', 'westus2-az1')`, unknown(`toLogicalZone('s', 'westus2', 'westus2-az1')`, "toLogicalZone", "s", "")},
		{`toLogicalZones('s', 'westus2', createArray('westus2-az1'))`, unknown(`toLogicalZones('s', 'westus2', createArray('westus2-az1'))`, "toLogicalZones", "s", "")},
		{`toPhysicalZone('s', 'westus2', '1')`, unknown(`toPhysicalZone('s', 'westus2', '1')`, "toPhysicalZone", "s", "")},
		{`toPhysicalZones('s', 'westus2', createArray('1'))`, unknown(`toPhysicalZones('s', 'westus2', createArray('1'))`, "toPhysicalZones", "s", "")},
	}
}
