package armsim

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// delta is what differs between what exists and what is going to. What only the
// provider wrote is no difference; with noise it is told nevertheless, as Azure does.
func (f *forecast) delta(old *resource, before, after object) []any {
	var list []any
	for _, key := range []string{"id", "name", "type", "apiVersion"} {
		delete(before, key)
		after = without(after, key)
	}
	differ("", before, after, func(path, kind string, b, a any, children []any) {
		made := old.made[strings.ToLower(path)]
		switch {
		case kind == "Delete" && made && !f.s.opts.Noise:
			return
		case kind == "Delete" && made && strings.HasSuffix(path, "provisioningState"):
			kind = "NoEffect"
		}
		change := object{"path": path, "propertyChangeType": kind, "before": b, "after": a}
		if children != nil {
			change["children"] = children
		}
		list = append(list, change)
	})
	return list
}

func without(o object, key string) object {
	c := maps.Clone(o)
	delete(c, key)
	return c
}

// changed reports whether anything in a delta has an effect.
func changed(delta []any) bool {
	return slices.ContainsFunc(delta, func(d any) bool { return d.(object)["propertyChangeType"] != "NoEffect" })
}

// differ tells each difference of two objects. Names are compared as Azure does,
// without regard to case.
func differ(prefix string, before, after object, tell func(path, kind string, before, after any, children []any)) {
	for _, name := range names(before, after) {
		b, had := lookup(before, name)
		a, has := lookup(after, name)
		path := name
		if prefix != "" {
			path = prefix + "." + name
		}
		switch {
		case !had:
			tell(path, "Create", nil, a, nil)
		case !has && path == "properties":
			differValues(path, b, object{}, tell)
		case !has:
			tell(path, "Delete", b, nil, nil)
		default:
			differValues(path, b, a, tell)
		}
	}
}

// names are the members of two objects, each once.
func names(before, after object) []string {
	seen := map[string]string{}
	for _, o := range []object{after, before} {
		for name := range o {
			seen[strings.ToLower(name)] = name
		}
	}
	return slices.Sorted(maps.Values(seen))
}

func differValues(path string, before, after any, tell func(path, kind string, before, after any, children []any)) {
	b, bObject := before.(object)
	a, aObject := after.(object)
	if bObject && aObject {
		differ(path, b, a, tell)
		return
	}
	bList, bArray := before.([]any)
	aList, aArray := after.([]any)
	switch {
	case bArray && aArray:
		if children := differLists(bList, aList); children != nil {
			tell(path, "Array", nil, nil, children)
		}
	case !same(before, after):
		tell(path, "Modify", before, after, nil)
	}
}

// same compares two values; ids and regions are the same in any case and spelling.
func same(before, after any) bool {
	b, bText := before.(string)
	a, aText := after.(string)
	if bText && aText && (strings.HasPrefix(b, "/subscriptions/") || strings.EqualFold(strings.ReplaceAll(b, " ", ""), strings.ReplaceAll(a, " ", ""))) {
		return strings.EqualFold(strings.ReplaceAll(b, " ", ""), strings.ReplaceAll(a, " ", ""))
	}
	return reflect.DeepEqual(before, after)
}

// differLists compares by position, as Azure does.
func differLists(before, after []any) []any {
	var list []any
	for i := range max(len(before), len(after)) {
		at := fmt.Sprint(i)
		switch {
		case i >= len(before):
			list = append(list, object{"path": at, "propertyChangeType": "Create", "before": nil, "after": after[i]})
		case i >= len(after):
			list = append(list, object{"path": at, "propertyChangeType": "Delete", "before": before[i], "after": nil})
		default:
			list = append(list, element(at, before[i], after[i])...)
		}
	}
	return list
}

func element(at string, before, after any) []any {
	b, bObject := before.(object)
	a, aObject := after.(object)
	if !bObject || !aObject {
		if same(before, after) {
			return nil
		}
		return []any{object{"path": at, "propertyChangeType": "Modify", "before": before, "after": after}}
	}
	var children []any
	differ("", b, a, func(path, kind string, b, a any, inner []any) {
		one := object{"path": path, "propertyChangeType": kind, "before": b, "after": a}
		if inner != nil {
			one["children"] = inner
		}
		children = append(children, one)
	})
	if children == nil {
		return nil
	}
	return []any{object{"path": at, "propertyChangeType": "Modify", "before": nil, "after": nil, "children": children}}
}

// paths are where the values of a body are that are no objects, in lower case,
// with those of the objects around them.
func paths(prefix string, o object, into map[string]bool) {
	for name, v := range o {
		path := strings.ToLower(name)
		if prefix != "" {
			path = prefix + "." + path
		}
		into[path] = true
		if inner, ok := v.(object); ok {
			paths(path, inner, into)
		}
	}
}
