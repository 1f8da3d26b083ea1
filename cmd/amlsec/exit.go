package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/diag"
)

// The exit codes.
const (
	exitClean    = 0
	exitFindings = 1
	exitInput    = 2
	exitFailure  = 3
)

// issues is where to report what is our fault.
const issues = "https://github.com/amlsec/amlsec/issues"

// exit is an error with an exit code. An empty message means that what there
// is to say has been said.
type exit struct {
	code  int
	msg   string
	hint  string
	cause error
}

// Error is the message.
func (e *exit) Error() string { return e.msg }

// Unwrap is the error behind e, or nil.
func (e *exit) Unwrap() error { return e.cause }

// refused ends a run whose diagnostics have been printed.
func refused() error { return &exit{code: exitInput} }

// usage ends a run that was called wrongly.
func usage(hint, format string, args ...any) error {
	return &exit{code: exitInput, msg: fmt.Sprintf(format, args...), hint: hint}
}

// failed ends a run that the world stopped: a disk, a permission.
func failed(err error, format string, args ...any) error {
	return &exit{code: exitFailure, msg: fmt.Sprintf(format, args...) + ": " + reason(err), cause: err}
}

// panicked is a panic as an error.
func panicked(r any, stack []byte) error {
	return &exit{code: exitFailure, msg: fmt.Sprintf("internal error: %v", r), hint: reportIt, cause: fmt.Errorf("%s", stack)}
}

const reportIt = "this is a bug of amlsec, nothing was written for this intent; please report it, with the intent, at " + issues

// report writes err, if there is something to say, and is its exit code.
func (a *app) report(ctx context.Context, err error) int {
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		err = &exit{code: exitFailure, msg: "interrupted"}
	}
	a.say(err, "")
	return exitCode(err)
}

// say writes an error, as a diagnostic of file when that is not empty.
func (a *app) say(err error, file string) {
	if err == nil {
		return
	}
	e := &exit{msg: err.Error()}
	_ = errors.As(err, &e)
	d := diag.Diagnostic{Severity: diag.Error, Span: diag.Span{File: file}, Msg: e.msg, Hint: e.hint}
	if strings.HasPrefix(d.Msg, "internal error:") && d.Hint == "" {
		d.Hint = reportIt
	}
	if e.cause != nil {
		a.debugf("%v", e.cause)
	}
	if d.Msg != "" {
		opts := a.printOptions(a.err)
		opts.NoSummary = true
		// Nobody is left to tell when standard error cannot be written.
		_ = diag.Print(a.err, diag.List{d}, opts)
	}
}

// debugf writes lines for --debug.
func (a *app) debugf(format string, args ...any) {
	if !a.flags.debug {
		return
	}
	for line := range strings.Lines(fmt.Sprintf(format, args...)) {
		fmt.Fprintf(a.err, "debug: %s\n", diag.Printable(strings.TrimRight(line, "\n")))
	}
}
