package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/diag"
)

// binder makes the model of one file.
type binder struct {
	l     *loader
	m     *Model
	diags diag.List

	// scope is where names are looked up now.
	scope *scope
	// owner is the declaration that is being walked.
	owner Symbol
	// refs are the symbols that each declaration mentions, for cycles.
	refs map[Symbol][]Symbol
	// selfOK is whether a type may refer to itself here.
	selfOK bool
	// loadCalls are the calls that read a file.
	loadCalls []*syntax.CallExpr
	// guesses is how many names have been looked for among those similar.
	guesses int
	// resources finds the symbol of a declaration.
	resources map[*syntax.ResourceDecl]*Resource
	// types are the names that stand for types.
	types map[*syntax.Ident]bool
	// flags are the decisions of inlining; see bind_inline.go.
	flags map[Symbol]decision
}

func newBinder(l *loader, m *Model) *binder {
	m.Scope = types.ScopeResourceGroup
	m.Globals = map[string]Symbol{}
	m.Defs = map[*syntax.Ident]Symbol{}
	m.Uses = map[*syntax.Ident]Symbol{}
	m.Loads = map[*syntax.CallExpr]Value{}
	m.Derived = map[*syntax.GenericType]*Derived{}
	m.broken = map[Symbol]bool{}
	return &binder{
		l: l, m: m,
		refs:      map[Symbol][]Symbol{},
		resources: map[*syntax.ResourceDecl]*Resource{},
		flags:     map[Symbol]decision{},
	}
}

// bind runs the passes, each of which needs those before it.
func (b *binder) bind() {
	b.targetScope()
	for _, s := range b.m.File.Stmts {
		b.declare(s)
	}
	b.m.Resources = append(b.m.nested, b.m.top...)
	b.duplicates()
	b.names()
	b.cycles()
	b.loads()
	b.resourceTypes()
	b.placements()
	b.dependencies()
	b.inlining()
}

// errorAt reports an error at a node.
func (b *binder) errorAt(n syntax.Node, code, format string, args ...any) {
	b.diags.Errorf(code, b.m.File.Span(n), format, args...)
}

// fail reports why something could not be loaded, at the node that asked.
func (b *binder) fail(n syntax.Node, err *loadError) { b.errorAt(n, err.code, "%s", err.msg) }

// targetScope reads the targetScope statement.
func (b *binder) targetScope() {
	var found []*syntax.TargetScopeDecl
	for _, s := range b.m.File.Stmts {
		if d, ok := s.(*syntax.TargetScopeDecl); ok {
			found = append(found, d)
		}
	}
	for _, d := range found {
		if len(found) > 1 {
			b.errorAt(syntax.Range{From: d.Keyword, To: d.Keyword + syntax.Pos(len("targetScope"))}, "BCP112", "found more than one targetScope, wanted one")
		}
	}
	if len(found) > 0 {
		if name, ok := syntax.LiteralString(found[0].Value); ok {
			b.m.Scope = scopeNamed(name, b.m.Scope)
		}
	}
}

// scopeNamed is the scope of that name, or the one given.
func scopeNamed(name string, otherwise types.Scope) types.Scope {
	switch name {
	case "tenant":
		return types.ScopeTenant
	case "managementGroup":
		return types.ScopeManagementGroup
	case "subscription":
		return types.ScopeSubscription
	case "resourceGroup":
		return types.ScopeResourceGroup
	default:
		return otherwise
	}
}

// define makes a symbol known by its name.
func (b *binder) define(s Symbol) {
	b.m.Defs[s.Ident()] = s
	if _, ok := b.m.Globals[s.Name()]; !ok && referable(s) && s.Name() != "" {
		b.m.Globals[s.Name()] = s
	}
}

// referable reports whether expressions can refer to the symbol.
func referable(s Symbol) bool {
	switch s.(type) {
	case *Output, *Metadata:
		return false
	default:
		return true
	}
}

