package armsim

import (
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// AddExisting makes plain resources of these ids, with what they lie in.
func (w *World) AddExisting(ids ...string) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	for _, id := range ids {
		w.exists(id, object{})
	}
}

func (w *World) exists(id string, fields object) {
	if parent := parentOf(id); parent != "" && w.find(parent) == nil {
		w.exists(parent, object{})
	}
	if w.find(id) == nil && !strings.Contains(id, "[") {
		furnish(typeOf(id), fields)
		if fields["location"] == nil && parentOf(id) == "" {
			fields["location"] = w.s.opts.Location
		}
		w.add(id, "", fields)
	}
}

// AddExistingOf makes what a template takes for granted: the resources that it
// refers to as existing, those that it names without creating them, and the
// groups that its modules are deployed to.
func (w *World) AddExistingOf(snap *snapshot.Snapshot) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	created := map[string]bool{}
	for _, r := range snap.Resources {
		created[strings.ToLower(r.ID)] = !r.Existing || created[strings.ToLower(r.ID)]
	}
	for _, d := range snap.Deployments {
		w.subs[strings.ToLower(subscriptionOf(d.ID))] = true
		if g := groupOf(d.ID); g != "" && !created[strings.ToLower(groupID(d.ID))] {
			w.group(subscriptionOf(d.ID), g, w.s.opts.Location)
		}
	}
	for _, r := range snap.Resources {
		if !created[strings.ToLower(r.ID)] {
			w.exists(r.ID, object{})
			continue
		}
		known, err := plain(withoutUnknown(r.Body))
		if err != nil {
			continue // there is nothing unknown in it
		}
		needed := idsIn(known)
		if parent := parentOf(r.ID); parent != "" {
			needed = append(needed, parent)
		}
		if outer, _, ok := lastProvider(r.ID); ok && strings.Contains(strings.ToLower(outer), "/providers/") {
			needed = append(needed, outer)
		}
		for _, id := range needed {
			if !isBuiltIn(id) && !within(created, id) {
				w.exists(id, object{})
			}
		}
	}
}

// within reports whether an id is one of the template's resources, or a part of one.
func within(created map[string]bool, id string) bool {
	for at := id; at != ""; at = parentOf(at) {
		if created[strings.ToLower(at)] {
			return true
		}
	}
	return false
}

// withoutUnknown is a body as JSON would have it, unknown values as null.
func withoutUnknown(v snapshot.Value) snapshot.Value {
	switch v := v.(type) {
	case *snapshot.Unknown:
		return snapshot.Null{}
	case *snapshot.Object:
		o := object{}
		for name, item := range v.All() {
			one, _ := plain(withoutUnknown(item))
			o[name] = one
		}
		return snapshot.FromJSON(o)
	case *snapshot.Array:
		list := []any{}
		for _, item := range v.All() {
			one, _ := plain(withoutUnknown(item))
			list = append(list, one)
		}
		return snapshot.FromJSON(list)
	}
	return v
}
