package policy

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// Run evaluates the policies on every resource that the template creates. An
// error is a request that Azure denies. A warning is what Azure would report.
// Information is what Azure would change, what is accepted, what cannot be known
// offline, and, once a policy, what is not evaluated. The list is sorted. After
// 20,000 findings an error says that there are more.
func Run(s *snapshot.Snapshot, set *Set, opts Options) diag.List {
	r := newRun(s, set, opts)
	for _, p := range set.policies {
		r.policy(p)
	}
	if r.full() {
		r.found.Add(diag.Diagnostic{Code: codeTooMany, Severity: diag.Error, Span: r.span("", diag.Pos{Line: 1, Col: 1}),
			Msg: fmt.Sprintf("there are more than %d findings; the rest is not told", mostFindings), Hint: "mend these, or evaluate the template in parts"})
	}
	r.leftOut()
	r.accept()
	r.found.Sort()
	return r.found
}

// mostFindings bounds a report: copy loops can make resources by the thousand.
const mostFindings = 20_000

// full reports whether no finding is taken any more.
func (r *run) full() bool { return len(r.found) >= mostFindings }

// run is one run. What several policies look at is read once.
type run struct {
	snap  *snapshot.Snapshot
	set   *Set
	opts  Options
	found diag.List

	types      map[string][]*snapshot.Resource // created, by lower-cased type
	order      []string                        // the types, in order
	known      map[string][]*snapshot.Resource // only referred to, by lower-cased type
	inlined    []inlined
	filled     []filled
	refs       map[string]*reference // by name
	leads      map[string]*leads     // by type and path
	properties map[string]Lead       // of aliases, by name
	left       int                   // steps for all policies that come

	// Of the policy and the resource that are evaluated.
	*snapshot.Evaluator
	p       *assigned
	params  *scope // at which expressions are evaluated
	asked   *view  // of the resource that the rule's if looks at
	view    *view  // of the resource that conditions look at: that one or a related one
	counts  []counted
	explain bool
}

// view is a resource as conditions see it.
type view struct {
	res *snapshot.Resource
	// settled: after the deployment, with what Azure fills in.
	settled bool
	// bound are the elements that counts are at, by the key of the step.
	bound map[string]int
}

// counted is a count that is evaluated: the element it is at.
type counted struct {
	name  string // of a value
	value snapshot.Value
	ref   *reference // of a field
}

func newRun(s *snapshot.Snapshot, set *Set, opts Options) *run {
	r := &run{
		snap: s, set: set, opts: opts,
		types: map[string][]*snapshot.Resource{}, known: map[string][]*snapshot.Resource{}, refs: map[string]*reference{}, leads: map[string]*leads{}, properties: map[string]Lead{}, left: cmp.Or(opts.AllSteps, allSteps),
		inlined: inlinedLists(), filled: filledProperties(),
	}
	for i := range s.Resources {
		res := &s.Resources[i]
		typ := strings.ToLower(typeOf(res))
		switch {
		case res.Extension != "":
		case res.Existing:
			r.known[typ] = append(r.known[typ], res)
		default:
			r.types[typ] = append(r.types[typ], res)
		}
	}
	r.order = slices.Sorted(maps.Keys(r.types))
	return r
}

// policySteps is how many steps one policy may take, and allSteps all of them.
const (
	policySteps = 2_000_000
	allSteps    = 50_000_000
)

// spend counts a step of the policy that is evaluated.
func (r *run) spend(steps int) error { return r.Spend(steps) }

// policy evaluates one on all resources.
func (r *run) policy(p *assigned) {
	r.p, r.params, r.counts = p, p.params, nil
	if r.left <= 0 {
		r.skipped("all policies together need too many steps")
		return
	}
	limits := r.opts.Limits
	limits.Steps = min(cmp.Or(limits.Steps, policySteps), r.left)
	r.Evaluator = r.set.language.Evaluator(limits, r.host)
	defer func() { r.left -= r.Spent() }()
	sum := &summary{}
	if reason := p.unsupported(); reason != "" {
		r.skipped(reason)
		return
	}
	for _, res := range r.resources(p.def.types) {
		if r.Broken() == nil && !r.full() && p.looksAt(res) {
			r.on(res, sum)
		}
	}
	if err := r.Broken(); err != nil {
		r.skipped("it is too large: " + err.Error())
		return
	}
	r.summed(sum)
}

// resources are those of some types that the template creates; of all, for nil.
func (r *run) resources(types []string) []*snapshot.Resource {
	if types == nil {
		types = r.order
	}
	var list []*snapshot.Resource
	for _, typ := range types {
		list = append(list, r.types[typ]...)
	}
	return list
}

// looksAt reports whether a policy looks at a resource at all. Of
// Microsoft.Resources Azure Policy sees groups alone, and those not when it is
// Indexed: for types with tags and a place.
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-basics#mode
func (p *assigned) looksAt(res *snapshot.Resource) bool {
	indexed := strings.EqualFold(p.def.mode, "Indexed")
	switch isGroup := strings.EqualFold(res.Type, typeGroup); {
	case !isGroup && hasPrefixFold(res.Type, "Microsoft.Resources/"), isGroup && indexed:
		return false
	case indexed && member(res.Body, "location") == nil && member(res.Body, "tags") == nil:
		return false
	}
	return p.by == nil || p.by.covers(res.ID)
}

