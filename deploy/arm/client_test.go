package arm

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amlsec/amlsec/snapshot"
)

func TestRetries(t *testing.T) {
	ok := status(200)
	date := time.Date(2026, 1, 2, 3, 5, 35, 0, time.UTC).Format(http.TimeFormat)
	for _, tt := range []struct {
		name    string
		answers []func() *http.Response
		once    bool
		status  int // 0 for an answer that is lost
		tries   int
		slept   time.Duration // 0 for any
		notice  string
	}{
		{name: "throttled", answers: times(1, status(429, "Retry-After", "65"), ok), status: 200, tries: 2, slept: 65 * time.Second, notice: "throttled: next try in 65 s"},
		{name: "throttled until a date", answers: times(1, status(429, "Retry-After", date), ok), status: 200, tries: 2, slept: 90 * time.Second, notice: "throttled: next try in 90 s"},
		{name: "throttled for two minutes", answers: times(1, status(429, "Retry-After", "120"), ok), status: 200, tries: 2, slept: 2 * time.Minute},
		{name: "milliseconds", answers: times(1, status(503, "x-ms-retry-after-ms", "1500"), ok), status: 200, tries: 2, slept: 1500 * time.Millisecond},
		{name: "throttled for too long", answers: times(1, status(429, "Retry-After", "901"), ok), status: 429, tries: 1},
		{name: "an absurd Retry-After", answers: times(1, status(429, "Retry-After", "999999999999999999"), ok), status: 429, tries: 1},
		{name: "a burst", answers: times(5, status(503), ok), status: 200, tries: 6},
		{name: "resets", answers: times(3, lost, ok), status: 200, tries: 4, notice: "next try in"},
		{name: "no end", answers: times(1, status(502)), status: 502, tries: tries},
		{name: "never an answer", answers: times(1, lost), status: 0, tries: tries},
		{name: "once", answers: times(1, lost, ok), once: true, status: 0, tries: 1},
		{name: "not found", answers: times(1, status(404), ok), status: 404, tries: 1},
		{name: "a new token", answers: times(1, status(401), ok), status: 200, tries: 2},
		{name: "no token will do", answers: times(1, status(401)), status: 401, tries: logins},
		{name: "throttled for an hour in all", answers: times(1, status(429, "Retry-After", "840")), status: 429, tries: 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, f := connect(t, script(tt.answers...))
			resp, err := c.Do(t.Context(), Request{Path: "/x", Version: "1", Once: tt.once})
			if got := statusOf(resp, err); got != tt.status || len(f.seen) != tt.tries {
				t.Errorf("got status %d after %d tries, %v", got, len(f.seen), err)
			}
			if tt.slept != 0 && !slices.Equal(f.slept, []time.Duration{tt.slept}) {
				t.Errorf("slept %v", f.slept)
			}
			if tt.notice != "" && !strings.Contains(strings.Join(f.notices, "\n"), tt.notice) {
				t.Errorf("told %q", f.notices)
			}
			if err != nil && strings.Contains(err.Error(), "token-") {
				t.Errorf("the error tells a token: %v", err)
			}
		})
	}
}

func statusOf(resp *Response, err error) int {
	var e *Error
	switch {
	case err == nil:
		return resp.Status
	case errors.As(err, &e):
		return e.Status
	case Lost(err):
		return 0
	}
	return -1
}

// What is random in a delay follows from the correlation id.
func TestDelaysRepeat(t *testing.T) {
	var slept [2][]time.Duration
	for i := range slept {
		c, f := connect(t, script(status(503)))
		_, _ = c.Do(t.Context(), Request{Path: "/x"})
		slept[i] = f.slept
	}
	if !slices.Equal(slept[0], slept[1]) || len(slept[0]) != tries-1 {
		t.Errorf("slept %v", slept)
	}
	for i, d := range slept[0] {
		if want := min(firstDelay<<i, longestDelay); d < want*4/5 || d > want*6/5 {
			t.Errorf("delay %d is %s, want about %s", i, d, want)
		}
	}
}

