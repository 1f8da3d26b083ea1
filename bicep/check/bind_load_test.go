package check

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep/syntax"
)

// loadSet loads main.bicep out of a set of files.
func loadSet(opts Options, set map[string]string) (*Program, []string) {
	opts.ReadFile = func(path string) ([]byte, error) {
		if s, ok := set[path]; ok {
			return []byte(s), nil
		}
		return nil, os.ErrNotExist
	}
	prog, list := Load(context.Background(), opts, "main.bicep")
	var got []string
	for _, d := range list {
		got = append(got, fmt.Sprintf("%s %s", d.Span, d.Code))
	}
	return prog, got
}

func TestLoadErrors(t *testing.T) {
	for name, tt := range map[string]struct {
		files map[string]string
		root  string
		want  []string
	}{
		"no file": {want: []string{"main.bicep BCP091"}},
		"missing module": {
			files: map[string]string{"main.bicep": "module m 'a.bicep' = {\n  name: 'm'\n}\n"},
			want:  []string{"main.bicep:1:10 BCP091"},
		},
		"a module of itself": {
			files: map[string]string{"main.bicep": "module m 'main.bicep' = {\n  name: 'm'\n}\n"},
			want:  []string{"main.bicep:1:10 BCP094"},
		},
		"a cycle of modules": {
			files: map[string]string{
				"main.bicep": "module m 'a.bicep' = {\n  name: 'm'\n}\n",
				"a.bicep":    "import { x } from 'main.bicep'\n",
			},
			want: []string{"a.bicep:1:19 BCP095", "main.bicep:1:10 BCP104"},
		},
		"outside of the root": {
			files: map[string]string{"main.bicep": "module m '../a.bicep' = {\n  name: 'm'\n}\n", "../a.bicep": ""},
			root:  ".",
			want:  []string{"main.bicep:1:10 AML902"},
		},
		"absolute, backslash, scheme, empty, forbidden": {
			files: map[string]string{"main.bicep": "module a '/a.bicep' = {\n}\nmodule b 'b\\\\c.bicep' = {\n}\n" +
				"module c 'ftp:x' = {\n}\nmodule d '' = {\n}\nmodule e 'a?.bicep' = {\n}\nmodule f 'br:x/y:1' = {\n}\n"},
			want: []string{"main.bicep:1:10 BCP051", "main.bicep:3:10 BCP098", "main.bicep:5:10 BCP189",
				"main.bicep:7:10 BCP050", "main.bicep:9:10 BCP085", "main.bicep:11:10 BCP190"},
		},
		"no UTF-8": {
			files: map[string]string{"main.bicep": "var x = '\xff'\n"},
			want:  []string{"main.bicep AML904"},
		},
		"no template": {
			files: map[string]string{"main.bicep": "module m 'a.json' = {\n  name: 'm'\n}\n", "a.json": "{}"},
			want:  []string{"main.bicep:1:10 BCP188"},
		},
		"not exported": {
			files: map[string]string{"main.bicep": "import { x, y } from 'a.bicep'\noutput o int = y\n", "a.bicep": "var x = 1\n@export()\nvar y = 2\n"},
			want:  []string{"main.bicep:1:10 BCP360"},
		},
		"a loaded file is missing": {
			files: map[string]string{"main.bicep": "var x = loadTextContent('a.txt')\nvar y = loadJsonContent('b.json')\n", "b.json": "{"},
			want:  []string{"main.bicep:1:25 BCP091", "main.bicep:2:25 BCP186"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, got := loadSet(Options{Root: tt.root}, tt.files)
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %v\nwant %v", got, tt.want)
			}
		})
	}
}

// TestTooDeep loads a chain of modules that does not end.
func TestTooDeep(t *testing.T) {
	opts := Options{ReadFile: func(path string) ([]byte, error) {
		n := strings.Count(path, "/")
		return fmt.Appendf(nil, "module m '%d/x.bicep' = {\n  name: 'm'\n}\n", n), nil
	}}
	_, list := Load(context.Background(), opts, "x.bicep")
	if err := list.Err(); err == nil || !strings.Contains(err.Error(), CodeTooMany) {
		t.Errorf("got %v, want %s", err, CodeTooMany)
	}
}

// TestCancelled loads with a context that is done.
func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	prog, list := Load(ctx, Options{ReadFile: os.ReadFile}, "x.bicep")
	if err := list.Err(); prog != nil || err == nil || !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Errorf("got %v, want that it was cancelled", err)
	}
}

