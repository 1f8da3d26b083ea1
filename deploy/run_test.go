package deploy

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/internal/armsim"
)

func TestRun(t *testing.T) {
	a := start(t)
	result, err := Run(t.Context(), a.job, a.options())
	if err != nil {
		t.Fatal(err)
	}
	if result.State != Succeeded || len(a.own()) != 1 || a.own()[0].CorrelationID != a.job.Client.CorrelationID() || result.CorrelationID != a.own()[0].CorrelationID {
		t.Errorf("got %+v, %+v", result, a.own())
	}
	if got := mustJSON(t, result.Outputs); got != `[{"name":"AZURE_NAME","type":"String","value":"a"},{"name":"AZURE_COUNT","type":"Int","value":3}]` {
		t.Errorf("outputs %s", got)
	}
	var names []string
	for _, o := range result.Operations {
		names = append(names, o.Deployment+":"+o.Name+":"+o.State)
	}
	if got := strings.Join(names, " "); got != ":vnet-a:Succeeded :vnet-a/snet:Succeeded inner:vnet-b:Succeeded :inner:Succeeded" {
		t.Errorf("operations %s", got)
	}
	if a.kinds() != "submitted finished" || len(a.records) != 2 || a.records[0].State != "" || a.records[1].State != Succeeded {
		t.Errorf("events %q, records %+v", a.kinds(), a.records)
	}
	again, err := Run(t.Context(), Job{Client: a.connect(), Scope: a.job.Scope, Name: a.job.Name, Template: a.job.Template}, a.options())
	if err != nil || again.State != Succeeded || len(a.own()) != 2 {
		t.Errorf("deployed again: %+v, %v", again, err)
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// Each row of what the network and Azure Resource Manager do to clients ends well,
// with one deployment.
func TestFaults(t *testing.T) {
	type fault = armsim.Fault
	for _, tt := range []struct {
		name   string
		faults []fault
		told   string
	}{
		{"throttled twice", []fault{{Phase: "put", Times: 2, Action: armsim.Throttle, Seconds: 2}}, "throttled: next try in 2 s"},
		{"throttled for 65 s", []fault{{Phase: "put", Action: armsim.Throttle, Seconds: 65}}, "throttled: next try in 65 s"},
		{"throttled for two minutes", []fault{{Phase: "put", Action: armsim.Throttle, Seconds: 120}}, "throttled: next try in 120 s"},
		{"throttled for a quarter of an hour", []fault{{Phase: "put", Action: armsim.Throttle, Seconds: 900}}, "next try in 900 s"},
		{"unavailable four times", []fault{{Phase: "put", Times: 4, Action: armsim.Unavailable}}, "next try in"},
		{"reset twice before it is taken", []fault{{Phase: "put", Times: 2, Action: armsim.Reset}}, "next try in"},
		{"the answer is lost", []fault{{Phase: "put", Action: armsim.LoseResponse}}, "the answer was lost; the deployment has begun"},
		{"the answer is lost twice and then hidden", []fault{{Phase: "put", Action: armsim.LoseResponse}, {Phase: "get", Nth: 2, Times: 4, Action: armsim.NotFound}}, "has begun"},
		{"the answer is cut", []fault{{Phase: "put", Action: armsim.Truncate}}, ""},
		{"the answer is no JSON", []fault{{Phase: "put", Action: armsim.InvalidJSON}}, ""},
		{"polls fail", []fault{{Phase: "get", Nth: 2, Times: 2, Action: armsim.Reset}, {Phase: "get", Nth: 5, Action: armsim.Throttle, Seconds: 5}, {Phase: "get", Nth: 7, Times: 2, Action: armsim.Unavailable}}, ""},
		{"polls are throttled five times", []fault{{Phase: "get", Nth: 2, Times: 5, Action: armsim.Throttle, Seconds: 1}}, "throttled: next try in 1 s"},
		{"a poll is throttled for 65 s", []fault{{Phase: "get", Nth: 3, Action: armsim.Throttle, Seconds: 65}}, "throttled: next try in 65 s"},
		{"a poll finds nothing", []fault{{Phase: "get", Nth: 2, Action: armsim.NotFound}}, ""},
		{"polls find nothing three times", []fault{{Phase: "get", Nth: 3, Times: 3, Action: armsim.NotFound}}, ""},
		{"polls are redirected", []fault{{Phase: "get", Nth: 2, Times: 3, Action: armsim.Redirect}}, ""},
		{"polls are no JSON", []fault{{Phase: "get", Nth: 2, Times: 2, Action: armsim.InvalidJSON}}, ""},
		{"polls are cut", []fault{{Phase: "get", Nth: 2, Times: 2, Action: armsim.Truncate}}, ""},
		{"the status address is on another host", []fault{{Phase: "put", Action: armsim.ForeignURL}}, ""},
		{"the token expires in the middle", []fault{{Phase: "get", Nth: 3, Action: armsim.ExpireToken}, {Phase: "put", Action: armsim.ExpireToken}}, ""},
		{"operations cannot be read", []fault{{Phase: "operations", Times: 3, Action: armsim.Unavailable}}, ""},
		{"no token at first", []fault{{Phase: "token", Action: armsim.Unavailable}}, ""},
		{"a new identity is not known yet", []fault{{Action: armsim.FailResource, Resource: "vnet-b$", Error: armsim.ErrorBody{Code: "PrincipalNotFound", Message: "m"}}}, "deployed again in 30 s (1 of 3)"},
		{"a network is busy three times", []fault{{Action: armsim.FailResource, Resource: "snet$", Times: 3, Error: armsim.ErrorBody{Code: "AnotherOperationInProgress", Message: "m"}}}, "(3 of 3)"},
		{"it is hidden which resource is busy", []fault{{Action: armsim.FailResource, Resource: "vnet-b$", Hidden: true, Error: armsim.ErrorBody{Code: "ReferencedResourceNotProvisioned", Message: "m"}}}, "(1 of 3)"},
		{"the answer of the second try is lost", []fault{
			{Action: armsim.FailResource, Resource: "snet$", Error: armsim.ErrorBody{Code: "RetryableError", Message: "m"}}, {Phase: "put", Nth: 2, Action: armsim.LoseResponse},
		}, "the answer was lost"},
		{"the second try is reset", []fault{
			{Action: armsim.FailResource, Resource: "snet$", Error: armsim.ErrorBody{Code: "RetryableError", Message: "m"}}, {Phase: "put", Nth: 2, Action: armsim.Reset},
		}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := start(t, tt.faults...)
			result, err := Run(t.Context(), a.job, a.options())
			if err != nil || result.State != Succeeded {
				t.Fatalf("got %+v, %v\n%s", result, err, a.told())
			}
			a.oneSuccess()
			if !strings.Contains(a.told(), tt.told) {
				t.Errorf("told %q", a.told())
			}
		})
	}
}

// oneSuccess demands that one run succeeded, that none goes on, and that no
// secret left for another host.
func (a *azure) oneSuccess() {
	a.t.Helper()
	n := 0
	for _, d := range a.own() {
		switch d.State {
		case Succeeded:
			n++
		case Failed:
		default:
			a.t.Errorf("a deployment is %s", d.State)
		}
	}
	if n != 1 {
		a.t.Errorf("%d deployments succeeded: %+v", n, a.own())
	}
	if leaks := a.Leaks(); len(leaks) > 0 {
		a.t.Errorf("secrets went elsewhere: %+v", leaks)
	}
}

func TestFailures(t *testing.T) {
	type fault = armsim.Fault
	for _, tt := range []struct {
		name    string
		faults  []fault
		state   string
		refused bool
		code    string
		at      string
		runs    int
	}{
		{"a resource fails", []fault{{Action: armsim.FailResource, Resource: "vnet-b$", Times: -1, Error: armsim.ErrorBody{Code: "SubnetIsFull", Message: "full"}}}, Failed, false, "SubnetIsFull", "vnet-b", 1},
		{"it is told nowhere but there", []fault{{Action: armsim.FailResource, Resource: "vnet-b$", Hidden: true, Times: -1, Error: armsim.ErrorBody{Code: "SubnetIsFull", Message: "full"}}}, Failed, false, "SubnetIsFull", "vnet-b", 1},
		{"it is told as text in text", []fault{{Action: armsim.FailResource, Resource: "vnet-b$", Encoded: true, Times: -1, Error: armsim.ErrorBody{Code: "SubnetIsFull", Message: "full"}}}, Failed, false, "SubnetIsFull", "vnet-b", 1},
		{"what may pass does not", []fault{{Action: armsim.FailResource, Resource: "snet$", Times: -1, Error: armsim.ErrorBody{Code: "RetryableError", Message: "m"}}}, Failed, false, "RetryableError", "snet", 4},
		{"somebody cancels", []fault{{Action: armsim.CancelByOther, After: 1}}, Canceled, false, "", "", 1},
		{"Azure refuses", []fault{{Phase: "put", Action: armsim.Refuse, Status: 403, Error: armsim.ErrorBody{Code: "AuthorizationFailed", Message: "no"}}}, Failed, true, "AuthorizationFailed", "", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := start(t, tt.faults...)
			result, err := Run(t.Context(), a.job, a.options())
			if err != nil {
				t.Fatal(err)
			}
			if result.State != tt.state || result.Refused != tt.refused || len(a.own()) != tt.runs {
				t.Errorf("got %+v after %d runs", result, len(a.own()))
			}
			if tt.code == "" {
				return
			}
			if len(result.Causes) != 1 || result.Causes[0].Code != tt.code || !strings.HasSuffix(result.Causes[0].Resource, tt.at) {
				t.Errorf("causes %+v", result.Causes)
			}
		})
	}
}

