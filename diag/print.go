package diag

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format is a form in which Print writes. The zero value is Text.
type Format uint8

// The formats of Print.
const (
	// Text is for people: "file:line:col: error CODE: message", the line with a caret, what to do.
	Text Format = iota
	// JSON is for programs; see Report.
	JSON
	// SARIF is version 2.1.0 of the Static Analysis Results Interchange Format.
	SARIF
	// Line is a line a diagnostic, as the Bicep CLI writes it:
	// "file(line,col) : Error BCP018: message [address]".
	Line
)

// DefaultWidth is how many columns text takes when the width is not known.
const DefaultWidth = 120

// Options say how Print writes. The zero value is plain text without source lines.
type Options struct {
	// Format is the form of the output.
	Format Format
	// Source gives the text of a file that a diagnostic names, or nil when it
	// is not at hand: then no line is shown. It may be nil.
	Source func(file string) []byte
	// Width is the width of the terminal in columns; zero is DefaultWidth.
	// Only source lines are cut to it: a message is never wrapped or cut.
	Width int
	// Color adds ANSI colours to text.
	Color bool
	// NoSummary leaves out the last line of text, for a caller that prints many
	// lists and one Summary.
	NoSummary bool
	// Rules describe the codes, in SARIF.
	Rules []Rule
	// Version is the version of amlsec, in SARIF; may be empty.
	Version string
	// Dir is the absolute directory that relative file names start from. In
	// SARIF an absolute name beneath it is made relative; a Line has absolute
	// names. May be empty.
	Dir string
	// Root is the absolute directory of the repository, to which names in SARIF
	// are relative; empty for Dir.
	Root string
	// Category tells reports in SARIF apart that GitHub gets for one commit: the
	// command that made them. It may be empty.
	Category string
}

// Print writes list to w. In text, errors come after warnings and a summary
// comes last, because the end is what a terminal shows and what a tool that
// shortens keeps; in JSON and SARIF the order is that of the places. What
// comes from a user's file is written so that it cannot steer a terminal. The
// error is that of w.
func Print(w io.Writer, list List, opts Options) error {
	list = slices.Clone(list)
	list.Sort()
	switch opts.Format {
	case JSON:
		return printJSON(w, list)
	case SARIF:
		return printSARIF(w, list, opts)
	case Line:
		return printLines(w, list, opts)
	default:
		return printText(w, list, opts)
	}
}

// Count is how many diagnostics of each severity there are.
type Count struct {
	Errors   int `json:"errors"`
	Warnings int `json:"warnings"`
	Infos    int `json:"infos"`
}

// Count counts the diagnostics of l.
func (l List) Count() Count {
	var c Count
	for _, d := range l {
		switch d.Severity {
		case Error:
			c.Errors++
		case Warning:
			c.Warnings++
		case Info:
			c.Infos++
		}
	}
	return c
}

// Add is the sum of two counts.
func (c Count) Add(d Count) Count {
	return Count{c.Errors + d.Errors, c.Warnings + d.Warnings, c.Infos + d.Infos}
}

// String is the count in words, such as "2 errors, 1 warning"; empty when
// there is nothing to count.
func (c Count) String() string {
	var parts []string
	for _, p := range []struct {
		n          int
		one, other string
	}{{c.Errors, "error", "errors"}, {c.Warnings, "warning", "warnings"}, {c.Infos, "info", "infos"}} {
		switch p.n {
		case 0:
		case 1:
			parts = append(parts, "1 "+p.one)
		default:
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.other))
		}
	}
	return strings.Join(parts, ", ")
}

// Summary writes c as the last line of a text report; nothing when c is zero.
func Summary(w io.Writer, c Count, opts Options) error {
	if c == (Count{}) {
		return nil
	}
	_, err := fmt.Fprintln(w, paint(c.worst(), c.String(), opts.Color))
	return err
}

func (c Count) worst() Severity {
	switch {
	case c.Errors > 0:
		return Error
	case c.Warnings > 0:
		return Warning
	default:
		return Info
	}
}

func printText(w io.Writer, list List, opts Options) error {
	slices.SortStableFunc(list, func(a, b Diagnostic) int { return int(b.Severity) - int(a.Severity) })
	t := textPrinter{opts: opts, lines: newSources(opts.Source)}
	for _, d := range list {
		t.diagnostic(d)
	}
	if _, err := io.WriteString(w, t.buf.String()); err != nil || opts.NoSummary {
		return err
	}
	return Summary(w, list.Count(), opts)
}

// textPrinter writes diagnostics one after the other.
type textPrinter struct {
	opts  Options
	buf   strings.Builder
	lines sources
}

func (t *textPrinter) diagnostic(d Diagnostic) {
	if place := d.Span.String(); place != "" {
		t.buf.WriteString(Printable(place) + ": ")
	}
	t.buf.WriteString(paint(d.Severity, d.Severity.String(), t.opts.Color))
	if d.Code != "" {
		t.buf.WriteString(" " + Printable(d.Code))
	}
	t.buf.WriteString(": " + Printable(d.Msg) + "\n")
	t.snippet(d)
	t.remark("hint", d.Hint)
	for _, n := range d.Notes {
		t.remark("note", n)
	}
	t.remark("source", d.Source)
}

func (t *textPrinter) remark(label, text string) {
	if text != "" {
		fmt.Fprintf(&t.buf, "  %s: %s\n", label, Printable(text))
	}
}

// snippet writes the line of d and, under it, a caret for each column of its span.
func (t *textPrinter) snippet(d Diagnostic) {
	lines := t.lines.of(d.Span.File)
	if lines == nil || !d.Span.IsValid() || d.Span.Start.Line > lines.Count() {
		return
	}
	number := fmt.Sprintf("%4d", d.Span.Start.Line)
	width := t.opts.Width
	if width <= 0 {
		width = DefaultWidth
	}
	v := newView(lines, d.Span, width-len(number)-len(" | "))
	if v.text == "" {
		return
	}
	fmt.Fprintf(&t.buf, "%s | %s\n", number, v.text)
	carets := paint(d.Severity, strings.Repeat("^", v.end-v.start), t.opts.Color)
	fmt.Fprintf(&t.buf, "%*s | %*s%s\n", len(number), "", v.start, "", carets)
}

// sources finds the lines of files, each file once.
type sources struct {
	text  func(file string) []byte
	lines map[string]*Lines // nil for a file without text
}

func newSources(text func(file string) []byte) sources {
	return sources{text: text, lines: map[string]*Lines{}}
}

// of is the lines of a file, or nil.
func (s sources) of(file string) *Lines {
	l, ok := s.lines[file]
	if ok || s.text == nil {
		return l
	}
	if src := s.text(file); src != nil {
		l = NewLines(src)
	}
	s.lines[file] = l
	return l
}

// paint colours text by severity, as azd does: red, yellow, and blue for infos.
func paint(s Severity, text string, color bool) string {
	code, ok := map[Severity]string{Error: "31", Warning: "33", Info: "34"}[s]
	if !color || !ok {
		return text
	}
	return "\x1b[1;" + code + "m" + text + "\x1b[0m"
}
