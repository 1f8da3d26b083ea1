package emit_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/emit"
)

// files emits main.bicep out of a set of files.
func files(t *testing.T, set map[string]string) ([]byte, error) {
	t.Helper()
	read := func(path string) ([]byte, error) {
		if s, ok := set[path]; ok {
			return []byte(s), nil
		}
		return nil, os.ErrNotExist
	}
	prog, list := check.Load(context.Background(), check.Options{ReadFile: read}, "main.bicep")
	if prog == nil {
		t.Fatal(list.Err())
	}
	return emit.Template(prog.Main, emit.Options{})
}

// TestTooLarge emits what grows without bound: it must stop, not hang.
func TestTooLarge(t *testing.T) {
	var vars strings.Builder
	vars.WriteString("var v0 = reference('x', '2023-01-01')\n")
	for i := range 60 {
		fmt.Fprintf(&vars, "var v%d = [v%d, v%d]\n", i+1, i, i)
	}
	vars.WriteString("output o array = v60\n")
	if _, err := files(t, map[string]string{"main.bicep": vars.String()}); !errors.Is(err, emit.ErrTooLarge) {
		t.Errorf("variables: got %v, want ErrTooLarge", err)
	}

	modules := map[string]string{"m0.bicep": "output o string = '" + strings.Repeat("x", 1000) + "'\n"}
	for i := range 40 {
		modules[fmt.Sprintf("m%d.bicep", i+1)] = fmt.Sprintf(
			"module a 'm%d.bicep' = {\n  name: 'a'\n}\nmodule b 'm%d.bicep' = {\n  name: 'b'\n}\n", i, i)
	}
	modules["main.bicep"] = modules["m40.bicep"]
	if _, err := files(t, modules); !errors.Is(err, emit.ErrTooLarge) {
		t.Errorf("modules: got %v, want ErrTooLarge", err)
	}
}

// TestManyPaths emits dependencies that can be reached on very many ways.
func TestManyPaths(t *testing.T) {
	var b strings.Builder
	b.WriteString("resource r 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 'r'\n  location: 'x'\n}\nvar v0 = r.id\n")
	for i := range 60 {
		fmt.Fprintf(&b, "var v%d = [v%d, v%d]\n", i+1, i, i)
	}
	b.WriteString("resource s 'Microsoft.Network/routeTables@2024-05-01' = {\n  name: 's'\n  location: 'x'\n  tags: v60\n}\n")
	got, err := files(t, map[string]string{"main.bicep": b.String()})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(got), "[resourceId('Microsoft.Network/routeTables', 'r')]"); n != 2 {
		t.Errorf("found %d ids, want the variable's and one dependency", n)
	}
}

// TestRefused emits what has no template.
func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		src  string
		want error
	}{
		{"output o string = x\n", emit.ErrFaulty},
		{"var a = b\nvar b = a\n", emit.ErrFaulty},
		{"module m 'missing.bicep' = {\n  name: 'm'\n}\n", emit.ErrFaulty},
	} {
		if _, err := files(t, map[string]string{"main.bicep": tt.src}); !errors.Is(err, tt.want) {
			t.Errorf("%q: got %v, want %v", tt.src, err, tt.want)
		}
	}
	if _, err := files(t, map[string]string{"main.bicep": "type t = string | {\n  a: int\n}\n"}); err == nil ||
		!strings.HasPrefix(err.Error(), "main.bicep:1:10: ") {
		t.Errorf("got %v, want an error with its place", err)
	}
}
