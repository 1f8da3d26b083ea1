package generator

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/plan"
	"github.com/amlsec/amlsec/templates"
)

// verify checks rendered files as Bicep would, linter included. What it finds
// in templates built in is our mistake, a warning too; with templates of the
// user's it is in the list.
func (s *templateSet) verify(ctx context.Context, p *plan.Plan, files []File) (*bicep.Program, diag.List, error) {
	byPath := make(map[string][]byte, len(files))
	for _, f := range files {
		byPath[f.Path] = f.Data
	}
	first := mainFile
	if _, ok := byPath[bicepParamsFile]; ok {
		first = bicepParamsFile // it checks main.bicep too, and what it gives to it
	}
	program, err := bicep.CheckAll(ctx, first, bicep.Options{Files: byPath})
	if err != nil || len(program.Diags) == 0 {
		return program, nil, err
	}
	list, rest := fromIntent(p, program.Diags, byPath)
	if len(s.replaced) == 0 && len(rest) > 0 {
		return nil, nil, s.ours(p, rest, byPath)
	}
	for _, d := range rest {
		list = append(list, s.theirs(d, byPath[d.Span.File]))
	}
	return program, list, nil
}

// ours is the error of the worst of what was found in templates built in.
func (s *templateSet) ours(p *plan.Plan, list diag.List, files map[string][]byte) *InternalError {
	d := slices.MinFunc(list, func(a, b diag.Diagnostic) int { return int(a.Severity) - int(b.Severity) })
	lines, text := upTo(files[d.Span.File], d.Span)
	from := askedAbove(lines)
	err := fmt.Errorf("%s: %s %s: %s: %q", d.Span, d.Severity, d.Code, d.Msg, text)
	if from != "" {
		err = fmt.Errorf("%w, asked for by %s", err, from)
	}
	if n := len(list) - 1; n > 0 {
		err = fmt.Errorf("%w; and %d more", err, n)
	}
	return &InternalError{Stage: "check", File: d.Span.File, Span: placeOf(p, from), Err: err}
}

// theirs is a diagnostic of a rendered file for whoever wrote a template: at
// the line of the template, where there is just one that reads the same.
func (s *templateSet) theirs(d diag.Diagnostic, rendered []byte) diag.Diagnostic {
	lines, text := upTo(rendered, d.Span)
	d.Notes = append(slices.Clone(d.Notes), "rendered line: "+clean(text))
	if from := askedAbove(lines); from != "" {
		d.Notes = append(d.Notes, "asked for by "+clean(from))
	}
	if at, ok := s.origin(lines, d.Span); ok {
		d.Notes = append(d.Notes, "rendered as "+d.Span.String())
		d.Span = at
		return d
	}
	d.Notes = append(d.Notes, "templates replaced: "+strings.Join(s.replaced, ", "))
	return d
}

// upTo are the lines of a text down to that of a place, and the last of them
// without the space around it.
func upTo(text []byte, at diag.Span) (lines [][]byte, last string) {
	lines = bytes.Split(text, []byte("\n"))
	lines = lines[:min(max(at.Start.Line, 1), len(lines))]
	return lines, string(bytes.TrimSpace(lines[len(lines)-1]))
}

// origin is the place in a template of the user's that a place in a rendered
// file comes from. It is known when the line stands in one template only, and
// once.
func (s *templateSet) origin(lines [][]byte, at diag.Span) (diag.Span, bool) {
	line := lines[len(lines)-1]
	var found diag.Span
	for _, name := range s.names() {
		for i, l := range bytes.Split(s.text(name), []byte("\n")) {
			if !bytes.Equal(bytes.TrimSpace(l), bytes.TrimSpace(line)) {
				continue
			}
			if found.IsValid() || !slices.Contains(s.replaced, name) {
				return diag.Span{}, false
			}
			move := indentOf(l) - indentOf(line)
			found = diag.Span{File: name, Start: diag.Pos{Line: i + 1, Col: at.Start.Col + move}}
			if at.End.Line == at.Start.Line {
				found.End = diag.Pos{Line: i + 1, Col: at.End.Col + move}
			}
		}
	}
	return found, found.IsValid()
}

// text is the text of a template, the user's or that built in; nil when it
// cannot be read any more.
func (s *templateSet) text(name string) []byte {
	var from fs.FS = templates.FS
	if slices.Contains(s.replaced, name) {
		from = s.overrides
	}
	text, _ := fs.ReadFile(from, name)
	return text
}

// indentOf is how many characters stand before the text of a line.
func indentOf(line []byte) int {
	return len(line) - len(bytes.TrimLeft(line, " \t"))
}
