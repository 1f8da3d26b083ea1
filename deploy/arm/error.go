package arm

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Error is what Azure Resource Manager, or a provider behind it, answers to a
// request that it does not grant, or says of an operation that failed.
type Error struct {
	// Status is the status of the answer. An operation that failed is told with 200.
	Status int
	// Code, Message and Target are the service's; any may be empty. Addresses
	// and tokens in them are scrubbed.
	Code, Message, Target string
	// Details are what is behind it.
	Details []Error
	// Info says more, of which policies are the known ones.
	Info []Info
	// CorrelationID and RequestID are for support; empty when not told.
	CorrelationID, RequestID string
	// RetryAfter is how long the service asks to wait; 0 when it does not.
	RetryAfter time.Duration
}

// Info is one member of additionalInfo, such as of type PolicyViolation.
type Info struct {
	Type string
	Info json.RawMessage
}

func (e *Error) Error() string {
	var parts []string
	if e.Code != "" {
		parts = append(parts, e.Code)
	}
	if e.Message != "" {
		parts = append(parts, e.Message)
	}
	if len(parts) == 0 {
		parts = append(parts, "no reason was given")
	}
	text := strings.Join(parts, ": ")
	if e.Status != 0 && e.Status != http.StatusOK {
		text += fmt.Sprintf(" (status %d)", e.Status)
	}
	return text
}

// has reports whether the code of e is code, whatever its case.
func (e *Error) has(code string) bool { return strings.EqualFold(e.Code, code) }

// NotFound reports whether err is that what was asked for does not exist. It is
// false where the whole subscription is not found: who asks may not see it, and
// nothing is known of what is in it.
func NotFound(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Status == http.StatusNotFound && !NoSubscription(err)
}

// NoSubscription reports whether err is that there is no such subscription, or
// none that may be seen.
func NoSubscription(err error) bool {
	return HasCode(err, "SubscriptionNotFound", "InvalidSubscriptionId")
}

// HasCode reports whether err is an *Error of one of the codes, whatever their case.
func HasCode(err error, codes ...string) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	for _, code := range codes {
		if e.has(code) {
			return true
		}
	}
	return false
}

// Of bodies that come from servers no more than this is taken.
const (
	errorDepth = 24
	errorNodes = 500
	textLength = 4000
)

// wire is an error as it is sent. Names are found whatever their case.
type wire struct {
	Error          json.RawMessage   `json:"error"`
	OData          json.RawMessage   `json:"odata.error"`
	Code           json.RawMessage   `json:"code"`
	Message        json.RawMessage   `json:"message"`
	Target         json.RawMessage   `json:"target"`
	Details        json.RawMessage   `json:"details"`
	AdditionalInfo []json.RawMessage `json:"additionalInfo"`
	Inner          json.RawMessage   `json:"innererror"`
}

// ParseError reads the error in a body, however it is wrapped: JSON that stands as
// text in a message is unfolded. It is never nil; what is no error in
// JSON becomes the message.
func ParseError(body []byte) *Error {
	p := parser{nodes: errorNodes}
	if e, ok := p.parse(body, 0); ok {
		return &e
	}
	return &Error{Message: plain(body)}
}

// plain is the text of a body that is no JSON: a page of a gateway, say.
func plain(body []byte) string {
	s := strings.Join(strings.Fields(string(body[:min(len(body), textLength)])), " ")
	if strings.HasPrefix(s, "<") {
		return "the answer is a page, not an error of Azure Resource Manager"
	}
	const most = 300
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return Scrub(s)
}

// parser bounds the work on one body.
type parser struct{ nodes int }

func (p *parser) parse(body []byte, depth int) (Error, bool) {
	var w wire
	if p.nodes--; p.nodes < 0 || depth > errorDepth || !isObject(body) || json.Unmarshal(body, &w) != nil {
		return Error{}, false
	}
	for _, inner := range []json.RawMessage{w.Error, w.OData} {
		if text, ok := word(inner); ok && isObject([]byte(text)) {
			inner = []byte(text)
		}
		if e, ok := p.parse(inner, depth+1); ok {
			return e, true
		}
	}
	code, _ := word(w.Code)
	msg, _ := word(w.Message)
	if msg == "" { // {"message": {"lang": "en-us", "value": "…"}}
		var localized struct{ Value string }
		_ = json.Unmarshal(w.Message, &localized)
		msg = localized.Value
	}
	if code == "" && msg == "" {
		return Error{}, false
	}
	target, _ := word(w.Target)
	e := Error{Code: Scrub(code), Message: msg, Target: Scrub(target)}
	e.Info = infos(w.AdditionalInfo)
	e.Details = p.details(w, depth)
	p.unfold(&e, depth)
	return e, true
}

func isObject(b []byte) bool {
	s := strings.TrimSpace(string(b[:min(len(b), 64)]))
	return strings.HasPrefix(s, "{")
}

// word is a text or a number of JSON.
func word(raw json.RawMessage) (string, bool) {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s, true
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String(), true
	}
	return "", false
}

func infos(list []json.RawMessage) []Info {
	var all []Info
	for _, raw := range list[:min(len(list), errorNodes)] {
		var i Info
		if json.Unmarshal(raw, &i) == nil {
			all = append(all, i)
		}
	}
	return all
}

// details are the list of details, which some providers send as one object.
func (p *parser) details(w wire, depth int) []Error {
	var list []json.RawMessage
	if json.Unmarshal(w.Details, &list) != nil && isObject(w.Details) {
		list = []json.RawMessage{w.Details}
	}
	if len(list) == 0 && isObject(w.Inner) {
		list = []json.RawMessage{w.Inner}
	}
	var all []Error
	for _, raw := range list {
		if e, ok := p.parse(raw, depth+1); ok {
			all = append(all, e)
		} else if text, ok := word(raw); ok && text != "" {
			all = append(all, Error{Message: cut(Scrub(text))})
		}
	}
	return all
}

// unfold takes apart a message that is, or that ends with, JSON as text.
func (p *parser) unfold(e *Error, depth int) {
	defer func() { e.Message = cut(Scrub(e.Message)) }()
	start := strings.IndexByte(e.Message, '{')
	end := strings.LastIndexByte(e.Message, '}')
	if start < 0 || end < start {
		return
	}
	inner, ok := p.parse([]byte(e.Message[start:end+1]), depth+1)
	if !ok {
		return
	}
	rest := strings.TrimSpace(strings.TrimRight(strings.TrimSpace(e.Message[:start]), ":'\""))
	switch {
	case rest == "" && (e.Code == "" || strings.EqualFold(e.Code, inner.Code)) && len(e.Details) == 0:
		inner.Info = append(e.Info, inner.Info...)
		if inner.Target == "" {
			inner.Target = e.Target
		}
		*e = inner
	default:
		e.Message = rest
		e.Details = append(e.Details, inner)
	}
}

// cut bounds a text.
func cut(s string) string {
	if len(s) <= textLength {
		return s
	}
	return strings.ToValidUTF8(s[:textLength], "") + "…"
}
