package deploy

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/internal/armsim"
)

// script is a random list of faults, and how the run must end.
type script struct {
	faults []armsim.Fault
	want   string // a state, "Refused" or "Active"
}

// randomScript draws up to six things that go wrong on the way, none of which
// may change the outcome, and at most one that decides it.
func randomScript(r *rand.Rand) script {
	s := script{want: Succeeded}
	for range r.IntN(7) {
		s.faults = append(s.faults, passingFault(r))
	}
	id := []string{"vnet-a$", "snet$", "vnet-b$"}[r.IntN(3)]
	hidden, encoded := r.IntN(2) == 0, r.IntN(2) == 0
	switch r.IntN(10) {
	case 0:
		s.faults = append(s.faults, armsim.Fault{Action: armsim.FailResource, Resource: id, Times: -1, Hidden: hidden, Encoded: encoded,
			Error: armsim.ErrorBody{Code: "SkuNotAvailable", Message: "not here"}})
		s.want = Failed
	case 1:
		s.faults = append(s.faults, armsim.Fault{Action: armsim.FailResource, Resource: id, Times: 1 + r.IntN(3), Hidden: hidden, Encoded: encoded,
			Error: armsim.ErrorBody{Code: "AnotherOperationInProgress", Message: "wait"}})
	case 2:
		s.faults = append(s.faults, armsim.Fault{Action: armsim.FailResource, Resource: id, Times: -1, Error: armsim.ErrorBody{Code: "RetryableError", Message: "wait"}})
		s.want = Failed
	case 3:
		s.faults = append(s.faults, armsim.Fault{Action: armsim.CancelByOther, After: r.IntN(2)})
		s.want = Canceled
	case 4:
		s.faults = append(s.faults, armsim.Fault{Action: armsim.ActiveByOther})
		s.want = "Active"
	case 5:
		// In front of the others, so that it is met by the first that is taken.
		s.faults = append([]armsim.Fault{{Phase: "put", Times: -1, Action: armsim.Refuse, Status: 400, Error: armsim.ErrorBody{Code: "InvalidTemplate", Message: "no"}}}, s.faults...)
		s.want = "Refused"
	}
	return s
}

// passingFault is one that a run must bear.
func passingFault(r *rand.Rand) armsim.Fault {
	seconds := []int{0, 1, 65, 300}[r.IntN(4)]
	put := []armsim.Action{armsim.LoseResponse, armsim.Reset, armsim.Throttle, armsim.Unavailable, armsim.ServerError, armsim.ForeignURL, armsim.Truncate, armsim.InvalidJSON, armsim.ExpireToken}
	get := []armsim.Action{armsim.LoseResponse, armsim.Reset, armsim.Throttle, armsim.Unavailable, armsim.ServerError, armsim.Truncate, armsim.InvalidJSON, armsim.ExpireToken, armsim.NotFound, armsim.Redirect}
	switch r.IntN(4) {
	case 0:
		return armsim.Fault{Phase: "put", Nth: 1 + r.IntN(2), Times: 1 + r.IntN(2), Seconds: seconds, Action: put[r.IntN(len(put))]}
	case 1:
		return armsim.Fault{Phase: "operations", Nth: 1 + r.IntN(8), Times: 1 + r.IntN(3), Seconds: seconds, Action: get[r.IntN(len(get))]}
	case 2:
		return armsim.Fault{Phase: "token", Action: armsim.Unavailable}
	}
	// The first look decides what is there, so that what is untrue in it counts.
	return armsim.Fault{Phase: "get", Nth: 2 + r.IntN(8), Times: 1 + r.IntN(3), Seconds: seconds, Action: get[r.IntN(len(get))]}
}

// seeds are the first n numbers, a tenth of them with -short, or the one that
// AMLSEC_SEED names.
func seeds(n int) (first, last int) {
	if testing.Short() {
		n /= 10
	}
	if seed, err := strconv.Atoi(os.Getenv("AMLSEC_SEED")); err == nil {
		return seed, seed + 1
	}
	return 0, n
}

// Random scripts of more than the simulator's own faults at once end in the
// state that they must, and in no more deployments than one that succeeded.
func TestRandomScripts(t *testing.T) {
	first, last := seeds(250)
	for seed := first; seed < last; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			s := randomScript(rand.New(rand.NewPCG(uint64(seed), 7)))
			a := start(t, s.faults...)
			result, err := Run(t.Context(), a.job, a.options())
			if got := outcome(result, err); got != s.want {
				t.Errorf("got %s, want %s (%v)\n%+v\n%s", got, s.want, err, s.faults, a.told())
			}
			a.ends(s.want)
			if leaks := a.Leaks(); len(leaks) > 0 {
				t.Errorf("secrets went elsewhere: %+v", leaks)
			}
			a.holdsNoSecret(fmt.Sprintf("%+v %v %+v %s", result, err, a.records, a.told()))
		})
	}
}

func outcome(result *Result, err error) string {
	var active *ActiveError
	switch {
	case errors.As(err, &active):
		return "Active"
	case err != nil:
		return "error"
	case result.Refused:
		return "Refused"
	}
	return result.State
}

// ends checks what the simulator has seen.
func (a *azure) ends(want string) {
	a.t.Helper()
	counts := map[string]int{}
	for _, d := range a.own() {
		counts[d.State]++
	}
	running := len(a.own()) - counts[Succeeded] - counts[Failed] - counts[Canceled]
	succeeded := 0
	if want == Succeeded {
		succeeded = 1
	}
	if running != 0 || counts[Succeeded] != succeeded || want == Canceled && counts[Canceled] != 1 || (want == "Refused" || want == "Active") && len(a.own()) != 0 {
		a.t.Errorf("want %s, the deployments are %v", want, counts)
	}
}

// holdsNoSecret looks for secrets in all that was told.
func (a *azure) holdsNoSecret(text string) {
	a.t.Helper()
	for _, secret := range append(a.Secrets(), "planted-password") {
		if strings.Contains(text, secret) {
			a.t.Errorf("%q was told", secret)
		}
	}
}

// A run that is killed anywhere is continued by another with its record, or with
// nothing but the name, to exactly one deployment that succeeds.
func TestKilled(t *testing.T) {
	for requests := 1; requests < 24; requests++ {
		for _, withRecord := range []bool{true, false} {
			t.Run(fmt.Sprint(requests, withRecord), func(t *testing.T) {
				t.Parallel()
				a := start(t)
				killed(a, requests)
				opts := a.options()
				opts.Attach = true
				if withRecord && len(a.records) > 0 {
					opts.Record = &a.records[len(a.records)-1]
				}
				job := a.job
				job.Client = a.connect()
				result, err := Run(t.Context(), job, opts)
				if err != nil || result.State != Succeeded {
					t.Fatalf("got %+v, %v", result, err)
				}
				a.oneSuccess()
			})
		}
	}
}

// killed runs until so many requests have been sent, of which the last may or
// may not have arrived, and is heard of no more.
func killed(a *azure, requests int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	job := a.job
	job.Client = a.connectUntil(requests, cancel)
	opts := a.options()
	opts.Save = func(r Record) error {
		if ctx.Err() == nil {
			a.records = append(a.records, r)
		}
		return nil
	}
	_, _ = Run(ctx, job, opts)
	a.events = nil
}
