package armsim

import (
	"bytes"
	"crypto/sha1"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// object is a JSON object.
type object = map[string]any

// call is one request.
type call struct {
	method, host, path string // the path as it was sent
	phase              string // which kind of request it is; see Fault
	query              url.Values
	header             http.Header
	body               []byte
	http               *http.Request
	match              []string // of the route
	number             int      // in Requests
}

// reply is what it is answered. A body is written as JSON; nil is none.
type reply struct {
	status int
	header map[string]string
	body   any
}

// Request is a request that arrived, and what it was answered.
type Request struct {
	// Host is arm, entra, identity or other.
	Host string
	// Phase is the kind of request; see Fault.
	Phase string
	// Method, Path and Query are those of the request; the path as it was sent.
	Method, Path string
	Query        url.Values
	// Body is the body; without that of a request for a token.
	Body []byte
	// Token says that a token or another secret came with it.
	Token bool
	// CorrelationID is x-ms-correlation-request-id of the request.
	CorrelationID string
	// Status is that of the answer; 0 while there is none, and when the answer was lost.
	Status int
	// Fault is what was done instead of answering; empty for nothing.
	Fault Action
}

// Requests are all requests in the order they arrived.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Leaks are the requests that brought a token to a host that is not Azure's.
func (s *Server) Leaks() []Request {
	var list []Request
	for _, r := range s.Requests() {
		if r.Host == "other" && r.Token {
			list = append(list, r)
		}
	}
	return list
}

func (s *Server) receive(r *http.Request, host string) *call {
	return &call{method: r.Method, host: host, path: r.URL.Path, query: r.URL.Query(), header: r.Header, body: readBody(r), http: r}
}

// conduct records a request, does to it what the faults say, and answers it.
func (s *Server) conduct(w http.ResponseWriter, c *call, handle func(*call) reply) {
	s.mu.Lock()
	c.number = len(s.requests)
	s.requests = append(s.requests, s.record(c))
	if c.host == "arm" {
		s.extra += s.opts.Step
		s.catchUp()
	}
	f := s.fault(c)
	if f != nil {
		s.requests[c.number].Fault = f.Action
	}
	s.mu.Unlock()

	if f != nil && !s.before(w, c, f) {
		return
	}
	s.mu.Lock()
	out, faked := s.instead(c, f)
	if !faked {
		out = handle(c)
	}
	s.requests[c.number].Status = out.status
	if f != nil && f.Action == LoseResponse {
		s.requests[c.number].Status = 0
	}
	header := s.headers(c)
	maps.Copy(header, out.header)
	body := encode(out.body) // what it holds may be part of the world, and change
	s.mu.Unlock()
	if f != nil {
		s.after(w, f, out.status, header, body)
		return
	}
	write(w, out.status, header, body)
}

func (s *Server) record(c *call) Request {
	body := c.body
	if c.host == "entra" {
		body = nil
	}
	sent := c.header.Get("Authorization") != "" || bytes.Contains(c.body, []byte(plantedToken)) || strings.Contains(c.http.URL.RawQuery, plantedSigned)
	return Request{
		Host: c.host, Phase: c.phase, Method: c.method, Path: c.path, Query: c.query, Body: body,
		Token: sent, CorrelationID: c.header.Get("x-ms-correlation-request-id"),
	}
}

// headers are those that each answer of Azure has; s.mu is held.
func (s *Server) headers(c *call) map[string]string {
	h := map[string]string{"Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-cache"}
	if c.host != "arm" {
		return h
	}
	id := s.uuid()
	h["x-ms-request-id"], h["x-ms-correlation-request-id"] = id, s.correlation(c, id)
	h["x-ms-routing-request-id"] = "EASTUS2:" + s.now().Format("20060102T150405Z") + ":" + id
	switch c.method {
	case http.MethodGet, http.MethodHead:
		h["x-ms-ratelimit-remaining-subscription-reads"], h["x-ms-ratelimit-remaining-subscription-global-reads"] = "1099", "16499"
	case http.MethodDelete:
		h["x-ms-ratelimit-remaining-subscription-deletes"], h["x-ms-ratelimit-remaining-subscription-global-deletes"] = "799", "11999"
	default:
		h["x-ms-ratelimit-remaining-subscription-writes"], h["x-ms-ratelimit-remaining-subscription-global-writes"] = "799", "11999"
	}
	return h
}

// correlation is the client's correlation id, which Azure adopts, or else another.
func (s *Server) correlation(c *call, other string) string {
	if id := c.header.Get("x-ms-correlation-request-id"); id != "" {
		return id
	}
	return other
}

func write(w http.ResponseWriter, status int, header map[string]string, body []byte) {
	for name, value := range header {
		w.Header().Set(name, value)
	}
	if len(body) > 0 {
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	w.WriteHeader(status)
	w.Write(body) //nolint:errcheck // the client may be gone
}

func encode(body any) []byte {
	switch b := body.(type) {
	case nil:
		return nil
	case rawBody:
		return []byte(b)
	}
	b, err := json.Marshal(body)
	if err != nil {
		return []byte(fmt.Sprintf(`{"error":{"code":"Simulator","message":%q}}`, err))
	}
	return b
}

// rawBody is a body that is written as it is.
type rawBody string

// uuid is the next id of this run; s.mu is held.
func (s *Server) uuid() string {
	s.serial++
	return uuidOf(fmt.Sprintf("%d/%d", s.opts.Seed, s.serial))
}

// uuidOf is an id that follows from a text.
func uuidOf(text string) string {
	h := sha1.Sum([]byte(text))
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
