package deploy

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/internal/armsim"
)

// TestMain logs every test in with the secret of the simulator, which is the
// same for all of them.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{
		"AZURE_TENANT_ID": armsim.DefaultTenant, "AZURE_CLIENT_ID": armsim.ClientID, "AZURE_CLIENT_SECRET": armsim.ClientSecret,
	} {
		if err := os.Setenv(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// template is a network, a subnet, a nested deployment with a second network, and
// outputs.
//
//go:embed testdata/template.json
var template string

// azure is a simulator, and a client of it for which time passes at once.
type azure struct {
	*armsim.Server
	t   testing.TB
	job Job
	// nameless connections lose the correlation id on their way.
	nameless bool

	mu      sync.Mutex
	events  []Event
	notices []string
	records []Record
}

func start(t testing.TB, faults ...armsim.Fault) *azure {
	t.Helper()
	a := &azure{t: t, Server: armsim.Start(armsim.Options{Speed: -1, Step: 200 * time.Millisecond})}
	t.Cleanup(a.Close)
	a.Faults(faults...)
	a.job = Job{
		Client: a.connect(), Scope: arm.Scope{SubscriptionID: armsim.DefaultSubscription, ResourceGroup: armsim.DefaultGroup},
		Name: "main", Template: json.RawMessage(template),
	}
	return a
}

// connect is a new connection, with a correlation id of its own.
func (a *azure) connect() *arm.Client { return a.connectUntil(0, nil) }

// cutter lets so many requests through, and no more.
type cutter struct {
	http.RoundTripper
	left int
	cut  func()
	mu   sync.Mutex
}

func (c *cutter) RoundTrip(r *http.Request) (*http.Response, error) {
	c.mu.Lock()
	c.left--
	left := c.left
	c.mu.Unlock()
	if left < 0 {
		return nil, errors.New("killed")
	}
	resp, err := c.RoundTripper.RoundTrip(r)
	if left == 0 {
		c.cut()
		return nil, errors.New("killed")
	}
	return resp, err
}

// nameless takes away what would make the correlation id ours.
type nameless struct{ http.RoundTripper }

func (n nameless) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Del("x-ms-correlation-request-id")
	return n.RoundTripper.RoundTrip(r)
}

// connectUntil is a connection that is cut with its nth request, whose answer is
// lost; 0 for one that stays.
func (a *azure) connectUntil(requests int, cut func()) *arm.Client {
	a.t.Helper()
	pem, err := os.ReadFile(a.CAFile())
	if err != nil {
		a.t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	env := map[string]string{}
	for _, setting := range a.EnvNone() {
		name, value, _ := strings.Cut(setting, "=")
		env[name] = value
	}
	wire := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}
	a.t.Cleanup(wire.CloseIdleConnections)
	var transport http.RoundTripper = wire
	if requests > 0 {
		transport = &cutter{RoundTripper: transport, left: requests, cut: cut}
	}
	if a.nameless {
		transport = nameless{transport}
	}
	client, err := arm.Connect(arm.Options{
		Credential: "environment", Transport: transport, Getenv: func(name string) string { return env[name] },
		Clock: arm.Clock{Now: a.Now, Sleep: a.sleep},
		Notice: func(format string, args ...any) {
			a.mu.Lock()
			defer a.mu.Unlock()
			a.notices = append(a.notices, fmt.Sprintf(format, args...))
		},
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return client
}

func (a *azure) sleep(ctx context.Context, d time.Duration) error {
	if ctx.Err() == nil {
		a.Advance(d)
	}
	return ctx.Err()
}

func (a *azure) options() Options {
	return Options{
		Tell: func(e Event) { a.events = append(a.events, e) },
		Save: func(r Record) error { a.records = append(a.records, r); return nil },
	}
}

// own are the runs of the deployment itself that this side began.
func (a *azure) own() []armsim.Deployment {
	var list []armsim.Deployment
	for _, d := range a.Deployments() {
		if d.Parent == "" && !d.Foreign {
			list = append(list, d)
		}
	}
	return list
}

// kinds are the kinds of the events but operations.
func (a *azure) kinds() string {
	var kinds []string
	for _, e := range a.events {
		if e.Kind != EventOperation {
			kinds = append(kinds, e.Kind)
		}
	}
	return strings.Join(kinds, " ")
}

// told are all messages.
func (a *azure) told() string {
	all := append([]string{}, a.notices...)
	for _, e := range a.events {
		all = append(all, e.Message)
	}
	return strings.Join(all, "\n")
}
