package check

import (
	"slices"

	"github.com/amlsec/amlsec/bicep/syntax"
)

// scope is one level of names around an expression.
type scope struct {
	outer *scope
	names []Symbol
	// function is whether the level is the body of a declared function, which
	// sees only part of the file's names.
	function bool
	// this is whether the level is the body of a deployed resource.
	this bool
}

// names resolves the names of the whole file.
func (b *binder) names() {
	for _, s := range b.m.File.Stmts {
		b.stmtNames(s)
	}
}

// stmtNames resolves the names of a statement.
func (b *binder) stmtNames(s syntax.Stmt) {
	b.noteTypes(s)
	for _, d := range syntax.DecoratorsOf(s) {
		b.decoratorNames(d)
	}
	if id := syntax.NameOf(s); id != nil {
		b.owner = b.m.Defs[id]
	}
	switch s := s.(type) {
	case *syntax.ResourceDecl:
		b.resourceNames(s)
	case *syntax.FuncDecl:
		b.funcNames(s)
	case *syntax.ImportDecl, *syntax.TargetScopeDecl, *syntax.ExtendsDecl:
	case *syntax.UsingDecl:
		b.using(s)
	case *syntax.ExtensionDecl:
		b.walk(s.Config)
	default:
		id := syntax.NameOf(s)
		syntax.EachChild(s, func(n syntax.Node) {
			if _, ok := n.(*syntax.Decorator); !ok && n != syntax.Node(id) {
				b.walk(n)
			}
		})
	}
	b.owner = nil
}

// using loads what a parameters file is for.
func (b *binder) using(s *syntax.UsingDecl) {
	b.m.Using = b.source(s.Path)
	b.walk(s.Config)
}

// resourceNames resolves the names in the body of a resource, where those of
// nested resources are known.
func (b *binder) resourceNames(d *syntax.ResourceDecl) {
	r := b.resources[d]
	if r == nil {
		return
	}
	owner := b.owner
	b.owner = r
	if r.Nested {
		for p := r.Parent; p != nil; p = p.Parent {
			b.mention(p)
		}
	}
	children := make([]Symbol, len(r.Children))
	for i, c := range r.Children {
		children[i] = c
	}
	b.push(&scope{names: children, this: !d.Existing})
	b.walk(d.Body)
	b.pop()
	b.owner = owner
}

// funcNames resolves the names of a function: the types outside of its scope,
// the body inside.
func (b *binder) funcNames(d *syntax.FuncDecl) {
	var params []Symbol
	for _, p := range d.Params {
		b.walk(p.Type)
		if p.Name != nil {
			params = append(params, b.local(p.Name, FuncParam, d))
		}
	}
	b.walk(d.Result)
	b.push(&scope{names: params, function: true})
	b.walk(d.Body)
	b.pop()
}

func (b *binder) push(s *scope) {
	s.outer = b.scope
	b.scope = s
	b.localDuplicates(s)
}

func (b *binder) pop() { b.scope = b.scope.outer }

// localDuplicates reports locals of one level that share a name.
func (b *binder) localDuplicates(s *scope) {
	for i, x := range s.names {
		l, ok := x.(*Local)
		if !ok {
			return
		}
		twice := slices.ContainsFunc(s.names[:i], func(y Symbol) bool { return y.Name() == l.Name() }) ||
			slices.ContainsFunc(s.names[i+1:], func(y Symbol) bool { return y.Name() == l.Name() })
		b.duplicate(l, twice)
	}
}

// local declares a local.
func (b *binder) local(id *syntax.Ident, kind LocalKind, owner syntax.Node) Symbol {
	l := &Local{named: named{id}, Kind: kind, Owner: owner}
	b.m.Defs[id] = l
	return l
}

// walk resolves the names in an expression or a type; n may be nil.
func (b *binder) walk(n syntax.Node) {
	switch n := n.(type) {
	case nil:
	case *syntax.Ident:
		b.ident(n)
	case *syntax.ForExpr:
		b.forNames(n)
	case *syntax.LambdaExpr:
		b.lambdaNames(n)
	case *syntax.ResourceDecl:
		for _, d := range n.Decorators {
			b.decoratorNames(d)
		}
		b.resourceNames(n)
	case *syntax.Property:
		b.keyNames(n.Key)
		b.walk(n.Value)
	case *syntax.CallExpr:
		b.callNames(n)
	case *syntax.MemberExpr:
		b.memberNames(n)
	case *syntax.NestedExpr:
		b.nestedNames(n)
	case *syntax.Decorator:
		b.decoratorNames(n)
	default:
		b.walkType(n)
	}
}

// walkType resolves the names in a type, and in what needs no special care.
func (b *binder) walkType(n syntax.Node) {
	b.noteTypes(n)
	selfOK := b.selfOK
	switch n := n.(type) {
	case *syntax.TypeProperty:
		for _, d := range n.Decorators {
			b.decoratorNames(d)
		}
		b.keyNames(n.Key)
		b.selfOK = true
		b.walk(n.Type)
	case *syntax.TupleItem, *syntax.ArrayType:
		b.selfOK = true
		syntax.EachChild(n, b.walk)
	case *syntax.MemberType:
		b.selfOK = false
		b.memberTypeNames(n)
	case *syntax.GenericType:
		b.genericNames(n)
	case *syntax.RestType, *syntax.IndexType, *syntax.ItemsType, *syntax.IndexExpr:
		b.selfOK = false
		syntax.EachChild(n, b.walk)
	default:
		syntax.EachChild(n, b.walk)
	}
	b.selfOK = selfOK
}