// TestModelOrder checks what the fields of a model promise.
func TestModelOrder(t *testing.T) {
	prog, list := loadSet(Options{}, map[string]string{
		"main.bicep": `resource a 'Microsoft.A/as@2024-01-01' = {
  name: 'a'
  resource b 'bs' = {
    name: 'b'
    resource c 'cs@2024-02-02' = {
      name: 'c'
    }
  }
}
resource d 'Microsoft.A/as/bs/cs@2024-01-01' = {
  parent: a::b
  name: m.outputs.x
}
module m 'm.bicep' = {
  name: 'm'
}
`,
		"m.bicep": "output x string = 'x'\n",
	})
	if len(list) > 0 {
		t.Fatal(list)
	}
	if n := len(prog.Models); n != 2 || prog.Models[1] != prog.Main {
		t.Errorf("found %d models, want that of m.bicep, then Main", n)
	}
	var got []string
	for _, r := range prog.Main.Resources {
		got = append(got, r.SymbolicName()+" "+r.Ref.String())
	}
	want := []string{"a::b::c Microsoft.A/as/bs/cs@2024-02-02", "a::b Microsoft.A/as/bs@2024-01-01",
		"a Microsoft.A/as@2024-01-01", "d Microsoft.A/as/bs/cs@2024-01-01"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	d := prog.Main.Globals["d"].(*Resource)
	if names := d.Ancestors(); len(names) != 2 || names[0].Name() != "a" || names[1].Name() != "b" {
		t.Errorf("got ancestors %v", names)
	}
}

func TestParseJSON(t *testing.T) {
	for src, want := range map[string]string{
		`{"a": [1, -2.5e3, "x\u00e9\ud801\udc37\n", true, null,], } // end`: "",
		`/* c */ []`:              "",
		`{"a": 1`:                 "line 1",
		"[1 2]":                   "line 1",
		"{\n\"a\" 1}":             "line 2",
		`"open`:                   "without an end",
		`nul`:                     "no value",
		`0x10`:                    "no value",
		`[] []`:                   "more after",
		strings.Repeat("[", 1000): "nesting",
	} {
		_, err := ParseJSON([]byte(src))
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", src, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%.40s: got %v, want %q", src, err, want)
		}
	}
}

func TestRegistry(t *testing.T) {
	var asked []string
	opts := Options{Registry: func(ref string) ([]byte, error) {
		asked = append(asked, ref)
		if strings.HasSuffix(ref, ":2") {
			return nil, errors.New("no such version")
		}
		return []byte(`{"resources": []}`), nil
	}}
	_, got := loadSet(opts, map[string]string{
		"main.bicep":       "module a 'br/public:avm/x:1' = {\n  name: 'a'\n}\nmodule b 'br/ours:x:2' = {\n  name: 'b'\n}\n",
		"bicepconfig.json": `{"moduleAliases": {"br": {"ours": {"registry": "example.azurecr.io", "modulePath": "bicep"}}}}`,
	})
	if want := []string{"br:mcr.microsoft.com/bicep/avm/x:1", "br:example.azurecr.io/bicep/x:2"}; !slices.Equal(asked, want) {
		t.Errorf("asked for %v, want %v", asked, want)
	}
	if want := []string{"main.bicep:4:10 BCP192"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestLoads checks what the functions that load files make of them.
func TestLoads(t *testing.T) {
	opts := Options{
		ReadDir: func(dir string) ([]string, error) {
			if dir != "data" {
				return nil, os.ErrNotExist
			}
			return []string{"b.txt", "A.txt", "c"}, nil
		},
		YAML: func(text []byte) (Value, error) {
			if len(text) == 0 {
				return nil, errors.New("empty")
			}
			return &Object{Members: []Member{{"text", String(text)}}}, nil
		},
	}
	set := map[string]string{
		"data/a.yaml": "x", "data/b.yaml": "", "data/16.txt": "\xff\xfeh\x00i\x00", "data/latin.txt": "\xe4",
		"data/j.json": `{"a": [{"b": 1}]}`,
		"main.bicep": `var dir = 'data'
var v1 = loadDirectoryFileInfo(dir, '*.txt')
var v2 = loadYamlContent('${dir}/a.yaml', '$.text')
var v3 = loadTextContent('data/16.txt')
var v4 = loadTextContent('data/latin.txt', 'iso-8859-1')
var v5 = loadFileAsBase64('data/latin.txt')
var v6 = loadJsonContent('data/j.json', '$.a[0][\'b\']')
var e1 = loadYamlContent('data/b.yaml')
var e2 = loadJsonContent('data/j.json', '$.c')
var e3 = loadJsonContent('data/j.json', '$..b')
var e4 = loadDirectoryFileInfo('nowhere')
param p string
var e5 = loadTextContent(p)
`,
	}
	prog, got := loadSet(opts, set)
	want := []string{"main.bicep:8:26 BCP340", "main.bicep:9:41 BCP235", "main.bicep:10:41 AML905", "main.bicep:11:32 BCP429",
		"main.bicep:13:26 BCP032"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	var values []string
	for _, v := range prog.Main.Vars {
		if c, ok := v.Decl.Value.(*syntax.CallExpr); ok && prog.Main.Loads[c] != nil {
			values = append(values, fmt.Sprint(prog.Main.Loads[c]))
		}
	}
	files := prog.Main.Loads[prog.Main.Vars[1].Decl.Value.(*syntax.CallExpr)].(Array)
	if len(files) != 2 || files[0].(*Object).Text("relativePath") != "data/A.txt" || files[1].(*Object).Text("extension") != ".txt" {
		t.Errorf("got files %v", files)
	}
	if want := []string{"x", "hi", "ä", "5A==", "1"}; !slices.Equal(values[1:], want) {
		t.Errorf("got %q, want %q", values[1:], want)
	}
}
