// Package diag is the one form in which amlsec tells a user what is wrong:
// a code, a severity, a place in a file, what was found and wanted, and what
// to do about it. Every stage returns a List; only Print writes one.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Pos is a place in a text: Line and Col count from 1, Col in characters
// (Unicode code points). The zero Pos means "no place".
type Pos struct {
	Line int `json:"line"`
	Col  int `json:"col"`
}

// IsValid reports whether p names a place.
func (p Pos) IsValid() bool { return p.Line > 0 }

// Compare orders positions by line, then by column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Span is a half-open stretch of one file, from Start up to End. End may be
// the zero Pos when only the start is known.
type Span struct {
	File  string `json:"file"`
	Start Pos    `json:"start"`
	End   Pos    `json:"end"`
}

// IsValid reports whether s names a place.
func (s Span) IsValid() bool { return s.Start.IsValid() }

// String is the place as "file:line:col", or the file alone when it has none.
func (s Span) String() string {
	if !s.IsValid() {
		return s.File
	}
	return fmt.Sprintf("%s:%d:%d", s.File, s.Start.Line, s.Start.Col)
}

// Severity says what a diagnostic does to a run. The zero value is invalid.
type Severity uint8

// The severities, in order of weight: an Error stops the run before anything
// is written; a Warning and an Info do not.
const (
	Error Severity = iota + 1
	Warning
	Info
)

// String is the word printed for s: "error", "warning" or "info".
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Info:
		return "info"
	default:
		return "invalid"
	}
}

// MarshalText writes s as its word, for JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Diagnostic is one thing to tell the user. Msg is lower case, without a full
// stop, quotes the name it speaks of, and says what was found and wanted. Hint
// says what to do; Notes add facts; Source says where the rule comes from.
type Diagnostic struct {
	Code     string   `json:"code"`
	Severity Severity `json:"severity"`
	Span     Span     `json:"span"`
	Msg      string   `json:"message"`
	Hint     string   `json:"hint,omitempty"`
	Notes    []string `json:"notes,omitempty"`
	Source   string   `json:"source,omitempty"`
}

// acceptedNote begins the note that tells why a finding is accepted.
const acceptedNote = "accepted: "

// Accept makes d information, with the reason why it is accepted as a note.
func (d *Diagnostic) Accept(reason string) {
	d.Severity = Info
	d.Notes = append(slices.Clone(d.Notes), acceptedNote+reason)
}

// Accepted is the reason why d is accepted, if it is.
func (d Diagnostic) Accepted() (reason string, ok bool) {
	for _, n := range d.Notes {
		if reason, ok = strings.CutPrefix(n, acceptedNote); ok {
			return reason, true
		}
	}
	return "", false
}

// List holds the diagnostics of a stage or of a run.
type List []Diagnostic

// Errorf adds an error without a hint; use Add for a complete diagnostic.
func (l *List) Errorf(code string, at Span, format string, args ...any) {
	l.Add(Diagnostic{Code: code, Severity: Error, Span: at, Msg: fmt.Sprintf(format, args...)})
}

// Add appends d. A diagnostic without a severity is an error.
func (l *List) Add(d Diagnostic) {
	if d.Severity == 0 {
		d.Severity = Error
	}
	*l = append(*l, d)
}

// HasErrors reports whether any diagnostic of l is an Error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Sort orders l by file, place, severity, code, message and notes, and removes exact
// repetitions, so that the same input always prints the same lines.
func (l *List) Sort() {
	slices.SortStableFunc(*l, compare)
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Span.File, b.Span.File),
		a.Span.Start.Compare(b.Span.Start),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Msg, b.Msg),
		slices.Compare(a.Notes, b.Notes),
	)
}

// Err is nil when l holds no errors, so that warnings do not fail a stage;
// otherwise an error that lists them, one a line.
func (l List) Err() error {
	var lines []string
	for _, d := range l {
		if d.Severity == Error {
			lines = append(lines, fmt.Sprintf("%s: %s %s: %s", d.Span, d.Severity, d.Code, d.Msg))
		}
	}
	if lines == nil {
		return nil
	}
	return errors.New(strings.Join(lines, "\n"))
}
