package snapshot

import (
	"cmp"
	"math"
	"strings"
	"unicode"
)

func textFunctions() []builtin {
	return []builtin{
		{name: "concat", min: 0, max: -1, own: true, moves: true, run: concat},
		{name: "format", min: 1, max: -1, own: true, run: format},
		{name: "string", min: 1, max: 1, whole: true, run: toText},
		{name: "toLower", min: 1, max: 1, run: onText(strings.ToLower)},
		{name: "toUpper", min: 1, max: 1, run: onText(strings.ToUpper)},
		{name: "trim", min: 1, max: 1, run: onText(func(s string) string { return strings.TrimFunc(s, unicode.IsSpace) })},
		{name: "replace", min: 3, max: 3, run: replace},
		{name: "split", min: 2, max: 2, whole: true, run: split},
		{name: "join", min: 2, max: 2, own: true, run: join},
		{name: "substring", min: 2, max: 3, run: substring},
		{name: "padLeft", min: 2, max: 3, run: padLeft},
		{name: "startsWith", min: 2, max: 2, own: true, run: startsWith},
		{name: "endsWith", min: 2, max: 2, run: endsWith},
		{name: "like", min: 2, max: 2, run: like},
		{name: "uniqueString", min: 1, max: -1, run: hashOf(uniqueString)},
		{name: "guid", min: 1, max: -1, run: hashOf(guid)},
		{name: "newGuid", run: func(*env, []Value) (Value, error) { return newUnknown("newGuid"), nil }},
		{name: "fail", min: 1, max: 1, run: fail},
	}
}

func onText(f func(string) string) func(*env, []Value) (Value, error) {
	return func(_ *env, args []Value) (Value, error) {
		s, err := argText(args, 0)
		return String(f(s)), err
	}
}

// concat joins texts, or arrays. A part that is unknown leaves the others known.
func concat(e *env, args []Value) (Value, error) {
	for _, a := range args {
		if _, ok := a.(*Array); ok {
			return concatArrays(e, args)
		}
	}
	parts := make([]Value, len(args))
	size := 0
	for i, a := range args {
		switch a.(type) {
		case *Object, Null:
			return nil, wrong(args, i, "string or array")
		}
		parts[i] = asText(a)
		s, _ := text(parts[i])
		size += len(s)
	}
	if err := e.t.text(size); err != nil {
		return nil, err
	}
	return joinText(parts...), nil
}

// asText is a simple value as text; an unknown stays as it is.
func asText(v Value) Value {
	switch v := v.(type) {
	case *Unknown, String:
		return v
	case Secret:
		return Secret{text: v.text}
	default:
		return String(textOf(v))
	}
}

func concatArrays(e *env, args []Value) (Value, error) {
	var items []Value
	for i, a := range args {
		if isUnknown(a) {
			return newUnknown("concat", args...), nil
		}
		list, err := argArray(args, i)
		if err != nil {
			return nil, err
		}
		if err := e.t.spend(list.Len()); err != nil {
			return nil, err
		}
		items = append(items, list.items...)
	}
	return newArray(items...), nil
}

func toText(e *env, args []Value) (Value, error) {
	if err := e.t.text(args[0].about().size * unit); err != nil {
		return nil, err
	}
	return String(textOf(args[0])), nil
}

// textOf is a value as the function string gives it.
func textOf(v Value) string {
	switch v := v.(type) {
	case Null:
		return ""
	case Bool:
		if v {
			return "True"
		}
		return "False"
	case String:
		return string(v)
	case Secret:
		return v.text
	default:
		return compactJSON(v)
	}
}

func replace(e *env, args []Value) (Value, error) {
	s, err := texts(args, 0)
	if err != nil {
		return nil, err
	}
	if s[1] == "" {
		return nil, failf(codeValue, "the text to replace is empty")
	}
	if err := e.t.text(strings.Count(s[0], s[1]) * len(s[2])); err != nil {
		return nil, err
	}
	return String(strings.ReplaceAll(s[0], s[1], s[2])), nil
}

// split cuts a text at each of one or more delimiters.
func split(e *env, args []Value) (Value, error) {
	s, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	delimiters := args[1:]
	if list, ok := args[1].(*Array); ok {
		delimiters = list.items
	}
	marks, err := texts(delimiters, 0)
	if err != nil {
		return nil, err
	}
	if err := e.t.spend(len(s) * max(len(marks), 1) / unit); err != nil {
		return nil, err
	}
	parts := splitAt(s, marks)
	if err := e.t.spend(len(parts)); err != nil {
		return nil, err
	}
	items := make([]Value, len(parts))
	for i, p := range parts {
		items[i] = String(p)
	}
	return newArray(items...), nil
}

// splitAt cuts s at the marks; where two begin, the first of the list counts.
func splitAt(s string, marks []string) []string {
	if len(marks) == 1 && marks[0] != "" {
		return strings.Split(s, marks[0])
	}
	var parts []string
	start := 0
	for i := 0; i < len(s); {
		mark := markAt(s[i:], marks)
		if mark == "" {
			i++
			continue
		}
		parts = append(parts, s[start:i])
		i += len(mark)
		start = i
	}
	return append(parts, s[start:])
}

func markAt(s string, marks []string) string {
	for _, m := range marks {
		if m != "" && strings.HasPrefix(s, m) {
			return m
		}
	}
	return ""
}

