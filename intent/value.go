package intent

import (
	"net/netip"

	"github.com/amlsec/amlsec/diag"
)

// Value is one scalar of an intent: what was written, or the default, with
// the path of its field and, when it was written, its place in the file.
type Value[T any] struct {
	// V is the value written, or the field's default.
	V T
	// Path is the field, such as "network.egress.path"; set also on defaults.
	Path string
	// Span is the place in the file; not valid when the value is a default.
	Span diag.Span
}

// IsSet reports whether the user wrote the value.
func (v Value[T]) IsSet() bool { return v.Span.IsValid() }

// Section is embedded by every mapping of an intent.
type Section struct {
	// Path is the mapping's field, such as "network.egress"; empty at the root.
	Path string
	// Span is the place of its key; not valid when the user left it out.
	Span diag.Span
}

// IsSet reports whether the user wrote the mapping.
func (s Section) IsSet() bool { return s.Span.IsValid() }

// The kinds of scalar that an intent holds.
type (
	// String is free text, or a word of a closed set where the field says so.
	String = Value[string]
	// Bool is true or false.
	Bool = Value[bool]
	// Int is a whole number.
	Int = Value[int]
	// Prefix is an IPv4 range in CIDR notation, its host bits zero.
	Prefix = Value[netip.Prefix]
	// Interface is an IPv4 address with a prefix length, such as 172.17.0.1/16.
	Interface = Value[netip.Prefix]
	// Addr is an IPv4 address.
	Addr = Value[netip.Addr]
	// ID is the id of an Azure resource or resource group.
	ID = Value[ResourceID]
)

// ResourceID is a parsed id, "/subscriptions/<guid>/resourceGroups/<name>" and,
// for a resource, "/providers/<namespace>/<type>/<name>…". The zero value means
// that none was given.
type ResourceID struct {
	// Subscription is the subscription's GUID, in lower case.
	Subscription string
	// ResourceGroup is the group's name as written.
	ResourceGroup string
	// Type is the resource type, such as "Microsoft.Network/virtualNetworks";
	// empty for a resource group. Its case is the catalogue's.
	Type string
	// Names are the name segments, one for each segment of the type after the namespace.
	Names []string
}

// IsZero reports whether no id was given.
func (r ResourceID) IsZero() bool { return r.Subscription == "" }

// Name is the last name segment: the resource's own name.
func (r ResourceID) Name() string {
	if len(r.Names) == 0 {
		return r.ResourceGroup
	}
	return r.Names[len(r.Names)-1]
}
