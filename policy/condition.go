package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// condition is a part of a policy rule.
type condition struct {
	kind kind
	at   snapshot.Tree
	kids []*condition // of allOf, anyOf and not

	// Of a comparison.
	subject snapshot.Tree // the field or the value, or the field or value that is counted
	ref     *reference    // of a field whose name is no expression
	op      operator
	want    snapshot.Tree

	// Of a count.
	name  string     // of the element of a value
	where *condition // nil for all
}

type kind uint8

const (
	allOf kind = iota + 1
	anyOf
	not
	field
	value
	countField
	countValue
)

// maxDepth is how deep conditions nest.
const maxDepth = 100

// compiler reads conditions.
type compiler struct {
	language  *snapshot.Language
	operators map[string]operator // by lower-cased name
	depth     int
}

// misread is what is wrong with a policy, and where.
type misread struct {
	at        snapshot.Tree
	msg, hint string
}

func (m *misread) Error() string { return m.msg }

func misreadf(at snapshot.Tree, format string, args ...any) error {
	return &misread{at: at, msg: fmt.Sprintf(format, args...)}
}

// condition reads one.
func (c *compiler) condition(t snapshot.Tree) (*condition, error) {
	if c.depth++; c.depth > maxDepth {
		return nil, misreadf(t, "conditions nest deeper than %d levels", maxDepth)
	}
	defer func() { c.depth-- }()
	if !t.IsObject() {
		return nil, misreadf(t, "a condition is no JSON object")
	}
	for name, kid := range t.Members() {
		switch strings.ToLower(name) {
		case "allof":
			return c.junction(allOf, t, kid)
		case "anyof":
			return c.junction(anyOf, t, kid)
		case "not":
			inner, err := c.condition(kid)
			return &condition{kind: not, at: t, kids: []*condition{inner}}, err
		}
	}
	return c.comparison(t)
}

func (c *compiler) junction(k kind, t, list snapshot.Tree) (*condition, error) {
	if !list.IsArray() || t.Len() != 1 {
		return nil, misreadf(t, "allOf and anyOf hold a list of conditions, and stand alone")
	}
	j := &condition{kind: k, at: t}
	for item := range list.Items() {
		kid, err := c.condition(item)
		if err != nil {
			return nil, err
		}
		j.kids = append(j.kids, kid)
	}
	return j, nil
}

// comparison reads what compares a field, a value or a count.
func (c *compiler) comparison(t snapshot.Tree) (*condition, error) {
	n := &condition{at: t}
	for name, part := range t.Members() {
		if err := c.part(n, strings.ToLower(name), part); err != nil {
			return nil, err
		}
	}
	if n.kind == 0 {
		return nil, misreadf(t, "a condition has none of allOf, anyOf, not, field, value and count")
	}
	if n.op.name == "" {
		return nil, misreadf(t, "a condition compares with nothing")
	}
	return n, nil
}

// part reads one member of a comparison.
func (c *compiler) part(n *condition, name string, t snapshot.Tree) error {
	switch name {
	case "field", "value", "count":
		if n.kind != 0 {
			return misreadf(t, "a condition has two of field, value and count")
		}
		if name == "count" {
			return c.count(n, t)
		}
		return c.subject(n, name, t)
	}
	op, ok := c.operators[name]
	switch {
	case !ok:
		return misreadf(t, "there is no operator %q", name)
	case n.op.name != "":
		return misreadf(t, "a condition has two operators, %s and %s", n.op.name, op.name)
	}
	n.op, n.want = op, t
	return c.expressions(t)
}

// subject reads what is compared or counted.
func (c *compiler) subject(n *condition, name string, t snapshot.Tree) error {
	n.kind, n.subject = value, t
	if name == "field" {
		if n.kind = field; t.Text() == "" {
			return misreadf(t, "a field has no name")
		}
		if !t.IsExpression() {
			n.ref = referenceTo(t.Text())
		}
	}
	return c.expressions(t)
}

func (c *compiler) count(n *condition, t snapshot.Tree) error {
	list := t.Get("value")
	over := "value"
	if f := t.Get("field"); f.IsValid() {
		list, over = f, "field"
	}
	if !list.IsValid() {
		return misreadf(t, "count has neither field nor value")
	}
	if err := c.subject(n, over, list); err != nil {
		return err
	}
	n.name = t.Get("name").Text()
	if n.kind == value {
		n.kind = countValue
	} else if n.kind = countField; n.ref == nil || !n.ref.hasStar() {
		return misreadf(list, "count takes an alias with [*], found %q", list.Text())
	}
	if where := t.Get("where"); where.IsValid() {
		var err error
		n.where, err = c.condition(where)
		return err
	}
	return nil
}

// expressions reads the expressions in t, of which Azure Policy takes those
// without the functions that only deployments have.
func (c *compiler) expressions(t snapshot.Tree) error {
	if at, err := c.language.Compile(t); err != nil {
		return misreadf(at, "%s", err)
	}
	return nil
}

// types are the resource types that a condition can hold for, in lower case; nil
// for any. A policy then looks at no others.
func (c *condition) types() []string {
	switch {
	case c.kind == allOf:
		for _, kid := range c.kids {
			if types := kid.types(); types != nil {
				return types
			}
		}
	case c.kind == anyOf:
		all := []string{}
		for _, kid := range c.kids {
			types := kid.types()
			if types == nil {
				return nil
			}
			all = append(all, types...)
		}
		slices.Sort(all)
		return slices.Compact(all)
	case c.kind == field && c.ref != nil && c.ref.kind == refType:
		return c.typesCompared()
	}
	return nil
}

// typesCompared are the types that the field type is compared with.
func (c *condition) typesCompared() []string {
	if list := c.want; c.op.name == "in" && list.IsArray() {
		all := []string{}
		for item := range list.Items() {
			if item.IsExpression() {
				return nil
			}
			all = append(all, strings.ToLower(item.Text()))
		}
		return all
	}
	if c.op.name == "equals" && c.want.Text() != "" && !c.want.IsExpression() {
		return []string{strings.ToLower(c.want.Text())}
	}
	return nil
}
