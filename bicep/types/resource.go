package types

import "strings"

// ResourceType is the type of a resource at one API version. As it comes from
// a schema its Body is what the provider says; Declare adds what Bicep does.
type ResourceType struct {
	// Ref carries the provider's own casing.
	Ref Ref
	// Readable are the scopes at which the type can be referred to, Writable
	// those at which it can be deployed.
	Readable, Writable Scope
	// Body is an *Object or a *Discriminated.
	Body Type
	// Functions are the list* calls that the provider describes.
	Functions []Function
}

// Function is a call on a resource. Input is nil when there is none; otherwise
// the call takes an API version and an Input.
type Function struct {
	Name   string
	Input  Type
	Output Type
}

// Scopes returns all the scopes at which the type is known.
func (r *ResourceType) Scopes() Scope { return r.Readable | r.Writable }

// ExistingOnly reports whether the type can only be referred to, with
// `existing`.
func (r *ResourceType) ExistingOnly() bool { return r.Writable == 0 }

// Overloads returns the functions called name, which is case-sensitive. The
// schema has none for most types; Bicep then takes any name that begins with
// list for a call that returns any.
func (r *ResourceType) Overloads(name string) []Function {
	var found []Function
	for _, f := range r.Functions {
		if f.Name == name {
			found = append(found, f)
		}
	}
	return found
}

// String prints `Type@version`.
func (r *ResourceType) String() string { return r.Ref.String() }

func (*ResourceType) isType() {}

// Ref names a resource type, with the version when there is one.
type Ref struct{ Type, Version string }

// ParseRef reads `Namespace/type[/child…]@version`; the version may be left
// out, as it is in a nested resource, and so may everything but the last
// segment.
func ParseRef(s string) (Ref, bool) {
	typ, version, hasVersion := strings.Cut(s, "@")
	if hasVersion && (len(version) < 2 || !isSegment(version)) {
		return Ref{}, false
	}
	for seg := range strings.SplitSeq(typ, "/") {
		if !isSegment(seg) {
			return Ref{}, false
		}
	}
	return Ref{Type: typ, Version: version}, true
}

func isSegment(s string) bool {
	for i := range len(s) {
		c := s[i] | 0x20
		alnum := 'a' <= c && c <= 'z' || '0' <= s[i] && s[i] <= '9'
		if !alnum && (i == 0 || s[i] != '-' && s[i] != '.') {
			return false
		}
	}
	return s != ""
}

// String prints `Type@version`, or the type alone.
func (r Ref) String() string {
	if r.Version == "" {
		return r.Type
	}
	return r.Type + "@" + r.Version
}

// Segments splits the type at its slashes; the first one is the namespace.
func (r Ref) Segments() []string { return strings.Split(r.Type, "/") }

// Depth returns how many segments the type has: 2 for a top-level type.
func (r Ref) Depth() int { return strings.Count(r.Type, "/") + 1 }

// Parent returns the type one segment shorter, with no version.
func (r Ref) Parent() string {
	return r.Type[:max(0, strings.LastIndexByte(r.Type, '/'))]
}

// Is reports whether r is of the type called name, whatever its casing.
func (r Ref) Is(name string) bool { return strings.EqualFold(r.Type, name) }

// IsParentOf reports whether child is one segment below r; versions do not
// matter.
func (r Ref) IsParentOf(child Ref) bool { return r.Is(child.Parent()) }

// Child returns the type of a resource nested in one of type r: n is its last
// segment, and r's version stands in for one that n lacks.
func (r Ref) Child(n Ref) Ref {
	version := n.Version
	if version == "" {
		version = r.Version
	}
	return Ref{Type: r.Type + "/" + n.Type, Version: version}
}
