package generator

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/amlsec/amlsec/diag"
)

// replaced renders the filled plan with one template replaced.
func replaced(t *testing.T, name, text string) ([]File, diag.List) {
	t.Helper()
	set, diags, err := loadTemplates(fstest.MapFS{name: {Data: []byte(text)}, "README.md": {Data: []byte("not a template")}})
	if err != nil {
		t.Fatal(err)
	}
	if diags.HasErrors() {
		return nil, diags
	}
	files, diags, err := set.render(filledPlan(false))
	if err != nil {
		t.Fatal(err)
	}
	return files, diags
}

func TestReplacedTemplate(t *testing.T) {
	files, diags := replaced(t, "key-vault.bicep.tmpl", "\n// Ours.\nvar mine = {{str .KeyVault.Symbol}}\n")
	if len(diags) > 0 || !strings.Contains(string(files[0].Data), "// Ours.\nvar mine = ") {
		t.Errorf("the template was not used: %v", diags)
	}
	for _, f := range renderFilled(t, false) {
		if strings.Contains(string(f.Data), "// Ours.") {
			t.Error("the template built in has changed")
		}
	}
}

func TestFaultyTemplates(t *testing.T) {
	for _, test := range []struct {
		name, text string
		code       string
		line       int
		msg        string
	}{
		{"nonesuch.bicep.tmpl", "", codeUnknown, 0, "replaces no template"},
		{"storage.bicep.tmpl", "\n{{if}}", codeParse, 2, "missing value for if"},
		{"storage.bicep.tmpl", "{{quote .Storage.Symbol}}", codeParse, 1, `function "quote" not defined`},
		{"storage.bicep.tmpl", "\n\n{{.Storage.Nonesuch}}", codeExecute, 3, "can't evaluate field Nonesuch"},
		{"storage.bicep.tmpl", "{{apiType \"Microsoft.None/such\"}}", codeExecute, 1, "has no version of Microsoft.None/such"},
		{"storage.bicep.tmpl", "var x = 'open", codeSyntax, 0, ""},
	} {
		_, diags := replaced(t, test.name, test.text)
		if len(diags) != 1 {
			t.Errorf("%s %q: %d diagnostics, want one: %v", test.name, test.text, len(diags), diags)
			continue
		}
		d := diags[0]
		if d.Code != test.code || !strings.Contains(d.Msg, test.msg) || test.line > 0 && d.Span.Start.Line != test.line {
			t.Errorf("%q: got %s %s at %s", test.text, d.Code, d.Msg, d.Span)
		}
		if test.line > 0 && d.Span.File != test.name {
			t.Errorf("%q: in %s", test.text, d.Span.File)
		}
	}
}

func TestFaultyTemplateBuiltIn(t *testing.T) {
	set, _, err := loadTemplates(nil)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = set.execute(page{path: "main.bicep", template: "main.bicep.tmpl", data: 1})
	var ours *InternalError
	if !errors.As(err, &ours) || ours.File != "main.bicep" {
		t.Errorf("got %v, want an internal error", err)
	}
}

func TestRules(t *testing.T) {
	for _, r := range Rules() {
		if !strings.HasPrefix(r.Code, "AML8") || r.Severity == 0 || r.Title == "" || r.Why == "" || r.Fix == "" {
			t.Errorf("%s is incomplete", r.Code)
		}
	}
}
