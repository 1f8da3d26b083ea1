// Package audit checks the promises of security on what a template would
// create. It knows nothing of how the template came to be, and shares no code
// with what makes one: a verifier that did would agree with its bugs.
package audit

import (
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// Options refine Run. The zero value places findings in a template without a
// name, and accepts nothing.
type Options struct {
	// File is the name of the template in findings.
	File string
	// Place is where a resource was asked for, such as a line of an intent, by
	// the path of its origin: environment/storage. The empty path is the template
	// as a whole. A span that is not valid means the place in the template. It
	// may be nil.
	Place func(path string) diag.Span
	// Decided is where one property of a resource was decided, such as a field of
	// an intent, by the path of its origin and the property's own path, of which
	// [*] stands for every element; for what is missing beside the resource, by
	// its type. It comes before Place, and may be nil.
	Decided func(path, property string) diag.Span
	// Accepted are risks that are taken knowingly. Codes of other stages are
	// left to them.
	Accepted []Accepted
}

// Accepted is a risk that is taken knowingly, of the audit as of policies.
type Accepted = diag.Accepted

// Run checks every rule on every resource that the template creates. An error
// breaks a required control, a warning a recommended one or one that sources
// disagree on. Information is what is optional, accepted, or cannot be known
// offline. The list is sorted. After 20,000 findings, which is more than anyone
// reads and fewer than code scanning takes, an error says that there are more.
func Run(s *snapshot.Snapshot, opts Options) diag.List {
	a, all := newAuditor(s, opts), rules()
	for _, r := range all {
		a.run(r)
	}
	a.accept(all)
	if a.full() {
		a.found.Add(diag.Diagnostic{Code: codeTooMany, Severity: diag.Error, Span: a.span("", diag.Pos{Line: 1, Col: 1}),
			Msg: fmt.Sprintf("there are more than %d findings; the rest is not told", mostFindings), Hint: "mend these, or audit the template in parts"})
	}
	a.found.Sort()
	return a.found
}

// mostFindings bounds a report: copy loops can make resources by the thousand.
const mostFindings = 20_000

// full reports whether no finding is taken any more.
func (a *auditor) full() bool { return len(a.found) >= mostFindings }

// auditor is one run.
type auditor struct {
	*index
	opts  Options
	found diag.List
	// What several rules look at is read once: templates can be large.
	connected map[string][]connection          // by what they lead to
	loose     []connection                     // to what is not known
	subnet    map[string]subject               // by id
	users     map[string][]string              // the subnets of a security group
	pulling   map[string]bool                  // identities
	joining   []*snapshot.Resource             // roles that let join subnets
	openZones bool                             // some zone has an unknown name
	zones     map[string]map[string]bool       // the networks of a zone, as they are looked up
	groups    map[*snapshot.Resource][]nsgRule // as they are looked up
}

func newAuditor(s *snapshot.Snapshot, opts Options) *auditor {
	a := &auditor{index: newIndex(s), opts: opts, zones: map[string]map[string]bool{}, groups: map[*snapshot.Resource][]nsgRule{}}
	a.connected, a.loose = a.connections()
	subnets := a.subnets()
	a.subnet, a.users = subnetsByID(subnets), usersOf(subnets)
	a.pulling = pulling(a.created(typeRole), a.created(typeRegistry))
	for _, r := range a.created(typeRole) {
		if holds(r, joiners()) {
			a.joining = append(a.joining, r)
		}
	}
	a.openZones = openName(a.created(typeZone))
	return a
}

// run checks one rule.
func (a *auditor) run(r rule) {
	if r.typ == typeTemplate {
		a.runOnTemplate(r)
		return
	}
	for _, typ := range append([]string{r.typ}, r.more...) {
		for _, res := range a.created(typ) {
			if a.full() {
				return
			}
			a.runOn(r, res)
		}
	}
	if r.parent != "" {
		for _, res := range a.created(r.parent) {
			a.runOnParent(r, res)
		}
	}
	if r.child != nil {
		for _, res := range a.created(r.child.typ) {
			a.runOnChild(r, res)
		}
	}
}

// runOnParent checks that a resource has the child that a rule is about.
func (a *auditor) runOnParent(r rule, res *snapshot.Resource) {
	var maybe []string
	for _, c := range a.children(res.ID, r.typ) {
		if c.Conditional == nil {
			return
		}
		maybe = append(maybe, nounOf(r.typ)+" is created if "+snapshot.Show(c.Conditional))
	}
	for _, v := range anyOf(maybe, false, "there is no "+nounOf(r.typ)+" that could say so: "+r.wanted()) {
		a.report(r, res, v)
	}
}

// runOn checks a rule on a resource of its type.
func (a *auditor) runOn(r rule, res *snapshot.Resource) {
	applies, certain := r.where.on(res)
	if !applies {
		return
	}
	for _, v := range a.check(r, res) {
		if !certain && v.state == broken {
			v = unknownBecause(r.where.path + " is not known")
		}
		a.report(r, res, v)
	}
}

// check is what comes of a rule on a resource.
func (a *auditor) check(r rule, res *snapshot.Resource) []verdict {
	if check := special(r.op); check != nil {
		return check(a, r, res)
	}
	if r.spare != nil && !strings.Contains(r.path, "[*]") && r.spare(a, subject{resource: res, value: res.Body}) {
		return nil
	}
	if r.since != "" && olderThan(res.APIVersion, r.since) {
		return []verdict{{state: broken, msg: "API version " + res.APIVersion + " has no " + r.path + ", wanted " + r.since + " or later"}}
	}
	var list []verdict
	for _, s := range subjects(res, r.path) {
		if r.spare == nil || !r.spare(a, s) {
			list = append(list, r.checkProperty(s)...)
		}
	}
	return list
}

// runOnChild checks a rule on elements of a list that the template writes as
// resources of their own.
func (a *auditor) runOnChild(r rule, res *snapshot.Resource) {
	s := subject{resource: res, value: res.Body, rest: r.child.path}
	if r.spare != nil && r.spare(a, s) {
		return
	}
	for _, v := range r.checkProperty(s) {
		a.report(r, res, v)
	}
}

// olderThan compares versions of an API by their dates.
func olderThan(version, since string) bool {
	date := len("2006-01-02")
	return len(version) >= date && len(since) >= date && version[:date] < since[:date]
}
