package snapshot

import (
	"fmt"
	"strconv"
)

// Scalar is a known simple value as text: a truth value and a number as JSON
// spells them. It is not ok for all else.
func Scalar(v Value) (s string, ok bool) {
	switch v := v.(type) {
	case String:
		return string(v), true
	case Bool:
		return strconv.FormatBool(bool(v)), true
	case Int:
		return strconv.FormatInt(int64(v), 10), true
	case Decimal:
		return string(v), true
	default:
		return "", false
	}
}

// Missing reports whether there is no value; null is sent as none.
func Missing(v Value) bool { return v == nil || v == Value(Null{}) }

// Empty reports whether a value says nothing: it is missing, or a text, a list
// or an object without content.
func Empty(v Value) bool {
	switch v := v.(type) {
	case String:
		return v == ""
	case *Array:
		return v.Len() == 0
	case *Object:
		return v.Len() == 0
	default:
		return Missing(v)
	}
}

// Show is a value in a message: a text in quotes, an unknown as its expression,
// lists and objects as JSON, cut to what a line takes.
func Show(v Value) string {
	switch v := v.(type) {
	case nil, Null:
		return "not set"
	case String:
		return strconv.Quote(abridge(string(v)))
	case *Unknown:
		return abridge(v.String())
	case Secret:
		return "a secret"
	default:
		raw, err := encode(v)
		if err != nil {
			return fmt.Sprintf("a %T", v)
		}
		return abridge(string(raw))
	}
}

// abridge shortens what is too long for a message.
func abridge(s string) string {
	const most = 120
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most]) + "…"
}
