package snapshot

import (
	"cmp"
	"strings"
)

func logicFunctions() []builtin {
	return []builtin{
		{name: "true", run: func(*env, []Value) (Value, error) { return Bool(true), nil }},
		{name: "false", run: func(*env, []Value) (Value, error) { return Bool(false), nil }},
		{name: "null", run: func(*env, []Value) (Value, error) { return Null{}, nil }},
		{name: "not", min: 1, max: 1, run: not},
		{name: "and", min: 1, max: -1, form: func(e *env, c *call) (Value, error) { return junction(e, c, false) }},
		{name: "or", min: 1, max: -1, form: func(e *env, c *call) (Value, error) { return junction(e, c, true) }},
		{name: "if", min: 3, max: 3, form: choose},
		{name: "bool", min: 1, max: 1, run: toBool},
		{name: "coalesce", min: 1, max: -1, form: coalesce},
		{name: "equals", min: 2, max: 2, own: true, moves: true, run: equals},
		{name: "less", min: 2, max: 2, run: comparison(func(c int) bool { return c < 0 })},
		{name: "lessOrEquals", min: 2, max: 2, run: comparison(func(c int) bool { return c <= 0 })},
		{name: "greater", min: 2, max: 2, run: comparison(func(c int) bool { return c > 0 })},
		{name: "greaterOrEquals", min: 2, max: 2, run: comparison(func(c int) bool { return c >= 0 })},
	}
}

func not(_ *env, args []Value) (Value, error) {
	b, err := argBool(args, 0)
	return Bool(!b), err
}

// junction is "and" with decisive false, or "or" with decisive true. Once an
// argument decides, the others are not evaluated; one that is unknown might
// decide, so that an error after it may never happen.
func junction(e *env, c *call, decisive bool) (Value, error) {
	var open []Value
	for i, x := range c.args {
		v, err := e.eval(x)
		if err != nil {
			if len(open) == 0 || isLimit(err) {
				return nil, err
			}
			open = append(open, e.unknownError(x, err))
			continue
		}
		if isUnknown(v) {
			open = append(open, v)
			continue
		}
		b, err := argBool([]Value{v}, 0)
		if err != nil {
			return nil, failf(codeValue, "argument %d is of type %s, wanted bool", i+1, kindOf(v))
		}
		if b == decisive {
			return Bool(decisive), nil
		}
	}
	switch len(open) {
	case 0:
		return Bool(!decisive), nil
	case 1:
		return open[0], nil
	default:
		return newUnknown(c.name, open...), nil
	}
}

// unknownError stands for an expression that fails if it is evaluated at all.
func (e *env) unknownError(x expr, err error) Value {
	var b strings.Builder
	x.spell(&b)
	u := newUnknown("fail", String(err.Error()))
	u.spelling = b.String()
	u.sum.size += b.Len() / unit
	if err := e.t.text(b.Len()); err != nil {
		return failed(err)
	}
	return u
}

func isLimit(err error) bool {
	f, ok := err.(*failure)
	return ok && f.code == codeLimit
}

// choose evaluates the branch that the condition takes, or both when the
// condition is unknown.
func choose(e *env, c *call) (Value, error) {
	cond, err := e.eval(c.args[0])
	if err != nil {
		return nil, err
	}
	if isUnknown(cond) {
		return chooseBoth(e, c, cond)
	}
	yes, err := argBool([]Value{cond}, 0)
	if err != nil {
		return nil, err
	}
	if yes {
		return e.eval(c.args[1])
	}
	return e.eval(c.args[2])
}

func chooseBoth(e *env, c *call, cond Value) (Value, error) {
	args := []Value{cond, nil, nil}
	for i := 1; i <= 2; i++ {
		v, err := e.eval(c.args[i])
		if isLimit(err) {
			return nil, err
		}
		if err != nil {
			v = e.unknownError(c.args[i], err)
		}
		args[i] = v
	}
	if err := e.t.spend(args[1].about().size); err != nil {
		return nil, err
	}
	if equal(args[1], args[2]) {
		return args[1], nil
	}
	return newUnknown(c.name, args...), nil
}

func coalesce(e *env, c *call) (Value, error) {
	var open []Value
	for _, x := range c.args {
		v, err := e.eval(x)
		if err != nil {
			if len(open) == 0 || isLimit(err) {
				return nil, err
			}
			v = e.unknownError(x, err)
		}
		if _, null := v.(Null); null {
			continue
		}
		open = append(open, v)
		if !isUnknown(v) {
			break
		}
	}
	switch len(open) {
	case 0:
		return Null{}, nil
	case 1:
		return open[0], nil
	default:
		return newUnknown(c.name, open...), nil
	}
}

func toBool(_ *env, args []Value) (Value, error) {
	switch v := args[0].(type) {
	case Bool:
		return v, nil
	case Int:
		return Bool(v != 0), nil
	}
	s, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "true", "1":
		return Bool(true), nil
	case "false", "0":
		return Bool(false), nil
	}
	return nil, failf(codeValue, "the text is neither true nor false")
}

func equals(e *env, args []Value) (Value, error) {
	if err := e.t.spend(min(args[0].about().size, args[1].about().size)); err != nil {
		return nil, err
	}
	switch same, known := compareParts(args[0], args[1]); {
	case known:
		return Bool(same), nil
	default:
		return newUnknown("equals", args...), nil
	}
}

// compareParts is equal for values with unknown parts: two values differ when
// known parts differ, whatever the others come to.
func compareParts(a, b Value) (same, known bool) {
	if !a.about().unknown && !b.about().unknown {
		return equal(a, b), true
	}
	switch x := a.(type) {
	case *Array:
		if y, ok := b.(*Array); ok {
			return compareItems(x, y)
		}
	case *Object:
		if y, ok := b.(*Object); ok {
			return compareMembers(x, y)
		}
	}
	if isUnknown(a) || isUnknown(b) {
		return false, false
	}
	return false, true
}

func compareItems(a, b *Array) (same, known bool) {
	if a.Len() != b.Len() {
		return false, true
	}
	known = true
	for i, item := range a.All() {
		s, k := compareParts(item, b.At(i))
		if k && !s {
			return false, true
		}
		known = known && k
	}
	return known, known
}

func compareMembers(a, b *Object) (same, known bool) {
	if a.Len() != b.Len() {
		return false, true
	}
	known = true
	for name, v := range a.All() {
		w, ok := b.Get(name)
		if !ok {
			return false, true
		}
		s, k := compareParts(v, w)
		if k && !s {
			return false, true
		}
		known = known && k
	}
	return known, known
}

func comparison(holds func(int) bool) func(*env, []Value) (Value, error) {
	return func(_ *env, args []Value) (Value, error) {
		c, err := order(args)
		return Bool(holds(c)), err
	}
}

// order compares two numbers or two texts.
func order(args []Value) (int, error) {
	if a, ok := text(args[0]); ok {
		b, err := argText(args, 1)
		return compareText(a, b), err
	}
	a, err := argNumber(args, 0)
	if err != nil {
		return 0, err
	}
	b, err := argNumber(args, 1)
	if err != nil {
		return 0, err
	}
	return a.Cmp(b), nil
}

// compareText orders as .NET's invariant culture does: without regard to case,
// and only among equals a small letter before its capital.
func compareText(a, b string) int {
	if c := cmp.Compare(strings.ToUpper(a), strings.ToUpper(b)); c != 0 {
		return c
	}
	return -cmp.Compare(a, b)
}
