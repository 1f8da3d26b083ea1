package syntax

import "github.com/amlsec/amlsec/diag"

// Range is the half-open stretch of bytes that a node covers. Every node
// embeds one.
type Range struct{ From, To Pos }

// Pos is the offset of the first byte.
func (r Range) Pos() Pos { return r.From }

// End is the offset after the last byte.
func (r Range) End() Pos { return r.To }

// Node is any part of the tree.
type Node interface {
	// Pos is the offset of the node's first byte.
	Pos() Pos
	// End is the offset after the node's last byte.
	End() Pos
}

// Stmt is a statement: a pointer to one of the Decl types of this package, or
// to BadStmt.
type Stmt interface {
	Node
	stmt()
}

// Expr is an expression: *Ident, a literal (*NullLit, *BoolLit, *IntLit,
// *StringExpr), *ObjectExpr, *ArrayExpr, *ParenExpr, *UnaryExpr, *BinaryExpr,
// *TernaryExpr, *CallExpr, *MemberExpr, *IndexExpr, *NestedExpr, *NonNullExpr,
// *LambdaExpr or *Bad; and in some places only *ForExpr, *IfExpr, *SpreadExpr
// and *NoneExpr.
type Expr interface {
	Node
	expr()
}

// TypeExpr is a type: *Ident, a literal (*NullLit, *BoolLit, *IntLit,
// *StringExpr), *UnaryType, *ParenType, *ArrayType, *NullableType,
// *NonNullType, *UnionType, *ObjectType, *TupleType, *MemberType, *RestType,
// *IndexType, *ItemsType, *GenericType, *ResourceType or *Bad.
type TypeExpr interface {
	Node
	typeExpr()
}

// ObjectItem is what stands in an object: *Property, *SpreadExpr,
// *ResourceDecl (a nested resource), *MissingDecl or *Bad.
type ObjectItem interface {
	Node
	objectItem()
}

// Ident is a name: of what a statement declares, of a property, or as an
// expression or a type the name of what it refers to. Name is empty where the
// source lacks a name, which has been reported.
type Ident struct {
	Range
	Name string
}

// Bad stands where the source makes no sense, which has been reported. It
// covers what the parser skipped, perhaps nothing.
type Bad struct{ Range }

// Decorator is "@name(…)" or "@namespace.name(…)". X is a *CallExpr, in a
// faulty source perhaps something else.
type Decorator struct {
	Range
	X Expr
}

// Call is the decorator as a call, or nil.
func (d *Decorator) Call() *CallExpr {
	c, _ := d.X.(*CallExpr)
	return c
}

// File is a parsed file. Its tree is never changed once parsed.
type File struct {
	// Name is the name that diagnostics carry.
	Name string
	// Src is the source, without a byte order mark; it must not be changed.
	Src []byte
	// Params tells a .bicepparam file from a .bicep file.
	Params bool
	// Lines turns offsets into lines and columns.
	Lines *diag.Lines
	// Stmts are the statements in the order of the source.
	Stmts []Stmt
	// Pragmas are the lines that turn diagnostics off and on, in order.
	Pragmas []Pragma

	text   string
	toks   []Token
	faults []fault
}

// Tokens are the tokens of the file; they must not be changed.
func (f *File) Tokens() []Token { return f.toks }

// Text is the source of a node, comments inside it included.
func (f *File) Text(n Node) string { return f.text[n.Pos():n.End()] }

// Span is the place of a node.
func (f *File) Span(n Node) diag.Span { return f.SpanOf(n.Pos(), n.End()) }

// SpanOf is the place of the bytes from one offset up to another.
func (f *File) SpanOf(from, to Pos) diag.Span {
	return diag.Span{File: f.Name, Start: f.Lines.Pos(int(from)), End: f.Lines.Pos(int(to))}
}

func (*Ident) expr()     {}
func (*Ident) typeExpr() {}

func (*Bad) expr()       {}
func (*Bad) typeExpr()   {}
func (*Bad) objectItem() {}
