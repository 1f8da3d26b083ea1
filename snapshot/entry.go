package snapshot

import (
	"strings"
)

// entry is one resource of a template: one turn of its copy loop, if it has one.
type entry struct {
	home   *frame
	env    *env
	node   *node
	symbol string // the symbolic name; empty without
	turn   int    // of the copy loop; -1 without
	copy   string // the name of the copy loop
	parent *entry // that it is written in

	typ, api  string
	name      Value
	id        Value
	shownName string // name and id as the snapshot shows them
	shownID   string
	key       string // the id in lower case
	base      Value  // what the id begins with: a scope or another resource
	target    scope  // of a deployment
	extension string
	existing  bool
	skipped   bool  // the condition is false
	condition Value // unknown; nil without
	repeated  Value // the unknown count of the copy loop; nil without

	state     state
	body      *Object
	dependsOn []string
	linked    Value
	frame     *frame // of a deployment, once it is evaluated
}

// isDeployment reports whether e is a nested deployment.
func (e *entry) isDeployment() bool {
	return strings.EqualFold(e.typ, "Microsoft.Resources/deployments") && !e.existing && e.extension == ""
}

// declareResources finds the resources of the template with their copies and
// ids, before any of their properties is evaluated: properties refer to them.
func (f *frame) declareResources() {
	f.symbols, f.copies = map[string][]*entry{}, map[string][]*entry{}
	list := f.node.get("resources")
	for i, n := range list.items {
		symbol := ""
		if list.isObject() {
			symbol = list.names[i]
		}
		f.declare(n, symbol, nil)
	}
	if len(f.entries) > f.t.limits.Resources {
		f.t.report(list, failf(codeTooMany, "the template has %d resources, wanted at most %d", len(f.entries), f.t.limits.Resources))
	}
	f.checkDuplicates()
}

// declare adds the entries of one resource of the template.
func (f *frame) declare(n *node, symbol string, parent *entry) {
	if !n.isObject() {
		f.t.report(n, failf(codeTemplate, "a resource is no JSON object"))
		return
	}
	base := f.resourceEnv()
	if parent != nil {
		base = parent.env
	}
	loop := n.get("copy")
	if !loop.isObject() {
		f.instance(&entry{home: f, env: base, node: n, symbol: symbol, turn: -1, parent: parent})
		return
	}
	name := loop.get("name").str()
	if name == "" {
		name = symbol
	}
	count, open, err := base.count(loop)
	if err != nil {
		f.t.report(loop, err)
		return
	}
	if open != nil {
		at := base.turn(name, loopResource, newUnknown("copyIndex", String(name)))
		f.instance(&entry{home: f, env: at, node: n, symbol: symbol, turn: -1, copy: name, parent: parent, repeated: open})
		return
	}
	for i := range count {
		if f.t.broken != nil || len(f.entries) > f.t.limits.Resources {
			return
		}
		f.instance(&entry{home: f, env: base.turn(name, loopResource, Int(i)), node: n, symbol: symbol, turn: i, copy: name, parent: parent})
	}
}

// resourceEnv is where the resources of f are evaluated: with its own names,
// but for an outer template with the parameters of the one around it.
func (f *frame) resourceEnv() *env {
	e := *f.env
	e.home = f
	return &e
}

// instance completes an entry and makes it known under its names.
func (f *frame) instance(e *entry) {
	if f.t.spendResource() != nil {
		return
	}
	f.entries = append(f.entries, e)
	if e.symbol != "" {
		f.symbols[strings.ToLower(e.symbol)] = append(f.symbols[strings.ToLower(e.symbol)], e)
	}
	if e.copy != "" {
		f.copies[strings.ToLower(e.copy)] = append(f.copies[strings.ToLower(e.copy)], e)
	}
	e.existing = e.node.get("existing") != nil && e.node.get("existing").literal == Bool(true)
	e.decide()
	// What is not deployed need not have a name: conditions guard expressions.
	// Its id still serves to recognise it in dependsOn.
	before := f.t.quiet
	f.t.quiet = before || e.skipped
	e.identify()
	f.t.quiet = before
	if nested := e.node.get("resources"); nested.isArray() && !e.isDeployment() {
		for _, n := range nested.items {
			f.declare(n, "", e)
		}
	}
}

