package check

import (
	"context"
	"os"
	"testing"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/schemas"
)

// around is what the expressions of TestTypes may use.
const around = `
param b bool
param i int
param s string
param m string?
param o object
param list string[]
param size 'small' | 'large'
param pair [string, int]

type node = {
  next: node?
}

param rec node

@discriminator('kind')
param shape { kind: 'circle', radius: int } | { kind: 'square', side: int }

func half(n int) int => n / 2

resource ip 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: 'ip'
}

resource ips 'Microsoft.Network/publicIPAddresses@2024-05-01' = [
  for n in range(0, 2): {
    name: 'ip-${n}'
  }
]

module mod 'mod.bicep' = {
  name: 'mod'
}
`

// typeOf is the type of an expression that stands in a variable.
func typeOf(t *testing.T, catalogue *schemas.Set, expr string) string {
	t.Helper()
	set := map[string]string{"main.bicep": "var v = " + expr + around, "mod.bicep": "output n int = 3\n"}
	prog, _ := Load(context.Background(), Options{Lookup: catalogue.Lookup, ReadFile: func(path string) ([]byte, error) {
		if text, ok := set[path]; ok {
			return []byte(text), nil
		}
		return nil, os.ErrNotExist
	}}, "main.bicep")
	Check(prog, CheckOptions{NoLint: true})
	typ, ok := prog.Main.SymbolType(prog.Main.Vars[0])
	if !ok {
		t.Fatalf("%s has no type", expr)
	}
	return typ.String()
}

