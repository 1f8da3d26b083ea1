package generator

import (
	"bytes"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
)

// change replaces the bytes from one offset up to another.
type change struct {
	from, to syntax.Pos
	text     string
}

// apply makes the changes, which do not overlap.
func apply(src []byte, changes []change) []byte {
	slices.SortFunc(changes, func(a, b change) int { return int(a.from - b.from) })
	var b bytes.Buffer
	b.Grow(len(src))
	at := syntax.Pos(0)
	for _, c := range changes {
		b.Write(src[at:c.from])
		b.WriteString(c.text)
		at = c.to
	}
	b.Write(src[at:])
	return b.Bytes()
}

// tidy finds what a rendered file can do without, as Bicep's linter sees it:
// references to existing resources that nothing uses, and dependencies that a
// reference implies already. Templates offer both for the plan to choose from.
func tidy(f *syntax.File) []change {
	g := graphOf(f)
	used := g.used()
	var changes []change
	for _, n := range g.nodes {
		switch {
		case n.existing && !used[n.name]:
			changes = append(changes, change{from: withComment(f.Src, n.decl.Pos()), to: n.decl.End()})
		case n.after != nil:
			if c, ok := g.shorten(n); ok {
				changes = append(changes, c)
			}
		}
	}
	return changes
}

// graph is who mentions whom in a file.
type graph struct {
	src    []byte
	nodes  []*node
	byName map[string]*node
	// roots are mentioned by parameters, variables and outputs.
	roots map[string]bool
}

// node is a resource or a module.
type node struct {
	name     string
	decl     syntax.Stmt
	existing bool
	// after is its dependsOn property, or nil.
	after *syntax.Property
	// mentions are the names in the rest of its body.
	mentions map[string]bool
}

func graphOf(f *syntax.File) *graph {
	g := &graph{src: f.Src, byName: map[string]*node{}, roots: map[string]bool{}}
	for _, s := range f.Stmts {
		n := nodeOf(s)
		if n == nil {
			collect(s, nil, g.roots)
			continue
		}
		g.nodes = append(g.nodes, n)
		g.byName[n.name] = n
	}
	return g
}

func nodeOf(s syntax.Stmt) *node {
	n := &node{decl: s, mentions: map[string]bool{}}
	var body syntax.Expr
	switch s := s.(type) {
	case *syntax.ResourceDecl:
		n.name, n.existing, body = s.Name.Name, s.Existing, s.Body
	case *syntax.ModuleDecl:
		n.name, body = s.Name.Name, s.Body
	default:
		return nil
	}
	if object := syntax.UnpackBody(body).Object; object != nil {
		n.after = object.Property("dependsOn")
	}
	collect(body, n.after, n.mentions)
	return n
}

// collect adds the names that n mentions, outside of one property.
func collect(n syntax.Node, without *syntax.Property, names map[string]bool) {
	syntax.Inspect(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Property:
			if n == without {
				return false
			}
			if _, plain := n.Key.(*syntax.Ident); plain {
				collect(n.Value, without, names)
				return false
			}
		case *syntax.MemberExpr:
			collect(n.X, without, names)
			return false
		case *syntax.Ident:
			names[n.Name] = true
		}
		return true
	})
}

// used are the names that outputs, modules and resources which are made
// mention, and those that these mention where they exist already.
func (g *graph) used() map[string]bool {
	used := map[string]bool{}
	var use func(names map[string]bool)
	use = func(names map[string]bool) {
		for name := range names {
			if n := g.byName[name]; n != nil && !used[name] {
				used[name] = true
				use(n.mentions)
			}
		}
	}
	use(g.roots)
	for _, n := range g.nodes {
		if !n.existing {
			use(n.mentions)
		}
	}
	return used
}

// shorten leaves out of n's dependsOn what n waits for anyway. What is more than
// a name, as a template of the user's may write, stays as it is.
func (g *graph) shorten(n *node) (change, bool) {
	list, ok := n.after.Value.(*syntax.ArrayExpr)
	if !ok {
		return change{}, false
	}
	implied := g.implied(n)
	var kept []string
	for _, item := range list.Items {
		text := string(g.src[item.Pos():item.End()])
		if id, ok := item.(*syntax.Ident); ok && (implied[id.Name] || slices.Contains(kept, text)) {
			continue
		}
		kept = append(kept, text)
	}
	if len(kept) == len(list.Items) {
		return change{}, false
	}
	c := change{from: n.after.Pos(), to: n.after.End()}
	if len(kept) > 0 {
		c.text = dependsOn(kept)
		c.text = strings.TrimPrefix(c.text, "\n")
	}
	return c, true
}

// implied are the names that n mentions, and those mentioned by the existing
// resources among them, which Bicep looks through.
func (g *graph) implied(n *node) map[string]bool {
	implied := map[string]bool{}
	var add func(names map[string]bool)
	add = func(names map[string]bool) {
		for name := range names {
			if implied[name] {
				continue
			}
			implied[name] = true
			if m := g.byName[name]; m != nil && m.existing {
				add(m.mentions)
			}
		}
	}
	add(n.mentions)
	return implied
}

// withComment moves an offset up over the comment lines right above it.
func withComment(src []byte, at syntax.Pos) syntax.Pos {
	for at > 0 {
		start := bytes.LastIndexByte(src[:at-1], '\n') + 1
		if !bytes.HasPrefix(bytes.TrimSpace(src[start:at]), []byte("//")) {
			break
		}
		at = syntax.Pos(start)
	}
	return at
}

// dependsOn is the property with what must be deployed first, on a line of its
// own, or nothing.
func dependsOn(symbols []string) string {
	if len(symbols) == 0 {
		return ""
	}
	return "\ndependsOn: " + linesOf(symbols)
}
