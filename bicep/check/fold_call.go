package check

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/amlsec/amlsec/bicep/types"
)

// foldCall is the type of the result of a function whose arguments are all
// literals; nil if it is not known.
func foldCall(name string, args []types.Type) types.Type {
	values := make([]Value, len(args))
	for i, a := range args {
		v, ok := literal(a)
		if !ok {
			return nil
		}
		values[i] = v
	}
	v := evaluate(name, values)
	if v == nil {
		return nil
	}
	if s, ok := v.(String); ok && len(s) > maxLiteral {
		return nil
	}
	return literalType(v)
}

// evaluate calls a function; nil means that it is left to the deployment.
func evaluate(name string, args []Value) Value {
	switch name {
	case "format":
		return evalFormat(args)
	case "concat":
		return evalConcat(args)
	case "length", "empty":
		return evalLength(name, args[0])
	case "contains":
		return evalContains(args[0], args[1])
	case "indexOf", "lastIndexOf":
		return evalIndexOf(name, args[0], args[1])
	case "join":
		return evalJoin(args[0], args[1])
	case "distinct":
		return evalDistinct(args[0])
	case "padLeft":
		return evalPadLeft(args)
	}
	s, ok := args[0].(String)
	if !ok || !utf8.ValidString(string(s)) {
		return nil
	}
	if len(args) == 1 {
		return evalText(name, string(s))
	}
	return evalTextArgs(name, string(s), args[1:])
}

func evalText(name, s string) Value {
	switch name {
	case "toLower":
		return String(strings.ToLower(s))
	case "toUpper":
		return String(strings.ToUpper(s))
	case "trim":
		return String(strings.TrimSpace(s))
	case "first", "last":
		return evalEnd(name, s)
	case "base64":
		return String(base64.StdEncoding.EncodeToString([]byte(s)))
	case "base64ToString":
		if b, err := base64.StdEncoding.DecodeString(s); err == nil && utf8.Valid(b) {
			return String(b)
		}
	}
	return nil
}

func evalEnd(name, s string) Value {
	from, length := int64(0), types.Length(s)
	if length == 0 {
		return String("")
	}
	if name == "last" {
		from = length - 1
	}
	if end, ok := cut(s, from, 1); ok {
		return String(end)
	}
	return nil
}

func evalTextArgs(name, s string, args []Value) Value {
	if n, ok := intValue(args[0]); ok {
		return evalCut(name, s, n, args[1:])
	}
	t, ok := args[0].(String)
	if !ok {
		return nil
	}
	switch name {
	case "startsWith":
		return Bool(strings.HasPrefix(strings.ToLower(s), strings.ToLower(string(t))))
	case "endsWith":
		return Bool(strings.HasSuffix(strings.ToLower(s), strings.ToLower(string(t))))
	case "split":
		return evalSplit(s, string(t))
	case "replace":
		if with, ok := args[1].(String); ok && t != "" && len(s)*(len(with)+1) < maxLiteral {
			return String(strings.ReplaceAll(s, string(t), string(with)))
		}
	}
	return nil
}

func evalSplit(s, by string) Value {
	if by == "" || strings.Count(s, by) > 1000 {
		return nil
	}
	var list Array
	for _, part := range strings.Split(s, by) {
		list = append(list, String(part))
	}
	return list
}

func evalCut(name, s string, n int64, more []Value) Value {
	var text string
	ok := false
	switch name {
	case "take":
		text, ok = cut(s, 0, n)
	case "skip":
		text, ok = cut(s, min(max(0, n), types.Length(s)), types.Length(s))
	case "substring":
		length := types.Length(s) - n
		if len(more) > 0 {
			if length, ok = intValue(more[0]); !ok || length < 0 || length > types.Length(s)-n {
				return nil
			}
		}
		text, ok = cut(s, n, length)
	}
	if !ok {
		return nil
	}
	return String(text)
}

func intValue(v Value) (int64, bool) {
	n, ok := v.(Number)
	if !ok {
		return 0, false
	}
	return n.Int()
}

