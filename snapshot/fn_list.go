package snapshot

import "strings"

func listFunctions() []builtin {
	return []builtin{
		{name: "array", min: 1, max: 1, moves: true, run: toArray},
		{name: "createArray", min: 0, max: -1, own: true, moves: true, run: func(_ *env, args []Value) (Value, error) { return newArray(args...), nil }},
		{name: "first", min: 1, max: 1, own: true, moves: true, run: first},
		{name: "last", min: 1, max: 1, moves: true, run: last},
		{name: "take", min: 2, max: 2, moves: true, run: slice(func(n, size int) (int, int) { return 0, n })},
		{name: "skip", min: 2, max: 2, moves: true, run: slice(func(n, size int) (int, int) { return n, size })},
		{name: "length", min: 1, max: 1, counts: true, run: length},
		{name: "empty", min: 1, max: 1, own: true, run: empty},
		{name: "contains", min: 2, max: 2, own: true, run: contains},
		{name: "indexOf", min: 2, max: 2, whole: true, counts: true, run: indexOf(strings.Index, 1)},
		{name: "lastIndexOf", min: 2, max: 2, whole: true, counts: true, run: indexOf(strings.LastIndex, -1)},
		{name: "distinct", min: 1, max: 1, whole: true, moves: true, run: unionArrays},
		{name: "flatten", min: 1, max: 1, moves: true, run: flatten},
		{name: "indexFromEnd", min: 2, max: 2, moves: true, run: indexFromEnd},
		{name: "tryIndexFromEnd", min: 2, max: -1, own: true, moves: true, run: tryIndexFromEnd},
	}
}

func toArray(_ *env, args []Value) (Value, error) {
	if a, ok := args[0].(*Array); ok {
		return a, nil
	}
	return newArray(args[0]), nil
}

// first is known of a text of which the beginning is known.
func first(_ *env, args []Value) (Value, error) {
	switch v := args[0].(type) {
	case *Unknown:
		if s, ok := v.Pieces()[0].(String); ok {
			return String(cut(string(s), 0, 1)), nil
		}
		return newUnknown("first", v), nil
	case *Array:
		if v.Len() == 0 {
			return Null{}, nil
		}
		return v.At(0), nil
	}
	return edge(args, func(n int) int { return 0 })
}

func last(_ *env, args []Value) (Value, error) {
	if a, ok := args[0].(*Array); ok {
		if a.Len() == 0 {
			return Null{}, nil
		}
		return a.At(a.Len() - 1), nil
	}
	return edge(args, func(n int) int { return n - 1 })
}

// edge is one character of a text, or no text when there is none.
func edge(args []Value, at func(length int) int) (Value, error) {
	s, err := argText(args, 0)
	if err != nil {
		return nil, wrong(args, 0, "array or string")
	}
	n := textLen(s)
	if n == 0 {
		return args[0], nil
	}
	return sameSecrecy(args[0], cut(s, at(n), at(n)+1)), nil
}

// sameSecrecy is a text as secret as the value it comes from.
func sameSecrecy(of Value, s string) Value {
	if _, ok := of.(Secret); ok {
		return Secret{text: s}
	}
	return String(s)
}

// slice is a part of a text or an array.
func slice(bounds func(n, size int) (start, end int)) func(*env, []Value) (Value, error) {
	return func(e *env, args []Value) (Value, error) {
		n, err := argInt(args, 1)
		if err != nil {
			return nil, err
		}
		if a, ok := args[0].(*Array); ok {
			start, end := bounds(clamp(n, a.Len()), a.Len())
			return newArray(a.items[start:end]...), e.t.spend(end - start)
		}
		s, err := argText(args, 0)
		if err != nil {
			return nil, wrong(args, 0, "array or string")
		}
		size := textLen(s)
		start, end := bounds(clamp(n, size), size)
		return sameSecrecy(args[0], cut(s, start, end)), nil
	}
}

func clamp(n int64, size int) int { return int(min(max(n, 0), int64(size))) }

func length(_ *env, args []Value) (Value, error) {
	switch v := args[0].(type) {
	case *Array:
		return Int(v.Len()), nil
	case *Object:
		return Int(v.Len()), nil
	}
	s, err := argText(args, 0)
	if err != nil {
		return nil, wrong(args, 0, "array, object or string")
	}
	return Int(textLen(s)), nil
}

