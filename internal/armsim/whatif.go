package armsim

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// whatIf promises what a deployment would change.
func (s *Server) whatIf(c *call) reply {
	a, no := s.ask(c)
	if no != nil {
		return *no
	}
	var more struct {
		Properties struct {
			Settings struct {
				ResultFormat string `json:"resultFormat"`
			} `json:"whatIfSettings"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(c.body, &more); err != nil {
		return refuse(http.StatusBadRequest, "InvalidRequestContent", "The request content was invalid: %s.", err)
	}
	body := s.preview(a, strings.EqualFold(more.Properties.Settings.ResultFormat, "ResourceIdOnly"))
	if props, ok := body["properties"].(object); ok {
		props["correlationId"] = s.correlation(c, s.uuid())
	}
	return reply{status: http.StatusAccepted, header: s.later(c, s.promise(reply{status: http.StatusOK, body: body}, 1))}
}

// preview is what what-if finds, or why it fails: that too is an answer with 200.
func (s *Server) preview(a *asked, idsOnly bool) object {
	e := s.World.checks.whatIfFails
	if e == nil {
		e = s.invalid(a)
	}
	if e != nil {
		return object{"status": failed, "error": e}
	}
	p := s.withoutSecrets(a)
	f := &forecast{s: s, d: &deployment{id: a.id, name: a.name, scope: a.scope, location: a.location, plan: p}, idsOnly: idsOnly}
	f.steps(p.roots, false)
	f.rest(a)
	byID := func(list []any) []any {
		slices.SortStableFunc(list, func(x, y any) int {
			return strings.Compare(strings.ToLower(x.(object)["resourceId"].(string)), strings.ToLower(y.(object)["resourceId"].(string)))
		})
		return append([]any{}, list...)
	}
	return object{"status": succeeded, "properties": object{
		"changes": byID(f.changes), "potentialChanges": byID(f.potential), "diagnostics": append([]any{}, f.diagnostics...),
	}}
}

// withoutSecrets is the plan as what-if shows it: secure parameters and the
// time stay expressions.
func (s *Server) withoutSecrets(a *asked) *plan {
	opts := a.plan.opts
	opts.UTCNow, opts.Values = "", map[string]snapshot.Value{}
	for _, p := range a.plan.snap.Parameters {
		if p.Secure && strings.EqualFold(p.Type, "securestring") {
			opts.Values[p.Name] = snapshot.String("[parameters('" + p.Name + "')]")
		}
	}
	template := normal(a.Properties.Template)
	open(template)
	p, err := planned(encode(template), opts)
	if err != nil {
		return a.plan // what is secret is left out then
	}
	return p
}

// open makes secure texts in a template plain ones, which may hold anything.
func open(v any) {
	switch v := v.(type) {
	case object:
		if typ, ok := v["type"].(string); ok && strings.EqualFold(typ, "securestring") {
			v["type"] = "string"
			for _, rule := range []string{"minLength", "maxLength", "allowedValues"} {
				delete(v, rule)
			}
		}
		for _, item := range v {
			open(item)
		}
	case []any:
		for _, item := range v {
			open(item)
		}
	}
}

// forecast collects what would change.
type forecast struct {
	s                               *Server
	d                               *deployment
	idsOnly                         bool
	changes, potential, diagnostics []any
}

// steps looks at the steps of one deployment. What may happen only is potential.
func (f *forecast) steps(list []*step, maybe bool) {
	for _, st := range list {
		switch {
		case st.existing:
		case st.nested != nil:
			f.steps(st.children, maybe || st.condition != nil || f.shortCircuited(st))
		case maybe || st.condition != nil:
			f.potential = append(f.potential, f.change(st))
		default:
			f.changes = append(f.changes, f.change(st))
		}
	}
}

// shortCircuited reports whether what-if does not look into a nested deployment,
// because Azure alone knows a parameter of it, and says so.
func (f *forecast) shortCircuited(st *step) bool {
	r := f.s.resolver(f.d, nil)
	for _, p := range st.nested.Parameters {
		if _, err := plain(p.Value); err == nil {
			continue
		}
		if _, err := r.value(p.Value); err == nil {
			if u, ok := p.Value.(*snapshot.Unknown); ok && !slices.ContainsFunc(u.References(), func(ref snapshot.Reference) bool { return strings.EqualFold(ref.Func, "reference") }) {
				continue
			}
		}
		f.diagnostics = append(f.diagnostics, object{
			"level": "Warning", "code": "NestedDeploymentShortCircuited", "target": st.id, "additionalInfo": []any{},
			"message": fmt.Sprintf("A nested deployment got short-circuited and all its resources got skipped from validation. This is due to a nested template having a parameter that was not fully evaluated (e.g. contains a reference() function). Please see https://aka.ms/WhatIfEvalStopped for more guidance. Template: '%s' Parameters: %s", st.name, p.Name),
		})
		return true
	}
	return false
}

// change is what happens to one resource.
func (f *forecast) change(st *step) object {
	c := object{"resourceId": st.id}
	if strings.Contains(st.id, "[") {
		c["changeType"], c["unsupportedReason"] = "Unsupported", fmt.Sprintf(
			"Changes to the resource declared at '%s' on line '%d' and column '%d' cannot be analyzed because its resource ID or API version cannot be calculated until the deployment is under way. Please see https://aka.ms/WhatIfUnidentifiableResource for more information.",
			st.path, st.line, st.column)
		return c
	}
	old := f.s.World.find(st.id)
	after, _ := f.shown(st.body).(object)
	after["id"], after["name"], after["type"], after["apiVersion"] = st.id, nameOf(st.id), st.typ, st.api
	delete(after, "dependsOn")
	switch {
	case old == nil:
		c["changeType"] = "Create"
		if !f.idsOnly {
			c["after"] = after
		}
		return c
	case f.idsOnly:
		c["changeType"] = "Deploy"
		return c
	}
	before := normal(old.body).(object)
	delta := f.delta(old, before, normal(after).(object))
	c["changeType"], c["before"], c["after"] = "NoChange", before, after
	if changed(delta) {
		c["changeType"] = "Modify"
	}
	if delta != nil {
		c["delta"] = delta
	}
	return c
}

// shown is a value as what-if shows it: what is not known is an expression.
func (f *forecast) shown(v snapshot.Value) any {
	switch v := v.(type) {
	case *snapshot.Object:
		o := object{}
		for name, item := range v.All() {
			if one := f.shown(item); one != (any)(hidden{}) {
				o[name] = one
			}
		}
		return o
	case *snapshot.Array:
		list := []any{}
		for _, item := range v.All() {
			list = append(list, f.shown(item))
		}
		return list
	case *snapshot.Unknown:
		if one, err := f.s.resolver(f.d, nil).unknown(v); err == nil && !f.s.opts.Noise {
			return one
		}
		return v.String()
	}
	one, err := plain(v)
	if err != nil {
		return nil
	}
	return one
}

// rest are the resources that the template says nothing about: they stay, or go
// with a complete deployment.
func (f *forecast) rest(a *asked) {
	if groupOf(a.scope) == "" {
		return
	}
	kind := "Ignore"
	if strings.EqualFold(a.Properties.Mode, "Complete") {
		kind = "Delete"
	}
	for _, id := range f.s.World.others(f.d.plan, a.scope) {
		c := object{"resourceId": id, "changeType": kind}
		if !f.idsOnly {
			c["before"] = normal(f.s.World.find(id).body)
		}
		f.changes = append(f.changes, c)
	}
}

// others are the ids of what a group holds and a template says nothing about.
func (w *World) others(p *plan, group string) []string {
	var ids []string
	for _, key := range slices.Sorted(maps.Keys(w.resources)) {
		if r := w.resources[key]; p.all[key] == nil && inside(key, group) && tracked(r) {
			ids = append(ids, r.id)
		}
	}
	return ids
}

// normal is a value with the numbers that a template has.
func normal(v any) any {
	d := json.NewDecoder(strings.NewReader(string(encode(v))))
	d.UseNumber()
	var out any
	if err := d.Decode(&out); err != nil {
		return v
	}
	return out
}

// FailWhatIf makes what-if answer that it failed.
func (w *World) FailWhatIf(e ErrorBody) { w.change(func() { w.checks.whatIfFails = &e }) }
