package snapshot

import (
	"slices"
	"strings"
)

func lambdaFunctions() []builtin {
	return []builtin{
		{name: "lambda", min: 1, max: -1, form: func(*env, *call) (Value, error) {
			return nil, failf(codeFunction, "a lambda can only be an argument of map, filter, sort and the like")
		}},
		{name: "lambdaVariables", min: 1, max: 1, form: lambdaVariables},
		{name: "map", min: 2, max: 2, form: mapItems},
		{name: "filter", min: 2, max: 2, form: filter},
		{name: "reduce", min: 3, max: 3, form: reduce},
		{name: "sort", min: 2, max: 2, form: sortItems},
		{name: "toObject", min: 2, max: 3, form: toObject},
		{name: "groupBy", min: 2, max: 3, form: groupBy},
		{name: "mapValues", min: 2, max: 2, form: mapValues},
	}
}

// lambda is a function given as an argument.
type lambda struct {
	names []string
	body  expr
}

// lambdaOf reads an argument lambda('x', …, body) with one of the numbers of
// variables allowed.
func lambdaOf(x expr, low, high int) (*lambda, error) {
	c, ok := x.(*call)
	if !ok || !strings.EqualFold(c.name, "lambda") || len(c.args) == 0 {
		return nil, failf(codeFunction, "an argument is no lambda")
	}
	l := &lambda{body: c.args[len(c.args)-1]}
	for _, a := range c.args[:len(c.args)-1] {
		lit, ok := a.(literal)
		if !ok {
			return nil, failf(codeFunction, "the variables of a lambda are quoted names")
		}
		name, _ := text(lit.value)
		l.names = append(l.names, name)
	}
	if n := len(l.names); n < low || n > high {
		return nil, failf(codeFunction, "the lambda has %d variables, wanted %s", n, strings.TrimSuffix(arity(low, high), " arguments"))
	}
	return l, nil
}

// apply is the result of l for values; those beyond its variables are not used.
func (e *env) apply(l *lambda, values ...Value) (Value, error) {
	inner := *e
	for i, name := range l.names {
		inner.locals = &binding{name: name, value: values[i], next: inner.locals}
	}
	return inner.eval(l.body)
}

func lambdaVariables(e *env, c *call) (Value, error) {
	name, open, err := e.nameOrOpen(c)
	if open != nil || err != nil {
		return open, err
	}
	if v, ok := e.locals.find(name); ok {
		return v, nil
	}
	return nil, failf(codeName, "there is no lambda variable %q here", name)
}

// arrayAnd evaluates the first argument of a function with lambdas. When it is
// unknown, the result is the unknown call.
func arrayAnd(e *env, c *call) (*Array, Value, error) {
	v, err := e.eval(c.args[0])
	if err != nil {
		return nil, nil, err
	}
	if isUnknown(v) {
		return nil, e.pending(c, v), nil
	}
	a, ok := v.(*Array)
	if !ok {
		return nil, nil, failf(codeValue, "argument 1 is of type %s, wanted array", kindOf(v))
	}
	return a, nil, e.t.spend(a.Len())
}

// pending is the unknown result of a call with lambdas, whose text is kept.
func (e *env) pending(c *call, first Value) *Unknown {
	args := []Value{first}
	for _, x := range c.args[1:] {
		var b strings.Builder
		x.spell(&b)
		l := newUnknown("lambda")
		l.spelling = b.String()
		l.sum.size += b.Len() / unit
		args = append(args, l)
		if e.t.text(b.Len()) != nil {
			break
		}
	}
	return newUnknown(c.name, args...)
}

func mapItems(e *env, c *call) (Value, error) {
	a, open, err := arrayAnd(e, c)
	if err != nil || open != nil {
		return open, err
	}
	l, err := lambdaOf(c.args[1], 0, 2)
	if err != nil {
		return nil, err
	}
	out := make([]Value, a.Len())
	for i, item := range a.All() {
		if out[i], err = e.apply(l, item, Int(i)); err != nil {
			return nil, err
		}
	}
	return newArray(out...), nil
}

