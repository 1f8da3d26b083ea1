package check

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

func lintUnusedParams(l *linter) {
	for _, s := range l.m.Params {
		if !l.isUsed(s) {
			l.found(s.Ident(), "the parameter '%s' is never used", s.Name())
		}
	}
}

func lintUnusedVars(l *linter) {
	for _, s := range l.m.Vars {
		if !l.isUsed(s) && !l.m.Exported(s.Decl) {
			l.found(s.Ident(), "the variable '%s' is never used", s.Name())
		}
	}
}

func lintUnusedTypes(l *linter) {
	for _, s := range l.m.Types {
		if !l.isUsed(s) && !l.m.Exported(s.Decl) {
			l.found(s.Ident(), "the type '%s' is never used", s.Name())
		}
	}
}

func lintUnusedExisting(l *linter) {
	for _, s := range l.m.Resources {
		if s.Decl.Existing && !s.Nested && len(s.Children) == 0 && !l.isUsed(s) {
			l.found(s.Ident(), "the existing resource '%s' is never used", s.Name())
		}
	}
}

func lintUnusedImports(l *linter) {
	for _, s := range l.m.Imported {
		if s.From != nil && exports(s.From, s.Symbol) && !l.isUsed(s) {
			l.found(s.Ident(), "the import '%s' is never used", s.Name())
		}
	}
	for _, s := range l.m.Wildcards {
		if s.From != nil && !l.isUsed(s) {
			l.found(s.Ident(), "the import '%s' is never used", s.Name())
		}
	}
}

// lintDependsOn finds what dependsOn names although the body refers to it.
func lintDependsOn(l *linter) {
	var d *impliedDeps
	check := func(s Symbol, body syntax.Unpacked) {
		p := bodyProp(body, "dependsOn")
		if p == nil {
			return
		}
		list, ok := p.Value.(*syntax.ArrayExpr)
		if !ok {
			return
		}
		if d == nil {
			d = &impliedDeps{m: l.m, direct: map[Symbol][]Dependency{}}
		}
		l.needless(d.of(s), list)
	}
	for _, r := range l.m.Resources {
		check(r, r.Body)
	}
	for _, m := range l.m.Modules {
		check(m, m.Body)
	}
}

// needless reports what a list names that is implied, or named before.
func (l *linter) needless(implied map[Symbol]bool, list *syntax.ArrayExpr) {
	named := map[Symbol]bool{}
	for _, x := range list.Items {
		s := l.m.nameUse(x)
		switch s.(type) {
		case *Resource, *Module:
		default:
			continue
		}
		if isLoop(s) {
			continue
		}
		if !implied[s] && !named[s] {
			named[s] = true
			continue
		}
		l.found(x, "found '%s' in 'dependsOn', which is depended on already", s.Name())
	}
}

// impliedDeps knows what declarations depend on without dependsOn.
type impliedDeps struct {
	m      *Model
	direct map[Symbol][]Dependency
}

// of is what a resource or module depends on, directly or not.
func (d *impliedDeps) of(s Symbol) map[Symbol]bool {
	found, seen := map[Symbol]bool{}, map[Symbol]bool{}
	queue := d.directOf(s)
	for len(queue) > 0 {
		dep := queue[0]
		queue = queue[1:]
		r, isResource := dep.Target.(*Resource)
		if !dep.Weak || !isResource || !r.Decl.Existing {
			found[dep.Target] = true
		}
		if !seen[dep.Target] {
			seen[dep.Target] = true
			queue = append(queue, d.directOf(dep.Target)...)
		}
	}
	return found
}

func (d *impliedDeps) directOf(s Symbol) []Dependency {
	if list, ok := d.direct[s]; ok {
		return list
	}
	var list []Dependency
	switch s := s.(type) {
	case *Var:
		list = s.Deps
	case *Module:
		list = d.body(s.Decl.Body, s.Body)
	case *Resource:
		list = d.body(s.Decl.Body, s.Body)
		if s.Parent != nil {
			list = append(list, Dependency{Target: s.Parent, Weak: true})
		}
	}
	d.direct[s] = list
	return list
}

// body is what a body mentions outside of dependsOn.
func (d *impliedDeps) body(whole syntax.Expr, u syntax.Unpacked) []Dependency {
	w := newDepWalk(d.m, u)
	if u.For != nil {
		w.node(u.For.List)
	}
	if u.If != nil {
		w.node(u.If.Cond)
	}
	if u.Object == nil {
		return w.deps
	}
	depends := u.Object.Property("dependsOn")
	for _, item := range u.Object.Items {
		if item != syntax.ObjectItem(depends) {
			w.node(item)
		}
	}
	return w.deps
}

func lintExplicitAny(l *linter) {
	for id, s := range l.m.Uses {
		b, ok := s.(*Builtin)
		if !ok || b.Name() != "any" {
			continue
		}
		if _, isType := l.c.types[id].(types.Any); isType && !l.isCallName(id) {
			l.found(id, "found the type 'any', wanted one that says more")
		}
	}
}

// isCallName tells the function any() from the type any.
func (l *linter) isCallName(id *syntax.Ident) bool {
	call, ok := l.c.parent(id).(*syntax.CallExpr)
	return ok && call.Name == id
}

func lintLooseTypes(l *linter) {
	for id, s := range l.m.Uses {
		b, ok := s.(*Builtin)
		if !ok || b.Name() != "object" && b.Name() != "array" {
			continue
		}
		if _, isType := l.c.types[id]; isType && !l.isCallName(id) {
			l.found(id, "found the type '%s', wanted one that says of what", id.Name)
		}
	}
}

// described reports declarations without a description.
func (l *linter) described(s Symbol, decl syntax.Stmt) {
	l.describedBy(syntax.DecoratorsOf(decl), s.Ident(), s.Name())
}

func (l *linter) describedBy(decs []*syntax.Decorator, at syntax.Node, name string) {
	call := l.m.Decorator(decs, "description")
	if call == nil {
		l.found(at, "'%s' has no description", name)
		return
	}
	if len(call.Args) == 1 {
		if text, ok := syntax.LiteralString(call.Args[0]); ok && strings.TrimSpace(text) == "" {
			l.found(call.Args[0], "the description of '%s' is empty", name)
		}
	}
}

func lintTypePropertyDescriptions(l *linter) {
	for _, s := range l.m.Types {
		syntax.Inspect(s.Decl, func(n syntax.Node) bool {
			p, ok := n.(*syntax.TypeProperty)
			if !ok {
				return true
			}
			if name, ok := p.Name(); ok {
				l.describedBy(p.Decorators, p.Key, name)
			} else if p.Key == nil {
				l.describedBy(p.Decorators, p, "*")
			}
			return true
		})
	}
}

func lintParamDescriptions(l *linter) {
	for _, s := range l.m.Params {
		l.described(s, s.Decl)
	}
}

func lintOutputDescriptions(l *linter) {
	for _, s := range l.m.Outputs {
		l.described(s, s.Decl)
	}
}

func lintTypeDescriptions(l *linter) {
	for _, s := range l.m.Types {
		l.described(s, s.Decl)
	}
}

func lintVarDescriptions(l *linter) {
	for _, s := range l.m.Vars {
		l.described(s, s.Decl)
	}
}