func TestHeaders(t *testing.T) {
	c, f := connect(t, func(*http.Request) *http.Response { return answer(200, `{}`) })
	if _, err := c.Do(t.Context(), Request{Method: "PUT", Path: "/subscriptions/a b", Version: "2025-04-01", Body: map[string]int{"a": 1}}); err != nil {
		t.Fatal(err)
	}
	req := f.seen[0]
	if req.Header.Get("x-ms-correlation-request-id") != c.CorrelationID() || req.Header.Get("Authorization") != "Bearer token-1" {
		t.Errorf("got headers %v", req.Header)
	}
	if got := req.URL.String(); got != "https://management.azure.com/subscriptions/a%20b?api-version=2025-04-01" {
		t.Errorf("got %s", got)
	}
}

// Nothing is sent to a host that an answer names.
func TestOtherHosts(t *testing.T) {
	const evil = "https://evil.example/x?sig=planted"
	for _, headers := range [][]string{{"Location", evil}, {"Azure-AsyncOperation", evil}, {"Location", "http://management.azure.com/x"}, {"Location", "https://management.azure.com@evil.example/"},
		{"Location", "//evil.example/x"}, {"Location", "https://management.azure.com:8443/x"}, {"Location", "https://management.azure.com.evil.example/"},
		{"Location", "https://\uff4danagement.azure.com/x"}, {"Location", "HTTP://MANAGEMENT.AZURE.COM/x"}, {"Location", "https://user@management.azure.com/x"}, {"Location", "https:management.azure.com/x"},
	} {
		c, f := connect(t, func(*http.Request) *http.Response { return answer(202, ``, headers...) })
		resp, err := c.Do(t.Context(), Request{Method: "POST", Path: "/x"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Wait(t.Context(), resp)
		var host *HostError
		if !errors.As(err, &host) || len(f.seen) != 1 || strings.Contains(err.Error(), "planted") {
			t.Errorf("%v: got %v after %d requests", headers, err, len(f.seen))
		}
	}
	c, f := connect(t, func(*http.Request) *http.Response { return answer(200, `{"value": [1], "nextLink": "`+evil+`"}`) })
	if _, err := c.List(t.Context(), "/x", "1", nil); err == nil || len(f.seen) != 1 {
		t.Errorf("got %v after %d requests", err, len(f.seen))
	}
	c, f = connect(t, func(*http.Request) *http.Response { return answer(307, ``, "Location", evil) })
	_, err := c.Do(t.Context(), Request{Path: "/x"})
	if err == nil || len(f.seen) != 1 || !strings.Contains(err.Error(), `"evil.example"`) || strings.Contains(err.Error(), "planted") {
		t.Errorf("got %v after %d requests", err, len(f.seen))
	}
	for _, path := range []string{"//evil.example/x", "https://evil.example/x", "x"} {
		if _, err := c.Do(t.Context(), Request{Path: path}); err == nil {
			t.Errorf("%s was sent", path)
		}
	}
	if len(f.seen) != 1 {
		t.Errorf("%d requests", len(f.seen))
	}
}

func TestList(t *testing.T) {
	c, f := connect(t, func(req *http.Request) *http.Response {
		if req.URL.Query().Get("page") == "2" {
			return answer(200, `{"value": [3]}`)
		}
		return answer(200, `{"value": [1, 2], "nextLink": "https://management.azure.com/x?page=2"}`)
	})
	list, err := c.List(t.Context(), "/x", "1", nil)
	if err != nil || len(list) != 3 || len(f.seen) != 2 {
		t.Errorf("got %s, %v after %d requests", list, err, len(f.seen))
	}
}

// A list that leads back to itself, or that does not end, is given up.
func TestListEndless(t *testing.T) {
	c, f := connect(t, func(req *http.Request) *http.Response {
		return answer(200, `{"value": [1], "nextLink": "https://management.azure.com/x?page=`+map[string]string{"": "2", "2": "3", "3": "2"}[req.URL.Query().Get("page")]+`"}`)
	})
	if _, err := c.List(t.Context(), "/x", "1", nil); err == nil || !strings.Contains(err.Error(), "no end") || len(f.seen) != 3 {
		t.Errorf("got %v after %d requests", err, len(f.seen))
	}
	n := 0
	c, f = connect(t, func(*http.Request) *http.Response {
		n++
		return answer(200, fmt.Sprintf(`{"value": [], "nextLink": "/x?page=%d"}`, n))
	})
	if _, err := c.List(t.Context(), "/x", "1", nil); err == nil || len(f.seen) != pageLimit {
		t.Errorf("got %v after %d requests", err, len(f.seen))
	}
}

// What is in a subscription that is not shown may exist.
func TestNotFound(t *testing.T) {
	for code, want := range map[string]bool{"ResourceNotFound": true, "": true, "SubscriptionNotFound": false, "InvalidSubscriptionId": false} {
		if err := error(&Error{Status: 404, Code: code}); NotFound(err) != want || NoSubscription(err) == want {
			t.Errorf("%q: not found: %v", code, NotFound(err))
		}
	}
}

func TestTooLong(t *testing.T) {
	long := strings.Repeat(" ", responseLimit+10)
	c, f := connect(t, func(*http.Request) *http.Response { return answer(200, long) })
	if _, err := c.Do(t.Context(), Request{Path: "/x"}); !errors.Is(err, errTooLong) || len(f.seen) != 1 {
		t.Errorf("got %v after %d requests", err, len(f.seen))
	}
}

func TestSettings(t *testing.T) {
	for _, tt := range []struct {
		opts Options
		env  map[string]string
		want string
	}{
		{Options{Cloud: "Mars"}, nil, "cloud"},
		{Options{Credential: "magic"}, nil, "credential"},
		{Options{}, map[string]string{"AZURE_RESOURCE_MANAGER_ENDPOINT": "http://127.0.0.1"}, "AZURE_RESOURCE_MANAGER_ENDPOINT"},
		{Options{}, map[string]string{"AZURE_RESOURCE_MANAGER_ENDPOINT": "https://user:pass@host"}, "AZURE_RESOURCE_MANAGER_ENDPOINT"},
		{Options{}, map[string]string{"AZURE_AUTHORITY_HOST": "login"}, "AZURE_AUTHORITY_HOST"},
		{Options{}, map[string]string{"AZURE_RESOURCE_MANAGER_AUDIENCE": "x"}, "AZURE_RESOURCE_MANAGER_AUDIENCE"},
	} {
		tt.opts.Getenv = func(name string) string { return tt.env[name] }
		_, err := Connect(tt.opts)
		var setting *SettingError
		if !errors.As(err, &setting) || setting.Name != tt.want || setting.Hint == "" {
			t.Errorf("%+v: got %v", tt.env, err)
		}
	}
	for cloud, want := range map[snapshot.Cloud]string{
		"": "management.azure.com", snapshot.AzureUSGovernment: "management.usgovcloudapi.net", snapshot.AzureChinaCloud: "management.chinacloudapi.cn",
	} {
		c, err := Connect(Options{Cloud: cloud})
		if err != nil || c.Host() != want || c.CorrelationID() == "" || !strings.HasPrefix(c.PortalLink("/subscriptions/x"), "https://portal.azure.") {
			t.Errorf("%s: got %v, %v", cloud, c, err)
		}
	}
}

func TestScope(t *testing.T) {
	group := Scope{SubscriptionID: "s", ResourceGroup: "rg"}
	if got := group.DeploymentPath("a b") + "/operations"; got != "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Resources/deployments/a%20b/operations" {
		t.Error(got)
	}
	if got := (Scope{SubscriptionID: "s"}).DeploymentPath("d"); got != "/subscriptions/s/providers/Microsoft.Resources/deployments/d" {
		t.Error(got)
	}
}