func filter(e *env, c *call) (Value, error) {
	a, open, err := arrayAnd(e, c)
	if err != nil || open != nil {
		return open, err
	}
	l, err := lambdaOf(c.args[1], 0, 2)
	if err != nil {
		return nil, err
	}
	var out []Value
	for i, item := range a.All() {
		v, err := e.apply(l, item, Int(i))
		if err != nil {
			return nil, err
		}
		if isUnknown(v) {
			return e.pending(c, a), nil
		}
		keep, ok := v.(Bool)
		if !ok {
			return nil, failf(codeValue, "the lambda gives a value of type %s, wanted bool", kindOf(v))
		}
		if keep {
			out = append(out, item)
		}
	}
	return newArray(out...), nil
}

func reduce(e *env, c *call) (Value, error) {
	a, open, err := arrayAnd(e, c)
	if err != nil || open != nil {
		return open, err
	}
	current, err := e.eval(c.args[1])
	if err != nil {
		return nil, err
	}
	l, err := lambdaOf(c.args[2], 0, 3)
	if err != nil {
		return nil, err
	}
	for i, item := range a.All() {
		if current, err = e.apply(l, current, item, Int(i)); err != nil {
			return nil, err
		}
	}
	return current, nil
}

// sortItems orders by a lambda that says whether its first value comes first.
func sortItems(e *env, c *call) (Value, error) {
	a, open, err := arrayAnd(e, c)
	if err != nil || open != nil {
		return open, err
	}
	l, err := lambdaOf(c.args[1], 2, 2)
	if err != nil {
		return nil, err
	}
	var failed error
	unknown := false
	before := func(x, y Value) bool {
		if failed != nil || unknown {
			return false
		}
		v, err := e.apply(l, x, y)
		failed, unknown = err, err == nil && isUnknown(v)
		b, _ := v.(Bool)
		return bool(b)
	}
	out := slices.Clone(a.items)
	slices.SortStableFunc(out, func(x, y Value) int {
		switch {
		case before(x, y):
			return -1
		case before(y, x):
			return 1
		default:
			return 0
		}
	})
	if unknown {
		return e.pending(c, a), nil
	}
	return newArray(out...), failed
}

// keyed evaluates the lambdas of toObject and groupBy for each element.
func keyed(e *env, c *call, add func(key string, v Value)) (Value, error) {
	a, open, err := arrayAnd(e, c)
	if err != nil || open != nil {
		return open, err
	}
	key, err := lambdaOf(c.args[1], 0, 1)
	if err != nil {
		return nil, err
	}
	value := &lambda{}
	if len(c.args) == 3 {
		if value, err = lambdaOf(c.args[2], 0, 1); err != nil {
			return nil, err
		}
	}
	for _, item := range a.All() {
		k, err := e.apply(key, item)
		if err != nil {
			return nil, err
		}
		if isUnknown(k) {
			return e.pending(c, a), nil
		}
		name, ok := nameOf(k)
		if !ok {
			return nil, failf(codeValue, "the lambda gives a key of type %s, wanted string", kindOf(k))
		}
		v := item
		if value.body != nil {
			if v, err = e.apply(value, item); err != nil {
				return nil, err
			}
		}
		add(name, v)
	}
	return nil, nil
}

func toObject(e *env, c *call) (Value, error) {
	var b builder
	if open, err := keyed(e, c, b.set); err != nil || open != nil {
		return open, err
	}
	return b.object(), nil
}

func groupBy(e *env, c *call) (Value, error) {
	var names []string
	groups := map[string][]Value{}
	add := func(key string, v Value) {
		if !has(groups, key) {
			names = append(names, key)
		}
		groups[key] = append(groups[key], v)
	}
	if open, err := keyed(e, c, add); err != nil || open != nil {
		return open, err
	}
	var b builder
	for _, name := range names {
		b.set(name, newArray(groups[name]...))
	}
	return b.object(), nil
}

func mapValues(e *env, c *call) (Value, error) {
	v, err := e.eval(c.args[0])
	if err != nil {
		return nil, err
	}
	if isUnknown(v) {
		return e.pending(c, v), nil
	}
	o, ok := v.(*Object)
	if !ok {
		return nil, failf(codeValue, "argument 1 is of type %s, wanted object", kindOf(v))
	}
	l, err := lambdaOf(c.args[1], 0, 1)
	if err != nil {
		return nil, err
	}
	members := make([]member, o.Len())
	for i, m := range o.members {
		w, err := e.apply(l, m.value)
		if err != nil {
			return nil, err
		}
		members[i] = member{m.name, w}
	}
	return newObject(members...), e.t.spend(o.Len())
}
