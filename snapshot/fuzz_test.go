package snapshot_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/snapshot"
)

// small are limits that keep each run of a fuzz test short.
var small = snapshot.Limits{Steps: 50_000, Bytes: 1 << 20, Size: 20_000, Depth: 60, Resources: 40, Errors: 20}

// soon fails a test that takes long.
func soon(t *testing.T) func() {
	start := time.Now()
	return func() {
		if d := time.Since(start); d > 3*time.Second {
			t.Errorf("took %v", d)
		}
	}
}

// FuzzTake checks that Take ends on any template without a panic, gives JSON,
// and the same again.
func FuzzTake(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src, src, true)
	}
	for _, r := range snapshot.Rules() {
		f.Add([]byte(r.Example), []byte(r.Example), false)
	}
	f.Fuzz(func(t *testing.T, src, params []byte, assume bool) {
		defer soon(t)()
		opts := snapshot.Options{File: "a", Parameters: params, AssumeMissing: assume, Limits: small}
		snap, diags := snapshot.Take(src, opts)
		first, err := json.Marshal(snap)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := snapshot.Take(src, opts)
		second, err := json.Marshal(again)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Errorf("two runs differ:\n%s\n%s", first, second)
		}
		for _, d := range diags {
			if strings.Contains(d.Msg, "internal error") {
				t.Error(d.Msg)
			}
		}
	})
}

// FuzzExpr checks the same for a single expression.
func FuzzExpr(f *testing.F) {
	for _, s := range []string{
		`concat('a', 1)`, `format('{0,5:X}|{1}', 255, reference('x').y)`, `map(range(0, 3), lambda('i', lambdaVariables('i')))`,
		`parameters('o')['Two'].x[1]`, `dateTimeAdd('2020-02-29T00:00:00Z', 'P1Y', 'R')`, `cidrSubnet('10.0.0.0/8', 24, 9)`,
		`union(createObject('a', createObject()), createObject('A', null()))`, `my.twice('x')`, `resourceId('a', 'B.C/d/e', 'f', 'g')`,
		`tryGet(reference('x'), 'a', 0)`, `sort(createArray('b', 'a'), lambda('x', 'y', less(lambdaVariables('x'), lambdaVariables('y'))))`,
		`json('{"a": [1, 2.5, null]}').a[1]`, `split('a b', createArray(' ', ''))`, `uri('http://a/b', '../c')`, `padLeft(1, 9, 'é')`,
		`substring('a😀b', 1, 1)`, `indexOf('İ', 'i')`, `first(format('{0}', newGuid()))`, `environment().suffixes`, `items(parameters('o'))`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		defer soon(t)()
		text := strconv.Quote("[" + s + "]")
		if b, err := json.Marshal("[" + s + "]"); err == nil {
			text = string(b)
		}
		template := withSchema(`{
			"parameters": {"o": {"type": "object", "defaultValue": {"one": "a", "Two": {"x": [1, 2]}}}, "pin": {"type": "securestring", "defaultValue": "zq7zq7"}},
			"functions": [{"namespace": "my", "members": {"twice": {"parameters": [{"name": "s", "type": "string"}], "output": {"type": "string", "value": "[concat(parameters('s'), parameters('s'))]"}}}}],
			"resources": [], "outputs": {"o": {"value": ` + text + `}}}`)
		snap, diags := snapshot.Take([]byte(template), snapshot.Options{Limits: small})
		out, err := json.Marshal(snap)
		if err != nil {
			t.Fatal(err)
		}
		messages, _ := json.Marshal(diags)
		if strings.Contains(s, "zq7") {
			return
		}
		if bytes.Contains(out, []byte("zq7zq7")) || bytes.Contains(messages, []byte("zq7zq7")) {
			t.Errorf("the secret got out:\n%s\n%s", out, messages)
		}
	})
}

// BenchmarkTake takes the golden templates.
func BenchmarkTake(b *testing.B) {
	for _, name := range []string{"classic", "symbolic", "scopes"} {
		src, err := os.ReadFile("testdata/" + name + ".json")
		if err != nil {
			b.Fatal(err)
		}
		params, _ := os.ReadFile("testdata/" + name + ".parameters.json")
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				snapshot.Take(src, snapshot.Options{Parameters: params})
			}
		})
	}
}
