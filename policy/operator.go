package policy

import (
	"math/big"
	"strconv"
	"strings"
	"unicode"

	"github.com/amlsec/amlsec/snapshot"
)

// operator compares a value with another.
type operator struct {
	name    string
	negated bool
	// holds compares a value, nil when missing, with what is wanted.
	holds func(v, want snapshot.Value) outcome
	// wish and ban say what a policy wants whose effect comes with the operator
	// not holding, or holding: "wanted …".
	wish, ban string
}

// outcome is what comes of a comparison or of a condition.
type outcome struct {
	state state
	// why is what is not known, or what cannot be evaluated.
	why string
	// cause says how it is open.
	cause cause
}

type state uint8

const (
	no state = iota
	yes
	open
)

// cause is why an outcome is open, the weightiest last.
type cause uint8

const (
	unknown     cause = iota + 1 // only Azure knows a value
	unsupported                  // amlsec does not evaluate it
	failed                       // evaluation fails, which Azure takes for deny
)

func known(holds bool) outcome {
	if holds {
		return outcome{state: yes}
	}
	return outcome{state: no}
}

func unclear(why string) outcome { return outcome{open, why, unsupported} }
func offline(why string) outcome { return outcome{open, why, unknown} }
func broken(why string) outcome  { return outcome{open, why, failed} }

// negate is the outcome of not.
func (o outcome) negate() outcome {
	switch o.state {
	case yes:
		o.state = no
	case no:
		o.state = yes
	}
	return o
}

// and is the outcome of both.
func (o outcome) and(other outcome) outcome {
	switch {
	case o.state == no || other.state == yes:
		return o
	case other.state == open && o.state == open && o.cause >= other.cause:
		return o
	}
	return other
}

// operators are those of Azure Policy.
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule
func operators() []operator {
	return []operator{
		{"equals", false, equals, "%s", "anything but %s"},
		{"notEquals", true, equals, "anything but %s", "%s"},
		{"like", false, like, "like %s", "not like %s"},
		{"notLike", true, like, "not like %s", "like %s"},
		{"match", false, matches(false), "of the form %s", "not of the form %s"},
		{"notMatch", true, matches(false), "not of the form %s", "of the form %s"},
		{"matchInsensitively", false, matches(true), "of the form %s", "not of the form %s"},
		{"notMatchInsensitively", true, matches(true), "not of the form %s", "of the form %s"},
		{"contains", false, contains, "with %s", "without %s"},
		{"notContains", true, contains, "without %s", "with %s"},
		{"in", false, in, "one of %s", "none of %s"},
		{"notIn", true, in, "none of %s", "one of %s"},
		{"containsKey", false, containsKey, "with the key %s", "without the key %s"},
		{"notContainsKey", true, containsKey, "without the key %s", "with the key %s"},
		{"less", false, ordered(func(c int) bool { return c < 0 }), "less than %s", "%s or more"},
		{"lessOrEquals", false, ordered(func(c int) bool { return c <= 0 }), "%s or less", "more than %s"},
		{"greater", false, ordered(func(c int) bool { return c > 0 }), "more than %s", "%s or less"},
		{"greaterOrEquals", false, ordered(func(c int) bool { return c >= 0 }), "%s or more", "less than %s"},
		{"exists", false, exists, "", ""},
	}
}

// operatorsByName are the operators by their lower-cased names.
func operatorsByName() map[string]operator {
	all := map[string]operator{}
	for _, op := range operators() {
		all[strings.ToLower(op.name)] = op
	}
	return all
}

// apply is the outcome of the operator on a value.
func (o operator) apply(v, want snapshot.Value) outcome {
	if isOpen(want) {
		return offlineValue(want)
	}
	out := o.holds(v, want)
	if o.negated {
		out = out.negate()
	}
	return out
}

