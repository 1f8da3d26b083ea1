package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// summary is what is told of a policy once, not of each resource.
type summary struct {
	first  *snapshot.Resource // of those whose verdict is open
	number int
	outcome
}

// add counts a resource whose verdict is open. The weightiest reason is told.
func (s *summary) add(res *snapshot.Resource, o outcome) {
	if s.number++; s.first == nil || o.cause > s.cause {
		s.first, s.outcome = res, o
	}
}

// report tells what comes of the policy on a resource.
func (r *run) report(res *snapshot.Resource, effect string, o outcome) {
	code, severity, msg, hint := r.told(effect)
	detail := ""
	switch {
	case o.state == open:
		code, severity, hint = codeOffline, diag.Info, "give what it depends on, such as parameters, and look again"
		msg, detail = "whether "+r.title()+" denies it cannot be known offline", o.why
	case ifNotExists(effect):
		detail = r.unfulfilled()
	default:
		detail = r.deciding(res)
	}
	r.found.Add(diag.Diagnostic{
		Code: code, Severity: severity, Span: r.span(res.Origin.Path, res.Origin.Pos),
		Msg: res.Type + " " + strconv.Quote(res.Name) + ": " + msg + ": " + detail, Hint: hint,
		Notes: r.facts(res, effect), Source: r.source(),
	})
}

// told is how an effect is reported.
func (r *run) told(effect string) (code string, severity diag.Severity, msg, hint string) {
	lenient := r.p.by != nil && r.p.by.lenient
	switch effect {
	case "deny":
		if lenient {
			return codeAudited, diag.Warning, r.title() + " would deny it if it were enforced", askHint
		}
		return codeDenied, diag.Error, "RequestDisallowedByPolicy: " + r.title() + " denies it", askHint
	case "modify", "append", "deployifnotexists":
		return codeChanged, diag.Info, "Azure would change it: " + r.title() + r.changes(effect), "write it in the template, so that later deployments do not undo it"
	default:
		return codeAudited, diag.Warning, r.title() + " reports it", askHint
	}
}

const askHint = "change what the policy looks at, or ask its owner for an exemption"

// changes says what an effect would change.
func (r *run) changes(effect string) string {
	if effect == "deployifnotexists" {
		return " would deploy " + r.p.def.details.typ
	}
	var names []string
	for op := range r.p.def.details.changes.Items() {
		v, err := r.Eval(op.Get("value"))
		if err != nil {
			v = op.Get("value").Plain()
		}
		if err := r.Broken(); err != nil {
			break
		}
		name := op.Get("field").Text()
		if f, err := r.Eval(op.Get("field")); err == nil {
			if s, ok := snapshot.Scalar(f); ok {
				name = s
			}
		}
		names = append(names, changing(op, name, v))
	}
	if len(names) == 0 {
		return " would change properties"
	}
	return " would " + strings.Join(names, ", ")
}

// changing says what an operation of modify, or an element of append, does.
func changing(op snapshot.Tree, field string, v snapshot.Value) string {
	switch strings.ToLower(op.Get("operation").Text()) {
	case "remove":
		return "remove " + field
	case "addorreplace":
		return "set " + field + " to " + snapshot.Show(v)
	default:
		return "add " + field + " " + snapshot.Show(v)
	}
}

// deciding are the comparisons that decided, but those of the type and kind
// when there are others.
func (r *run) deciding(res *snapshot.Resource) string {
	r.explain = true
	v := r.eval(r.p.def.rule)
	r.explain = false
	isType := func(s string) bool { return strings.HasPrefix(s, "type is ") || strings.HasPrefix(s, "kind is ") }
	if because := slices.DeleteFunc(v.because, isType); len(because) > 0 {
		return list(because)
	}
	return "it is a " + res.Type
}

// list are the first of some reasons.
func list(because []string) string {
	const most = 4
	if len(because) > most {
		return strings.Join(because[:most], "; ") + fmt.Sprintf("; and %d more", len(because)-most)
	}
	return strings.Join(because, "; ")
}

// reason says what a comparison found, and what would have come out otherwise.
func (r *run) reason(c *condition, o outcome, found string, want snapshot.Value) []string {
	if !r.explain || o.state == open {
		return nil
	}
	wish := c.op.ban
	if o.state == no {
		wish = c.op.wish
	}
	if c.op.name == "exists" {
		if strings.HasSuffix(found, "is not set") || strings.HasSuffix(found, "has no elements") {
			return []string{found + ", wanted some value"}
		}
		return []string{found + ", wanted none"}
	}
	return []string{found + ", wanted " + strings.Replace(wish, "%s", snapshot.Show(want), 1)}
}

