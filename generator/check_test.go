package generator

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
	"github.com/amlsec/amlsec/templates"
)

// seeded is a template with one fault in it.
func seeded(t *testing.T, name, old, text string) string {
	t.Helper()
	src, err := fs.ReadFile(templates.FS, name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(src), old) {
		t.Fatalf("the template does not hold %q", old)
	}
	return strings.Replace(string(src), old, text, 1)
}

// TestSeededFaults wants each fault in a template of the user's reported with
// Bicep's code, at its line.
func TestSeededFaults(t *testing.T) {
	src := goldenIntents(t)["minimal"]
	for _, test := range []struct {
		name, old, text string
		code            string
		severity        diag.Severity
		line            string
	}{
		{"misspelt property", "adminUserEnabled: false", "adminUserEnabledd: false", "BCP089", diag.Warning, "adminUserEnabledd: false"},
		{"misspelt at the top", "location: location", "locatoin: location", "BCP089", diag.Error, "locatoin: location"},
		{"unknown property", "adminUserEnabled: false", "somethingElse: false", "BCP037", diag.Warning, "somethingElse: false"},
		{"wrong enumeration", "accessTier: 'Hot'", "accessTier: 'Lukewarm'", "BCP036", diag.Warning, "accessTier: 'Lukewarm'"},
		{"wrong type", "adminUserEnabled: false", "adminUserEnabled: 'no'", "BCP036", diag.Warning, "adminUserEnabled: 'no'"},
		{"missing required", "    name: 'Premium'\n", "", "BCP035", diag.Warning, "sku: {"},
		{"unknown symbol", "location: location", "location: nowhere", "BCP057", diag.Error, "location: nowhere"},
		{"property twice", "adminUserEnabled: false", "adminUserEnabled: false\n    adminUserEnabled: true", "BCP025", diag.Error, "adminUserEnabled: false"},
		{"unknown type", `'{{apiType "Microsoft.ContainerRegistry/registries"}}'`, "'Microsoft.ContainerRegistry/registers@2020-01-01'", "BCP081", diag.Warning, "registers@2020-01-01"},
		{"depends on itself", "tags: ownedTags", "tags: union(tags, { id: {{.Symbol}}.id })", "BCP079", diag.Error, "tags: union("},
	} {
		t.Run(test.name, func(t *testing.T) {
			name := "registry.bicep.tmpl"
			if strings.HasPrefix(test.old, "accessTier") {
				name = "storage.bicep.tmpl"
			}
			opts := Options{Templates: fstest.MapFS{name: {Data: []byte(seeded(t, name, test.old, test.text))}}}
			out, diags, err := Generate(t.Context(), "intent.yaml", src, opts)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(diags, func(d diag.Diagnostic) bool { return d.Code == test.code })
			if i < 0 {
				t.Fatalf("no %s in %v", test.code, diags)
			}
			d := diags[i]
			if d.Severity != test.severity || (out == nil) != diags.HasErrors() {
				t.Errorf("got %s, output %t", d.Severity, out != nil)
			}
			if len(d.Notes) == 0 || !strings.Contains(d.Notes[0], test.line) {
				t.Errorf("at %s: %q, want %q", d.Span, d.Notes, test.line)
			}
			if d.Span.File == name && !strings.Contains(lineOf(opts.Templates, d.Span), test.line) {
				t.Errorf("%s is another line of the template", d.Span)
			}
		})
	}
}

// lineOf is the line of a template.
func lineOf(in fs.FS, at diag.Span) string {
	text, _ := fs.ReadFile(in, at.File)
	return diag.NewLines(text).Text(at.Start.Line)
}

// TestOriginOfLine wants the line of the template where it is clear, and the rendered
// line where it is not.
func TestOriginOfLine(t *testing.T) {
	set, _, err := loadTemplates(fstest.MapFS{"storage.bicep.tmpl": {Data: []byte("// mine\n  var once = 1\nlocation: location\n")}})
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]string{
		"var once = 1":         "storage.bicep.tmpl:2:7",
		"    var once = 1":     "storage.bicep.tmpl:2:3",
		"  location: location": "",
		"var elsewhere = 1":    "",
	} {
		got, ok := set.origin([][]byte{[]byte(line)}, diag.Span{File: "main.bicep", Start: diag.Pos{Line: 1, Col: 5}})
		if ok != (want != "") || ok && got.String() != want {
			t.Errorf("%q: got %s, want %q", line, got, want)
		}
	}
}

