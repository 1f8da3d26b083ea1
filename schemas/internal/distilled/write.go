package distilled

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/schemas/internal/azjson"
)

// Write distils the resources that keep asks for, by type and version, out of
// nodes, together with all that they refer to and the functions called on
// them. The same nodes give the same bytes.
func Write(nodes []*azjson.Node, keep func(name string) bool) ([]byte, error) {
	w := writer{}
	kept := map[string]*azjson.Node{}
	for _, n := range nodes {
		if n.Kind == azjson.Resource && keep(n.Name) {
			kept[strings.ToLower(n.Name)] = n
		}
	}
	functions := map[*azjson.Node][]*azjson.Node{}
	for _, n := range nodes {
		if r := kept[strings.ToLower(n.Of)]; n.Kind == azjson.Function && r != nil && isList(n.Name) {
			functions[r] = append(functions[r], n)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(kept)) {
		r := kept[id]
		slices.SortFunc(functions[r], func(a, b *azjson.Node) int { return strings.Compare(a.Name, b.Name) })
		w.resource(r, functions[r])
	}
	return w.text()
}

// isList reports whether Bicep offers the function as a method of the
// resource.
func isList(name string) bool { return strings.HasPrefix(strings.ToLower(name), "list") }

// writer collects blocks. What refers to another block is written with a
// placeholder until all blocks are known and equal ones can share a name.
type writer struct {
	blocks []*block
	of     map[*azjson.Node]*block
	err    error
}

// block is the text of one type, cut at the references to other types:
// parts[0] refs[0] parts[1] refs[1] … parts[n].
type block struct {
	name  string
	parts []string
	refs  []*block
	// class is the same for blocks that cannot be told apart.
	class int
	// key is the name by which others refer to it, the name or one with ~n.
	key string
}

func (w *writer) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

func (w *writer) resource(r *azjson.Node, functions []*azjson.Node) {
	e := entry{w: w, b: &block{name: r.Name}}
	w.blocks = append(w.blocks, e.b)
	e.str(" resource " + scopes(r.Readable) + " " + scopes(r.Writable) + " ")
	e.typ(r.Body, false)
	for _, f := range functions {
		e.str("\n\t" + f.Name + "(")
		if f.Input != nil {
			e.typ(f.Input, false)
		}
		e.str(") ")
		e.typ(f.Output, false)
	}
	e.end()
}

func scopes(set uint8) string {
	if set == 0 {
		return "-"
	}
	return letters(set, scopeLetters)
}

// blockOf returns the block of an object or discriminated node.
func (w *writer) blockOf(n *azjson.Node) *block {
	if b := w.of[n]; b != nil {
		return b
	}
	if !clean(n.Name) {
		w.fail("type name %q", n.Name)
	}
	e := entry{w: w, b: &block{name: n.Name}}
	if w.of == nil {
		w.of = map[*azjson.Node]*block{}
	}
	w.of[n] = e.b
	w.blocks = append(w.blocks, e.b)
	if n.Kind == azjson.Object {
		e.str(" object")
	} else {
		e.str(" union " + n.Discriminator)
	}
	e.properties(n)
	for _, value := range slices.Sorted(maps.Keys(n.Variants)) {
		e.str("\n\t" + quote(value) + " ")
		e.typ(n.Variants[value], false)
	}
	e.end()
	return e.b
}

// entry writes the text of a block.
type entry struct {
	w   *writer
	b   *block
	buf bytes.Buffer
}

func (e *entry) str(s string) { e.buf.WriteString(s) }

func (e *entry) end() {
	e.b.parts = append(e.b.parts, e.buf.String())
}

func (e *entry) ref(mark string, n *azjson.Node) {
	e.str(mark)
	e.b.parts = append(e.b.parts, e.buf.String())
	e.buf.Reset()
	e.b.refs = append(e.b.refs, e.w.blockOf(n))
}

func (e *entry) properties(n *azjson.Node) {
	for _, name := range slices.Sorted(maps.Keys(n.Properties)) {
		if !clean(name) || name == "*" {
			e.w.fail("property name %q of %s", name, n.Name)
		}
		p := n.Properties[name]
		e.str("\n\t" + name)
		if flags := letters(p.Flags, flagLetters); flags != "" {
			e.str(":" + flags)
		}
		e.str(" ")
		e.typ(p.Type, false)
	}
	if n.Additional != nil {
		e.str("\n\t* ")
		e.typ(n.Additional, false)
	}
}

func (e *entry) typ(n *azjson.Node, inArray bool) {
	switch n.Kind {
	case azjson.Any:
		e.str("any")
	case azjson.Null:
		e.str("null")
	case azjson.Bool:
		e.str("bool")
	case azjson.Int:
		e.str("int" + limits(n))
	case azjson.String:
		e.str(map[bool]string{false: "string", true: "secret"}[n.Sensitive] + limits(n))
	case azjson.Literal:
		e.str(quote(n.Value))
	case azjson.Array:
		e.str("[]")
		e.typ(n.Item, true)
	case azjson.Object:
		e.ref(map[bool]string{false: "#", true: "!"}[n.Sensitive], n)
	case azjson.Discriminated:
		e.ref("@", n)
	case azjson.Union:
		e.union(n, inArray)
	default:
		e.w.fail("%s in %s", n.Kind, e.b.name)
	}
}

// union writes the literals in order, then the rest in the order of the
// source.
func (e *entry) union(n *azjson.Node, inArray bool) {
	members := slices.Clone(n.Elements)
	slices.SortStableFunc(members, func(a, b *azjson.Node) int {
		if a.Kind != azjson.Literal || b.Kind != azjson.Literal {
			return boolToInt(a.Kind != azjson.Literal) - boolToInt(b.Kind != azjson.Literal)
		}
		return strings.Compare(a.Value, b.Value)
	})
	if inArray {
		e.str("(")
	}
	for i, m := range members {
		if i > 0 {
			e.str("|")
		}
		e.typ(m, true)
	}
	if inArray {
		e.str(")")
	}
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func limits(n *azjson.Node) string {
	if n.Min == nil && n.Max == nil && n.Pattern == "" {
		return ""
	}
	var s string
	if n.Min != nil || n.Max != nil {
		s = limit(n.Min) + ".." + limit(n.Max)
	}
	if n.Pattern != "" {
		s = strings.TrimLeft(s+" "+strconv.Quote(n.Pattern), " ")
	}
	return "(" + s + ")"
}

func limit(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// quote writes a literal on one line.
func quote(s string) string {
	q := strconv.Quote(s)
	q = strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
	return "'" + strings.ReplaceAll(q, "'", `\'`) + "'"
}
