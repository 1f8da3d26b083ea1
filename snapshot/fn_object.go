package snapshot

import (
	"slices"
	"strings"
)

func objectFunctions() []builtin {
	return []builtin{
		{name: "createObject", min: 0, max: -1, own: true, moves: true, run: createObject},
		{name: "union", min: 1, max: -1, own: true, moves: true, run: union},
		{name: "intersection", min: 1, max: -1, whole: true, moves: true, run: intersection},
		{name: "shallowMerge", min: 1, max: 1, moves: true, run: shallowMerge},
		{name: "items", min: 1, max: 1, moves: true, run: items},
		{name: "objectKeys", min: 1, max: 1, moves: true, run: objectKeys},
		{name: "tryGet", min: 2, max: -1, form: tryGet},
	}
}

func createObject(_ *env, args []Value) (Value, error) {
	if len(args)%2 != 0 {
		return nil, failf(codeFunction, "createObject takes names and values in pairs, found %d arguments", len(args))
	}
	var b builder
	for i := 0; i < len(args); i += 2 {
		if isUnknown(args[i]) {
			return newUnknown("createObject", args...), nil
		}
		name, ok := nameOf(args[i])
		if !ok {
			return nil, wrong(args, i, "string")
		}
		b.set(name, args[i+1])
	}
	return b.object(), nil
}

// union merges objects with what is in them, or arrays without repetitions.
func union(e *env, args []Value) (Value, error) {
	if slices.ContainsFunc(args, isUnknown) {
		return newUnknown("union", args...), nil
	}
	if err := e.t.spend(sumOf(args).size); err != nil {
		return nil, err
	}
	if _, ok := args[0].(*Array); ok {
		return unionArrays(e, args)
	}
	var out *Object
	for i := range args {
		if _, null := args[i].(Null); null {
			continue
		}
		o, err := argObject(args, i)
		if err != nil {
			return nil, err
		}
		out = merge(out, o)
	}
	if out == nil {
		return newObject(), nil
	}
	return out, nil
}

// merge is a with the members of b; objects under the same name are merged too.
func merge(a, b *Object) *Object {
	if a.Len() == 0 {
		return b
	}
	members := slices.Clone(a.members)
	for _, m := range b.members {
		i := a.find(m.name)
		if i < 0 {
			members = append(members, m)
			continue
		}
		x, ok := members[i].value.(*Object)
		y, both := m.value.(*Object)
		if ok && both {
			members[i].value = merge(x, y)
			continue
		}
		members[i].value = m.value
	}
	return newObject(members...)
}

// unionArrays keeps the first of equal elements.
func unionArrays(e *env, args []Value) (Value, error) {
	var items []Value
	seen := newValueSet(e)
	for i := range args {
		a, err := argArray(args, i)
		if err != nil {
			return nil, err
		}
		for _, item := range a.All() {
			if fresh, err := seen.add(item); err != nil {
				return nil, err
			} else if fresh {
				items = append(items, item)
			}
		}
	}
	return newArray(items...), nil
}

// valueSet is a set of values; simple ones are found without a search.
type valueSet struct {
	e      *env
	simple map[Value]bool
	lists  []Value
}

func newValueSet(e *env) *valueSet { return &valueSet{e: e, simple: map[Value]bool{}} }

// add puts v into the set and reports whether it was not there.
func (s *valueSet) add(v Value) (bool, error) {
	switch v.(type) {
	case *Array, *Object, *Unknown, Secret:
		if err := s.e.t.spend(len(s.lists) * (1 + v.about().size/16)); err != nil {
			return false, err
		}
		if s.holdsList(v) {
			return false, nil
		}
		s.lists = append(s.lists, v)
		return true, nil
	}
	if s.simple[v] {
		return false, nil
	}
	s.simple[v] = true
	return true, nil
}

func (s *valueSet) holdsList(v Value) bool {
	return slices.ContainsFunc(s.lists, func(w Value) bool { return equal(w, v) })
}

func (s *valueSet) has(v Value) bool { return s.simple[v] || s.holdsList(v) }

func intersection(e *env, args []Value) (Value, error) {
	if err := e.t.spend(sumOf(args).size); err != nil {
		return nil, err
	}
	if _, ok := args[0].(*Array); ok {
		return intersectArrays(e, args)
	}
	out, err := argObject(args, 0)
	if err != nil {
		return nil, err
	}
	for i := 1; i < len(args); i++ {
		o, err := argObject(args, i)
		if err != nil {
			return nil, err
		}
		var b builder
		for name, v := range out.All() {
			if w, ok := o.Get(name); ok && equal(v, w) {
				b.set(name, v)
			}
		}
		out = b.object()
	}
	return out, nil
}

