// Package property knows what Azure does to the properties of resources: which
// it sets itself, which it never returns, which are secret, which values it
// fills in, and when two spellings are one value. What it knows comes from the
// schemas of the providers and, where these say nothing, from tables of facts,
// each with its source.
package property

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

// Resource is the type of a resource. Version may be empty: then any known one.
type Resource struct {
	// Type is the full type, in any case.
	Type string
	// Version is the version of the API that its properties are read with.
	Version string
}

// Reason says why a difference is none, or why a property cannot be compared.
type Reason struct {
	// Rule is the name of the rule; see Rules.
	Rule string
	// Why says it in words, without a full stop.
	Why string
}

// Facts are what is known. A nil *Facts knows the tables alone.
type Facts struct {
	lookup func(typ, version string) (*types.ResourceType, bool)
	latest func(typ string) (string, bool)
	hidden arm.Secrets
}

// Schemas are where resource types are looked up: those of package schemas.
type Schemas interface {
	Lookup(typ, version string) (*types.ResourceType, bool)
	Version(typ string) (string, bool)
}

// New are the facts of the schemas and the tables.
func New(s Schemas) *Facts { return &Facts{lookup: s.Lookup, latest: s.Version} }

// at is what the schema says of a property.
func (f *Facts) at(r Resource, p Path) (types.Property, bool) {
	if f == nil || len(p) == 0 {
		return types.Property{}, false
	}
	t, ok := f.lookup(r.Type, r.Version)
	if !ok {
		version, _ := f.latest(r.Type)
		t, ok = f.lookup(r.Type, version)
	}
	if !ok {
		return types.Property{}, false
	}
	return types.PropertyAt(t, p.Pattern())
}

// ReadOnly says why a property cannot be set by a template, if so.
func (f *Facts) ReadOnly(r Resource, p Path) (Reason, bool) {
	for n := 1; n <= len(p); n++ {
		if found, ok := f.at(r, p[:n]); ok && found.Flags.Has(types.ReadOnly) {
			return Reason{ruleReadOnly, "Azure sets it: the schema calls it read-only"}, true
		}
	}
	if row, ok := find(readOnly(), r, p); ok {
		return Reason{ruleReadOnly, row.why}, true
	}
	return Reason{}, false
}

// Unreadable says why Azure never returns a property, if so.
func (f *Facts) Unreadable(r Resource, p Path) (Reason, bool) {
	for n := 1; n <= len(p); n++ {
		if found, ok := f.at(r, p[:n]); ok && found.Flags.Has(types.WriteOnly) {
			return Reason{RuleWriteOnly, "Azure never returns it: the schema calls it write-only"}, true
		}
	}
	if row, ok := find(writeOnly(), r, p); ok {
		return Reason{RuleWriteOnly, row.why}, true
	}
	return Reason{}, false
}

// Default says that Azure fills in a value where a template has none, if so.
// Without a value it is asked of nothing at all.
func (f *Facts) Default(r Resource, p Path, v snapshot.Value) (Reason, bool) {
	if snapshot.Empty(v) {
		return Reason{ruleEmpty, "it is empty, which is as if it were not there"}, true
	}
	for _, row := range defaults() {
		if row.matches(r, p) && strings.EqualFold(plain(v), row.value) {
			return Reason{ruleDefault, row.why}, true
		}
	}
	return Reason{}, false
}

// Filled says that Azure sets a property by itself where a template does not, if so.
func (f *Facts) Filled(r Resource, p Path, v snapshot.Value) (Reason, bool) {
	if row, ok := find(filled(), r, p); ok {
		return Reason{ruleDefault, row.why}, true
	}
	return f.Default(r, p, v)
}

// OpenMap reports whether the members of the object at p are entries that count
// each for itself, as the identities of a resource do, so that one more is a
// difference. Tags are none: policies and tools add theirs.
func OpenMap(p Path) bool { return strings.EqualFold(p.Last(), "userAssignedIdentities") }

// Version is the version of the API that is used of a type, and whether the type
// is known.
func (f *Facts) Version(typ string) (string, bool) {
	if f == nil {
		return "", false
	}
	return f.latest(typ)
}