func TestForeign(t *testing.T) {
	a := start(t, armsim.Fault{Action: armsim.ActiveByOther})
	_, err := Run(t.Context(), a.job, a.options())
	var active *ActiveError
	if !errors.As(err, &active) || active.CorrelationID == "" || len(a.own()) != 0 || !strings.Contains(err.Error(), "since 2026-01-01") {
		t.Errorf("got %v with %+v", err, a.own())
	}
	// It is there already, and who asks is told so before anything is sent.
	b := start(t)
	b.StartForeign(b.job.Scope.ID(), b.job.Name, time.Hour)
	if _, err := Run(t.Context(), b.job, b.options()); !errors.As(err, &active) {
		t.Errorf("got %v", err)
	}
	if _, err := Continues(t.Context(), b.job, b.options()); !errors.As(err, &active) {
		t.Errorf("got %v", err)
	}
	for _, r := range b.Requests() {
		if r.Phase == "put" {
			t.Error("something was sent")
		}
	}
	// Who wants to, watches it.
	opts := b.options()
	opts.Attach = true
	result, err := Run(t.Context(), b.job, opts)
	if err != nil || result.State != Succeeded || len(b.own()) != 0 || b.kinds() != "attached finished" {
		t.Errorf("got %+v, %v, %s", result, err, b.kinds())
	}
}

