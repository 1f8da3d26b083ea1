package main

import (
	"context"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"sync"
	"sync/atomic"

	"golang.org/x/term"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/diag"
)

// app is one run of the command line: what it talks to, and the flags that
// every command has.
type app struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	// azure is how connections to Azure are made where no flag says so; the zero
	// value is the real clock and the network.
	azure arm.Options

	flags globals
	// command is the name of the command that runs.
	command string
	// formats are those of the command that runs, the default first.
	formats []string
	// writes is held for reading while files are written: see runUntil.
	writes sync.RWMutex
	// patient is true while a run ends by itself after an interrupt, whatever
	// time it takes.
	patient atomic.Bool
	// notices takes the lines of notice, while something else is on the terminal;
	// nil writes them to standard error.
	notices func(line string)
}

// run executes the command line and is the exit code.
func (a *app) run(ctx context.Context, args []string) (code int) {
	defer func() {
		if r := recover(); r != nil {
			code = a.report(ctx, panicked(r, debug.Stack()))
		}
	}()
	root := a.commandLine(args)
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	a.adopt(root)
	return a.report(ctx, root.ExecuteContext(ctx))
}

// printOptions say how diagnostics are written to w: in colour and to the
// width of the terminal when it is one.
func (a *app) printOptions(w io.Writer) diag.Options {
	return diag.Options{Color: a.color(w), Width: a.width(w)}
}

// color reports whether w may be written to in colour: https://no-color.org.
func (a *app) color(w io.Writer) bool {
	return a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb" && isTerminal(w)
}

// width is how many columns w has; COLUMNS, which azd sets, comes first.
func (a *app) width(w io.Writer) int {
	if n, err := strconv.Atoi(a.getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return diag.DefaultWidth
}

// isTerminal reports whether a stream is a terminal.
func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// mayPrompt reports whether there is someone to ask.
func (a *app) mayPrompt() bool {
	return !a.flags.noPrompt && !truthy(a.getenv("AZD_NO_PROMPT")) && !truthy(a.getenv("CI")) &&
		isTerminal(a.in)
}

// truthy reports whether the value of a variable means yes.
func truthy(s string) bool {
	yes, err := strconv.ParseBool(s)
	return err == nil && yes
}