// TestFaultBuiltIn wants a fault of a template built in told as ours, with the
// line of the intent.
func TestFaultBuiltIn(t *testing.T) {
	in, diags := intent.Parse("intent.yaml", []byte("apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\nnetwork: {bastion: true}\n"))
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	p, diags := plan.Build(in)
	if diags.HasErrors() {
		t.Fatal(diags.Err())
	}
	text, err := fs.ReadFile(templates.FS, "bastion.bicep.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	set, _, err := loadTemplates(fstest.MapFS{"bastion.bicep.tmpl": {Data: []byte(strings.Replace(string(text), "location: location", "location: nowhere", 1))}})
	if err != nil {
		t.Fatal(err)
	}
	set.replaced = nil // as if it were built in
	files, diags, err := set.render(p)
	if err != nil || len(diags) > 0 {
		t.Fatal(err, diags)
	}
	program, diags, err := set.verify(t.Context(), p, files)
	var ours *InternalError
	if program != nil || len(diags) > 0 || !errors.As(err, &ours) {
		t.Fatalf("got %v, %v", diags, err)
	}
	if ours.Stage != "check" || ours.File != "main.bicep" || ours.Span.Start.Line != 4 {
		t.Errorf("got %+v", ours)
	}
	for _, want := range []string{"error BCP057", `"location: nowhere"`, "asked for by network.bastion", "intent.yaml:4:"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q lacks %q", err, want)
		}
	}
}

// TestFormats compares the forms of the output.
func TestFormats(t *testing.T) {
	for _, name := range []string{"minimal", "existing-vnet", "subscription-scope"} {
		src := goldenIntents(t)[name]
		generate := func(opts Options) []File {
			out, _, err := Generate(t.Context(), "intent.yaml", src, opts)
			if err != nil || out == nil {
				t.Fatalf("%s: %v, %v", name, out, err)
			}
			return out.Files
		}
		source := generate(Options{Params: JSONParams})
		arm := generate(Options{Params: JSONParams, Format: ARM})
		both := generate(Options{Params: BicepParams, Format: Both})
		last := len(source) - 1
		if len(arm) != 2 || arm[0].Path != templateFile || arm[1].Path != source[last].Path {
			t.Errorf("%s: ARM has %d files", name, len(arm))
		}
		if len(both) != len(source)+1 || both[last].Path != templateFile || both[last+1].Path != bicepParamsFile {
			t.Errorf("%s: both have %d files", name, len(both))
		}
		if string(both[last].Data) != string(arm[0].Data) || string(both[0].Data) != string(source[0].Data) {
			t.Errorf("%s: the forms differ", name)
		}
	}
}

// FuzzChecked: whatever text a user writes into an intent, nothing is found in
// what is rendered that amlsec would take for its own mistake.
func FuzzChecked(f *testing.F) {
	for i, text := range slotted() {
		for slot := range countSlots(text) {
			f.Add(uint8(i), uint8(slot), "login.microsoftonline.com")
		}
	}
	for _, s := range append(hostile(), "https://management.azure.com/", "x.database.windows.net.", "[parameters('x')]", "[[x]",
		"${resourceGroup().id}", "password", "secret", "any()", "_artifactsLocation", "a.b-c d", strings.Repeat("x", 250)) {
		f.Add(uint8(0), uint8(3), s) // the value of a tag
		f.Add(uint8(0), uint8(2), s) // its key
	}
	f.Fuzz(func(t *testing.T, which, slot uint8, s string) {
		texts := slotted()
		text := texts[int(which)%len(texts)]
		text = fillSlots(text, int(slot)%countSlots(text), s)
		if _, _, err := Generate(t.Context(), "intent.yaml", []byte(text), Options{Format: ARM}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestHostOfIntent wants a host that the user wrote told at its place, and
// nothing taken for a mistake of amlsec's.
func TestHostOfIntent(t *testing.T) {
	src := "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\ntags: {docs: 'see https://Management.Azure.com/'}\n"
	out, diags, err := Generate(t.Context(), "intent.yaml", []byte(src), Options{})
	if err != nil || out == nil {
		t.Fatal(err, diags)
	}
	i := slices.IndexFunc(diags, func(d diag.Diagnostic) bool { return d.Code == codeHost })
	if i < 0 || diags[i].Severity != diag.Info || diags[i].Span.String() != "intent.yaml:4:14" || !strings.Contains(diags[i].Msg, `"Management.Azure.com"`) {
		t.Errorf("got %v", diags)
	}
}