func TestTimeout(t *testing.T) {
	a := start(t)
	opts := a.options()
	opts.Timeout = 5 * time.Second
	if _, err := Run(t.Context(), a.job, opts); !errors.Is(err, ErrTimeout) {
		t.Fatalf("got %v", err)
	}
	opts.Attach, opts.Timeout, opts.Record = true, 0, &a.records[0]
	result, err := Run(t.Context(), Job{Client: a.connect(), Scope: a.job.Scope, Name: a.job.Name}, opts)
	if err != nil || result.State != Succeeded {
		t.Fatalf("got %+v, %v", result, err)
	}
	a.oneSuccess()
}

// An earlier run from here that is under way is continued, unless it is of
// something else.
func TestOwnRun(t *testing.T) {
	a := start(t)
	opts := a.options()
	opts.Timeout = 5 * time.Second
	if _, err := Run(t.Context(), a.job, opts); !errors.Is(err, ErrTimeout) {
		t.Fatalf("got %v", err)
	}
	opts.Timeout, opts.Record = 0, &a.records[0]
	for _, other := range []Job{{Template: json.RawMessage("{}")}, {Template: a.job.Template, Public: json.RawMessage("{}")}} {
		other.Client, other.Scope, other.Name = a.connect(), a.job.Scope, a.job.Name
		var active *ActiveError
		if _, err := Run(t.Context(), other, opts); !errors.As(err, &active) || !active.Changed || !strings.Contains(err.Error(), "an earlier run") {
			t.Errorf("got %v", err)
		}
	}
	a.events = nil
	job := a.job
	job.Client = a.connect()
	result, err := Run(t.Context(), job, opts)
	if err != nil || result.State != Succeeded || a.kinds() != "adopted finished" || result.CorrelationID != a.records[0].CorrelationID {
		t.Errorf("got %+v, %v, %s", result, err, a.kinds())
	}
	a.oneSuccess()
}

func TestOutage(t *testing.T) {
	a := start(t, armsim.Fault{Phase: "get", Nth: 2, Times: -1, Action: armsim.Unavailable})
	_, err := Run(t.Context(), a.job, a.options())
	if !arm.Transient(err) || !strings.Contains(a.told(), "the deployment goes on") {
		t.Errorf("got %v\n%s", err, a.told())
	}
}

// A machine that slept for hours looks again before it gives up.
func TestSlept(t *testing.T) {
	a := start(t, armsim.Fault{Phase: "get", Nth: 3, Times: 20, Action: armsim.Reset})
	slept := false
	opts := a.options()
	tell := opts.Tell
	opts.Tell = func(e Event) {
		tell(e)
		if !slept && e.Kind == EventOperation {
			slept = true
			a.Advance(3 * time.Hour)
		}
	}
	result, err := Run(t.Context(), a.job, opts)
	if err != nil || result.State != Succeeded {
		t.Errorf("got %+v, %v", result, err)
	}
}

