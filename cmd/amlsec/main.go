// Command amlsec turns a YAML intent into the secure Bicep of a private Azure
// Machine Learning inference environment, and keeps the two in step.
//
// It exits with 0 when all is well, 1 for findings and differences, 2 for a
// command line or an intent that is wrong, and 3 when something failed.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
)

func main() {
	os.Exit(mainCode())
}

// mainCode runs the command line of the process and is its exit code.
func mainCode() int {
	return process(&app{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv})
}

// process runs the command line of the process, until a signal.
func process(a *app) int {
	collectLess()
	ctx, stop := untilSignal()
	defer stop()
	return a.runUntil(ctx, os.Args[1:])
}

// untilSignal is a context that ends with the first signal. That ends the run in
// good order, if it does not take long; a second one ends it at once, from the
// moment at which the context has ended.
func untilSignal() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case <-signals:
		case <-ctx.Done():
		}
		signal.Stop(signals)
		cancel()
	}()
	return ctx, cancel
}

// collectLess lets the heap of a short run grow to some 16 MB before garbage is
// collected at all, which took a quarter of the time of gen, and a large heap to
// no more than it must. GOGC and GOMEMLIMIT have the last word.
func collectLess() {
	const large = 512 << 20
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(large)
	}
}
