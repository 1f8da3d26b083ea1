package snapshot

import "strings"

func idFunctions() []builtin {
	return []builtin{
		{name: "resourceId", min: 2, max: -1, own: true, run: resourceIDOf},
		{name: "subscriptionResourceId", min: 2, max: -1, own: true, run: subscriptionResourceID},
		{name: "tenantResourceId", min: 2, max: -1, own: true, run: func(_ *env, args []Value) (Value, error) { return idBelow(String(""), args) }},
		{name: "managementGroupResourceId", min: 2, max: -1, own: true, run: managementGroupResourceID},
		{name: "extensionResourceId", min: 3, max: -1, own: true, run: extensionResourceID},
	}
}

// idBelow is the id of a resource whose type and names are the arguments.
func idBelow(base Value, args []Value) (Value, error) {
	if isUnknown(args[0]) {
		return newUnknown("resourceId", args...), nil
	}
	typ, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	for i, a := range args[1:] {
		if _, ok := text(a); !ok && !isUnknown(a) {
			return nil, wrong(args, i+1, "string")
		}
	}
	id, err := resourceID(base, typ, args[1:])
	if f, ok := err.(*failure); ok {
		return nil, &failure{code: codeValue, msg: f.msg}
	}
	return id, err
}

// typeAt is which argument is the type: the first with a slash, of those up to
// most. An unknown argument before it is a name.
func typeAt(args []Value, most int) int {
	for i := range min(most+1, len(args)) {
		if s, ok := text(args[i]); ok && strings.Index(s, "/") > 0 {
			return i
		}
	}
	return -1
}

// resourceIDOf is the id of a resource in the scope of the deployment, or in
// another resource group or subscription.
func resourceIDOf(e *env, args []Value) (Value, error) {
	i := typeAt(args, 2)
	if i < 0 {
		if sumOf(args).unknown {
			return newUnknown("resourceId", args...), nil
		}
		return nil, failf(codeValue, "none of the arguments is a resource type such as Microsoft.Network/virtualNetworks")
	}
	s := e.f.scope
	switch {
	case i == 1 && s.kind == scopeGroup:
		s.group = args[0]
	case i == 1:
		s = scope{kind: scopeSubscription, subscription: args[0]}
	case i == 2:
		s = scope{kind: scopeGroup, subscription: args[0], group: args[1]}
	}
	if typ, _ := text(args[i]); i < 2 && s.kind == scopeGroup && isSubscriptionType(typ) {
		s.kind = scopeSubscription
	}
	return idBelow(s.id(), args[i:])
}

// isSubscriptionType reports whether resources of a type never lie in a
// resource group.
func isSubscriptionType(typ string) bool {
	return strings.EqualFold(strings.Trim(typ, "/"), "Microsoft.Resources/resourceGroups")
}

func subscriptionResourceID(e *env, args []Value) (Value, error) {
	s := scope{kind: scopeSubscription, subscription: e.f.scope.subscription}
	i := typeAt(args, 1)
	switch {
	case i == 1:
		s.subscription = args[0]
	case i < 0 && sumOf(args).unknown:
		return newUnknown("subscriptionResourceId", args...), nil
	case i < 0:
		return nil, failf(codeValue, "none of the arguments is a resource type")
	case s.subscription == nil:
		return nil, failf(codeValue, "a deployment to %s has no subscription", e.f.scope.kind)
	}
	return idBelow(s.id(), args[i:])
}

func managementGroupResourceID(e *env, args []Value) (Value, error) {
	s := scope{kind: scopeManagementGroup, management: e.f.scope.management}
	i := typeAt(args, 1)
	switch {
	case i == 1:
		s.management = args[0]
	case i < 0 && sumOf(args).unknown:
		return newUnknown("managementGroupResourceId", args...), nil
	case i < 0:
		return nil, failf(codeValue, "none of the arguments is a resource type")
	case s.management == nil:
		return nil, failf(codeValue, "a deployment to %s has no management group", e.f.scope.kind)
	}
	return idBelow(s.id(), args[i:])
}

func extensionResourceID(_ *env, args []Value) (Value, error) {
	base := args[0]
	if s, ok := base.(String); ok {
		base = String(strings.TrimSuffix(string(s), "/"))
	} else if !isUnknown(base) {
		return nil, wrong(args, 0, "string")
	}
	return idBelow(base, args[1:])
}
