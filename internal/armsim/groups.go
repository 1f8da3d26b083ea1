package armsim

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
)

func groupVersions() []string {
	return []string{"2025-04-01", "2025-03-01", "2024-11-01", "2024-07-01", "2024-03-01", "2023-07-01", "2022-09-01", "2021-04-01", "2020-10-01"}
}

// groupRoutes are the requests to subscriptions and resource groups.
func (s *Server) groupRoutes(add adder) {
	v := groupVersions()
	add("GET", "/subscriptions", "subscription", nil, s.listSubscriptions)
	add("GET", subscription, "subscription", nil, s.getResource)
	add("GET", subscription+"/resourcegroups", "groups", v, s.listGroups)
	add("GET", subscription+"/locations", "locations", nil, s.listLocations)
	add("GET|HEAD", group, "group", v, s.getGroup)
	add("PUT|PATCH", group, "group", v, s.putGroup)
	add("DELETE", group, "group", v, s.deleteGroup)
	add("GET", scope+"/resources", "resources", v, s.listResources)
}

func (s *Server) listSubscriptions(c *call) reply {
	items := []any{}
	for _, id := range slices.Sorted(maps.Keys(s.World.subs)) {
		items = append(items, s.World.find("/subscriptions/"+id).body)
	}
	return s.page(c, items)
}

func (s *Server) listLocations(c *call) reply {
	items := []any{}
	for _, name := range s.World.checks.locations {
		items = append(items, object{"id": c.match[1] + "/locations/" + name, "name": name, "displayName": name, "regionalDisplayName": name})
	}
	return s.page(c, items)
}

func (s *Server) listGroups(c *call) reply {
	items := []any{}
	for _, key := range slices.Sorted(maps.Keys(s.World.groups)) {
		if strings.EqualFold(subscriptionOf(key), subscriptionOf(c.path)) && tagged(s.World.groups[key], c.query.Get("$filter")) {
			items = append(items, s.World.groups[key])
		}
	}
	return s.page(c, items)
}

func (s *Server) getGroup(c *call) reply {
	g := s.World.groups[strings.ToLower(c.match[1])]
	switch {
	case g == nil && c.method == http.MethodHead:
		return reply{status: http.StatusNotFound}
	case g == nil:
		return refuse(http.StatusNotFound, "ResourceGroupNotFound", "Resource group '%s' could not be found.", groupOf(c.path))
	case c.method == http.MethodHead:
		return reply{status: http.StatusNoContent}
	}
	return reply{status: http.StatusOK, body: g}
}

func (s *Server) putGroup(c *call) reply {
	body, ok := normal(json.RawMessage(c.body)).(object)
	if !ok {
		return refuse(http.StatusBadRequest, "InvalidRequestContent", "The request content was invalid: it is no JSON object.")
	}
	location, _ := body["location"].(string)
	old := s.World.groups[strings.ToLower(c.match[1])]
	switch {
	case old == nil && c.method == http.MethodPatch:
		return refuse(http.StatusNotFound, "ResourceGroupNotFound", "Resource group '%s' could not be found.", groupOf(c.path))
	case old == nil && location == "":
		return refuse(http.StatusBadRequest, "LocationRequired", "The location property is required for this definition.")
	case old != nil && location != "" && !strings.EqualFold(location, old["location"].(string)):
		return refuse(http.StatusConflict, "InvalidResourceGroupLocation", "Invalid resource group location '%s'. The Resource group already exists in location '%s'.", location, old["location"])
	}
	status := http.StatusCreated
	if old != nil {
		status = http.StatusOK
	}
	s.World.group(subscriptionOf(c.path), groupOf(c.path), location)
	g := s.World.groups[strings.ToLower(c.match[1])]
	if tags, ok := body["tags"]; ok {
		g["tags"] = tags
	}
	return reply{status: status, body: g}
}

// deleteGroup deletes a group with all that is in it, once nothing locks it.
func (s *Server) deleteGroup(c *call) reply {
	if s.World.groups[strings.ToLower(c.match[1])] == nil {
		return refuse(http.StatusNotFound, "ResourceGroupNotFound", "Resource group '%s' could not be found.", groupOf(c.path))
	}
	if out, locked := s.World.locked(c.match[1]); locked {
		return out
	}
	for _, key := range slices.Sorted(maps.Keys(s.World.resources)) {
		if inside(key, c.match[1]) {
			s.World.softDelete(s.World.resources[key])
		}
	}
	s.World.removeGroup(c.match[1])
	return reply{status: http.StatusAccepted, header: s.later(c, s.promise(reply{status: http.StatusOK}, 2))}
}

// listResources lists what lies in a group or a subscription, as tracked
// resources: children and extensions are not among them.
func (s *Server) listResources(c *call) reply {
	prefix := strings.ToLower(c.match[1]) + "/"
	if g := groupOf(c.path); g != "" && s.World.groups[strings.ToLower(c.match[1])] == nil {
		return refuse(http.StatusNotFound, "ResourceGroupNotFound", "Resource group '%s' could not be found.", g)
	}
	items := []any{}
	for _, key := range slices.Sorted(maps.Keys(s.World.resources)) {
		r := s.World.resources[key]
		if !strings.HasPrefix(key, prefix) || !tracked(r) || !tagged(r.body, c.query.Get("$filter")) {
			continue
		}
		short := object{}
		for _, name := range []string{"id", "name", "type", "location", "tags", "identity", "sku", "kind", "zones"} {
			if v, ok := r.body[name]; ok {
				short[name] = v
			}
		}
		items = append(items, short)
	}
	return s.page(c, items)
}

// tracked reports whether a resource is in lists of resources: those with a location.
func tracked(r *resource) bool {
	outer, _, _ := lastProvider(r.id)
	_, placed := r.body["location"]
	return placed && parentOf(r.id) == "" && !strings.Contains(strings.ToLower(outer), "/providers/")
}
