package types

import "strings"

// Scope is a set of places at which something can be deployed. The first five
// bits are those of the provider's schemas.
type Scope uint8

const (
	// ScopeTenant is the tenant.
	ScopeTenant Scope = 1 << iota
	// ScopeManagementGroup is a management group.
	ScopeManagementGroup
	// ScopeSubscription is a subscription.
	ScopeSubscription
	// ScopeResourceGroup is a resource group.
	ScopeResourceGroup
	// ScopeResource is another resource: the extension scope.
	ScopeResource
	// ScopeModule is a module, which can be depended on.
	ScopeModule

	// ScopeAny is every scope that a resource can have.
	ScopeAny = ScopeTenant | ScopeManagementGroup | ScopeSubscription | ScopeResourceGroup | ScopeResource
)

// String prints the scopes in Bicep's order, between bars.
func (s Scope) String() string {
	if s == 0 {
		return "none"
	}
	var names []string
	for _, n := range [...]struct {
		scope Scope
		name  string
	}{
		{ScopeResource, "resource"},
		{ScopeModule, "module"},
		{ScopeTenant, "tenant"},
		{ScopeManagementGroup, "managementGroup"},
		{ScopeSubscription, "subscription"},
		{ScopeResourceGroup, "resourceGroup"},
	} {
		if s&n.scope != 0 {
			names = append(names, n.name)
		}
	}
	return strings.Join(names, " | ")
}

type (
	// ScopeRef is the type of a property that wants a scope: `scope`, or an
	// item of `dependsOn`.
	ScopeRef struct {
		Scope Scope
		// OrCollection admits arrays of resources and modules as well.
		OrCollection bool
	}
	// ParentRef is the type of the property `parent` of a resource of type
	// Child.
	ParentRef struct{ Child Ref }
)

// DependsOn is the type of the property `dependsOn`.
func DependsOn() Type {
	return &Array{Item: ScopeRef{Scope: ScopeResource | ScopeModule, OrCollection: true}}
}

// String prints what may be given.
func (t ScopeRef) String() string {
	if t.OrCollection {
		return "module[] | (resource | module) | resource[]"
	}
	return t.Scope.String()
}

// String prints the parent's type.
func (t ParentRef) String() string { return t.Child.Parent() }

func (ScopeRef) isType()  {}
func (ParentRef) isType() {}

// ScopeOf returns the scope that a value of type t stands for, and whether it
// stands for one at all.
func ScopeOf(t Type) (Scope, bool) {
	switch t := t.(type) {
	case *ResourceType:
		return ScopeResource, true
	case *Module:
		return ScopeModule, true
	case ScopeRef:
		return t.Scope, true
	case *Object:
		return t.Scope, t.Scope != 0
	}
	return 0, false
}
