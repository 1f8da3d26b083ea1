package snapshot_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/snapshot"
)

// eval is the value of one expression as JSON, or the first error.
func eval(t testing.TB, expression string, opts snapshot.Options) string {
	t.Helper()
	text, err := json.Marshal("[" + expression + "]")
	if err != nil {
		t.Fatal(err)
	}
	template := `{
		"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
		"contentVersion": "1.2.3.4",
		"parameters": {
			"o": {"type": "object", "defaultValue": {"one": "a", "Two": {"x": [1, 2]}, "three": null}},
			"pin": {"type": "securestring", "defaultValue": "hidden"}
		},
		"variables": {"v": {"k": "w"}, "dogs": [
			{"name": "Evie", "age": 5}, {"name": "Casper", "age": 3}, {"name": "Indy", "age": 2}, {"name": "Kira", "age": 8}
		]},
		"functions": [{"namespace": "my", "members": {
			"twice": {"parameters": [{"name": "s", "type": "string"}], "output": {"type": "string", "value": "[concat(parameters('s'), parameters('S'))]"}},
			"four": {"parameters": [{"name": "s", "type": "string"}], "output": {"type": "string", "value": "[my.twice(my.twice(parameters('s')))]"}}
		}}],
		"resources": [],
		"outputs": {"result": {"value": ` + string(text) + `}}
	}`
	snap, diags := snapshot.Take([]byte(template), opts)
	if len(diags) > 0 {
		return diags[0].Code + " " + diags[0].Msg
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(snap.Outputs[0].Value); err != nil {
		t.Fatal(err)
	}
	return strings.TrimRight(out.String(), "\n")
}

// known are options under which everything about the environment is known.
var known = snapshot.Options{
	SubscriptionID: "87d64d6d-6d17-4ad7-b507-16d9bc498781", ResourceGroup: "rg", Location: "westeurope",
	TenantID: "00000000-1111-2222-3333-444444444444", DeploymentName: "dep", DeployerID: "who", UTCNow: "2024-05-06T07:08:09Z",
}

const (
	sub = "/subscriptions/87d64d6d-6d17-4ad7-b507-16d9bc498781"
	rg  = sub + "/resourceGroups/rg"
)

// TestFunctions holds each function to the values that Azure's documentation
// and the test data of Bicep state.
func TestFunctions(t *testing.T) {
	for _, tt := range slices.Concat(functionRows(), documentedRows()) {
		if got := eval(t, tt.expr, known); got != tt.want {
			t.Errorf("%s\n got  %s\n want %s", tt.expr, got, tt.want)
		}
	}
	if a, b := eval(t, `guid('a', 'b')`, known), eval(t, `guid('a-b')`, known); a != b {
		t.Errorf("guid joins with %s, wanted %s", a, b)
	}
}

// functionRow is an expression and its value as JSON, or what is said about it.
type functionRow struct{ expr, want string }

func functionRows() []functionRow {
	return []functionRow{
		// Logic.
		{`and(true(), true(), false())`, `false`},
		{`or(false(), true())`, `true`},
		{`not(true())`, `false`},
		{`and(false(), fail('never'))`, `false`},
		{`or(true(), fail('never'))`, `true`},
		{`if(equals('a', 'a'), 'yes', fail('never'))`, `"yes"`},
		{`bool(1)`, `true`},
		{`bool('False')`, `false`},
		{`coalesce(null(), parameters('o').three, 'default')`, `"default"`},
		{`empty(coalesce(null(), null()))`, `true`},
		{`equals(1, 1)`, `true`},
		{`equals('a', 'A')`, `false`},
		{`equals(createArray('a', 'b'), createArray('a', 'b'))`, `true`},
		{`equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))`, `true`},
		{`equals(1, '1')`, `false`},
		{`less(1, 2)`, `true`},
		{`less('A', 'a')`, `false`},
		{`lessOrEquals('A', 'a')`, `false`},
		{`greater('A', 'a')`, `true`},
		{`greaterOrEquals('A', 'a')`, `true`},
		{`greater('b', 'A')`, `true`},

		// Numbers.
		{`add(5, 3)`, `8`},
		{`sub(7, 3)`, `4`},
		{`mul(5, 3)`, `15`},
		{`div(8, 3)`, `2`},
		{`div(sub(0, 7), 2)`, `-3`},
		{`mod(7, 3)`, `1`},
		{`int('4')`, `4`},
		{`int(json('2.5'))`, `2`},
		{`float('3.0')`, `3.0`},
		{`min(0, 3, 2, 5, 4)`, `0`},
		{`max(createArray(0, 3, 2, 5, 4))`, `5`},
		{`range(5, 3)`, `[5,6,7]`},
		{`-12`, `-12`},
		{`add(9223372036854775807, 1)`, `AML604 add(): 9223372036854775808 is no number of 64 bits`},
		{`div(1, 0)`, `AML604 div(): division by zero`},
		{`range(0, 10000000)`, `AML604 range(): the count is 10000000, wanted 0 to 10000`},

		// Texts.
		{`concat('prefix', '-', 'x')`, `"prefix-x"`},
		{`concat('a', 1, true())`, `"a1True"`},
		{`concat(createArray('1-1', '1-2'), createArray('2-1'))`, `["1-1","1-2","2-1"]`},
		{`contains('OneTwoThree', 'e')`, `true`},
		{`contains('FOOBAR', 'foo')`, `false`},
		{`contains(parameters('o'), 'two')`, `true`},
		{`contains(parameters('o'), 'a')`, `false`},
		{`contains(createArray('FOO', 'BAR'), 'foo')`, `false`},
		{`contains(createArray('one', 'two', 'three'), 'three')`, `true`},
		{`contains(createArray('one'), 1)`, `false`},
		{`indexOf('test', 't')`, `0`},
		{`lastIndexOf('test', 't')`, `3`},
		{`indexOf('abcdef', 'CD')`, `2`},
		{`lastIndexOf('abcdef', 'AB')`, `0`},
		{`indexOf('abcdef', 'z')`, `-1`},
		{`indexOf(createArray('one', 'two', 'two'), 'two')`, `1`},
		{`lastIndexOf(createArray('one', 'two', 'two'), 'two')`, `2`},
		{`indexOf(createArray('FOO'), 'foo')`, `-1`},
		{`startsWith('abcdef', 'AB')`, `true`},
		{`startsWith('abcdef', 'e')`, `false`},
		{`endsWith('abcdef', 'EF')`, `true`},
		{`endsWith('abcdef', 'e')`, `false`},
		{`like('contoso-Prod', '*-prod')`, `true`},
		{`like('abc', 'a*c')`, `true`},
		{`like('abc', 'b*')`, `false`},
		{`empty('')`, `true`},
		{`empty(createObject())`, `true`},
		{`first('One Two Three')`, `"O"`},
		{`last('One Two Three')`, `"e"`},
		{`first('')`, `""`},
		{`first(createArray())`, `null`},
		{`format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)`, `"Hello, User. Formatted number: 8,175,133"`},
		{`format('{{{0}}}', 'x')`, `"{x}"`},
		{`format('>{0}<>{1}<', false(), 12948)`, `">False<>12948<"`},
		{`format('{0}', createObject('a', 'b', '!c', 2))`, `"{'a':'b','!c':2}"`},
		{`format('{0}', createArray(true(), 2893, 'abc'))`, `"[true,2893,'abc']"`},
		{`format('{0,6}|{0,-6}|', 'abc')`, `"   abc|abc   |"`},
		{`format('{0:X} {0:x4} {1:D3} {1:000} {2:00}', 255, 7, 123)`, `"FF 00ff 007 007 123"`},
		{`format('{0:F1} {0:P0} {1:N}', 12, 1234)`, `"12.0 1,200 % 1,234.00"`},
		{`length('One Two Three')`, `13`},
		{`length('😀')`, `2`},
		{`length(parameters('o'))`, `3`},
		{`padLeft('123', 10, '0')`, `"0000000123"`},
		{`padLeft(13, 5)`, `"   13"`},
		{`replace('123-123-1234', '-', '')`, `"1231231234"`},
		{`replace('123-123-1234', '1234', 'xxxx')`, `"123-123-xxxx"`},
		{`skip('one two three', 4)`, `"two three"`},
		{`skip(createArray('one', 'two', 'three'), 2)`, `["three"]`},
		{`skip('abc', 9)`, `""`},
		{`take('one two three', 2)`, `"on"`},
		{`take(createArray('one', 'two', 'three'), 2)`, `["one","two"]`},
		{`take('abc', -1)`, `""`},
		{`split('one,two,three', ',')`, `["one","two","three"]`},
		{`split('one;two,three', createArray(',', ';'))`, `["one","two","three"]`},
		{`split('a,,b', ',')`, `["a","","b"]`},
		{`string(5)`, `"5"`},
		{`string(true())`, `"True"`},
		{`string(createObject('valueA', 10, 'valueB', 'Example Text'))`, `"{\"valueA\":10,\"valueB\":\"Example Text\"}"`},
		{`string(createArray('a', 'b', 'c'))`, `"[\"a\",\"b\",\"c\"]"`},
		{`substring('one two three', 4, 3)`, `"two"`},
		{`substring('asdfasf', 3)`, `"fasf"`},
		{`substring('1234567890', 0, 11)`, `AML604 substring(): 11 characters from 0 on are not within the text, which has 10`},
		{`toLower('One Two Three')`, `"one two three"`},
		{`toUpper('One Two Three')`, `"ONE TWO THREE"`},
		{`trim('    one two three   ')`, `"one two three"`},
		{`join(createArray('I', 'love', 'Bicep'), ' ')`, `"I love Bicep"`},
		{`join(createArray(1, true(), 'x'), ',')`, `"1,True,x"`},
		{`uniqueString('asd', 'asdf', 'asdf')`, `"iizpqit7ih3cc"`},
		{`uniqueString('/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myRg')`, `"js26ofeqkqeve"`},
		{`guid('asdf')`, `"228d27cc-6fdb-5934-b7ac-1efccebade04"`},
		{`'it''s'`, `"it's"`},

		// Encodings.
		{`base64('one, two, three')`, `"b25lLCB0d28sIHRocmVl"`},
		{`base64ToString('b25lLCB0d28sIHRocmVl')`, `"one, two, three"`},
		{`base64ToJson(base64('{''one'': ''a'', ''two'': ''b''}'))`, `{"one":"a","two":"b"}`},
		{`dataUri('Hello')`, `"data:text/plain;charset=utf8;base64,SGVsbG8="`},
		{`dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')`, `"Hello, World!"`},
		{`uri('http://contoso.com/resources/', 'nested/azuredeploy.json')`, `"http://contoso.com/resources/nested/azuredeploy.json"`},
		{`uri('http://contoso.org/firstpath', 'myscript.sh')`, `"http://contoso.org/myscript.sh"`},
		{`uri('http://contoso.org/firstpath/azuredeploy.json/', 'myscript.sh')`, `"http://contoso.org/firstpath/azuredeploy.json/myscript.sh"`},
		{`uri('https://github.com', 'Azure/bicep')`, `"https://github.com/Azure/bicep"`},
		{`uriComponent('http://contoso.com/resources/nested/azuredeploy.json')`, `"http%3A%2F%2Fcontoso.com%2Fresources%2Fnested%2Fazuredeploy.json"`},
		{`uriComponent('UB*8h 0+=_)9h9n')`, `"UB%2A8h%200%2B%3D_%299h9n"`},
		{`uriComponentToString('%20%25%20')`, `" % "`},
		{`parseUri('https://mystorage.blob.core.windows.net:8443/a/b?c=d')`, `{"scheme":"https","host":"mystorage.blob.core.windows.net","port":8443,"path":"/a/b","query":"?c=d"}`},
		{`buildUri(createObject('scheme', 'https', 'host', 'contoso.com', 'port', 8443, 'path', 'a/b'))`, `"https://contoso.com:8443/a/b"`},
		{`json('{"a": "b"}')`, `{"a":"b"}`},
		{`json('null')`, `null`},
		{`json('''test''')`, `"test"`},
		{`json('true')`, `true`},
		{`json('3')`, `3`},
		{`json('0.5')`, `0.5`},
		{`json('[1,2,3]')`, `[1,2,3]`},
		{`json(concat('{"a": "', 'demo value', '"}'))`, `{"a":"demo value"}`},
		{`json('{"a": "[concat(1)]"}').a`, `"[concat(1)]"`},

		// Arrays and objects.
		{`array(1)`, `[1]`},
		{`array(createArray(1))`, `[1]`},
		{`array(createObject('a', 'b'))`, `[{"a":"b"}]`},
		{`createArray()`, `[]`},
		{`createObject('intProp', 1, 'stringProp', 'abc', 'boolProp', true(), 'nullProp', null())`, `{"intProp":1,"stringProp":"abc","boolProp":true,"nullProp":null}`},
		{`intersection(createObject('one', 'a', 'two', 'b', 'three', 'c'), createObject('one', 'a', 'two', 'z', 'three', 'c'))`, `{"one":"a","three":"c"}`},
		{`intersection(createArray('one', 'two', 'three'), createArray('two', 'three'))`, `["two","three"]`},
		{`union(createObject('one', 'a', 'two', 'b', 'three', 'c1'), createObject('three', 'c2', 'four', 'd', 'five', 'e'))`, `{"one":"a","two":"b","three":"c2","four":"d","five":"e"}`},
		{`union(createArray('one', 'two', 'three'), createArray('three', 'four', 'two'))`, `["one","two","three","four"]`},
		{`union(createObject('property', createObject('one', 'a', 'three', 'c1'), 'nestedArray', createArray(1, 2)), createObject('property', createObject('three', 'c2', 'four', 'd'), 'nestedArray', createArray(3, 4)))`, `{"property":{"one":"a","three":"c2","four":"d"},"nestedArray":[3,4]}`},
		{`union(createArray(createArray('one', 'two'), createArray('three')), createArray(createArray('three'), createArray('four', 'two')))`, `[["one","two"],["three"],["four","two"]]`},
		{`distinct(createArray(1, 2, 1, createArray(3), createArray(3)))`, `[1,2,[3]]`},
		{`items(createObject('item002', 2, 'item001', 1))`, `[{"key":"item001","value":1},{"key":"item002","value":2}]`},
		{`map(items(createObject('ghi', 1, 'GHI', 2, '1', 3, 'ABC', 4)), lambda('i', lambdaVariables('i').key))`, `["1","ABC","ghi","GHI"]`},
		{`objectKeys(createObject('b', 2, 'a', 1))`, `["a","b"]`},
		{`shallowMerge(createArray(createObject('a', 123), createObject('b', 456), createObject('a', 7)))`, `{"a":7,"b":456}`},
		{`flatten(createArray(createArray(0, 1), createArray(2, 3), createArray()))`, `[0,1,2,3]`},
		{`tryGet(parameters('o'), 'two', 'x', 1)`, `2`},
		{`tryGet(parameters('o'), 'none', 'x')`, `null`},
		{`tryGet(createArray('a'), 10)`, `null`},
		{`indexFromEnd(createArray(1, 2, 3), 1)`, `3`},
		{`tryIndexFromEnd(createArray(1), 2)`, `null`},
		{`parameters('O').ONE`, `"a"`},
		{`parameters('o')['Two'].x[1]`, `2`},
		{`VARIABLES('V').k`, `"w"`},
		{`my.four('ab')`, `"abababab"`},

		// Lambdas.
		{`map(variables('dogs'), lambda('dog', format('Hello {0}!', lambdaVariables('dog').name)))`, `["Hello Evie!","Hello Casper!","Hello Indy!","Hello Kira!"]`},
		{`map(createArray('a', 'b'), lambda('x', 'i', lambdaVariables('i')))`, `[0,1]`},
		{`filter(range(0, 10), lambda('i', equals(0, mod(lambdaVariables('i'), 2))))`, `[0,2,4,6,8]`},
		{`filter(variables('dogs'), lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5)))`, `[{"name":"Evie","age":5},{"name":"Kira","age":8}]`},
		{`reduce(createArray(5, 3, 2, 8), 1, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))`, `19`},
		{`reduce(createArray('abc', 'def', 'ghi'), '', lambda('cur', 'next', 'i', if(equals(mod(lambdaVariables('i'), 2), 0), concat(lambdaVariables('cur'), lambdaVariables('next')), lambdaVariables('cur'))))`, `"abcghi"`},
		{`map(sort(variables('dogs'), lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age))), lambda('d', lambdaVariables('d').name))`, `["Indy","Casper","Evie","Kira"]`},
		{`sort(createArray(8, 3, 10, -13, 5), lambda('x', 'y', less(lambdaVariables('x'), lambdaVariables('y'))))`, `[-13,3,5,8,10]`},
		{`toObject(createArray(123, 456, 789), lambda('i', string(div(lambdaVariables('i'), 100))))`, `{"1":123,"4":456,"7":789}`},
		{`toObject(createArray('a', 'b'), lambda('x', lambdaVariables('x')), lambda('x', format('Hi {0}!', lambdaVariables('x'))))`, `{"a":"Hi a!","b":"Hi b!"}`},
		{`groupBy(createArray(createObject('t', 'a', 'v', 1), createObject('t', 'b', 'v', 2), createObject('t', 'a', 'v', 3)), lambda('x', lambdaVariables('x').t), lambda('x', lambdaVariables('x').v))`, `{"a":[1,3],"b":[2]}`},
		{`mapValues(createObject('a', 123, 'b', 456), lambda('v', mul(lambdaVariables('v'), 2)))`, `{"a":246,"b":912}`},
		{`map(range(0, 2), lambda('i', map(range(0, 2), lambda('j', add(mul(lambdaVariables('i'), 10), lambdaVariables('j'))))))`, `[[0,1],[10,11]]`},

		// Dates.
		{`dateTimeAdd('2020-04-07 14:53:14Z', 'P3Y')`, `"4/7/2023 2:53:14 PM"`},
		{`dateTimeAdd('2020-04-07 14:53:14Z', '-P9D')`, `"3/29/2020 2:53:14 PM"`},
		{`dateTimeAdd('2020-04-07 14:53:14Z', 'PT1H')`, `"4/7/2020 3:53:14 PM"`},
		{`dateTimeAdd(dateTimeFromEpoch(1680224438), 'P1D')`, `"2023-04-01T01:00:38Z"`},
		{`dateTimeAdd('2024-01-31T00:00:00+02:00', 'P1M', 'yyyy-MM-dd HH:mm')`, `"2024-02-29 22:00"`},
		{`dateTimeToEpoch(dateTimeFromEpoch(1680224438))`, `1680224438`},
		{`dateTimeFromEpoch(-1)`, `"1969-12-31T23:59:59Z"`},
		{`utcNow()`, `"20240506T070809Z"`},
		{`utcNow('d')`, `"05/06/2024"`},
		{`utcNow('M d')`, `"5 6"`},
		{`utcNow('u')`, `"2024-05-06 07:08:09Z"`},
		{`utcNow('dddd, MMMM d, yyyy h:mm tt')`, `"Monday, May 6, 2024 7:08 AM"`},
		{`utcNow('yyyy-MM-ddTHH:mm:ss.fffK')`, `"2024-05-06T07:08:09.000Z"`},

		// Networks.
		{`parseCidr('10.144.0.0/20')`, `{"network":"10.144.0.0","netmask":"255.255.240.0","broadcast":"10.144.15.255","firstUsable":"10.144.0.1","lastUsable":"10.144.15.254","cidr":20}`},
		{`parseCidr('fdad:3236:5555::/48')`, `{"network":"fdad:3236:5555::","netmask":"ffff:ffff:ffff::","firstUsable":"fdad:3236:5555::","lastUsable":"fdad:3236:5555:ffff:ffff:ffff:ffff:ffff","cidr":48}`},
		{`map(range(0, 3), lambda('i', cidrSubnet('10.144.0.0/20', 24, lambdaVariables('i'))))`, `["10.144.0.0/24","10.144.1.0/24","10.144.2.0/24"]`},
		{`cidrSubnet('fdad:3236:5555::/48', 52, 4)`, `"fdad:3236:5555:4000::/52"`},
		{`cidrHost('10.144.3.0/24', 0)`, `"10.144.3.1"`},
		{`cidrHost('10.144.3.0/24', 253)`, `"10.144.3.254"`},
		{`cidrHost('fdad:3236:5555:3000::/52', 4)`, `"fdad:3236:5555:3000::5"`},
		{`cidrHost('10.144.3.0/24', 254)`, `AML604 cidrHost(): 10.144.3.0/24 has no usable address 254`},
		{`cidrSubnet('10.0.0.0/24', 26, 4)`, `AML604 cidrSubnet(): 10.0.0.0/24 has no part 4 of /26`},

		// Ids.
		{`resourceId('My.Rp/parent/child', 'p', 'c')`, `"` + rg + `/providers/My.Rp/parent/p/child/c"`},
		{`resourceId('customRg', 'My.Rp/parent/child', 'p', 'c')`, `"` + sub + `/resourceGroups/customRg/providers/My.Rp/parent/p/child/c"`},
		{`resourceId('2e51', 'customRg', 'My.Rp/parent', 'p')`, `"/subscriptions/2e51/resourceGroups/customRg/providers/My.Rp/parent/p"`},
		{`resourceId('My.Rp/parent/child', 'p/c')`, `"` + rg + `/providers/My.Rp/parent/p/child/c"`},
		{`subscriptionResourceId('My.Rp/parent', 'p')`, `"` + sub + `/providers/My.Rp/parent/p"`},
		{`subscriptionResourceId('2e51', 'My.Rp/parent', 'p')`, `"/subscriptions/2e51/providers/My.Rp/parent/p"`},
		{`subscriptionResourceId('Microsoft.Resources/resourceGroups', 'x')`, `"` + sub + `/resourceGroups/x"`},
		{`tenantResourceId('My.Rp/parent', 'p')`, `"/providers/My.Rp/parent/p"`},
		{`managementGroupResourceId('mg', 'My.Rp/parent', 'p')`, `"/providers/Microsoft.Management/managementGroups/mg/providers/My.Rp/parent/p"`},
		{`extensionResourceId(resourceId('My.Rp/parent', 'p'), 'My.Ext/locks', 'l')`, `"` + rg + `/providers/My.Rp/parent/p/providers/My.Ext/locks/l"`},
		{`extensionResourceId(resourceGroup().id, 'My.Ext/locks', 'l')`, `"` + rg + `/providers/My.Ext/locks/l"`},

		// The deployment.
		{`resourceGroup().id`, `"` + rg + `"`},
		{`resourceGroup().location`, `"westeurope"`},
		{`subscription().subscriptionId`, `"87d64d6d-6d17-4ad7-b507-16d9bc498781"`},
		{`subscription().tenantId`, `"00000000-1111-2222-3333-444444444444"`},
		{`tenant().tenantId`, `"00000000-1111-2222-3333-444444444444"`},
		{`deployment().name`, `"dep"`},
		{`deployment().properties.template.contentVersion`, `"1.2.3.4"`},
		{`deployer().objectId`, `"who"`},
		{`environment().suffixes.storage`, `"core.windows.net"`},
		{`environment().resourceManager`, `"https://management.azure.com/"`},
		{`environment().authentication.loginEndpoint`, `"https://login.microsoftonline.com/"`},
		{`managementGroup()`, `AML604 managementGroup(): a deployment to a resource group has no management group`},

		// Secrets.
		{`parameters('pin')`, `{"$secret":true}`},
		{`concat('a', parameters('pin'))`, `{"$secret":true}`},
		{`split(toUpper(parameters('pin')), 'D')`, `[{"$secret":true},{"$secret":true},{"$secret":true}]`},
		{`createObject('k', parameters('pin'), 'l', 'plain')`, `{"k":{"$secret":true},"l":"plain"}`},
		{`createObject(parameters('pin'), 1)`, `{"<secret>":1}`},
		{`length(parameters('pin'))`, `6`},
		{`createObject('a', 1)[parameters('pin')]`, `AML604 the object has no property "<secret>", only a`},
		{`fail(parameters('pin'))`, `AML617 the template refuses: (a secret)`},

		// Mistakes.
		{`concat('a', `, `AML602 found its end, wanted a value, at character 14 of the expression`},
		{`concat('a`, `AML602 the string has no end, at character 9 of the expression`},
		{`true`, `AML602 found its end after "true", wanted ( because only functions and quoted strings are values, at character 6 of the expression`},
		{`toLowr('a')`, `AML603 there is no function "toLowr"`},
		{`toLower()`, `AML603 toLower takes 1 argument, found 0`},
		{`toLower(1)`, `AML604 toLower(): argument 1 is of type int, wanted string`},
		{`createArray(1)[1]`, `AML604 the array has no element 1: it has 1`},
		{`copyIndex()`, `AML610 there is no copy loop around this place`},
		{`lambda('x', 1)`, `AML603 a lambda can only be an argument of map, filter, sort and the like`},
		{`parameters('gone')`, `AML605 there is no parameter "gone"`},
		{`fail('because')`, `AML617 the template refuses: because`},
	}
}

// TestClouds checks what is known of the sovereign clouds, and that what is not
// stays open.
func TestClouds(t *testing.T) {
	for _, tt := range []struct {
		cloud      snapshot.Cloud
		expr, want string
	}{
		{snapshot.AzureUSGovernment, `environment().resourceManager`, `"https://management.usgovcloudapi.net/"`},
		{snapshot.AzureChinaCloud, `environment().suffixes.keyvaultDns`, `".vault.azure.cn"`},
		{snapshot.AzureChinaCloud, `environment().suffixes.azureFrontDoorEndpointSuffix`, unknown(`environment().suffixes.azureFrontDoorEndpointSuffix`, "environment", "", "suffixes.azureFrontDoorEndpointSuffix")},
		{"Moon", `environment().name`, `AML604 environment(): there is no cloud "Moon"`},
	} {
		if got := eval(t, tt.expr, snapshot.Options{Cloud: tt.cloud}); got != tt.want {
			t.Errorf("%s in %s\n got  %s\n want %s", tt.expr, tt.cloud, got, tt.want)
		}
	}
}

// unknown is the JSON of an Unknown with one reference.
func unknown(expression, fn, target, path string) string {
	return fmt.Sprintf(`{"$unknown":{"expression":%q,"references":[{"func":%q,"target":%q,"path":%q}]}}`, expression, fn, target, path)
}
