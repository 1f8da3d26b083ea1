package snapshot

import "strings"

// result is the value of a part of a template, or why it has none.
func (e *env) result(n *node) (Value, error) {
	if err := e.t.spend(1); err != nil {
		return nil, err
	}
	if err := e.t.enter(); err != nil {
		return nil, err
	}
	defer e.t.leave()
	switch n.kind {
	case nodeString:
		return e.str(n)
	case nodeArray:
		items := make([]Value, len(n.items))
		for i, item := range n.items {
			v, err := e.result(item)
			if err != nil {
				return nil, err
			}
			items[i] = v
		}
		a := newArray(items...)
		return a, e.t.made(a)
	case nodeObject:
		return e.object(n, func(item *node) (Value, error) { return e.result(item) })
	default:
		return n.literal, nil
	}
}

// str is a string of the template: its expression evaluated, or its text.
func (e *env) str(n *node) (Value, error) {
	if !n.expr.done {
		n.expr = e.t.parse(n.text)
	}
	if n.expr.err != nil || n.expr.expr == nil {
		return String(n.expr.text), n.expr.err
	}
	return e.eval(n.expr.expr)
}

func (t *taker) parse(s string) parsed {
	if !isExpression(s) {
		return parsed{done: true, text: unescape(s)}
	}
	x, err := parseExpr(s, t.builtins)
	return parsed{done: true, expr: x, err: err}
}

// object evaluates the members of an object, expanding copy loops in it.
func (e *env) object(n *node, of func(*node) (Value, error)) (Value, error) {
	var b builder
	for i, item := range n.items {
		if isCopyList(n.names[i], item) {
			for _, c := range item.items {
				name := c.get("name").str()
				b.set(name, e.copied(c, name, loopProperty))
			}
			continue
		}
		name, err := e.memberName(n.names[i])
		if err != nil {
			return nil, err
		}
		v, err := of(item)
		if err != nil {
			return nil, err
		}
		b.set(name, v)
	}
	o := b.object()
	return o, e.t.made(o)
}

// isCopyList reports whether a member is a list of copy loops for properties.
func isCopyList(name string, n *node) bool {
	if !strings.EqualFold(name, "copy") || !n.isArray() || len(n.items) == 0 {
		return false
	}
	for _, c := range n.items {
		if c.get("name") == nil || c.get("count") == nil {
			return false
		}
	}
	return true
}

// memberName is the name of a member, which can be an expression.
func (e *env) memberName(name string) (string, error) {
	if !isExpression(name) {
		return unescape(name), nil
	}
	if err := e.t.text(len(name)); err != nil {
		return "", err
	}
	x := e.t.parse(name)
	if x.err != nil {
		return "", x.err
	}
	v, err := e.eval(x.expr)
	if err != nil {
		return "", err
	}
	if s, ok := nameOf(v); ok {
		return s, nil
	}
	if isUnknown(v) {
		return e.t.show(v), e.t.broken
	}
	return "", failf(codeValue, "the name of a property is of type %s, wanted string", kindOf(v))
}

// value is the value of a part of a template. Where there is none, the error is
// reported and the part is Unknown, so that the rest is still evaluated.
func (e *env) value(n *node) Value {
	switch n.kind {
	case nodeArray:
		items := make([]Value, len(n.items))
		for i, item := range n.items {
			items[i] = e.value(item)
		}
		return e.checked(n, newArray(items...))
	case nodeObject:
		v, err := e.object(n, func(item *node) (Value, error) { return e.value(item), e.t.broken })
		return e.orFail(n, v, err)
	default:
		v, err := e.result(n)
		return e.orFail(n, v, err)
	}
}

func (e *env) checked(n *node, v Value) Value { return e.orFail(n, v, e.t.made(v)) }

// orFail is v, or what stands for a value that could not be evaluated.
func (e *env) orFail(n *node, v Value, err error) Value {
	if err == nil {
		return v
	}
	e.t.report(n, err)
	return failed(err)
}

func failed(err error) Value { return newUnknown("fail", String(err.Error())) }

// isFailed reports whether v stands for what could not be evaluated.
func isFailed(v Value) bool {
	u, ok := v.(*Unknown)
	return ok && u.Func == "fail" && u.spelling == ""
}

// fromValue is a value as a part of the template, at the place it came from.
func fromValue(v Value, at *node) *node {
	n := builtNode(v, at.offset, nil)
	n.stands = at
	return n
}

func builtNode(v Value, offset int, parent *node) *node {
	n := &node{kind: nodeScalar, offset: offset, parent: parent, literal: v}
	switch v := v.(type) {
	case String:
		n.kind, n.text, n.literal = nodeString, string(v), nil
	case *Array:
		n.kind, n.literal = nodeArray, nil
		for _, item := range v.All() {
			n.items = append(n.items, builtNode(item, offset, n))
		}
	case *Object:
		n.kind, n.literal = nodeObject, nil
		for name, m := range v.All() {
			n.names = append(n.names, name)
			n.items = append(n.items, builtNode(m, offset, n))
		}
	}
	return n
}
