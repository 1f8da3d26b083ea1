package check

import "github.com/amlsec/amlsec/bicep/syntax"

// noteTypes remembers which names directly below a node stand for types, which
// are reported in another way when they are not declared.
func (b *binder) noteTypes(n syntax.Node) {
	switch n := n.(type) {
	case *syntax.ParamDecl:
		b.noteType(n.Type)
	case *syntax.VarDecl:
		b.noteType(n.Type)
	case *syntax.OutputDecl:
		b.noteType(n.Type)
	case *syntax.TypeDecl:
		b.noteType(n.Type)
	case *syntax.FuncDecl:
		b.noteType(n.Result)
		for _, p := range n.Params {
			b.noteType(p.Type)
		}
	case *syntax.TypeProperty:
		b.noteType(n.Type)
	case *syntax.TupleItem:
		b.noteType(n.Type)
	case *syntax.GenericType:
		b.noteType(n.X)
		b.noteType(n.Name)
	case *syntax.MemberType:
		b.noteType(n.X)
	case syntax.TypeExpr:
		b.noteParts(n)
	}
}

// noteParts does so for the parts of a type that are all types.
func (b *binder) noteParts(t syntax.TypeExpr) {
	switch t := t.(type) {
	case *syntax.IndexType:
		b.noteType(t.X)
	case *syntax.UnionType, *syntax.ArrayType, *syntax.NullableType, *syntax.NonNullType, *syntax.ParenType,
		*syntax.RestType, *syntax.ItemsType, *syntax.UnaryType:
		syntax.EachChild(t, func(c syntax.Node) {
			if x, ok := c.(syntax.TypeExpr); ok {
				b.noteType(x)
			}
		})
	}
}

func (b *binder) noteType(t syntax.TypeExpr) {
	id, ok := t.(*syntax.Ident)
	if !ok || id == nil {
		return
	}
	if b.types == nil {
		b.types = map[*syntax.Ident]bool{}
	}
	b.types[id] = true
}
