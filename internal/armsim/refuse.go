package armsim

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
)

// locked refuses to delete what a lock holds, or what holds something locked.
func (w *World) locked(id string) (reply, bool) {
	for _, l := range w.checks.locks {
		above, beneath := inside(id, l.scope), inside(l.scope, id)
		if above || beneath {
			return refuse(http.StatusConflict, "ScopeLocked", "The scope '%s' cannot perform delete operation because following scope(s) are locked: '%s'. Please remove the lock and try again.", id, l.scope), true
		}
	}
	return reply{}, false
}

// inside reports whether an id is a scope or lies in it.
func inside(id, scope string) bool {
	return scope == "" || strings.EqualFold(id, scope) || strings.HasPrefix(strings.ToLower(id), strings.ToLower(scope)+"/")
}

// may reports whether the caller may do something to a resource.
func (w *World) may(action, id string) bool {
	for _, d := range w.checks.denied {
		if inside(id, d.scope) && matchesAny(d.actions, action) {
			return false
		}
	}
	for _, g := range w.granted(id) {
		if matchesAny(g.actions, action) && !matchesAny(g.notActions, action) {
			return true
		}
	}
	return false
}

// granted are the grants of the narrowest scope that says something of an id:
// SetPermissions replaces what wider ones say.
func (w *World) granted(id string) []grant {
	var found []grant
	for _, g := range w.checks.rights {
		switch {
		case !inside(id, g.scope):
		case len(found) > 0 && len(found[0].scope) > len(g.scope):
		default:
			found = []grant{g}
		}
	}
	return found
}

func matchesAny(patterns []string, action string) bool {
	for _, p := range patterns {
		if wildcard(strings.ToLower(p), strings.ToLower(action)) {
			return true
		}
	}
	return false
}

// wildcard matches a pattern with stars.
func wildcard(pattern, text string) bool {
	head, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == text
	}
	if !strings.HasPrefix(text, head) {
		return false
	}
	text = text[len(head):]
	for i := range len(text) + 1 {
		if wildcard(rest, text[i:]) {
			return true
		}
	}
	return false
}

// forbidden refuses a deployment that the caller may not begin.
func (s *Server) forbidden(a *asked) *ErrorBody {
	return s.mayWrite("Microsoft.Resources/deployments/write", a.id, a.scope)
}

func (s *Server) mayWrite(action, id, scope string) *ErrorBody {
	if s.World.may(action, id) {
		return nil
	}
	return &ErrorBody{Code: "AuthorizationFailed", Message: fmt.Sprintf(
		"The client '%s' with object id '%s' does not have authorization to perform action '%s' over scope '%s' or the scope is invalid. If access was recently granted, please refresh your credentials.",
		ClientID, ObjectID, action, scope)}
}

// invalid is why validation refuses: what the caller may not do, what policies
// refuse, and what types and regions do not offer.
func (s *Server) invalid(a *asked) *ErrorBody {
	level := strings.ToLower(a.Properties.ValidationLevel)
	e := &ErrorBody{Code: "InvalidTemplateDeployment", Message: fmt.Sprintf(
		"The template deployment '%s' is not valid according to the validation procedure. The tracking id is '%s'. See inner errors for details.", a.name, uuidOf(a.id))}
	for _, st := range ordered(a.plan.roots) {
		if st.existing || st.nested != nil {
			continue
		}
		if level != "providernorbac" {
			if one := s.mayWrite(st.typ+"/write", st.id, st.id); one != nil {
				e.Details = append(e.Details, *one)
				continue
			}
		}
		if level == "template" {
			continue
		}
		for _, one := range []*ErrorBody{s.versioned(st), s.unfit(st)} {
			if one != nil {
				one.Target = cmp.Or(one.Target, st.id)
				e.Details = append(e.Details, *one)
			}
		}
	}
	if e.Details == nil {
		return nil
	}
	return e
}

// ordered are steps with those of nested deployments.
func ordered(steps []*step) []*step {
	var list []*step
	for _, st := range steps {
		list = append(append(list, st), ordered(st.children)...)
	}
	return list
}

// unfit looks at the body of a step before anything runs.
func (s *Server) unfit(st *step) *ErrorBody {
	v, err := plain(withoutUnknown(st.body))
	if err != nil {
		return nil // nothing in it is unknown
	}
	body, _ := v.(object)
	return s.World.disallowed(st.id, st.typ, body)
}

// allowed is what the world refuses when a resource is created: rights,
// policies, names that are taken or held, quotas, and assignments that exist.
func (s *Server) allowed(st *step) *ErrorBody {
	if e := s.mayWrite(st.typ+"/write", st.id, st.id); e != nil {
		return e
	}
	if e := s.World.disallowed(st.id, st.typ, st.kept); e != nil {
		return e
	}
	if e := s.World.nameHeld(st); e != nil {
		return e
	}
	if strings.EqualFold(st.typ, "Microsoft.Authorization/roleAssignments") {
		return s.World.assignable(st)
	}
	return nil
}
