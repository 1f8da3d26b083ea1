package policy

import (
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// effect is the effect of the policy, in lower case: that of an
// override, or of the rule.
func (r *run) effect() (string, outcome) {
	t, o := r.override(r.p.def.effect)
	if o.state == open {
		return "", o
	}
	v, err := r.Eval(t)
	if err != nil {
		return "", r.broken(err)
	}
	s, ok := v.(snapshot.String)
	if !ok {
		return "", offlineValue(v)
	}
	effect := strings.ToLower(string(s))
	if !isEffect(effect) {
		return effect, unclear("amlsec does not know the effect " + snapshot.Show(s))
	}
	return effect, outcome{state: yes}
}

// override is the effect that the assignment gives a policy of an initiative.
// The last that names it counts.
func (r *run) override(effect snapshot.Tree) (snapshot.Tree, outcome) {
	if r.p.by == nil {
		return effect, outcome{}
	}
	for o := range r.p.by.overrides.Items() {
		if !strings.EqualFold(o.Get("kind").Text(), "policyEffect") {
			return effect, unclear("amlsec does not know overrides of the kind " + snapshot.Show(o.Get("kind").Plain()))
		}
		applies := true
		for s := range o.Get("selectors").Items() {
			if !strings.EqualFold(s.Get("kind").Text(), "policyDefinitionReferenceId") {
				return effect, unclear("amlsec does not know selectors of overrides of the kind " + snapshot.Show(s.Get("kind").Plain()))
			}
			applies = applies && selects(s, r.p.reference)
		}
		if applies {
			effect = o.Get("value")
		}
	}
	return effect, outcome{}
}

// selects reports whether a selector takes a text.
func selects(selector snapshot.Tree, s string) bool {
	holds := func(list snapshot.Tree) bool {
		for item := range list.Items() {
			if strings.EqualFold(strings.ReplaceAll(item.Text(), " ", ""), strings.ReplaceAll(s, " ", "")) {
				return true
			}
		}
		return false
	}
	if in := selector.Get("in"); in.IsValid() {
		return holds(in)
	}
	return !holds(selector.Get("notIn"))
}

// isEffect reports whether Azure Policy has an effect, but for those of the
// modes that are not evaluated.
func isEffect(effect string) bool {
	switch effect {
	case "audit", "deny", "disabled", "modify", "append", "auditifnotexists", "deployifnotexists", "denyaction", "auditaction", "manual":
		return true
	}
	return false
}

// beforehand reports whether an effect comes before the resource is made, so
// that the policy sees what is sent alone.
func beforehand(effect string) bool {
	return effect == "deny" || effect == "modify" || effect == "append"
}

// ifNotExists reports whether an effect looks for a related resource.
func ifNotExists(effect string) bool {
	return effect == "auditifnotexists" || effect == "deployifnotexists"
}

// unsupported says why a policy is not evaluated at all; empty when it is.
func (p *assigned) unsupported() string {
	if !strings.EqualFold(p.def.mode, "") && !strings.EqualFold(p.def.mode, "All") && !strings.EqualFold(p.def.mode, "Indexed") {
		return "its mode " + snapshot.Show(snapshot.String(p.def.mode)) + " is about what lies inside of a service, which a template does not have"
	}
	if p.by != nil && p.by.selectors.Len() > 0 {
		return "its assignment has resourceSelectors"
	}
	return ""
}
