package policy

import (
	"maps"
	"strconv"

	"github.com/amlsec/amlsec/snapshot"
)

// count compares how many elements there are for which a condition holds. With
// some that are open the comparison is made for every count there may be.
func (r *run) count(c *condition, want snapshot.Value) verdict {
	low, high, bad := r.counted(c)
	if bad.state == open {
		return verdict{outcome: bad}
	}
	o := c.op.apply(snapshot.Int(low), want)
	for n := low + 1; n <= high && r.spend(1) == nil; n++ {
		if c.op.apply(snapshot.Int(n), want).state != o.state {
			return verdict{outcome: offline("how many of " + spellList(c) + " count is not known: " + strconv.Itoa(low) + " to " + strconv.Itoa(high))}
		}
	}
	found := "the count of " + spellList(c) + " is " + strconv.Itoa(low)
	return verdict{o, r.reason(c, o, found, want)}
}

// counted is how many elements count at least and at most.
func (r *run) counted(c *condition) (low, high int, bad outcome) {
	if c.kind == countField {
		return r.countedItems(c)
	}
	v, err := r.Eval(c.subject)
	if err != nil {
		return 0, 0, r.broken(err)
	}
	list, ok := v.(*snapshot.Array)
	switch {
	case isOpen(v):
		return 0, 0, offlineValue(v)
	case !ok:
		return 0, 0, broken("it counts " + snapshot.Show(v) + ", wanted a list")
	}
	for _, element := range list.All() {
		low, high = tally(low, high, r.inside(c, counted{name: c.name, value: element}))
	}
	return low, high, outcome{}
}

// countedItems counts elements of a list of the resource, each as if it were
// the only one.
func (r *run) countedItems(c *condition) (low, high int, bad outcome) {
	ch := r.selectField(c.ref, r.view)
	if ch.bad != "" {
		return 0, 0, unclear(ch.bad)
	}
	outer := r.view.bound
	defer func() { r.view.bound = outer }()
	for _, it := range ch.items {
		if it.open != "" {
			return 0, 0, offline(it.open)
		}
		if _, unknown := it.value.(*snapshot.Unknown); unknown && !bindsAll(c.ref, it) {
			return 0, 0, offline(it.path + " is " + snapshot.Show(it.value))
		}
		r.view.bound = maps.Clone(outer)
		if r.view.bound == nil {
			r.view.bound = map[string]int{}
		}
		maps.Copy(r.view.bound, it.at)
		low, high = tally(low, high, r.inside(c, counted{ref: c.ref}))
	}
	return low, high, outcome{}
}

// bindsAll reports whether an item is one element of every list on its path,
// not the unknown list itself.
func bindsAll(ref *reference, it item) bool {
	stars := 0
	for _, s := range ref.steps {
		if s.star {
			stars++
		}
	}
	return len(it.at) >= stars
}

// inside is the outcome of the condition of a count for one element.
func (r *run) inside(c *condition, at counted) state {
	if c.where == nil {
		return yes
	}
	explain := r.explain
	r.explain = false
	r.counts = append(r.counts, at)
	v := r.eval(c.where)
	r.counts = r.counts[:len(r.counts)-1]
	r.explain = explain
	return v.state
}

// tally adds one element.
func tally(low, high int, s state) (int, int) {
	switch s {
	case yes:
		return low + 1, high + 1
	case open:
		return low, high + 1
	}
	return low, high
}
