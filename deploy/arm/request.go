package arm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	armpolicy "github.com/Azure/azure-sdk-for-go/sdk/azcore/arm/policy"
	armruntime "github.com/Azure/azure-sdk-for-go/sdk/azcore/arm/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
)

// Request is one request.
type Request struct {
	// Method is GET when empty.
	Method string
	// Path is the path, which begins with a slash, and Version the version of the API.
	Path, Version string
	// Query is what the address has besides.
	Query url.Values
	// Body is sent as JSON; nil for none. A json.RawMessage is sent as it is.
	Body any
	// Once: it is never sent again, since to lose its answer says nothing of
	// whether it was granted.
	Once bool
}

// Response is an answer of status 2xx.
type Response struct {
	// Status is the status.
	Status int
	// Header are the headers.
	Header http.Header
	// Body is the text.
	Body []byte
	// from is what was asked for.
	from call
}

// call is a request with its address.
type call struct {
	method  string
	address *url.URL
	body    []byte
	once    bool
}

func (r Request) method() string {
	if r.Method == "" {
		return http.MethodGet
	}
	return r.Method
}

// call makes the address of a request.
func (c *Client) call(r Request) (call, error) {
	if !strings.HasPrefix(r.Path, "/") || strings.HasPrefix(r.Path, "//") {
		return call{}, fmt.Errorf("%s %q: the path is none below a host", r.method(), r.Path)
	}
	path, err := url.Parse(r.Path)
	if err != nil || path.RawQuery != "" {
		return call{}, fmt.Errorf("%s %q: the path cannot be sent", r.method(), r.Path)
	}
	address := c.endpoint.JoinPath(path.EscapedPath())
	query := url.Values{}
	for name, values := range r.Query {
		query[name] = values
	}
	if r.Version != "" {
		query.Set("api-version", r.Version)
	}
	address.RawQuery = query.Encode()
	made := call{method: r.method(), address: address, once: r.Once}
	if r.Body != nil {
		if made.body, err = json.Marshal(r.Body); err != nil {
			return call{}, fmt.Errorf("%s %s: cannot write the body: %w", made.method, address.Path, err)
		}
	}
	return made, nil
}

// Do sends a request, again where that helps, and is its answer. One of another
// status than 2xx is an *Error, a failure to log in a *LoginError, and no answer
// at all a *LostError.
func (c *Client) Do(ctx context.Context, r Request) (*Response, error) {
	made, err := c.call(r)
	if err != nil {
		return nil, err
	}
	return c.send(ctx, made)
}

// Get reads what is at a path.
func (c *Client) Get(ctx context.Context, path, version string, into any) error {
	resp, err := c.Do(ctx, Request{Path: path, Version: version})
	if err != nil {
		return err
	}
	if err := json.Unmarshal(resp.Body, into); err != nil {
		return fmt.Errorf("GET %s: the answer cannot be read: %w", path, err)
	}
	return nil
}

// What bounds one list: its pages, and its length in bytes.
const (
	pageLimit = 1000
	listLimit = 4 * responseLimit
)

// List reads all pages of a list. The next page must be on the same host.
func (c *Client) List(ctx context.Context, path, version string, query url.Values) ([]json.RawMessage, error) {
	next, err := c.call(Request{Path: path, Version: version, Query: query})
	if err != nil {
		return nil, err
	}
	var all []json.RawMessage
	seen, length := map[string]bool{}, 0
	for range pageLimit {
		seen[next.address.String()] = true
		resp, err := c.send(ctx, next)
		if err != nil {
			return nil, err
		}
		var page struct {
			Value    []json.RawMessage
			NextLink string
		}
		if err := json.Unmarshal(resp.Body, &page); err != nil {
			return nil, fmt.Errorf("GET %s: the answer cannot be read: %w", path, err)
		}
		all = append(all, page.Value...)
		if page.NextLink == "" {
			return all, nil
		}
		if next, err = c.follow(page.NextLink, resp.from); err != nil {
			return nil, err
		}
		if length += len(resp.Body); seen[next.address.String()] || length > listLimit {
			return nil, fmt.Errorf("GET %s: the list has no end", path)
		}
	}
	return nil, fmt.Errorf("GET %s: the list has more than %d pages", path, pageLimit)
}

