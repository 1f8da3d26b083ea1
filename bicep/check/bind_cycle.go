package check

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
)

// cycles finds the declarations that depend on themselves and reports each
// mention that closes such a cycle.
func (b *binder) cycles() {
	t := tarjan{refs: b.refs, index: map[Symbol]int{}, low: map[Symbol]int{}, group: map[Symbol]int{}}
	for _, s := range b.globalsInOrder() {
		t.visit(s)
	}
	for _, r := range b.m.Resources {
		t.visit(r)
	}
	for _, s := range t.cyclic {
		b.m.broken[s] = true
	}
	if len(t.cyclic) > 0 {
		b.reportCycles(t.group)
	}
}

// reportCycles reports the uses of a symbol within its own cycle.
func (b *binder) reportCycles(group map[Symbol]int) {
	for _, s := range b.m.Types {
		b.cyclicType(s, group)
	}
	for _, s := range b.m.File.Stmts {
		b.cycleUses(s, b.owned(s), group)
	}
}

// owned is the symbol that a statement declares, or nil.
func (b *binder) owned(s syntax.Stmt) Symbol {
	if id := syntax.NameOf(s); id != nil {
		return b.m.Defs[id]
	}
	return nil
}

func (b *binder) cycleUses(n syntax.Node, owner Symbol, group map[Symbol]int) {
	syntax.EachChild(n, func(c syntax.Node) {
		if d, ok := c.(*syntax.ResourceDecl); ok {
			b.cycleUses(d, b.owned(d), group)
			return
		}
		if id, ok := c.(*syntax.Ident); ok {
			b.cycleUse(id, owner, group)
		}
		b.cycleUses(c, owner, group)
	})
}

func (b *binder) cycleUse(id *syntax.Ident, owner Symbol, group map[Symbol]int) {
	used := b.m.Uses[id]
	if used == nil || !b.m.broken[used] || !b.m.broken[owner] || group[used] != group[owner] {
		return
	}
	if _, isType := used.(*TypeAlias); isType {
		return // reported where it is declared
	}
	switch {
	case used == owner:
		b.errorAt(id, "BCP079", "the declaration of '%s' refers to itself", id.Name)
	default:
		b.errorAt(id, "BCP080", "the declaration of '%s' is part of a cycle: %s", id.Name, b.path(used, owner))
	}
}

// cyclicType reports a type that is defined by itself.
func (b *binder) cyclicType(s *TypeAlias, group map[Symbol]int) {
	if !b.m.broken[s] {
		return
	}
	for _, r := range b.refs[s] {
		if r != Symbol(s) && group[r] == group[s] {
			b.errorAt(s.Ident(), "BCP299", "the type '%s' is defined by itself: %s", s.Name(), b.path(r, s))
			return
		}
	}
	b.errorAt(s.Ident(), "BCP298", "the type '%s' is defined by itself", s.Name())
}

// path spells the shortest chain of mentions from one symbol to another.
func (b *binder) path(from, to Symbol) string {
	prev := map[Symbol]Symbol{from: from}
	queue := []Symbol{from}
	for len(queue) > 0 && prev[to] == nil {
		s := queue[0]
		queue = queue[1:]
		for _, next := range b.refs[s] {
			if prev[next] == nil {
				prev[next] = s
				queue = append(queue, next)
			}
		}
	}
	names := []string{to.Name()}
	for s := to; s != from && prev[s] != nil; {
		s = prev[s]
		names = append(names, s.Name())
	}
	slices.Reverse(names)
	return strings.Join(names, " -> ")
}

// tarjan finds strongly connected components.
type tarjan struct {
	refs   map[Symbol][]Symbol
	index  map[Symbol]int
	low    map[Symbol]int
	group  map[Symbol]int // of those that are complete
	stack  []Symbol
	cyclic []Symbol
}

func (t *tarjan) visit(s Symbol) {
	if t.index[s] > 0 {
		return
	}
	t.index[s] = len(t.index) + 1
	t.low[s] = t.index[s]
	t.stack = append(t.stack, s)
	self := false
	for _, r := range t.refs[s] {
		self = self || r == s
		if t.index[r] == 0 {
			t.visit(r)
			t.low[s] = min(t.low[s], t.low[r])
		} else if t.group[r] == 0 {
			t.low[s] = min(t.low[s], t.index[r])
		}
	}
	if t.low[s] == t.index[s] {
		t.pop(s, self)
	}
}

// pop completes the component whose first symbol is s.
func (t *tarjan) pop(s Symbol, self bool) {
	i := slices.Index(t.stack, s)
	members := t.stack[i:]
	for _, m := range members {
		t.group[m] = t.index[s]
	}
	if len(members) > 1 || self {
		t.cyclic = append(t.cyclic, members...)
	}
	t.stack = t.stack[:i]
}
