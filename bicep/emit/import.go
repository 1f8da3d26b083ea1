package emit

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
)

// importedMark is the member of metadata that says where something was
// imported from.
const importedMark = "__bicep_imported_from!"

// closure is what a file imports, and all that this needs in turn. It is
// copied into the template of the file.
type closure struct {
	e *emitter
	// entries are in the order in which they were found.
	entries []*entry
	// byKey finds entries by where they come from and what they are called.
	byKey map[entryKey]*entry
	// sources are the names of the files.
	sources map[check.Source]string
	types   []typeEntry
	vars    []varEntry
	funcs   []funcEntry
}

// entryKey tells entries apart.
type entryKey struct{ source, name string }

// entry is a symbol of another file.
type entry struct {
	entryKey
	// from is its file.
	from check.Source
	// symbol is what it is in a Bicep file; nil for the content of a loaded
	// file, which load is, and in a template.
	symbol check.Symbol
	load   *syntax.CallExpr
	// ref is what it is in a template: its kind, and how the template calls it.
	kind check.ExportKind
	ref  string
	// as is its name in this template, with a namespace if the file does not
	// import it by name.
	as string
}

type (
	typeEntry struct {
		name string
		x    *object
	}
	varEntry struct {
		name  string
		value expr
	}
	funcEntry struct {
		space, name string
		value       *check.Object
	}
)

// importClosure finds all that the file imports and names it.
func (e *emitter) importClosure() *closure {
	c := &closure{e: e, byKey: map[entryKey]*entry{}, sources: map[check.Source]string{}}
	e.imports = c
	m := e.main.m
	for _, i := range m.Imported {
		c.addExport(i.From, i.Symbol)
	}
	for _, w := range m.Wildcards {
		c.addAll(w.From)
	}
	for i := 0; i < len(c.entries) && e.spend(); i++ {
		c.follow(c.entries[i])
	}
	c.name()
	for _, x := range c.entries {
		c.convert(x)
	}
	slices.SortStableFunc(c.types, func(a, b typeEntry) int { return compareCulture(a.name, b.name) })
	slices.SortStableFunc(c.vars, func(a, b varEntry) int { return compareCulture(a.name, b.name) })
	slices.SortStableFunc(c.funcs, func(a, b funcEntry) int { return compareCulture(a.name, b.name) })
	return c
}

// sourceName identifies a file in the template: what a registry holds by its
// whole reference, a local file by its path from the file that is built.
func (c *closure) sourceName(src check.Source) string {
	if name, ok := c.sources[src]; ok {
		return name
	}
	name := src.Location()
	if t, ok := src.(*check.Template); !ok || t.Registry == "" {
		name = relative(path.Dir(c.e.main.m.Path), name)
	}
	c.sources[src] = name
	return name
}

// relative is the path to a file from a folder.
func relative(dir, file string) string {
	from, to := strings.Split(path.Clean(dir), "/"), strings.Split(path.Clean(file), "/")
	if from[0] == "." {
		from = from[1:]
	}
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// add notes an entry, once.
func (c *closure) add(x entry) *entry {
	x.source = c.sourceName(x.from)
	if old, ok := c.byKey[x.entryKey]; ok {
		return old
	}
	c.byKey[x.entryKey] = &x
	c.entries = append(c.entries, &x)
	return &x
}

// addExport notes an exported symbol of a file.
func (c *closure) addExport(from check.Source, name string) *entry {
	switch from := from.(type) {
	case *check.Model:
		if s := from.Export(name); s != nil {
			return c.add(entry{from: from, symbol: s, entryKey: entryKey{name: name}})
		}
	case *check.Template:
		switch kind := from.Exports[name]; kind {
		case check.ExportType:
			return c.addRef(from, kind, "#/definitions/"+name)
		case check.ExportFunc:
			return c.addRef(from, kind, functionName(name))
		case check.ExportVar:
			return c.addRef(from, kind, name)
		}
	}
	return nil
}

// addAll notes all that a file exports.
func (c *closure) addAll(from check.Source) {
	switch from := from.(type) {
	case *check.Model:
		for _, s := range from.Exports() {
			c.addExport(from, s.Name())
		}
	case *check.Template:
		for _, name := range from.ExportNames() {
			c.addExport(from, name)
		}
	}
}

// follow notes what an entry needs.
func (c *closure) follow(x *entry) {
	m, ok := x.from.(*check.Model)
	if !ok {
		c.followRef(x)
		return
	}
	decl := declOf(x.symbol)
	if decl == nil {
		return
	}
	f := c.e.file(m)
	syntax.Inspect(decl, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Ident:
			c.followSymbol(m, m.Uses[n])
		case *syntax.CallExpr:
			if name := f.loaded[n]; name != "" {
				c.add(entry{from: m, load: n, entryKey: entryKey{name: name}})
			}
		}
		return true
	})
}

