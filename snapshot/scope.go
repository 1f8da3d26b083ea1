package snapshot

import (
	"cmp"
	"strings"
)

// scopeKind is what a template can be deployed to.
type scopeKind uint8

const (
	scopeGroup scopeKind = iota + 1
	scopeSubscription
	scopeManagementGroup
	scopeTenant
)

// String is the scope in words.
func (k scopeKind) String() string {
	return [...]string{"", "a resource group", "a subscription", "a management group", "a tenant"}[k]
}

// scope is the target of a deployment. Names can be unknown.
type scope struct {
	kind         scopeKind
	subscription Value // of a group or a subscription
	group        Value // of a group
	management   Value // of a management group
}

const managementGroups = "/providers/Microsoft.Management/managementGroups/"

// id is the id of the scope; empty for a tenant.
func (s scope) id() Value {
	switch s.kind {
	case scopeGroup:
		return joinText(String("/subscriptions/"), s.subscription, String("/resourceGroups/"), s.group)
	case scopeSubscription:
		return joinText(String("/subscriptions/"), s.subscription)
	case scopeManagementGroup:
		return joinText(String(managementGroups), s.management)
	default:
		return String("")
	}
}

// scopeOfSchema is the scope that the $schema of a template is made for.
func scopeOfSchema(schema string) (scopeKind, bool) {
	file := strings.TrimSuffix(schema[strings.LastIndexByte(schema, '/')+1:], "#")
	switch strings.ToLower(file) {
	case "deploymenttemplate.json":
		return scopeGroup, true
	case "subscriptiondeploymenttemplate.json":
		return scopeSubscription, true
	case "managementgroupdeploymenttemplate.json":
		return scopeManagementGroup, true
	case "tenantdeploymenttemplate.json":
		return scopeTenant, true
	default:
		return 0, false
	}
}

// rootScope is the scope of the template itself.
func rootScope(kind scopeKind, o Options) scope {
	s := scope{kind: kind}
	switch kind {
	case scopeGroup:
		s.group = String(cmp.Or(o.ResourceGroup, PlaceholderResourceGroup))
		fallthrough
	case scopeSubscription:
		s.subscription = String(cmp.Or(o.SubscriptionID, PlaceholderSubscription))
	case scopeManagementGroup:
		s.management = String(cmp.Or(o.ManagementGroup, PlaceholderManagementGroup))
	}
	return s
}

// scopeOfID is the scope that an id names, such as /subscriptions/x; not ok
// when the id is that of a resource.
func scopeOfID(id string) (scope, bool) {
	id = strings.TrimSuffix(id, "/")
	if id == "" {
		return scope{kind: scopeTenant}, true
	}
	if rest, ok := cutPrefixFold(id, managementGroups); ok && !strings.Contains(rest, "/") {
		return scope{kind: scopeManagementGroup, management: String(rest)}, true
	}
	if rest, ok := cutPrefixFold(id, managementGroups[len("/providers/"):]); ok && !strings.Contains(rest, "/") {
		return scope{kind: scopeManagementGroup, management: String(rest)}, true
	}
	parts := strings.Split(id, "/")
	switch {
	case parts[0] != "" || len(parts) < 3 || !strings.EqualFold(parts[1], "subscriptions"):
	case len(parts) == 3:
		return scope{kind: scopeSubscription, subscription: String(parts[2])}, true
	case len(parts) == 5 && strings.EqualFold(parts[3], "resourceGroups"):
		return scope{kind: scopeGroup, subscription: String(parts[2]), group: String(parts[4])}, true
	}
	return scope{}, false
}

func cutPrefixFold(s, prefix string) (string, bool) {
	if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
		return s[len(prefix):], true
	}
	return s, false
}

// resourceID is the id of a resource of a type beneath a base, which is the id
// of a scope or of a resource. Parts that are unknown stay so.
func resourceID(base Value, typ string, names []Value) (Value, error) {
	types := strings.Split(strings.Trim(typ, "/"), "/")
	segments := segmentsOf(names)
	if len(types) < 2 || len(segments) != len(types)-1 {
		if len(types) >= 2 && sumOf(names).unknown {
			return joinText(append([]Value{base, String("/providers/" + typ + "/")}, slashed(names)...)...), nil
		}
		return nil, failf(codeType, "the type %q needs %d name segments, found %d", typ, len(types)-1, len(segments))
	}
	switch strings.ToLower(typ) {
	case "microsoft.resources/resourcegroups":
		return joinText(base, String("/resourceGroups/"), segments[0]), nil
	case "microsoft.management/managementgroups":
		base = String("")
	case "microsoft.resources/subscriptions":
		return joinText(String("/subscriptions/"), segments[0]), nil
	}
	parts := []Value{base, String("/providers/" + types[0])}
	for i, t := range types[1:] {
		parts = append(parts, String("/"+t+"/"), segments[i])
	}
	return joinText(parts...), nil
}

// slashed are values with slashes between them.
func slashed(values []Value) []Value {
	var out []Value
	for i, v := range values {
		if i > 0 {
			out = append(out, String("/"))
		}
		out = append(out, v)
	}
	return out
}

// segmentsOf splits names at their slashes.
func segmentsOf(names []Value) []Value {
	var out []Value
	for _, n := range names {
		var current []Value
		pieces := []Value{n}
		if u, ok := n.(*Unknown); ok {
			pieces = u.Pieces()
		}
		for _, p := range pieces {
			s, ok := p.(String)
			if !ok {
				current = append(current, p)
				continue
			}
			parts := strings.Split(string(s), "/")
			current = append(current, String(parts[0]))
			for _, part := range parts[1:] {
				out = append(out, joinText(current...))
				current = []Value{String(part)}
			}
		}
		out = append(out, joinText(current...))
	}
	return out
}

// ownType is the type of the resource itself and the base it lies in, when a
// type names an extension of another resource in the old way:
// Microsoft.Web/sites/providers/locks.
func ownType(typ string, name Value) (string, Value) {
	segments := segmentsOf([]Value{name})
	types := strings.Split(typ, "/")
	for i := len(types) - 2; i > 0; i-- {
		if !strings.EqualFold(types[i], "providers") || i-1 >= len(segments) {
			continue
		}
		if ns, ok := segments[i-1].(String); ok {
			return string(ns) + "/" + strings.Join(types[i+1:], "/"), joinText(slashed(segments[i:])...)
		}
	}
	return typ, name
}

// parentID is what lies before the last /providers/ of an id.
func parentID(id string) string {
	i := strings.LastIndex(strings.ToLower(id), "/providers/")
	if i < 0 {
		return ""
	}
	return id[:i]
}
