package arm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	testTenant = "11111111-1111-1111-1111-111111111111"
	testSecret = "planted-secret"
)

// fake is Azure: it answers requests for tokens, and hands the others to serve.
type fake struct {
	t     *testing.T
	serve func(*http.Request) *http.Response // nil for an answer that is lost

	mu      sync.Mutex
	now     time.Time
	slept   []time.Duration
	notices []string
	tokens  int // how many were given
	seen    []*http.Request
}

var errReset = errors.New("connection reset by peer")

// connect logs in with a secret and is the connection.
func connect(t *testing.T, serve func(*http.Request) *http.Response) (*Client, *fake) {
	t.Helper()
	t.Setenv("AZURE_TENANT_ID", testTenant)
	t.Setenv("AZURE_CLIENT_ID", "22222222-2222-2222-2222-222222222222")
	t.Setenv("AZURE_CLIENT_SECRET", testSecret)
	return connectAs(t, "environment", serve)
}

func connectAs(t *testing.T, credential string, serve func(*http.Request) *http.Response) (*Client, *fake) {
	t.Helper()
	t.Setenv("AZURE_DISABLE_INSTANCE_DISCOVERY", "true")
	f := &fake{t: t, serve: serve, now: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}
	c, err := Connect(Options{
		Credential: credential, Transport: f, CorrelationID: "33333333-3333-3333-3333-333333333333",
		Clock:  Clock{Now: f.time, Sleep: f.sleep},
		Notice: func(format string, args ...any) { f.notices = append(f.notices, fmt.Sprintf(format, args...)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c, f
}

func (f *fake) time() time.Time {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

func (f *fake) sleep(ctx context.Context, d time.Duration) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.slept = append(f.slept, d)
	f.now = f.now.Add(d)
	return ctx.Err()
}

func (f *fake) RoundTrip(req *http.Request) (*http.Response, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if req.Body != nil {
		_, _ = io.Copy(io.Discard, req.Body)
	}
	if resp := f.entra(req); resp != nil {
		resp.Request = req
		return resp, nil
	}
	f.seen = append(f.seen, req)
	resp := f.serve(req)
	if resp == nil {
		return nil, errReset
	}
	resp.Request = req
	return resp, nil
}

// entra gives tokens.
func (f *fake) entra(req *http.Request) *http.Response {
	switch {
	case strings.HasSuffix(req.URL.Path, "/.well-known/openid-configuration"):
		base := "https://" + req.URL.Host + "/" + strings.Split(req.URL.Path, "/")[1]
		return answer(200, fmt.Sprintf(`{"issuer": %q, "authorization_endpoint": %q, "token_endpoint": %q}`,
			base+"/v2.0", base+"/oauth2/v2.0/authorize", base+"/oauth2/v2.0/token"))
	case strings.HasSuffix(req.URL.Path, "/oauth2/v2.0/token"):
		f.tokens++
		return answer(200, fmt.Sprintf(`{"token_type": "Bearer", "expires_in": 3600, "access_token": "token-%d"}`, f.tokens))
	}
	return nil
}

// answer is a response; headers are given in pairs.
func answer(status int, body string, headers ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i+1 < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return &http.Response{
		StatusCode: status, Status: http.StatusText(status), Header: h, ProtoMajor: 1, ProtoMinor: 1,
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}
}

// script gives one answer after another, and the last one for ever.
func script(answers ...func() *http.Response) func(*http.Request) *http.Response {
	n := 0
	return func(*http.Request) *http.Response {
		a := answers[min(n, len(answers)-1)]
		n++
		return a()
	}
}

func status(code int, headers ...string) func() *http.Response {
	return func() *http.Response { return answer(code, `{}`, headers...) }
}

func lost() *http.Response { return nil }

func times(n int, a func() *http.Response, then ...func() *http.Response) []func() *http.Response {
	var list []func() *http.Response
	for range n {
		list = append(list, a)
	}
	return append(list, then...)
}

func compact(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}
