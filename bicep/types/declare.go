package types

import (
	"slices"
	"strings"
)

// Declaration says how a resource is declared, which decides what its body
// may hold. The zero value is a plain top-level declaration.
type Declaration struct {
	// Existing is set for `resource x 'T@v' existing`.
	Existing bool
	// Nested is set when the declaration stands inside its parent's body.
	Nested bool
	// HasParent is set when the declaration is nested or has a `parent`
	// property, so that its name is but the last segment.
	HasParent bool
}

// Declare returns r as it is seen by a declaration: Bicep adds `dependsOn`,
// `scope` where the type can be deployed on a resource or a tenant, `parent`
// for a child type, and the properties that ARM knows for every resource
// (with the flag Fallback); makes name, type, id and apiVersion readable at
// deploy time, and, of an existing resource, everything read-only that does
// not say which one is meant.
func (r *ResourceType) Declare(d Declaration) *ResourceType {
	declared := *r
	switch body := r.Body.(type) {
	case *Object:
		declared.Body = r.declareObject(body, d)
	case *Discriminated:
		declared.Body = r.declareDiscriminated(body, d)
	}
	return &declared
}

func (r *ResourceType) declareObject(body *Object, d Declaration) *Object {
	return body.With(func(props []Property) []Property {
		if p := find(props, "name"); p != nil && p.Type != (String{}) && !r.literalNames(d) {
			p.Type = String{}
		}
		// The generic bodies have this one by themselves, variants do not.
		props = set(props, assertsProperty())
		return r.declareProps(props, d)
	})
}

// literalNames reports whether the provider's rules for the name apply. In a
// child type that is declared on its own the name holds the parents' as well,
// and no rule can be applied to that.
func (r *ResourceType) literalNames(d Declaration) bool {
	return r.Ref.Depth() == 2 || d.HasParent
}

// declareDiscriminated handles bodies of several variants. Two cases cannot
// keep them: a name that tells the variants apart but holds the parents' names
// too, and an existing resource, which does not state the key.
func (r *ResourceType) declareDiscriminated(body *Discriminated, d Declaration) Type {
	byName := body.Key == "name"
	if byName && !r.literalNames(d) || !byName && d.Existing {
		generic := r.genericBody(func(name string) bool {
			return slices.ContainsFunc(body.Variants, func(v Variant) bool {
				_, ok := v.Object.Property(name)
				return ok
			})
		})
		return generic.With(func(props []Property) []Property { return r.declareProps(props, d) })
	}
	variants := make([]Variant, len(body.Variants))
	for i, v := range body.Variants {
		variants[i] = Variant{v.Value, v.Object.With(func(props []Property) []Property {
			return r.declareProps(props, d)
		})}
	}
	return NewDiscriminated(body.Name, body.Flags, body.Key, variants)
}

func (r *ResourceType) declareProps(props []Property, d Declaration) []Property {
	const linkFlags = WriteOnly | DeployTimeConstant | ReadableAtDeployTime | DisallowAny | LoopVariant | System
	for i := range props {
		props[i].Flags |= declaredFlags(props[i].Name, d.Existing)
	}
	props = set(props, Property{Name: "dependsOn", Type: DependsOn(), Flags: WriteOnly | DisallowAny | System})
	if scope := r.scopeProperty(d.Existing); scope != 0 {
		props = set(props, Property{Name: "scope", Type: ScopeRef{Scope: scope}, Flags: linkFlags})
	}
	if r.Ref.Depth() > 2 && !d.Nested {
		props = set(props, Property{Name: "parent", Type: ParentRef{Child: r.Ref}, Flags: linkFlags})
	}
	if r.Ref.Is("Microsoft.Resources/deployments") {
		props = set(props, Property{Name: "resourceGroup", Type: String{}, Flags: DeployTimeConstant | System})
		props = set(props, Property{Name: "subscriptionId", Type: String{}, Flags: DeployTimeConstant | System})
	}
	for _, p := range sharedProps() {
		if find(props, p.Name) == nil {
			p.Flags |= Fallback
			props = append(props, p)
		}
	}
	if d.Existing {
		readOnly(props)
	}
	return props
}

// scopeProperty returns the scopes that the property `scope` may name, 0 when
// there is no such property. An existing resource can be anywhere.
func (r *ResourceType) scopeProperty(existing bool) Scope {
	if existing {
		return r.Scopes()
	}
	return r.Scopes() & (ScopeResource | ScopeTenant)
}

// declaredFlags returns what Bicep adds to the flags of a body's property.
// Policies and providers may change the ones that are only constant when
// written, so these are not readable at deploy time.
func declaredFlags(name string, existing bool) PropFlags {
	switch name {
	case "name":
		return ReadableAtDeployTime | LoopVariant | System
	case "id", "type", "apiVersion":
		return ReadableAtDeployTime
	case "location", "kind", "subscriptionId", "resourceGroup", "managedBy", "extendedLocation", "zones",
		"placement", "plan", "sku", "identity", "managedByExtended", "tags", "asserts":
		if !existing {
			return DeployTimeConstant
		}
	}
	return 0
}

// readOnly leaves to be set in an existing resource only what identifies it.
func readOnly(props []Property) {
	for i, p := range props {
		if !slices.Contains([]string{"name", "scope", "parent", "dependsOn"}, p.Name) {
			props[i].Flags = p.Flags&^Required | ReadOnly
		}
	}
}

func find(props []Property, name string) *Property {
	i := slices.IndexFunc(props, func(p Property) bool { return p.Name == name })
	if i < 0 {
		return nil
	}
	return &props[i]
}

func set(props []Property, p Property) []Property {
	if old := find(props, p.Name); old != nil {
		*old = p
		return props
	}
	return append(props, p)
}

// UnknownResource returns a type for a resource that no schema describes: it
// takes the properties that ARM knows for every resource, at any scope. It
// reports false for what cannot be a resource type at all.
func UnknownResource(ref Ref) (*ResourceType, bool) {
	if !plausible(ref) {
		return nil, false
	}
	r := &ResourceType{Ref: ref, Readable: ScopeAny, Writable: ScopeAny}
	r.Body = r.genericBody(func(string) bool { return true })
	return r, true
}

// plausible asks for a namespace, a type and a version: a date, perhaps with
// one of the words that ARM uses for unfinished versions.
func plausible(ref Ref) bool {
	segs := ref.Segments()
	for i, s := range segs {
		odd := "."
		if i == 0 {
			odd = "-"
		}
		if !isSegment(s) || strings.Contains(s, odd) {
			return false
		}
	}
	version := strings.ToLower(ref.Version)
	if len(segs) < 2 || len(version) < len("2006-01-02") {
		return false
	}
	date, stage := version[:10], version[10:]
	return isDate(date) && slices.Contains([]string{"", "-preview", "-alpha", "-beta", "-rc", "-privatepreview"}, stage)
}

func isDate(s string) bool {
	for i, c := range []byte(s) {
		digit := '0' <= c && c <= '9'
		if dash := i == 4 || i == 7; dash && c != '-' || !dash && !digit {
			return false
		}
	}
	return true
}