// spellSubject names the value of a comparison in messages.
func spellSubject(c *condition, v snapshot.Value) string {
	if c.subject.IsExpression() {
		expression := []rune(strings.Trim(c.subject.Text(), "[]"))
		if len(expression) > 60 {
			expression = append(expression[:60:60], '…')
		}
		return string(expression) + " is " + snapshot.Show(v)
	}
	return "the value is " + snapshot.Show(v)
}

// spellList names what a count counts.
func spellList(c *condition) string {
	switch {
	case c.ref != nil:
		return lastSegment(c.ref.name)
	case !c.subject.IsExpression():
		return strings.TrimSpace("the values " + c.name)
	}
	return strings.Trim(c.subject.Text(), "[]")
}

// title names the policy.
func (r *run) title() string { return "policy " + strconv.Quote(r.p.def.title()) }

// title is the display name, or else the id, or the file.
func (d *definition) title() string { return cmp.Or(d.name, d.id, d.file) }

func (r *run) source() string {
	if r.p.def.builtin {
		return "AzurePolicy:" + r.p.def.id
	}
	return r.p.def.file
}

// facts name the policy, who assigned it, and the resource.
func (r *run) facts(res *snapshot.Resource, effect string) []string {
	notes := append(r.origin(), "effect: "+effect)
	if a := r.p.by; a != nil && a.message != "" {
		notes = append(notes, "message: "+a.message)
	}
	notes = append(notes, "resource: "+res.ID, "in the template: "+res.Origin.Path+" at "+res.Origin.Pointer)
	if res.Conditional != nil {
		notes = append(notes, "created if: "+snapshot.Show(res.Conditional))
	}
	return notes
}

// origin names the policy and who assigned it.
func (r *run) origin() []string {
	p := r.p
	id := p.def.id
	if p.def.version != "" {
		id += ", version " + p.def.version
	}
	notes := []string{"policy: " + id}
	if p.set != nil {
		notes = append(notes, "initiative: "+strings.TrimSpace(p.set.name+" "+p.set.id)+", as "+strconv.Quote(p.reference))
	}
	if a := p.by; a != nil {
		enforced := ""
		if a.lenient {
			enforced = ", not enforced"
		}
		notes = append(notes, "assignment: "+strings.TrimSpace(a.name+" "+a.id)+enforced)
	}
	return notes
}

// span is where a resource was asked for, or else where the template has it.
func (r *run) span(path string, pos diag.Pos) diag.Span {
	if r.opts.Place != nil {
		if span := r.opts.Place(path); span.IsValid() {
			return span
		}
	}
	return diag.Span{File: r.opts.File, Start: pos}
}

// summed tells what was open, once for the policy.
func (r *run) summed(s *summary) {
	if s.first == nil {
		return
	}
	count := "1 resource"
	if s.number > 1 {
		count = strconv.Itoa(s.number) + " resources"
	}
	d := diag.Diagnostic{
		Severity: diag.Info, Span: r.span(s.first.Origin.Path, s.first.Origin.Pos), Source: r.source(),
		Notes: append(r.origin(), "first: "+s.first.ID, "in the template: "+s.first.Origin.Path+" at "+s.first.Origin.Pointer),
	}
	switch s.cause {
	case unknown:
		d.Code, d.Hint = codeOffline, "look at it in Azure after the deployment"
		d.Msg = r.title() + ": cannot be known offline for " + count + ": " + s.why
	case failed:
		d.Code, d.Severity, d.Hint = codeFails, diag.Warning, "correct the policy: Azure denies a request on which evaluation fails"
		d.Msg = r.title() + ": evaluation fails for " + count + ": " + s.why
	default:
		d.Code, d.Hint = codeSkipped, "look at it in Azure after the deployment"
		d.Msg = r.title() + ": not evaluated for " + count + ": " + s.why
	}
	r.found.Add(d)
}

// skipped tells that the policy is not evaluated at all.
func (r *run) skipped(why string) {
	r.found.Add(diag.Diagnostic{
		Code: codeSkipped, Severity: diag.Info, Span: r.span("", diag.Pos{Line: 1, Col: 1}), Source: r.source(), Notes: r.origin(),
		Msg: r.title() + ": not evaluated: " + why, Hint: "look at it in Azure after the deployment",
	})
}

// leftOut tells what of the files is not in force.
func (r *run) leftOut() {
	tell := func(number int, what string) {
		if number > 0 {
			r.found.Add(diag.Diagnostic{Code: codeSkipped, Severity: diag.Info, Span: r.span("", diag.Pos{Line: 1, Col: 1}), Msg: fmt.Sprintf(what, number)})
		}
	}
	tell(r.set.unassigned, "%d definitions or initiatives are assigned by none of the assignments that the policies hold, and were not evaluated")
	tell(r.set.exempt, "exemptions are among the policies, %d of them, and were not applied")
}
