package types

import (
	"slices"
	"strings"
)

// Union is one of several types. Members are at least two, neither Any nor
// Union, all different, and sorted by name.
type Union struct{ Members []Type }

// NewUnion returns the union of list: Never when it is empty, the type itself
// when but one is left, Any when that is among them. Equal types are kept
// once, and `array` takes the place of all other arrays.
func NewUnion(list ...Type) Type {
	members := flatten(list)
	if slices.Contains(members, Type(Any{})) {
		return Any{}
	}
	if i := slices.IndexFunc(members, isPlainArray); i >= 0 {
		plain := members[i]
		members = append(slices.DeleteFunc(members, isArray), plain)
	}
	switch members = sortUnique(members); len(members) {
	case 0:
		return Never{}
	case 1:
		return members[0]
	}
	return &Union{Members: members}
}

// flatten replaces unions by their members and leaves out Never.
func flatten(list []Type) []Type {
	flat := make([]Type, 0, len(list))
	for _, t := range list {
		switch t := t.(type) {
		case *Union:
			flat = append(flat, t.Members...)
		case Never:
		default:
			flat = append(flat, t)
		}
	}
	return flat
}

// sortUnique sorts list and drops repetitions. Types that are the same have
// the same name, so that they need be sought only among neighbours: some
// enumerations have hundreds of members.
func sortUnique(list []Type) []Type {
	all := make([]named, len(list))
	for i, t := range list {
		all[i] = named{t, t.String()}
	}
	slices.SortStableFunc(all, compareNamed)
	unique, run := list[:0], 0
	for i, n := range all {
		if i > 0 && n.name != all[i-1].name {
			run = len(unique)
		}
		same := func(t Type) bool { return Same(t, n.t) }
		if !slices.ContainsFunc(unique[run:], same) {
			unique = append(unique, n.t)
		}
	}
	return unique
}

func isArray(t Type) bool {
	_, ok := LengthOf(t)
	return ok
}

func isPlainArray(t Type) bool {
	a, ok := t.(*Array)
	return ok && a.Item == Any{} && a.Length == Range{} && a.Flags == 0
}

// String prints the members, sorted by name, between bars.
func (u *Union) String() string {
	names := make([]string, len(u.Members))
	for i, m := range u.Members {
		names[i] = compound(m)
	}
	return strings.Join(names, " | ")
}

func (*Union) isType() {}

// Nullable returns the union of t and null.
func Nullable(t Type) Type { return NewUnion(t, Null{}) }

// NonNull returns t without null, and whether null was one of its members.
// Null alone is no union and stays as it is.
func NonNull(t Type) (Type, bool) {
	u, ok := t.(*Union)
	if !ok || !slices.Contains(u.Members, Type(Null{})) {
		return t, false
	}
	rest := make([]Type, 0, len(u.Members)-1)
	for _, m := range u.Members {
		if m != (Null{}) {
			rest = append(rest, m)
		}
	}
	return NewUnion(rest...), true
}

// MembersOf returns the members of a union, none for Never, and t itself for
// any other type.
func MembersOf(t Type) []Type {
	switch t := t.(type) {
	case *Union:
		return t.Members
	case Never:
		return nil
	}
	return []Type{t}
}

// Same reports whether a and b are one type: scalars, arrays, tuples and
// unions by their parts and flags, everything else by address.
func Same(a, b Type) bool {
	switch a := a.(type) {
	case *Array:
		b, ok := b.(*Array)
		return ok && (a == b || a.Flags == b.Flags && a.Length == b.Length && Same(a.Item, b.Item))
	case *Tuple:
		b, ok := b.(*Tuple)
		return ok && (a == b || a.Flags == b.Flags && slices.EqualFunc(a.Items, b.Items, Same))
	case *Union:
		b, ok := b.(*Union)
		return ok && (a == b || slices.EqualFunc(a.Members, b.Members, Same))
	}
	return a == b
}
