package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/deploy"
)

// interrupted is what becomes of a deployment that is not watched to its end: an
// interrupt, or --timeout, leaves or cancels it. A second interrupt ends the
// process at once.
func (d *deployment) interrupted(ctx context.Context, err error) error {
	timeout := errors.Is(err, deploy.ErrTimeout)
	if !timeout && (ctx.Err() == nil || !errors.Is(err, ctx.Err())) {
		return d.cannot(ctx, err)
	}
	if !d.maybe && !d.begun {
		return err
	}
	// What is asked of Azure now is not interrupted again.
	ctx = context.WithoutCancel(ctx)
	if d.cancels(ctx, timeout) {
		return d.cancel(ctx)
	}
	what := "interrupted"
	if timeout {
		what = "it did not end within " + d.flags.timeout.String()
	}
	msg := fmt.Sprintf("%s: the deployment %q goes on in Azure", what, d.job.Name)
	if !d.begun {
		msg = fmt.Sprintf("%s: it is not known whether the deployment %q has begun", what, d.job.Name)
	}
	if d.json {
		d.line(map[string]any{"event": "left", "time": d.target.client.Clock().Now().UTC(), "message": msg})
	}
	return d.goesOn(&exit{code: exitFailure, msg: msg})
}

// cancels decides by --on-interrupt.
func (d *deployment) cancels(ctx context.Context, timeout bool) bool {
	switch {
	case d.flags.onInterrupt == "cancel":
		return true
	case d.flags.onInterrupt == "leave", timeout, !d.mayPrompt():
		return false
	}
	fmt.Fprint(d.err, "\nThe deployment goes on in Azure. Leave it, or cancel it? [L/c] ")
	line, err := bufio.NewReader(interruptible{ctx, d.in}).ReadString('\n')
	answer := strings.ToLower(strings.TrimSpace(line))
	return err == nil && (answer == "c" || answer == "cancel")
}

// cancel ends the deployment, and what is nested in it.
func (d *deployment) cancel(ctx context.Context) error {
	d.notice("canceling %s; interrupt again to leave it", d.job.Name)
	result, err := d.watch(func() (*deploy.Result, error) { return deploy.CancelAndWatch(ctx, d.job, d.options()) })
	if err != nil {
		return d.cannot(ctx, err)
	}
	return d.end(ctx, result)
}