func TestNothingToAttachTo(t *testing.T) {
	a := start(t)
	opts := a.options()
	opts.Attach = true
	job := a.job
	job.Template = nil
	if _, err := Run(t.Context(), job, opts); err == nil || !strings.Contains(err.Error(), `no deployment "main"`) {
		t.Errorf("got %v", err)
	}
}

func TestCancel(t *testing.T) {
	a := start(t)
	ctx, cancel := context.WithCancel(t.Context())
	opts := a.options()
	tell := opts.Tell
	opts.Tell = func(e Event) {
		tell(e)
		if e.Operation != nil && e.Operation.Name == "inner" {
			cancel()
		}
	}
	if _, err := Run(ctx, a.job, opts); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	result, err := CancelAndWatch(t.Context(), a.job, a.options())
	if err != nil || result.State != Canceled {
		t.Fatalf("got %+v, %v", result, err)
	}
	for _, d := range a.Deployments() {
		if d.State != Canceled {
			t.Errorf("%s is %s", d.Name, d.State)
		}
	}
	if err := Cancel(t.Context(), a.job); err != nil {
		t.Errorf("canceled again: %v", err)
	}
}

// What another has begun under the name meanwhile is not canceled.
func TestCancelForeign(t *testing.T) {
	a := start(t)
	a.StartForeign(a.job.Scope.ID(), a.job.Name, time.Hour)
	var taken *TakenError
	if _, err := CancelAndWatch(t.Context(), a.job, a.options()); !errors.As(err, &taken) {
		t.Errorf("got %v", err)
	}
	for _, r := range a.Requests() {
		if r.Phase == "cancel" {
			t.Error("it was canceled")
		}
	}
	opts := a.options()
	opts.Watched = taken.CorrelationID // which who attached to it may
	if result, err := CancelAndWatch(t.Context(), a.job, opts); err != nil || result.State != Canceled {
		t.Errorf("got %+v, %v", result, err)
	}
}

// Gateways that have not heard of what was begun do not make it begin once more.
func TestAttachHidden(t *testing.T) {
	a := start(t)
	if _, err := Run(t.Context(), a.job, a.options()); err != nil {
		t.Fatal(err)
	}
	a.Faults(armsim.Fault{Phase: "get", Times: 2, Action: armsim.NotFound})
	opts := a.options()
	opts.Attach, opts.Record = true, &a.records[0] // the end was not kept
	job := a.job
	job.Client = a.connect()
	if result, err := Run(t.Context(), job, opts); err != nil || result.State != Succeeded {
		t.Errorf("got %+v, %v", result, err)
	}
	a.oneSuccess()
}

// What was decided to be watched is not begun anew when it ends before it is.
func TestWatched(t *testing.T) {
	a := start(t)
	opts := a.options()
	opts.Timeout = 5 * time.Second
	if _, err := Run(t.Context(), a.job, opts); !errors.Is(err, ErrTimeout) {
		t.Fatalf("got %v", err)
	}
	job := a.job
	job.Client = a.connect()
	opts.Timeout, opts.Record = 0, &a.records[0]
	id, err := Continues(t.Context(), job, opts)
	if err != nil || id != a.records[0].CorrelationID {
		t.Fatalf("got %q, %v", id, err)
	}
	a.Advance(time.Hour)
	opts.Watched = id
	result, err := Run(t.Context(), job, opts)
	if err != nil || result.State != Succeeded || result.CorrelationID != id {
		t.Errorf("got %+v, %v", result, err)
	}
	a.oneSuccess()
	a.StartForeign(a.job.Scope.ID(), a.job.Name, time.Hour)
	var taken *TakenError
	if _, err := Run(t.Context(), job, opts); !errors.As(err, &taken) {
		t.Errorf("got %v", err)
	}
	a.oneSuccess()
}

// Where the correlation id is lost on the way, that of the answer counts.
func TestNameless(t *testing.T) {
	a := start(t)
	a.nameless = true
	a.job.Client = a.connect()
	result, err := Run(t.Context(), a.job, a.options())
	if err != nil || result.State != Succeeded || result.CorrelationID != a.own()[0].CorrelationID || result.CorrelationID == a.job.Client.CorrelationID() {
		t.Fatalf("got %+v, %v", result, err)
	}
	a.oneSuccess()
	if last := a.records[len(a.records)-1]; last.CorrelationID != result.CorrelationID || last.State != Succeeded {
		t.Errorf("the record is %+v", last)
	}
}
