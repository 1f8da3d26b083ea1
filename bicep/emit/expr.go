package emit

import (
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
)

// expr is a value of a template before it is known whether it stands as JSON
// or within an expression: *call, text, number, boolean, null, *object, *array
// or *loop.
type expr interface{ isExpr() }

type (
	// call is a function call, with what is accessed of its result.
	call struct {
		name  string
		args  []expr
		props []expr
	}
	text    string
	number  int64
	boolean bool
	null    struct{}
	// object is an object literal.
	object struct{ props []prop }
	// prop is a property; key is text or a call.
	prop struct{ key, value expr }
	// array is an array literal.
	array struct{ items []expr }
	// loop is [for … in list: body].
	loop struct{ list, body expr }
)

func (*call) isExpr()   {}
func (text) isExpr()    {}
func (number) isExpr()  {}
func (boolean) isExpr() {}
func (null) isExpr()    {}
func (*object) isExpr() {}
func (*array) isExpr()  {}
func (*loop) isExpr()   {}

func fn(name string, args ...expr) *call { return &call{name: name, args: args} }

// access is x with one more property or index.
func access(x, key expr) *call {
	c := asCall(x)
	props := append(c.props[:len(c.props):len(c.props)], key)
	return &call{name: c.name, args: c.args, props: props}
}

// asCall is x as something that properties can be accessed of.
func asCall(x expr) *call {
	switch x := x.(type) {
	case *call:
		return x
	case text:
		return fn("string", x)
	case number:
		if big := x.asArg(); big != nil {
			return big
		}
		return fn("int", x)
	case boolean:
		return fn(strconv.FormatBool(bool(x)))
	case *object:
		return x.asCall()
	case *array:
		return fn("createArray", x.items...)
	default:
		return fn("null")
	}
}

// asArg is the call that stands for a number that is too large for the
// parser of ARM, or nil.
func (n number) asArg() *call {
	if n == number(int32(n)) {
		return nil
	}
	return fn("json", text(strconv.FormatInt(int64(n), 10)))
}

func (o *object) asCall() *call {
	args := make([]expr, 0, 2*len(o.props))
	for _, p := range o.props {
		args = append(args, p.key, p.value)
	}
	return fn("createObject", args...)
}

// prop is the value of a property with a literal name, or nil.
func (o *object) prop(name string) expr {
	for _, p := range o.props {
		if p.key == expr(text(name)) {
			return p.value
		}
	}
	return nil
}

// merge sets a property at the place it has, or at the end; two objects are
// merged property by property.
func (o *object) merge(name string, value expr) {
	for i, p := range o.props {
		if p.key != expr(text(name)) {
			continue
		}
		old, ok1 := p.value.(*object)
		add, ok2 := value.(*object)
		if ok1 && ok2 {
			value = old.merged(add)
		}
		o.props[i].value = value
		return
	}
	o.props = append(o.props, prop{text(name), value})
}

// merged is a copy of o with the properties of another object merged in.
func (o *object) merged(with *object) *object {
	c := &object{props: append([]prop(nil), o.props...)}
	for _, p := range with.props {
		if key, ok := p.key.(text); ok {
			c.merge(string(key), p.value)
		}
	}
	return c
}

// spell writes x as it stands within an expression.
func spell(b *strings.Builder, x expr) {
	switch x := x.(type) {
	case text:
		b.WriteByte('\'')
		b.WriteString(strings.ReplaceAll(string(x), "'", "''"))
		b.WriteByte('\'')
	case number:
		if c := x.asArg(); c != nil {
			spell(b, c)
		} else {
			b.WriteString(strconv.FormatInt(int64(x), 10))
		}
	default:
		spellCall(b, asCall(x))
	}
}

func spellCall(b *strings.Builder, c *call) {
	b.WriteString(c.name)
	b.WriteByte('(')
	for i, a := range c.args {
		if i > 0 {
			b.WriteString(", ")
		}
		spell(b, a)
	}
	b.WriteByte(')')
	for _, p := range c.props {
		if name, ok := p.(text); ok && isIdentifier(string(name)) {
			b.WriteByte('.')
			b.WriteString(string(name))
			continue
		}
		b.WriteByte('[')
		spell(b, p)
		b.WriteByte(']')
	}
}

func isIdentifier(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// expression is the string of JSON that holds x as an expression; a text
// stands for itself.
func expression(x expr) check.String {
	if s, ok := x.(text); ok {
		return check.String(escape(string(s)))
	}
	var b strings.Builder
	b.WriteByte('[')
	spell(&b, x)
	b.WriteByte(']')
	return check.String(b.String())
}

// escape keeps a text from being taken for an expression.
func escape(s string) string {
	if strings.HasPrefix(s, "[") && strings.HasSuffix(s, "]") {
		return "[" + s
	}
	return s
}

// value is x as JSON: literals as they are, everything else as an expression.
func value(x expr) check.Value {
	switch x := x.(type) {
	case boolean:
		return check.Bool(x)
	case number:
		return check.Number(strconv.FormatInt(int64(x), 10))
	case null:
		return check.Null{}
	case *object:
		o := &check.Object{}
		properties(o, x)
		return o
	case *array:
		list := make(check.Array, len(x.items))
		for i, it := range x.items {
			list[i] = value(it)
		}
		return list
	default:
		return expression(x)
	}
}

// properties adds the properties of x to an object, loops first.
func properties(o *check.Object, x *object) {
	var loops check.Array
	for _, p := range x.props {
		if l, ok := p.value.(*loop); ok {
			name, _ := p.key.(text)
			loops = append(loops, copyObject(string(name), l, 0))
		}
	}
	if loops != nil {
		add(o, "copy", loops)
	}
	for _, p := range x.props {
		if _, ok := p.value.(*loop); !ok {
			add(o, string(key(p.key)), value(p.value))
		}
	}
}

// key is the name of a property. A property named copy would be taken for a
// loop.
func key(x expr) check.String {
	s := expression(x)
	if strings.EqualFold(string(s), "copy") {
		return check.String("[string('" + string(s) + "')]")
	}
	return s
}

// add appends a member; nil is left out.
func add(o *check.Object, name string, v check.Value) {
	if v != nil {
		o.Members = append(o.Members, check.Member{Name: name, Value: v})
	}
}

// copyObject is the loop of a resource, if it has no body, or else of a
// property or variable. batch is 0 unless it runs in batches.
func copyObject(name string, l *loop, batch int64) *check.Object {
	o := &check.Object{}
	if name != "" {
		add(o, "name", check.String(escape(name)))
	}
	add(o, "count", expression(fn("length", l.list)))
	if batch > 0 {
		add(o, "mode", check.String("serial"))
		add(o, "batchSize", check.Number(strconv.FormatInt(batch, 10)))
	}
	switch body := l.body.(type) {
	case nil:
	case *object, text:
		add(o, "input", value(body))
	default:
		add(o, "input", expression(asCall(body)))
	}
	return o
}
