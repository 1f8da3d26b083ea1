package check

import (
	"slices"

	"github.com/amlsec/amlsec/bicep/syntax"
)

// ident resolves a name that stands alone.
func (b *binder) ident(id *syntax.Ident) {
	if id.Name == "" {
		return
	}
	if s := b.find(id.Name); s != nil {
		b.use(id, s)
		return
	}
	switch {
	case isNamespace(id.Name):
		b.m.Uses[id] = &Namespace{id.Name}
	case id.Name == "this" && b.inBody():
		b.m.Uses[id] = &Namespace{id.Name}
	case isBuiltinType(id.Name), isFunction(id.Name):
		b.m.Uses[id] = &Builtin{id.Name}
	case b.types[id]:
		b.errorAt(id, "BCP302", "found '%s', which is no type", id.Name)
	default:
		b.undefined(id, nil)
	}
}

// inBody reports whether the walk is in the body of a deployed resource.
func (b *binder) inBody() bool {
	for s := b.scope; s != nil; s = s.outer {
		if s.this {
			return true
		}
	}
	return false
}

// use notes that a name refers to a symbol.
func (b *binder) use(id *syntax.Ident, s Symbol) {
	b.m.Uses[id] = s
	if !b.selfOK {
		b.mention(s)
	}
}

// mention notes that the current declaration depends on a symbol.
func (b *binder) mention(s Symbol) {
	if b.owner == nil {
		return
	}
	if _, ok := s.(*Local); !ok {
		b.refs[b.owner] = append(b.refs[b.owner], s)
	}
}

// find looks a name up, from the innermost scope outwards.
func (b *binder) find(name string) Symbol {
	function := false
	for s := b.scope; s != nil; s = s.outer {
		for _, sym := range s.names {
			if sym.Name() == name {
				return sym
			}
		}
		function = function || s.function
	}
	s, ok := b.m.Globals[name]
	if !ok || function && !inFunctions(s) {
		return nil
	}
	return s
}

// inFunctions reports whether the body of a declared function sees a symbol.
func inFunctions(s Symbol) bool {
	switch s.(type) {
	case *Var, *Func, *Imported, *Wildcard, *Resource:
		return true
	default:
		return false
	}
}

// maxGuesses bounds for how many names of a file a similar one is looked for.
const maxGuesses = 100

// undefined reports a name that stands for nothing.
func (b *binder) undefined(id *syntax.Ident, candidates []string) {
	if b.guesses++; b.guesses > maxGuesses {
		b.errorAt(id, "BCP057", "the name '%s' is not declared", id.Name)
		return
	}
	code := "BCP082"
	if candidates == nil {
		code, candidates = "BCP057", b.visible()
	}
	// A name that is declared, but not for this place, is no misspelling.
	if s := similar(id.Name, candidates); s != "" && s != id.Name {
		b.errorAt(id, code, "the name '%s' is not declared; did you mean '%s'?", id.Name, s)
		return
	}
	b.errorAt(id, "BCP057", "the name '%s' is not declared", id.Name)
}

// visible are the names that an expression sees, sorted.
func (b *binder) visible() []string {
	var list []string
	for s := b.scope; s != nil; s = s.outer {
		for _, sym := range s.names {
			list = append(list, sym.Name())
		}
	}
	for name := range b.m.Globals {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}
