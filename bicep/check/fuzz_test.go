package check

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/schemas"
)

// FuzzCheck checks whatever loads: no panic, no hang, and every diagnostic has
// a code, a message and a place.
func FuzzCheck(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join(testdata, "*.bicep"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		src, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src))
	}
	for _, src := range hostile() {
		f.Add(src)
	}
	catalogue := schemas.New()
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 20_000 {
			return
		}
		start := time.Now()
		checkSource(t, catalogue, src)
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("took %s", d)
		}
	})
}

// TestHostile checks sources whose types would be large or deep beyond reason.
func TestHostile(t *testing.T) {
	catalogue := schemas.New()
	for name, src := range hostile() {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			checkSource(t, catalogue, src)
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %s", d)
			}
		})
	}
}

func checkSource(t *testing.T, catalogue *schemas.Set, src string) {
	t.Helper()
	path := testdata + "/fuzzed.bicep"
	opts := Options{Root: testdata, Lookup: catalogue.Lookup, ReadFile: func(p string) ([]byte, error) {
		if p == path {
			return []byte(src), nil
		}
		return os.ReadFile(p)
	}}
	prog, list := Load(context.Background(), opts, path)
	if prog == nil {
		return
	}
	for _, d := range append(list, Check(prog, CheckOptions{})...) {
		if d.Code == "" || d.Msg == "" || len(d.Msg) > 10_000 || !d.Span.IsValid() && d.Code != "AML904" {
			t.Errorf("%s: %s: %.200s", d.Span, d.Code, d.Msg)
		}
	}
}

// hostile are sources that double something with every line.
func hostile() map[string]string {
	lines := func(n int, first string, line func(i int) string) string {
		var b strings.Builder
		b.WriteString(first + "\n")
		for i := 1; i <= n; i++ {
			b.WriteString(line(i) + "\n")
		}
		return b.String()
	}
	chain := func(format string) func(i int) string {
		return func(i int) string {
			return strings.NewReplacer("#", fmt.Sprint(i), "@", fmt.Sprint(i-1)).Replace(format)
		}
	}
	return map[string]string{
		"tuples":       lines(60, "var v0 = [1]", chain("var v# = [...v@, ...v@]")),
		"arrays":       lines(60, "var v0 = 'x'", chain("var v# = [v@, v@]")),
		"objects":      lines(60, "var v0 = {}", chain("var v# = { a: v@, b: v@ }")),
		"strings":      lines(60, "var v0 = 'x'", chain("var v# = '${v@}${v@}'")),
		"joins":        lines(60, "var v0 = 'x'", chain("var v# = concat(v@, v@)")),
		"unions":       lines(60, "param p bool\nvar v0 = 'x'", chain("var v# = p ? '${v@}a' : '${v@}b'")),
		"ternaries":    lines(60, "param p bool\nvar v0 = { a: 1 }", chain("var v# = p ? { a: v@ } : { b: v@ }")),
		"repeated":     lines(60, "var v0 = ['x']", chain("var v# = concat(v@, v@)")),
		"lambdas":      lines(60, "var v0 = ['x']", chain("var v# = map(v@, x => [x, x])")),
		"types":        lines(60, "type t0 = 'x' | 'y'", chain("type t# = { a: t@, b: t@ }")) + "param p t60\nparam q t59 = p.a\n",
		"tuple types":  lines(60, "type t0 = 'x'", chain("type t# = [t@, t@]")) + "param p t60\nvar v = p\n",
		"type unions":  lines(60, "type t0 = 'x' | 'y'", chain("type t# = t@ | 'x#' | 'y#'")) + "param p t60\n",
		"deep access":  "var v = {}\nvar w = v" + strings.Repeat(".a", 400) + "\n",
		"deep objects": "var v = " + strings.Repeat("{ a: ", 90) + "1" + strings.Repeat(" }", 90) + "\nparam p object = v\n",
		"functions":    lines(60, "func f0(x array) array => x", chain("func f#(x array) array => concat(f@(x), f@(x))")) + "var v = f60([])\n",
		"long chain":   lines(3000, "var v0 = 1", chain("var v# = v@ + 1")) + "output o int = v3000\n",
		"many names":   lines(2000, "", chain("param p# string\noutput o# string = q#")),
		"range":        "var v = range(0, 1000000000)\nvar w = [for i in v: v]\n",
		"padding":      "var v = padLeft('x', 1000000000)\nvar w = substring(v, 0, 999999999)\n",
		"recursion":    "type t = { a: t?, b: t[]? }\nparam p t = " + strings.Repeat("{ a: ", 90) + "{}" + strings.Repeat(" }", 90) + "\nparam q t = p\n",
		"mutual":       "type a = { b: b? }\ntype b = { a: a? }\nparam p a\nparam q b = p.b!\noutput o a = q.a!\n",
		"comparisons":  lines(40, "param p0 { a: string }?", chain("param p# { a: string }? = p@ ?? p@ ?? p@")),
	}
}
