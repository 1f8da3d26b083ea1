package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// ran is how a process ended.
type ran struct {
	code     int
	out, err string
}

// compiledCommand is the compiled command, ready to run: the test binary by another name.
func compiledCommand(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &exec.Cmd{Path: binary, Args: append([]string{"amlsec"}, args...)}
}

// execute runs a command to its end.
func execute(t *testing.T, c *exec.Cmd) ran {
	t.Helper()
	var out, errs bytes.Buffer
	c.Stdout, c.Stderr = &out, &errs
	err := c.Run()
	var exited *exec.ExitError
	if err != nil && !errors.As(err, &exited) {
		t.Fatal(err)
	}
	return ran{c.ProcessState.ExitCode(), out.String(), errs.String()}
}

// want checks how a process ended, and what it said.
func (got ran) want(t *testing.T, code int, texts ...string) {
	t.Helper()
	if got.code != code {
		t.Fatalf("exit code %d, want %d\n%s\n%s", got.code, code, got.out, got.err)
	}
	for _, text := range texts {
		if !strings.Contains(got.out+got.err, text) {
			t.Errorf("the output lacks %q:\n%s\n%s", text, got.out, got.err)
		}
	}
}
