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
	ID         string `json:"id"`
	Type       string `json:"type"`
	Name       string `json:"name"`
	APIVersion string `json:"apiVersion"`
	Existing   bool   `json:"existing"`
	Body       any    `json:"body"`
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

// resourceChange is a resource that is on one side only, or differs.
type resourceChange struct {
	// Kind is "added", "removed" or "changed".
	Kind       string           `json:"kind"`
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Name       string           `json:"name"`
	Properties []propertyChange `json:"properties,omitempty"`
}

func (c resourceChange) sign() string {
	return map[string]string{"added": "+", "removed": "-", "changed": "~"}[c.Kind]
}

// propertyChange is a property with its values as JSON; empty for none.
type propertyChange struct {
	Path   string `json:"path"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// compareResources are the changes from one list to another, by id.
func compareResources(before, after []resourceView) []resourceChange {
	old := map[string]resourceView{}
	for _, r := range before {
		old[r.key()] = r
	}
	changes := []resourceChange{}
	for _, r := range after {
		was, ok := old[r.key()]
		delete(old, r.key())
		if !ok {
			changes = append(changes, r.change("added", nil))
		} else if properties := compareProperties(was.flat(), r.flat()); len(properties) > 0 {
			changes = append(changes, r.change("changed", properties))
		}
	}
	for _, r := range old {
		changes = append(changes, r.change("removed", nil))
	}
	slices.SortFunc(changes, func(a, b resourceChange) int {
		return slices.Compare([]string{strings.ToLower(a.Type), a.Name, a.ID}, []string{strings.ToLower(b.Type), b.Name, b.ID})
	})
	return changes
}

func (r resourceView) key() string { return strings.ToLower(r.ID + "\x00" + r.Type + "\x00" + r.Name) }

func (r resourceView) change(kind string, properties []propertyChange) resourceChange {
	return resourceChange{Kind: kind, ID: r.ID, Type: r.Type, Name: r.Name, Properties: properties}
}

// flat are the values of a resource that have no parts, by path.
func (r resourceView) flat() map[string]string {
	leaves := map[string]string{"apiVersion": strconv.Quote(r.APIVersion)}
	flatten(leaves, "", snapshot.FromJSON(r.Body))
	return leaves
}

func flatten(leaves map[string]string, path string, v snapshot.Value) {
	switch v := v.(type) {
	case *snapshot.Object:
		if v.Len() > 0 && !isExpression(v) {
			for name, m := range v.All() {
				flatten(leaves, strings.TrimPrefix(path+"."+name, "."), m)
			}
			return
		}
	case *snapshot.Array:
		if v.Len() > 0 {
			names := elementNames(v)
			for i, item := range v.All() {
				flatten(leaves, path+"["+names[i]+"]", item)
			}
			return
		}
	}
	leaves[path] = leafText(v)
}

// isExpression reports whether an object stands for what Azure alone knows.
func isExpression(o *snapshot.Object) bool {
	_, ok := o.Get("$unknown")
	return ok && o.Len() == 1
}

func leafText(v snapshot.Value) string {
	if o, ok := v.(*snapshot.Object); ok {
		for _, f := range snapshot.Find(o, "$unknown.expression") {
			if s, ok := f.Value.(snapshot.String); ok {
				return "[" + string(s) + "]"
			}
		}
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(raw)
}

// elementNames are what the elements of a list are called: their names when each
// has one of its own, else their numbers.
func elementNames(list *snapshot.Array) []string {
	names, seen := make([]string, list.Len()), map[string]bool{}
	for i, item := range list.All() {
		for _, f := range snapshot.Find(item, "name") {
			if s, ok := f.Value.(snapshot.String); ok && !seen[string(s)] {
				names[i] = string(s)
				seen[names[i]] = true
			}
		}
	}
	if len(seen) < list.Len() {
		for i := range names {
			names[i] = strconv.Itoa(i)
		}
	}
	return names
}

// compareProperties are the paths at which two resources differ, in order.
func compareProperties(before, after map[string]string) []propertyChange {
	var list []propertyChange
	for path, was := range before {
		if is := after[path]; is != was && !filled(after, path, was) {
			list = append(list, propertyChange{path, was, is})
		}
	}
	for path, is := range after {
		if _, ok := before[path]; !ok && !filled(before, path, is) {
			list = append(list, propertyChange{path, "", is})
		}
	}
	slices.SortFunc(list, func(a, b propertyChange) int { return strings.Compare(a.Path, b.Path) })
	return list
}

// filled reports whether a value is empty on one side, and has parts on the
// other: the parts say so already.
func filled(other map[string]string, path, value string) bool {
	if value != "{}" && value != "[]" {
		return false
	}
	for p := range other {
		if strings.HasPrefix(p, path+".") || strings.HasPrefix(p, path+"[") {
			return true
		}
	}
	return false
}

// title names the resource, and what it extends.
func (c resourceChange) title() string {
	before, _, _ := strings.Cut(strings.ToLower(c.ID), "/providers/"+strings.ToLower(c.Type)+"/")
	if c.Type == "" || !strings.Contains(before, "/providers/") {
		return c.Type + " " + c.Name
	}
	return c.Type + " " + c.Name + " of " + c.ID[strings.LastIndexByte(before, '/')+1:len(before)]
}
