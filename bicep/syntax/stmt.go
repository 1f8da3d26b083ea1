package syntax

// Head is what every statement begins with; all Decl types embed it.
type Head struct {
	Range
	// Decorators stand above the statement; Range covers them as well.
	Decorators []*Decorator
	// Keyword is the offset of the statement's first word.
	Keyword Pos
}

// DecoratorsOf are the decorators of any statement.
func DecoratorsOf(s Stmt) []*Decorator { return s.(interface{ head() *Head }).head().Decorators }

func (h *Head) head() *Head { return h }
func (*Head) stmt()         {}

// TargetScopeDecl is: targetScope = 'subscription'.
type TargetScopeDecl struct {
	Head
	Value Expr
}

// MetadataDecl is: metadata Name = Value.
type MetadataDecl struct {
	Head
	Name  *Ident
	Value Expr
}

// ParamDecl is: param Name Type = Default. Default may be nil. In a
// .bicepparam file a ParamAssign stands instead.
type ParamDecl struct {
	Head
	Name    *Ident
	Type    TypeExpr
	Default Expr
}

// ParamAssign is, in a .bicepparam file: param Name = Value.
type ParamAssign struct {
	Head
	Name  *Ident
	Value Expr
}

// VarDecl is: var Name Type = Value. Type is mostly nil.
type VarDecl struct {
	Head
	Name  *Ident
	Type  TypeExpr
	Value Expr
}

// TypeDecl is: type Name = Type.
type TypeDecl struct {
	Head
	Name *Ident
	Type TypeExpr
}

// FuncDecl is: func Name(Params) Result => Body.
type FuncDecl struct {
	Head
	Name   *Ident
	Params []*FuncParam
	Result TypeExpr
	Body   Expr
}

// FuncParam is a parameter of a function: its name and its type.
type FuncParam struct {
	Range
	Name *Ident
	Type TypeExpr
}

// OutputDecl is: output Name Type = Value.
type OutputDecl struct {
	Head
	Name  *Ident
	Type  TypeExpr
	Value Expr
}

// AssertDecl is: assert Name = Value.
type AssertDecl struct {
	Head
	Name  *Ident
	Value Expr
}

// ResourceDecl is: resource Name 'type@version' existing = Body. It stands at
// the top of a file or, nested, in the object of another resource.
type ResourceDecl struct {
	Head
	Name *Ident
	// Type is a *StringExpr, or *Bad.
	Type Expr
	// Existing is whether the resource is only referred to.
	Existing bool
	// Body is an *ObjectExpr, an *IfExpr or a *ForExpr; see UnpackBody.
	Body Expr
}

// ModuleDecl is: module Name 'path' = Body.
type ModuleDecl struct {
	Head
	Name *Ident
	// Path is a *StringExpr, or *Bad.
	Path Expr
	// Body is an *ObjectExpr, an *IfExpr or a *ForExpr; see UnpackBody.
	Body Expr
}

// TestDecl is: test Name 'path' = Body.
type TestDecl struct {
	Head
	Name *Ident
	Path Expr
	Body Expr
}

// ImportDecl is: import {a, b as c} from 'path', with Items, or
// import * as Namespace from 'path', with Namespace and no Items.
type ImportDecl struct {
	Head
	Items     []*ImportItem
	Namespace *Ident
	// Path is a *StringExpr, or *Bad.
	Path Expr
}

// ImportItem is one symbol that an import names.
type ImportItem struct {
	Range
	// Symbol is an *Ident or, for a name that is no identifier, a *StringExpr.
	Symbol Expr
	// As is the name of it here; nil if it keeps its own.
	As *Ident
}

// Name is the name that the item has in this file, or nil in a faulty source.
func (i *ImportItem) Name() *Ident {
	if i.As != nil {
		return i.As
	}
	id, _ := i.Symbol.(*Ident)
	return id
}

// ExtensionDecl is: extension Spec with Config as Alias.
type ExtensionDecl struct {
	Head
	// Spec is an *Ident or a *StringExpr, or *Bad.
	Spec Expr
	// Config is an *ObjectExpr, nil without a with clause, or *Bad.
	Config Expr
	// Alias is nil without an as clause.
	Alias *Ident
}

// ExtensionConfigDecl is, in a .bicepparam file: extensionConfig Name with Config.
type ExtensionConfigDecl struct {
	Head
	Name   *Ident
	Config Expr
}

// UsingDecl is, in a .bicepparam file: using 'path' with Config, or using none.
type UsingDecl struct {
	Head
	// Path is a *StringExpr or a *NoneExpr, or *Bad.
	Path Expr
	// Config is nil without a with clause.
	Config Expr
}

// ExtendsDecl is, in a .bicepparam file: extends 'path'.
type ExtendsDecl struct {
	Head
	Path Expr
}

// MissingDecl is a run of decorators without a statement below it. It is for
// the checker to report, which knows what each decorator wants.
type MissingDecl struct{ Head }

// BadStmt is a line that is no statement, which has been reported.
type BadStmt struct{ Head }

func (*ResourceDecl) objectItem() {}
func (*MissingDecl) objectItem()  {}

// Unpacked is the body of a resource or of a module, taken apart.
type Unpacked struct {
	// For is the loop, or nil.
	For *ForExpr
	// If is the condition, or nil.
	If *IfExpr
	// Object is the object, nil in a faulty source.
	Object *ObjectExpr
}

// UnpackBody takes the body of a resource or of a module apart.
func UnpackBody(body Expr) Unpacked {
	var u Unpacked
	if loop, ok := body.(*ForExpr); ok {
		u.For, body = loop, loop.Body
	}
	if cond, ok := body.(*IfExpr); ok {
		u.If, body = cond, cond.Body
	}
	u.Object, _ = body.(*ObjectExpr)
	return u
}

// NameOf is the name that a statement declares, nil if it declares none.
func NameOf(s Stmt) *Ident {
	switch s := s.(type) {
	case *MetadataDecl:
		return s.Name
	case *ParamDecl:
		return s.Name
	case *ParamAssign:
		return s.Name
	case *VarDecl:
		return s.Name
	case *TypeDecl:
		return s.Name
	case *FuncDecl:
		return s.Name
	case *OutputDecl:
		return s.Name
	case *AssertDecl:
		return s.Name
	case *ResourceDecl:
		return s.Name
	case *ModuleDecl:
		return s.Name
	case *TestDecl:
		return s.Name
	case *ExtensionConfigDecl:
		return s.Name
	default:
		return nil
	}
}
