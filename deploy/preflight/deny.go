package preflight

import (
	"context"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
)

const actionDeny = "Microsoft.Authorization/denyAssignments/read"

type denial struct {
	Name       string `json:"name"`
	Properties struct {
		Name              string       `json:"denyAssignmentName"`
		Permissions       []permission `json:"permissions"`
		Scope             string       `json:"scope"`
		Principals        []principal  `json:"principals"`
		ExcludePrincipals []principal  `json:"excludePrincipals"`
		NotBelow          bool         `json:"doNotApplyToChildScopes"`
	} `json:"properties"`
}

type principal struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

// everyone is the principal of a deny assignment that stands for all.
// https://learn.microsoft.com/azure/role-based-access-control/deny-assignments
const everyone = "00000000-0000-0000-0000-000000000000"

func denyTasks(w *world) []task {
	var tasks []task
	for scope, needs := range w.needsByScope("") {
		tasks = append(tasks, one(scope, needs[0].path, func(ctx context.Context) finding {
			return w.checkDenials(scope, needs)
		}))
	}
	return tasks
}

func (w *world) checkDenials(scope string, needs []need) finding {
	all, err := list[denial](w, scope+"/providers/Microsoft.Authorization/denyAssignments", versionAuthorization, nil)
	if arm.NotFound(err) && isGroup(scope) {
		all, err = list[denial](w, subscriptionOf(scope)+"/providers/Microsoft.Authorization/denyAssignments", versionAuthorization, nil)
	}
	if err != nil {
		return unread(err, "the deny assignments at "+scope, actionDeny)
	}
	for _, d := range all {
		n, denied := d.denies(scope, needs)
		if !denied {
			continue
		}
		name := d.Properties.Name + " (" + d.Name + ")"
		switch w.meant(d) {
		case Failed:
			f := failed("the deny assignment "+name+" denies "+n.action, "none that denies it",
				"deny assignments come from deployment stacks and managed applications: change the settings of the one that made it, or have this principal excluded")
			f.path = n.path
			return f
		case NotRun:
			return notRun("the deny assignment " + name + " denies " + n.action + " to a group; whether you are in it cannot be seen")
		}
	}
	return passed("none that applies")
}

// denies is the first need that an assignment denies.
func (d denial) denies(scope string, needs []need) (need, bool) {
	own := strings.EqualFold(strings.TrimSuffix(d.Properties.Scope, "/"), scope)
	if !covers(d.Properties.Scope, scope) || d.Properties.NotBelow && !own {
		return need{}, false
	}
	i := slices.IndexFunc(needs, func(n need) bool { return allows(d.Properties.Permissions, n.action) })
	if i < 0 {
		return need{}, false
	}
	return needs[i], true
}

// meant says whether a denial is for the caller: Failed when it is, NotRun when
// that depends on groups, Passed when it is not.
func (w *world) meant(d denial) Status {
	isCaller := func(p principal) bool { return w.in.PrincipalID != "" && strings.EqualFold(p.ID, w.in.PrincipalID) }
	isOpen := func(p principal) bool { return strings.EqualFold(p.Type, "Group") || w.in.PrincipalID == "" }
	p := d.Properties
	all := slices.ContainsFunc(p.Principals, func(p principal) bool { return p.ID == everyone })
	switch {
	case slices.ContainsFunc(p.ExcludePrincipals, isCaller):
		return Passed
	case !all && !slices.ContainsFunc(p.Principals, isCaller):
		if slices.ContainsFunc(p.Principals, isOpen) {
			return NotRun
		}
		return Passed
	case slices.ContainsFunc(p.ExcludePrincipals, isOpen):
		return NotRun
	}
	return Failed
}