// equals compares as Azure Policy does: without regard to case, and a text that
// spells a number or a truth value as that.
func equals(v, want snapshot.Value) outcome {
	if snapshot.Missing(v) {
		if want == snapshot.Value(snapshot.String("")) {
			return unclear("it is not documented whether a missing property equals an empty text")
		}
		return known(snapshot.Missing(want))
	}
	if isOpen(v) {
		return offlineValue(v)
	}
	a, ok := snapshot.Scalar(v)
	b, also := snapshot.Scalar(want)
	switch {
	case ok && also:
		return known(strings.EqualFold(a, b))
	case ok || also || snapshot.Missing(want):
		return known(false)
	}
	return equalParts(v, want)
}

// equalParts compares lists and objects, part by part.
func equalParts(v, want snapshot.Value) outcome {
	result := known(true)
	each := func(a, b snapshot.Value) {
		switch o := equals(a, b); {
		case o.state == no, result.state == no:
			result = known(false)
		case o.state == open:
			result = o
		}
	}
	switch v := v.(type) {
	case *snapshot.Array:
		w, ok := want.(*snapshot.Array)
		if !ok || v.Len() != w.Len() {
			return known(false)
		}
		for i, item := range v.All() {
			each(item, w.At(i))
		}
	case *snapshot.Object:
		w, ok := want.(*snapshot.Object)
		if !ok || v.Len() != w.Len() {
			return known(false)
		}
		for name, item := range v.All() {
			other, _ := w.Get(name)
			each(item, other)
		}
	}
	return result
}

// like matches a text with a pattern in which * stands for any text.
func like(v, want snapshot.Value) outcome {
	s, _ := snapshot.Scalar(v)
	if pattern, _ := snapshot.Scalar(want); strings.Count(pattern, "*") > 1 && len(s)*len(pattern) > maxGlob {
		return unclear("a text and a pattern are too long")
	}
	return onTexts(v, want, func(s, pattern string) bool {
		return glob(strings.ToLower(s), strings.ToLower(pattern))
	})
}

// maxGlob is how long a text and a pattern with several stars may be, multiplied.
const maxGlob = 1 << 24