// keyNames resolves the names in the holes of a property's key.
func (b *binder) keyNames(key syntax.Expr) {
	if s, ok := key.(*syntax.StringExpr); ok {
		b.walk(s)
	}
}

func (b *binder) forNames(f *syntax.ForExpr) {
	b.walk(f.List)
	var names []Symbol
	if f.Item != nil {
		names = append(names, b.local(f.Item, LoopItem, f))
	}
	if f.Index != nil {
		names = append(names, b.local(f.Index, LoopIndex, f))
	}
	b.push(&scope{names: names})
	b.walk(f.Body)
	b.pop()
}

func (b *binder) lambdaNames(l *syntax.LambdaExpr) {
	var names []Symbol
	for _, p := range l.Params {
		names = append(names, b.local(p, LambdaParam, l))
	}
	b.push(&scope{names: names})
	b.walk(l.Body)
	b.pop()
}

// decoratorNames resolves the names of a decorator, whose own name comes from
// a set of its own.
func (b *binder) decoratorNames(d *syntax.Decorator) {
	call := d.Call()
	if call == nil || call.Name == nil {
		if id, ok := d.X.(*syntax.Ident); ok && isDecorator(id.Name) {
			b.m.Uses[id] = &Builtin{id.Name}
			return
		}
		b.walk(d.X)
		return
	}
	if call.X != nil {
		b.walk(call.X)
	}
	if isDecorator(call.Name.Name) {
		b.m.Uses[call.Name] = &Builtin{call.Name.Name}
	} else if call.X == nil && !isFunction(call.Name.Name) {
		b.undefined(call.Name, decoratorNames)
	}
	for _, a := range call.Args {
		b.walk(a)
	}
}

// callNames resolves the name that is called.
func (b *binder) callNames(c *syntax.CallExpr) {
	if c.X != nil {
		b.walk(c.X)
		b.methodName(c)
	} else if c.Name.Name != "" {
		b.functionName(c.Name)
	}
	b.noteLoad(c)
	for _, a := range c.Args {
		b.walk(a)
	}
}

// methodName resolves x.name() where x is a namespace.
func (b *binder) methodName(c *syntax.CallExpr) {
	id, ok := syntax.Unparen(c.X).(*syntax.Ident)
	if !ok {
		return
	}
	switch ns := b.m.Uses[id].(type) {
	case *Namespace:
		b.m.Uses[c.Name] = &Builtin{c.Name.Name}
	case *Extension:
		if isNamespace(ns.Name()) {
			b.m.Uses[c.Name] = &Builtin{c.Name.Name}
		}
	case *Wildcard:
		b.foreign(c.Name, ns)
	}
}

func (b *binder) functionName(id *syntax.Ident) {
	if s := b.find(id.Name); s != nil {
		b.use(id, s)
		return
	}
	if isFunction(id.Name) {
		b.m.Uses[id] = &Builtin{id.Name}
		return
	}
	b.undefined(id, functionNames)
}

// noteLoad remembers a call that reads a file.
func (b *binder) noteLoad(c *syntax.CallExpr) {
	if _, ok := b.m.Uses[c.Name].(*Builtin); ok && isLoad(c.Name.Name) {
		b.loadCalls = append(b.loadCalls, c)
	}
}

// foreign resolves a member of an imported namespace.
func (b *binder) foreign(id *syntax.Ident, w *Wildcard) {
	if w.From == nil || exports(w.From, id.Name) {
		b.m.Uses[id] = &Foreign{Import: w, Symbol: id.Name}
	}
}

func (b *binder) memberNames(e *syntax.MemberExpr) {
	b.walk(e.X)
	if id, ok := e.X.(*syntax.Ident); ok {
		if w, ok := b.m.Uses[id].(*Wildcard); ok {
			b.foreign(e.Name, w)
		}
	}
}

func (b *binder) memberTypeNames(t *syntax.MemberType) {
	b.walk(t.X)
	id, ok := t.X.(*syntax.Ident)
	if !ok {
		return
	}
	switch ns := b.m.Uses[id].(type) {
	case *Namespace:
		b.m.Uses[t.Name] = &Builtin{t.Name.Name}
	case *Wildcard:
		b.foreign(t.Name, ns)
	}
}

func (b *binder) genericNames(t *syntax.GenericType) {
	if t.X != nil {
		b.walk(t.X)
	}
	if t.X == nil && !isBuiltinType(t.Name.Name) {
		b.ident(t.Name)
	} else {
		b.m.Uses[t.Name] = &Builtin{t.Name.Name}
		b.derive(t)
	}
	for _, a := range t.Args {
		b.walk(a)
	}
}

// nestedNames resolves x::name.
func (b *binder) nestedNames(e *syntax.NestedExpr) {
	b.walk(e.X)
	if e.Name == nil || e.Name.Name == "" {
		return
	}
	r, ok := b.m.Use(e.X).(*Resource)
	if !ok {
		if b.m.Use(e.X) != nil {
			b.errorAt(e.Name, "BCP158", "found '::' after what is no resource")
		}
		return
	}
	for _, c := range r.Children {
		if c.Name() == e.Name.Name {
			b.use(e.Name, c)
			return
		}
	}
	b.errorAt(e.Name, "BCP159", "the resource '%s' has no nested resource '%s'", r.Name(), e.Name.Name)
}
