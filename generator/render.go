package generator

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/template"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/plan"
	"github.com/amlsec/amlsec/templates"
)

// templateSet is the templates of one run: those built in, some of them
// replaced by the user's.
type templateSet struct {
	tree *template.Template
	// overrides are the user's templates, and replaced the names of those used.
	overrides fs.FS
	replaced  []string
}

// builtIn are the templates built in. Parsing them costs more than rendering
// with them, so it is done once; they are never changed afterwards.
var builtIn = sync.OnceValues(parseBuiltIn)

func parseBuiltIn() (*template.Template, error) {
	t := template.New("").Funcs(functions(chosenVersions())).Option("missingkey=error")
	return t.ParseFS(templates.FS, "*.tmpl")
}

// loadTemplates offers the templates built in, with those of the user in their
// place. The list holds what is wrong with the latter.
func loadTemplates(overrides fs.FS) (*templateSet, diag.List, error) {
	bicep.Schemas() // while the templates are read
	tree, err := builtIn()
	if err == nil && overrides != nil {
		tree, err = tree.Clone()
	}
	if err != nil {
		return nil, nil, &InternalError{Stage: "template", Err: err}
	}
	set := &templateSet{tree: tree, overrides: overrides}
	if overrides == nil {
		return set, nil, nil
	}
	diags, err := set.replace(overrides)
	return set, diags, err
}

// chosenVersions completes a resource type with the API version that the
// manifest of package schemas chooses for it.
func chosenVersions() func(string) (string, error) {
	return func(name string) (string, error) {
		version, ok := bicep.Schemas().Version(name)
		if !ok {
			return "", fmt.Errorf("schemas/manifest.txt has no version of %s", name)
		}
		return name + "@" + version, nil
	}
}

// replace parses the user's templates over those built in.
func (s *templateSet) replace(overrides fs.FS) (diag.List, error) {
	entries, err := fs.ReadDir(overrides, ".")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	var diags diag.List
	for _, e := range entries {
		name := e.Name()
		if path.Ext(name) != ".tmpl" {
			continue
		}
		if s.tree.Lookup(name) == nil {
			diags.Add(unknownTemplate(name, s.names()))
			continue
		}
		text, err := fs.ReadFile(overrides, name)
		if err != nil {
			return diags, fmt.Errorf("read template: %w", err)
		}
		if _, err := s.tree.New(name).Parse(string(text)); err != nil {
			diags.Add(faultyTemplate(codeParse, name, err))
			continue
		}
		s.replaced = append(s.replaced, name)
	}
	return diags, nil
}

// names are the names of the templates, sorted.
func (s *templateSet) names() []string {
	var names []string
	for _, t := range s.tree.Templates() {
		if t.Name() != "" {
			names = append(names, t.Name())
		}
	}
	slices.Sort(names)
	return names
}

// render makes the Bicep of a plan, file by file.
func (s *templateSet) render(p *plan.Plan) ([]File, diag.List, error) {
	list, err := pages(p)
	if err != nil {
		return nil, nil, &InternalError{Stage: "plan", Err: err}
	}
	var files []File
	for _, page := range list {
		text, diags, err := s.execute(page)
		if err != nil || diags.HasErrors() {
			return nil, diags, err
		}
		data, bad := finish(page.path, text)
		if bad != nil {
			diags, err := s.blame(p, page.path, bad)
			return nil, diags, err
		}
		if slices.ContainsFunc(files, func(f File) bool { return f.Path == page.path }) {
			return nil, nil, &InternalError{Stage: "plan", File: page.path, Err: errors.New("two files have this name")}
		}
		files = append(files, File{Path: page.path, Data: data})
	}
	return files, nil, nil
}

// blame says whose mistake it is that a page is no Bicep: the user's, if any
// template is the user's, or else ours.
func (s *templateSet) blame(p *plan.Plan, file string, bad *badSyntax) (diag.List, error) {
	if len(s.replaced) == 0 {
		return nil, &InternalError{Stage: "syntax", File: file, Span: placeOf(p, bad.from), Err: bad}
	}
	return diag.List{{
		Code: codeSyntax, Severity: diag.Error, Span: bad.at, Msg: bad.msg,
		Hint:  "write every value with str, value or name, which quote it",
		Notes: []string{"rendered line: " + clean(bad.line), "templates replaced: " + strings.Join(s.replaced, ", ")},
	}}, nil
}

// execute renders one file. A failure in a template of the user's is in the
// list; any other is an *InternalError.
func (s *templateSet) execute(p page) ([]byte, diag.List, error) {
	var b bytes.Buffer
	b.Grow(64 << 10) // few pages are longer
	err := s.tree.ExecuteTemplate(&b, p.template, p.data)
	if err == nil {
		return b.Bytes(), nil, nil
	}
	var failed template.ExecError
	if errors.As(err, &failed) && slices.Contains(s.replaced, faultyFile(err)) {
		return nil, diag.List{faultyTemplate(codeExecute, faultyFile(err), err)}, nil
	}
	return nil, nil, &InternalError{Stage: "template", File: p.path, Err: err}
}

// where is how text/template begins its errors: "template: file:line:col: …".
var where = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`template: ([^:\s]+):(\d+)(?::(\d+))?: `)
})

// faultyFile is the template that an error is about: the innermost named.
func faultyFile(err error) string {
	all := where().FindAllStringSubmatch(err.Error(), -1)
	if all == nil {
		return ""
	}
	return all[len(all)-1][1]
}

// faultyTemplate is the diagnostic of an error of text/template, at its place.
func faultyTemplate(code, name string, err error) diag.Diagnostic {
	d := diag.Diagnostic{
		Code: code, Severity: diag.Error, Span: diag.Span{File: name}, Msg: err.Error(),
		Hint: "see `amlsec explain " + code + "`; without the file, the template built in is used",
	}
	all := where().FindAllStringSubmatchIndex(d.Msg, -1)
	if all == nil {
		return d
	}
	at := all[len(all)-1]
	text := func(group int) string {
		if at[2*group] < 0 {
			return "1"
		}
		return d.Msg[at[2*group]:at[2*group+1]]
	}
	line, _ := strconv.Atoi(text(2))
	col, _ := strconv.Atoi(text(3))
	d.Span.Start = diag.Pos{Line: line, Col: max(col, 1)}
	d.Msg = strings.TrimSpace(d.Msg[at[1]:])
	return d
}

// unknownTemplate is the diagnostic of a file that replaces nothing.
func unknownTemplate(name string, known []string) diag.Diagnostic {
	return diag.Diagnostic{
		Code: codeUnknown, Severity: diag.Error, Span: diag.Span{File: name},
		Msg:   fmt.Sprintf("%q replaces no template", name),
		Hint:  "name it like the template that it replaces",
		Notes: []string{"templates: " + strings.Join(known, ", ")},
	}
}
