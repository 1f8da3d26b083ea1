package schemas

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/types"
)

// Lead is what Leads finds.
type Lead struct {
	// Known: the manifest has the type.
	Known bool
	// Found: some version of it has the property.
	Found bool
	// ReadOnly: no version lets the property be given.
	ReadOnly bool
}

// Leads looks for a property of a type, by names without regard to case, as
// Azure Policy names them: "properties", of the resource and of objects in it, may
// be left out, and lists are stepped into.
func (s *Set) Leads(typeName string, path []string) Lead {
	lead := Lead{ReadOnly: true}
	for _, ref := range s.byType[strings.ToLower(typeName)] {
		res, err := s.load(ref)
		if err != nil {
			continue
		}
		lead.Known = true
		starts := []types.Type{res.Body}
		for _, p := range propertiesOf(res.Body, "properties") {
			starts = append(starts, p.Type)
		}
		for _, start := range starts {
			if found, readOnly := follow(start, path); found {
				lead.Found = true
				lead.ReadOnly = lead.ReadOnly && readOnly
			}
		}
	}
	lead.ReadOnly = lead.ReadOnly && lead.Found
	return lead
}

// maxPath is how long a path may be that leads anywhere: each step may have two
// ways on.
const maxPath = 16

// follow reports whether a path leads somewhere in a type, and whether every way
// there is read-only.
func follow(t types.Type, path []string) (found, readOnly bool) {
	if _, any := t.(types.Any); any || len(path) == 0 {
		return true, false
	}
	if len(path) > maxPath {
		return false, false
	}
	ways := propertiesOf(t, path[0])
	for _, inner := range propertiesOf(t, "properties") {
		ways = append(ways, propertiesOf(inner.Type, path[0])...)
	}
	readOnly = true
	for _, p := range ways {
		next := p.Type
		if list, ok := next.(*types.Array); ok {
			next = list.Item
		}
		if there, fixed := follow(next, path[1:]); there {
			found = true
			readOnly = readOnly && (fixed || p.Flags&types.ReadOnly != 0)
		}
	}
	return found, found && readOnly
}

// propertiesOf are the properties of a name in any case, of any variant.
func propertiesOf(t types.Type, name string) []types.Property {
	switch t := t.(type) {
	case *types.Object:
		for _, p := range t.Properties() {
			if strings.EqualFold(p.Name, name) {
				return []types.Property{p}
			}
		}
		if a := t.Additional(); a != nil {
			return []types.Property{*a}
		}
	case *types.Discriminated:
		var found []types.Property
		if d := t.Discriminator(); strings.EqualFold(d.Name, name) {
			found = append(found, d)
		}
		for _, v := range t.Variants {
			found = append(found, propertiesOf(v.Object, name)...)
		}
		return found
	}
	return nil
}