func intersectArrays(e *env, args []Value) (Value, error) {
	out, err := argArray(args, 0)
	if err != nil {
		return nil, err
	}
	for i := 1; i < len(args); i++ {
		a, err := argArray(args, i)
		if err != nil {
			return nil, err
		}
		other, kept := newValueSet(e), newValueSet(e)
		for _, item := range a.All() {
			if _, err := other.add(item); err != nil {
				return nil, err
			}
		}
		var items []Value
		for _, item := range out.All() {
			if fresh, err := kept.add(item); err != nil {
				return nil, err
			} else if fresh && other.has(item) {
				items = append(items, item)
			}
		}
		out = newArray(items...)
	}
	return out, nil
}

func shallowMerge(e *env, args []Value) (Value, error) {
	list, err := argArray(args, 0)
	if err != nil {
		return nil, err
	}
	var b builder
	for i, v := range list.All() {
		switch o := v.(type) {
		case *Unknown:
			return newUnknown("shallowMerge", args...), nil
		case Null:
		case *Object:
			if err := e.t.spend(o.Len()); err != nil {
				return nil, err
			}
			for name, m := range o.All() {
				b.set(b.spelling(name), m)
			}
		default:
			return nil, failf(codeValue, "element %d is of type %s, wanted object", i, kindOf(v))
		}
	}
	return b.object(), nil
}

// spelling is how a name is spelt that is there already in another case.
func (b *builder) spelling(name string) string {
	if has(b.at, name) {
		return name
	}
	lower := strings.ToLower(name)
	if b.folded == nil {
		b.folded = map[string]string{}
	}
	if first, ok := b.folded[lower]; ok {
		return first
	}
	b.folded[lower] = name
	return name
}

// sortedMembers are the members of o by name, without regard to case.
func sortedMembers(o *Object) []member {
	members := slices.Clone(o.members)
	slices.SortStableFunc(members, func(a, b member) int { return strings.Compare(fold(a.name), fold(b.name)) })
	return members
}

func items(e *env, args []Value) (Value, error) {
	o, err := argObject(args, 0)
	if err != nil {
		return nil, err
	}
	list := make([]Value, 0, o.Len())
	for _, m := range sortedMembers(o) {
		list = append(list, newObject(member{"key", String(m.name)}, member{"value", m.value}))
	}
	return newArray(list...), e.t.spend(o.Len())
}

func objectKeys(e *env, args []Value) (Value, error) {
	o, err := argObject(args, 0)
	if err != nil {
		return nil, err
	}
	list := make([]Value, 0, o.Len())
	for _, m := range sortedMembers(o) {
		list = append(list, String(m.name))
	}
	return newArray(list...), e.t.spend(o.Len())
}

// tryGet is a property or element, or null when it or one on the way to it is
// missing.
func tryGet(e *env, c *call) (Value, error) {
	args, err := e.evalAll(c.args)
	if err != nil {
		return nil, err
	}
	if u, ok := args[0].(*Unknown); ok && u.known == nil {
		return newUnknown(c.name, args...), nil
	}
	first, err := e.tryTake(args[0], args[1])
	if err != nil {
		return nil, err
	}
	if _, null := first.(Null); null {
		return first, nil
	}
	return e.tryPath(first, args[2:])
}

// tryPath follows the further steps of a safe access.
func (e *env) tryPath(v Value, steps []Value) (Value, error) {
	for i, step := range steps {
		if isUnknown(v) || isUnknown(step) {
			return e.unknownSteps(v, steps[i:])
		}
		next, err := e.tryTake(v, step)
		if err != nil {
			return nil, err
		}
		v = next
		if _, null := v.(Null); null {
			return v, nil
		}
	}
	return v, nil
}

func (e *env) unknownSteps(v Value, steps []Value) (Value, error) {
	if u, ok := v.(*Unknown); ok && u.known != nil {
		next, err := e.take(v, steps[0])
		if err != nil {
			return nil, err
		}
		return e.tryPath(next, steps[1:])
	}
	return newUnknown("tryGet", append([]Value{v}, steps...)...), nil
}

func (e *env) tryTake(v, step Value) (Value, error) {
	next, err := e.take(v, step)
	if err == nil || isLimit(err) {
		return next, err
	}
	return Null{}, nil
}