// on evaluates the policy on a resource.
func (r *run) on(res *snapshot.Resource, sum *summary) {
	r.explain = false
	r.asked = &view{res: res, settled: true}
	r.view = r.asked
	effect, o := r.effect()
	switch effect {
	case "disabled", "denyaction", "auditaction":
		return // nothing that a deployment meets
	}
	r.asked.settled = !beforehand(effect)
	v := r.eval(r.p.def.rule)
	if v.state != no && ifNotExists(effect) {
		v.outcome = v.and(r.missing())
	}
	switch {
	case v.state == no:
	case r.p.lacking() != "":
		sum.add(res, unclear(noValue(r.p.lacking())))
	case o.state == open:
		sum.add(res, o)
	case effect == "manual":
		sum.add(res, unclear("it is for people to attest"))
	case v.state == open && (effect != "deny" || v.cause != unknown):
		sum.add(res, v.outcome)
	default:
		r.report(res, effect, v.outcome)
	}
}

// verdict is the outcome of a condition, with what decided it.
type verdict struct {
	outcome
	// because are the comparisons that decided, when they are asked for.
	because []string
}

// eval is the verdict of a condition on the resource of the view.
func (r *run) eval(c *condition) verdict {
	if r.spend(1) != nil {
		return verdict{outcome: unclear("it is too large")}
	}
	switch c.kind {
	case allOf:
		return r.junction(c, no)
	case anyOf:
		return r.junction(c, yes)
	case not:
		v := r.eval(c.kids[0])
		v.outcome = v.negate()
		return v
	default:
		return r.compare(c)
	}
}

// junction is allOf, which one no decides, or anyOf, which one yes does. What
// decides nothing is open by its weightiest cause.
func (r *run) junction(c *condition, decisive state) verdict {
	all := verdict{outcome: known(decisive == no)}
	for _, kid := range c.kids {
		v := r.eval(kid)
		switch {
		case v.state == decisive:
			return v
		case v.state == open && (all.state != open || v.cause > all.cause):
			all.outcome = v.outcome
		}
		all.because = append(all.because, v.because...)
	}
	return all
}

// compare is the verdict of a comparison.
func (r *run) compare(c *condition) verdict {
	want, err := r.Eval(c.want)
	if err == nil {
		err = r.spend(length(want))
	}
	if err != nil {
		return verdict{outcome: r.broken(err)}
	}
	switch c.kind {
	case countField, countValue:
		return r.count(c, want)
	case value:
		v, err := r.Eval(c.subject)
		if err != nil {
			return verdict{outcome: r.broken(err)}
		}
		o := c.op.apply(v, want)
		return verdict{o, r.reason(c, o, spellSubject(c, v), want)}
	}
	return r.field(c, want)
}

// length is what it costs to compare with a value.
func length(v snapshot.Value) int {
	list, _ := v.(*snapshot.Array)
	return list.Len()
}

// broken is the outcome of what cannot be evaluated.
func (r *run) broken(err error) outcome {
	if r.Broken() != nil {
		return unclear("it is too large")
	}
	return broken(err.Error())
}

// field compares every value of a field: all must hold, and none do as well.
func (r *run) field(c *condition, want snapshot.Value) verdict {
	ref, bad := r.refOf(c)
	if bad.state == open {
		return verdict{outcome: bad}
	}
	ch := r.selectField(ref, r.view)
	if ch.bad != "" {
		return verdict{outcome: unclear(ch.bad)}
	}
	result := verdict{outcome: known(true)}
	for _, it := range ch.items {
		if ch.loose {
			it.value, want = unblank(it.value), unblank(want)
		}
		o := it.outcomeOf(c.op, want)
		if o.state == open && it.open == "" {
			o.why = it.path + ": " + o.why
		}
		found := it.path + " is " + snapshot.Show(it.value)
		if o.state == no {
			return verdict{o, r.reason(c, o, found, want)}
		}
		if o.state == open && (result.state != open || o.cause > result.cause) {
			result.outcome = o
		}
		result.because = append(result.because, r.reason(c, o, found, want)...)
	}
	if len(ch.items) == 0 {
		result.because = r.reason(c, result.outcome, ref.name+" has no elements", want)
	}
	return result
}

// unblank is a text, or the texts of a list, without blanks.
func unblank(v snapshot.Value) snapshot.Value {
	switch v := v.(type) {
	case snapshot.String:
		return snapshot.String(strings.ReplaceAll(string(v), " ", ""))
	case *snapshot.Array:
		var items []snapshot.Value
		for _, item := range v.All() {
			items = append(items, unblank(item))
		}
		return snapshot.NewArray(items...)
	}
	return v
}

// refOf is the field of a condition, whose name may be an expression.
func (r *run) refOf(c *condition) (*reference, outcome) {
	if c.ref != nil {
		return c.ref, outcome{}
	}
	v, err := r.Eval(c.subject)
	if err != nil {
		return nil, r.broken(err)
	}
	name, ok := v.(snapshot.String)
	if !ok || name == "" {
		if isOpen(v) {
			return nil, offlineValue(v)
		}
		return nil, broken("the name of a field is " + snapshot.Show(v))
	}
	return r.refNamed(string(name)), outcome{}
}

func (r *run) refNamed(name string) *reference {
	if r.refs[name] == nil {
		r.refs[name] = referenceTo(name)
	}
	return r.refs[name]
}
