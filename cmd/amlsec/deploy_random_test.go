package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/internal/armsim"
)

// scriptEnds is what the command must make of a script of faults: the exit code,
// and the state in its last line.
func scriptEnds(want armsim.Outcome) (code int, state string) {
	switch want {
	case armsim.Succeeds:
		return exitClean, "Succeeded"
	case armsim.Canceled:
		return exitFailure, "Canceled"
	}
	return exitFailure, "Failed"
}

// Random scripts of faults end in the state and with the exit code that they must,
// after as many deployments, with the cause told and no secret. A script is that of
// its number, the same each time; AMLSEC_SEED names one, and -short runs a tenth.
func TestDeployRandom(t *testing.T) {
	for name, value := range map[string]string{ // which the SDK reads by itself
		"AZURE_TENANT_ID": armsim.DefaultTenant, "AZURE_CLIENT_ID": armsim.ClientID, "AZURE_CLIENT_SECRET": armsim.ClientSecret,
	} {
		t.Setenv(name, value)
	}
	first, last := 0, 500
	if testing.Short() {
		last = 50
	}
	if seed, err := strconv.Atoi(os.Getenv("AMLSEC_SEED")); err == nil {
		first, last = seed, seed+1
	}
	networks := "/subscriptions/" + armsim.DefaultSubscription + "/resourceGroups/" + armsim.DefaultGroup + "/providers/Microsoft.Network/virtualNetworks/"
	for seed := first; seed < last; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			script := armsim.RandomFaults(int64(seed), networks+"vnet-a", networks+"vnet-a/subnets/snet", networks+"vnet-b")
			runScript(t, script)
		})
	}
}

// runScript runs deploy in this process, with the time of the simulator.
func runScript(t *testing.T, script armsim.Script) {
	s := &site{t: t, sim: armsim.Start(armsim.Options{Speed: -1, Step: 200 * time.Millisecond}), home: t.TempDir()}
	t.Cleanup(s.sim.Close)
	s.sim.Faults(script.Faults...)
	var out, errs bytes.Buffer
	a := s.inProcess()
	a.out, a.err = &out, &errs
	code := a.run(t.Context(), append([]string{"deploy", "../../deploy/testdata/template.json", "-g", armsim.DefaultGroup, "-o", "json", "--debug"}, quick()...))
	told := out.String() + errs.String()
	s.noSecrets(told)

	wantCode, wantState := scriptEnds(script.Want)
	if code != wantCode {
		t.Errorf("exit code %d, want %d", code, wantCode)
	}
	if n := len(s.states()); n != script.Runs {
		t.Errorf("%d runs, want %d", n, script.Runs)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	var last struct{ Event, State string }
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); script.Runs > 0 && (err != nil || last.Event != "result" || last.State != wantState) {
		t.Errorf("the last line is %s, want the state %s", lines[len(lines)-1], wantState)
	}
	if script.Code != "" && script.Code != "DeploymentActive" && script.Code != "invalid_client" && !strings.Contains(told, script.Code) {
		t.Errorf("%s is not told", script.Code)
	}
	if strings.Contains(told, "planted-password") {
		t.Error("a secure parameter is told")
	}
	if t.Failed() {
		t.Logf("%+v\n%s", script, told)
	}
}

// inProcess is the command line in this process: with the simulator's time, and
// its certificate.
func (s *site) inProcess() *app {
	s.t.Helper()
	pem, err := os.ReadFile(s.sim.CAFile())
	if err != nil {
		s.t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	wire := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
	s.t.Cleanup(wire.CloseIdleConnections)
	env := map[string]string{"XDG_STATE_HOME": filepath.Join(s.home, "state")}
	for _, setting := range s.sim.Env() {
		name, value, _ := strings.Cut(setting, "=")
		env[name] = value
	}
	return &app{
		in: strings.NewReader(""), getenv: func(name string) string { return env[name] },
		azure: arm.Options{Transport: wire, Clock: arm.Clock{Now: s.sim.Now, Sleep: func(ctx context.Context, d time.Duration) error {
			if ctx.Err() == nil {
				s.sim.Advance(d)
			}
			return ctx.Err()
		}}},
	}
}
