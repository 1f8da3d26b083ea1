package snapshot

import (
	"iter"
	"strings"
)

// Value is what an expression or a property of a template comes to. It is one
// of Null, Bool, Int, Decimal, String, Secret, *Array, *Object and *Unknown,
// and never changes.
type Value interface {
	// about sums the value up. Values share their parts, so a small template can
	// describe a value that no memory could hold written out, and that no time
	// would suffice to walk: what is asked of a whole value is kept, not counted.
	about() summary
}

// summary is what is known of a value without walking it.
type summary struct {
	size    int  // how much room it takes when written out, in nodes
	depth   int  // how deep it nests
	unknown bool // it is or holds an Unknown
	secret  bool // it is or holds a secret
}

// add is the summary of something that also holds a value with summary t.
func (s summary) add(t summary) summary {
	return summary{min(s.size+t.size, hugeSize), max(s.depth, t.depth+1), s.unknown || t.unknown, s.secret || t.secret}
}

// Null is JSON's null.
type Null struct{}

// Bool is a truth value.
type Bool bool

// Int is a whole number.
type Int int64

// Decimal is a number that is no whole 64-bit number, spelt as JSON spells it.
type Decimal string

// String is a text.
type String string

// Secret is a text or a number that comes from a secure parameter. A finished
// snapshot does not hold it, so nothing can print it.
type Secret struct {
	text     string
	number   bool // text is that of a number
	empty    bool // once the text is gone
	scrubbed bool // the text is gone
}

// Empty reports whether the text is the empty one, which protects nothing.
func (s Secret) Empty() bool { return s.empty || s.text == "" && !s.scrubbed }

// String says that there is a secret, not which.
func (s Secret) String() string { return "<secret>" }

// GoString is String, for %#v.
func (s Secret) GoString() string { return s.String() }

// Array is a list of values.
type Array struct {
	items []Value
	sum   summary
}

// Len is how many elements a has; a nil Array has none.
func (a *Array) Len() int {
	if a == nil {
		return 0
	}
	return len(a.items)
}

// At is element i, which must exist.
func (a *Array) At(i int) Value { return a.items[i] }

// All yields the elements in order.
func (a *Array) All() iter.Seq2[int, Value] {
	return func(yield func(int, Value) bool) {
		for i := range a.Len() {
			if !yield(i, a.items[i]) {
				return
			}
		}
	}
}

// Object is a list of named values, in the order of the template. Names are
// unique but for their case.
type Object struct {
	members []member
	index   map[string]int // by lower-cased name, the first; nil while there are few
	sum     summary
}

type member struct {
	name  string
	value Value
}

// indexFrom is how many members an object has before it gets an index.
const indexFrom = 9

// Len is how many members o has; a nil Object has none.
func (o *Object) Len() int {
	if o == nil {
		return 0
	}
	return len(o.members)
}

// Get is the member of that name: the exact one, or else the first that
// differs only in case, as Azure Resource Manager looks up properties.
func (o *Object) Get(name string) (Value, bool) {
	i := o.find(name)
	if i < 0 {
		return nil, false
	}
	return o.members[i].value, true
}

// mostSpellings is how many members of one name are looked at: nobody writes more
// than two, and each level of a path multiplies them.
const mostSpellings = 4

// named are the values of the members of that name in any case; the exact one
// comes first.
func (o *Object) named(name string) []Value {
	first := o.find(name)
	if first < 0 {
		return nil
	}
	list := []Value{o.members[first].value}
	if o.index != nil && len(o.index) == len(o.members) {
		return list // no two names differ in case alone
	}
	for i := range o.members {
		if i != first && strings.EqualFold(o.members[i].name, name) && len(list) < mostSpellings {
			list = append(list, o.members[i].value)
		}
	}
	return list
}

// All yields the members in order.
func (o *Object) All() iter.Seq2[string, Value] {
	return func(yield func(string, Value) bool) {
		for i := range o.Len() {
			if !yield(o.members[i].name, o.members[i].value) {
				return
			}
		}
	}
}

func (o *Object) find(name string) int {
	found := -1
	if o.Len() == 0 {
		return found
	}
	if o.index != nil {
		i, ok := o.index[strings.ToLower(name)]
		if !ok || o.members[i].name == name {
			return map[bool]int{true: i, false: -1}[ok]
		}
	}
	for i := range o.members {
		switch {
		case o.members[i].name == name:
			return i
		case found < 0 && strings.EqualFold(o.members[i].name, name):
			found = i
		}
	}
	return found
}

