package arm

import (
	"net/http"
	"testing"
	"time"
)

func TestWait(t *testing.T) {
	const here = "https://management.azure.com/operations/1?t=x&s=signed"
	started := answer(202, ``, "Location", here, "Retry-After", "20")
	goes := func(body string) func() *http.Response {
		return func() *http.Response { return answer(200, body) }
	}
	for _, tt := range []struct {
		name  string
		first *http.Response
		then  []func() *http.Response
		code  string // of the error; empty for none
		body  string
		slept time.Duration // the first wait
	}{
		{"nothing goes on", answer(200, `{"a":1}`), times(1, status(500)), "", `{"a":1}`, 0},
		{"location", started, times(2, status(202), goes(`{"a":2}`)), "", `{"a":2}`, 20 * time.Second},
		{"what-if that fails", started, times(1, goes(`{"status":"Failed","error":{"code":"Bad","message":"no"}}`)), "Bad", "", 0},
		{"status", answer(202, ``, "Azure-AsyncOperation", here), []func() *http.Response{goes(`{"status":"Running"}`), goes(`{"status":"Succeeded"}`)}, "", `{"status":"Succeeded"}`, firstPoll},
		{"status that fails with 200", answer(201, ``, "Azure-AsyncOperation", here), times(1, goes(`{"status":"failed","error":{"code":"Quota"}}`)), "Quota", "", 0},
		{"canceled", answer(201, ``, "Azure-AsyncOperation", here), times(1, goes(`{"status":"Canceled"}`)), "Canceled", "", 0},
		{"not found for a while", started, times(3, status(404), goes(`{"a":3}`)), "", `{"a":3}`, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			first := true
			next := script(tt.then...)
			c, f := connect(t, func(r *http.Request) *http.Response {
				if first {
					first = false
					return tt.first
				}
				return next(r)
			})
			resp, err := c.Do(t.Context(), Request{Method: "POST", Path: "/x"})
			if err != nil {
				t.Fatal(err)
			}
			resp, err = c.Wait(t.Context(), resp)
			if tt.code != "" {
				if !HasCode(err, tt.code) {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil || string(resp.Body) != tt.body {
				t.Errorf("got %v, %v", resp, err)
			}
			if tt.slept != 0 && f.slept[0] != tt.slept {
				t.Errorf("slept %v", f.slept)
			}
		})
	}
}

// What is never found is an error in the end.
func TestWaitEnds(t *testing.T) {
	first := true
	c, f := connect(t, func(*http.Request) *http.Response {
		if first {
			first = false
			return answer(202, ``, "Location", "/gone")
		}
		return answer(404, `{"error":{"code":"DeploymentNotFound","message":"gone"}}`)
	})
	resp, err := c.Do(t.Context(), Request{Method: "POST", Path: "/x"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Wait(t.Context(), resp); !NotFound(err) || len(f.seen) != 1+lostPolls+1 {
		t.Errorf("got %v after %d requests", err, len(f.seen))
	}
}

// A PUT that goes on is read again at the end.
func TestWaitPut(t *testing.T) {
	c, _ := connect(t, func(r *http.Request) *http.Response {
		switch {
		case r.Method == "PUT":
			return answer(201, `{}`, "Azure-AsyncOperation", "https://management.azure.com/status")
		case r.URL.Path == "/status":
			return answer(200, `{"status":"Succeeded"}`)
		}
		return answer(200, `{"id":"/x"}`)
	})
	resp, err := c.Do(t.Context(), Request{Method: "PUT", Path: "/x", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	if resp, err = c.Wait(t.Context(), resp); err != nil || string(resp.Body) != `{"id":"/x"}` {
		t.Errorf("got %v, %v", resp, err)
	}
}
