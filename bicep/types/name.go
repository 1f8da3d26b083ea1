package types

import (
	"slices"
	"strings"
)

// Quote returns s as a Bicep string literal.
func Quote(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte('\'')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '\\' || c == '\'':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\t':
			b.WriteString(`\t`)
		case c == '$' && i+1 < len(s) && s[i+1] == '{':
			b.WriteString(`\$`)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// PropertyName returns s as a property's name is written in an object: quoted
// unless it is an identifier other than true, false and null.
func PropertyName(s string) string {
	if isIdentifier(s) && s != "true" && s != "false" && s != "null" {
		return s
	}
	return Quote(s)
}

func isIdentifier(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// Field is one property in the name of a structural object type.
type Field struct {
	// Name is the property's name, or "*" in quotes or not.
	Name string
	// Type is the name of the property's type, as written or as printed.
	Type string
}

// StructName returns the name of an object type that is known by its
// structure: `{ a: string, *: int }`. additional is the name of the type of
// the other properties, empty when there are none. Bicep keeps the order of
// the source.
func StructName(fields []Field, additional string) string {
	parts := make([]string, 0, len(fields)+1)
	for _, f := range fields {
		parts = append(parts, PropertyName(f.Name)+": "+f.Type)
	}
	if additional != "" {
		parts = append(parts, "*: "+additional)
	}
	if len(parts) == 0 {
		return "{ }"
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// Names returns the names of list in the order in which Bicep lists types.
func Names(list []Type) []string {
	all := make([]named, len(list))
	for i, t := range list {
		all[i] = named{t, t.String()}
	}
	slices.SortStableFunc(all, compareNamed)
	names := make([]string, len(all))
	for i, n := range all {
		names[i] = n.name
	}
	return names
}

// named is a type with its name, which takes some work to make.
type named struct {
	t    Type
	name string
}

// compareNamed orders types by name, and those of one name by their limits.
func compareNamed(a, b named) int {
	if c := strings.Compare(a.name, b.name); c != 0 {
		return c
	}
	switch t := a.t.(type) {
	case *Array:
		if b, ok := b.t.(*Array); ok {
			return t.Length.compare(b.Length)
		}
	case Int:
		if b, ok := b.t.(Int); ok {
			return t.Range.compare(b.Range)
		}
	case String:
		if b, ok := b.t.(String); ok {
			return t.Length.compare(b.Length)
		}
	}
	return 0
}
