package types

import "sync"

// genericBody returns a body of the properties that ARM knows for every
// resource, as far as keep wants them.
func (r *ResourceType) genericBody(keep func(name string) bool) *Object {
	const fixed = ReadOnly | DeployTimeConstant | System
	props := append([]Property{
		{Name: "id", Type: String{}, Flags: fixed},
		{Name: "name", Type: String{}, Flags: Required | DeployTimeConstant | LoopVariant | System},
		{Name: "type", Type: StringLit{Value: r.Ref.Type}, Flags: fixed},
		{Name: "apiVersion", Type: StringLit{Value: r.Ref.Version}, Flags: fixed},
	}, sharedProps()...)
	kept := props[:0]
	for _, p := range props {
		if keep(p.Name) {
			kept = append(kept, p)
		}
	}
	return NewObject(r.Ref.String(), 0, NewShape(kept, nil))
}

// sharedProps is commonProps, made once: every declaration needs them.
var sharedProps = sync.OnceValue(commonProps)

// commonProps are the properties that ARM takes at the top of any resource,
// whether or not the provider's schema has them.
func commonProps() []Property {
	stringList := &Array{Item: String{}}
	return []Property{
		{Name: "location", Type: String{}},
		{Name: "tags", Type: NewObject("Tags", 0, Shape{additional: &Property{Type: String{}}})},
		assertsProperty(),
		{Name: "properties", Type: AnyObject(0)},
		{Name: "sku", Type: commonObject("sku",
			optional("name", String{}), optional("tier", String{}), optional("size", String{}),
			optional("family", String{}), optional("model", String{}), optional("capacity", Int{}))},
		{Name: "kind", Type: String{}},
		{Name: "managedBy", Type: String{}},
		{Name: "managedByExtended", Type: stringList},
		{Name: "extendedLocation", Type: commonObject("extendedLocation",
			required("type", openEnum("NotSpecified", "EdgeZone", "CustomLocation", "ArcZone")),
			optional("name", String{}))},
		{Name: "zones", Type: stringList},
		{Name: "placement", Type: commonObject("placement",
			required("zonePlacementPolicy", openEnum("NotSpecified", "Any", "None", "Auto")),
			optional("includeZones", stringList), optional("excludeZones", stringList))},
		{Name: "plan", Type: AnyObject(0)},
		{Name: "eTag", Type: String{}},
		{Name: "scale", Type: commonObject("scale",
			required("capacity", Int{}), optional("maximum", Int{}), optional("minimum", Int{}))},
		{Name: "identity", Type: commonIdentity()},
	}
}

func assertsProperty() Property {
	return Property{Name: "asserts", Type: NewObject("ResourceAsserts", 0,
		Shape{additional: &Property{Type: Bool{}, Flags: DeployTimeConstant}})}
}

func commonIdentity() *Object {
	user := commonObject("userAssignedIdentityProperties", optional("principalId", String{}), optional("clientId", String{}))
	return commonObject("identity",
		optional("principalId", String{}), optional("tenantId", String{}),
		required("type", openEnum("NotSpecified", "SystemAssigned", "UserAssigned", "None", "Actor")),
		optional("identityIds", &Array{Item: String{}}),
		optional("userAssignedIdentities", NewObject("userAssignedIdentities", 0, Shape{additional: &Property{Type: user}})),
		optional("delegatedResources", AnyObject(0)))
}

func commonObject(name string, props ...Property) *Object {
	return NewObject(name, 0, NewShape(props, nil))
}

func optional(name string, t Type) Property { return Property{Name: name, Type: t} }
func required(name string, t Type) Property { return Property{Name: name, Type: t, Flags: Required} }

// openEnum is a string with values that are known, and others.
func openEnum(values ...string) Type {
	list := []Type{String{}}
	for _, v := range values {
		list = append(list, StringLit{Value: v})
	}
	return NewUnion(list...)
}
