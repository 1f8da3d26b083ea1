package armsim

import (
	"math/rand/v2"
	"regexp"
	"time"
)

// Outcome is how a deployment must end for a client that does its best.
type Outcome string

// The outcomes. The state of the deployment is the first word: with Refused
// there is none of the client's.
const (
	Succeeds Outcome = "succeeds" // in state Succeeded
	Fails    Outcome = "fails"    // in state Failed
	Canceled Outcome = "canceled" // in state Canceled, by somebody else
	Refused  Outcome = "refused"  // it never begins: somebody else's is running, or the request or the login is refused
)

// Script is a script of faults, and what must come of it.
type Script struct {
	Seed   int64
	Faults []Fault
	Want   Outcome
	// Runs is how many runs of the client's there are, the last with the outcome Want.
	Runs int
	// Code is that of the error which a client must tell, empty with Succeeds and Canceled.
	Code string
}

// RandomFaults makes a script from a seed, always the same. Resources are ids of
// what the deployment creates, some of which may fail: with none given, none does.
// What goes wrong with requests is such that a client wins who tries three times
// again, waits as it is told, and looks before it submits once more.
func RandomFaults(seed int64, resources ...string) Script {
	g := &dice{rand.New(rand.NewPCG(uint64(seed), 0x5eed)), resources}
	s := Script{Seed: seed, Want: Succeeds, Runs: 1}
	roll := g.IntN(100)
	switch {
	case roll < 45:
		s.Faults = g.troubles(1+g.IntN(4), false)
	case roll < 60 && len(resources) > 0:
		n := 1 + g.IntN(3)
		s.Runs += n
		s.Faults = append(g.troubles(g.IntN(3), false), g.failing(g.pick(passing()), n))
	case roll < 75 && len(resources) > 0:
		f := g.failing(g.pick(lasting()), -1)
		f.Hidden, f.Encoded = g.IntN(3) == 0, g.IntN(3) == 0
		s.Want, s.Code = Fails, f.Error.Code
		s.Faults = append(g.troubles(g.IntN(3), false), f)
	case roll < 85:
		s.Want = Canceled
		s.Faults = append(g.troubles(g.IntN(3), false), Fault{Action: CancelByOther, After: g.IntN(2)})
	default:
		s.Want, s.Runs = Refused, 0
		f := g.refusal()
		s.Code = f.Error.Code
		if f.Action == ActiveByOther {
			s.Code = "DeploymentActive"
		}
		s.Faults = append(g.troubles(g.IntN(2), true), f)
	}
	return s
}

type dice struct {
	*rand.Rand
	resources []string
}

func (g *dice) pick(list []string) string { return list[g.IntN(len(list))] }

// passing are the codes of what is gone when it is tried again.
func passing() []string {
	return []string{"AnotherOperationInProgress", "ReferencedResourceNotProvisioned", "PrincipalNotFound", "RetryableError"}
}

// lasting are the codes of what stays.
func lasting() []string {
	return []string{"QuotaExceeded", "RequestDisallowedByPolicy", "InvalidParameter", "SkuNotAvailable", "SubnetIsFull"}
}

func (g *dice) failing(code string, times int) Fault {
	f := Fault{
		Action: FailResource, Resource: "^" + regexp.QuoteMeta(g.pick(g.resources)) + "$", Times: times,
		Error: ErrorBody{Code: code, Message: "The operation failed: \x1b[31m" + code + "\x1b[0m."},
	}
	if code == "RequestDisallowedByPolicy" {
		f.Error.Info = []ErrorInfo{{Type: "PolicyViolation", Info: Policy{Assignment: "allowed-locations", Field: "location", Value: "westeurope"}.info("/subscriptions/" + DefaultSubscription)}}
	}
	return f
}

func (g *dice) refusal() Fault {
	switch g.IntN(4) {
	case 0:
		return Fault{Action: ActiveByOther}
	case 1:
		return Fault{Phase: "put", Times: -1, Action: Refuse, Status: 403, Error: ErrorBody{Code: "AuthorizationFailed", Message: "The client does not have authorization to perform action 'Microsoft.Resources/deployments/write'."}}
	case 2:
		return Fault{Phase: "put", Times: -1, Action: Refuse, Status: 400, Error: ErrorBody{Code: "InvalidTemplate", Message: "Deployment template validation failed."}}
	default:
		return Fault{Phase: "token", Times: -1, Action: Refuse, Status: 401, Error: ErrorBody{Code: "invalid_client", Message: "The client secret has expired."}}
	}
}

// troubles are faults of requests that a client outlives. Mild ones neither
// take an answer away nor make one unreadable.
func (g *dice) troubles(n int, mild bool) []Fault {
	var list []Fault
	for range n {
		list = append(list, g.trouble(mild))
	}
	return list
}

func (g *dice) trouble(mild bool) Fault {
	f := Fault{Phase: g.pick([]string{"put", "get", "get", "operations", "validate", "check", "token"}), Nth: 1 + g.IntN(4), Times: 1 + g.IntN(2)}
	kinds := []Action{Throttle, Unavailable, Reset, Delay}
	if !mild {
		kinds = append(kinds, severe(f.Phase)...)
	}
	f.Action = kinds[g.IntN(len(kinds))]
	switch f.Action {
	case Throttle:
		f.Seconds = []int{0, 1, 5, 65, 120}[g.IntN(5)]
	case Delay:
		f.Wait = time.Millisecond
	case ExpireToken, LoseResponse:
		f.Times = 1
	case Redirect:
		f.Nth++ // before anything has begun, a client may as well give up
	}
	if f.Phase == "token" && f.Action == Throttle {
		f.Seconds = 0 // a library of others waits there, on the wall's clock
	}
	return f
}

// severe are the faults that need more than to send a request again.
func severe(phase string) []Action {
	switch phase {
	case "put":
		return []Action{LoseResponse, LoseResponse, Truncate, InvalidJSON, ForeignURL, ExpireToken}
	case "get":
		return []Action{LoseResponse, NotFound, NotFound, Truncate, InvalidJSON, ServerError, Redirect, ExpireToken}
	case "operations", "check":
		return []Action{LoseResponse, ServerError, ExpireToken}
	}
	return nil
}
