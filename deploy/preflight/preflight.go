// Package preflight asks Azure, before anything is deployed, what would make a
// deployment fail: rights, providers, regions, sizes, quota, names, networks,
// DNS zones, locks, policies, and last the validation of Azure Resource Manager
// itself. What is needed follows from the resources of a snapshot. It only
// reads: POST goes to check and validate actions alone, and nothing else is
// ever sent. A check that could not be made is not passed: it says why.
package preflight

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

// Status is how a check ended.
type Status string

// The statuses. There is no other: what is not known is NotRun, never Passed.
const (
	Passed Status = "passed"
	Failed Status = "failed"
	NotRun Status = "not run"
)

// Result is the outcome of one check on one target.
type Result struct {
	// Check is the stable id, such as rights/subnet-join.
	Check string
	// Area groups checks; Title says in a few words what is checked.
	Area, Title string
	Status      Status
	// Blocks: the deployment would fail. What fails and does not block works at
	// first and fails later, such as an upgrade without quota for its nodes.
	Blocks bool
	// Found and Wanted say what there is and what is needed.
	Found, Wanted string
	// Reason says why a check was not run.
	Reason string
	// Remedy says what to do, with the command where there is one.
	Remedy string
	// Target is the id of what was looked at.
	Target string
	// Path is the origin of the resource that needs it, as in snapshot.Origin;
	// empty for what concerns the deployment as a whole.
	Path string
	// Source is the page that states the fact.
	Source string
}

// Stated are the ranges that the intent states of a network or a subnet that
// is there already. The template does not hold them.
type Stated struct {
	ID       string
	Prefixes []netip.Prefix
}

// Input is what is to be deployed, and where.
type Input struct {
	Snapshot *snapshot.Snapshot
	Scope    arm.Scope
	// Name is the name of the deployment.
	Name string
	// Template and Parameters are sent to be validated, and nowhere else.
	Template, Parameters json.RawMessage
	Stated               []Stated
	// PrincipalID is the object id of who deploys; empty when not known. What
	// needs it is then not run.
	PrincipalID string
}

// Run makes all checks that apply, side by side. The results are in the order
// of Checks, and of one check by target. The error is for an Azure that cannot
// be reached or logged in to at all.
func Run(ctx context.Context, client *arm.Client, in Input) ([]Result, error) {
	w := newWorld(ctx, client, in)
	if err := w.reachable(ctx); err != nil {
		return nil, err
	}
	results := w.runAll(ctx)
	secrets := arm.SecretsOf(in.Snapshot, in.Template, in.Parameters)
	for i := range results {
		redact(&results[i], secrets)
	}
	return results, ctx.Err()
}

// reachable fails when no answer of Azure comes at all; an answer, even that
// there is no such subscription, is for the checks to judge.
func (w *world) reachable(ctx context.Context) error {
	_, err := w.read(ctx, subscriptionPath(w.in.Scope.SubscriptionID), versionSubscriptions)
	var answered *arm.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &answered) && answered.Status != 401:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return fmt.Errorf("cannot read subscription %q: %w", w.in.Scope.SubscriptionID, err)
}

// Summary counts results.
type Summary struct {
	Passed, Failed, NotRun int
}

// Summarize counts results by status.
func Summarize(results []Result) Summary {
	var s Summary
	for _, r := range results {
		switch r.Status {
		case Passed:
			s.Passed++
		case Failed:
			s.Failed++
		case NotRun:
			s.NotRun++
		}
	}
	return s
}

func subscriptionPath(id string) string { return "/subscriptions/" + id }
