package main

import (
	"context"
	"errors"
	"io"

	"github.com/amlsec/amlsec/diag"
)

// reporter writes the diagnostics of many intents, in order. As text they are
// written at once, so that memory does not grow; JSON and SARIF are one
// document, written at the end.
type reporter struct {
	a        *app
	w        io.Writer
	opts     diag.Options
	count    diag.Count
	number   int // of intents
	list     diag.List
	texts    map[string][]byte // of the intents in list
	failures []failure         // those that are not an intent's
}

// failure is an error met on one intent.
type failure struct {
	name string
	err  error
}

// newReporter reports to w in the format of --output.
func (a *app) newReporter(w io.Writer) *reporter {
	r := &reporter{a: a, w: w, opts: a.printOptions(w), texts: map[string][]byte{}}
	switch a.flags.output {
	case "json":
		r.opts.Format = diag.JSON
	case "sarif":
		r.opts.Format = diag.SARIF
	}
	r.opts.NoSummary = true
	return r
}

// add reports one intent. A failure does not stop the others: it is told last,
// and decides the exit code.
func (r *reporter) add(of rendered) error {
	if errors.Is(of.err, context.Canceled) || errors.Is(of.err, context.DeadlineExceeded) {
		return of.err // the run was ended: what is known by then is of no use
	}
	r.number++
	r.count = r.count.Add(of.diags.Count())
	if err := r.print(of); err != nil {
		return err
	}
	if of.err != nil {
		r.failures = append(r.failures, failure{of.name, of.err})
	}
	return nil
}

// print writes the diagnostics of one intent, or keeps them for the end.
func (r *reporter) print(of rendered) error {
	if len(of.diags) == 0 {
		return nil
	}
	if r.opts.Format != diag.Text {
		r.list = append(r.list, of.diags...)
		r.texts[of.name] = withoutMark(of.src)
		return nil
	}
	opts := r.opts
	opts.Source = of.text
	return cannotReport(diag.Print(r.w, of.diags, opts))
}

// finish writes what is left and is the outcome of the run: a failure, or
// refused when an intent has errors.
func (r *reporter) finish() error {
	if r.count.Errors > 0 {
		return r.finishAs(exitInput)
	}
	return r.finishAs(exitClean)
}

// finishAs is finish with the exit code that the diagnostics call for.
func (r *reporter) finishAs(code int) error {
	if err := r.end(); err != nil {
		return cannotReport(err)
	}
	for _, f := range r.failures {
		r.a.say(f.err, f.name)
		code = max(code, exitCode(f.err))
	}
	if code == exitClean {
		return nil
	}
	return &exit{code: code}
}

// end writes what stands at the end of the report.
func (r *reporter) end() error {
	opts := r.opts
	if opts.Format == diag.Text {
		return diag.Summary(r.w, r.count, opts)
	}
	opts.Source = func(name string) []byte { return r.texts[name] }
	opts.Rules = rules()
	r.a.identify(&opts)
	return diag.Print(r.w, r.list, opts)
}

func cannotReport(err error) error {
	if err == nil {
		return nil
	}
	return failed(err, "cannot write the report")
}

// exitCode is the exit code of an error.
func exitCode(err error) int {
	var e *exit
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &e):
		return e.code
	default:
		return exitFailure
	}
}

// identify says in a report for machines what made it, and where names start.
func (a *app) identify(opts *diag.Options) {
	opts.Version, opts.Category = readVersion().Version, a.command
	opts.Dir = workingDirectory()
	opts.Root = repository(opts.Dir)
}
