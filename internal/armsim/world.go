package armsim

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// World is what exists and what is allowed. At first there is one subscription
// with one empty resource group, in which everything is allowed.
type World struct {
	s         *Server
	groups    map[string]object // by id in lower case
	resources map[string]*resource
	busy      map[string]*step // what is being created
	subs      map[string]bool
	checks    checks
}

// resource is what exists.
type resource struct {
	id, version string
	body        object
	by          *plan           // what created it; nil when it was there
	made        map[string]bool // paths of what the provider wrote, not a client
}

func newWorld(s *Server) *World {
	w := &World{s: s, groups: map[string]object{}, resources: map[string]*resource{}, busy: map[string]*step{}, subs: map[string]bool{}}
	w.checks = newChecks(s.opts)
	w.group(s.opts.SubscriptionID, s.opts.ResourceGroup, s.opts.Location)
	return w
}

func (w *World) hasSubscription(id string) bool { return w.subs[strings.ToLower(id)] }

// group makes a resource group, unless there is one; w.s.mu is held.
func (w *World) group(subscription, name, location string) {
	w.subs[strings.ToLower(subscription)] = true
	id := "/subscriptions/" + subscription + "/resourceGroups/" + name
	if w.groups[strings.ToLower(id)] == nil {
		w.groups[strings.ToLower(id)] = object{
			"id": id, "name": name, "type": "Microsoft.Resources/resourceGroups", "location": location, "properties": object{"provisioningState": succeeded},
		}
	}
}

// AddSubscription makes a subscription known.
func (w *World) AddSubscription(id string) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	w.subs[strings.ToLower(id)] = true
}

// AddGroup makes a resource group, and its subscription.
func (w *World) AddGroup(subscription, name, location string) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	w.group(subscription, name, location)
}

// RemoveGroup removes a resource group with all that is in it.
func (w *World) RemoveGroup(subscription, name string) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	w.removeGroup("/subscriptions/" + subscription + "/resourceGroups/" + name)
}

func (w *World) removeGroup(id string) {
	key := strings.ToLower(id)
	delete(w.groups, key)
	for _, at := range slices.Sorted(maps.Keys(w.resources)) {
		if r := w.resources[at]; r != nil && strings.HasPrefix(at, key+"/") {
			delete(w.resources, at)
			w.forget(r)
		}
	}
	maps.DeleteFunc(w.s.deployments, func(at string, _ *deployment) bool { return strings.HasPrefix(at, key+"/") })
}

// AddResource makes a resource, and its group. The fields are those of its body:
// location, tags, properties, identity, sku; what a provider adds to them is
// added. Azure's id, name and type follow from the id.
func (w *World) AddResource(id string, fields map[string]any) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	w.add(id, "", copied(fields).(object))
}

func (w *World) add(id, version string, fields object) {
	if g := groupOf(id); g != "" {
		w.group(subscriptionOf(id), g, w.s.opts.Location)
	}
	w.subs[strings.ToLower(subscriptionOf(id))] = true
	w.keep(id, version, fields)
}

// Remove removes a resource with those beneath it, as somebody else would.
func (w *World) Remove(id string) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	w.remove(id)
}

func (w *World) remove(id string) {
	key := strings.ToLower(id)
	if r := w.resources[key]; r != nil {
		w.forget(r)
	}
	maps.DeleteFunc(w.resources, func(at string, _ *resource) bool { return at == key || strings.HasPrefix(at, key+"/") })
}

// Change changes a resource that exists, as somebody else would: it is given its
// body. It reports whether there is one.
func (w *World) Change(id string, change func(body map[string]any)) bool {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	r := w.find(id)
	if r != nil {
		change(r.body)
	}
	return r != nil
}

// Resource is the body of a resource, or of a group, as a GET gives it; nil when
// there is none.
func (w *World) Resource(id string) map[string]any {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	w.s.catchUp()
	if r := w.find(id); r != nil {
		return copied(r.body).(object)
	}
	return nil
}

// Resources are the ids of what exists, without groups, sorted.
func (w *World) Resources() []string {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	w.s.catchUp()
	var ids []string
	for _, key := range slices.Sorted(maps.Keys(w.resources)) {
		ids = append(ids, w.resources[key].id)
	}
	return ids
}

// find is the resource or the group of an id; nil when there is none.
func (w *World) find(id string) *resource {
	key := strings.ToLower(strings.TrimSuffix(id, "/"))
	if g := w.groups[key]; g != nil {
		return &resource{id: g["id"].(string), body: g, made: map[string]bool{"properties": true, "properties.provisioningstate": true}}
	}
	if parts := segments(id); len(parts) == 2 && w.hasSubscription(parts[1]) {
		return &resource{id: id, body: object{"id": id, "subscriptionId": parts[1], "tenantId": w.s.opts.TenantID, "displayName": "amlsec", "state": "Enabled"}}
	}
	return w.resources[key]
}

// busySteps are the steps that are under way, in a fixed order.
func (w *World) busySteps() []*step {
	var list []*step
	for _, key := range slices.Sorted(maps.Keys(w.busy)) {
		list = append(list, w.busy[key])
	}
	return list
}

// keep makes a resource exist, or changes it.
func (w *World) keep(id, version string, body object) {
	body = copied(body).(object)
	key, typ := strings.ToLower(id), typeOf(id)
	if isGroup(typ) {
		w.group(subscriptionOf(id), nameOf(id), w.s.opts.Location)
		maps.Copy(w.groups[key], body)
		w.groups[key]["properties"] = object{"provisioningState": succeeded}
		return
	}
	old := w.resources[key]
	written, made := map[string]bool{}, map[string]bool{}
	paths("", body, written)
	produce(w, id, typ, body, old)
	paths("", body, made)
	maps.DeleteFunc(made, func(path string, _ bool) bool { return written[path] })
	body["id"], body["name"], body["type"] = id, nameOf(id), typ
	now := &resource{id: id, version: version, body: body, made: made}
	if old != nil {
		now.by = old.by
	}
	w.resources[key] = now
	if w.s.opts.Balancer && strings.EqualFold(typ, "Microsoft.KubernetesConfiguration/extensions") {
		w.balance(id, body)
	}
}

// copied is a JSON value of its own.
func copied(v any) any {
	switch v := v.(type) {
	case map[string]any:
		o := object{}
		for name, item := range v {
			o[name] = copied(item)
		}
		return o
	case []any:
		list := make([]any, len(v))
		for i, item := range v {
			list[i] = copied(item)
		}
		return list
	case int:
		return json.Number(strconv.Itoa(v))
	}
	return v
}