// glob goes back to the last star alone, so that it takes no more than the
// product of the lengths.
func glob(s, pattern string) bool {
	at, star, mark := 0, -1, 0
	for i := 0; i < len(s); {
		switch {
		case at < len(pattern) && pattern[at] == '*':
			star, mark = at, i
			at++
		case at < len(pattern) && pattern[at] == s[i]:
			at++
			i++
		case star >= 0:
			at = star + 1
			mark++
			i = mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[at:], "*") == ""
}

// matches compares a text with a form: # is a digit, ? a letter, . any
// character, and all else itself.
func matches(anyCase bool) func(v, want snapshot.Value) outcome {
	return func(v, want snapshot.Value) outcome {
		return onTexts(v, want, func(s, form string) bool {
			a, b := []rune(s), []rune(form)
			if len(a) != len(b) {
				return false
			}
			for i, c := range b {
				if !fits(a[i], c, anyCase) {
					return false
				}
			}
			return true
		})
	}
}

func fits(r, form rune, anyCase bool) bool {
	switch form {
	case '#':
		return unicode.IsDigit(r)
	case '?':
		return unicode.IsLetter(r)
	case '.':
		return true
	}
	return r == form || anyCase && unicode.ToLower(r) == unicode.ToLower(form)
}

// contains looks for a text in a text, also in what is known of an unknown one.
func contains(v, want snapshot.Value) outcome {
	w, ok := snapshot.Scalar(want)
	if _, list := v.(*snapshot.Array); list {
		return unclear("it is not documented what a list contains")
	}
	if u, isUnknown := v.(*snapshot.Unknown); isUnknown && ok {
		for _, p := range u.Pieces() {
			if s, known := snapshot.Scalar(p); known && strings.Contains(strings.ToLower(s), strings.ToLower(w)) {
				return outcome{state: yes}
			}
		}
	}
	return onTexts(v, want, func(s, part string) bool { return strings.Contains(strings.ToLower(s), strings.ToLower(part)) })
}

// onTexts compares simple values as texts; nothing else is like one.
func onTexts(v, want snapshot.Value, holds func(s, want string) bool) outcome {
	if isOpen(v) {
		return offlineValue(v)
	}
	s, ok := snapshot.Scalar(v)
	w, also := snapshot.Scalar(want)
	if !also {
		return broken("it compares with " + snapshot.Show(want) + ", wanted a text")
	}
	return known(ok && holds(s, w))
}

func in(v, want snapshot.Value) outcome {
	list, ok := want.(*snapshot.Array)
	if !ok {
		return broken("it compares with " + snapshot.Show(want) + ", wanted a list")
	}
	result := known(false)
	for _, item := range list.All() {
		o := equals(v, item)
		if isOpen(item) {
			o = offlineValue(item)
		}
		if o.state == yes {
			return o
		}
		if o.state == open {
			result = o
		}
	}
	return result
}

func containsKey(v, want snapshot.Value) outcome {
	if isOpen(v) {
		return offlineValue(v)
	}
	key, ok := snapshot.Scalar(want)
	if !ok {
		return broken("it looks for the key " + snapshot.Show(want) + ", wanted a text")
	}
	o, _ := v.(*snapshot.Object)
	_, found := o.Get(key)
	return known(found)
}

// exists compares with "true" or "false".
func exists(v, want snapshot.Value) outcome {
	w, _ := snapshot.Scalar(want)
	if !strings.EqualFold(w, "true") && !strings.EqualFold(w, "false") {
		return broken("exists is " + snapshot.Show(want) + ", wanted true or false")
	}
	if u, ok := v.(*snapshot.Unknown); ok && mayBeNull(u) {
		return offlineValue(v)
	}
	return known(!snapshot.Missing(v) == strings.EqualFold(w, "true"))
}

// mayBeNull reports whether an unknown value may turn out to be nothing.
func mayBeNull(u *snapshot.Unknown) bool {
	switch strings.ToLower(u.Func) {
	case "concat", "format", "guid", "uniquestring", "newguid", "utcnow":
		return false
	case "reference": // the id of another resource is always there
		return len(u.Path) == 0 || u.Path[len(u.Path)-1] != snapshot.Value(snapshot.String("id"))
	}
	return true
}

// ordered compares numbers with numbers, dates with dates, texts with texts.
func ordered(holds func(int) bool) func(v, want snapshot.Value) outcome {
	return func(v, want snapshot.Value) outcome {
		switch {
		case isOpen(v):
			return offlineValue(v)
		case snapshot.Missing(v):
			return unclear("it is not documented how a missing property compares with " + snapshot.Show(want))
		}
		c, ok := order(v, want)
		if !ok {
			return broken(snapshot.Show(v) + " and " + snapshot.Show(want) + " cannot be ordered")
		}
		return known(holds(c))
	}
}

func order(v, want snapshot.Value) (int, bool) {
	a, ok := v.(snapshot.String)
	b, also := want.(snapshot.String)
	if ok && also {
		if c, dates := snapshot.CompareDates(string(a), string(b)); dates {
			return c, true
		}
		if strings.EqualFold(string(a), string(b)) {
			return 0, true
		}
		return snapshot.CompareText(string(a), string(b)), true
	}
	x, ok := number(v)
	y, also := number(want)
	if !ok || !also {
		return 0, false
	}
	return x.Cmp(y), true
}

func number(v snapshot.Value) (*big.Rat, bool) {
	switch n := v.(type) {
	case snapshot.Int:
		return big.NewRat(int64(n), 1), true
	case snapshot.Decimal:
		// Exponents are not followed: a short text could name a huge number.
		if strings.ContainsAny(string(n), "eE") {
			return nil, false
		}
		return new(big.Rat).SetString(string(n))
	}
	return nil, false
}

// isOpen reports whether a value is not known offline, or a secret.
func isOpen(v snapshot.Value) bool {
	_, unknown := v.(*snapshot.Unknown)
	_, secret := v.(snapshot.Secret)
	return unknown || secret
}

// offlineValue is the outcome for an unknown value: a parameter without a value
// is not Azure's to know.
func offlineValue(v snapshot.Value) outcome {
	if name, ok := missingParameter(v); ok {
		return unclear(noValue(name))
	}
	return offline("a value is " + snapshot.Show(v))
}

func noValue(parameter string) string {
	return "its parameter " + strconv.Quote(parameter) + " has no value; an assignment gives it"
}
