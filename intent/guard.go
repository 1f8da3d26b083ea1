package intent

import (
	"cmp"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/amlsec/amlsec/diag"
)

// Limits on the shape of a document. A whole intent has about 150 nodes and
// is seven levels deep.
const (
	maxDepth   = 32   // levels of nesting, aliases followed
	maxAliased = 1000 // nodes reached through aliases
)

// guard walks a document before it is decoded and refuses what YAML allows
// and an intent does not, unknown fields included.
type guard struct {
	d       *decoder
	aliased int
	active  map[*yaml.Node]bool // the nodes being walked, to find cycles
	stopped bool                // the document cannot be walked to its end
}

// check reports what is refused in root, and whether it may be decoded.
func (d *decoder) check(root *yaml.Node) bool {
	g := guard{d: d, active: map[*yaml.Node]bool{}}
	g.walk(root, 0, nil)
	return !g.stopped
}

// walk visits n and what it holds. A node reached through an alias, of which
// via is the outermost, is counted; it was checked where it stands.
func (g *guard) walk(n *yaml.Node, depth int, via *yaml.Node) {
	if g.stopped || g.tooMuch(n, depth, via) {
		return
	}
	if via == nil {
		g.node(n)
	}
	g.active[n] = true
	if n.Kind == yaml.AliasNode {
		g.walk(n.Alias, depth+1, cmp.Or(via, n))
	}
	for _, c := range n.Content {
		g.walk(c, depth+1, via)
	}
	delete(g.active, n)
}

// tooMuch reports a document without end or out of proportion, and stops.
func (g *guard) tooMuch(n *yaml.Node, depth int, via *yaml.Node) bool {
	at := g.d.src.at(n.Line, n.Column)
	if via != nil {
		g.aliased++
	}
	switch {
	case g.active[n]:
		g.d.report("AML008", at, fmt.Sprintf("the value with anchor %q holds itself", n.Anchor), "write the value out")
	case depth > maxDepth:
		g.d.report("AML010", at, fmt.Sprintf("found more than %d levels of nesting", maxDepth), "an intent is at most a few levels deep")
	case g.aliased > maxAliased:
		g.d.report("AML008", g.d.src.span(via), fmt.Sprintf("aliases expand to more than %d values", maxAliased), "write the values out")
	default:
		return false
	}
	g.stopped = true
	return true
}

// node reports what is refused in one node.
func (g *guard) node(n *yaml.Node) {
	switch n.Kind {
	case yaml.ScalarNode:
		if i := strings.IndexFunc(n.Value, isHidden); i >= 0 {
			r := []rune(n.Value[i:])[0]
			g.d.report("AML004", g.d.src.span(n), fmt.Sprintf("the text holds the invisible character %U", r), "remove it")
		}
	case yaml.MappingNode:
		g.mapping(n)
	}
	if g.tagged(n) {
		g.d.report("AML009", g.d.src.span(n), "found a YAML tag, which an intent does not have", "remove the tag")
	}
}

// tagged reports whether a tag was written before n. The library does not say
// so for the tag "!" alone.
func (g *guard) tagged(n *yaml.Node) bool {
	if n.Style&yaml.TaggedStyle != 0 {
		return true
	}
	at := g.d.src.offset(n.Line, n.Column)
	return n.Kind != yaml.AliasNode && at < len(g.d.src.src) && g.d.src.src[at] == '!'
}

// mapping reports keys that are refused and keys written twice.
func (g *guard) mapping(n *yaml.Node) {
	first := make(map[string]diag.Span, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		at := g.d.src.span(k)
		if !g.key(k, at) {
			continue
		}
		if f, ok := first[k.Value]; ok {
			g.twice(k, at, f)
			continue
		}
		first[k.Value] = at
	}
}

func (g *guard) twice(k *yaml.Node, at, first diag.Span) {
	g.d.add(diag.Diagnostic{
		Code: "AML011", Span: at,
		Msg:   fmt.Sprintf("key %s is written twice", show(k.Value)),
		Hint:  "keep one of the two",
		Notes: []string{"first written at " + first.String()},
	})
}

// key reports whether k can be the key of a field.
func (g *guard) key(k *yaml.Node, at diag.Span) bool {
	switch {
	case k.Kind == yaml.AliasNode:
		g.d.report("AML009", at, "found an alias as a key, which an intent does not have", "write the key out")
	case k.Anchor != "":
		g.d.report("AML009", at, "found an anchor on a key, which an intent does not have", "remove the anchor")
	case k.Kind != yaml.ScalarNode:
		g.d.report("AML012", at, fmt.Sprintf("found %s as a key, wanted a name", kindOf(k)), "write \"key: value\"")
	case k.Tag == "!!merge":
		g.d.report("AML009", at, "found the merge key \"<<\", which an intent does not have", "write the values out")
	case k.Tag != "!!str":
		g.d.report("AML012", at, fmt.Sprintf("found %s as a key, wanted a name", kindOf(k)), fmt.Sprintf("if it is meant as text, quote it: %q", clip(k.Value)))
	default:
		return true
	}
	return false
}
