package armsim

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// resourceRoutes are the requests to single resources, and to lists of a type.
func (s *Server) resourceRoutes(add adder) {
	id := anything + `/providers/([^/]+)((?:/[^/]+/[^/]+)+)`
	add("GET|HEAD", id, "resource", nil, s.getResource)
	add("PUT|PATCH", id, "resource", nil, s.putResource)
	add("DELETE", id, "resource", nil, s.deleteResource)
	add("GET", anything+`/providers/([^/]+)((?:/[^/]+/[^/]+)*)/([^/]+)`, "resources", nil, s.listType)
}

// versionRefused refuses a version of the API that a type does not have.
func (s *Server) versionRefused(typ, version string) (reply, bool) {
	if e := s.World.offered(typ, version, ""); e != nil {
		status := http.StatusBadRequest
		if e.Code == "InvalidResourceType" {
			status = http.StatusNotFound
		}
		return reply{status: status, body: object{"error": e}}, true
	}
	return reply{}, false
}

func (s *Server) getResource(c *call) reply {
	id := strings.TrimSuffix(c.path, "/")
	if strings.Contains(strings.ToLower(id), "/providers/") {
		if out, bad := s.versionRefused(typeOf(id), c.query.Get("api-version")); bad {
			return out
		}
	}
	r := s.World.find(id)
	if r == nil {
		status, e := http.StatusNotFound, notFound(id)
		if parent := parentOf(id); parent != "" && s.World.find(parent) == nil {
			e = &ErrorBody{Code: "ParentResourceNotFound", Message: "Failed to perform 'read' on resource(s) of type '" + typeOf(id) + "', because the parent resource '" + parent + "' could not be found."}
		}
		if g := groupOf(id); g != "" && s.World.groups[strings.ToLower(groupID(id))] == nil {
			e = &ErrorBody{Code: "ResourceGroupNotFound", Message: "Resource group '" + g + "' could not be found."}
		}
		return reply{status: status, body: object{"error": e}}
	}
	if c.method == http.MethodHead {
		return reply{status: http.StatusNoContent}
	}
	return reply{status: http.StatusOK, body: s.World.shown(r)}
}

// shown is a resource with what other resources add to it.
func (w *World) shown(r *resource) object {
	if !strings.EqualFold(typeOf(r.id), networkType) {
		return r.body
	}
	body := copied(r.body).(object)
	props := body["properties"].(object)
	subnets, _ := props["subnets"].([]any)
	prefix := strings.ToLower(r.id) + "/subnets/"
	for _, key := range slices.Sorted(maps.Keys(w.resources)) {
		if strings.HasPrefix(key, prefix) && !strings.Contains(key[len(prefix):], "/") {
			subnets = append(subnets, w.resources[key].body)
		}
	}
	if subnets == nil {
		subnets = []any{}
	}
	props["subnets"] = subnets
	return body
}

func (s *Server) putResource(c *call) reply {
	id, version := strings.TrimSuffix(c.path, "/"), c.query.Get("api-version")
	if out, bad := s.versionRefused(typeOf(id), version); bad {
		return out
	}
	body, ok := normal(json.RawMessage(c.body)).(object)
	if !ok {
		return refuse(http.StatusBadRequest, "InvalidRequestContent", "The request content was invalid: it is no JSON object.")
	}
	if g := groupOf(id); g != "" && s.World.groups[strings.ToLower(groupID(id))] == nil {
		return refuse(http.StatusNotFound, "ResourceGroupNotFound", "Resource group '%s' could not be found.", g)
	}
	status := http.StatusCreated
	if old := s.World.find(id); old != nil {
		status = http.StatusOK
		if c.method == http.MethodPatch {
			merged := copied(old.body).(object)
			maps.Copy(merged, body)
			body = merged
		}
	} else if c.method == http.MethodPatch {
		return reply{status: http.StatusNotFound, body: object{"error": notFound(id)}}
	}
	s.World.keep(id, version, body)
	return reply{status: status, body: s.World.find(id).body}
}

// deleteResource deletes a resource once nothing locks or needs it.
func (s *Server) deleteResource(c *call) reply {
	id := strings.TrimSuffix(c.path, "/")
	if out, bad := s.versionRefused(typeOf(id), c.query.Get("api-version")); bad {
		return out
	}
	r := s.World.find(id)
	if r == nil {
		return reply{status: http.StatusNoContent}
	}
	if out, locked := s.World.locked(id); locked {
		return out
	}
	if user := s.World.userOf(id); user != "" {
		return refuse(http.StatusBadRequest, "InUse", "Resource %s cannot be deleted because it is in use by %s.", id, user)
	}
	s.World.softDelete(r)
	s.World.remove(id)
	return reply{status: http.StatusAccepted, header: s.later(c, s.promise(reply{status: http.StatusOK}, 1))}
}

// userOf is a resource that needs another to stay: what is in a subnet, or an
// endpoint that leads to it. Azure refuses to delete networks and what they hold
// while it is in use.
func (w *World) userOf(id string) string {
	key, typ := strings.ToLower(id), strings.ToLower(typeOf(id))
	if typ == "microsoft.network/privatednszones" {
		for _, other := range slices.Sorted(maps.Keys(w.resources)) {
			if strings.HasPrefix(other, key+"/virtualnetworklinks/") {
				return w.resources[other].id
			}
		}
	}
	if !strings.HasPrefix(typ, "microsoft.network/") || strings.HasPrefix(typ, "microsoft.network/privatednszones") {
		return ""
	}
	for _, other := range slices.Sorted(maps.Keys(w.resources)) {
		r := w.resources[other]
		if other == key || strings.HasPrefix(other, key+"/") || !strings.HasPrefix(strings.ToLower(typeOf(r.id)), "microsoft.network/") {
			continue
		}
		if strings.HasSuffix(strings.ToLower(typeOf(r.id)), "/virtualnetworklinks") {
			continue // a link does not hold its network
		}
		for _, used := range idsIn(r.body["properties"]) {
			if lower := strings.ToLower(used); lower == key || strings.HasPrefix(lower, key+"/") {
				return r.id
			}
		}
	}
	return ""
}

// listType lists the resources of a type in a scope or beneath a resource.
func (s *Server) listType(c *call) reply {
	typ := c.match[2]
	for i, part := range segments(c.match[3]) {
		if i%2 == 0 && part != "" {
			typ += "/" + part
		}
	}
	typ += "/" + c.match[4]
	if out, bad := s.versionRefused(typ, c.query.Get("api-version")); bad {
		return out
	}
	prefix := strings.ToLower(c.match[1]) + "/"
	if c.match[3] != "" {
		prefix = strings.ToLower(strings.TrimSuffix(c.path, "/")) + "/"
	}
	items := []any{}
	for _, key := range slices.Sorted(maps.Keys(s.World.resources)) {
		if r := s.World.resources[key]; strings.HasPrefix(key, prefix) && strings.EqualFold(typeOf(r.id), typ) && tagged(r.body, c.query.Get("$filter")) {
			items = append(items, s.World.shown(r))
		}
	}
	return s.page(c, items)
}
