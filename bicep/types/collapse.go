package types

import "math"

// Collapse merges the members of a union into as few types as can stand for
// all of them: literals vanish into the string or int that holds them, ranges
// that overlap or abut become one, objects become a Discriminated or one
// object with the properties of all. It reports false when the members are of
// different kinds, so that no single kind describes the value. A type that is
// no union is returned as it is, except that Any and Never do not collapse.
func Collapse(t Type) (Type, bool) {
	u, ok := t.(*Union)
	if !ok {
		return t, t != (Any{}) && t != (Never{})
	}
	rest, nullable := NonNull(u)
	collapsed, ok := collapseAlike(MembersOf(rest))
	if !ok {
		return nil, false
	}
	if nullable {
		return Nullable(collapsed), true
	}
	return collapsed, true
}

// CollapseUnion returns the union of list, collapsed where that is possible.
func CollapseUnion(list ...Type) Type {
	u := NewUnion(list...)
	if c, ok := Collapse(u); ok {
		return c
	}
	return u
}

func collapseAlike(members []Type) (Type, bool) {
	switch {
	case all(members, isString):
		return collapseStrings(members), true
	case all(members, isInt):
		return collapseInts(members), true
	case all(members, isBool):
		return collapseBools(members), true
	case all(members, isArray):
		return collapseArrays(members), true
	case all(members, isPlainObject):
		return collapseObjects(members), true
	}
	return nil, false
}

// isPlainObject leaves out scopes: they are not used as values.
func isPlainObject(t Type) bool {
	o, ok := t.(*Object)
	return ok && o.Scope == 0 || !ok && isObject(t)
}

// collapseStrings keeps the literals that no other member holds. A pattern
// survives only where it is the only string: patterns do not add up.
func collapseStrings(members []Type) Type {
	var spans spanSet
	var pattern string
	patterns := 0
	for _, m := range members {
		if s, ok := m.(String); ok {
			spans.add(span{lengthRange(s.Length), s.Flags})
			pattern, patterns = s.Pattern, patterns+1
		}
	}
	if patterns != 1 {
		pattern = ""
	}
	var kept []Type
	for _, m := range members {
		if l, ok := m.(StringLit); ok && !heldBy(l, spans, pattern) {
			kept = append(kept, l)
		}
	}
	for _, s := range spans {
		kept = append(kept, NewString(s.Range, pattern, s.flags))
	}
	return NewUnion(kept...)
}

func heldBy(l StringLit, spans spanSet, pattern string) bool {
	if match, known := Matches(pattern, l.Value); known && !match {
		return false
	}
	n := Length(l.Value)
	for _, s := range spans {
		if s.Contains(n) {
			return true
		}
	}
	return false
}

func collapseInts(members []Type) Type {
	var spans spanSet
	for _, m := range members {
		switch m := m.(type) {
		case Int:
			spans.add(span{m.Range, m.Flags})
		case IntLit:
			spans.add(span{Exactly(m.Value), m.Flags})
		}
	}
	kept := make([]Type, len(spans))
	for i, s := range spans {
		kept[i] = NewInt(s.Range, s.flags)
	}
	return NewUnion(kept...)
}

func collapseBools(members []Type) Type {
	var values [2]bool
	var flags Flags
	for _, m := range members {
		flags |= FlagsOf(m)
		l, literal := m.(BoolLit)
		values[0] = values[0] || !literal || !l.Value
		values[1] = values[1] || !literal || l.Value
	}
	if values[0] && values[1] {
		return Bool{Flags: flags}
	}
	return BoolLit{Value: values[1], Flags: flags}
}

// collapseArrays merges arrays of one item type. Tuples whose items are all of
// one type count as such; another tuple goes where an array takes its items.
func collapseArrays(members []Type) Type {
	var groups []arrayGroup
	var tuples []*Tuple
	for _, m := range members {
		t, ok := m.(*Tuple)
		if ok && !uniform(t) {
			tuples = append(tuples, t)
			continue
		}
		item, _ := ItemOf(m)
		length, _ := LengthOf(m)
		groups = addSpan(groups, item, span{lengthRange(length), FlagsOf(m)})
	}
	var kept []Type
	for _, t := range tuples {
		if !takenBy(t, groups) {
			kept = append(kept, t)
		}
	}
	for _, g := range groups {
		for _, s := range g.spans {
			kept = append(kept, NewArray(g.item, s.Range, s.flags))
		}
	}
	return NewUnion(kept...)
}

type arrayGroup struct {
	item  Type
	spans spanSet
}

func addSpan(groups []arrayGroup, item Type, s span) []arrayGroup {
	for i := range groups {
		if Same(groups[i].item, item) {
			groups[i].spans.add(s)
			return groups
		}
	}
	return append(groups, arrayGroup{item, spanSet{s}})
}

func uniform(t *Tuple) bool {
	return len(t.Items) > 0 && all(t.Items, func(it Type) bool { return Same(it, t.Items[0]) })
}

func takenBy(t *Tuple, groups []arrayGroup) bool {
	for _, g := range groups {
		for _, s := range g.spans {
			if s.Contains(int64(len(t.Items))) && Assignable(t.Item(), g.item) {
				return true
			}
		}
	}
	return false
}

// span is a range of values or lengths with the flags of the types it stands
// for.
type span struct {
	Range
	flags Flags
}

// spanSet holds spans that neither overlap nor abut.
type spanSet []span

func (set *spanSet) add(s span) {
	for i, old := range *set {
		if !old.touches(s.Range) {
			continue
		}
		*set = append((*set)[:i:i], (*set)[i+1:]...)
		set.add(span{old.hull(s.Range), old.flags | s.flags})
		return
	}
	*set = append(*set, s)
}

// lengthRange is r with 0 for its lower limit, so that lengths that end at 0
// and those without a lower limit are told to touch, and none when nothing is
// excluded by it.
func lengthRange(r Range) Range {
	if r.Min <= 0 {
		return newRange(math.MinInt64, r.hi())
	}
	return r
}
