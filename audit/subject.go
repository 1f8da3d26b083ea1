package audit

import (
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// subject is what a rule looks at: a resource, or an element of a list in it.
type subject struct {
	resource *snapshot.Resource
	value    snapshot.Value
	// prefix is the path of the element in the resource, and rest the path from
	// there on.
	prefix, rest string
}

// name is the name of the element, or the last part of the resource's.
func (s subject) name() string {
	if s.prefix == "" {
		return lastSegment(s.resource.Name)
	}
	return plain(at(s.value, "name"))
}

// at is the one value at a path without stars; nil when there is none.
func at(v snapshot.Value, path string) snapshot.Value {
	if found := snapshot.Find(v, path); len(found) > 0 {
		return found[0].Value
	}
	return nil
}

// subjects are what a path of a resource is looked up in. A list that is not
// there has no elements: they may be resources of their own.
func subjects(r *snapshot.Resource, path string) []subject {
	list, rest, ok := strings.Cut(path, "[*]")
	if !ok {
		return []subject{{resource: r, value: r.Body, rest: path}}
	}
	var all []subject
	for _, f := range r.Find(list) {
		switch v := f.Value.(type) {
		case *snapshot.Array:
			for i, item := range v.All() {
				all = append(all, subject{r, item, list + "[" + strconv.Itoa(i) + "].", strings.TrimPrefix(rest, ".")})
			}
		case *snapshot.Unknown:
			all = append(all, subject{r, v, list + "[*].", strings.TrimPrefix(rest, ".")})
		}
	}
	return all
}
