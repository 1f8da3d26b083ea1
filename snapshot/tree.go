package snapshot

import (
	"errors"
	"fmt"
	"iter"

	"github.com/amlsec/amlsec/diag"
)

// Tree is a place in a JSON text, read as Azure Resource Manager reads it: with
// comments, single quotes and line breaks in strings. The zero Tree is no value.
type Tree struct {
	n     *node
	lines *diag.Lines
}

// ReadTree reads a JSON text. The place is where reading ended, with an error;
// a text beyond the limits has none.
func ReadTree(src []byte, limits Limits) (Tree, diag.Pos, error) {
	lines := diag.NewLines(src)
	root, err := readJSON(string(src), limits.withDefaults())
	var broken *syntaxError
	switch {
	case errors.As(err, &broken):
		return Tree{}, lines.Pos(broken.offset), err
	case err != nil:
		return Tree{}, diag.Pos{}, fmt.Errorf("it has more values, or nests deeper, than the limits allow: %w", err)
	}
	return Tree{root, lines}, diag.Pos{}, nil
}

// TreeOf is a value as a tree, at the place of another one.
func TreeOf(v Value, at Tree) Tree {
	if at.n == nil {
		return Tree{builtNode(v, 0, nil), nil}
	}
	return Tree{fromValue(v, at.n), at.lines}
}

// Unescaped is a copy of t in which texts are what a template makes of them:
// "[[parameters('x')]" becomes "[parameters('x')]", which means something to
// whom it is sent.
func (t Tree) Unescaped() Tree {
	if t.n == nil {
		return t
	}
	return Tree{t.n.unescaped(nil), t.lines}
}

func (n *node) unescaped(parent *node) *node {
	c := &node{kind: n.kind, offset: n.offset, text: unescape(n.text), names: n.names, parent: parent, literal: n.literal}
	for _, item := range n.items {
		c.items = append(c.items, item.unescaped(c))
	}
	return c
}

// IsValid reports whether there is a value.
func (t Tree) IsValid() bool { return t.n != nil }

// IsObject reports whether the value is an object.
func (t Tree) IsObject() bool { return t.n.isObject() }

// IsArray reports whether the value is an array.
func (t Tree) IsArray() bool { return t.n.isArray() }

// IsExpression reports whether the value is a text that is an expression.
func (t Tree) IsExpression() bool {
	return t.n != nil && t.n.kind == nodeString && isExpression(t.n.text)
}

// Get is the member of an object, by exact name or else by any case; no value
// when there is none.
func (t Tree) Get(name string) Tree { return Tree{t.n.get(name), t.lines} }

// Text is the text of a string as it is written, empty for all else.
func (t Tree) Text() string { return t.n.str() }

// Len is how many elements an array or members an object has.
func (t Tree) Len() int {
	if t.n == nil {
		return 0
	}
	return len(t.n.items)
}

// Items yields the elements of an array, in order.
func (t Tree) Items() iter.Seq[Tree] {
	return func(yield func(Tree) bool) {
		for i := range t.Len() {
			if t.n.isArray() && !yield(Tree{t.n.items[i], t.lines}) {
				return
			}
		}
	}
}

// Members yields the members of an object, in order.
func (t Tree) Members() iter.Seq2[string, Tree] {
	return func(yield func(string, Tree) bool) {
		for i := range t.Len() {
			if t.n.isObject() && !yield(t.n.names[i], Tree{t.n.items[i], t.lines}) {
				return
			}
		}
	}
}

// Pos is where the value begins.
func (t Tree) Pos() diag.Pos {
	if t.n == nil || t.lines == nil {
		return diag.Pos{}
	}
	return t.lines.Pos(t.n.offset)
}

// Plain is the value as it is written, with expressions as their text; Null
// when there is none.
func (t Tree) Plain() Value {
	if t.n == nil {
		return Null{}
	}
	return t.n.plain()
}
