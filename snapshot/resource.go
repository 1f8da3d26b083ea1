package snapshot

import (
	"strings"
)

// evaluate computes the body of a resource, or what is in a deployment.
func (e *entry) evaluate() {
	if e.skipped || e.state != waiting {
		return
	}
	if e.isDeployment() {
		e.expand()
		return
	}
	e.state = running
	if strings.EqualFold(e.typ, "Microsoft.Resources/deploymentStacks") && !e.existing {
		e.home.t.warn(e.node, codeLinked, "the resources of a deployment stack are not seen", "nest the template as a deployment, or name its file as well")
	}
	e.body = e.evaluateBody()
	e.state = finished
	e.home.t.created = append(e.home.t.created, e)
}

// notBody are the properties of a resource in a template that are not sent.
func notBody(key string) bool {
	switch strings.ToLower(key) {
	case "comments", "condition", "copy", "dependson", "existing", "extension", "import", "metadata", "resources",
		"scope", "subscriptionid", "resourcegroup", "type", "apiversion", "name", "@options":
		return true
	}
	return false
}

func (e *entry) evaluateBody() *Object {
	var b builder
	for i, n := range e.node.items {
		key := e.node.names[i]
		if notBody(key) {
			// An unevaluated "copy" list holds loops for properties of the resource itself.
			if isCopyList(key, n) {
				for _, c := range n.items {
					b.set(c.get("name").str(), e.env.copied(c, c.get("name").str(), loopProperty))
				}
			}
			continue
		}
		name, err := e.env.memberName(key)
		if err != nil {
			e.home.t.report(n, err)
			name = key
		}
		b.set(name, e.env.value(n))
	}
	return b.object()
}

// resolveDependencies finds the ids of what the resource depends on.
func (e *entry) resolveDependencies() {
	n := e.node.get("dependsOn")
	if n == nil || e.skipped || e.home.t.broken != nil {
		return
	}
	list, ok := e.env.value(n).(*Array)
	if !ok {
		return
	}
	seen := map[string]bool{}
	for i, v := range list.All() {
		at := n
		if n.isArray() && i < len(n.items) {
			at = n.items[i]
		}
		for _, id := range e.dependency(v, at) {
			if !seen[id] {
				seen[id] = true
				e.dependsOn = append(e.dependsOn, id)
			}
		}
	}
}

// dependency is what one element of dependsOn names: the ids of resources of
// the template, without those that are not deployed.
func (e *entry) dependency(v Value, at *node) []string {
	s, ok := v.(String)
	if !ok {
		return []string{e.home.t.show(v)}
	}
	found, known := e.home.lookup(string(s))
	if !known {
		if strings.HasPrefix(string(s), "/") {
			return []string{string(s)}
		}
		e.home.t.warn(at, codeDependency, "nothing in the template is named "+quoted(string(s)), "name a resource of the template, its id or a copy loop")
		return []string{string(s)}
	}
	var ids []string
	for _, d := range found {
		if !d.skipped && d.id != String("") {
			ids = append(ids, d.shownID)
		}
	}
	return ids
}

// lookup finds resources of the template by symbolic name, copy loop, id, or
// name; known says whether there is anything of that name.
func (f *frame) lookup(name string) (found []*entry, known bool) {
	lower := strings.ToLower(name)
	if list, ok := f.symbols[lower]; ok {
		return list, true
	}
	if list, ok := f.copies[lower]; ok {
		return list, true
	}
	if one := f.indexed(lower); one != nil {
		return []*entry{one}, true
	}
	if f.t.spend(len(f.entries)+len(f.node.get("resources").items)) != nil {
		return nil, true
	}
	// The loops of a template with no turns have no entries.
	if f.declares(lower) {
		return nil, true
	}
	for _, e := range f.entries {
		if e.answersTo(lower) {
			found = append(found, e)
		}
	}
	return found, len(found) > 0
}

// indexed is the turn of a loop that symbol[3] names.
func (f *frame) indexed(name string) *entry {
	base, rest, ok := strings.Cut(name, "[")
	digits, closed := strings.CutSuffix(rest, "]")
	i, isNumber := number(digits)
	at, whole := i.(Int)
	if !ok || !closed || !isNumber || !whole {
		return nil
	}
	for _, e := range f.symbols[base] {
		if e.turn == int(at) {
			return e
		}
	}
	return nil
}

// declares reports whether a symbolic name or a copy loop is declared, though
// it may have no turns.
func (f *frame) declares(lower string) bool {
	list := f.node.get("resources")
	for i, n := range list.items {
		if list.isObject() && strings.ToLower(list.names[i]) == lower {
			return true
		}
		if name := n.get("copy").get("name").str(); name != "" && strings.ToLower(name) == lower {
			return true
		}
	}
	return false
}

// answersTo reports whether a lower-cased name names e: its id, the end of its
// id from the type on, its type and name, its name, or the last part of it.
func (e *entry) answersTo(lower string) bool {
	if e.id == nil || e.extension != "" {
		return false
	}
	if strings.HasPrefix(lower, "/") {
		return lower == e.key
	}
	name := strings.ToLower(e.shownName)
	return strings.HasSuffix(e.key, "/providers/"+lower) ||
		lower == name || lower == name[strings.LastIndexByte(name, '/')+1:] ||
		lower == strings.ToLower(e.typ)+"/"+name
}

// conditions are what decides about e: its own condition, and those of the
// deployments around it.
func (e *entry) conditions() Value {
	var open []Value
	for at := e; at != nil; at = at.home.entry {
		if at.condition != nil {
			open = append(open, at.condition)
		}
	}
	switch len(open) {
	case 0:
		return nil
	case 1:
		return scrub(open[0])
	default:
		return scrub(newUnknown("and", open...))
	}
}

// repetition is the unknown count of the loop around e, or around a deployment
// that it is part of.
func (e *entry) repetition() Value {
	for at := e; at != nil; at = at.home.entry {
		if at.repeated != nil {
			return scrub(at.repeated)
		}
	}
	return nil
}

// path names e and the deployments around it.
func (e *entry) path() string {
	name := e.symbol
	if name == "" {
		name = e.shownName
	}
	if e.turn >= 0 {
		name += "[" + itoa(e.turn) + "]"
	}
	if e.home.path == "" {
		return name
	}
	return e.home.path + "/" + name
}

func (e *entry) origin() Origin {
	return Origin{Pointer: e.node.pointer(), Path: e.path(), Pos: e.home.t.lines.Pos(e.node.offset)}
}

// resource is e for the snapshot.
func (e *entry) resource() (Resource, bool) {
	conditional, repeated := e.conditions(), e.repetition()
	if e.body == nil || e.home.t.emit(e.body, conditional, repeated) != nil {
		return Resource{}, false
	}
	t := e.home.t
	body, _ := scrub(e.body).(*Object)
	typ, name := ownType(e.typ, e.name)
	r := Resource{
		ID: e.shownID, Type: typ, APIVersion: e.api, Name: t.show(name),
		Extension: e.extension, Existing: e.existing, Conditional: conditional, Repeated: repeated,
		Body: body, DependsOn: e.dependsOn, Origin: e.origin(),
	}
	r.Location, _ = body.Get("location")
	switch {
	case e.extension != "":
		r.APIVersion = ""
	case strings.Contains(strings.ToLower(e.typ), "/providers/"):
		r.Scope = parentID(r.ID)
	default:
		r.Scope = t.show(e.base)
	}
	return r, true
}
