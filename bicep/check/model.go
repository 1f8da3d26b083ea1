// Package check finds out what the names in a Bicep file mean and whether the
// file makes sense.
//
// Load reads a file and the modules that it uses, binds every name, and
// returns a Program: one Model for each file, beside the tree, which is never
// changed.
package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/diag"
)

// Program is a file and all the files it uses.
type Program struct {
	// Main is the model of the file that was asked for.
	Main *Model
	// Models are the models of all .bicep files, each after those it uses; the
	// last one is Main.
	Models []*Model

	lookup func(typeName, apiVersion string) (*types.ResourceType, bool)
}

// Source is what a module or an import refers to: a *Model or a *Template.
type Source interface {
	// Location is the path or, for what a registry holds, the reference.
	Location() string
	source()
}

// Model is what is known of one file. It and all it refers to are read-only.
type Model struct {
	// File is the tree.
	File *syntax.File
	// Path is where the file lies, slash-separated, as ReadFile takes it.
	Path string
	// Registry is the reference the file was loaded by, empty for a local file.
	Registry string
	// Scope is the targetScope; ScopeResourceGroup if there is none.
	Scope types.Scope

	// The symbols of each kind, in the order of the source.
	Params     []*Param
	Vars       []*Var
	Types      []*TypeAlias
	Funcs      []*Func
	Modules    []*Module
	Outputs    []*Output
	Metadata   []*Metadata
	Asserts    []*Assert
	Tests      []*Test
	Extensions []*Extension
	Imported   []*Imported
	Wildcards  []*Wildcard
	Assigned   []*Assigned
	// Using is what a parameters file is for, nil if there is none.
	Using Source
	// Resources are all resources, those nested in others included, in the
	// order of emission: what is nested comes before what is not.
	Resources []*Resource

	// Globals maps the names that expressions can refer to to what they stand
	// for; of two with one name it has the first.
	Globals map[string]Symbol
	// Defs maps each name that the file declares to its symbol, locals included.
	Defs map[*syntax.Ident]Symbol
	// Uses maps each name that refers to something to its symbol: the
	// expression or type *Ident itself, and the Name of a CallExpr (unless it
	// is a function of a value, such as list*), a GenericType, a NestedExpr
	// and of a MemberExpr or MemberType on a namespace. What is not found is
	// not here, and has been reported.
	Uses map[*syntax.Ident]Symbol
	// Loads maps each call of a function that loads a file to what it loaded.
	Loads map[*syntax.CallExpr]Value
	// Derived maps each resourceInput<…> and its like to what it stands for.
	Derived map[*syntax.GenericType]*Derived

	broken map[Symbol]bool
	// nested and top are the two parts of Resources.
	nested, top []*Resource
	// faulty is whether the file has errors.
	faulty bool
	// parse is what the parser reported.
	parse diag.List
	// types are those that Check found.
	types map[syntax.Node]types.Type
	// values are the types of symbols that Check found.
	values map[Symbol]types.Type
}

// Location is the path, or the reference that the file was loaded by.
func (m *Model) Location() string {
	if m.Registry != "" {
		return m.Registry
	}
	return m.Path
}

func (*Model) source() {}

// Faulty reports whether the file, or one that it uses, could not be parsed and
// bound without errors.
func (m *Model) Faulty() bool { return m.faulty }

// Use is what an expression that is a name, or a nested resource, refers to,
// or nil.
func (m *Model) Use(e syntax.Node) Symbol {
	switch e := e.(type) {
	case *syntax.Ident:
		return m.Uses[e]
	case *syntax.NestedExpr:
		return m.Uses[e.Name]
	case *syntax.CallExpr:
		return m.Uses[e.Name]
	case *syntax.GenericType:
		return m.Uses[e.Name]
	case *syntax.MemberExpr:
		return m.Uses[e.Name]
	case *syntax.MemberType:
		return m.Uses[e.Name]
	default:
		return nil
	}
}

// Cyclic reports whether the declaration of a symbol depends on itself, which
// has been reported.
func (m *Model) Cyclic(s Symbol) bool { return m.broken[s] }

// Decorator is the decorator of that name, or nil: @name(…) or @sys.name(…).
func (m *Model) Decorator(list []*syntax.Decorator, name string) *syntax.CallExpr {
	for _, d := range list {
		call := d.Call()
		if call == nil || call.Name.Name != name {
			continue
		}
		if call.X == nil {
			return call
		}
		if _, ok := m.Use(call.X).(*Namespace); ok {
			return call
		}
	}
	return nil
}

// Exported reports whether a declaration carries @export().
func (m *Model) Exported(s syntax.Stmt) bool {
	return m.Decorator(syntax.DecoratorsOf(s), "export") != nil
}

// Export is the exported type, variable or function of that name, or nil.
func (m *Model) Export(name string) Symbol {
	switch s := m.Globals[name].(type) {
	case *TypeAlias:
		if m.Exported(s.Decl) {
			return s
		}
	case *Var:
		if m.Exported(s.Decl) {
			return s
		}
	case *Func:
		if m.Exported(s.Decl) {
			return s
		}
	}
	return nil
}

// Exports are the exported types, variables and functions, in this order.
func (m *Model) Exports() []Symbol {
	var list []Symbol
	for _, s := range m.Types {
		list = m.appendExport(list, s, s.Decl)
	}
	for _, s := range m.Vars {
		list = m.appendExport(list, s, s.Decl)
	}
	for _, s := range m.Funcs {
		list = m.appendExport(list, s, s.Decl)
	}
	return list
}

func (m *Model) appendExport(list []Symbol, s Symbol, decl syntax.Stmt) []Symbol {
	if m.Exported(decl) {
		return append(list, s)
	}
	return list
}
