package syntax

// UnaryType is Op X, where Op is Minus or Not: the literal types -1 and !true.
type UnaryType struct {
	Range
	Op Kind
	X  TypeExpr
}

// ParenType is (X).
type ParenType struct {
	Range
	X TypeExpr
}

// ArrayType is Elem[].
type ArrayType struct {
	Range
	Elem TypeExpr
}

// NullableType is X?.
type NullableType struct {
	Range
	X TypeExpr
}

// NonNullType is X!.
type NonNullType struct {
	Range
	X TypeExpr
}

// UnionType is A | B, with two members or more unless it begins with |.
type UnionType struct {
	Range
	Members []TypeExpr
}

// ObjectType is {…}.
type ObjectType struct {
	Range
	Properties []*TypeProperty
}

// TypeProperty is Key: Type, or *: Type, which gives the type of all other
// properties; Key is nil there.
type TypeProperty struct {
	Range
	Decorators []*Decorator
	// Key is an *Ident or a *StringExpr, *Bad, or nil for *.
	Key  Expr
	Type TypeExpr
}

// Name is the name of the property; not ok for * and in a faulty source.
func (p *TypeProperty) Name() (name string, ok bool) { return keyName(p.Key) }

// TupleType is [A, B].
type TupleType struct {
	Range
	Items []*TupleItem
}

// TupleItem is one item of a tuple.
type TupleItem struct {
	Range
	Decorators []*Decorator
	Type       TypeExpr
}

// MemberType is X.Name: a property of a type, or a type of a namespace.
type MemberType struct {
	Range
	X    TypeExpr
	Name *Ident
}

// RestType is X.*, the type of the additional properties of X.
type RestType struct {
	Range
	X TypeExpr
}

// IndexType is X[Index], an item of a tuple.
type IndexType struct {
	Range
	X     TypeExpr
	Index Expr
}

// ItemsType is X[*], the type of the items of an array.
type ItemsType struct {
	Range
	X TypeExpr
}

// GenericType is Name<Args> or X.Name<Args>, where X is a namespace:
// resourceInput<'type@version'>. X is nil in the first case.
type GenericType struct {
	Range
	X    TypeExpr
	Name *Ident
	Args []TypeExpr
}

// ResourceType is: resource 'type@version'. In an output the string may be
// absent, and Type nil; otherwise it is a *StringExpr, or *Bad.
type ResourceType struct {
	Range
	Type Expr
}

func (*UnaryType) typeExpr()    {}
func (*ParenType) typeExpr()    {}
func (*ArrayType) typeExpr()    {}
func (*NullableType) typeExpr() {}
func (*NonNullType) typeExpr()  {}
func (*UnionType) typeExpr()    {}
func (*ObjectType) typeExpr()   {}
func (*TupleType) typeExpr()    {}
func (*MemberType) typeExpr()   {}
func (*RestType) typeExpr()     {}
func (*IndexType) typeExpr()    {}
func (*ItemsType) typeExpr()    {}
func (*GenericType) typeExpr()  {}
func (*ResourceType) typeExpr() {}
