package types

import (
	"maps"
	"slices"
	"strings"
)

// collapseObjects tells the objects apart by a property when they have one
// for that, and merges them otherwise.
func collapseObjects(members []Type) Type {
	var objects []*Object
	var flags Flags
	for _, m := range members {
		flags |= FlagsOf(m)
		switch m := m.(type) {
		case *Object:
			objects = addObject(objects, m)
		case *Discriminated:
			for _, v := range m.Variants {
				objects = addObject(objects, v.Object)
			}
		}
	}
	if len(objects) == 1 {
		return objects[0]
	}
	if key, variants, ok := discriminate(objects); ok {
		return NewDiscriminated("", flags, key, variants)
	}
	return mergeObjects(objects, flags)
}

func addObject(list []*Object, o *Object) []*Object {
	if slices.Contains(list, o) {
		return list
	}
	return append(list, o)
}

// discriminate looks for a property that all objects require and that is a
// different string literal in each, whatever its casing. `type` and `kind` are
// preferred, then the first by name.
func discriminate(objects []*Object) (key string, variants []Variant, ok bool) {
	keys := []string{"type", "kind"}
	for _, p := range objects[0].Properties() {
		keys = append(keys, p.Name)
	}
	for _, key := range keys {
		if variants, ok := variantsBy(objects, key); ok {
			return key, variants, true
		}
	}
	return "", nil, false
}

func variantsBy(objects []*Object, key string) ([]Variant, bool) {
	variants := make([]Variant, 0, len(objects))
	for _, o := range objects {
		p, _ := o.Property(key)
		value, literal := p.Type.(StringLit)
		taken := func(v Variant) bool { return strings.EqualFold(v.Value, value.Value) }
		if !literal || !p.Flags.Has(Required) || slices.ContainsFunc(variants, taken) {
			return nil, false
		}
		variants = append(variants, Variant{value.Value, o})
	}
	return variants, true
}

// mergeObjects returns an object with the properties of all objects: each is
// of the types it has in any of them, and keeps the flags it has in all.
func mergeObjects(objects []*Object, flags Flags) *Object {
	names := map[string]bool{}
	for _, o := range objects {
		for _, p := range o.Properties() {
			names[p.Name] = true
		}
	}
	var props []Property
	var fields []Field
	for _, name := range slices.Sorted(maps.Keys(names)) {
		p := mergeProperty(objects, name)
		props = append(props, p)
		fields = append(fields, Field{name, p.Type.String()})
	}
	additional := mergeAdditional(objects)
	rest := ""
	if additional != nil && !additional.Flags.Has(Fallback) {
		rest = additional.Type.String()
	}
	return NewObject(StructName(fields, rest), flags, NewShape(props, additional))
}

// mergeProperty merges the property called name. Where an object lacks it the
// value may be missing, and is a fallback when the object takes no others.
func mergeProperty(objects []*Object, name string) Property {
	flags := ^PropFlags(0)
	var list []Type
	for _, o := range objects {
		p, ok := o.Property(name)
		additional := o.Additional()
		switch {
		case ok:
			list = append(list, p.Type)
			flags &= p.Flags
		case additional != nil:
			list = append(list, additional.Type)
			flags &= additional.Flags &^ Required
		default:
			flags &= Fallback
		}
	}
	return Property{Name: name, Type: CollapseUnion(list...), Flags: flags}
}

// mergeAdditional merges what the objects say of other properties: nothing if
// none takes any. That all of them taking some ends in a fallback to any, and
// not in the union of what they take, is what Bicep does.
func mergeAdditional(objects []*Object) *Property {
	flags := ^PropFlags(0)
	var list []Type
	sealed, explicit := 0, 0
	for _, o := range objects {
		a := o.Additional()
		if a == nil {
			sealed++
			continue
		}
		if !a.Flags.Has(Fallback) {
			explicit++
		}
		list = append(list, a.Type)
		flags &= a.Flags
	}
	switch {
	case sealed == len(objects):
		return nil
	case explicit == len(objects):
		return &Property{Type: Any{}, Flags: Fallback}
	case sealed > 0:
		flags |= Fallback
	}
	return &Property{Type: CollapseUnion(list...), Flags: flags}
}
