package snapshot

import (
	"cmp"
	"strings"
)

func runtimeFunctions() []builtin {
	open := func(name string, low, high int) builtin {
		return builtin{name: name, min: low, max: high, own: true, moves: true, run: func(_ *env, args []Value) (Value, error) { return newUnknown(name, args...), nil }}
	}
	return []builtin{
		{name: "reference", min: 1, max: 3, form: reference},
		{name: "references", min: 1, max: 3, form: references},
		{name: "resourceInfo", min: 1, max: 1, form: resourceInfo},
		{name: "listOutputsWithSecureValues", min: 1, max: 2, form: listOutputs},
		open("providers", 1, 2),
		open("pickZones", 3, 5),
		open("toLogicalZone", 3, 3),
		open("toLogicalZones", 3, 3),
		open("toPhysicalZone", 3, 3),
		open("toPhysicalZones", 3, 3),
		open("roleDefinitions", 1, 1),
		open("extensions", 1, 1),
		open("externalInput", 1, 2),
		open("externalInputs", 1, 1),
		open("getSecret", 4, 5),
		open("this", 0, 0),
		open("existing", 0, 0),
	}
}

// resolve evaluates the first argument of a runtime function: a symbolic name,
// a name or an id. It gives the resource of the template that is meant, if it
// is one, and the id.
func (e *env) resolve(x expr) (*entry, Value, error) {
	v, err := e.eval(x)
	if err != nil {
		return nil, nil, err
	}
	s, ok := v.(String)
	if !ok {
		if _, secret := v.(Secret); secret {
			return nil, v, nil
		}
		if isUnknown(v) {
			return e.t.byID[strings.ToLower(e.t.show(v))], v, nil
		}
		return nil, nil, failf(codeValue, "argument 1 is of type %s, wanted the id or the name of a resource", kindOf(v))
	}
	if strings.HasPrefix(string(s), "/") {
		return e.t.byID[strings.ToLower(string(s))], v, nil
	}
	if e.home == nil {
		return nil, v, nil
	}
	found, _ := e.home.lookup(string(s))
	if len(found) == 0 {
		return nil, v, nil
	}
	if found[0].extension != "" {
		return found[0], v, nil
	}
	return found[0], found[0].id, found[0].placed()
}

// placed refuses a resource whose own condition, count or name asks for it.
func (e *entry) placed() error {
	if e.id == nil {
		return failf(codeCycle, "the resource %q needs itself to be placed", cmp.Or(e.symbol, e.copy))
	}
	return nil
}

// runtime evaluates a runtime function of a resource: the resource, if it is
// one of the template, and the unknown result.
func (e *env) runtime(c *call) (*entry, *Unknown, error) {
	target, id, err := e.resolve(c.args[0])
	if err != nil {
		return nil, nil, err
	}
	args := []Value{id}
	rest, err := e.evalAll(c.args[1:])
	if err != nil {
		return nil, nil, err
	}
	return target, newUnknown(c.name, append(args, rest...)...), nil
}

// reference is what Azure knows of a resource. Of a deployment that is part of
// the template, the outputs are known.
func reference(e *env, c *call) (Value, error) {
	target, u, err := e.runtime(c)
	if err != nil {
		return nil, err
	}
	full := len(u.Args) == 3 && isFull(u.Args[2])
	return target.reference(u, full)
}

func isFull(v Value) bool {
	s, ok := v.(String)
	return ok && strings.EqualFold(string(s), "full")
}

// reference is u with what is known of it.
func (e *entry) reference(u *Unknown, full bool) (Value, error) {
	outputs, err := e.outputs()
	if err != nil || outputs == nil {
		return u, err
	}
	known := newObject(member{"outputs", outputs})
	if full {
		props := u.at(String("properties"))
		props.known = known
		known = newObject(member{"properties", props})
	}
	u.known = known
	return u, nil
}

// outputs are the outputs of a deployment that is part of the template, nil
// for anything else.
func (e *entry) outputs() (*Object, error) {
	if e == nil || !e.isDeployment() || e.skipped {
		return nil, nil
	}
	if e.state == running {
		return nil, failf(codeCycle, "the deployment %q needs its own outputs", e.shownName)
	}
	e.expand()
	if err := e.home.t.broken; err != nil {
		return nil, err
	}
	if e.frame == nil || e.frame.results == nil {
		return nil, nil
	}
	return e.frame.results, nil
}

// references is reference for every turn of a copy loop.
func references(e *env, c *call) (Value, error) {
	args, err := e.evalAll(c.args)
	if err != nil {
		return nil, err
	}
	name, ok := args[0].(String)
	found, known := []*entry(nil), false
	if ok && e.home != nil {
		found, known = e.home.lookup(string(name))
	}
	if !known || len(found) == 1 && found[0].repeated != nil {
		return newUnknown(c.name, args...), nil
	}
	if err := e.t.spend(len(found)); err != nil {
		return nil, err
	}
	items := make([]Value, 0, len(found))
	for _, target := range found {
		if target.skipped {
			continue
		}
		if err := target.placed(); err != nil {
			return nil, err
		}
		u := newUnknown("reference", append([]Value{target.id}, args[1:]...)...)
		v, err := target.reference(u, len(args) > 1 && isFull(args[len(args)-1]))
		if err != nil {
			return nil, err
		}
		items = append(items, v)
	}
	return newArray(items...), nil
}

// resourceInfo is what the template itself says of a resource.
func resourceInfo(e *env, c *call) (Value, error) {
	target, u, err := e.runtime(c)
	if err != nil || target == nil {
		return u, err
	}
	return newObject(
		member{"id", target.id}, member{"name", target.name},
		member{"type", String(target.typ)}, member{"apiVersion", String(target.api)},
	), nil
}

// listOutputs is the outputs of a deployment with those that are secrets.
func listOutputs(e *env, c *call) (Value, error) {
	target, u, err := e.runtime(c)
	if err != nil {
		return nil, err
	}
	outputs, err := target.outputs()
	if err != nil || outputs == nil {
		return u.secured(), err
	}
	var b builder
	for name, out := range outputs.All() {
		if o, ok := out.(*Object); ok {
			v, _ := o.Get("value")
			b.set(name, v)
		}
	}
	return b.object(), nil
}

// callList is a list function, such as listKeys. What it gives is secret as a
// rule.
func (e *env) callList(c *call) (Value, error) {
	if len(c.args) == 0 {
		return nil, failf(codeFunction, "%s takes at least 1 argument, found 0", c.name)
	}
	_, u, err := e.runtime(c)
	if err != nil {
		return nil, inFunction(c.name, err)
	}
	return u.secured(), e.t.made(u)
}