// TestTypes checks the types of expressions as Bicep prints them: literals
// where a value is known while compiling.
func TestTypes(t *testing.T) {
	catalogue := schemas.New()
	for _, tt := range []struct{ expr, want string }{
		{"1 + 2", "3"},
		{"i + 1", "int"},
		{"-i", "int"},
		{"!b", "bool"},
		{"'a${'b'}${3}'", "'ab3'"},
		{"'${s}'", "string"},
		{"s == 'a'", "bool"},
		{"i < 3", "bool"},
		{"b ? 1 : 'x'", "'x' | 1"},
		{"b ? s : null", "null | string"},
		{"m ?? 'x'", "'x' | string"},
		{"m!", "string"},
		{"[1, 'a']", "[1, 'a']"},
		{"[s, i]", "[string, int]"},
		{"[]", "<empty array>"},
		{"{}", "object"},
		{"{ a: 1, b: s }", "object"},
		{"{ ...o, c: 1 }", "object"},
		{"{ a: { b: [1] } }.a.b[0]", "1"},
		{"[1, 2, 3][^1]", "3"},
		{"list[0]", "string"},
		{"list[^1]", "string"},
		{"list[?0]", "string"},
		{"o['a']", "any"},
		{"o.?a", "any"},
		{"o.a", "any"},
		{"any(s)", "any"},
		{"array('a')", "array"},
		{"array(list)", "string[]"},
		{"base64('abc')", "'YWJj'"},
		{"base64ToString(base64('abc'))", "'abc'"},
		{"bool('true')", "bool"},
		{"cidrHost('10.0.0.0/24', 3)", "string"},
		{"cidrSubnet('10.0.0.0/16', 24, 1)", "string"},
		{"concat('a', 'b')", "string"},
		{"concat(s, 'b')", "string"},
		{"concat([1], [2])", "[1, 2]"},
		{"contains(list, 'a')", "bool"},
		{"contains('abc', 'b')", "true"},
		{"dateTimeToEpoch('2020-01-01T00:00:00Z')", "int"},
		{"distinct(list)", "array"},
		{"empty(s)", "bool"},
		{"endsWith('abc', 'C')", "true"},
		{"filter(list, x => x == 'a')", "string[]"},
		{"first('abc')", "'a'"},
		{"first(list)", "null | string"},
		{"first(['a', 'b'])", "'a'"},
		{"flatten([[1], [2, 'a']])", "[1, 2, 'a']"},
		{"flatten([list, list])", "string[]"},
		{"format('{0}-{1}', 'a', 1)", "'a-1'"},
		{"format('{0}', s)", "string"},
		{"groupBy(list, x => x)", "object"},
		{"guid('a')", "string"},
		{"indexOf('abc', 'B')", "1"},
		{"int('3')", "int"},
		{"int(s)", "int"},
		{"intersection([1, 2], [2])", "array"},
		{"items({ a: 1 })", "object[]"},
		{"join(['a', 'b'], '-')", "'a-b'"},
		{"join(list, '-')", "string"},
		{`json('{"a": [1, true, null]}')`, "object"},
		{"last([1, 2])", "2"},
		{"last('abc')", "'c'"},
		{"lastIndexOf('abca', 'A')", "3"},
		{"length('abc')", "3"},
		{"length([1, 2])", "2"},
		{"length(list)", "int"},
		{"length({ a: 1 })", "1"},
		{"map(list, x => length(x))", "int[]"},
		{"map([1, 2], (x, n) => x + n)", "int[]"},
		{"mapValues({ a: 1 }, x => string(x))", "object"},
		{"max(1, 5, 3)", "5"},
		{"min([4, 2])", "2"},
		{"min(i, 3)", "int"},
		{"nameof(s)", "'s'"},
		{"objectKeys({ b: 1, a: 2 })", "('a' | 'b')[]"},
		{"padLeft('1', 3, '0')", "'001'"},
		{"parseCidr('10.0.0.0/16').netmask", "string"},
		{"range(1, 3)", "int[]"},
		{"reduce(list, 0, (sum, x) => sum + length(x))", "int"},
		{"replace('abc', 'b', 'x')", "'axc'"},
		{"shallowMerge([{ a: 1 }, { b: 2 }])", "object"},
		{"skip([1, 2, 3], 1)", "[2, 3]"},
		{"skip('abc', 1)", "'bc'"},
		{"skip(list, 1)", "string[]"},
		{"sort(list, (x, y) => x < y)", "string[]"},
		{"split('a,b', ',')", "['a', 'b']"},
		{"startsWith('abc', 'A')", "true"},
		{"string(3)", "string"},
		{"string(i)", "string"},
		{"substring('abcdef', 1, 2)", "'bc'"},
		{"take([1, 2, 3], 2)", "[1, 2]"},
		{"take('abc', 2)", "'ab'"},
		{"take(list, 2)", "string[]"},
		{"toLower('ABC')", "'abc'"},
		{"toObject(list, x => x)", "object"},
		{"toObject(list, x => x, x => length(x))", "object"},
		{"toUpper(s)", "string"},
		{"trim('  a ')", "'a'"},
		{"union({ a: 1 }, { b: 2 })", "object"},
		{"union([1], [2])", "array"},
		{"uniqueString('a')", "string"},
		{"uri('https://a/', 'b')", "string"},
		{"uriComponent('a b')", "string"},
		{"resourceGroup().location", "string"},
		{"subscription().subscriptionId", "string"},
		{"tenant().tenantId", "string"},
		{"deployment().name", "string"},
		{"environment().suffixes.storage", "string"},
		{"resourceId('Microsoft.Network/virtualNetworks', 'a')", "string"},
		{"reference('a')", "object"},
		{"pickZones('Microsoft.Compute', 'virtualMachines', 'westeurope')", "array"},
		{"providers('Microsoft.Network')", "Provider"},
		{"sys.toLower('A')", "'a'"},
		{"az.resourceGroup().name", "string"},
		{"shape.kind", "any"},
		{"ips", "Microsoft.Network/publicIPAddresses@2024-05-01[]"},
		{"ips[0]", "Microsoft.Network/publicIPAddresses@2024-05-01"},
		{"ips[0].properties.ipAddress", "string"},
		{"ip", "Microsoft.Network/publicIPAddresses@2024-05-01"},
		{"ip.id", "string"},
		{"ip.properties.publicIPAllocationMethod", "'Dynamic' | 'Static' | string"},
		{"mod.outputs.n", "int"},
		{"mod.name", "'mod'"},
		{"half(3)", "int"},
		{"size", "'large' | 'small'"},
		{"pair", "[string, int]"},
		{"pair[0]", "string"},
		{"rec.next", "null | { next: node? }"},
		{"[for x in list: x]", "string[]"},
		{"[for (x, n) in list: { x: x, n: n }]", "object[]"},
	} {
		if got := typeOf(t, catalogue, tt.expr); got != tt.want {
			t.Errorf("%s: found %s, wanted %s", tt.expr, got, tt.want)
		}
	}
}

// TestTypeOf checks that the parts of a declaration have types as well.
func TestTypeOf(t *testing.T) {
	prog, _ := loadSet(Options{}, map[string]string{"main.bicep": "param list string[]\nvar v = [length(list), first(list)!]\n"})
	if list := Check(prog, CheckOptions{NoLint: true}); len(list) > 0 {
		t.Fatal(list)
	}
	items := prog.Main.Vars[0].Decl.Value.(*syntax.ArrayExpr).Items
	for i, want := range []string{"int", "string"} {
		got, ok := prog.Main.TypeOf(items[i])
		if !ok || got.String() != want {
			t.Errorf("item %d: found %v, wanted %s", i, got, want)
		}
	}
	if got, ok := prog.Main.TypeOf(prog.Main.Params[0].Decl.Type); !ok || got.String() != "string[]" {
		t.Errorf("found %v, wanted string[]", got)
	}
}