// declare makes the symbols of a statement.
func (b *binder) declare(s syntax.Stmt) {
	if id := syntax.NameOf(s); id != nil {
		b.declareNamed(s, named{id})
		return
	}
	switch s := s.(type) {
	case *syntax.ImportDecl:
		b.declareImport(s)
	case *syntax.ExtensionDecl:
		b.declareExtension(s)
	}
}

func (b *binder) declareNamed(s syntax.Stmt, n named) {
	m := b.m
	switch s := s.(type) {
	case *syntax.ParamDecl:
		m.Params = append(m.Params, &Param{named: n, Decl: s})
		b.define(m.Params[len(m.Params)-1])
	case *syntax.VarDecl:
		m.Vars = append(m.Vars, &Var{named: n, Decl: s})
		b.define(m.Vars[len(m.Vars)-1])
	case *syntax.TypeDecl:
		m.Types = append(m.Types, &TypeAlias{named: n, Decl: s})
		b.define(m.Types[len(m.Types)-1])
	case *syntax.FuncDecl:
		m.Funcs = append(m.Funcs, &Func{named: n, Decl: s})
		b.define(m.Funcs[len(m.Funcs)-1])
	case *syntax.OutputDecl:
		m.Outputs = append(m.Outputs, &Output{named: n, Decl: s})
		b.define(m.Outputs[len(m.Outputs)-1])
	case *syntax.ResourceDecl:
		r := b.declareResource(s, nil)
		m.top = append(m.top, r)
		b.define(r)
	case *syntax.ModuleDecl:
		m.Modules = append(m.Modules, b.declareModule(s, n))
		b.define(m.Modules[len(m.Modules)-1])
	default:
		b.declareRare(s, n)
	}
}

func (b *binder) declareRare(s syntax.Stmt, n named) {
	m := b.m
	switch s := s.(type) {
	case *syntax.MetadataDecl:
		m.Metadata = append(m.Metadata, &Metadata{named: n, Decl: s})
		b.define(m.Metadata[len(m.Metadata)-1])
	case *syntax.AssertDecl:
		m.Asserts = append(m.Asserts, &Assert{named: n, Decl: s})
		b.define(m.Asserts[len(m.Asserts)-1])
	case *syntax.TestDecl:
		m.Tests = append(m.Tests, &Test{named: n, Decl: s})
		b.define(m.Tests[len(m.Tests)-1])
	case *syntax.ParamAssign:
		m.Assigned = append(m.Assigned, &Assigned{named: n, Decl: s})
		b.define(m.Assigned[len(m.Assigned)-1])
	}
}

// declareResource makes the symbols of a resource and of those nested in it.
// Nested ones are listed innermost first, which is the order of emission.
func (b *binder) declareResource(d *syntax.ResourceDecl, parent *Resource) *Resource {
	r := &Resource{named: named{d.Name}, Decl: d, Body: syntax.UnpackBody(d.Body), Parent: parent, Nested: parent != nil}
	b.resources[d] = r
	if r.Body.Object != nil {
		for _, c := range r.Body.Object.Resources() {
			if c.Name == nil {
				continue
			}
			child := b.declareResource(c, r)
			b.m.Defs[c.Name] = child
			r.Children = append(r.Children, child)
		}
	}
	b.m.nested = append(b.m.nested, r.Children...)
	return r
}

func (b *binder) declareModule(d *syntax.ModuleDecl, n named) *Module {
	m := &Module{named: n, Decl: d, Body: syntax.UnpackBody(d.Body)}
	m.Source = b.source(d.Path)
	if t, ok := m.Source.(*Model); ok && t.File.Params {
		b.errorAt(d.Path, "BCP277", "found a parameters file, wanted a module")
		m.Source = nil
	}
	return m
}