func declOf(s check.Symbol) syntax.Node {
	switch s := s.(type) {
	case *check.TypeAlias:
		return s.Decl
	case *check.Var:
		return s.Decl
	case *check.Func:
		return s.Decl
	default:
		return nil
	}
}

// followSymbol notes what a name in another file refers to.
func (c *closure) followSymbol(m *check.Model, s check.Symbol) {
	switch s := s.(type) {
	case *check.TypeAlias, *check.Var, *check.Func:
		c.add(entry{from: m, symbol: s, entryKey: entryKey{name: s.Name()}})
	case *check.Imported:
		c.addExport(s.From, s.Symbol)
	case *check.Wildcard:
		c.addAll(s.From)
	}
}

// name gives each entry its name in the template.
func (c *closure) name() {
	for _, i := range c.e.main.m.Imported {
		if x := c.addExport(i.From, i.Symbol); x != nil {
			x.as = i.Name()
		}
	}
	order := slices.Clone(c.entries)
	slices.SortStableFunc(order, func(a, b *entry) int {
		return compareCulture(a.source+"_"+a.name, b.source+"_"+b.name)
	})
	next := 1
	number := func() int { next++; return next - 1 }
	spaces := map[string]int{}
	for _, x := range order {
		if x.as != "" {
			continue
		}
		if spaces[x.source] == 0 {
			spaces[x.source] = number()
		}
		name := x.entryKey.name
		if !isIdentifier(name) {
			name = fmt.Sprintf("_%d", number())
		}
		x.as = fmt.Sprintf("_%d.%s", spaces[x.source], name)
	}
}

// origin says where an entry comes from; named is whether the template keeps
// its name.
func (x *entry) origin(named bool) *check.Object {
	o := &check.Object{}
	add(o, "sourceTemplate", check.String(x.source))
	if !named {
		add(o, "originalIdentifier", check.String(x.name))
	}
	return o
}

// convert makes what the template holds for an entry.
func (c *closure) convert(x *entry) {
	m, ok := x.from.(*check.Model)
	if !ok {
		c.convertRef(x)
		return
	}
	at := env{e: c.e, f: c.e.file(m), copyName: x.as}
	if x.load != nil {
		c.vars = append(c.vars, varEntry{x.as, loaded(m.Loads[x.load])})
		return
	}
	switch s := x.symbol.(type) {
	case *check.TypeAlias:
		t := c.e.typeOf(node(at.f, s.Decl.Type), c.e.discriminator(at.f, s.Decl.Decorators))
		c.addType(x, at.modified(t, s.Decl.Decorators, false))
	case *check.Var:
		c.vars = append(c.vars, varEntry{x.as, at.expr(s.Decl.Value)})
	case *check.Func:
		c.addFunc(x, func(origin *check.Object) *check.Object { return c.e.function(at, s.Decl, origin) })
	}
}

func (c *closure) addType(x *entry, t *object) {
	o := x.origin(strings.HasSuffix(x.as, x.name))
	t.merge("metadata", &object{[]prop{{text(importedMark), asExpr(o)}}})
	c.types = append(c.types, typeEntry{x.as, t})
}

func (c *closure) addFunc(x *entry, describe func(origin *check.Object) *check.Object) {
	space, name, ok := strings.Cut(x.as, ".")
	if !ok {
		space, name = functionSpace, x.as
	}
	c.funcs = append(c.funcs, funcEntry{space, name, describe(x.origin(name == x.name))})
}

// asExpr is an object of strings as an expression.
func asExpr(o *check.Object) *object {
	x := &object{}
	for _, m := range o.Members {
		s, _ := m.Value.(check.String)
		x.props = append(x.props, prop{text(m.Name), text(s)})
	}
	return x
}

// importedName is the name of what the import of some file refers to.
func (c *closure) importedName(s *check.Imported) string { return c.exportName(s.From, s.Symbol) }

func (c *closure) foreignName(s *check.Foreign) string { return c.exportName(s.Import.From, s.Symbol) }

func (c *closure) exportName(from check.Source, name string) string {
	if x := c.addExport(from, name); x != nil {
		return x.as
	}
	return name
}

// nameOf is the name in the template of a type, variable or function that a
// file declares.
func (e *emitter) nameOf(f *file, s check.Symbol) string {
	if f == e.main {
		return s.Name()
	}
	if x, ok := e.imports.byKey[entryKey{e.imports.sourceName(f.m), s.Name()}]; ok {
		return x.as
	}
	return s.Name()
}

// loadedName is the name in the template of the variable that holds a loaded
// file.
func (e *emitter) loadedName(f *file, name string) string {
	if f == e.main {
		return name
	}
	if x, ok := e.imports.byKey[entryKey{e.imports.sourceName(f.m), name}]; ok {
		return x.as
	}
	return name
}
