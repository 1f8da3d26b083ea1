package deploy

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/amlsec/amlsec/deploy/arm"
)

// Cancel asks Azure to end a deployment, and those nested in it: a deployment
// that is canceled leaves its children running, which then hold their names. It
// returns once that is asked for; that nothing was running is no error.
func Cancel(ctx context.Context, j Job) error {
	if err := cancelOne(ctx, j.Client, j.ID()); err != nil {
		return err
	}
	var root branch
	if err := root.read(ctx, j, reading{id: j.ID(), limit: make(chan struct{}, parallel)}); err != nil {
		return fmt.Errorf("the deployment is being canceled; what is nested in it cannot be listed: %w", err)
	}
	var errs []error
	for _, o := range root.list() {
		if o.nested() && !o.Ended() {
			errs = append(errs, cancelOne(ctx, j.Client, o.Resource))
		}
	}
	return errors.Join(errs...)
}

func cancelOne(ctx context.Context, c *arm.Client, id string) error {
	_, err := c.Do(ctx, arm.Request{Method: http.MethodPost, Path: id + "/cancel", Version: arm.DeploymentsVersion})
	var e *arm.Error
	if errors.As(err, &e) && (e.Status == http.StatusConflict || e.Status == http.StatusNotFound) {
		return nil // it has ended
	}
	return err
}

// CancelAndWatch cancels a deployment, and watches it to its end. One that another
// has begun meanwhile is left alone: a *TakenError.
func CancelAndWatch(ctx context.Context, j Job, opts Options) (*Result, error) {
	opts.Watched = cmp.Or(opts.Watched, j.Client.CorrelationID())
	if _, err := Continues(ctx, j, opts); err != nil {
		return nil, err
	}
	if err := Cancel(ctx, j); err != nil {
		return nil, err
	}
	opts.Record, opts.Resubmissions, opts.Timeout = nil, -1, 0
	j.Template = nil
	return Run(ctx, j, opts)
}
