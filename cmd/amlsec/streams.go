package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"syscall"
)

// write writes a result to standard output.
func (a *app) write(text string) error {
	if _, err := io.WriteString(a.out, text); err != nil {
		return failed(err, "cannot write to standard output")
	}
	return nil
}

// reason words an error of the system without the name of the file, which the
// message around it has, and the same on every system where it is common.
func reason(err error) string {
	var pathErr *fs.PathError
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "permission denied"
	case errors.Is(err, fs.ErrNotExist):
		return "it does not exist"
	case errors.Is(err, syscall.ENOSPC):
		return "no space left on the device"
	case errors.As(err, &pathErr):
		return pathErr.Err.Error()
	default:
		return err.Error()
	}
}

// interruptible is a reader whose Read returns when ctx ends, although the
// stream behind it still waits: a signal must end a run that reads a terminal.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

type readResult struct {
	n   int
	err error
}

// Read reads from the stream, or fails with the error of the context.
func (i interruptible) Read(p []byte) (int, error) {
	done := make(chan readResult, 1)
	buf := make([]byte, len(p)) // p belongs to the caller again once Read returns
	go func() {
		n, err := i.r.Read(buf)
		done <- readResult{n, err}
	}()
	select {
	case <-i.ctx.Done():
		return 0, i.ctx.Err()
	case r := <-done:
		copy(p, buf[:r.n])
		return r.n, r.err
	}
}
