package main

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// resourceView is a resource of a snapshot as JSON.
type resourceView struct {
	ID          string `json:"id"`
	Type        string `json:"type"`
	Name        string `json:"name"`
	APIVersion  string `json:"apiVersion"`
	Existing    bool   `json:"existing"`
	Conditional any    `json:"conditional"`
	Repeated    any    `json:"repeated"`
	Body        any    `json:"body"`
}

// readSnapshot reads what amlsec snapshot writes; ok is false for other JSON.
// Resources that are only referred to are left out.
func readSnapshot(src []byte) (list []resourceView, ok bool) {
	var doc struct {
		Version   int             `json:"version"`
		Schema    string          `json:"$schema"`
		Resources json.RawMessage `json:"resources"`
	}
	if json.Unmarshal(src, &doc) != nil || doc.Version == 0 || doc.Schema != "" {
		return nil, false
	}
	d := json.NewDecoder(bytes.NewReader(doc.Resources))
	d.UseNumber()
	if d.Decode(&list) != nil {
		return nil, false
	}
	return slices.DeleteFunc(list, func(r resourceView) bool { return r.Existing }), true
}

// value is all that is compared of a resource.
func (r resourceView) value() *snapshot.Object {
	whole := map[string]any{"apiVersion": r.APIVersion}
	if body, ok := r.Body.(map[string]any); ok {
		for name, v := range body {
			whole[name] = v
		}
	}
	if r.Conditional != nil {
		whole["condition"] = r.Conditional
	}
	if r.Repeated != nil {
		whole["copy"] = r.Repeated
	}
	o, _ := snapshot.FromJSON(whole).(*snapshot.Object)
	return o
}

// keys are what tells the resources of a list apart: id, type and name, whose
// case does not count, and how many before have the same.
func keys(list []resourceView) []string {
	out, seen := make([]string, len(list)), map[string]int{}
	for i, r := range list {
		key := strings.ToLower(r.ID + "\x00" + r.Type + "\x00" + r.Name)
		out[i] = key + "\x00" + strconv.Itoa(seen[key])
		seen[key]++
	}
	return out
}

// resourceChange is a resource that is on one side only, or differs.
type resourceChange struct {
	// Kind is "added", "removed", "changed", or "moved": the same under another id.
	Kind string `json:"kind"`
	ID   string `json:"id"`
	// From is the id that a moved resource had.
	From string `json:"from,omitempty"`
	Type string `json:"type"`
	Name string `json:"name"`
	// Properties are those that differ; of a resource on one side only, all.
	Properties []propertyChange `json:"properties,omitempty"`

	view resourceView
}

func (c resourceChange) sign() string {
	return map[string]string{"added": "+", "removed": "-", "changed": "~", "moved": ">"}[c.Kind]
}

// compareResources are the changes from one list to another, by type and name.
func compareResources(before, after []resourceView) []resourceChange {
	old := map[string]resourceView{}
	for i, key := range keys(before) {
		old[key] = before[i]
	}
	changes := []resourceChange{}
	for i, key := range keys(after) {
		was, ok := old[key]
		delete(old, key)
		if !ok {
			changes = append(changes, after[i].change("added", onOneSide(after[i].value(), false)))
		} else if properties := compareValues("", was.value(), after[i].value()); len(properties) > 0 {
			changes = append(changes, after[i].change("changed", properties))
		}
	}
	for _, r := range old {
		changes = append(changes, r.change("removed", onOneSide(r.value(), true)))
	}
	changes = moved(changes)
	slices.SortFunc(changes, func(a, b resourceChange) int {
		return slices.Compare([]string{strings.ToLower(a.Type), a.Name, a.ID, a.Kind}, []string{strings.ToLower(b.Type), b.Name, b.ID, b.Kind})
	})
	return changes
}

func (r resourceView) change(kind string, properties []propertyChange) resourceChange {
	return resourceChange{Kind: kind, ID: r.ID, Type: r.Type, Name: r.Name, Properties: properties, view: r}
}

// moved joins a resource that is removed with one that is added, where they are
// the same but for their ids and no other looks like them: it has another name,
// or lies in another group.
func moved(changes []resourceChange) []resourceChange {
	alike := map[string][]int{}
	for i, c := range changes {
		if c.Kind == "added" || c.Kind == "removed" {
			look := strings.ToLower(c.Type) + "\x00" + inOneLine(c.view.value())
			alike[look] = append(alike[look], i)
		}
	}
	gone := map[int]bool{}
	for _, pair := range alike {
		if len(pair) != 2 || changes[pair[0]].Kind == changes[pair[1]].Kind {
			continue
		}
		from, to := pair[0], pair[1]
		if changes[to].Kind == "removed" {
			from, to = to, from
		}
		changes[to].Kind, changes[to].From, changes[to].Properties = "moved", changes[from].ID, nil
		gone[from] = true
	}
	var kept []resourceChange
	for i, c := range changes {
		if !gone[i] {
			kept = append(kept, c)
		}
	}
	if kept == nil {
		return []resourceChange{}
	}
	return kept
}

// title names the resource, and what it extends.
func (c resourceChange) title() string {
	title := c.Type + " " + c.Name
	last := strings.LastIndex(strings.ToLower(c.ID), "/providers/")
	if last < 0 {
		return title
	}
	before := c.ID[:last]
	if strings.Contains(strings.ToLower(before), "/providers/") {
		title += " of " + before[strings.LastIndexByte(before, '/')+1:]
	}
	return title
}