func (Null) about() summary      { return summary{size: 1, depth: 1} }
func (Bool) about() summary      { return summary{size: 1, depth: 1} }
func (Int) about() summary       { return summary{size: 1, depth: 1} }
func (d Decimal) about() summary { return summary{size: 1 + len(d)/unit, depth: 1} }
func (s String) about() summary  { return summary{size: 1 + len(s)/unit, depth: 1} }
func (s Secret) about() summary  { return summary{size: 1 + len(s.text)/unit, depth: 1, secret: true} }
func (a *Array) about() summary  { return a.sum }
func (o *Object) about() summary { return o.sum }

// unit is how many bytes of text weigh as much as one node.
const unit = 32

// hugeSize is where counting stops, so that sizes cannot overflow.
const hugeSize = 1 << 40

// newArray makes an array that keeps items.
func newArray(items ...Value) *Array { return &Array{items: items, sum: sumOf(items)} }

// sumOf is the summary of something that holds those values.
func sumOf(items []Value) summary {
	s := summary{size: 1, depth: 1}
	for _, v := range items {
		s = s.add(v.about())
	}
	return s
}

// newObject makes an object that keeps members, whose names must be unique.
func newObject(members ...member) *Object {
	o := &Object{members: members, sum: summary{size: 1, depth: 1}}
	for _, m := range members {
		o.sum = o.sum.add(m.value.about())
		o.sum.size += 1 + len(m.name)/unit
	}
	if len(members) >= indexFrom {
		o.index = make(map[string]int, len(members))
		for i, m := range members {
			if lower := strings.ToLower(m.name); !has(o.index, lower) {
				o.index[lower] = i
			}
		}
	}
	return o
}

func has[K comparable, V any](m map[K]V, key K) bool {
	_, ok := m[key]
	return ok
}

// builder collects the members of an object; a later value of the same name
// replaces an earlier one in its place.
type builder struct {
	members []member
	at      map[string]int    // by exact name
	folded  map[string]string // by lower-cased name, the name as first spelt; see spelling
}

func (b *builder) set(name string, v Value) {
	if i, ok := b.at[name]; ok {
		b.members[i].value = v
		return
	}
	if b.at == nil {
		b.at = map[string]int{}
	}
	b.at[name] = len(b.members)
	b.members = append(b.members, member{name, v})
}

func (b *builder) object() *Object { return newObject(b.members...) }

// kindOf is the word for the kind of v in messages.
func kindOf(v Value) string {
	switch bare(v).(type) {
	case Null:
		return "null"
	case Bool:
		return "bool"
	case Int:
		return "int"
	case Decimal:
		return "number"
	case String, Secret:
		return "string"
	case *Array:
		return "array"
	case *Object:
		return "object"
	default:
		return "value known to Azure alone"
	}
}

// text is the text of a string, secret or not.
func text(v Value) (string, bool) {
	switch s := v.(type) {
	case String:
		return string(s), true
	case Secret:
		return s.text, !s.number
	default:
		return "", false
	}
}

// bare is v, or the number that a secret is.
func bare(v Value) Value {
	if s, ok := v.(Secret); ok && s.number {
		if n, ok := number(s.text); ok {
			return n
		}
	}
	return v
}

// nameOf is a text as the name of a property, which a secret cannot be.
func nameOf(v Value) (string, bool) {
	switch s := v.(type) {
	case String:
		return string(s), true
	case Secret:
		return s.String(), true
	default:
		return "", false
	}
}

// isUnknown reports whether v itself is Unknown; its parts do not count.
func isUnknown(v Value) bool {
	_, ok := v.(*Unknown)
	return ok
}

// equal compares as Azure Resource Manager does: text by exact characters,
// objects without regard to the order of their members.
func equal(a, b Value) bool {
	a, b = bare(a), bare(b)
	if s, ok := text(a); ok {
		t, ok := text(b)
		return ok && s == t
	}
	switch a := a.(type) {
	case *Array:
		b, ok := b.(*Array)
		return ok && equalArrays(a, b)
	case *Object:
		b, ok := b.(*Object)
		return ok && equalObjects(a, b)
	case *Unknown:
		b, ok := b.(*Unknown)
		return ok && (a == b || a.sum.size < equalLimit && a.Expression() == b.Expression())
	default:
		return a == b
	}
}

// equalLimit is the size from which two unknowns are not compared by spelling.
const equalLimit = 1 << 12

func equalArrays(a, b *Array) bool {
	if a == b {
		return true
	}
	if len(a.items) != len(b.items) {
		return false
	}
	for i := range a.items {
		if !equal(a.items[i], b.items[i]) {
			return false
		}
	}
	return true
}

func equalObjects(a, b *Object) bool {
	if a == b {
		return true
	}
	if len(a.members) != len(b.members) {
		return false
	}
	for _, m := range a.members {
		i := b.find(m.name)
		if i < 0 || b.members[i].name != m.name || !equal(m.value, b.members[i].value) {
			return false
		}
	}
	return true
}
