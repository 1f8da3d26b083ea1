package syntax

// NullLit is null, as an expression or as a type.
type NullLit struct{ Range }

// BoolLit is true or false, as an expression or as a type.
type BoolLit struct {
	Range
	Value bool
}

// IntLit is a whole number, as an expression or as a type. It has no sign: in
// -1 it stands in a UnaryExpr or a UnaryType.
type IntLit struct {
	Range
	Value uint64
}

// StringExpr is a string, as an expression or as a type. There is one more of
// Segments than of Exprs: the texts before, between and after the holes, with
// escapes resolved. File.Text gives it as written.
type StringExpr struct {
	Range
	Segments []string
	// Exprs are the expressions in the holes.
	Exprs []Expr
	// Multiline is whether it is quoted with three quotes.
	Multiline bool
	// Dollars is how many $ stand before the three quotes.
	Dollars int
}

// Literal is the value of a string without holes.
func (s *StringExpr) Literal() (value string, ok bool) {
	if len(s.Exprs) > 0 {
		return "", false
	}
	return s.Segments[0], true
}

// LiteralString is the value of e if it is a string without holes.
func LiteralString(e Node) (value string, ok bool) {
	s, ok := e.(*StringExpr)
	if !ok {
		return "", false
	}
	return s.Literal()
}

// ObjectExpr is {…}.
type ObjectExpr struct {
	Range
	Items []ObjectItem
}

// Property is Key: Value.
type Property struct {
	Range
	// Key is an *Ident or a *StringExpr, or *Bad.
	Key   Expr
	Value Expr
}

// Name is the name of the property, unless it is computed from a hole.
func (p *Property) Name() (name string, ok bool) { return keyName(p.Key) }

func keyName(key Expr) (string, bool) {
	if id, ok := key.(*Ident); ok {
		return id.Name, true
	}
	return LiteralString(key)
}

// Property is the first property of that name, or nil. Bicep tells upper from
// lower case in names.
func (o *ObjectExpr) Property(name string) *Property {
	for _, item := range o.Items {
		p, ok := item.(*Property)
		if !ok {
			continue
		}
		if s, ok := p.Name(); ok && s == name {
			return p
		}
	}
	return nil
}

// Resources are the resources nested directly in the object.
func (o *ObjectExpr) Resources() []*ResourceDecl {
	var list []*ResourceDecl
	for _, item := range o.Items {
		if r, ok := item.(*ResourceDecl); ok {
			list = append(list, r)
		}
	}
	return list
}

// ArrayExpr is [a, b]; an item may be a *SpreadExpr.
type ArrayExpr struct {
	Range
	Items []Expr
}

// SpreadExpr is ...X, in an object or in an array.
type SpreadExpr struct {
	Range
	X Expr
}

// ParenExpr is (X).
type ParenExpr struct {
	Range
	X Expr
}

// Unparen takes the parentheses around an expression away.
func Unparen(e Expr) Expr {
	for {
		p, ok := e.(*ParenExpr)
		if !ok {
			return e
		}
		e = p.X
	}
}

// UnaryExpr is Op X, where Op is Not or Minus.
type UnaryExpr struct {
	Range
	Op Kind
	X  Expr
}

// BinaryExpr is X Op Y. Op is one of Asterisk, Slash, Percent, Plus, Minus,
// Less, Greater, LessEqual, GreaterEqual, Equal, NotEqual, EqualFold,
// NotEqualFold, And, Or, Coalesce. OpPos is the offset of the operator.
type BinaryExpr struct {
	Range
	X, Y  Expr
	Op    Kind
	OpPos Pos
}

// TernaryExpr is Cond ? Then : Else.
type TernaryExpr struct {
	Range
	Cond, Then, Else Expr
}

// CallExpr is Name(Args), or X.Name(Args) where X is a namespace or a value
// that has functions, such as a resource. X is nil in the first case.
type CallExpr struct {
	Range
	X    Expr
	Name *Ident
	Args []Expr
}

// MemberExpr is X.Name, or X.?Name, which is Safe.
type MemberExpr struct {
	Range
	X    Expr
	Safe bool
	Name *Ident
}

// IndexExpr is X[Index]. Safe is X[?Index], FromEnd is X[^Index].
type IndexExpr struct {
	Range
	X       Expr
	Safe    bool
	FromEnd bool
	Index   Expr
}

// NestedExpr is X::Name, the resource Name nested in the resource X.
type NestedExpr struct {
	Range
	X    Expr
	Name *Ident
}

// NonNullExpr is X!, the promise that X is not null.
type NonNullExpr struct {
	Range
	X Expr
}

// LambdaExpr is x => Body or (x, y) => Body.
type LambdaExpr struct {
	Range
	Params []*Ident
	Body   Expr
}

// ForExpr is [for Item in List: Body] or [for (Item, Index) in List: Body].
type ForExpr struct {
	Range
	Item *Ident
	// Index is nil in the first form.
	Index *Ident
	List  Expr
	// Body is any expression; in a resource or module it is an *ObjectExpr or
	// an *IfExpr.
	Body Expr
}

// IfExpr is if (Cond) Body, the body of a resource or of a module. Cond is the
// *ParenExpr, or *Bad; Body is an *ObjectExpr, or *Bad.
type IfExpr struct {
	Range
	Cond Expr
	Body Expr
}

// NoneExpr is the word none in: using none.
type NoneExpr struct{ Range }

func (*NullLit) expr()     {}
func (*BoolLit) expr()     {}
func (*IntLit) expr()      {}
func (*StringExpr) expr()  {}
func (*ObjectExpr) expr()  {}
func (*ArrayExpr) expr()   {}
func (*SpreadExpr) expr()  {}
func (*ParenExpr) expr()   {}
func (*UnaryExpr) expr()   {}
func (*BinaryExpr) expr()  {}
func (*TernaryExpr) expr() {}
func (*CallExpr) expr()    {}
func (*MemberExpr) expr()  {}
func (*IndexExpr) expr()   {}
func (*NestedExpr) expr()  {}
func (*NonNullExpr) expr() {}
func (*LambdaExpr) expr()  {}
func (*ForExpr) expr()     {}
func (*IfExpr) expr()      {}
func (*NoneExpr) expr()    {}

func (*Property) objectItem()   {}
func (*SpreadExpr) objectItem() {}

func (*NullLit) typeExpr()    {}
func (*BoolLit) typeExpr()    {}
func (*IntLit) typeExpr()     {}
func (*StringExpr) typeExpr() {}
