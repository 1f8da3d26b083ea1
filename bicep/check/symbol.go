package check

import (
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// Symbol is what a name stands for: a pointer to one of Param, Var, TypeAlias,
// Func, Resource, Module, Output, Metadata, Assert, Test, Extension, Imported,
// Wildcard, Assigned, Foreign, Local, Namespace or Builtin.
type Symbol interface {
	// Name is the name in the file that declares it.
	Name() string
	// Ident is where the name is declared, nil for what the language provides
	// and for a Foreign.
	Ident() *syntax.Ident
	symbol()
}

// named is a symbol that the file declares.
type named struct{ id *syntax.Ident }

// Name is the declared name.
func (n named) Name() string { return n.id.Name }

// Ident is where the name is declared.
func (n named) Ident() *syntax.Ident { return n.id }

func (named) symbol() {}

type (
	// Param is a parameter of the template.
	Param struct {
		named
		Decl *syntax.ParamDecl
	}
	// Var is a variable.
	Var struct {
		named
		Decl *syntax.VarDecl
		// Inline is whether the value cannot be known before the deployment
		// starts, so that a template must repeat it wherever it is used.
		Inline bool
		// Deps are the resources, modules and variables that the value mentions.
		Deps []Dependency
	}
	// TypeAlias is a type that the file declares.
	TypeAlias struct {
		named
		Decl *syntax.TypeDecl
	}
	// Func is a function that the file declares.
	Func struct {
		named
		Decl *syntax.FuncDecl
	}
	// Output is an output of the template.
	Output struct {
		named
		Decl *syntax.OutputDecl
	}
	// Metadata is a metadata statement.
	Metadata struct {
		named
		Decl *syntax.MetadataDecl
	}
	// Assert is an assert statement.
	Assert struct {
		named
		Decl *syntax.AssertDecl
	}
	// Test is a test statement.
	Test struct {
		named
		Decl *syntax.TestDecl
	}
	// Extension is an extension statement.
	Extension struct {
		named
		Decl *syntax.ExtensionDecl
		// Provider and Version are what the specification names; Version may
		// be empty.
		Provider, Version string

		// path is where a registry keeps it, without the version.
		path string
	}
	// Imported is a symbol that an import statement names.
	Imported struct {
		named
		Decl *syntax.ImportDecl
		Item *syntax.ImportItem
		// Symbol is the name in the file it comes from.
		Symbol string
		// From is that file, nil if it could not be loaded.
		From Source
	}
	// Wildcard is the name of import * as name.
	Wildcard struct {
		named
		Decl *syntax.ImportDecl
		// From is the imported file, nil if it could not be loaded.
		From Source
	}
)

// Assigned is, in a parameters file, a parameter that gets a value.
type Assigned struct {
	named
	Decl *syntax.ParamAssign
}

// Foreign is a use of a member of a Wildcard: ns.member.
type Foreign struct {
	// Import is the statement that brings the namespace.
	Import *Wildcard
	// Symbol is the name in the imported file.
	Symbol string
}

// Name is the member's name.
func (f *Foreign) Name() string { return f.Symbol }

// Ident is nil: the file does not declare the name.
func (f *Foreign) Ident() *syntax.Ident { return nil }

func (*Foreign) symbol() {}

// LocalKind is what introduces a Local.
type LocalKind uint8

// The kinds of locals.
const (
	// LoopItem is x in [for x in …].
	LoopItem LocalKind = iota + 1
	// LoopIndex is i in [for (x, i) in …].
	LoopIndex
	// LambdaParam is a parameter of a lambda.
	LambdaParam
	// FuncParam is a parameter of a function that the file declares.
	FuncParam
)

// Local is a name that holds within one expression only.
type Local struct {
	named
	Kind LocalKind
	// Owner is what introduces it: *syntax.ForExpr, *syntax.LambdaExpr or
	// *syntax.FuncDecl. The name holds in its Body.
	Owner syntax.Node
}

// Loop is the loop that introduces the local, or nil.
func (l *Local) Loop() *syntax.ForExpr {
	loop, _ := l.Owner.(*syntax.ForExpr)
	return loop
}

// Namespace is one of the namespaces that every file has: sys or az.
type Namespace struct{ name string }

// Name is the namespace's name.
func (n *Namespace) Name() string { return n.name }

// Ident is nil.
func (n *Namespace) Ident() *syntax.Ident { return nil }

func (*Namespace) symbol() {}

// Builtin is a function, a decorator or a type that the language provides.
type Builtin struct{ name string }

// Name is the name, without a namespace.
func (b *Builtin) Name() string { return b.name }

// Ident is nil.
func (b *Builtin) Ident() *syntax.Ident { return nil }

func (*Builtin) symbol() {}

// Resource is a resource, at the top of a file or nested in another.
type Resource struct {
	named
	Decl *syntax.ResourceDecl
	// Body is the declaration's body, taken apart.
	Body syntax.Unpacked
	// Ref is the full type and version; those of a nested resource are
	// completed from its parent. If the catalogue has the type, it is spelt as
	// there. It is the zero Ref in a faulty source.
	Ref types.Ref
	// Type is what the catalogue has for Ref, or nil.
	Type *types.ResourceType
	// Extension is nil for a resource of Azure.
	Extension *Extension
	// Parent is the resource it is nested in or names as its parent, or nil.
	Parent *Resource
	// ParentIndex is i in parent: name[i], or nil.
	ParentIndex syntax.Expr
	// Nested is whether it is declared within Parent.
	Nested bool
	// Children are the resources nested directly in it.
	Children []*Resource
	// Place is where it is deployed; a child has that of its first ancestor.
	Place Placement
	// Deps are the resources, modules and variables that the declaration
	// mentions, nested resources left out.
	Deps []Dependency
	// Inline is whether an existing resource cannot be referred to before the
	// deployment starts, so that a template must not declare it.
	Inline bool
}

// Loop is the loop that the resource is declared in, or nil.
func (r *Resource) Loop() *syntax.ForExpr { return r.Body.For }

// Property is the value of a property at the top of the body, or nil.
func (r *Resource) Property(name string) syntax.Expr { return bodyProperty(r.Body, name) }

// Ancestors are the parents, from the outermost down to Parent.
func (r *Resource) Ancestors() []*Resource {
	if r.Parent == nil {
		return nil
	}
	return append(r.Parent.Ancestors(), r.Parent)
}

// SymbolicName is the name with those of the resources it is nested in:
// parent::child.
func (r *Resource) SymbolicName() string {
	if !r.Nested {
		return r.Name()
	}
	return r.Parent.SymbolicName() + "::" + r.Name()
}

// Module is a module statement.
type Module struct {
	named
	Decl *syntax.ModuleDecl
	// Body is the declaration's body, taken apart.
	Body syntax.Unpacked
	// Source is the module's file, nil if it could not be loaded.
	Source Source
	// Place is where it is deployed.
	Place Placement
	// Deps are the resources, modules and variables that the declaration
	// mentions.
	Deps []Dependency
}

// Loop is the loop that the module is declared in, or nil.
func (m *Module) Loop() *syntax.ForExpr { return m.Body.For }

// Property is the value of a property at the top of the body, or nil.
func (m *Module) Property(name string) syntax.Expr { return bodyProperty(m.Body, name) }

func bodyProperty(body syntax.Unpacked, name string) syntax.Expr {
	if body.Object == nil {
		return nil
	}
	if p := body.Object.Property(name); p != nil {
		return p.Value
	}
	return nil
}

// Placement is where a resource or a module is deployed. Expressions are nil
// when they are those of the deployment itself.
type Placement struct {
	// Scope is one of ScopeTenant, ScopeManagementGroup, ScopeSubscription,
	// ScopeResourceGroup and, with Resource, ScopeResource.
	Scope types.Scope
	// Group is the name of the management group.
	Group syntax.Expr
	// Subscription is the id of the subscription.
	Subscription syntax.Expr
	// ResourceGroup is the name of the resource group.
	ResourceGroup syntax.Expr
	// Resource is the resource that the declaration extends.
	Resource *Resource
	// Named is the resource group or management group that scope names, if the
	// file declares it.
	Named *Resource
	// Index is i in scope: name[i], where name is a loop of resources.
	Index syntax.Expr
}

// Target is the resource that scope names, or nil.
func (p Placement) Target() *Resource {
	if p.Resource != nil {
		return p.Resource
	}
	return p.Named
}

// The scopes that a file can target, for packages that need no types.
const (
	Tenant          = types.ScopeTenant
	ManagementGroup = types.ScopeManagementGroup
	Subscription    = types.ScopeSubscription
	ResourceGroup   = types.ScopeResourceGroup
	// Extending is the scope of what is deployed on another resource.
	Extending = types.ScopeResource
)

// Dependency is one mention of a resource, a module or a variable.
type Dependency struct {
	// Target is a *Resource, a *Module or a *Var.
	Target Symbol
	// Index is i in name[i], nil for the whole of a loop and for what is none.
	Index syntax.Expr
	// Weak is whether the mention needs only what the declaration of the
	// resource says: its id, name, type or version, its functions, or its
	// being a parent or a scope.
	Weak bool
}
