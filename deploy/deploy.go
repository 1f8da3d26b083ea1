// Package deploy deploys a template through Azure Resource Manager and watches
// it to its end, although answers are lost, the network fails and the process
// is killed: what Azure knows of the deployment counts, never what this side
// believes. It reads the deployment itself and holds no signed address; the
// correlation id says whose a deployment is.
package deploy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/failure"
)

// Job is a deployment: what, where to, and under which name.
type Job struct {
	Client *arm.Client
	Scope  arm.Scope
	Name   string
	// Template is the template; nil when the deployment can only be watched.
	Template json.RawMessage
	// Parameters are their values, as in the member "parameters" of a file.
	Parameters json.RawMessage
	// Public are those of the parameters that are no secret, to tell runs apart.
	Public json.RawMessage
}

// ID is the id of the deployment.
func (j Job) ID() string { return j.Scope.DeploymentPath(j.Name) }

// Hash tells templates and public parameters apart. It says nothing of secrets.
func (j Job) Hash() string {
	h := sha256.New()
	h.Write(j.Template)
	h.Write([]byte{0})
	h.Write(j.Public)
	return hex.EncodeToString(h.Sum(nil))
}

// Options say how a deployment is run. The zero value submits, tries again three
// times what may pass, and watches for as long as it takes.
type Options struct {
	// Record is what an earlier run wrote; nil for none.
	Record *Record
	// Save keeps a record: it is called before anything is submitted, and at the
	// end. What it returns is told, and stops nothing. Nil keeps none.
	Save func(Record) error
	// Tell is told what happens; nil for nobody. Calls do not overlap.
	Tell func(Event)
	// Resubmissions is how often what may pass is tried again; 0 is 3, negative never.
	Resubmissions int
	// Attach continues what is there, whoever began it, and begins only when
	// there is nothing to continue.
	Attach bool
	// Watched is the correlation id of what is continued, or canceled, and of
	// nothing else: Run then never submits a first time. Empty lets Run decide, and
	// CancelAndWatch cancel the client's own.
	Watched string
	// Timeout ends the watching, not the deployment; 0 is never.
	Timeout time.Duration
}

// The states in which a deployment ends.
const (
	Succeeded = "Succeeded"
	Failed    = "Failed"
	Canceled  = "Canceled"
)

// Result is how a deployment ended.
type Result struct {
	// ID, Name and CorrelationID are the deployment's, Portal its page.
	ID            string `json:"id"`
	Name          string `json:"name"`
	CorrelationID string `json:"correlationId"`
	Portal        string `json:"portal"`
	// State is Succeeded, Failed or Canceled. Refused says that Azure did not
	// even begin.
	State   string `json:"state"`
	Refused bool   `json:"refused,omitempty"`
	// Seconds is how long Azure took; 0 when it does not say.
	Seconds float64 `json:"seconds"`
	// Resubmitted is how often it was tried again.
	Resubmitted int `json:"resubmitted,omitempty"`
	// Outputs are the outputs of the template, without those that are secure.
	Outputs []Output `json:"outputs"`
	// Operations is what was done, in the order of Azure's list.
	Operations []Operation `json:"operations"`
	// Causes is why it failed.
	Causes []failure.Cause `json:"causes"`
}

// ErrTimeout says that Options.Timeout has passed. The deployment goes on.
var ErrTimeout = errors.New("the deployment did not end in time; it goes on in Azure")

// ActiveError says that another deployment of the same name is running.
type ActiveError struct {
	Name, CorrelationID, Portal string
	// Since is when it began; zero when Azure does not say.
	Since time.Time
	// Changed: it is an earlier run from here, of another template or with other
	// parameters.
	Changed bool
}

func (e *ActiveError) Error() string {
	since := ""
	if !e.Since.IsZero() {
		since = " since " + e.Since.UTC().Format("2006-01-02 15:04:05 UTC")
	}
	who := "another deployment"
	if e.Changed {
		who = "an earlier run, of another template or with other parameters,"
	}
	return fmt.Sprintf("%s is running under the name %q%s (correlation id %s)", who, e.Name, since, e.CorrelationID)
}

// TakenError says that another deployment has taken the place of the one that
// was watched.
type TakenError struct{ Name, CorrelationID string }

func (e *TakenError) Error() string {
	return fmt.Sprintf("another deployment has taken the name %q (correlation id %s); how the one before it ended is in the activity log", e.Name, e.CorrelationID)
}

// state is a deployment as Azure Resource Manager shows it.
type state struct {
	ID         string
	Name       string
	Properties struct {
		ProvisioningState string
		CorrelationID     string
		Timestamp         time.Time
		Duration          string
		Outputs           json.RawMessage
		Error             json.RawMessage
	}
	retryAfter time.Duration
}

func (s *state) is(what string) bool {
	return strings.EqualFold(s.Properties.ProvisioningState, what)
}

// ended reports whether the deployment is over; it is not while nothing is known.
func (s *state) ended() bool {
	return s != nil && ended(s.Properties.ProvisioningState)
}

func (s *state) active() bool { return s != nil && !s.ended() }

// since is when the deployment began, as far as its duration says.
func (s *state) since() time.Time {
	if s.Properties.Timestamp.IsZero() {
		return time.Time{}
	}
	return s.Properties.Timestamp.Add(-isoDuration(s.Properties.Duration))
}

// same reports whether s is what other shows, and no later run of it.
func (s *state) same(other *state) bool {
	return other != nil && s.ended() && s.Properties.CorrelationID == other.Properties.CorrelationID &&
		s.Properties.Timestamp.Equal(other.Properties.Timestamp)
}

// errUnreadable is an answer that is no deployment.
var errUnreadable = errors.New("the answer of Azure Resource Manager cannot be read")

// look reads a deployment; nil when there is none.
func look(ctx context.Context, j Job) (*state, error) {
	resp, err := j.Client.Do(ctx, arm.Request{Path: j.ID(), Version: arm.DeploymentsVersion})
	if arm.NotFound(err) && !arm.HasCode(err, "ResourceGroupNotFound") {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var s state
	if json.Unmarshal(resp.Body, &s) != nil || s.Properties.ProvisioningState == "" {
		return nil, errUnreadable
	}
	s.retryAfter = arm.RetryAfter(resp.Header, j.Client.Clock().Now())
	return &s, nil
}
