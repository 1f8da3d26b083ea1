package destroy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

// graph says which items must go before which.
type graph struct {
	before [][]int // by item: what goes first
}

// add lets first go before then, unless that would make a circle: what is added
// earlier counts more.
func (g *graph) add(first, then int) {
	if first == then || slices.Contains(g.before[then], first) || g.reaches(first, then) {
		return
	}
	g.before[then] = append(g.before[then], first)
}

// reaches reports whether then must go before first already.
func (g *graph) reaches(first, then int) bool {
	seen := make([]bool, len(g.before))
	stack := []int{first}
	for len(stack) > 0 {
		at := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if at == then {
			return true
		}
		if !seen[at] {
			seen[at] = true
			stack = append(stack, g.before[at]...)
		}
	}
	return false
}

// order puts the items into waves: children before parents, then what was made
// later before what it was made from, then what refers to another item before
// that.
func (f *finder) order() {
	g := &graph{before: make([][]int, len(f.list.Items))}
	for i, item := range f.list.Items {
		for j, other := range f.list.Items {
			if property.Within(item.ID, other.ID) {
				g.add(i, j)
			}
		}
	}
	f.follow(g, func(r snapshot.Resource) []string { return f.expand(append(f.around(r), r.DependsOn...)) })
	f.follow(g, func(r snapshot.Resource) []string { return references(r.Body) })
	for i := range f.list.Items {
		f.list.Items[i].before = g.before[i]
	}
	f.waves(g)
}

// follow lets each item go before those that its resources name.
func (f *finder) follow(g *graph, named func(snapshot.Resource) []string) {
	for _, r := range f.sorted() {
		i, ok := f.item[strings.ToLower(r.ID)]
		if !ok {
			continue
		}
		for _, id := range named(r) {
			if j, ok := f.itemOf(id); ok {
				g.add(i, j)
			}
		}
	}
}

// sorted are the resources of the environment by id.
func (f *finder) sorted() []snapshot.Resource {
	list := make([]snapshot.Resource, 0, len(f.created))
	for _, r := range f.created {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b snapshot.Resource) int {
		return strings.Compare(strings.ToLower(a.ID), strings.ToLower(b.ID))
	})
	return list
}

// itemOf is the item that an id is, lies in, or goes with.
func (f *finder) itemOf(id string) (int, bool) {
	for id != "" {
		if i, ok := f.item[strings.ToLower(id)]; ok {
			return i, true
		}
		id = id[:max(strings.LastIndexByte(id, '/'), 0)]
	}
	return 0, false
}

// around are the ids of what the nested deployments around a resource wait for.
func (f *finder) around(r snapshot.Resource) []string {
	var ids []string
	for _, d := range f.Snapshot.Deployments {
		if strings.HasPrefix(r.Origin.Path, d.Origin.Path+"/") {
			ids = append(ids, d.DependsOn...)
		}
	}
	return ids
}

// expand puts the resources of a nested deployment in its place.
func (f *finder) expand(ids []string) []string {
	var all []string
	for _, id := range ids {
		all = append(all, id)
		for _, d := range f.Snapshot.Deployments {
			if !strings.EqualFold(d.ID, id) {
				continue
			}
			for _, r := range f.Snapshot.Resources {
				if strings.HasPrefix(r.Origin.Path, d.Origin.Path+"/") {
					all = append(all, r.ID)
				}
			}
		}
	}
	return all
}

// references are the ids that a value holds, in its texts and in what is known
// of what Azure alone knows.
func references(v snapshot.Value) []string {
	var ids []string
	switch v := v.(type) {
	case *snapshot.Object:
		for name, item := range v.All() {
			ids = append(append(ids, idsIn(name)...), references(item)...)
		}
	case *snapshot.Array:
		for _, item := range v.All() {
			ids = append(ids, references(item)...)
		}
	case snapshot.String:
		ids = idsIn(string(v))
	case *snapshot.Unknown:
		for _, r := range v.References() {
			ids = append(ids, idsIn(r.Target)...)
		}
	}
	return ids
}

func idsIn(s string) []string {
	if strings.HasPrefix(strings.ToLower(s), "/subscriptions/") {
		return []string{s}
	}
	return nil
}

// waves numbers the items, and sorts them by wave and id.
func (f *finder) waves(g *graph) {
	items := f.list.Items
	state := make([]int, len(items))
	var visit func(i int) int
	visit = func(i int) int {
		if state[i] == 0 {
			wave := 0
			for _, j := range g.before[i] {
				wave = max(wave, visit(j)+1)
			}
			state[i] = wave + 1
		}
		return state[i] - 1
	}
	place := make([]int, len(items))
	for i := range items {
		items[i].Wave = visit(i)
		place[i] = i
	}
	slices.SortStableFunc(place, func(a, b int) int {
		return cmp.Or(cmp.Compare(items[a].Wave, items[b].Wave), strings.Compare(strings.ToLower(items[a].ID), strings.ToLower(items[b].ID)))
	})
	sorted, to := make([]Item, len(items)), make([]int, len(items))
	for n, i := range place {
		sorted[n], to[i] = items[i], n
	}
	for n := range sorted {
		moved := make([]int, 0, len(sorted[n].before))
		for _, j := range sorted[n].before {
			moved = append(moved, to[j])
		}
		sorted[n].before = moved
	}
	f.list.Items = sorted
}
