package main

import (
	"bytes"
	"context"
	"io"
	"testing"
)

// An interrupted run ends although it waits where nothing asks the context:
// here for somebody to read its output.
func TestRunUntilInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, out := io.Pipe()
	var errs bytes.Buffer
	a := &app{in: bytes.NewReader(nil), out: out, err: &errs, getenv: func(string) string { return "" }}
	if code := a.runUntil(ctx, []string{"version"}); code != exitFailure || errs.String() != "error: interrupted\n" {
		t.Errorf("got %d, %q", code, errs.String())
	}
}
