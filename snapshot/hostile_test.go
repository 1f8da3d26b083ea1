package snapshot_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/snapshot"
)

// chain is variables v0…vN of which each is made from the one before.
func chain(n int, first, next string) string {
	parts := []string{`"v0": "` + first + `"`}
	for i := 1; i <= n; i++ {
		parts = append(parts, fmt.Sprintf(`"v%d": "%s"`, i, strings.ReplaceAll(next, "@", fmt.Sprintf("variables('v%d')", i-1))))
	}
	return `"variables": {` + strings.Join(parts, ",") + `}`
}

// nestedCopies are copy loops of 800 turns in one another.
func nestedCopies(depth int) string {
	s := `1`
	for i := range depth {
		s = fmt.Sprintf(`{"copy": [{"name": "l%d", "count": 800, "input": %s}]}`, i, s)
	}
	return s
}

// nestedDeployments are deployments in one another.
func nestedDeployments(depth int) string {
	inner := `{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": []}`
	for i := range depth {
		inner = fmt.Sprintf(`{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [
			{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d%d", "copy": {"name": "c", "count": 3}, "properties": {"mode": "Incremental", "template": %s}}]}`, i, inner)
	}
	return inner
}

// TestHostile checks that templates made to exhaust the machine end in an
// error, soon and without much memory.
func TestHostile(t *testing.T) {
	deep := func(open, shut string, n int) string { return strings.Repeat(open, n) + strings.Repeat(shut, n) }
	for _, tt := range []struct{ name, template, code string }{
		{"deep JSON", `"resources": [], "variables": {"a": ` + deep("[", "]", 100_000) + `}`, "AML613"},
		{"deep expression", `"resources": [], "variables": {"a": "[` + deep("createArray(", ")", 10_000) + `]"}`, "AML613"},
		{"many steps into a value", `"resources": [], "variables": {"a": "[createArray()` + strings.Repeat("[0]", 10_000) + `]"}`, "AML613"},
		{"long chain of variables", chain(5000, "x", "[@]"), ""},
		{"long chain of variables, backwards", strings.ReplaceAll(chain(5000, "x", "[@]"), `"v0": "x"`, `"start": "[variables('v5000')]", "v0": "x"`), "AML613"},
		{"as many variables as Azure allows", strings.ReplaceAll(chain(511, "x", "[concat(@, '')]"), `"v0": "x"`, `"start": "[variables('v511')]", "v0": "x"`), ""},
		{"doubled arrays", chain(60, "x", "[createArray(@, @)]"), "AML613"},
		{"doubled objects", chain(60, "x", "[createObject('a', @, 'b', @)]"), "AML613"},
		{"doubled texts", chain(60, "xxxxxxxxxx", "[concat(@, @)]"), "AML613"},
		{"doubled formats", chain(60, "xxxxxxxxxx", "[format('{0}{0}{0}', @)]"), "AML613"},
		{"doubled unknowns", chain(60, "[newGuid()]", "[concat(@, @)]"), "AML613"},
		{"doubled unknown calls", chain(60, "[newGuid()]", "[if(@, @, 'x')]"), "AML613"},
		{"doubled unions", chain(60, "[createObject('a', 1)]", "[union(createObject('a', @), createObject('b', @))]"), "AML613"},
		{"doubled replacements", chain(60, "aaaaaaaaaa", "[replace(@, 'a', 'aaaaaaaaaa')]"), "AML613"},
		{"doubled escapes", chain(60, "%%%", "[uriComponent(concat(@, @))]"), "AML613"},
		{"doubled JSON", chain(60, "x", "[string(createArray(@, @))]"), "AML613"},
		{"deep arrays", `"variables": {"a": "[reduce(range(0, 10000), 0, lambda('c', 'n', createArray(lambdaVariables('c'))))]"}`, "AML613"},
		{"deep unknowns", `"variables": {"a": "[reduce(range(0, 10000), newGuid(), lambda('c', 'n', toLower(lambdaVariables('c'))))]"}`, "AML613"},
		{"long unknown paths", `"variables": {"a": "[reduce(range(0, 10000), reference('x'), lambda('c', 'n', lambdaVariables('c').a))]"}`, "AML613"},
		{"huge range", `"variables": {"a": "[range(0, 10000000)]"}`, "AML604"},
		{"maps in maps", `"variables": {"a": "[map(range(0, 10000), lambda('a', map(range(0, 10000), lambda('b', map(range(0, 10000), lambda('c', 1))))))]"}`, "AML613"},
		{"filters in filters", `"variables": {"a": "[filter(range(0, 10000), lambda('a', empty(filter(range(0, 10000), lambda('b', false())))))]"}`, "AML613"},
		{"costly sort", `"variables": {"a": "[sort(range(0, 10000), lambda('a', 'b', empty(map(range(0, 10000), lambda('c', 1)))))]"}`, "AML613"},
		{"sort without order", `"variables": {"a": "[sort(range(0, 1000), lambda('a', 'b', true()))]"}`, ""},
		{"costly union", `"variables": {"a": "[union(map(range(0, 10000), lambda('i', createArray(lambdaVariables('i')))), map(range(0, 10000), lambda('i', createArray(lambdaVariables('i')))))]"}`, "AML613"},
		{"costly merge", `"variables": {"a": "[reduce(range(0, 10000), createObject(), lambda('c', 'n', union(lambdaVariables('c'), createObject(string(lambdaVariables('n')), 1))))]"}`, "AML613"},
		{"costly concat", `"variables": {"a": "[reduce(range(0, 10000), createArray(), lambda('c', 'n', concat(lambdaVariables('c'), createArray(1))))]"}`, "AML613"},
		{"wide padding", `"variables": {"a": "[padLeft('', 2000000000)]"}`, "AML613"},
		{"absurd padding", `"variables": {"a": "[padLeft('', 9000000000000000000)]"}`, "AML604"},
		{"wide format", `"variables": {"a": "[format('{0,999999999}', 1)]"}`, "AML604"},
		{"many wide formats", `"variables": {"a": "[format('` + strings.Repeat("{0,999999}", 1000) + `', 1)]"}`, "AML613"},
		{"doubled in a reduce", `"variables": {"a": "[reduce(range(0, 60), 'xxxxxxxx', lambda('c', 'n', concat(lambdaVariables('c'), lambdaVariables('c'))))]"}`, "AML613"},
		{"doubled arrays in a reduce", `"variables": {"a": "[reduce(range(0, 60), createArray(1), lambda('c', 'n', concat(lambdaVariables('c'), lambdaVariables('c'))))]"}`, "AML613"},
		{"replaced in a reduce", `"variables": {"a": "[reduce(range(0, 60), 'aaaa', lambda('c', 'n', replace(lambdaVariables('c'), 'a', 'aaaaaaaaaa')))]"}`, "AML613"},
		{"quoted in a reduce", `"variables": {"a": "[reduce(range(0, 60), '\"', lambda('c', 'n', string(createArray(lambdaVariables('c')))))]"}`, "AML613"},
		{"ranges in a map", `"variables": {"a": "[flatten(map(range(0, 3000), lambda('i', range(0, 10000))))]"}`, "AML613"},
		{"split at everything", `"variables": {"a": "[split(padLeft('', 1000000, ','), map(range(0, 10000), lambda('i', string(lambdaVariables('i')))))]"}`, "AML613"},
		{"many stars", `"variables": {"a": "[like(padLeft('', 5000, 'a'), '` + strings.Repeat("*a", 2000) + `b')]"}`, ""},
		{"large numbers", `"variables": {"a": "[json('[1e400, 1e999999999]')]", "b": "[int('99999999999999999999999999')]"}`, "AML604"},
		{"long join", `"variables": {"l": "[padLeft('', 1000000)]", "a": "[join(map(range(0, 10000), lambda('i', variables('l'))), ',')]"}`, "AML613"},
		{"long split", `"variables": {"a": "[split(padLeft('', 100000000), ' ')]"}`, "AML613"},
		{"nested copies", `"variables": {"a": ` + nestedCopies(6) + `}`, "AML613"},
		{"copy of copies", `"resources": [{"type": "A.B/c", "apiVersion": "1", "name": "[concat('a', copyIndex())]", "copy": {"name": "c", "count": 800}, "properties": ` + nestedCopies(2) + `}]`, "AML613"},
		{"too many turns", `"variables": {"copy": [{"name": "c", "count": 1000000, "input": 1}]}`, "AML610"},
		{"negative turns", `"variables": {"copy": [{"name": "c", "count": -1, "input": 1}]}`, "AML610"},
		{"self", `"variables": {"a": "[variables('a')]"}`, "AML609"},
		{"self through an object", `"variables": {"a": {"b": "[variables('c')]"}, "c": "[variables('a').b]"}`, "AML609"},
		{"self through a default", `"parameters": {"a": {"type": "string", "defaultValue": "[parameters('b')]"}, "b": {"type": "string", "defaultValue": "[parameters('a')]"}}`, "AML609"},
		{"function that calls itself", `"functions": [{"namespace": "n", "members": {"f": {"parameters": [], "output": {"type": "int", "value": "[n.f()]"}}}}], "variables": {"a": "[n.f()]"}`, "AML613"},
		{"functions that fan out", `"functions": [{"namespace": "n", "members": {"f": {"parameters": [{"name": "x", "type": "int"}], "output": {"type": "int", "value": "[if(equals(parameters('x'), 0), 1, add(n.f(sub(parameters('x'), 1)), n.f(sub(parameters('x'), 1))))]"}}}}], "variables": {"a": "[n.f(100)]"}`, "AML613"},
		{"deployment that needs itself", `"resources": [{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d", "properties": {"mode": "Incremental", "expressionEvaluationOptions": {"scope": "inner"},
			"parameters": {"p": {"value": "[reference('d').outputs.o.value]"}},
			"template": {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "parameters": {"p": {"type": "string"}}, "resources": [], "outputs": {"o": {"type": "string", "value": "[parameters('p')]"}}}}}]`, "AML609"},
		{"deployments in deployments", strings.TrimSuffix(strings.SplitN(nestedDeployments(40), ",", 2)[1], "}"), "AML613"},
		{"loops of deployments in deployments", strings.TrimSuffix(strings.SplitN(strings.ReplaceAll(nestedDeployments(5), `"count": 3`, `"count": 800`), ",", 2)[1], "}"), "AML613"},
		{"definition that is itself", `"definitions": {"a": {"$ref": "#/definitions/a"}, "l": {"type": "array", "items": {"$ref": "#/definitions/l"}}}, "parameters": {"p": {"$ref": "#/definitions/a", "defaultValue": 1}, "q": {"$ref": "#/definitions/l", "defaultValue": [[[[]]]]}}`, ""},
		{"many errors", `"resources": [` + strings.TrimSuffix(strings.Repeat(`{"type": "A.B/c", "name": "n"},`, 700), ",") + `]`, "AML611"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			template := "{" + tt.template
			if !strings.Contains(tt.template, `"resources"`) {
				template += `, "resources": []`
			}
			src := withSchema(template + "}")
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			snap, diags := snapshot.Take([]byte(src), snapshot.Options{})
			if _, err := json.Marshal(snap); err != nil {
				t.Error(err)
			}
			elapsed := time.Since(start)
			runtime.ReadMemStats(&after)
			if elapsed > 10*time.Second {
				t.Errorf("took %v", elapsed)
			}
			if mib := (after.TotalAlloc - before.TotalAlloc) >> 20; mib > 3000 {
				t.Errorf("took %d MiB", mib)
			}
			t.Logf("%v, %d MiB", elapsed.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20)
			if len(diags) > 100 {
				t.Errorf("%d diagnostics", len(diags))
			}
			if tt.code == "" {
				if err := diags.Err(); err != nil {
					t.Error(err)
				}
				return
			}
			for _, d := range diags {
				if d.Code == tt.code {
					return
				}
			}
			t.Errorf("got no %s but %v", tt.code, diags)
		})
	}
}

// TestHostileParameters checks that a parameters file made to exhaust the
// machine ends in an error at it.
func TestHostileParameters(t *testing.T) {
	template := []byte(withSchema(`{"parameters": {"p": {"type": "array"}}, "resources": []}`))
	for name, value := range map[string]string{
		"deep":  strings.Repeat("[", 300_000) + strings.Repeat("]", 300_000),
		"large": "[" + strings.Repeat("1,", 1_500_000) + "1]",
		"open":  strings.Repeat(`{"a":`, 300_000),
	} {
		t.Run(name, func(t *testing.T) {
			params := []byte(`{"parameters": {"p": {"value": ` + value + `}}}`)
			_, diags := snapshot.Take(template, snapshot.Options{Parameters: params, ParametersFile: "p.json"})
			if err := diags.Err(); err == nil || !strings.Contains(err.Error(), "p.json") {
				t.Errorf("got %v", diags)
			}
		})
	}
}
