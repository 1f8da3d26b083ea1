package deploy

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
)

// What is borne while a deployment is watched: answers that it does not exist,
// or that are of a run before it, so many in a row; and an Azure that is not
// reached, for so long and so many looks: a machine that slept has not looked.
const (
	strayAnswers = 20
	outage       = 15 * time.Minute
	outageLooks  = 5
)

// watch looks at the deployment until it has ended. What stood there before it
// was submitted is no answer yet.
func (r *run) watch(ctx context.Context, before *state) (*state, error) {
	seen := r.Client.Clock().Now()
	stray, silent := 0, 0
	for n := 0; ; n++ {
		s, err := look(ctx, r.Job)
		switch verdict := r.judge(s, before, err); {
		case errors.Is(verdict, errStray) && stray < strayAnswers:
			stray++
		case errors.Is(verdict, errOutage) && (silent < outageLooks || r.Client.Clock().Now().Sub(seen) < outage):
			silent++
			r.tell(Event{Kind: EventWaiting, Message: "Azure is not reached, the deployment goes on: " + err.Error()})
		case verdict != nil:
			return nil, r.gaveUp(verdict, err)
		case s.ended():
			return s, nil
		default:
			seen, stray, silent = r.Client.Clock().Now(), 0, 0
			if err := r.progress(ctx); err != nil && ctx.Err() != nil {
				return nil, ctx.Err()
			}
		}
		if err := r.rest(ctx, s, n); err != nil {
			return nil, err
		}
	}
}

// rest waits until the next look.
func (r *run) rest(ctx context.Context, s *state, n int) error {
	delay := arm.Poll(n)
	if s != nil && s.retryAfter > 0 {
		delay = min(s.retryAfter, arm.RetryAfterLimit)
	}
	if left := r.begun.Add(r.opts.Timeout).Sub(r.Client.Clock().Now()); r.opts.Timeout > 0 {
		if left <= 0 {
			return ErrTimeout
		}
		delay = min(delay, left)
	}
	if delay > 30*time.Second {
		r.tell(Event{Kind: EventWaiting, Message: "Azure asks to look again in " + arm.Seconds(delay)})
	}
	return r.sleep(ctx, delay)
}

var (
	errStray  = errors.New("the deployment is not found any more")
	errOutage = errors.New("nobody answers")
)

// judge says what an answer means: nil that it is of the deployment that is
// watched, errStray and errOutage that it may pass.
func (r *run) judge(s, before *state, err error) error {
	switch {
	case err == nil && s == nil, errors.Is(err, errUnreadable):
		return errStray
	case redirected(err):
		return errStray
	case arm.Transient(err), unauthorized(err):
		return errOutage
	case err != nil:
		return err
	case s.same(before):
		return errStray // the new run is not shown yet
	case s.Properties.CorrelationID == r.mine:
		return nil
	case s.ended() && before != nil && s.Properties.CorrelationID == before.Properties.CorrelationID:
		return errStray
	}
	return &TakenError{Name: r.Name, CorrelationID: s.Properties.CorrelationID}
}

// redirected reports whether an answer points elsewhere: a gateway, or the portal
// of some network, none of which is followed.
func redirected(err error) bool {
	var e *arm.Error
	return errors.As(err, &e) && e.Status >= 300 && e.Status < 400
}

// unauthorized reports whether a token was refused although new ones were fetched:
// clocks that differ, or a service that is behind.
func unauthorized(err error) bool {
	var e *arm.Error
	return errors.As(err, &e) && e.Status == http.StatusUnauthorized
}

// passing reports whether an answer to a look says nothing, and may pass.
func passing(err error) bool {
	return errors.Is(err, errUnreadable) || redirected(err) || unauthorized(err) || arm.Transient(err)
}

// gaveUp is the error of a watch that bore too much.
func (r *run) gaveUp(verdict, err error) error {
	if err != nil && (errors.Is(verdict, errStray) || errors.Is(verdict, errOutage)) {
		return err
	}
	return verdict
}