// asText is a scalar as it stands in a string.
func asText(v Value) (string, bool) {
	switch v := v.(type) {
	case String:
		return string(v), true
	case Number:
		return string(v), true
	case Bool:
		if v {
			return "True", true
		}
		return "False", true
	case Null:
		return "", true
	}
	return "", false
}

// evalFormat fills {0}, {1}… in; any other form is left to the deployment.
func evalFormat(args []Value) Value {
	pattern, ok := args[0].(String)
	if !ok {
		return nil
	}
	var b strings.Builder
	rest := string(pattern)
	for rest != "" && b.Len() < maxLiteral {
		switch {
		case strings.HasPrefix(rest, "{{"), strings.HasPrefix(rest, "}}"):
			b.WriteByte(rest[0])
			rest = rest[2:]
		case rest[0] == '{':
			hole, after, ok := strings.Cut(rest[1:], "}")
			n, err := strconv.Atoi(hole)
			if !ok || err != nil || n < 0 || n+1 >= len(args) {
				return nil
			}
			text, ok := asText(args[n+1])
			if !ok {
				return nil
			}
			b.WriteString(text)
			rest = after
		case rest[0] == '}':
			return nil
		default:
			b.WriteByte(rest[0])
			rest = rest[1:]
		}
	}
	return String(b.String())
}

func evalConcat(args []Value) Value {
	var list Array
	for _, a := range args {
		part, ok := a.(Array)
		if !ok || len(list)+len(part) > 1000 {
			return nil
		}
		list = append(list, part...)
	}
	return list
}

func evalLength(name string, v Value) Value {
	n := int64(0)
	switch v := v.(type) {
	case String:
		n = types.Length(string(v))
	case Array:
		n = int64(len(v))
	case *Object:
		n = int64(len(v.Members))
	}
	if name == "empty" {
		return Bool(n == 0)
	}
	return Number(strconv.FormatInt(n, 10))
}

func evalContains(in, item Value) Value {
	switch in := in.(type) {
	case String:
		if s, ok := item.(String); ok {
			return Bool(strings.Contains(string(in), string(s)))
		}
	case Array:
		for _, v := range in {
			if same(v, item) {
				return Bool(true)
			}
		}
		return Bool(false)
	case *Object:
		for _, m := range in.Members {
			if s, ok := item.(String); ok && strings.EqualFold(m.Name, string(s)) {
				return Bool(true)
			}
		}
		return Bool(false)
	}
	return nil
}

func evalIndexOf(name string, in, item Value) Value {
	index := -1
	switch in := in.(type) {
	case String:
		s, ok := item.(String)
		if !ok || types.Length(string(in)) != int64(len(in)) {
			return nil
		}
		find := strings.Index
		if name == "lastIndexOf" {
			find = strings.LastIndex
		}
		index = find(strings.ToLower(string(in)), strings.ToLower(string(s)))
	case Array:
		for i, v := range in {
			if same(v, item) && (index < 0 || name == "lastIndexOf") {
				index = i
			}
		}
	default:
		return nil
	}
	return Number(strconv.Itoa(index))
}

func evalJoin(list, by Value) Value {
	items, ok := list.(Array)
	sep, isText := by.(String)
	if !ok || !isText {
		return nil
	}
	parts := make([]string, len(items))
	for i, it := range items {
		if parts[i], ok = asText(it); !ok {
			return nil
		}
	}
	return String(strings.Join(parts, string(sep)))
}

func evalDistinct(list Value) Value {
	items, ok := list.(Array)
	if !ok || len(items) > 200 {
		return nil
	}
	kept := Array{}
	for _, it := range items {
		if evalContains(kept, it) == Value(Bool(false)) {
			kept = append(kept, it)
		}
	}
	return kept
}

func evalPadLeft(args []Value) Value {
	s, ok := asText(args[0])
	n, isInt := intValue(args[1])
	if !ok || !isInt || n > 16<<10 {
		return nil
	}
	pad := " "
	if len(args) > 2 {
		p, ok := args[2].(String)
		if !ok || types.Length(string(p)) != 1 {
			return nil
		}
		pad = string(p)
	}
	return String(strings.Repeat(pad, int(max(0, n-types.Length(s)))) + s)
}
