package armsim_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/internal/armsim"
)

// TestFaults does each thing to a request: what the client sees, and whether the
// deployment runs.
func TestFaults(t *testing.T) {
	for _, tt := range []struct {
		fault  armsim.Fault
		status int // 0: no answer
		begun  bool
		check  func(answered) bool
	}{
		{armsim.Fault{Action: armsim.LoseResponse}, 0, true, nil},
		{armsim.Fault{Action: armsim.Reset}, 0, false, nil},
		{armsim.Fault{Action: armsim.Throttle, Seconds: 65}, 429, false, func(a answered) bool { return a.header.Get("Retry-After") == "65" }},
		{armsim.Fault{Action: armsim.Unavailable}, 503, false, func(a answered) bool { return a.header.Get("Retry-After") == "" }},
		{armsim.Fault{Action: armsim.ServerError}, 500, false, nil},
		{armsim.Fault{Action: armsim.NotFound}, 404, false, func(a answered) bool { return a.header.Get("x-ms-failure-cause") == "gateway" }},
		{armsim.Fault{Action: armsim.Delay, Wait: time.Millisecond}, 201, true, nil},
		{armsim.Fault{Action: armsim.Redirect}, 307, false, func(a answered) bool {
			return strings.HasSuffix(a.header.Get("Location"), "/main?api-version=2025-04-01")
		}},
		{armsim.Fault{Action: armsim.Truncate}, 0, true, nil},
		{armsim.Fault{Action: armsim.InvalidJSON}, 201, true, func(a answered) bool { return !json.Valid(a.body) }},
		{armsim.Fault{Action: armsim.ForeignURL}, 201, true, nil},
		{armsim.Fault{Action: armsim.Refuse, Status: 403, Error: armsim.ErrorBody{Code: "X"}}, 403, false, func(a answered) bool { return errorCode(a.body) == "X" }},
		{armsim.Fault{Action: armsim.ActiveByOther}, 409, true, func(a answered) bool { return errorCode(a.body) == "DeploymentActive" }},
	} {
		t.Run(string(tt.fault.Action), func(t *testing.T) {
			sim := armsim.Start(armsim.Options{})
			defer sim.Close()
			c := newClient(t, sim)
			tt.fault.Phase = "put"
			sim.Faults(tt.fault)
			a, err := c.try("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(small))
			if (err != nil) != (tt.status == 0) || err == nil && a.status != tt.status {
				t.Errorf("got %d %s, %v", a.status, a.body, err)
			}
			if err == nil && tt.check != nil && !tt.check(a) {
				t.Errorf("got %v %s", a.header, a.body)
			}
			if begun := len(sim.Deployments()) > 0; begun != tt.begun {
				t.Errorf("begun: %t", begun)
			}
			if r := sim.Requests(); r[len(r)-1].Phase != "put" || tt.fault.Action != armsim.ActiveByOther && r[len(r)-1].Fault != tt.fault.Action {
				t.Errorf("recorded %+v", r[len(r)-1])
			}
			if a, err := c.try("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(small)); tt.fault.Action != armsim.ActiveByOther && (err != nil || a.status != 200 && a.status != 201 && a.status != 409) {
				t.Errorf("once more: %d, %v", a.status, err)
			}
		})
	}
}

// TestHang demands that a request which hangs ends with the simulator.
func TestHang(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	c := newClient(t, sim)
	sim.Faults(armsim.Fault{Phase: "get", Action: armsim.Hang})
	done := make(chan error, 1)
	go func() {
		_, err := c.try("GET", mainOf(sim)+"?api-version=2025-04-01", nil)
		done <- err
	}()
	for len(sim.Requests()) < 2 {
		time.Sleep(time.Millisecond)
	}
	sim.Close()
	if err := <-done; err == nil {
		t.Error("it was answered")
	}
}

// TestLeaks demands that a token which goes elsewhere is noticed, signed
// addresses too.
func TestLeaks(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := newClient(t, sim)
	sim.Faults(armsim.Fault{Phase: "put", Action: armsim.ForeignURL})
	a := c.do("PUT", mainOf(sim)+"?api-version=2025-04-01", incremental(small))
	address := a.header.Get("Azure-AsyncOperation")
	if !strings.HasPrefix(address, sim.OtherURL()) || len(address) < 3200 {
		t.Fatalf("%d characters: %.60s", len(address), address)
	}
	if len(sim.Leaks()) != 0 {
		t.Error("nothing was followed yet")
	}
	c.do("GET", address, nil)
	if leaks := sim.Leaks(); len(leaks) != 1 || leaks[0].Method != http.MethodGet {
		t.Errorf("got %+v", leaks)
	}
	secrets := strings.Join(sim.Secrets(), " ")
	if !strings.Contains(secrets, c.token) || !strings.Contains(secrets, armsim.ClientSecret) || !strings.Contains(secrets, "armsimPlantedSignature") {
		t.Errorf("the secrets are %s", secrets)
	}
}

// TestNth demands that faults count what they mean, and nothing else.
func TestNth(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := newClient(t, sim)
	sim.Faults(
		armsim.Fault{Method: "GET", Path: "/deployments/main$", Nth: 2, Times: 2, Action: armsim.Unavailable},
		armsim.Fault{Phase: "poll", Nth: 3, Times: -1, Action: armsim.ServerError},
	)
	var got []int
	for range 5 {
		c.do("HEAD", mainOf(sim)+"?api-version=2025-04-01", nil)
		got = append(got, c.do("GET", mainOf(sim)+"?api-version=2025-04-01", nil).status)
	}
	if want := []int{404, 503, 503, 500, 500}; !equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func equal(a, b []int) bool {
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

// TestAnswer demands that the last answer given wins, over everything but a token.
func TestAnswer(t *testing.T) {
	sim := armsim.Start(armsim.Options{})
	defer sim.Close()
	c := newClient(t, sim)
	sim.Answer("GET", "/PROVIDERS/microsoft.storage$", 500, "no")
	sim.Answer("", "/providers/Microsoft.Storage$", 418, `{"tea": true}`)
	path := "/subscriptions/" + armsim.DefaultSubscription + "/providers/Microsoft.Storage?api-version=2021-04-01"
	if a := c.do("GET", path, nil); a.status != 418 || string(a.body) != `{"tea": true}` {
		t.Errorf("got %d %s", a.status, a.body)
	}
	c.token = ""
	if a := c.do("GET", path, nil); a.status != 401 {
		t.Errorf("without a token: %d", a.status)
	}
}
