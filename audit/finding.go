package audit

import (
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// report adds the finding of a verdict; what cannot be known counts where a
// required control needs it.
func (a *auditor) report(r rule, res *snapshot.Resource, v verdict) {
	name := nounOf(typeOf(res)) + " " + strconv.Quote(res.Name)
	a.add(r, v, name, a.decided(r, res), a.facts(r, res))
}

// add adds a finding about something with a name at a place.
func (a *auditor) add(r rule, v verdict, name string, at diag.Span, notes []string) {
	severity := r.severity()
	switch {
	case v.state == kept || v.state == unknown && r.level != required || a.full():
		return
	case v.state == unknown:
		severity = diag.Info
	}
	if r.decided != "" {
		notes = append(notes, "decided: "+r.decided)
	}
	a.found.Add(diag.Diagnostic{
		Code: r.code, Severity: severity, Span: at, Msg: name + ": " + v.msg,
		Hint: r.hint(), Notes: notes, Source: strings.Join(r.sources, "; "),
	})
}

// decided is where the property was decided that a rule is about, or else where
// the resource was asked for.
func (a *auditor) decided(r rule, res *snapshot.Resource) diag.Span {
	property := r.path
	switch r.op {
	case opPrivateEndpoint:
		property = typeEndpoint
	case opDNSZones:
		property = typeZone
	}
	if a.opts.Decided != nil {
		if span := a.opts.Decided(res.Origin.Path, property); span.IsValid() {
			return span
		}
	}
	return a.span(res.Origin.Path, res.Origin.Pos)
}

// span is where a resource was asked for, or else where the template has it.
func (a *auditor) span(path string, pos diag.Pos) diag.Span {
	if a.opts.Place != nil {
		if span := a.opts.Place(path); span.IsValid() {
			return span
		}
	}
	return diag.Span{File: a.opts.File, Start: pos}
}

// facts name the control and the resource.
func (a *auditor) facts(r rule, res *snapshot.Resource) []string {
	var notes []string
	if r.control != "" {
		notes = append(notes, "control: "+r.control+", "+r.level.String())
	}
	notes = append(notes, "resource: "+res.ID, "in the template: "+res.Origin.Path+" at "+res.Origin.Pointer)
	if res.Conditional != nil {
		notes = append(notes, "created if: "+snapshot.Show(res.Conditional))
	}
	return notes
}
