package main

import (
	"context"
	"time"
)

// grace is how long an interrupted run may take to end in good order.
const grace = time.Second

// runUntil is run, but ends soon after ctx although the run does not: opening
// a pipe, say, or a template that loops asks no context. Files that are being
// written then are finished first, which leaves nothing temporary behind, and
// no write begins any more.
func (a *app) runUntil(ctx context.Context, args []string) int {
	done := make(chan int, 1)
	go func() { done <- a.run(ctx, args) }()
	select {
	case code := <-done:
		return code
	case <-ctx.Done():
	}
	select {
	case code := <-done:
		return code
	case <-time.After(grace):
	}
	if a.patient.Load() {
		return <-done // a second interrupt ends the process
	}
	a.writes.Lock() // for good: the process ends
	told := make(chan int, 1)
	go func() { told <- a.report(ctx, ctx.Err()) }()
	select {
	case code := <-told:
		return code
	case <-time.After(grace / 4): // standard error is what the run waits for
		return exitFailure
	}
}

// writing does what writes files. An interrupted run does not end in it.
func (a *app) writing(write func() error) error {
	a.writes.RLock()
	defer a.writes.RUnlock()
	return write()
}
