package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/snapshot"
)

// propertyChange is a property with its values; nil for none.
type propertyChange struct {
	Path   string         `json:"path"`
	Before snapshot.Value `json:"before,omitempty"`
	After  snapshot.Value `json:"after,omitempty"`
}

// compareValues are the paths at which two values differ, in order. What is on
// one side only is one change, however much it holds.
func compareValues(path string, before, after snapshot.Value) []propertyChange {
	if a, ok := members(before); ok {
		if b, ok := members(after); ok {
			return compareMembers(path, a, b)
		}
	}
	if a, ok := before.(*snapshot.Array); ok {
		if b, ok := after.(*snapshot.Array); ok {
			return compareElements(path, a, b)
		}
	}
	if inOneLine(before) == inOneLine(after) {
		return nil
	}
	return []propertyChange{{path, before, after}}
}

// members is a value as an object that holds properties.
func members(v snapshot.Value) (*snapshot.Object, bool) {
	o, ok := v.(*snapshot.Object)
	return o, ok && standsFor(o) == ""
}

func compareMembers(path string, a, b *snapshot.Object) []propertyChange {
	var names []string
	for _, o := range []*snapshot.Object{a, b} {
		for name := range o.All() {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var list []propertyChange
	for _, name := range slices.Compact(names) {
		before, _ := a.Get(name)
		after, _ := b.Get(name)
		list = append(list, compareValues(memberPath(path, name), before, after)...)
	}
	return list
}

// compareElements compares lists: by the names of their elements if all have
// one, so that an order is no difference, else by number.
func compareElements(path string, a, b *snapshot.Array) []propertyChange {
	before, named := byName(a)
	after, also := byName(b)
	if !named || !also {
		before, after = byNumber(a), byNumber(b)
	}
	var list []propertyChange
	for _, e := range before.list {
		list = append(list, compareValues(path+"["+e.name+"]", e.value, after.at[e.name])...)
	}
	for _, e := range after.list {
		if _, ok := before.at[e.name]; !ok {
			list = append(list, compareValues(path+"["+e.name+"]", nil, e.value)...)
		}
	}
	return list
}

// element is one element of a list, and what it is called.
type element struct {
	name  string
	value snapshot.Value
}

// elements are those of a list, in order and by what they are called.
type elements struct {
	list []element
	at   map[string]snapshot.Value
}

func (e *elements) add(name string, v snapshot.Value) {
	e.list = append(e.list, element{name, v})
	e.at[name] = v
}

func byNumber(a *snapshot.Array) elements {
	e := elements{at: map[string]snapshot.Value{}}
	for i, v := range a.All() {
		e.add(strconv.Itoa(i), v)
	}
	return e
}

// byName is false unless each element has a name of its own.
func byName(a *snapshot.Array) (elements, bool) {
	e := elements{at: map[string]snapshot.Value{}}
	for _, v := range a.All() {
		o, _ := v.(*snapshot.Object)
		if o == nil {
			return e, false
		}
		name, _ := o.Get("name")
		s, ok := name.(snapshot.String)
		if _, taken := e.at[string(s)]; !ok || taken {
			return e, false
		}
		e.add(string(s), v)
	}
	return e, true
}

// onOneSide are the properties of a resource that the other side does not have.
func onOneSide(o *snapshot.Object, before bool) []propertyChange {
	var list []propertyChange
	add := func(path string, v snapshot.Value) {
		c := propertyChange{Path: path, After: v}
		if before {
			c.Before, c.After = v, nil
		}
		list = append(list, c)
	}
	for name, v := range o.All() {
		inner, ok := members(v)
		if name != "properties" || !ok {
			add(name, v)
			continue
		}
		for sub, v := range inner.All() {
			add(memberPath(name, sub), v)
		}
	}
	slices.SortFunc(list, func(a, b propertyChange) int { return strings.Compare(a.Path, b.Path) })
	return list
}

var plainName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z_$][\w$-]*$`)
})

// memberPath is the path of a member; a name that could be taken for a path
// stands in quotes.
func memberPath(path, name string) string {
	switch {
	case !plainName().MatchString(name):
		return path + "[" + strconv.Quote(name) + "]"
	case path == "":
		return name
	default:
		return path + "." + name
	}
}

// standsFor is what an object stands for that is no value: what Azure alone
// knows, or a secret; empty for any other.
func standsFor(o *snapshot.Object) string {
	if o.Len() != 1 {
		return ""
	}
	if _, secret := o.Get("$secret"); secret {
		return "(a secret)"
	}
	for _, f := range snapshot.Find(o, "$unknown.expression") {
		if s, ok := f.Value.(snapshot.String); ok {
			return "[" + string(s) + "]"
		}
	}
	return ""
}

// inOneLine is a value in one line, for people: names without quotes, and
// expressions for what Azure alone knows.
func inOneLine(v snapshot.Value) string {
	var b strings.Builder
	writeValue(&b, v)
	return b.String()
}

func writeValue(b *strings.Builder, v snapshot.Value) {
	switch v := v.(type) {
	case nil:
		b.WriteString("null")
	case *snapshot.Object:
		if text := standsFor(v); text != "" {
			b.WriteString(text)
			return
		}
		writeMembers(b, v)
	case *snapshot.Array:
		b.WriteString("[")
		for i, item := range v.All() {
			if i > 0 {
				b.WriteString(", ")
			}
			writeValue(b, item)
		}
		b.WriteString("]")
	default:
		raw, err := json.Marshal(v)
		if err != nil {
			raw = []byte(err.Error())
		}
		b.Write(raw)
	}
}

func writeMembers(b *strings.Builder, o *snapshot.Object) {
	var names []string
	for name := range o.All() {
		names = append(names, name)
	}
	slices.Sort(names)
	b.WriteString("{")
	for i, name := range names {
		if i > 0 {
			b.WriteString(", ")
		}
		if plainName().MatchString(name) {
			b.WriteString(name + ": ")
		} else {
			b.WriteString(strconv.Quote(name) + ": ")
		}
		v, _ := o.Get(name)
		writeValue(b, v)
	}
	b.WriteString("}")
}
