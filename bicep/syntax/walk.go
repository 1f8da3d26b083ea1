package syntax

// Inspect calls visit for n and, as long as it returns true, for what n is made
// of, in the order of the source.
func Inspect(n Node, visit func(Node) bool) {
	if visit(n) {
		EachChild(n, func(c Node) { Inspect(c, visit) })
	}
}

// InspectFile calls Inspect for each statement of the file.
func InspectFile(f *File, visit func(Node) bool) {
	for _, s := range f.Stmts {
		Inspect(s, visit)
	}
}

// EachChild calls visit for the direct children of n, in the order of the
// source.
func EachChild(n Node, visit func(Node)) {
	switch n.(type) {
	case *Ident, *NullLit, *BoolLit, *IntLit:
		return // which most nodes are
	}
	// To ask for a concrete type is quicker than to ask for an interface.
	if exprChildren(n, visit) || partChildren(n, visit) || typeChildren(n, visit) {
		return
	}
	if s, ok := n.(Stmt); ok {
		each(visit, DecoratorsOf(s)...)
		stmtChildren(s, visit)
	}
}

// each visits the nodes that are there.
func each[N Node](visit func(Node), nodes ...N) {
	for _, n := range nodes {
		visit(n)
	}
}

// some visits the nodes that are not nil.
func some(visit func(Node), nodes ...Node) {
	for _, n := range nodes {
		if n != nil {
			visit(n)
		}
	}
}

// name visits an identifier that may be nil.
func name(visit func(Node), id *Ident) {
	if id != nil {
		visit(id)
	}
}

func stmtChildren(s Stmt, visit func(Node)) {
	name(visit, NameOf(s))
	switch s := s.(type) {
	case *TargetScopeDecl:
		some(visit, s.Value)
	case *MetadataDecl:
		some(visit, s.Value)
	case *ParamDecl:
		some(visit, s.Type, s.Default)
	case *ParamAssign:
		some(visit, s.Value)
	case *VarDecl:
		some(visit, s.Type, s.Value)
	case *TypeDecl:
		some(visit, s.Type)
	case *FuncDecl:
		each(visit, s.Params...)
		some(visit, s.Result, s.Body)
	case *OutputDecl:
		some(visit, s.Type, s.Value)
	case *AssertDecl:
		some(visit, s.Value)
	case *ResourceDecl:
		some(visit, s.Type, s.Body)
	case *ModuleDecl:
		some(visit, s.Path, s.Body)
	case *TestDecl:
		some(visit, s.Path, s.Body)
	case *ExtensionConfigDecl:
		some(visit, s.Config)
	default:
		fileChildren(s, visit)
	}
}

// fileChildren are the children of the statements that speak of other files.
func fileChildren(s Stmt, visit func(Node)) {
	switch s := s.(type) {
	case *ImportDecl:
		each(visit, s.Items...)
		name(visit, s.Namespace)
		some(visit, s.Path)
	case *ExtensionDecl:
		some(visit, s.Spec, s.Config)
		name(visit, s.Alias)
	case *UsingDecl:
		some(visit, s.Path, s.Config)
	case *ExtendsDecl:
		some(visit, s.Path)
	}
}

// exprChildren visits the children of an expression, if n is one that has some.
func exprChildren(n Node, visit func(Node)) bool {
	switch e := n.(type) {
	case *StringExpr:
		each(visit, e.Exprs...)
	case *ObjectExpr:
		each(visit, e.Items...)
	case *ArrayExpr:
		each(visit, e.Items...)
	case *SpreadExpr:
		some(visit, e.X)
	case *ParenExpr:
		some(visit, e.X)
	case *UnaryExpr:
		some(visit, e.X)
	case *BinaryExpr:
		some(visit, e.X, e.Y)
	case *TernaryExpr:
		some(visit, e.Cond, e.Then, e.Else)
	case *CallExpr:
		some(visit, e.X)
		name(visit, e.Name)
		each(visit, e.Args...)
	case *MemberExpr:
		some(visit, e.X)
		name(visit, e.Name)
	case *IndexExpr:
		some(visit, e.X, e.Index)
	case *NestedExpr:
		some(visit, e.X)
		name(visit, e.Name)
	case *NonNullExpr:
		some(visit, e.X)
	case *LambdaExpr:
		each(visit, e.Params...)
		some(visit, e.Body)
	case *ForExpr:
		name(visit, e.Item)
		name(visit, e.Index)
		some(visit, e.List, e.Body)
	case *IfExpr:
		some(visit, e.Cond, e.Body)
	default:
		return false
	}
	return true
}

// typeChildren visits the children of a type, if n is one that has some.
func typeChildren(n Node, visit func(Node)) bool {
	switch t := n.(type) {
	case *UnaryType:
		some(visit, t.X)
	case *ParenType:
		some(visit, t.X)
	case *ArrayType:
		some(visit, t.Elem)
	case *NullableType:
		some(visit, t.X)
	case *NonNullType:
		some(visit, t.X)
	case *UnionType:
		each(visit, t.Members...)
	case *ObjectType:
		each(visit, t.Properties...)
	case *TupleType:
		each(visit, t.Items...)
	case *MemberType:
		some(visit, t.X)
		name(visit, t.Name)
	case *RestType:
		some(visit, t.X)
	case *IndexType:
		some(visit, t.X, t.Index)
	case *ItemsType:
		some(visit, t.X)
	case *GenericType:
		some(visit, t.X)
		name(visit, t.Name)
		each(visit, t.Args...)
	case *ResourceType:
		some(visit, t.Type)
	default:
		return false
	}
	return true
}

// partChildren visits the children of what is neither a statement nor an
// expression nor a type, if n is that.
func partChildren(n Node, visit func(Node)) bool {
	switch n := n.(type) {
	case *Decorator:
		some(visit, n.X)
	case *Property:
		some(visit, n.Key, n.Value)
	case *TypeProperty:
		each(visit, n.Decorators...)
		some(visit, n.Key, n.Type)
	case *TupleItem:
		each(visit, n.Decorators...)
		some(visit, n.Type)
	case *FuncParam:
		name(visit, n.Name)
		some(visit, n.Type)
	case *ImportItem:
		some(visit, n.Symbol)
		name(visit, n.As)
	default:
		return false
	}
	return true
}
