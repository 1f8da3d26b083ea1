package preflight

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"sync"
)

const (
	actionAssign      = "Microsoft.Authorization/roleAssignments/write"
	actionAssignments = "Microsoft.Authorization/roleAssignments/read"
	pageConditions    = "https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-overview"
)

// conditionTasks look, at every scope where the template assigns a role, for a
// condition on the right to assign roles. The permissions do not show it.
func conditionTasks(w *world) []task {
	var tasks []task
	for scope, needs := range w.needsByScope(rightRole) {
		tasks = append(tasks, one(scope, needs[0].path, func(ctx context.Context) finding {
			return w.checkConditions(ctx, scope)
		}))
	}
	return tasks
}

func (w *world) checkConditions(ctx context.Context, scope string) finding {
	roles, err := w.roles(ctx, scope)
	if err != nil {
		return unread(err, "your role assignments at "+scope, actionAssignments)
	}
	var conditions []string
	for _, r := range roles {
		if !allows(r.permissions, actionAssign) {
			continue
		}
		if r.condition == "" {
			return passed("the role " + r.name + " has no condition")
		}
		conditions = append(conditions, r.condition)
	}
	if conditions == nil {
		return notRun("no role assignment of yours gives the right to assign roles here")
	}
	assigned := w.assignedRoles(scope)
	for _, id := range assigned {
		if !slices.ContainsFunc(conditions, func(c string) bool { return mayAllow(c, id) }) {
			return failed("a condition bounds which roles you may assign: "+strings.Join(conditions, "; "),
				"one that allows the role "+id, "ask for the right to assign this role too; the condition is that of your role assignment")
		}
	}
	return notRun("a condition bounds which roles you may assign, which Azure alone evaluates: " + strings.Join(conditions, "; "))
}

// assignedRoles are the ids of the roles that the template assigns in a scope.
func (w *world) assignedRoles(scope string) []string {
	var ids []string
	for _, r := range w.of(typeRole) {
		if id := textAt(r.Body, "properties.roleDefinitionId"); id != "" && strings.EqualFold(w.anchor(parentScope(r)), scope) {
			ids = append(ids, nameOf(id))
		}
	}
	return distinct(ids)
}

// listed are the roles that a condition names as the only ones.
var listed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?is)@Request\[Microsoft\.Authorization/roleAssignments:RoleDefinitionId\]\s*ForAnyOfAnyValues:GuidEquals\s*\{([^}]*)\}`)
})

// mayAllow reports whether a condition can be true for a role: it is not when
// the condition lists roles, and not this one. What else it says stays open.
func mayAllow(condition, role string) bool {
	lists := listed().FindAllStringSubmatch(condition, -1)
	return len(lists) == 0 || slices.ContainsFunc(lists, func(m []string) bool {
		return strings.Contains(strings.ToLower(m[1]), strings.ToLower(role))
	})
}
