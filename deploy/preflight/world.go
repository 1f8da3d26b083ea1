package preflight

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

// world is one run: what is to be deployed, and what was read of Azure.
type world struct {
	in     Input
	client *arm.Client
	ctx    context.Context // of the run: reads are shared by tasks

	// created are the resources that the template makes; existing those it only
	// refers to, each once.
	created, existing []*snapshot.Resource
	makes, refers     map[string]*snapshot.Resource // by lower-cased id

	mu      sync.Mutex
	answers map[string]*answer
}

func newWorld(ctx context.Context, client *arm.Client, in Input) *world {
	w := &world{in: in, client: client, ctx: ctx, answers: map[string]*answer{},
		makes: map[string]*snapshot.Resource{}, refers: map[string]*snapshot.Resource{}}
	for i := range in.Snapshot.Resources {
		r := &in.Snapshot.Resources[i]
		if !r.Existing && r.Extension == "" {
			w.created = append(w.created, r)
			if w.makes[strings.ToLower(r.ID)] == nil {
				w.makes[strings.ToLower(r.ID)] = r
			}
		}
	}
	for i := range in.Snapshot.Resources {
		r := &in.Snapshot.Resources[i]
		if id := strings.ToLower(r.ID); r.Existing && r.Extension == "" && known(id) && w.makes[id] == nil && w.refers[id] == nil {
			w.existing = append(w.existing, r)
			w.refers[id] = r
		}
	}
	return w
}

// of are the created resources of a type.
func (w *world) of(typ string) []*snapshot.Resource {
	var all []*snapshot.Resource
	for _, r := range w.created {
		if strings.EqualFold(r.Type, typ) {
			all = append(all, r)
		}
	}
	return all
}

// location is where a resource is made, in the spelling of regions: lower case
// without blanks; empty when it has no location or that is not known.
func (w *world) location(r *snapshot.Resource) string { return region(text(r.Location)) }

// region is the plain name of a region, of its plain or its displayed name.
func region(name string) string { return strings.ReplaceAll(strings.ToLower(name), " ", "") }

// anchor is where the rights on an id are looked up: at the nearest resource
// that is there already, or else at its resource group or subscription.
func (w *world) anchor(id string) string {
	for _, at := range enclosing(id) {
		if w.refers[strings.ToLower(at)] != nil || isGroup(at) || isSubscription(at) {
			return at
		}
	}
	return w.in.Scope.ID()
}

// known reports whether all of an id is known before the deployment.
func known(id string) bool { return id != "" && !strings.Contains(id, "[") }

// text is the text of a value; empty for what is not a known text.
func text(v snapshot.Value) string {
	s, _ := v.(snapshot.String)
	return string(s)
}

// at is the one value at a path; nil when there is none.
func at(v snapshot.Value, path string) snapshot.Value {
	if found := snapshot.Find(v, path); len(found) == 1 {
		return found[0].Value
	}
	return nil
}

func textAt(v snapshot.Value, path string) string { return text(at(v, path)) }

func intAt(v snapshot.Value, path string) int {
	n, _ := at(v, path).(snapshot.Int)
	return int(n)
}

func boolAt(v snapshot.Value, path string) bool {
	b, _ := at(v, path).(snapshot.Bool)
	return bool(b)
}

// textsAt are the known texts at a path with stars.
func textsAt(v snapshot.Value, path string) []string {
	var all []string
	for _, f := range snapshot.Find(v, path) {
		if s := text(f.Value); s != "" {
			all = append(all, s)
		}
	}
	return all
}

// keysAt are the names of the members of the object at a path.
func keysAt(v snapshot.Value, path string) []string {
	o, _ := at(v, path).(*snapshot.Object)
	var keys []string
	if o != nil {
		for key := range o.All() {
			keys = append(keys, key)
		}
	}
	return keys
}

// distinct are the elements once each, in order, whatever their case.
func distinct(list []string) []string {
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) })
	return slices.CompactFunc(list, strings.EqualFold)
}
