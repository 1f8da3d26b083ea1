package bicep_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/diag"
)

func files(pairs ...string) map[string][]byte {
	all := map[string][]byte{}
	for i := 0; i < len(pairs); i += 2 {
		all[pairs[i]] = []byte(pairs[i+1])
	}
	return all
}

// codes are the codes of a list with their places, in order.
func codes(list diag.List) string {
	var all []string
	for _, d := range list {
		all = append(all, d.Span.String()+" "+d.Code)
	}
	return strings.Join(all, ", ")
}

const module = "param name string\n\noutput greeting string = 'hello ${name}'\n"

func TestCheck(t *testing.T) {
	const use = "module m 'm.bicep' = {\n  name: 'm'\n  params: {\n    name: 'you'\n  }\n}\n"
	const params = "using 'main.bicep'\n"
	for _, test := range []struct {
		name, first string
		files       map[string][]byte
		want        string
	}{
		{"clean", "main.bicep", files("main.bicep", use, "m.bicep", module), ""},
		{"parameters", "main.bicepparam", files("main.bicepparam", params, "main.bicep", use, "m.bicep", module), ""},
		{"missing", "main.bicep", files(), "main.bicep BCP091"},
		{"missing module", "main.bicep", files("main.bicep", use), "main.bicep:1:10 BCP091"},
		{"fault in a module", "main.bicep", files("main.bicep", use, "m.bicep", module+"output n int = name\n"), "m.bicep:4:16 BCP033, main.bicep:1:10 BCP104"},
		{"not UTF-8", "main.bicep", files("main.bicep", "var x = '\xff'\n"), "main.bicep AML904"},
	} {
		p, err := bicep.Check(t.Context(), test.first, bicep.Options{Files: test.files})
		if err != nil {
			t.Fatal(err)
		}
		if got := codes(p.Diags); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
		template, err := p.Template()
		if errors.Is(err, bicep.ErrFaulty) != p.Diags.HasErrors() || (template == nil) != (err != nil) {
			t.Errorf("%s: a template of %d bytes, error %v", test.name, len(template), err)
		}
		if template != nil && !strings.Contains(string(template), `"version": "`+bicep.Release+`"`) {
			t.Errorf("%s: the template names no generator", test.name)
		}
	}
}

func TestCheckAll(t *testing.T) {
	opts := bicep.Options{Files: files("main.bicep", module, "modules/a.bicep", "output n int = 'a'\n", "main.parameters.json", "{")}
	p, err := bicep.CheckAll(t.Context(), "main.bicep", opts)
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(p.Diags); got != "modules/a.bicep:1:16 BCP033" {
		t.Errorf("got %q", got)
	}
	if string(p.Source("main.bicep")) != module || p.Source("gone.bicep") != nil {
		t.Error("the text is another")
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := bicep.CheckAll(ctx, "main.bicep", bicep.Options{Files: files("main.bicep", module)}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestFormat(t *testing.T) {
	for _, test := range []struct{ name, text, want, code string }{
		{"a.bicep", "param  x   int\r\n", "param x int\n", ""},
		{"a.bicepparam", "using  'a.bicep'\nparam x=1", "using 'a.bicep'\nparam x = 1\n", ""},
		{"a.bicep", "param\n", "", "BCP013"},
		{"a.bicep", "var x = '\xff'\n", "", "AML904"},
	} {
		got, list := bicep.Format(test.name, []byte(test.text))
		if string(got) != test.want || (test.code == "") != (list == nil) || test.code != "" && list[0].Code != test.code {
			t.Errorf("%q: got %q, %s", test.text, got, codes(list))
		}
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, text []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	for name, want := range map[string]string{
		write("good.bicep", []byte(module)):                    "",
		write("huge.bicep", make([]byte, syntax.MaxSize+1)):    "it has more than 16 MiB",
		write("largest.bicep", make([]byte, syntax.MaxSize-1)): "",
		filepath.Join(dir, "gone.bicep"):                       "it does not exist",
		dir:                                                    "it is a directory",
		os.DevNull:                                             "it is not a regular file",
	} {
		_, err := bicep.ReadFile(name)
		if got := message(err); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestTotal bounds the files of one program together.
func TestTotal(t *testing.T) {
	dir := t.TempDir()
	var main strings.Builder
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		main.WriteString("var " + name + " = loadTextContent('" + name + ".txt')\n")
		if err := os.WriteFile(filepath.Join(dir, name+".txt"), make([]byte, 15<<20), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(dir, "main.bicep")
	if err := os.WriteFile(name, []byte(main.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := bicep.Check(t.Context(), filepath.ToSlash(name), bicep.Options{NoLint: true})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(message(p.Diags.Err()), "more than 64 MiB together") {
		t.Errorf("got %v", p.Diags)
	}
}

// BenchmarkBuild measures parse, check and emission of the golden cases from
// the disk, and what the first run of a process adds: reading the schemas.
func BenchmarkBuild(b *testing.B) {
	for _, name := range []string{"minimal", "full"} {
		main := "../testdata/golden/" + name + "/main.bicep"
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p, err := bicep.Check(b.Context(), main, bicep.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := p.Template(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
