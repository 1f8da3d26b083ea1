package arm

import (
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// loginTries is how often one request for a token is sent.
const loginTries = 4

// machine is the host that gives machines their tokens. It is not there on most.
const machine = "169.254.169.254"

// patience sends requests for tokens again, by the clock, where the SDK would by
// its own.
type patience struct{ clock Clock }

// Do sends a request until it is answered for good.
func (p patience) Do(req *policy.Request) (*http.Response, error) {
	ctx := req.Raw().Context()
	for try := 1; ; try++ {
		if err := req.RewindBody(); err != nil {
			return nil, err
		}
		resp, err := req.Clone(ctx).Next()
		if try == loginTries || ctx.Err() != nil || !again(req.Raw(), resp, err) {
			return resp, err
		}
		delay := time.Second << (try - 1)
		if resp != nil {
			if asked := RetryAfter(resp.Header, p.clock.Now()); asked > 0 {
				delay = min(asked, RetryAfterLimit)
			}
			_ = resp.Body.Close() // it is of no interest any more
		}
		if err := p.clock.Sleep(ctx, delay); err != nil {
			return nil, err
		}
	}
}

// again reports whether to send a request once more may help.
func again(req *http.Request, resp *http.Response, err error) bool {
	var name *net.DNSError
	switch {
	case err != nil:
		return req.URL.Hostname() != machine && !(errors.As(err, &name) && name.IsNotFound)
	case req.URL.Hostname() == machine && (resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone):
		return true // its documentation says so
	}
	return transient(resp.StatusCode)
}