// HostError says that an answer points to another host, to which nothing was sent.
type HostError struct {
	// From is the method and path that was asked for, Host the other host.
	From, Host string
}

func (e *HostError) Error() string {
	return fmt.Sprintf("%s: the answer points to another host %q, which is not followed", e.From, e.Host)
}

// follow is the request for an address in an answer, if it is on our host.
func (c *Client) follow(address string, from call) (call, error) {
	u, err := from.address.Parse(address)
	if err != nil {
		return call{}, fmt.Errorf("%s %s: the answer points to what is no address", from.method, from.address.Path)
	}
	if u.Scheme != "https" || !strings.EqualFold(u.Host, c.endpoint.Host) || u.User != nil {
		return call{}, &HostError{From: from.method + " " + from.address.Path, Host: u.Host}
	}
	return call{method: http.MethodGet, address: u}, nil
}

// connect makes the pipeline of the SDK, with a new login.
func (c *Client) connect() (runtime.Pipeline, error) {
	cred, err := c.credential()
	if err != nil {
		return runtime.Pipeline{}, err
	}
	return armruntime.NewPipeline("amlsec", "v1", cred, runtime.PipelineOptions{}, &armpolicy.ClientOptions{
		ClientOptions: policy.ClientOptions{
			Cloud:     c.cloud.configuration(),
			Transport: newCarrier(c.opts.Transport),
			Retry:     policy.RetryOptions{MaxRetries: -1},
			Telemetry: policy.TelemetryOptions{ApplicationID: "amlsec"},
		},
		DisableRPRegistration: true, // a plan changes nothing
	})
}

// once sends a request and reads its answer. A status is no error here.
func (c *Client) once(ctx context.Context, r call) (*Response, error) {
	req, err := runtime.NewRequest(ctx, r.method, r.address.String())
	if err != nil {
		return nil, err
	}
	header := req.Raw().Header
	header.Set("Accept", "application/json")
	header.Set("x-ms-correlation-request-id", c.opts.CorrelationID)
	header.Set("x-ms-client-request-id", NewID())
	if r.body != nil {
		if err := req.SetBody(readSeekNopCloser{bytes.NewReader(r.body)}, "application/json"); err != nil {
			return nil, err
		}
	}
	c.mu.Lock()
	pipeline := c.pipeline
	c.mu.Unlock()
	resp, err := pipeline.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	return &Response{Status: resp.StatusCode, Header: resp.Header, Body: body, from: r}, nil
}

// readSeekNopCloser is a body of bytes.
type readSeekNopCloser struct{ *bytes.Reader }

// Close does nothing.
func (readSeekNopCloser) Close() error { return nil }

// outcome is an answer as Do gives it.
func (r *Response) outcome(now time.Time) (*Response, error) {
	if r.Status >= 200 && r.Status < 300 {
		return r, nil
	}
	e := ParseError(r.Body)
	e.Status = r.Status
	if r.Status >= 300 && r.Status < 400 {
		e = &Error{Status: r.Status, Code: "Redirect", Message: "the request was sent elsewhere, which is not followed"}
		if u, err := r.from.address.Parse(r.Header.Get("Location")); err == nil {
			e.Message = fmt.Sprintf("the request was sent elsewhere, to the host %q, which is not followed", u.Host)
		}
	}
	r.identify(e)
	e.RetryAfter = RetryAfter(r.Header, now)
	return nil, e
}

// identify gives an error the ids that support asks for.
func (r *Response) identify(e *Error) {
	e.CorrelationID = r.Header.Get("x-ms-correlation-request-id")
	e.RequestID = r.Header.Get("x-ms-request-id")
}

// LostError says that no answer came: whether the request was granted is open.
type LostError struct {
	// Request is the method and path, Why what happened.
	Request, Why string
	// Err is what happened; it may hold an address.
	Err error
}

func (e *LostError) Error() string { return e.Request + ": " + e.Why }

// Unwrap is the error behind e.
func (e *LostError) Unwrap() error { return e.Err }

// Lost reports whether err is that no answer came.
func Lost(err error) bool {
	var l *LostError
	return errors.As(err, &l)
}
