package main

import (
	"context"
	"runtime/debug"
	"slices"

	"github.com/amlsec/amlsec/generator"
)

// generated is what gen makes of an intent. With --audit the findings are among
// the diagnostics, and with an error among them there are no files.
func (a *app) generated(ctx context.Context, in input, f genFlags) rendered {
	how := f.rendering
	if f.audit && how.format == generator.Bicep {
		how.format = generator.Both // the audit reads the template
	}
	r := a.render(ctx, in, how)
	if !f.audit || r.err != nil || r.plan == nil {
		return r
	}
	r.audit()
	if f.format == generator.Bicep {
		r.files = slices.DeleteFunc(r.files, isTemplate)
	}
	return r
}

func isTemplate(f file) bool { return f.name == templateFile }

// audit adds the findings on the template among the files.
func (r *rendered) audit() {
	d := deployable{rendered: *r}
	defer func() {
		if p := recover(); p != nil {
			r.files, r.err = nil, panicked(p, debug.Stack())
		}
	}()
	template := r.files[slices.IndexFunc(r.files, isTemplate)]
	d.evaluate(template.content, parameters{})
	d.audit()
	r.diags = d.diags
	if r.diags.HasErrors() {
		r.files, r.broken = nil, true
	}
}

// code is the exit code that the diagnostics call for.
func (r *rendered) code() int {
	switch {
	case r.broken:
		return exitFindings
	case r.diags.HasErrors():
		return exitInput
	default:
		return exitClean
	}
}
