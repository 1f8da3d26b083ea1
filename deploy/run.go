package deploy

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/failure"
)

// run is one deployment on its way.
type run struct {
	Job
	opts  Options
	begun time.Time
	// mine is the correlation id of what is watched.
	mine        string
	resubmitted int
	tree        tree
}

const (
	resubmissions = 3
	// resubmitDelay is waited before the first; each later one waits as much more.
	resubmitDelay = 30 * time.Second
)

// Run deploys, or continues what was begun, and watches it to its end. A
// deployment that ends is a Result, whatever its state. An error says that it
// could not be begun, or that it is not known how it ended; it is an
// *ActiveError, a *TakenError, ErrTimeout, that of the context, or one of arm's.
func Run(ctx context.Context, j Job, opts Options) (*Result, error) {
	r := newRun(j, opts)
	before, err := r.found(ctx)
	if err != nil {
		return nil, err
	}
	watching, err := r.continues(before)
	if err != nil {
		return nil, err
	}
	if watching {
		return r.finish(ctx, nil)
	}
	return r.begin(ctx, before)
}

func newRun(j Job, opts Options) *run {
	if opts.Tell == nil {
		opts.Tell = func(Event) {}
	}
	if opts.Resubmissions == 0 {
		opts.Resubmissions = resubmissions
	}
	return &run{Job: j, opts: opts, begun: j.Client.Clock().Now(), mine: j.Client.CorrelationID(), tree: tree{job: j}}
}

// found is what there is of the deployment before anything is done.
func (r *run) found(ctx context.Context) (*state, error) {
	for try := 1; ; try++ {
		s, err := look(ctx, r.Job)
		again := errors.Is(err, errUnreadable) || redirected(err) || err == nil && s == nil && r.expected() && try < looks
		if !again || try == unreadable {
			return s, err
		}
		if err := r.sleep(ctx, arm.Poll(try)); err != nil {
			return nil, err
		}
	}
}

// expected reports whether there should be a deployment: one that was seen, or
// that an earlier run may have begun. That there is none is believed after some
// looks.
func (r *run) expected() bool {
	return r.opts.Watched != "" || r.opts.Attach && r.opts.Record != nil && r.opts.Record.State == ""
}

// continues reports whether what is there is to be watched, and not submitted.
func (r *run) continues(s *state) (bool, error) {
	record := r.opts.Record
	switch {
	case r.opts.Watched != "":
		return r.resumes(s)
	case s == nil:
		return false, nil
	case record != nil && record.CorrelationID == s.Properties.CorrelationID:
		return r.continuesOwn(s)
	case s.Properties.CorrelationID == r.mine:
		return r.adopt(EventAdopted, s, "the deployment is running already")
	case r.opts.Attach && (s.active() || record == nil):
		return r.adopt(EventAttached, s, attached)
	case s.active():
		return false, r.refused(s, false)
	}
	return false, nil
}

// resumes is for what was decided to be watched. It may have ended meanwhile.
func (r *run) resumes(s *state) (bool, error) {
	switch {
	case s == nil:
		return false, r.none()
	case s.Properties.CorrelationID != r.opts.Watched:
		return false, &TakenError{Name: r.Name, CorrelationID: s.Properties.CorrelationID}
	case r.opts.Record == nil || r.opts.Record.CorrelationID != r.opts.Watched:
		return r.adopt(EventAttached, s, attached)
	case r.opts.Attach:
		return r.adopt(EventAttached, s, r.attachedOwn())
	}
	return r.adopt(EventAdopted, s, adoptedOwn)
}

// What is told of a deployment that is continued.
const (
	attached   = "attached to the deployment of this name"
	adoptedOwn = "an earlier run from here is under way: it is continued"
)

func (r *run) attachedOwn() string {
	return "attached to what was begun at " + r.opts.Record.Started.UTC().Format("2006-01-02 15:04:05 UTC")
}

func (r *run) none() error {
	return fmt.Errorf("there is no deployment %q in %s", r.Name, r.Scope.ID())
}

// continuesOwn is for what an earlier run from here has begun.
func (r *run) continuesOwn(s *state) (bool, error) {
	switch {
	case r.opts.Attach:
		return r.adopt(EventAttached, s, r.attachedOwn())
	case !s.active():
		return false, nil
	case r.opts.Record.TemplateHash != r.Hash():
		return false, r.refused(s, true)
	}
	return r.adopt(EventAdopted, s, adoptedOwn)
}

// adopt takes a deployment for the one that is watched.
func (r *run) adopt(kind string, s *state, message string) (bool, error) {
	r.mine = s.Properties.CorrelationID
	r.tell(Event{Kind: kind, Message: message, CorrelationID: r.mine, Portal: r.Client.PortalLink(r.ID())})
	return true, nil
}

func (r *run) refused(s *state, changed bool) error {
	return &ActiveError{
		Name: r.Name, CorrelationID: s.Properties.CorrelationID, Portal: r.Client.PortalLink(r.ID()), Since: s.since(), Changed: changed,
	}
}

