package armsim

import (
	"regexp"
	"strings"
	"time"
)

// Action is what a Fault does.
type Action string

// What can go wrong with a request.
const (
	LoseResponse Action = "lose-response" // it is processed, and the connection is closed instead of answered
	Reset        Action = "reset"         // the connection is reset before it is processed
	Throttle     Action = "throttle"      // 429 with Retry-After: Seconds
	Unavailable  Action = "unavailable"   // 503
	ServerError  Action = "server-error"  // 500
	NotFound     Action = "not-found"     // 404 DeploymentNotFound of the gateway, though all is well
	Delay        Action = "delay"         // it is processed after Wait
	Hang         Action = "hang"          // it is never answered
	Redirect     Action = "redirect"      // 307 to another host
	ForeignURL   Action = "foreign-url"   // it is processed, but its status address is on another host
	Truncate     Action = "truncate"      // it is processed, and the answer ends in its middle
	InvalidJSON  Action = "invalid-json"  // it is processed, and the answer is no JSON
	Refuse       Action = "refuse"        // it is answered Status and Error
	ExpireToken  Action = "expire-token"  // 401: the token it brings is valid no longer
)

// What can go wrong with a deployment.
const (
	// FailResource lets the resources whose id matches Resource fail with Error,
	// the first Times times that each is tried.
	FailResource Action = "fail-resource"
	// CancelByOther: somebody else cancels the deployment once After operations
	// of it have succeeded.
	CancelByOther Action = "cancel-by-other"
	// ActiveByOther: somebody else's deployment of the same name is running
	// when the PUT arrives, for Wait of simulated time; 0 is for an hour.
	ActiveByOther Action = "active-by-other"
)

// Fault is one thing that goes wrong. A request is meant by Method, Path and
// Phase together, each of which may be empty, and by its number among those.
type Fault struct {
	// Method is that of the request.
	Method string
	// Path is a regular expression on the path, case aside.
	Path string
	// Phase is the kind of request: token, discovery, oidc and identity for
	// tokens; put, get, head, list, status, operations, validate, whatif, result,
	// cancel, delete, export for deployments; group, groups, resource, resources,
	// provider, check for the rest; poll stands for get and status.
	Phase string
	// Nth is the first request that is meant, counted from 1; 0 is 1.
	Nth int
	// Times is how many are meant from there; 0 is 1, -1 all.
	Times int

	Action Action
	// Seconds is Retry-After of Throttle and Unavailable; 0 is none.
	Seconds int
	// Wait is for Delay, and for ActiveByOther in simulated time.
	Wait time.Duration
	// Status is that of the answer of Refuse; 0 is 400.
	Status int
	// Error is what Refuse and FailResource say.
	Error ErrorBody
	// Resource is a regular expression on ids, case aside, of FailResource.
	Resource string
	// Hidden: the deployments around a resource that fails do not repeat why.
	Hidden bool
	// Encoded: they repeat it as JSON within a text, once more at each level.
	Encoded bool
	// After is how many operations CancelByOther waits for.
	After int
}

// armed is a fault that waits.
type armed struct {
	Fault
	path, resource *regexp.Regexp
	seen           int
	hits           map[string]int // of FailResource, by id
}

// Faults adds to the script. It panics when a regular expression is none.
func (s *Server) Faults(list ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range list {
		a := &armed{Fault: f, path: regexp.MustCompile(`(?i)` + f.Path), resource: regexp.MustCompile(`(?i)` + f.Resource), hits: map[string]int{}}
		a.Nth = max(a.Nth, 1)
		if a.Times == 0 {
			a.Times = 1
		}
		s.faults = append(s.faults, a)
	}
}

// onRequest reports whether the action is done to a request.
func (a Action) onRequest() bool {
	return a != FailResource && a != CancelByOther && a != ActiveByOther
}

// fault is what is done to a request: the first fault of the script whose turn
// it is. Each counts the requests that it means, whichever fault they get.
func (s *Server) fault(c *call) *armed {
	var found *armed
	for _, f := range s.faults {
		if f.Action.onRequest() && f.means(c) && f.due() && found == nil {
			found = f
		}
	}
	return found
}

func (a *armed) means(c *call) bool {
	poll := a.Phase == "poll" && (c.phase == "get" || c.phase == "status")
	return (a.Method == "" || strings.EqualFold(a.Method, c.method)) && (a.Phase == "" || a.Phase == c.phase || poll) && a.path.MatchString(c.path)
}

// due counts one more, and reports whether it is meant.
func (a *armed) due() bool {
	a.seen++
	return a.seen >= a.Nth && (a.Times < 0 || a.seen < a.Nth+a.Times)
}
