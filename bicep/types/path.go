package types

import "strings"

// At follows a path of property names from t, as in
// `properties.agentPoolProfiles[*].mode`, and returns the type it leads to.
// `[*]` is any item of an array, `*` any property that is not named. Null is
// looked through; of a discriminated or other union all members count, and
// the answer is the union of what those that have the property say.
func At(t Type, path string) (Type, bool) {
	p, ok := PropertyAt(t, path)
	return p.Type, ok
}

// PropertyAt is like At and returns the whole property that the path ends in.
// Its flags are those set wherever the path leads.
func PropertyAt(t Type, path string) (Property, bool) {
	found := Property{Type: t}
	for seg := range strings.SplitSeq(strings.ReplaceAll(path, "[*]", ".[*]"), ".") {
		if seg == "" {
			continue
		}
		var ok bool
		if found, ok = step(found.Type, seg); !ok {
			return Property{}, false
		}
	}
	return found, true
}

func step(t Type, seg string) (Property, bool) {
	var list []Type
	found := Property{Name: seg, Flags: ^PropFlags(0)}
	for _, m := range alternatives(t) {
		p, ok := stepOne(m, seg)
		if ok {
			list = append(list, p.Type)
			found.Flags &= p.Flags
		}
	}
	found.Type = NewUnion(list...)
	return found, len(list) > 0
}

func stepOne(t Type, seg string) (Property, bool) {
	if seg == "[*]" {
		item, ok := ItemOf(t)
		return Property{Type: item}, ok
	}
	o, ok := t.(*Object)
	if !ok {
		return Property{Type: Any{}}, t == (Any{})
	}
	if p, ok := o.Property(seg); ok {
		return p, true
	}
	if a := o.Additional(); a != nil {
		return *a, true
	}
	return Property{}, false
}

// alternatives are the types that a value of type t may have in the end.
func alternatives(t Type) []Type {
	switch t := t.(type) {
	case *Union:
		var list []Type
		for _, m := range t.Members {
			list = append(list, alternatives(m)...)
		}
		return list
	case *Discriminated:
		list := make([]Type, len(t.Variants))
		for i, v := range t.Variants {
			list[i] = v.Object
		}
		return list
	case *ResourceType:
		return alternatives(t.Body)
	case *Module:
		return []Type{t.Body}
	}
	return []Type{t}
}
