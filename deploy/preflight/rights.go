package preflight

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
)

// permission is one entry of what somebody may do: its notActions cut this
// entry and no other.
type permission struct {
	Actions    []string `json:"actions"`
	NotActions []string `json:"notActions"`
}

// allows reports whether any entry allows an action.
func allows(entries []permission, action string) bool {
	return slices.ContainsFunc(entries, func(p permission) bool {
		return matchesAny(p.Actions, action) && !matchesAny(p.NotActions, action)
	})
}

func matchesAny(patterns []string, action string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(strings.ToLower(p), strings.ToLower(action)) })
}

// matches compares an action with a pattern, in which a star stands for any
// text, slashes included.
func matches(pattern, action string) bool {
	first, rest, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == action
	}
	action, ok := strings.CutPrefix(action, first)
	if !ok {
		return false
	}
	for {
		part, more, star := strings.Cut(rest, "*")
		if !star {
			return strings.HasSuffix(action, part)
		}
		i := strings.Index(action, part)
		if i < 0 {
			return false
		}
		action, rest = action[i+len(part):], more
	}
}

const actionPermissions = "Microsoft.Authorization/permissions/read"

// permissions are what the caller may do at a scope. Azure says so of resource
// groups and resources that are there; of the rest, role assignments tell.
func (w *world) permissions(ctx context.Context, scope string) ([]permission, error) {
	if isSubscription(scope) {
		return w.assigned(ctx, scope)
	}
	entries, err := list[permission](w, scope+"/providers/Microsoft.Authorization/permissions", versionAuthorization, nil)
	if arm.NotFound(err) && isGroup(scope) {
		return w.assigned(ctx, scope)
	}
	return entries, err
}

// assigned are the permissions of the roles that the caller has at a scope.
func (w *world) assigned(ctx context.Context, scope string) ([]permission, error) {
	roles, err := w.roles(ctx, scope)
	var all []permission
	for _, r := range roles {
		all = append(all, r.permissions...)
	}
	return all, err
}

// role is a role that the caller has at a scope, itself or by a group.
type role struct {
	permissions []permission
	condition   string // empty for none
	name        string
}

// errNoPrincipal: the token says nothing of who logged in.
var errNoPrincipal = fmt.Errorf("the object id of who deploys is not known")

type assignment struct {
	Properties struct {
		Scope            string `json:"scope"`
		RoleDefinitionID string `json:"roleDefinitionId"`
		Condition        string `json:"condition"`
	} `json:"properties"`
}

type definition struct {
	Properties struct {
		RoleName    string       `json:"roleName"`
		Permissions []permission `json:"permissions"`
	} `json:"properties"`
}

// roles are the roles that the caller has at a scope, those inherited included.
func (w *world) roles(ctx context.Context, scope string) ([]role, error) {
	if w.in.PrincipalID == "" {
		return nil, errNoPrincipal
	}
	query := url.Values{"$filter": {"assignedTo('" + w.in.PrincipalID + "')"}}
	all, err := list[assignment](w, subscriptionOf(scope)+"/providers/Microsoft.Authorization/roleAssignments", versionAuthorization, query)
	if err != nil {
		return nil, err
	}
	var roles []role
	for _, a := range all {
		if !covers(a.Properties.Scope, scope) {
			continue
		}
		var d definition
		if err := w.get(ctx, a.Properties.RoleDefinitionID, versionAuthorization, &d); err != nil {
			return nil, err
		}
		roles = append(roles, role{d.Properties.Permissions, a.Properties.Condition, d.Properties.RoleName})
	}
	return roles, nil
}

// covers reports whether what is assigned at one scope holds at another: it is
// that, or around it. What lies outside of subscriptions is around all of them.
func covers(outer, inner string) bool {
	outer, inner = strings.TrimSuffix(strings.ToLower(outer), "/"), strings.ToLower(inner)
	return outer == inner || strings.HasPrefix(inner, outer+"/") || !strings.HasPrefix(outer, "/subscriptions/")
}

// rightsTasks are the tasks of one kind of rights: one for each scope.
func rightsTasks(kind string) func(*world) []task {
	return func(w *world) []task {
		var tasks []task
		for scope, needs := range w.needsByScope(kind) {
			tasks = append(tasks, one(scope, needs[0].path, func(ctx context.Context) finding {
				return w.checkRights(ctx, scope, needs)
			}))
		}
		return tasks
	}
}

// needsByScope are the needs of a kind, or of all when it is empty.
func (w *world) needsByScope(kind string) map[string][]need {
	spelled := map[string]string{} // ids have no case: the first spelling counts
	all := map[string][]need{}
	for _, n := range w.needs() {
		if kind != "" && n.check != kind {
			continue
		}
		key := strings.ToLower(n.scope)
		if spelled[key] == "" {
			spelled[key] = n.scope
		}
		all[spelled[key]] = append(all[spelled[key]], n)
	}
	return all
}

func (w *world) checkRights(ctx context.Context, scope string, needs []need) finding {
	entries, err := w.permissions(ctx, scope)
	if err != nil {
		return unread(err, "the permissions at "+scope, actionPermissions)
	}
	var lacks []string
	path := ""
	for _, n := range needs {
		if !allows(entries, n.action) {
			if lacks == nil {
				path = n.path
			}
			lacks = append(lacks, n.action)
		}
	}
	if lacks == nil {
		return passed(count(len(needs), "action") + " allowed")
	}
	lacks = distinct(lacks)
	f := failed("no right to "+strings.Join(lacks, ", "), "a role with "+strings.Join(lacks, ", "), w.grant(needs[0].check, scope))
	f.path = path
	return f
}

// grant is how to give the right that is missing.
func (w *world) grant(kind, scope string) string {
	assignee := w.in.PrincipalID
	if assignee == "" {
		assignee = "OBJECT_ID"
	}
	return az("role", "assignment", "create", "--assignee-object-id", assignee, "--role", roleFor(kind), "--scope", scope)
}

// roleFor is the built-in role that holds the actions of a kind.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
func roleFor(kind string) string {
	switch kind {
	case rightNetwork, rightSubnet:
		return "Network Contributor"
	case rightZone:
		return "Private DNS Zone Contributor"
	case rightIdentity:
		return "Managed Identity Operator"
	case rightRole:
		return "Role Based Access Control Administrator"
	}
	return "Contributor"
}

// count is a number and a noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
