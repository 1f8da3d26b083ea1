package drift

import (
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

// compare is how a resource compares with what was read.
func (r *reader) compare(res snapshot.Resource) Resource {
	made := Resource{ID: res.ID, Type: res.Type, Name: res.Name, State: Same}
	got, read := r.found[strings.ToLower(res.ID)]
	open := res.Conditional != nil || res.Repeated != nil
	switch {
	case !read:
		made.State, made.Why = Unknown, "its id is known to Azure only"
	case arm.NotFound(got.Err) && open:
		made.State, made.Why = Unknown, "it does not exist, and whether it should Azure alone knows"
	case arm.NotFound(got.Err):
		made.State = Missing
	case got.Err != nil:
		made.State, made.Why = Unreadable, r.opts.Facts.Hide(got.Err.Error())
	default:
		c := comparer{reader: r, of: property.Resource{Type: res.Type, Version: res.APIVersion}, into: &made}
		c.object(nil, res.Body, got.Body)
		if len(made.Differences) > 0 {
			made.State = Different
		}
	}
	return made
}

// comparer compares the properties of one resource.
type comparer struct {
	*reader
	of   property.Resource
	into *Resource
}

// object compares each member that is wanted. What Azure has besides is not
// asked for, and no difference.
func (c comparer) object(p property.Path, want, got *snapshot.Object) {
	for name, w := range want.All() {
		var g snapshot.Value
		if got != nil {
			g, _ = got.Get(name)
		}
		c.value(p.Member(name), w, g)
	}
	if !property.OpenMap(p) {
		return
	}
	for name, g := range got.All() {
		if _, asked := want.Get(name); !asked {
			c.differ(p.Member(name), nil, g)
		}
	}
}

// value compares a value; got is nil for nothing.
func (c comparer) value(p property.Path, want, got snapshot.Value) {
	if _, null := got.(snapshot.Null); null {
		got = nil
	}
	if u, ok := want.(*snapshot.Unknown); ok {
		resolved, known := c.resolve(u)
		if !known {
			c.skip(p, property.Reason{Rule: property.RuleUnknown, Why: "it is " + c.opts.Facts.Text(c.of, p, u)})
			return
		}
		want = resolved
	}
	if snapshot.Empty(want) && !isList(want) {
		return // it is left to Azure
	}
	if got == nil {
		c.absent(p, want)
		return
	}
	if c.opts.Facts.Secret(c.of, p, want) || c.opts.Facts.Secret(c.of, p, got) {
		c.skip(p, property.Reason{Rule: property.RuleSecret, Why: "it is a secret"})
		return
	}
	c.present(p, want, got)
}

func isList(v snapshot.Value) bool {
	_, ok := v.(*snapshot.Array)
	return ok
}

// absent judges what Azure does not return.
func (c comparer) absent(p property.Path, want snapshot.Value) {
	if reason, ok := c.opts.Facts.Unreadable(c.of, p); ok {
		c.skip(p, reason)
		return
	}
	if c.opts.Facts.Secret(c.of, p, want) {
		c.skip(p, property.Reason{Rule: property.RuleSecret, Why: "it is a secret, which Azure does not return"})
		return
	}
	if o, ok := want.(*snapshot.Object); ok {
		c.object(p, o, nil) // each part for itself: some are left to Azure
		return
	}
	if _, ok := c.opts.Facts.Default(c.of, p, want); ok {
		c.into.Compared++
		return
	}
	c.differ(p, want, nil)
}

// present compares two values.
func (c comparer) present(p property.Path, want, got snapshot.Value) {
	switch w := want.(type) {
	case *snapshot.Object:
		if g, ok := got.(*snapshot.Object); ok {
			c.object(p, w, g)
			return
		}
	case *snapshot.Array:
		if g, ok := got.(*snapshot.Array); ok {
			c.list(p, w, g)
			return
		}
	}
	if _, same := c.opts.Facts.Same(c.of, p, [2]snapshot.Value{want, got}); same {
		c.into.Compared++
		return
	}
	c.differ(p, want, got)
}

// list compares two lists: elements by name where they have one. An element
// that nobody asked for is a difference, such as a rule that lets others in.
func (c comparer) list(p property.Path, want, got *snapshot.Array) {
	lists := [2]*snapshot.Array{want, got}
	pairs, named := c.opts.Facts.Pair(c.of, p, lists)
	if !named {
		pairs = inOrder(want.Len(), got.Len())
	}
	if want.Len() == 0 && got.Len() == 0 {
		c.into.Compared++
	}
	for _, pair := range pairs {
		w, g := elements(lists, pair)
		index := max(pair.Index[0], pair.Index[1])
		at := p.Element(index, pair.Label)
		switch {
		case w != nil && g != nil:
			c.value(at, w, g)
		case w != nil || !isOff(g):
			c.differ(at, w, g)
		}
	}
}

// inOrder pairs elements by their places.
func inOrder(want, got int) []property.Pair {
	var pairs []property.Pair
	for i := range max(want, got) {
		pair := property.Pair{Index: [2]int{i, i}}
		if i >= want {
			pair.Index[0] = -1
		}
		if i >= got {
			pair.Index[1] = -1
		}
		pairs = append(pairs, pair)
	}
	return pairs
}

func elements(lists [2]*snapshot.Array, pair property.Pair) (want, got snapshot.Value) {
	if i := pair.Index[0]; i >= 0 {
		want = lists[0].At(i)
	}
	if i := pair.Index[1]; i >= 0 {
		got = lists[1].At(i)
	}
	return want, got
}

// isOff reports whether an element says of itself that it is not enabled, as the
// log categories do that nobody asked for.
func isOff(v snapshot.Value) bool {
	o, ok := v.(*snapshot.Object)
	if !ok {
		return false
	}
	enabled, _ := o.Get("enabled")
	return enabled == snapshot.Bool(false)
}

func (c comparer) skip(p property.Path, why property.Reason) {
	c.into.Skipped = append(c.into.Skipped, Skipped{p.String(), why})
}

func (c comparer) differ(p property.Path, want, got snapshot.Value) {
	c.into.Compared++
	facts := c.opts.Facts
	c.into.Differences = append(c.into.Differences, Difference{p.String(), facts.Text(c.of, p, want), facts.Text(c.of, p, got)})
}

// resolve is the value of what only Azure knew: a property of a resource that
// was read.
func (c comparer) resolve(u *snapshot.Unknown) (snapshot.Value, bool) {
	if !strings.EqualFold(u.Func, "reference") || len(u.Args) == 0 || u.Secure() {
		return nil, false
	}
	id, ok := u.Args[0].(snapshot.String)
	if !ok {
		return nil, false
	}
	got := c.found[strings.ToLower(string(id))]
	if got.Body == nil {
		return nil, false
	}
	var at snapshot.Value = got.Body
	if !full(u.Args) {
		at, _ = got.Body.Get("properties")
	}
	for _, step := range u.Path {
		name, named := step.(snapshot.String)
		o, object := at.(*snapshot.Object)
		if !named || !object {
			return nil, false
		}
		at, _ = o.Get(string(name))
	}
	return at, at != nil
}

// full reports whether a reference is to the whole resource.
func full(args []snapshot.Value) bool {
	if len(args) < 3 {
		return false
	}
	s, ok := args[2].(snapshot.String)
	return ok && strings.EqualFold(string(s), "full")
}