func join(e *env, args []Value) (Value, error) {
	if isUnknown(args[0]) || isUnknown(args[1]) {
		return newUnknown("join", args...), nil
	}
	list, err := argArray(args, 0)
	if err != nil {
		return nil, err
	}
	mark, err := argText(args, 1)
	if err != nil {
		return nil, err
	}
	parts := make([]Value, 0, 2*list.Len())
	size := 0
	for i, item := range list.All() {
		switch item.(type) {
		case *Array, *Object:
			return nil, failf(codeValue, "element %d is of type %s, wanted a simple value", i, kindOf(item))
		}
		if i > 0 {
			parts = append(parts, String(mark))
		}
		parts = append(parts, asText(item))
		s, _ := text(parts[len(parts)-1])
		size += len(s) + len(mark)
	}
	if err := e.t.text(size); err != nil {
		return nil, err
	}
	return joinText(parts...), nil
}

func substring(_ *env, args []Value) (Value, error) {
	s, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	start, err := argInt(args, 1)
	if err != nil {
		return nil, err
	}
	size := int64(textLen(s))
	length := size - start
	if len(args) == 3 {
		if length, err = argInt(args, 2); err != nil {
			return nil, err
		}
	}
	if start < 0 || start > size || length < 0 || length > size-start {
		return nil, failf(codeValue, "%d characters from %d on are not within the text, which has %d", length, start, size)
	}
	return String(cut(s, int(start), int(start+length))), nil
}

func padLeft(e *env, args []Value) (Value, error) {
	var s string
	switch v := bare(args[0]).(type) {
	case Int:
		s = textOf(v)
	default:
		var err error
		if s, err = argText(args, 0); err != nil {
			return nil, err
		}
	}
	width, err := argInt(args, 1)
	if err != nil {
		return nil, err
	}
	with := " "
	if len(args) == 3 {
		if with, err = argText(args, 2); err != nil {
			return nil, err
		}
		if textLen(with) != 1 {
			return nil, failf(codeValue, "the text to pad with has %d characters, wanted 1", textLen(with))
		}
	}
	return e.pad(s, with, width)
}

// pad puts copies of with before s until it has width characters.
func (e *env) pad(s, with string, width int64) (Value, error) {
	missing := max(width-int64(textLen(s)), 0)
	if missing > math.MaxInt32 {
		return nil, failf(codeValue, "%d characters are too many", width)
	}
	if err := e.t.text(int(missing) * len(with)); err != nil {
		return nil, err
	}
	return String(strings.Repeat(with, int(missing)) + s), nil
}

// startsWith is decided by a known beginning, even when the rest is unknown.
func startsWith(_ *env, args []Value) (Value, error) {
	prefix, ok := text(args[1])
	u, partly := args[0].(*Unknown)
	if partly && ok {
		if first, known := u.Pieces()[0].(String); known && len(first) >= len(prefix) {
			return Bool(strings.HasPrefix(fold(string(first)), fold(prefix))), nil
		}
	}
	if partly || isUnknown(args[1]) {
		return newUnknown("startsWith", args...), nil
	}
	s, err := texts(args, 0)
	if err != nil {
		return nil, err
	}
	return Bool(strings.HasPrefix(fold(s[0]), fold(s[1]))), nil
}

func endsWith(_ *env, args []Value) (Value, error) {
	s, err := texts(args, 0)
	if err != nil {
		return nil, err
	}
	return Bool(strings.HasSuffix(fold(s[0]), fold(s[1]))), nil
}

// like compares with a pattern in which * stands for any text, without regard
// to case.
func like(e *env, args []Value) (Value, error) {
	s, err := texts(args, 0)
	if err != nil {
		return nil, err
	}
	if err := e.t.spend(len(s[0]) / unit); err != nil {
		return nil, err
	}
	return Bool(matches(fold(s[0]), strings.Split(fold(s[1]), "*"))), nil
}

// matches reports whether s is the parts in order, with any text between them.
func matches(s string, parts []string) bool {
	last := len(parts) - 1
	if last == 0 {
		return s == parts[0]
	}
	s, ok := strings.CutPrefix(s, parts[0])
	if !ok {
		return false
	}
	for _, p := range parts[1:last] {
		i := strings.Index(s, p)
		if i < 0 {
			return false
		}
		s = s[i+len(p):]
	}
	return strings.HasSuffix(s, parts[last])
}

func hashOf(hash func(string) string) func(*env, []Value) (Value, error) {
	return func(e *env, args []Value) (Value, error) {
		parts := make([]string, len(args))
		size := 0
		for i, a := range args {
			switch a.(type) {
			case *Array, *Object, Null:
				return nil, wrong(args, i, "string")
			}
			parts[i] = textOf(a)
			size += len(parts[i]) + 1
		}
		if err := e.t.text(size); err != nil {
			return nil, err
		}
		return String(hash(strings.Join(parts, "-"))), nil
	}
}

// fail is how a template refuses its parameters.
func fail(_ *env, args []Value) (Value, error) {
	s, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	if _, secret := args[0].(Secret); secret {
		s = "(a secret)"
	}
	return nil, failf(codeFail, "the template refuses: %s", cmp.Or(s, "no reason given"))
}