// allDeployments is how many times the limit of one template all of them may have.
const allDeployments = 25

// spendResource counts a resource of any deployment.
func (t *taker) spendResource() error {
	t.resources++
	if t.resources > t.limits.Resources*allDeployments && t.broken == nil {
		t.broken = failf(codeLimit, "all deployments together have more than %d resources", t.limits.Resources*allDeployments)
	}
	return t.broken
}

// decide evaluates the condition.
func (e *entry) decide() {
	n := e.node.get("condition")
	if n == nil {
		return
	}
	v := e.env.value(n)
	switch v := v.(type) {
	case Bool:
		e.skipped = !bool(v)
	case *Unknown:
		e.condition = v
	case String:
		// Older templates write "true".
		b, err := toBool(nil, []Value{v})
		if err != nil {
			e.home.t.report(n, failf(codeValue, "the condition is %s, wanted bool", shown(v)))
			return
		}
		e.skipped = b == Bool(false)
	default:
		e.home.t.report(n, failf(codeValue, "the condition is of type %s, wanted bool", kindOf(v)))
	}
}

// identify evaluates type, name and scope, and makes the id from them.
func (e *entry) identify() {
	t := e.home.t
	e.typ, e.api = e.textOf("type"), e.textOf("apiVersion")
	for _, key := range []string{"import", "extension"} {
		if n := e.node.get(key); n != nil {
			e.extension = t.show(e.env.value(n))
		}
	}
	if e.extension != "" {
		e.id, e.name, e.base = String(""), String(""), String("")
		return
	}
	defer e.label()
	nameNode := e.node.get("name")
	if nameNode == nil || e.typ == "" {
		t.report(e.node, failf(codeTemplate, "a resource needs type and name"))
		e.id, e.name, e.base = failed(failf(codeTemplate, "no name")), String(""), String("")
		return
	}
	e.name = e.env.value(nameNode)
	if _, ok := text(e.name); !ok && !isUnknown(e.name) {
		t.report(nameNode, failf(codeValue, "the name is of type %s, wanted string", kindOf(e.name)))
		e.name = failed(failf(codeValue, "no name"))
	}
	if s, secret := e.name.(Secret); secret {
		e.name = newUnknown("parameters", String(s.String())).secured()
	}
	e.underParent()
	e.locate()
	id, err := resourceID(e.base, e.typ, []Value{e.name})
	if err != nil {
		t.report(nameNode, err)
		id = joinText(e.base, String("/providers/"+e.typ+"/"), e.name)
	}
	e.id = id
}

// label completes what e is known by, and makes it known.
func (e *entry) label() {
	t := e.home.t
	e.shownName, e.shownID = t.show(e.name), t.show(e.id)
	e.key = strings.ToLower(e.shownID)
	e.register()
}

// textOf is a property that is plain text in every template.
func (e *entry) textOf(key string) string {
	n := e.node.get(key)
	if n == nil {
		return ""
	}
	return e.home.t.show(e.env.value(n))
}

// underParent completes type and name of a resource written in another one.
func (e *entry) underParent() {
	p := e.parent
	if p == nil {
		return
	}
	if _, full := cutPrefixFold(e.typ, p.typ+"/"); full {
		return
	}
	if i := strings.IndexByte(e.typ, '/'); i > 0 && strings.Contains(e.typ[:i], ".") {
		return // a type of its own
	}
	e.typ = p.typ + "/" + e.typ
	e.name = joinText(p.name, String("/"), e.name)
}

