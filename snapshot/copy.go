package snapshot

import "strings"

// loopKind is what a copy loop repeats.
type loopKind uint8

const (
	loopResource loopKind = iota + 1
	loopValue             // a variable or an output
	loopProperty
)

// loop is one turn of a copy loop, inside others.
type loop struct {
	name  string
	kind  loopKind
	index Value // unknown when the count is
	outer *loop
}

// count is how often a copy loop runs; the value is set when that is unknown.
func (e *env) count(c *node) (int, Value, error) {
	n := c.get("count")
	if n == nil {
		return 0, nil, failf(codeCopy, "the copy loop has no count")
	}
	v, err := e.result(n)
	if err != nil {
		return 0, nil, err
	}
	switch v := bare(v).(type) {
	case *Unknown:
		return 0, v, nil
	case Int:
		if v < 0 || int(v) > e.t.limits.Resources {
			return 0, nil, failf(codeCopy, "the copy loop runs %d times, wanted 0 to %d", int64(v), e.t.limits.Resources)
		}
		return int(v), nil, e.t.spend(int(v))
	default:
		return 0, nil, failf(codeCopy, "the count of the copy loop is of type %s, wanted int", kindOf(v))
	}
}

// turn is e inside one turn of a loop.
func (e *env) turn(name string, kind loopKind, index Value) *env {
	inner := *e
	inner.loops = &loop{name: name, kind: kind, index: index, outer: e.loops}
	return &inner
}

// copied is the array that a copy loop for a value makes.
func (e *env) copied(c *node, name string, kind loopKind) Value {
	input := c.get("input")
	if input == nil {
		return e.orFail(c, nil, failf(codeCopy, "the copy loop %q has no input", name))
	}
	count, open, err := e.count(c)
	if err != nil {
		return e.orFail(c, nil, err)
	}
	if open != nil {
		sample := e.turn(name, kind, newUnknown("copyIndex", String(name))).value(input)
		return e.checked(c, newUnknown("copy", String(name), open, sample))
	}
	items := make([]Value, 0, count)
	for i := range count {
		if e.t.broken != nil {
			return failed(e.t.broken)
		}
		items = append(items, e.turn(name, kind, Int(i)).value(input))
	}
	return e.checked(c, newArray(items...))
}

// copyIndex is the number of the turn: of the loop that is named, or of the
// innermost loop for resources, variables or outputs.
func copyIndex(e *env, c *call) (Value, error) {
	args, err := e.evalAll(c.args)
	if err != nil {
		return nil, err
	}
	name, named := "", false
	if len(args) > 0 {
		if s, ok := args[0].(String); ok {
			name, named, args = string(s), true, args[1:]
		}
	}
	l := e.loops.find(name, named)
	if l == nil && named {
		return nil, failf(codeCopy, "there is no copy loop %q around this place", name)
	}
	if l == nil {
		return nil, failf(codeCopy, "there is no copy loop around this place")
	}
	if len(args) == 0 {
		return l.index, nil
	}
	if isUnknown(args[0]) {
		return newUnknown("add", l.index, args[0]), nil
	}
	offset, err := argInt(args, 0)
	if err != nil {
		return nil, err
	}
	if i, ok := l.index.(Int); ok {
		return i + Int(offset), nil
	}
	return newUnknown("add", l.index, Int(offset)), nil
}

func (l *loop) find(name string, named bool) *loop {
	first := l
	for ; l != nil; l = l.outer {
		if named && strings.EqualFold(l.name, name) || !named && l.kind != loopProperty {
			return l
		}
	}
	if named {
		return nil
	}
	return first
}
