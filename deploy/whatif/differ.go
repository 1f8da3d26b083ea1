package whatif

import (
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

// differ sorts the differences of one resource.
type differ struct {
	facts *property.Facts
	of    property.Resource
	into  *Change
	today today
}

// depth bounds how deep an answer is followed.
const depth = 100

// whole lists the properties of a resource that is made or lost.
func (d differ) whole(kind Kind, w wireChange) {
	v := w.After.value()
	if kind == Delete {
		v = w.Before.value()
	}
	o, ok := v.(*snapshot.Object)
	if !ok {
		return
	}
	for name, member := range o.All() {
		switch strings.ToLower(name) {
		case "id", "name", "type", "apiversion", "resourcegroup":
			continue
		}
		d.leaves(kind, property.Path{{Name: name}}, member)
	}
}

// leaves adds the parts of a value that have no parts themselves.
func (d differ) leaves(kind Kind, p property.Path, v snapshot.Value) {
	if len(p) < depth && !d.facts.Secret(d.of, p, v) {
		switch v := v.(type) {
		case *snapshot.Object:
			if v.Len() > 0 {
				for name, member := range v.All() {
					d.leaves(kind, p.Member(name), member)
				}
				return
			}
		case *snapshot.Array:
			if v.Len() > 0 {
				labels := property.Labels(v)
				for i, item := range v.All() {
					d.leaves(kind, p.Element(i, labelOf(labels, i)), item)
				}
				return
			}
		}
	}
	made := Property{Kind: kind, Path: p.String()}
	text := d.facts.Text(d.of, p, v)
	if kind == Delete {
		made.Before = text
	} else {
		made.After = text
	}
	d.into.Properties = append(d.into.Properties, made)
}

func labelOf(labels []string, i int) string {
	if i < len(labels) {
		return labels[i]
	}
	return ""
}

// deltas sorts the differences at and below a path.
func (d differ) deltas(list []wireProperty, at property.Path) {
	if len(at) > depth {
		return
	}
	for _, w := range list {
		d.delta(w, append(at[:len(at):len(at)], property.Parse(w.Path)...))
	}
}

// delta sorts one difference: as a whole when that is none, else part by part.
func (d differ) delta(w wireProperty, p property.Path) {
	before, after := w.Before.value(), w.After.value()
	if reason, ok := d.none(w, p); ok {
		d.fold(w, p, reason)
		return
	}
	lists := [2]*snapshot.Array{}
	lists[0], _ = before.(*snapshot.Array)
	lists[1], _ = after.(*snapshot.Array)
	if len(w.Children) == 0 {
		d.add(w, p)
		return
	}
	if strings.EqualFold(w.PropertyChangeType, string(Array)) {
		d.elements(w, p, lists)
		return
	}
	d.deltas(w.Children, p)
}

// elements sorts the differences of a list. Azure numbers its elements; people
// know them by name, when they have one.
func (d differ) elements(w wireProperty, p property.Path, lists [2]*snapshot.Array) {
	var labels [2][]string
	for i, list := range lists {
		if list != nil {
			labels[i] = property.Labels(list)
		}
	}
	for _, child := range w.Children {
		index, err := strconv.Atoi(child.Path)
		if err != nil || index < 0 {
			d.delta(child, append(p[:len(p):len(p)], property.Parse(child.Path)...))
			continue
		}
		label := labelOf(labels[1], index)
		if label == "" || strings.EqualFold(child.PropertyChangeType, string(Delete)) {
			label = labelOf(labels[0], index)
		}
		d.delta(child, p.Element(index, label))
	}
}

// none says why a difference is none, if so.
func (d differ) none(w wireProperty, p property.Path) (property.Reason, bool) {
	before, after := w.Before.value(), w.After.value()
	if strings.EqualFold(w.PropertyChangeType, string(NoEffect)) {
		return property.Reason{Rule: property.RuleNoEffect, Why: "Azure says that the property has no effect"}, true
	}
	if reason, ok := d.facts.ReadOnly(d.of, p); ok {
		return reason, true
	}
	if len(w.Children) > 0 && (before == nil || after == nil) {
		return property.Reason{}, false // the children tell
	}
	switch {
	case after == nil:
		return d.facts.Filled(d.of, p, before)
	case before == nil:
		if snapshot.Empty(after) {
			return d.facts.Default(d.of, p, after)
		}
		return property.Reason{}, false
	}
	reason, same := d.facts.Same(d.of, p, [2]snapshot.Value{before, after})
	if same && reason == (property.Reason{}) {
		reason = property.Reason{Rule: property.RuleNoEffect, Why: "the value stays the same"}
	}
	return reason, same
}

// fold counts a difference that is none.
func (d differ) fold(w wireProperty, p property.Path, why property.Reason) {
	made := d.made(w, p)
	made.Folded = why
	d.into.Folded = append(d.into.Folded, made)
}

// add counts a difference: as open when its value is known at the deployment only.
func (d differ) add(w wireProperty, p property.Path) {
	made := d.made(w, p)
	if d.today.same(w.Before.value(), w.After.value()) {
		d.fold(w, p, property.Reason{Rule: property.RuleUnknown, Why: "what it refers to has this value today"})
		return
	}
	if property.Unresolved(w.After.value()) && !d.isNew(w, p) {
		made.Folded = property.Reason{Rule: property.RuleUnknown, Why: "Azure evaluates it at the deployment only"}
		d.into.Unresolved = append(d.into.Unresolved, made)
		return
	}
	d.into.Properties = append(d.into.Properties, made)
}

// isNew reports whether a property is set that was not there, whatever its value
// will be. Of what Azure never returns it is not known.
func (d differ) isNew(w wireProperty, p property.Path) bool {
	if w.Before.value() != nil || isParameter(w.After.value()) {
		return false
	}
	_, unreadable := d.facts.Unreadable(d.of, p)
	return !unreadable
}

func (d differ) made(w wireProperty, p property.Path) Property {
	before, after := w.Before.value(), w.After.value()
	made := Property{Kind: Modify, Path: p.String(), Before: d.facts.Text(d.of, p, before), After: d.facts.Text(d.of, p, after)}
	if before != nil && isParameter(after) {
		made.Before = strconv.Quote(property.Hidden) // what a secure parameter sets
	}
	switch {
	case before == nil && after != nil, strings.EqualFold(w.PropertyChangeType, string(Create)):
		made.Kind = Create
	case after == nil && before != nil, strings.EqualFold(w.PropertyChangeType, string(Delete)):
		made.Kind = Delete
	}
	return made
}

// isParameter reports whether a value is made from a parameter that Azure does
// not evaluate: those are the secure ones.
func isParameter(v snapshot.Value) bool {
	s, ok := v.(snapshot.String)
	return ok && property.Unresolved(s) && strings.Contains(strings.ToLower(string(s)), "parameters(")
}