// empty knows that a text with a known part is not empty.
func empty(_ *env, args []Value) (Value, error) {
	switch v := args[0].(type) {
	case Null:
		return Bool(true), nil
	case *Array:
		return Bool(v.Len() == 0), nil
	case *Object:
		return Bool(v.Len() == 0), nil
	case *Unknown:
		for _, p := range v.Pieces() {
			if _, ok := p.(String); ok {
				return Bool(false), nil
			}
		}
		return newUnknown("empty", v), nil
	}
	s, err := argText(args, 0)
	if err != nil {
		return nil, wrong(args, 0, "array, object, string or null")
	}
	return Bool(s == ""), nil
}

func contains(e *env, args []Value) (Value, error) {
	if isUnknown(args[0]) || isUnknown(args[1]) {
		return newUnknown("contains", args...), nil
	}
	if err := e.t.spend(args[0].about().size); err != nil {
		return nil, err
	}
	switch v := args[0].(type) {
	case *Array:
		return containsItem(v, args)
	case *Object:
		name, ok := text(args[1])
		if !ok {
			name = textOf(args[1])
		}
		return Bool(v.find(name) >= 0), nil
	}
	s, err := argText(args, 0)
	if err != nil {
		return nil, wrong(args, 0, "array, object or string")
	}
	part, ok := text(args[1])
	if !ok {
		part = textOf(args[1])
	}
	return Bool(strings.Contains(s, part)), nil
}

func containsItem(a *Array, args []Value) (Value, error) {
	open := false
	for _, item := range a.All() {
		same, known := compareParts(item, args[1])
		if known && same {
			return Bool(true), nil
		}
		open = open || !known
	}
	if open {
		return newUnknown("contains", args...), nil
	}
	return Bool(false), nil
}

// indexOf finds a text in a text without regard to case, or an element of an
// array.
func indexOf(search func(s, part string) int, direction int) func(*env, []Value) (Value, error) {
	return func(e *env, args []Value) (Value, error) {
		if err := e.t.spend(args[0].about().size); err != nil {
			return nil, err
		}
		if a, ok := args[0].(*Array); ok {
			return Int(itemIndex(a, args[1], direction)), nil
		}
		s, err := texts(args, 0)
		if err != nil {
			return nil, err
		}
		upper := fold(s[0])
		return Int(charAt(upper, search(upper, fold(s[1])))), nil
	}
}

func itemIndex(a *Array, v Value, direction int) int {
	found := -1
	for i, item := range a.All() {
		if equal(item, v) && (found < 0 || direction < 0) {
			found = i
		}
	}
	return found
}

func flatten(e *env, args []Value) (Value, error) {
	outer, err := argArray(args, 0)
	if err != nil {
		return nil, err
	}
	var items []Value
	for i, v := range outer.All() {
		if isUnknown(v) {
			return newUnknown("flatten", args...), nil
		}
		inner, ok := v.(*Array)
		if !ok {
			return nil, failf(codeValue, "element %d is of type %s, wanted array", i, kindOf(v))
		}
		if err := e.t.spend(inner.Len()); err != nil {
			return nil, err
		}
		items = append(items, inner.items...)
	}
	return newArray(items...), nil
}

// fromEnd is where the element stands that is n-th from the end, counted from 1.
func fromEnd(args []Value) (*Array, int, error) {
	a, err := argArray(args, 0)
	if err != nil {
		return nil, 0, err
	}
	n, err := argInt(args, 1)
	if err != nil {
		return nil, 0, err
	}
	if n < 1 || n > int64(a.Len()) {
		return a, -1, nil
	}
	return a, a.Len() - int(n), nil
}

func indexFromEnd(_ *env, args []Value) (Value, error) {
	a, i, err := fromEnd(args)
	if err != nil {
		return nil, err
	}
	if i < 0 {
		return nil, failf(codeValue, "the array has no such element from its end: it has %d", a.Len())
	}
	return a.At(i), nil
}

func tryIndexFromEnd(e *env, args []Value) (Value, error) {
	if isUnknown(args[0]) || isUnknown(args[1]) {
		return newUnknown("tryIndexFromEnd", args...), nil
	}
	if _, ok := args[0].(*Array); !ok {
		return Null{}, nil
	}
	a, i, err := fromEnd(args)
	if err != nil {
		return nil, err
	}
	if i < 0 {
		return Null{}, nil
	}
	return e.tryPath(a.At(i), args[2:])
}
