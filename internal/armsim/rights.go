package armsim

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
)

func (s *Server) permissions(c *call) reply {
	id := c.match[1]
	if s.World.find(id) == nil {
		if g := groupOf(id); g != "" && s.World.groups[strings.ToLower(groupID(id))] == nil {
			return refuse(http.StatusNotFound, "ResourceGroupNotFound", "Resource group '%s' could not be found.", g)
		}
		return reply{status: http.StatusNotFound, body: object{"error": notFound(id)}}
	}
	items := []any{}
	for _, g := range s.World.granted(id) {
		items = append(items, object{"actions": orEmpty(g.actions), "notActions": orEmpty(g.notActions), "dataActions": []any{}, "notDataActions": []any{}})
	}
	return s.page(c, items)
}

func orEmpty(list []string) []string { return append([]string{}, list...) }

func (s *Server) denyAssignments(c *call) reply {
	items := []any{}
	for _, d := range s.World.checks.denied {
		if inside(c.match[1], d.scope) {
			id := d.scope + "/providers/Microsoft.Authorization/denyAssignments/" + uuidOf(d.name)
			items = append(items, object{"id": id, "name": uuidOf(d.name), "type": "Microsoft.Authorization/denyAssignments", "properties": object{
				"denyAssignmentName": d.name, "scope": d.scope, "isSystemProtected": true, "doNotApplyToChildScopes": false,
				"permissions":       []any{object{"actions": d.actions, "notActions": []any{}, "dataActions": []any{}, "notDataActions": []any{}}},
				"principals":        []any{object{"id": "00000000-0000-0000-0000-000000000000", "type": "SystemDefined"}},
				"excludePrincipals": []any{},
			}})
		}
	}
	return s.page(c, items)
}

// ownerRole is the role that the caller has everywhere.
const ownerRole = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"

// roleAssignments are those that reach a scope: the caller's, from what it may
// do, and those that were created.
func (s *Server) roleAssignments(c *call) reply {
	items := []any{}
	sub := "/subscriptions/" + subscriptionOf(c.path)
	filter := c.query.Get("$filter")
	if filter == "" || strings.Contains(filter, ObjectID) || strings.Contains(filter, "atScope") {
		for _, g := range s.World.granted(c.match[1]) {
			items = append(items, object{
				"id": sub + "/providers/Microsoft.Authorization/roleAssignments/" + uuidOf("assignment"+g.scope), "name": uuidOf("assignment" + g.scope), "type": "Microsoft.Authorization/roleAssignments",
				"properties": object{"roleDefinitionId": sub + "/providers/Microsoft.Authorization/roleDefinitions/" + roleOf(g), "principalId": ObjectID, "principalType": "ServicePrincipal", "scope": cmp.Or(g.scope, sub)},
			})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(s.World.resources)) {
		r := s.World.resources[key]
		outer, _, _ := lastProvider(r.id)
		if !strings.EqualFold(typeOf(r.id), "Microsoft.Authorization/roleAssignments") || !inside(c.match[1], outer) && !inside(outer, c.match[1]) {
			continue
		}
		body := copied(r.body).(object)
		body["properties"].(object)["scope"] = outer
		principal, _ := body["properties"].(object)["principalId"].(string)
		if !strings.Contains(filter, "'") || strings.Contains(filter, principal) {
			items = append(items, body)
		}
	}
	return s.page(c, items)
}

// roleOf is the id of a role that has the rights of a grant.
func roleOf(g grant) string {
	if len(g.actions) == 1 && g.actions[0] == "*" && len(g.notActions) == 0 {
		return ownerRole
	}
	return uuidOf("role" + g.scope)
}

func (s *Server) roles(sub string) []any {
	items := []any{}
	seen := map[string]bool{}
	for _, g := range s.World.checks.rights {
		if id := roleOf(g); !seen[id] {
			seen[id] = true
			items = append(items, object{"id": sub + "/providers/Microsoft.Authorization/roleDefinitions/" + id, "name": id, "type": "Microsoft.Authorization/roleDefinitions",
				"properties": object{"roleName": "Role " + id[:8], "type": "CustomRole", "permissions": []any{object{"actions": orEmpty(g.actions), "notActions": orEmpty(g.notActions), "dataActions": []any{}, "notDataActions": []any{}}}}})
		}
	}
	return items
}

func (s *Server) roleDefinitions(c *call) reply {
	return s.page(c, s.roles("/subscriptions/"+subscriptionOf(c.path)))
}

func (s *Server) roleDefinition(c *call) reply {
	for _, r := range s.roles("/subscriptions/" + subscriptionOf(c.path)) {
		if strings.EqualFold(r.(object)["name"].(string), c.match[2]) {
			return reply{status: http.StatusOK, body: r}
		}
	}
	return refuse(http.StatusNotFound, "RoleDefinitionDoesNotExist", "The specified role definition with ID '%s' does not exist.", c.match[2])
}

func (s *Server) listLocks(c *call) reply {
	items := []any{}
	for _, l := range s.World.checks.locks {
		if inside(c.match[1], l.scope) || inside(l.scope, c.match[1]) {
			items = append(items, object{"id": l.scope + "/providers/Microsoft.Authorization/locks/" + l.name, "name": l.name, "type": "Microsoft.Authorization/locks", "properties": object{"level": l.level}})
		}
	}
	return s.page(c, items)
}
