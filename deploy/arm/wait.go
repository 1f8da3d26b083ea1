package arm

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// How a wait goes: the interval grows from the first to the last when the
// service asks for none; so many answers "not found" in a row are taken for
// what they mostly are, a gateway that has not heard yet.
const (
	firstPoll     = 2 * time.Second
	lastPoll      = 15 * time.Second
	lostPolls     = 6
	operationWait = 4 * time.Hour
)

// Poll is how long to wait before the nth look at something, from 0, when the
// service asks for no time.
func Poll(n int) time.Duration {
	return min(firstPoll+time.Duration(max(n, 0))*time.Second, lastPoll)
}

// operation is the state of what goes on, in either form of the answer.
type operation struct {
	Status     string
	Properties struct{ ProvisioningState string }
}

// Wait follows an operation that goes on after its answer, and is the result:
// the answer itself when nothing goes on, and an *Error when it fails. An answer
// that points to another host is a *HostError.
func (c *Client) Wait(ctx context.Context, resp *Response) (*Response, error) {
	address := resp.Header.Get("Azure-AsyncOperation")
	status := address != ""
	if !status {
		address = resp.Header.Get("Location")
	}
	if address == "" || resp.Status == http.StatusNoContent || resp.Status == http.StatusOK && !status {
		return resp, nil
	}
	next, err := c.follow(address, resp.from)
	if err != nil {
		return nil, err
	}
	last, err := c.poll(ctx, resp, next, status)
	if err != nil || !status {
		return last, err
	}
	return c.result(ctx, resp, last)
}

// poll asks for the state until it is final: the answer of an operation's status
// says so, and a Location answers 202 until then.
func (c *Client) poll(ctx context.Context, last *Response, next call, status bool) (*Response, error) {
	begun := c.opts.Clock.Now()
	lost := 0
	for n := 0; ; n++ {
		delay := RetryAfter(last.Header, c.opts.Clock.Now())
		if delay <= 0 {
			delay = Poll(n)
		}
		if c.opts.Clock.Now().Sub(begun) > operationWait {
			return nil, fmt.Errorf("%s %s: it did not end within %s", next.method, next.address.Path, operationWait)
		}
		if err := c.opts.Clock.Sleep(ctx, min(delay, RetryAfterLimit)); err != nil {
			return nil, err
		}
		resp, err := c.send(ctx, next)
		if NotFound(err) && lost < lostPolls {
			lost++
			continue
		}
		if err != nil {
			return nil, err
		}
		lost = 0
		if done, err := finished(resp, status); done || err != nil {
			return resp, err
		}
		last = resp
	}
}

// finished reports whether an answer is of an operation that has ended, and the
// error it ended with.
func finished(resp *Response, status bool) (bool, error) {
	var op operation
	if isObject(resp.Body) {
		_ = json.Unmarshal(resp.Body, &op) // a result may be of any shape
	}
	state := op.Status
	if state == "" {
		state = op.Properties.ProvisioningState
	}
	switch strings.ToLower(state) {
	case "failed", "canceled", "cancelled":
		e := ParseError(resp.Body)
		if e.Code == "" {
			e = &Error{Code: state, Message: "the operation ended as " + state}
		}
		e.Status = resp.Status
		resp.identify(e)
		return true, e
	case "succeeded", "":
		return resp.Status != http.StatusAccepted, nil
	}
	return !status && resp.Status != http.StatusAccepted, nil
}

// result reads what an operation whose state was asked for has brought: at its
// Location, or at what was written. A POST without Location has none but the state.
func (c *Client) result(ctx context.Context, first, last *Response) (*Response, error) {
	if location := first.Header.Get("Location"); location != "" && first.from.method == http.MethodPost {
		next, err := c.follow(location, first.from)
		if err != nil {
			return nil, err
		}
		return c.send(ctx, next)
	}
	if first.from.method == http.MethodPut || first.from.method == http.MethodPatch {
		return c.send(ctx, call{method: http.MethodGet, address: first.from.address})
	}
	return last, nil
}
