package armsim_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/internal/armsim"
)

// TestRandomFaults lets a client that does its best meet scripts of faults: each
// must end as the script says.
func TestRandomFaults(t *testing.T) {
	seen := map[armsim.Outcome]int{}
	for seed := range int64(150) {
		script := armsim.RandomFaults(seed, smallIDs()...)
		if again := armsim.RandomFaults(seed, smallIDs()...); !reflect.DeepEqual(script, again) {
			t.Fatalf("seed %d gives two scripts", seed)
		}
		seen[script.Want]++
		sim := armsim.Start(armsim.Options{Speed: -1, Step: 5 * time.Second, Seed: seed})
		sim.Faults(script.Faults...)
		got, code := best{t, sim}.deploy()
		if got != script.Want || code != script.Code {
			t.Errorf("seed %d: got %s %q, want %s %q: %+v", seed, got, code, script.Want, script.Code, script.Faults)
		}
		if runs := ownRuns(sim); runs != script.Runs {
			t.Errorf("seed %d: %d runs, want %d: %+v", seed, runs, script.Runs, script.Faults)
		}
		if leaks := sim.Leaks(); len(leaks) > 0 {
			t.Errorf("seed %d: a token left: %+v", seed, leaks)
		}
		sim.Close()
	}
	for _, want := range []armsim.Outcome{armsim.Succeeds, armsim.Fails, armsim.Canceled, armsim.Refused} {
		if seen[want] < 5 {
			t.Errorf("%d scripts that end with %q", seen[want], want)
		}
	}
}

func smallIDs() []string {
	group := "/subscriptions/" + armsim.DefaultSubscription + "/resourceGroups/" + armsim.DefaultGroup
	return []string{group + "/providers/Microsoft.Network/virtualNetworks/vnet", group + "/providers/Microsoft.Network/virtualNetworks/vnet/subnets/one",
		group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id"}
}

func ownRuns(sim *armsim.Server) int {
	n := 0
	for _, d := range sim.Deployments() {
		if !d.Foreign {
			n++
		}
	}
	return n
}

// best is a client that does its best.
type best struct {
	t   *testing.T
	sim *armsim.Server
}

func (b best) deploy() (armsim.Outcome, string) {
	c := &client{t: b.t, sim: b.sim, http: trusting(b.t, b.sim)}
	if !b.login(c) {
		return armsim.Refused, "invalid_client"
	}
	before := ""
	for {
		if code := b.submit(c, before); code != "" {
			return armsim.Refused, code
		}
		d, state := b.watch(c, before)
		switch d.Properties.ProvisioningState {
		case "Succeeded":
			return armsim.Succeeds, ""
		case "Canceled":
			return armsim.Canceled, ""
		}
		code := b.cause(c)
		switch code {
		case "AnotherOperationInProgress", "ReferencedResourceNotProvisioned", "PrincipalNotFound", "RetryableError":
			before = state
		default:
			return armsim.Fails, code
		}
	}
}

func (b best) login(c *client) bool {
	for range 6 {
		if c.token = c.tryLogin(); c.token != "" {
			return true
		}
	}
	return false
}

// look is the deployment, and its state with the time; empty without an answer.
func (b best) look(c *client) (shownDeployment, string) {
	var d struct {
		shownDeployment
		Properties struct{ Timestamp string }
	}
	for range 10 {
		a, err := c.try("GET", mainOf(b.sim)+"?api-version=2025-04-01", nil)
		if err == nil && a.status == http.StatusUnauthorized {
			b.login(c)
		}
		if err != nil || a.status != http.StatusOK || json.Unmarshal(a.body, &d) != nil || json.Unmarshal(a.body, &d.shownDeployment) != nil {
			continue
		}
		state := d.shownDeployment.Properties.ProvisioningState
		return d.shownDeployment, strings.TrimPrefix(state+" "+d.Properties.Timestamp, "Running ")
	}
	return shownDeployment{}, ""
}

// submit puts the deployment, once. It gives the code with which it is refused.
func (b best) submit(c *client, before string) string {
	for range 12 {
		a, err := c.try("PUT", mainOf(b.sim)+"?api-version=2025-04-01", incremental(small))
		switch {
		case err == nil && a.status == http.StatusUnauthorized:
			b.login(c)
			continue
		case err == nil && (a.status == http.StatusBadRequest || a.status == http.StatusForbidden):
			return errorCode(a.body)
		case err == nil && a.status < 300:
			return ""
		case err == nil && a.status != http.StatusConflict:
			continue
		}
		d, state := b.look(c)
		switch {
		case d.Properties.CorrelationID == "", state == before:
			continue
		case d.Properties.CorrelationID == "11111111-2222-4333-8444-555555555555":
			return ""
		}
		return "DeploymentActive"
	}
	return "gave up"
}

func (b best) watch(c *client, before string) (shownDeployment, string) {
	for range 500 {
		d, state := b.look(c)
		switch d.Properties.ProvisioningState {
		case "Succeeded", "Failed", "Canceled":
			if state != before {
				return d, state
			}
		}
	}
	b.t.Fatal("the deployment does not end")
	return shownDeployment{}, ""
}

// cause is the code of what failed first, from the operations.
func (b best) cause(c *client) string {
	var list struct {
		Value []struct {
			Properties struct {
				StatusMessage struct{ Error armsim.ErrorBody }
			}
		}
	}
	for range 10 {
		path := strings.Replace(mainOf(b.sim), "/providers/Microsoft.Resources", "", 1) + "/operations?api-version=2025-04-01"
		a, err := c.try("GET", path, nil)
		if err == nil && a.status == http.StatusUnauthorized {
			b.login(c)
		}
		if err != nil || json.Unmarshal(a.body, &list) != nil {
			continue
		}
		for _, o := range list.Value {
			if code := o.Properties.StatusMessage.Error.Code; code != "" {
				return code
			}
		}
	}
	return fmt.Sprintf("no cause in %+v", list)
}

func errorCode(body []byte) string {
	var e struct{ Error armsim.ErrorBody }
	if err := json.Unmarshal(body, &e); err != nil {
		return err.Error()
	}
	return e.Error.Code
}
