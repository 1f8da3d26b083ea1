package main

import (
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/deploy/preflight"
	"github.com/amlsec/amlsec/diag"
)

// preflightReport is what the checks of a deployment found.
type preflightReport struct {
	target  *target
	results []preflight.Result
}

// outcome is the exit code as an error; strict: what was not run counts too.
func (r preflightReport) outcome(strict bool) error {
	s := preflight.Summarize(r.results)
	if s.Failed > 0 || strict && s.NotRun > 0 {
		return &exit{code: exitFindings}
	}
	return nil
}

// placeOf is the line that asked for what a result is about: in the intent or
// the source, or else where the template has the resource; not valid for none.
func (r preflightReport) placeOf(one preflight.Result) diag.Span {
	switch t := r.target; {
	case one.Path == "":
		return diag.Span{}
	case t.place != nil:
		return t.place(one.Path)
	default:
		for _, made := range t.snap.Resources {
			if made.Origin.Path == one.Path {
				return diag.Span{File: t.deployable.name, Start: made.Origin.Pos, End: made.Origin.Pos}
			}
		}
		return diag.Span{}
	}
}

// areaTitle is the heading of a group of checks.
func areaTitle(area string) string {
	switch area {
	case "scope":
		return "Where it is deployed to"
	case "rights":
		return "Rights"
	case "region":
		return "Providers and regions"
	case "quota":
		return "Quota"
	case "name":
		return "Names"
	case "existing":
		return "What is there already"
	case "network", "subnet":
		return "The existing network"
	case "dns":
		return "DNS zones"
	case "policy":
		return "Policies"
	case "validate":
		return "Validation"
	}
	return area
}

// text lays the results out for people: a line for each check, and more on
// what did not pass.
func (r preflightReport) text(color bool, width int) string {
	p := preflightPrinter{color: color, width: max(width, 40), place: r.placeOf}
	heading := ""
	for len(r.results) > 0 {
		n := 1
		for n < len(r.results) && r.results[n].Check == r.results[0].Check {
			n++
		}
		if title := areaTitle(r.results[0].Area); title != heading {
			if heading != "" {
				p.out.WriteByte('\n')
			}
			p.out.WriteString(title + "\n")
			heading = title
		}
		p.check(r.results[:n])
		r.results = r.results[n:]
	}
	p.summary()
	return p.out.String()
}

type preflightPrinter struct {
	out   strings.Builder
	color bool
	width int
	place func(preflight.Result) diag.Span
	total preflight.Summary
}

// mark is how a status is told: the words and colours of azd.
func mark(s preflight.Status) (label, color string) {
	switch s {
	case preflight.Passed:
		return "(✓) Done:", "32"
	case preflight.Failed:
		return "(x) Failed:", "31"
	}
	return "(-) Skipped:", "90"
}

func (p *preflightPrinter) paint(color, text string) string {
	if !p.color {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}

// check writes the results of one check: those that passed in one line.
func (p *preflightPrinter) check(results []preflight.Result) {
	s := preflight.Summarize(results)
	p.total.Passed += s.Passed
	p.total.Failed += s.Failed
	p.total.NotRun += s.NotRun
	if s.Passed > 0 {
		label, color := mark(preflight.Passed)
		about := ""
		if len(results) > 1 {
			about = fmt.Sprintf(" (%d of %d)", s.Passed, len(results))
		}
		p.out.WriteString("  " + p.paint(color, label) + " " + results[0].Title + about + "\n")
	}
	for _, r := range results {
		if r.Status != preflight.Passed {
			p.result(r)
		}
	}
}

// result writes what did not pass: where, what, and what to do.
func (p *preflightPrinter) result(r preflight.Result) {
	label, color := mark(r.Status)
	p.out.WriteString("  " + p.paint(color, label) + " " + diag.Printable(r.Title) + " [" + r.Check + "]\n")
	if at := p.place(r); at.IsValid() {
		p.line("at", at.String())
	}
	p.line("target", r.Target)
	p.line("found", r.Found)
	p.line("wanted", r.Wanted)
	p.line("reason", r.Reason)
	p.line("remedy", r.Remedy)
	if r.Status == preflight.Failed && !r.Blocks {
		p.line("note", "the deployment itself does not fail by it")
	}
}

// line writes one fact. A remedy is not broken into lines: its command is copied.
func (p *preflightPrinter) line(label, text string) {
	if text == "" {
		return
	}
	text = diag.Printable(text)
	indent := strings.Repeat(" ", 14)
	lines := []string{text}
	if label != "remedy" && label != "target" {
		lines = wrap(text, p.width-len(indent))
	}
	for i, l := range lines {
		if i == 0 {
			p.out.WriteString(fmt.Sprintf("      %-8s", label+":") + l + "\n")
		} else {
			p.out.WriteString(indent + l + "\n")
		}
	}
}

// summary is the last line. It says that all passed only when all did.
func (p *preflightPrinter) summary() {
	t := p.total
	counts := fmt.Sprintf("%s passed, %d failed, %d not run", plural(t.Passed, "check"), t.Failed, t.NotRun)
	word, color := "SUCCESS:", "32"
	text := "all " + plural(t.Passed, "check") + " passed"
	switch {
	case t.Failed > 0:
		word, color, text = "ERROR:", "31", counts
	case t.NotRun > 0:
		word, color, text = "WARNING:", "33", counts
	}
	p.out.WriteString("\n" + p.paint(color, word) + " " + text + "\n")
}
