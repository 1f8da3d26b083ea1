package snapshot

import (
	"math/big"
	"strings"
)

// maxRefs is how long a chain of definitions can be.
const maxRefs = 100

// typeOf follows the references of a type to the definition that says more.
// A reference that leads nowhere ends at an empty type, which takes anything.
func (f *frame) typeOf(n *node) *node {
	for range maxRefs {
		ref := n.get("$ref").str()
		if ref == "" {
			return n
		}
		if n = f.deref(ref); n == nil {
			break
		}
	}
	return &node{kind: nodeObject}
}

// deref is the part of the template that #/definitions/… names.
func (f *frame) deref(ref string) *node {
	path, ok := strings.CutPrefix(ref, "#/")
	if !ok {
		return nil
	}
	n := f.node
	for _, part := range strings.Split(path, "/") {
		part = strings.ReplaceAll(strings.ReplaceAll(uriComponentToString(part), "~1", "/"), "~0", "~")
		switch {
		case n == nil:
			return nil
		case n.isArray():
			i, ok := number(part)
			at, whole := i.(Int)
			if !ok || !whole || at < 0 || int(at) >= len(n.items) {
				return nil
			}
			n = n.items[at]
		default:
			// A definition that is itself a reference is followed on the way.
			if n.get(part) == nil && n.get("$ref") != nil {
				n = f.typeOf(n)
			}
			n = n.get(part)
		}
	}
	return n
}

func (f *frame) nullable(n *node) bool {
	for range maxRefs {
		if v := n.get("nullable"); v != nil {
			return v.literal == Bool(true)
		}
		ref := n.get("$ref").str()
		if ref == "" {
			return false
		}
		if n = f.deref(ref); n == nil {
			return true
		}
	}
	return false
}

// conform checks a value against a declared type. What is unknown conforms;
// what names the value in the message.
func (f *frame) conform(n *node, v Value, what string) error {
	c := conformer{f: f}
	return c.check(n, v, what)
}

// conformer checks one value.
type conformer struct {
	f     *frame
	depth int
}

func (c *conformer) check(n *node, v Value, what string) error {
	if err := c.f.t.spend(1); err != nil {
		return err
	}
	if c.depth++; c.depth > c.f.t.limits.Depth {
		return nil
	}
	defer func() { c.depth-- }()
	if isUnknown(v) {
		return nil
	}
	if _, null := v.(Null); null && (c.f.nullable(n) || c.f.typeOf(n).get("type") == nil) {
		return nil
	}
	t := c.f.typeOf(n)
	if err := isOfType(strings.ToLower(t.get("type").str()), v, what); err != nil {
		return err
	}
	if err := c.allowed(n, t, v, what); err != nil {
		return err
	}
	if err := bounds(n, t, v, what); err != nil {
		return err
	}
	switch v := v.(type) {
	case *Array:
		return c.items(t, v, what)
	case *Object:
		return c.members(t, v, what)
	}
	return nil
}

// isOfType checks the kind of a value against the name of a type.
func isOfType(typ string, v Value, what string) error {
	ok := true
	switch typ {
	case "string", "securestring":
		_, ok = text(v)
	case "int":
		_, ok = bare(v).(Int)
	case "bool":
		_, ok = v.(Bool)
	case "array":
		_, ok = v.(*Array)
	case "object", "secureobject":
		_, ok = v.(*Object)
	}
	if ok {
		return nil
	}
	return failf(codeParameterValue, "%s is of type %s, wanted %s", what, kindOf(v), typ)
}

// allowed checks the list of allowed values: of an array, each element may be
// in the list as well. Azure compares texts without case, as Azure/bicep#2489 says.
func (c *conformer) allowed(n, t *node, v Value, what string) error {
	list := first2(n.get("allowedValues"), t.get("allowedValues"))
	if !list.isArray() {
		return nil
	}
	in := func(v Value) bool {
		if c.f.t.spend(len(list.items)) != nil {
			return true
		}
		for _, item := range list.items {
			w := item.plain()
			if s, ok := w.(String); ok {
				w = String(unescape(string(s)))
			}
			if equal(v, w) || isUnknown(v) || equalFold(v, w) {
				return true
			}
		}
		return false
	}
	if in(v) {
		return nil
	}
	if a, ok := v.(*Array); ok {
		for _, item := range a.All() {
			if !in(item) {
				return failf(codeParameterValue, "%s holds %s, which is not among the allowed values %s", what, shown(item), listed(list))
			}
		}
		return nil
	}
	return failf(codeParameterValue, "%s is %s, which is not among the allowed values %s", what, shown(v), listed(list))
}

// equalFold reports whether two texts are the same but for case.
func equalFold(v, w Value) bool {
	a, ok := text(v)
	b, also := text(w)
	return ok && also && strings.EqualFold(a, b)
}

