package deploy

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/amlsec/amlsec/deploy/arm"
)

// How often is tried to submit, to look for what became of it, and to read an
// answer that cannot be read.
const (
	submissions = 8
	looks       = 3
	unreadable  = 5
)

// submit hands the deployment to Azure, once: where the answer is lost, it
// looks whether the deployment has begun before it tries again. Before is what
// there was under the name.
func (r *run) submit(ctx context.Context, before *state) error {
	var err error
	for try := 1; try <= submissions; try++ {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err = r.put(ctx); err == nil {
			r.submitted(EventSubmitted, "the deployment has begun")
			return nil
		}
		if ctx.Err() != nil && !arm.Lost(err) {
			return err
		}
		active := isActive(err)
		if !active && !arm.Transient(err) && !unauthorized(err) {
			return err
		}
		begun, refused := r.hasBegun(ctx, before, active)
		if begun || refused != nil {
			return refused
		}
		if err := r.pause(ctx, err, try); err != nil {
			return err
		}
	}
	return err
}

// isActive reports whether a deployment is refused because one of its name is
// running; an answer that cannot be read may say so.
func isActive(err error) bool {
	var e *arm.Error
	return errors.As(err, &e) && e.Status == http.StatusConflict && (e.Code == "" || arm.HasCode(e, "DeploymentActive"))
}

// put sends the deployment. To interrupt it would leave open whether it was taken.
// The answer says which correlation id it has: ours, unless something on the way
// takes the header away.
func (r *run) put(ctx context.Context) error {
	parameters := r.Parameters
	if len(parameters) == 0 {
		parameters = json.RawMessage("{}")
	}
	body := map[string]any{"properties": map[string]any{"mode": "Incremental", "template": r.Template, "parameters": parameters}}
	if r.Scope.ResourceGroup == "" {
		body["location"] = r.Scope.Location
	}
	resp, err := r.Client.Do(context.WithoutCancel(ctx), arm.Request{
		Method: http.MethodPut, Path: r.ID(), Version: arm.DeploymentsVersion, Body: body, Once: true,
	})
	if err != nil {
		return err
	}
	var s state
	if json.Unmarshal(resp.Body, &s) == nil && s.Properties.CorrelationID != "" && s.Properties.CorrelationID != r.mine {
		r.mine = s.Properties.CorrelationID
		r.save(r.record())
	}
	return nil
}

func (r *run) submitted(kind, message string) {
	r.tell(Event{Kind: kind, Message: message, CorrelationID: r.mine, Portal: r.Client.PortalLink(r.ID())})
}

// hasBegun looks whether a deployment whose answer does not say so has begun. That
// nothing is found is believed only after some looks: gateways lag behind.
func (r *run) hasBegun(ctx context.Context, before *state, active bool) (bool, error) {
	for n := range looks {
		s, err := look(ctx, r.Job)
		switch {
		case err != nil && !passing(err):
			return false, err
		case err == nil && s != nil && r.own(s) && !s.same(before):
			r.mine = s.Properties.CorrelationID
			r.submitted(EventAdopted, "the answer was lost; the deployment has begun")
			return true, nil
		case err == nil && s.active() && (before == nil || !s.same(before)):
			return false, r.refused(s, false)
		case err == nil && s != nil && !active:
			return false, nil // what was there before
		}
		if err := r.sleep(ctx, arm.Poll(n)); err != nil {
			return false, err
		}
	}
	return false, nil
}

// own reports whether a deployment was begun by this run, or by the one whose
// record it has: that one may have been killed while its request was under way.
func (r *run) own(s *state) bool {
	id := s.Properties.CorrelationID
	return id == r.mine || r.opts.Record != nil && id == r.opts.Record.CorrelationID
}

// pause waits before the next try, and tells of it.
func (r *run) pause(ctx context.Context, err error, try int) error {
	delay := r.Client.Backoff(err, try)
	if delay > arm.RetryAfterLimit || try == submissions {
		return err
	}
	r.tell(Event{Kind: EventWaiting, Message: reason(err) + ": next try in " + arm.Seconds(delay)})
	return r.sleep(ctx, delay)
}

// reason words an error that is waited for.
func reason(err error) string {
	var e *arm.Error
	if errors.As(err, &e) && e.Status == http.StatusTooManyRequests {
		return "throttled"
	}
	return err.Error()
}
