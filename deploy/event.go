package deploy

import "time"

// The kinds of events. They are part of the JSON output: a kind keeps its
// meaning, and new ones may come.
const (
	EventSubmitted   = "submitted"   // Azure has taken the deployment
	EventAdopted     = "adopted"     // it runs already, and is ours
	EventAttached    = "attached"    // what is there is watched
	EventOperation   = "operation"   // a resource changed its state
	EventWaiting     = "waiting"     // Azure is not reached, or asks to wait
	EventResubmitted = "resubmitted" // what failed may pass, and is tried again
	EventRecord      = "record"      // the record could not be kept
	EventFinished    = "finished"    // the deployment is over
)

// Event is something that happened to a deployment.
type Event struct {
	// Kind is one of the constants.
	Kind string `json:"event"`
	// Time is when.
	Time time.Time `json:"time"`
	// Message says it in words; empty for operations.
	Message string `json:"message,omitempty"`
	// Operation is what changed; nil for other kinds.
	Operation *Operation `json:"operation,omitempty"`
	// CorrelationID and Portal are those of the deployment, when it begins to be watched.
	CorrelationID string `json:"correlationId,omitempty"`
	Portal        string `json:"portal,omitempty"`
}