// begin submits the deployment, and watches it.
func (r *run) begin(ctx context.Context, before *state) (*Result, error) {
	if r.Template == nil {
		return nil, r.none()
	}
	r.save(r.record())
	if err := r.submit(ctx, before); err != nil {
		return r.notBegun(err)
	}
	return r.finish(ctx, before)
}

// notBegun is how a run ends whose deployment Azure does not take.
func (r *run) notBegun(err error) (*Result, error) {
	var active *ActiveError
	if errors.As(err, &active) && r.opts.Record != nil {
		r.save(*r.opts.Record) // what is running may be that run's
	}
	var e *arm.Error
	if !errors.As(err, &e) || arm.Transient(err) || e.Status < 400 || e.Status == 401 {
		return nil, err
	}
	result := r.result(&state{ID: r.ID()})
	result.State, result.Refused = Failed, true
	result.Causes = failure.Causes([]failure.Failed{{Err: e, RequestID: e.RequestID}})
	r.finished(result)
	return result, nil
}

// finish watches the deployment to its end, and tries again what may pass.
// Before is what was there before it was submitted; nil for nothing.
func (r *run) finish(ctx context.Context, before *state) (*Result, error) {
	for {
		s, err := r.watch(ctx, before)
		if err != nil {
			return nil, err
		}
		result, err := r.conclude(ctx, s)
		if err != nil {
			return nil, err
		}
		why, passes := failure.Passing(result.Causes)
		if result.State != Failed || !passes || r.Template == nil || r.resubmitted >= r.opts.Resubmissions {
			r.finished(result)
			return result, nil
		}
		if err := r.resubmit(ctx, s, why); err != nil {
			return r.notBegun(err)
		}
		before = s
	}
}

// resubmit deploys the same template once more.
func (r *run) resubmit(ctx context.Context, s *state, why string) error {
	r.resubmitted++
	delay := time.Duration(r.resubmitted) * resubmitDelay
	r.tell(Event{Kind: EventResubmitted, Message: fmt.Sprintf("%s; it is deployed again in %s (%d of %d)", why, arm.Seconds(delay), r.resubmitted, r.opts.Resubmissions)})
	if err := r.sleep(ctx, delay); err != nil {
		return err
	}
	r.mine = r.Client.CorrelationID()
	r.tree = tree{job: r.Job}
	r.save(r.record())
	return r.submit(ctx, s)
}

// conclude is the result of a deployment that has ended.
func (r *run) conclude(ctx context.Context, s *state) (*Result, error) {
	result := r.result(s)
	if err := r.progress(ctx); err != nil && ctx.Err() != nil {
		return nil, ctx.Err()
	} else if err != nil {
		r.tell(Event{Kind: EventWaiting, Message: "the operations of the deployment cannot be read: " + err.Error()})
	}
	result.Operations = r.tree.list()
	if s.is(Succeeded) {
		result.Outputs = outputs(s.Properties.Outputs, r.Template)
		return result, nil
	}
	result.Causes = failure.Causes(r.tree.failures(s))
	if s.is(Canceled) {
		result.Causes = slices.DeleteFunc(result.Causes, func(c failure.Cause) bool { return failure.Canceled(c.Code) })
	}
	return result, nil
}

func (r *run) result(s *state) *Result {
	ended := Failed
	for _, one := range []string{Succeeded, Canceled} {
		if s.is(one) {
			ended = one
		}
	}
	return &Result{
		ID: r.ID(), Name: r.Name, CorrelationID: r.mine, Portal: r.Client.PortalLink(r.ID()), State: ended,
		Seconds: isoDuration(s.Properties.Duration).Seconds(), Resubmitted: r.resubmitted,
		Outputs: []Output{}, Operations: []Operation{}, Causes: []failure.Cause{},
	}
}

// finished tells of the end, and keeps it.
func (r *run) finished(result *Result) {
	if r.Template != nil || r.opts.Record != nil {
		record := r.record()
		if r.opts.Record != nil && r.opts.Record.CorrelationID == r.mine {
			record = *r.opts.Record
		}
		record.State = result.State
		r.save(record)
	}
	r.tell(Event{Kind: EventFinished, Message: result.State})
}

func (r *run) record() Record {
	return Record{
		Version: recordVersion, Scope: r.Scope.ID(), Name: r.Name, CorrelationID: r.mine, TemplateHash: r.Hash(), Started: r.Client.Clock().Now().UTC(),
	}
}

func (r *run) save(record Record) {
	if r.opts.Save == nil {
		return
	}
	if err := r.opts.Save(record); err != nil {
		r.tell(Event{Kind: EventRecord, Message: err.Error()})
	}
}

func (r *run) tell(e Event) {
	e.Time = r.Client.Clock().Now().UTC()
	r.opts.Tell(e)
}

func (r *run) sleep(ctx context.Context, d time.Duration) error {
	return r.Client.Clock().Sleep(ctx, d)
}