func first2(a, b *node) *node {
	if a != nil {
		return a
	}
	return b
}

// shown is a value in a message, cut short.
func shown(v Value) string {
	if v.about().secret {
		return "a secret"
	}
	var b strings.Builder
	spellValue(&b, v)
	return shorten(b.String())
}

func shorten(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

func listed(list *node) string {
	var parts []string
	for _, item := range list.items {
		parts = append(parts, shown(item.plain()))
	}
	return shorten(strings.Join(parts, ", "))
}

// bounds checks the least and the greatest value or length.
func bounds(n, t *node, v Value, what string) error {
	var size Value
	unit := ""
	switch v := bare(v).(type) {
	case String, Secret:
		s, _ := text(v)
		size, unit = Int(textLen(s)), " characters"
	case *Array:
		size, unit = Int(v.Len()), " elements"
	case Int:
		return within(n, t, []string{"minValue", "maxValue"}, v, what+" is ", "")
	default:
		return nil
	}
	return within(n, t, []string{"minLength", "maxLength"}, size, what+" has ", unit)
}

func within(n, t *node, names []string, v Value, what, unit string) error {
	for i, word := range []string{"least", "most"} {
		limit := first2(n.get(names[i]), t.get(names[i]))
		if limit == nil {
			continue
		}
		x, err := argNumber([]Value{v}, 0)
		y, err2 := limit.number()
		if err == nil && err2 && x.Cmp(y) == 2*i-1 {
			return failf(codeParameterValue, "%s%s%s, wanted at %s %s", what, textOf(v), unit, word, y.RatString())
		}
	}
	return nil
}

func (n *node) number() (*big.Rat, bool) {
	if n.literal == nil {
		return nil, false
	}
	r, err := argNumber([]Value{n.literal}, 0)
	return r, err == nil
}

func (c *conformer) items(t *node, a *Array, what string) error {
	prefix, rest := t.get("prefixItems"), t.get("items")
	for i, item := range a.All() {
		n := rest
		if prefix.isArray() && i < len(prefix.items) {
			n = prefix.items[i]
		}
		if !n.isObject() {
			continue
		}
		if err := c.check(n, item, what+"["+itoa(i)+"]"); err != nil {
			return err
		}
	}
	return nil
}

func (c *conformer) members(t *node, o *Object, what string) error {
	if d := t.get("discriminator"); d.isObject() {
		v, _ := o.Get(d.get("propertyName").str())
		if s, ok := v.(String); ok {
			if variant := d.get("mapping").get(string(s)); variant != nil {
				t = c.f.typeOf(variant)
			}
		}
	}
	props, more := t.get("properties"), t.get("additionalProperties")
	for name, v := range o.All() {
		n := props.get(name)
		if n == nil {
			n = more
		}
		if n != nil && n.literal == Bool(false) {
			return failf(codeParameterValue, "%s has a property %q, which its type does not", what, name)
		}
		if !n.isObject() {
			continue
		}
		if err := c.check(n, v, what+"."+name); err != nil {
			return err
		}
	}
	return c.required(props, o, what)
}

// required checks that the properties are there that cannot be null.
func (c *conformer) required(props *node, o *Object, what string) error {
	if !props.isObject() {
		return nil
	}
	for i, n := range props.items {
		if _, ok := o.Get(props.names[i]); !ok && !c.f.nullable(n) {
			return failf(codeParameterValue, "%s has no property %q, which its type requires", what, props.names[i])
		}
	}
	return nil
}

// secured is v with the parts sealed that its type says are secrets.
func (f *frame) secured(n *node, v Value) Value {
	c := conformer{f: f}
	return c.secured(n, v)
}

func (c *conformer) secured(n *node, v Value) Value {
	if c.depth++; c.depth > c.f.t.limits.Depth || c.f.t.spend(1) != nil {
		return v
	}
	defer func() { c.depth-- }()
	t := c.f.typeOf(n)
	if strings.HasPrefix(strings.ToLower(t.get("type").str()), "secure") {
		if c.f.t.spend(v.about().size) != nil {
			return Null{}
		}
		return seal(v)
	}
	switch v := v.(type) {
	case *Object:
		props := t.get("properties")
		if props == nil {
			return v
		}
		members := make([]member, v.Len())
		for i, m := range v.members {
			members[i] = m
			if p := props.get(m.name); p.isObject() {
				members[i].value = c.secured(p, m.value)
			}
		}
		return newObject(members...)
	case *Array:
		items := t.get("items")
		if !items.isObject() {
			return v
		}
		list := make([]Value, v.Len())
		for i, item := range v.All() {
			list[i] = c.secured(items, item)
		}
		return newArray(list...)
	default:
		return v
	}
}
