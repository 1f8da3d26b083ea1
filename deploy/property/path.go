package property

import (
	"strconv"
	"strings"
)

// Step is one step of a path: a member by its name, or else an element.
type Step struct {
	// Name is the member; empty for an element of a list.
	Name string
	// Index is the number of an element, and Label what it is called instead,
	// when it has a name.
	Index int
	Label string
}

// Path leads from a resource to one of its properties.
type Path []Step

// Member is the path to a member of what is at p.
func (p Path) Member(name string) Path { return append(p[:len(p):len(p)], Step{Name: name}) }

// Element is the path to an element of the list at p.
func (p Path) Element(index int, label string) Path {
	return append(p[:len(p):len(p)], Step{Index: index, Label: label})
}

// Last is the name of the innermost member.
func (p Path) Last() string {
	for i := len(p) - 1; i >= 0; i-- {
		if p[i].Name != "" {
			return p[i].Name
		}
	}
	return ""
}

// Top is the name of the outermost member.
func (p Path) Top() string {
	if len(p) == 0 {
		return ""
	}
	return p[0].Name
}

// Pattern is the path with a star for each element, and for names that are ids:
// no schema spells them.
func (p Path) Pattern() string {
	name := func(name string) string {
		if strings.ContainsAny(name, "./[]'") {
			return "*"
		}
		return name
	}
	return p.text(func(Step) string { return "*" }, name)
}

// String is the path for people: properties.securityRules[allow-https].priority.
func (p Path) String() string {
	label := func(s Step) string {
		if s.Label != "" {
			return s.Label
		}
		return strconv.Itoa(s.Index)
	}
	member := func(name string) string {
		if strings.ContainsAny(name, ".[]'") {
			return "['" + strings.ReplaceAll(name, "'", "''") + "']"
		}
		return name
	}
	return p.text(label, member)
}

func (p Path) text(label func(Step) string, member func(string) string) string {
	var b strings.Builder
	for _, s := range p {
		if s.Name == "" {
			b.WriteString("[" + label(s) + "]")
			continue
		}
		name := member(s.Name)
		if b.Len() > 0 && !strings.HasPrefix(name, "[") {
			b.WriteByte('.')
		}
		b.WriteString(name)
	}
	return b.String()
}

// Parse reads a path as Azure writes it in a what-if: members and numbers
// divided by dots, or numbers in brackets, names with dots in ['…'].
func Parse(s string) Path {
	var p Path
	for s != "" {
		s = strings.TrimPrefix(s, ".")
		if rest, ok := strings.CutPrefix(s, "['"); ok {
			name, after, _ := strings.Cut(rest, "']")
			p, s = append(p, Step{Name: name}), after
			continue
		}
		if rest, ok := strings.CutPrefix(s, "["); ok {
			number, after, _ := strings.Cut(rest, "]")
			p, s = append(p, numbered(number)), after
			continue
		}
		end := strings.IndexAny(s, ".[")
		if strings.HasPrefix(s, "/") { // an id, whose parts have dots
			last := strings.LastIndexByte(s, '/')
			end = strings.IndexAny(s[last:], ".[")
			if end >= 0 {
				end += last
			}
		}
		if end < 0 {
			end = len(s)
		}
		if end == 0 && s == "." {
			break
		}
		if end > 0 {
			p = append(p, numbered(s[:end]))
		}
		s = s[end:]
	}
	return p
}

// numbered is an element if the text is a number, else a member.
func numbered(s string) Step {
	if n, err := strconv.Atoi(s); err == nil && n >= 0 && strconv.Itoa(n) == s {
		return Step{Index: n}
	}
	return Step{Name: s}
}