// source loads the file that a path names, and reports if that fails or if
// the file has errors.
func (b *binder) source(at syntax.Expr) Source {
	s, ok := at.(*syntax.StringExpr)
	if !ok {
		return nil
	}
	ref, ok := s.Literal()
	if !ok {
		b.errorAt(at, "BCP092", "found an interpolated path, wanted a literal one")
		return nil
	}
	src, err := b.l.reference(b.m, ref)
	if err != nil {
		b.fail(at, err)
		return nil
	}
	if m, ok := src.(*Model); ok && m.faulty {
		b.errorAt(b.m.reference(at), "BCP104", "the file '%s' has errors", ref)
	}
	return src
}

func (b *binder) declareImport(d *syntax.ImportDecl) {
	from := b.source(d.Path)
	if d.Namespace != nil {
		w := &Wildcard{named: named{d.Namespace}, Decl: d, From: from}
		b.m.Wildcards = append(b.m.Wildcards, w)
		b.define(w)
	}
	for _, it := range d.Items {
		if it.Name() == nil {
			continue
		}
		i := &Imported{named: named{it.Name()}, Decl: d, Item: it, Symbol: itemSymbol(it), From: from}
		if from != nil && !exports(from, i.Symbol) {
			b.errorAt(it.Symbol, "BCP360", "found '%s', which '%s' does not export", i.Symbol, from.Location())
			i.From = nil
		}
		b.m.Imported = append(b.m.Imported, i)
		b.define(i)
	}
}

func itemSymbol(it *syntax.ImportItem) string {
	if id, ok := it.Symbol.(*syntax.Ident); ok {
		return id.Name
	}
	name, _ := syntax.LiteralString(it.Symbol)
	return name
}

// exports reports whether a source exports a symbol of that name.
func exports(src Source, name string) bool {
	switch src := src.(type) {
	case *Model:
		return src.Export(name) != nil
	case *Template:
		_, ok := src.Exports[name]
		return ok
	default:
		return false
	}
}

// duplicates reports names that are declared more than once.
func (b *binder) duplicates() {
	seen := map[string][]Symbol{}
	var order []string
	for _, s := range b.globalsInOrder() {
		key := symbolSpace(s) + s.Name()
		if len(seen[key]) == 0 {
			order = append(order, key)
		}
		seen[key] = append(seen[key], s)
	}
	for _, key := range order {
		for _, s := range seen[key] {
			b.duplicate(s, len(seen[key]) > 1)
		}
	}
	for _, r := range b.m.Resources {
		b.duplicateChildren(r)
	}
}

// symbolSpace tells names apart that do not collide.
func symbolSpace(s Symbol) string {
	switch s.(type) {
	case *Output:
		return "output "
	case *Metadata:
		return "metadata "
	default:
		return ""
	}
}

func (b *binder) duplicate(s Symbol, twice bool) {
	if s.Name() == "" {
		return
	}
	if twice {
		code := "BCP028"
		if !referable(s) {
			code = "BCP145"
		}
		b.errorAt(s.Ident(), code, "the name '%s' is declared more than once", s.Name())
	}
	if _, ok := s.(*Extension); !ok && isNamespace(s.Name()) && referable(s) {
		b.errorAt(s.Ident(), "BCP084", "found the name '%s', which is that of a namespace", s.Name())
	}
}

func (b *binder) duplicateChildren(r *Resource) {
	count := map[string]int{}
	for _, c := range r.Children {
		count[c.Name()]++
	}
	for _, c := range r.Children {
		b.duplicate(c, count[c.Name()] > 1)
	}
}

// globalsInOrder are the symbols of the statements, in the order of the source.
func (b *binder) globalsInOrder() []Symbol {
	var list []Symbol
	add := func(id *syntax.Ident) {
		if s, ok := b.m.Defs[id]; ok && id != nil {
			list = append(list, s)
		}
	}
	for _, s := range b.m.File.Stmts {
		switch s := s.(type) {
		case *syntax.ImportDecl:
			add(s.Namespace)
			for _, it := range s.Items {
				add(it.Name())
			}
		case *syntax.ExtensionDecl:
			add(extensionName(s))
		default:
			add(syntax.NameOf(s))
		}
	}
	return list
}

func isNamespace(name string) bool { return name == "sys" || name == "az" }
