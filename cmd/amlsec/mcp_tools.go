package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/generator"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/mcp"
)

// tools are the commands as assistants call them. Each call has a run of its
// own, which reads the intent as standard input and writes nothing.
type tools struct {
	a    *app
	root *os.Root // the working directory: no file outside of it is read
}

// unnamed is what diagnostics call an intent that came as text.
const unnamed = "intent.yaml"

// open makes a run that reads src, and says what to call the intent.
func (t *tools) open(src mcp.Source) (run *app, name string, err error) {
	text, name := []byte(src.Intent), unnamed
	switch {
	case (src.Intent == "") == (src.File == ""):
		return nil, "", &mcp.Error{Code: mcp.CodeArguments, Message: "an intent is given as intent or as file, and by one of them", Hint: "give the text as intent"}
	case src.File != "":
		if text, err = t.file(src.File); err != nil {
			return nil, "", err
		}
		name = filepath.ToSlash(src.File)
	}
	if len(text) > intent.MaxSize {
		return nil, "", &mcp.Error{Code: mcp.CodeArguments, Message: fmt.Sprintf("the intent has more than %d bytes", intent.MaxSize)}
	}
	return &app{in: bytes.NewReader(text), out: io.Discard, err: io.Discard, getenv: t.a.getenv}, name, nil
}

// file reads a file in the working directory or beneath it, and one byte more
// than an intent may have at most.
func (t *tools) file(name string) ([]byte, error) {
	refuse := func(reason string) error {
		return &mcp.Error{Code: mcp.CodeFile, Message: fmt.Sprintf("cannot read %q: %s", name, reason), Hint: "name a .yaml file in the working directory or beneath it, or give the text as intent"}
	}
	if !slices.Contains([]string{".yaml", ".yml"}, filepath.Ext(name)) {
		return nil, refuse("it is no .yaml or .yml")
	}
	local := filepath.FromSlash(name)
	if !filepath.IsLocal(local) {
		return nil, refuse("it is outside of the working directory")
	}
	// To open a pipe that nobody writes to would wait for ever.
	if info, err := t.root.Stat(local); err != nil {
		return nil, refuse(reason(err))
	} else if !info.Mode().IsRegular() {
		return nil, refuse("it is not a regular file")
	}
	f, err := t.root.Open(local)
	if err != nil {
		return nil, refuse(reason(err))
	}
	defer f.Close() // reading only: nothing can be lost
	text, err := io.ReadAll(io.LimitReader(f, intent.MaxSize+1))
	if err != nil {
		return nil, refuse(reason(err))
	}
	return text, nil
}

func (t *tools) generate(ctx context.Context, ask mcp.Generate) (mcp.Generated, error) {
	f := genFlags{rendering: rendering{params: "json", azd: ask.AZD}, language: string(ask.Format)}
	if f.language == "" {
		f.language = "bicep"
	}
	if err := f.validate(); err != nil {
		return mcp.Generated{}, toolError(err)
	}
	r, report, err := t.render(ctx, ask.Source, f.rendering)
	answer := mcp.Generated{Files: []mcp.File{}, Report: report}
	if err != nil {
		return answer, err
	}
	for _, f := range r.files {
		answer.Files = append(answer.Files, mcp.File{Path: f.name, Content: string(f.content)})
	}
	return answer, nil
}

// render renders an intent. One that has errors is an error, as it is for the
// command.
func (t *tools) render(ctx context.Context, src mcp.Source, how rendering) (rendered, mcp.Report, error) {
	run, name, err := t.open(src)
	if err != nil {
		return rendered{}, mcp.Report{}, err
	}
	r := run.render(ctx, input{"-"}, how)
	report := reportOn(name, r.diags)
	switch {
	case r.err != nil:
		return r, report, toolError(r.err)
	case report.Summary.Errors > 0:
		return r, report, refusedIntent(report)
	}
	return r, report, nil
}

func (t *tools) validate(ctx context.Context, src mcp.Source) (mcp.Judged, error) {
	r, report, err := t.render(ctx, src, rendering{params: "json", format: generator.Bicep})
	if err != nil && r.err == nil && report.Summary.Errors > 0 {
		err = nil // to tell the errors is what was asked for
	}
	return mcp.Judged{OK: err == nil && report.Summary.Errors == 0, Report: report}, err
}

func (t *tools) audit(ctx context.Context, src mcp.Source) (mcp.Judged, error) {
	run, name, err := t.open(src)
	if err != nil {
		return mcp.Judged{}, err
	}
	d := run.audited(ctx, input{"-"}, auditing{})
	report := reportOn(name, d.diags)
	switch {
	case d.err != nil:
		return mcp.Judged{Report: report}, toolError(d.err)
	case d.snap == nil:
		return mcp.Judged{Report: report}, refusedIntent(report)
	}
	return mcp.Judged{OK: report.Summary.Errors == 0, Report: report}, nil
}

func (t *tools) plan(ctx context.Context, src mcp.Source) (mcp.Planned, error) {
	r, report, err := t.render(ctx, src, rendering{params: "none"})
	if err != nil {
		return mcp.Planned{Report: report}, err
	}
	var b bytes.Buffer
	err = diag.WriteJSON(&b, planView{planVersion, r.plan.Cloud, r.plan.Location, planTables(r.plan)})
	return mcp.Planned{Plan: b.Bytes(), Report: report}, err
}

func (t *tools) explain(_ context.Context, ask mcp.Explain) (mcp.Explained, error) {
	all := rules()
	answer := mcp.Explained{Rules: []mcp.Rule{}}
	if ask.Code == "" {
		for _, r := range all {
			answer.Rules = append(answer.Rules, mcp.Rule{Code: r.Code, Severity: r.Severity, Title: r.Title})
		}
		return answer, nil
	}
	r, err := findRule(slices.Concat(all, bicep.LinterRules()), ask.Code)
	if err != nil {
		return answer, toolError(err)
	}
	answer.Rules = append(answer.Rules, mcp.Rule{
		Code: r.Code, Severity: r.Severity, Title: r.Title, Why: r.Why, Fix: r.Fix, Example: r.Example, Sources: r.Sources,
	})
	return answer, nil
}

func (t *tools) schema(context.Context, mcp.Schema) (mcp.Described, error) {
	example := answers{name: "fraud", location: "eastus2", cloud: "AzureCloud", profile: "production"}.text()
	return mcp.Described{Example: example, Schema: intent.Schema()}, nil
}

// reportOn is a report that calls standard input by the name of the intent.
func reportOn(name string, list diag.List) mcp.Report {
	list = slices.Clone(list)
	for i := range list {
		d := &list[i]
		if d.Span.File == stdinName {
			d.Span.File = name
		}
		d.Notes = slices.Clone(d.Notes)
		for j := range d.Notes {
			d.Notes[j] = strings.ReplaceAll(d.Notes[j], stdinName, name)
		}
	}
	return mcp.NewReport(list)
}

// refusedIntent is the error of an intent with errors.
func refusedIntent(report mcp.Report) error {
	return &mcp.Error{Code: mcp.CodeIntent, Message: "the intent has " + plural(report.Summary.Errors, "error"), Hint: "diagnostics says what to change, and where"}
}

// toolError words an error of a command for an assistant.
func toolError(err error) error {
	code := mcp.CodeFailure
	if exitCode(err) == exitInput {
		code = mcp.CodeArguments
	}
	e := &mcp.Error{Code: code, Message: strings.TrimSpace(err.Error())}
	if known, ok := err.(*exit); ok {
		e.Hint = known.hint
	}
	return e
}
