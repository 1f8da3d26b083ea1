package arm

import (
	"errors"
	"io"
	"net/http"
	"time"
)

// responseLimit bounds one answer, in bytes. The longest that is known, all
// sizes of virtual machines of all regions, has some 30 MB.
const responseLimit = 64 << 20

// tryTimeout bounds one try. A validation takes half a minute before its first
// byte, at times.
const tryTimeout = 5 * time.Minute

var errTooLong = errors.New("the answer is longer than 64 MiB")

// network is the real transport: TLS 1.2 or later, and HTTP/2 connections that
// are found dead within seconds.
func network() http.RoundTripper {
	def, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	t := def.Clone()
	t.HTTP2 = &http.HTTP2Config{SendPingTimeout: 10 * time.Second, PingTimeout: 5 * time.Second}
	t.MaxIdleConnsPerHost = 16 // checks are made side by side; the default of 2 would greet anew each time
	return t
}

// carrier sends single requests for the SDK. It follows no redirect, so that
// nothing is sent to a host that was not asked, and bounds the answers.
type carrier struct {
	http http.Client
}

func newCarrier(t http.RoundTripper) *carrier {
	return &carrier{http.Client{
		Transport:     t,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Timeout:       tryTimeout,
	}}
}

// Do sends a request once.
func (c *carrier) Do(req *http.Request) (*http.Response, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	resp.Body = &bounded{ReadCloser: resp.Body, left: responseLimit}
	return resp, nil
}

// bounded is a body that fails once it is too long.
type bounded struct {
	io.ReadCloser
	left int
}

// Read reads up to the bound.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, errTooLong
	}
	if len(p) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= n; b.left < 0 {
		return n, errTooLong
	}
	return n, err
}
