package deploy

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/failure"
)

// Operation is what was done to a resource.
type Operation struct {
	// Resource is its id, Type and Name what people call it.
	Resource string `json:"resource"`
	Type     string `json:"type"`
	Name     string `json:"name"`
	// Deployment is the name of the nested deployment that it belongs to; empty
	// for the deployment itself.
	Deployment string `json:"deployment,omitempty"`
	// Action is what was done, such as Create, and State how it stands.
	Action string `json:"action"`
	State  string `json:"state"`
	// Seconds is how long it took, or has taken.
	Seconds float64 `json:"seconds"`
	// Code and Message say why it failed.
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`

	id     string
	failed *failure.Failed
}

// Ended reports whether nothing more is done.
func (o Operation) Ended() bool {
	return ended(o.State)
}

func ended(state string) bool {
	for _, one := range []string{Succeeded, Failed, Canceled} {
		if strings.EqualFold(state, one) {
			return true
		}
	}
	return false
}

// nested reports whether the operation is a deployment in the deployment.
func (o Operation) nested() bool {
	return strings.EqualFold(o.Type, "Microsoft.Resources/deployments")
}

// wireOperation is an operation as it is sent.
type wireOperation struct {
	ID          string
	OperationID string
	Properties  struct {
		ProvisioningOperation string
		ProvisioningState     string
		Duration              string
		ServiceRequestID      string
		StatusMessage         json.RawMessage
		TargetResource        struct{ ID, ResourceType, ResourceName string }
	}
}

// operation is a wire operation in our terms; false for what concerns no resource.
func (w wireOperation) operation(deployment string) (Operation, bool) {
	p := w.Properties
	action := strings.ToLower(p.ProvisioningOperation)
	if p.TargetResource.ID == "" || action == "read" || action == "evaluatedeploymentoutput" {
		return Operation{}, false
	}
	o := Operation{
		Resource: p.TargetResource.ID, Type: p.TargetResource.ResourceType, Name: p.TargetResource.ResourceName, Deployment: deployment,
		Action: p.ProvisioningOperation, State: p.ProvisioningState, Seconds: isoDuration(p.Duration).Seconds(), id: w.ID + w.OperationID,
	}
	if strings.EqualFold(o.State, Failed) {
		e := arm.ParseError(p.StatusMessage)
		o.Code, o.Message = e.Code, e.Message
		o.failed = &failure.Failed{Resource: o.Resource, RequestID: p.ServiceRequestID, Err: e}
		if o.nested() {
			o.failed.Resource = "" // its own operations say on which resource
		}
	}
	return o, true
}

// What is read of a deployment's operations at most.
const (
	parallel      = 4
	nestingLimit  = 8
	operationsMax = 10_000
)

// tree is what is known of the operations, with those of nested deployments
// behind the operation that is the nested deployment.
type tree struct {
	job  Job
	root branch
	told map[string]string // states by operation
}

// branch is the operations of one deployment.
type branch struct {
	operations []Operation
	nested     map[string]*branch // by the id of the operation
	complete   bool               // it had ended when it was read
}

// progress reads the operations anew and tells what changed.
func (r *run) progress(ctx context.Context) error {
	limit := make(chan struct{}, parallel)
	err := r.tree.root.read(ctx, r.Job, reading{id: r.ID(), limit: limit})
	if r.tree.told == nil {
		r.tree.told = map[string]string{}
	}
	for _, o := range r.tree.list() {
		if r.tree.told[o.id] != o.State {
			r.tree.told[o.id] = o.State
			r.tell(Event{Kind: EventOperation, Operation: &o})
		}
	}
	return err
}

// reading is where a branch is read from.
type reading struct {
	id, name string
	depth    int
	limit    chan struct{}
}

// read reads a branch, and those beneath that may have changed, some at a time.
// The first error is returned; what was read is kept.
func (b *branch) read(ctx context.Context, j Job, at reading) error {
	at.limit <- struct{}{}
	raw, err := j.Client.List(ctx, at.id+"/operations", arm.DeploymentsVersion, nil)
	<-at.limit
	if err != nil {
		return err
	}
	b.operations = b.operations[:0:0]
	for _, one := range raw[:min(len(raw), operationsMax)] {
		var w wireOperation
		if json.Unmarshal(one, &w) != nil {
			continue
		}
		if o, ok := w.operation(at.name); ok {
			b.operations = append(b.operations, o)
		}
	}
	return b.readNested(ctx, j, at)
}

func (b *branch) readNested(ctx context.Context, j Job, at reading) error {
	if at.depth >= nestingLimit {
		return nil
	}
	if b.nested == nil {
		b.nested = map[string]*branch{}
	}
	var wait sync.WaitGroup
	errs := make([]error, len(b.operations))
	for i, o := range b.operations {
		child := b.nested[o.id]
		if !o.nested() || child != nil && child.complete {
			continue
		}
		if child == nil {
			child = &branch{}
			b.nested[o.id] = child
		}
		wait.Go(func() {
			errs[i] = child.read(ctx, j, reading{id: o.Resource, name: o.Name, depth: at.depth + 1, limit: at.limit})
			child.complete = errs[i] == nil && o.Ended()
			if arm.NotFound(errs[i]) {
				errs[i] = nil // it has not begun, or is gone again
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// list is all operations, those of a nested deployment before the operation
// that stands for it.
func (t *tree) list() []Operation {
	all := t.root.list()
	return all[:min(len(all), operationsMax)]
}

func (b *branch) list() []Operation {
	all := []Operation{}
	for _, o := range b.operations {
		if child := b.nested[o.id]; child != nil {
			all = append(all, child.list()...)
		}
		all = append(all, o)
	}
	return all
}

// failures are the errors of the operations, and that of the deployment itself.
func (t *tree) failures(s *state) []failure.Failed {
	var all []failure.Failed
	for _, o := range t.list() {
		if o.failed != nil {
			all = append(all, *o.failed)
		}
	}
	if len(s.Properties.Error) > 0 && string(s.Properties.Error) != "null" {
		all = append(all, failure.Failed{Err: arm.ParseError(s.Properties.Error)})
	}
	return all
}

// isoDuration reads a duration as Azure writes it, such as PT1M2.5S or P1DT2H; 0
// for what is none.
func isoDuration(s string) time.Duration {
	rest, ok := strings.CutPrefix(strings.ToUpper(s), "P")
	if !ok {
		return 0
	}
	var d time.Duration
	days := true
	for rest != "" {
		if rest[0] == 'T' {
			days, rest = false, rest[1:]
			continue
		}
		i := strings.IndexFunc(rest, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
		if i <= 0 {
			return 0
		}
		n, err := strconv.ParseFloat(rest[:i], 64)
		unit := unitOf(rest[i], days)
		if err != nil || unit == 0 || n > float64(1000*24*time.Hour/unit) {
			return 0
		}
		d += time.Duration(n * float64(unit))
		rest = rest[i+1:]
	}
	return d
}

// unitOf is what a letter of a duration stands for. Months and years are not used.
func unitOf(letter byte, days bool) time.Duration {
	switch {
	case letter == 'D' && days:
		return 24 * time.Hour
	case letter == 'H' && !days:
		return time.Hour
	case letter == 'M' && !days:
		return time.Minute
	case letter == 'S' && !days:
		return time.Second
	}
	return 0
}
