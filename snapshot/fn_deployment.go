package snapshot

import "strings"

func deploymentFunctions() []builtin {
	return []builtin{
		{name: "parameters", min: 1, max: 1, form: parameters},
		{name: "variables", min: 1, max: 1, form: variables},
		{name: "copyIndex", min: 0, max: 2, form: copyIndex},
		{name: "deployment", run: deployment},
		{name: "deployer", run: deployer},
		{name: "resourceGroup", min: 0, max: 0, run: resourceGroup},
		{name: "subscription", min: 0, max: 0, run: subscription},
		{name: "managementGroup", min: 0, max: 0, run: managementGroup},
		{name: "tenant", run: func(e *env, _ []Value) (Value, error) { return e.t.tenant(), nil }},
		{name: "environment", run: func(e *env, _ []Value) (Value, error) { return environment(e.t.opts.Cloud) }},
	}
}

// parameters is a parameter of the template, or an argument of the function of
// the template that the expression is in.
func parameters(e *env, c *call) (Value, error) {
	name, open, err := e.nameOrOpen(c)
	if open != nil || err != nil {
		return open, err
	}
	if e.args == nil {
		return e.f.parameter(name)
	}
	if v, ok := e.args.find(name); ok {
		return v, nil
	}
	return nil, failf(codeName, "the function has no parameter %q", name)
}

func variables(e *env, c *call) (Value, error) {
	name, open, err := e.nameOrOpen(c)
	if open != nil || err != nil {
		return open, err
	}
	return e.f.variable(name)
}

// nameOrOpen is the name that the one argument of a call evaluates to, or the
// call itself when Azure alone knows it: it is chosen by a parameter, say.
func (e *env) nameOrOpen(c *call) (name string, open Value, err error) {
	v, err := e.eval(c.args[0])
	if err != nil {
		return "", nil, err
	}
	if isUnknown(v) {
		return "", newUnknown(c.name, v), nil
	}
	s, ok := v.(String)
	if !ok {
		return "", nil, failf(codeValue, "a name is of type %s, wanted string", kindOf(v))
	}
	return string(s), nil, nil
}

// fact is a property of a function without arguments that Azure alone knows.
func fact(fn string, path ...string) *Unknown {
	u := newUnknown(fn)
	for _, p := range path {
		u = u.at(String(p))
	}
	return u
}

// orFact is a text of the options, or the fact when it is not given.
func orFact(s, fn string, path ...string) Value {
	if s != "" {
		return String(s)
	}
	return fact(fn, path...)
}

// open is a result of which the listed parts are known, and others may exist.
func open(fn string, members ...member) *Unknown {
	u := newUnknown(fn)
	u.known = newObject(members...)
	return u
}

func deployment(e *env, _ []Value) (Value, error) {
	f := e.f
	members := []member{{"name", f.name}}
	if f.scope.kind != scopeGroup {
		location := f.location
		if location == nil {
			location = fact("deployment", "location")
		}
		members = append(members, member{"location", location})
	}
	template := fact("deployment", "properties", "template")
	template.known = newObject(
		member{"$schema", String(f.node.get("$schema").str())},
		member{"contentVersion", String(f.node.get("contentVersion").str())},
	)
	props := fact("deployment", "properties")
	props.known = newObject(member{"template", template}, member{"mode", String("Incremental")})
	return open("deployment", append(members, member{"properties", props})...), nil
}

func deployer(e *env, _ []Value) (Value, error) {
	return newObject(
		member{"objectId", orFact(e.t.opts.DeployerID, "deployer", "objectId")},
		member{"tenantId", orFact(e.t.opts.TenantID, "tenant", "tenantId")},
		member{"userPrincipalName", fact("deployer", "userPrincipalName")},
	), nil
}

func resourceGroup(e *env, _ []Value) (Value, error) {
	s := e.f.scope
	if s.kind != scopeGroup {
		return nil, failf(codeValue, "a deployment to %s has no resource group", s.kind)
	}
	of := func(path ...string) *Unknown { return e.t.groupFact(s, path...) }
	props := of("properties")
	props.known = newObject(member{"provisioningState", String("Succeeded")})
	u := of()
	u.known = newObject(
		member{"id", s.id()},
		member{"name", s.group},
		member{"type", String("Microsoft.Resources/resourceGroups")},
		member{"location", e.t.groupLocation(s)},
		member{"tags", e.t.groupMember(s, "tags")},
		member{"properties", props},
	)
	return u, nil
}

// groupFact is an unknown fact of a resource group; another group than that of
// the template is named.
func (t *taker) groupFact(s scope, path ...string) *Unknown {
	u := newUnknown("resourceGroup")
	if !t.isOwnGroup(s) {
		u = newUnknown("resourceGroup", s.group)
	}
	for _, p := range path {
		u = u.at(String(p))
	}
	return u
}

// isOwnGroup reports whether s is the resource group that the options name.
func (t *taker) isOwnGroup(s scope) bool {
	own := rootScope(scopeGroup, t.opts)
	return strings.EqualFold(t.show(s.group), t.show(own.group)) &&
		strings.EqualFold(t.show(s.subscription), t.show(own.subscription))
}

// groupLocation is the region of a resource group: of the options, or of the
// resource that creates the group.
func (t *taker) groupLocation(s scope) Value {
	if t.isOwnGroup(s) && t.opts.Location != "" {
		return String(t.opts.Location)
	}
	return t.groupMember(s, "location")
}

// groupMember is what the template that creates a resource group says of it.
func (t *taker) groupMember(s scope, name string) Value {
	e := t.byID[strings.ToLower(t.show(s.id()))]
	if e == nil || e.existing || e.skipped || e.node.get(name) == nil {
		return t.groupFact(s, name)
	}
	v, err := e.env.result(e.node.get(name))
	if err != nil {
		return t.groupFact(s, name)
	}
	return v
}

func subscription(e *env, _ []Value) (Value, error) {
	s := e.f.scope
	if s.subscription == nil {
		return nil, failf(codeValue, "a deployment to %s has no subscription", s.kind)
	}
	s.kind = scopeSubscription
	return newObject(
		member{"id", s.id()},
		member{"subscriptionId", s.subscription},
		member{"tenantId", orFact(e.t.opts.TenantID, "tenant", "tenantId")},
		member{"displayName", fact("subscription", "displayName")},
	), nil
}

func managementGroup(e *env, _ []Value) (Value, error) {
	s := e.f.scope
	if s.kind != scopeManagementGroup {
		return nil, failf(codeValue, "a deployment to %s has no management group", s.kind)
	}
	return newObject(
		member{"id", s.id()},
		member{"name", s.management},
		member{"type", String("Microsoft.Management/managementGroups")},
		member{"properties", fact("managementGroup", "properties")},
	), nil
}

func (t *taker) tenant() Value {
	id := Value(fact("tenant", "id"))
	if t.opts.TenantID != "" {
		id = String("/tenants/" + t.opts.TenantID)
	}
	return newObject(
		member{"id", id},
		member{"tenantId", orFact(t.opts.TenantID, "tenant", "tenantId")},
		member{"displayName", fact("tenant", "displayName")},
		member{"countryCode", fact("tenant", "countryCode")},
	)
}
