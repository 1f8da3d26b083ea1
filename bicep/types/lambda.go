package types

import "strings"

// Lambda is the type of a function literal: an argument of map() and its like.
type Lambda struct {
	Params   []Type
	Optional []Type
	Returns  Type
}

// Arity returns how few and how many parameters a lambda of this type takes.
func (l *Lambda) Arity() (fewest, most int) {
	return len(l.Params), len(l.Params) + len(l.Optional)
}

// Param returns the type of the parameter at i, which is below the greatest
// arity.
func (l *Lambda) Param(i int) Type {
	if i < len(l.Params) {
		return l.Params[i]
	}
	return l.Optional[i-len(l.Params)]
}

// String prints `T => R`, `(T, U[, V]) => R`, `() => R`.
func (l *Lambda) String() string {
	fixed, optional := compounds(l.Params), compounds(l.Optional)
	var params string
	switch {
	case len(l.Params) == 1 && len(l.Optional) == 0:
		params = fixed
	case fixed == "" && optional == "":
		params = "()"
	case fixed == "":
		params = "([" + optional + "])"
	case optional == "":
		params = "(" + fixed + ")"
	default:
		params = "(" + fixed + "[, " + optional + "])"
	}
	return params + " => " + compound(l.Returns)
}

func compounds(list []Type) string {
	names := make([]string, len(list))
	for i, t := range list {
		names[i] = compound(t)
	}
	return strings.Join(names, ", ")
}

func (*Lambda) isType() {}
