package syntax

// typeExpr lays out a type.
func (l *layout) typeExpr(t TypeExpr) *doc {
	switch t := t.(type) {
	case *StringExpr:
		return l.verbatim(t.From, t.To)
	case *UnaryType:
		return l.concat(l.take(), l.typeExpr(t.X))
	case *ParenType:
		return l.concat(l.take(), l.typeExpr(t.X), l.take())
	case *UnionType:
		return l.union(t)
	case *ObjectType:
		return l.objectType(t)
	case *TupleType:
		return l.tupleType(t)
	case *ResourceType:
		if t.Type == nil {
			return l.take()
		}
		return l.spread(l.take(), l.expr(t.Type))
	case *Ident, *NullLit, *BoolLit, *IntLit:
		return l.take()
	default:
		return l.accessType(t)
	}
}

// accessType lays out a type that begins with another.
func (l *layout) accessType(t TypeExpr) *doc {
	switch t := t.(type) {
	case *ArrayType:
		return l.taking(l.typeExpr(t.Elem), 2)
	case *NullableType:
		return l.taking(l.typeExpr(t.X), 1)
	case *NonNullType:
		return l.taking(l.typeExpr(t.X), 1)
	case *MemberType:
		return l.taking(l.typeExpr(t.X), 2)
	case *RestType:
		return l.taking(l.typeExpr(t.X), 2)
	case *ItemsType:
		return l.taking(l.typeExpr(t.X), 3)
	case *IndexType:
		return l.concat(l.typeExpr(t.X), l.take(), l.expr(t.Index), l.take())
	case *GenericType:
		return l.genericType(t)
	default:
		return l.text("")
	}
}

// genericType stands in a row, however long, if nothing breaks it.
func (l *layout) genericType(t *GenericType) *doc {
	d := l.concat()
	if t.X != nil {
		d.kids = append(d.kids, l.typeExpr(t.X), l.take())
	}
	name := l.take()
	args := l.enclose(bracket{sep: " ", keep: len(t.Args) > 0}, len(t.Args), func(r *rows, i int) {
		r.add(l.withComma(l.typeExpr(t.Args[i]), i, len(t.Args)))
	})
	if args.kind == docGroup {
		args = l.inRow(args)
	}
	d.kids = append(d.kids, name, args)
	return d
}

// union stands in a row, or one member a line with a bar before each.
func (l *layout) union(t *UnionType) *doc {
	before := l.breaks
	var docs []*doc
	for i, m := range t.Members {
		docs = append(docs, l.bar()...)
		bar := l.text("| ")
		if i == 0 {
			bar = l.doc(doc{kind: docChoice, text: "| "})
		}
		docs = append(docs, l.concat(bar, l.typeExpr(m)))
	}
	return l.indented(before, true, docs)
}

// bar moves past new lines and a bar, and returns the comments there.
func (l *layout) bar() []*doc {
	docs := l.skipLines()
	if l.kind() != Pipe {
		return docs
	}
	if own := l.before(l.leading(l.i)); own != nil {
		docs = append(docs, l.spread(own...))
	}
	l.advance()
	return docs
}

func (l *layout) objectType(t *ObjectType) *doc {
	return l.enclose(braces(len(t.Properties) > 0), len(t.Properties), func(r *rows, i int) {
		x := t.Properties[i]
		l.decorators(r, x.Decorators)
		var key *doc
		if x.Key == nil {
			key = l.take()
		} else {
			key = l.expr(x.Key)
		}
		r.add(l.spread(l.concat(key, l.take()), l.typeExpr(x.Type)))
	})
}

func (l *layout) tupleType(t *TupleType) *doc {
	return l.enclose(bracket{sep: ", "}, len(t.Items), func(r *rows, i int) {
		l.decorators(r, t.Items[i].Decorators)
		r.add(l.typeExpr(t.Items[i].Type))
	})
}
