package audit

import (
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// index finds resources of a snapshot. Types and ids have no case.
type index struct {
	snap *snapshot.Snapshot
	// types are the resources that the template creates.
	types map[string][]*snapshot.Resource
	// ids are the same by id; the first of several.
	ids map[string]*snapshot.Resource
	// kids are the same by the id of their parent and their type.
	kids map[[2]string][]*snapshot.Resource
	// existing are the ids of what the template only refers to.
	existing map[string]bool
}

func newIndex(s *snapshot.Snapshot) *index {
	x := &index{snap: s, types: map[string][]*snapshot.Resource{}, ids: map[string]*snapshot.Resource{}, kids: map[[2]string][]*snapshot.Resource{}, existing: map[string]bool{}}
	for i := range s.Resources {
		r := &s.Resources[i]
		typ, id := strings.ToLower(typeOf(r)), strings.ToLower(r.ID)
		if r.Existing || r.Extension != "" {
			x.existing[id] = r.Existing
			continue
		}
		x.types[typ] = append(x.types[typ], r)
		if x.ids[id] == nil {
			x.ids[id] = r
		}
		key := [2]string{parentOf(typ, id), typ}
		x.kids[key] = append(x.kids[key], r)
	}
	return x
}

// created are the resources of a type that the template creates.
func (x *index) created(typ string) []*snapshot.Resource { return x.types[strings.ToLower(typ)] }

// byID is the resource of an id that the template creates; nil otherwise.
func (x *index) byID(id string) *snapshot.Resource { return x.ids[strings.ToLower(id)] }

// children are the resources of a type whose parent has the id: they are
// written in it, or extend it.
func (x *index) children(id, typ string) []*snapshot.Resource {
	return x.kids[[2]string{strings.ToLower(id), strings.ToLower(typ)}]
}

// typeOf is the type of a resource. What extends another can be written as its
// child: Microsoft.KeyVault/vaults/providers/diagnosticSettings.
func typeOf(r *snapshot.Resource) string {
	if !strings.Contains(strings.ToLower(r.Type), "/providers/") {
		return r.Type
	}
	id := strings.ToLower(r.ID)
	parts := strings.Split(id[strings.LastIndex(id, "/providers/")+1:], "/")
	if len(parts) < 4 {
		return r.Type
	}
	typ := parts[1]
	for i := 2; i < len(parts); i += 2 {
		typ += "/" + parts[i]
	}
	return typ
}

// parentOf is the id of what a resource is written in, or extends.
func parentOf(typ, id string) string {
	if typ == strings.ToLower(typeDiagnostics) || typ == strings.ToLower(typeRole) {
		before, _, _ := cutLast(id, "/providers/"+typ+"/")
		return before
	}
	short := typ[strings.LastIndexByte(typ, '/')+1:]
	before, _, _ := cutLast(id, "/"+short+"/")
	return before
}

// cutLast is strings.Cut at the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// lastSegment is what follows the last slash.
func lastSegment(id string) string { return id[strings.LastIndexByte(id, '/')+1:] }