// locate finds the scope that the resource lies in.
func (e *entry) locate() {
	e.target = e.home.scope
	e.base = e.target.id()
	if n := e.node.get("scope"); n != nil {
		e.under(e.env.value(n))
		return
	}
	sub, group := e.node.get("subscriptionId"), e.node.get("resourceGroup")
	if sub == nil && group == nil {
		return
	}
	if sub != nil {
		if v := e.env.value(sub); v != (Null{}) {
			e.target = scope{kind: scopeSubscription, subscription: v}
		}
	}
	if group != nil {
		if v := e.env.value(group); v != (Null{}) && e.target.subscription != nil {
			e.target = scope{kind: scopeGroup, subscription: e.target.subscription, group: v}
		}
	}
	e.base = e.target.id()
}

// under places the resource under the scope property: the id of a scope or of
// a resource, in full or beginning with the type.
func (e *entry) under(v Value) {
	id, ok := v.(String)
	if !ok {
		e.base = v
		e.target = scope{kind: scopeGroup, subscription: v, group: v}
		if u, unknown := v.(*Unknown); unknown {
			e.target = scopeOfPieces(u, e.home.scope)
		}
		return
	}
	if s, ok := scopeOfID(string(id)); ok {
		e.target, e.base = s, s.id()
		return
	}
	if strings.HasPrefix(string(id), "/") {
		e.base = id
		return
	}
	typ, names, ok := splitRelative(string(id))
	base, err := resourceID(e.home.scope.id(), typ, names)
	if !ok || err != nil {
		e.home.t.report(e.node.get("scope"), failf(codeType, "the scope %q is neither an id nor a type with names", string(id)))
		base = joinText(e.home.scope.id(), String("/providers/"+string(id)))
	}
	e.base = base
}

// splitRelative takes Microsoft.X/a/name/b/name apart.
func splitRelative(id string) (typ string, names []Value, ok bool) {
	parts := strings.Split(id, "/")
	if len(parts) < 3 || len(parts)%2 == 0 {
		return "", nil, false
	}
	typ = parts[0]
	for i := 1; i < len(parts); i += 2 {
		typ += "/" + parts[i]
		names = append(names, String(parts[i+1]))
	}
	return typ, names, true
}

// scopeOfPieces is a scope whose id has unknown parts.
func scopeOfPieces(u *Unknown, home scope) scope {
	segments := segmentsOf([]Value{u})
	at := func(i int, word string) bool {
		s, ok := segments[i].(String)
		return ok && strings.EqualFold(string(s), word)
	}
	switch {
	case len(segments) == 5 && at(1, "subscriptions") && at(3, "resourceGroups"):
		return scope{kind: scopeGroup, subscription: segments[2], group: segments[4]}
	case len(segments) == 3 && at(1, "subscriptions"):
		return scope{kind: scopeSubscription, subscription: segments[2]}
	case len(segments) >= 2 && at(len(segments)-2, "managementGroups"):
		return scope{kind: scopeManagementGroup, management: segments[len(segments)-1]}
	default:
		return home
	}
}

// register makes the entry known by its id and, where it is part of the
// result, puts it there.
func (e *entry) register() {
	t := e.home.t
	if old := t.byID[e.key]; old == nil || old.skipped || old.existing && !e.existing {
		t.byID[e.key] = e
	}
	if e.isDeployment() {
		t.nested = append(t.nested, e)
	}
}

// checkDuplicates reports two resources of one template with the same id. When
// a condition is unknown, only one of them may be there.
func (f *frame) checkDuplicates() {
	seen := map[string]*entry{}
	for _, e := range f.entries {
		if e.skipped || e.existing || e.condition != nil || e.extension != "" || e.id.about().unknown {
			continue
		}
		if seen[e.key] != nil && !e.isDeployment() {
			f.t.report(e.node, failf(codeDuplicate, "the resource %s is in the template twice", e.shownID))
		}
		seen[e.key] = e
	}
}
