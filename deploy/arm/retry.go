package arm

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"time"
)

// How often and how long is tried. A throttled subscription gives its tokens
// back within minutes; what a provider asks for beyond a quarter of an hour is
// told to the user instead.
const (
	tries        = 8
	firstDelay   = time.Second
	longestDelay = 30 * time.Second
	// RetryAfterLimit is the longest Retry-After that is honoured.
	RetryAfterLimit = 15 * time.Minute
	waitLimit       = 30 * time.Minute
	logins          = 3
)

// send sends a request until it is answered for good.
func (c *Client) send(ctx context.Context, r call) (*Response, error) {
	var waited time.Duration
	for try := 1; ; try++ {
		resp, err := c.try(ctx, r)
		if err != nil && !Lost(err) {
			return nil, err
		}
		if err == nil && !transient(resp.Status) {
			return resp.outcome(c.opts.Clock.Now())
		}
		delay := c.delay(resp, try)
		if r.once || try == tries || delay > RetryAfterLimit || waited+delay > waitLimit {
			if err != nil {
				return nil, err
			}
			return resp.outcome(c.opts.Clock.Now())
		}
		c.announce(resp, err, delay)
		waited += delay
		if err := c.opts.Clock.Sleep(ctx, delay); err != nil {
			return nil, err
		}
	}
}

// try sends a request once more, with a new login when the token is refused.
func (c *Client) try(ctx context.Context, r call) (*Response, error) {
	for turn := 1; ; turn++ {
		c.mu.Lock()
		login := c.logins
		c.mu.Unlock()
		resp, err := c.once(ctx, r)
		c.trace(r, resp, err)
		if err != nil {
			return nil, c.explain(ctx, r, err)
		}
		if resp.Status != http.StatusUnauthorized || turn == logins {
			return resp, nil
		}
		if err := c.loginAgain(login); err != nil {
			return nil, err
		}
	}
}

// loginAgain makes a new pipeline, unless another goroutine has.
func (c *Client) loginAgain(seen int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.logins != seen {
		return nil
	}
	pipeline, err := c.connect()
	if err != nil {
		return err
	}
	c.logins++
	c.pipeline = pipeline
	return nil
}

// trace tells --debug of a request.
func (c *Client) trace(r call, resp *Response, err error) {
	if err != nil {
		c.opts.Trace("%s %s: no answer", r.method, r.address.Path)
		return
	}
	c.opts.Trace("%s %s: %d", r.method, r.address.Path, resp.Status)
}

// explain words what kept a request from being answered.
func (c *Client) explain(ctx context.Context, r call, err error) error {
	if login, ok := asLogin(err); ok {
		return login
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, errTooLong) {
		return fmt.Errorf("%s %s: %w", r.method, r.address.Path, errTooLong)
	}
	why, ok := offline(err)
	if !ok {
		why = "the answer was lost: " + Scrub(err.Error())
	}
	return &LostError{Request: r.method + " " + r.address.Path, Why: why, Err: err}
}

// transient reports whether a status may pass.
func transient(status int) bool {
	switch status {
	case http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// Transient reports whether err may pass: an answer that was lost, or one that
// the service gives while it is throttled or not well.
func Transient(err error) bool {
	var e *Error
	return Lost(err) || errors.As(err, &e) && transient(e.Status)
}

// Backoff is how long to wait before the next try, after the given number of
// them: as the service asks, or else longer and longer.
func (c *Client) Backoff(err error, tries int) time.Duration {
	var e *Error
	if errors.As(err, &e) && e.RetryAfter > 0 {
		return e.RetryAfter
	}
	return c.grow(tries)
}

// delay is how long to wait after a try: as the service asks, or else
// longer and longer.
func (c *Client) delay(resp *Response, try int) time.Duration {
	if resp != nil {
		if asked := RetryAfter(resp.Header, c.opts.Clock.Now()); asked > 0 {
			return asked
		}
	}
	return c.grow(try)
}

// grow is the nth delay; what is random in it follows from the correlation id.
func (c *Client) grow(try int) time.Duration {
	d := min(firstDelay<<min(max(try-1, 0), 10), longestDelay)
	h := fnv.New32a()
	fmt.Fprintf(h, "%s %d", c.opts.CorrelationID, try)
	return d*4/5 + d*2/5*time.Duration(h.Sum32()%1000)/1000
}

// RetryAfter is how long an answer asks to wait, in whichever form; 0 when it does not.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	for _, name := range []string{"retry-after-ms", "x-ms-retry-after-ms"} {
		if ms, err := strconv.Atoi(h.Get(name)); err == nil && ms > 0 {
			return within(time.Duration(ms), time.Millisecond)
		}
	}
	value := h.Get("Retry-After")
	if s, err := strconv.Atoi(value); err == nil {
		return within(time.Duration(max(s, 0)), time.Second)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

// within is n units, at most a day: a number that is far too large overflows nothing.
func within(n, unit time.Duration) time.Duration {
	return min(n, 24*time.Hour/unit) * unit
}

// announce tells of a wait that a user notices.
func (c *Client) announce(resp *Response, err error, delay time.Duration) {
	next := "next try in " + Seconds(delay)
	switch {
	case err != nil && delay >= 4*time.Second:
		c.opts.Notice("%s; %s", err, next)
	case err != nil:
	case resp.Status == http.StatusTooManyRequests:
		c.opts.Notice("throttled: %s", next)
	case delay >= 4*time.Second:
		c.opts.Notice("status %d: %s", resp.Status, next)
	}
}

// Seconds is a duration as people are told it: "65 s".
func Seconds(d time.Duration) string {
	return fmt.Sprintf("%d s", int((d+time.Second/2)/time.Second))
}
