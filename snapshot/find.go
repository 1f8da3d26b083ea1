package snapshot

import (
	"strconv"
	"strings"
)

// Found is one value at a path.
type Found struct {
	// Path is the path with numbers for stars.
	Path string
	// Value is nil when there is nothing at Path.
	Value Value
}

// Find gives the values at a path such as properties.rules[*].name or
// tags['cost centre'].x[0]. A star stands for every element of an array; names
// are found without regard to case, each of several that differ in nothing else:
// which of them counts is up to who reads the object. What is missing is Found
// with a nil Value, each element counting for itself, so that a caller can tell a
// list without elements from elements without the property. Below an Unknown
// everything is Unknown. A path that cannot be read finds nothing.
func Find(v Value, path string) []Found {
	steps, ok := pathSteps(path)
	if !ok {
		return nil
	}
	if o, isObject := v.(*Object); v == nil || isObject && o == nil {
		return []Found{{Path: path}}
	}
	return find(nil, Found{Value: v}, steps)
}

// step is one step of a path: a name, a number or a star.
type step struct {
	name  string
	index int // -1 for a name, -2 for a star
}

func pathSteps(path string) (steps []step, ok bool) {
	for path != "" {
		var s step
		if s, path, ok = nextStep(path); !ok {
			return nil, false
		}
		steps = append(steps, s)
	}
	return steps, true
}

func nextStep(path string) (s step, rest string, ok bool) {
	if path[0] == '[' {
		if strings.HasPrefix(path, "['") {
			name, rest, ok := strings.Cut(path[2:], "']")
			return step{name, -1}, rest, ok
		}
		inner, rest, ok := strings.Cut(path[1:], "]")
		if inner == "*" {
			return step{index: -2}, rest, ok
		}
		i, err := strconv.Atoi(inner)
		return step{index: i}, rest, ok && err == nil && i >= 0
	}
	path = strings.TrimPrefix(path, ".")
	end := strings.IndexAny(path, ".[")
	if end < 0 {
		end = len(path)
	}
	return step{path[:end], -1}, path[end:], end > 0
}

func find(out []Found, at Found, steps []step) []Found {
	if len(steps) == 0 || at.Value == nil {
		return append(out, at)
	}
	s, rest := steps[0], steps[1:]
	switch v := at.Value.(type) {
	case *Unknown:
		return find(out, Found{at.Path + s.String(), v.at(s.value())}, rest)
	case *Array:
		if s.index == -2 {
			for i, item := range v.All() {
				out = find(out, Found{at.Path + step{index: i}.String(), item}, rest)
			}
			return out
		}
		if s.index >= 0 && s.index < v.Len() {
			return find(out, Found{at.Path + s.String(), v.At(s.index)}, rest)
		}
	case *Object:
		if list := v.named(s.name); list != nil && s.index == -1 {
			for _, m := range list {
				out = find(out, Found{strings.TrimPrefix(at.Path+s.String(), "."), m}, rest)
			}
			return out
		}
	}
	path := at.Path
	for _, s := range steps {
		path += s.String()
	}
	return append(out, Found{Path: strings.TrimPrefix(path, ".")})
}

// String is the step as a path spells it.
func (s step) String() string {
	switch {
	case s.index == -2:
		return "[*]"
	case s.index >= 0:
		return "[" + strconv.Itoa(s.index) + "]"
	case strings.ContainsAny(s.name, ".[]' "):
		return "['" + s.name + "']"
	default:
		return "." + s.name
	}
}

func (s step) value() Value {
	switch {
	case s.index == -2:
		return String("*")
	case s.index >= 0:
		return Int(s.index)
	default:
		return String(s.name)
	}
}
