package syntax

// stmt lays out a statement: a row for each decorator and one for the rest.
func (l *layout) stmt(r *rows, s Stmt) {
	l.decorators(r, DecoratorsOf(s))
	if _, ok := s.(*MissingDecl); !ok {
		r.add(l.declaration(s))
	}
}

// decorators takes the empty lines after decorators away.
func (l *layout) decorators(r *rows, list []*Decorator) {
	for _, d := range list {
		r.add(l.concat(l.take(), l.expr(d.X)))
		l.breaks++
		for _, own := range l.skipLines() {
			r.add(own)
		}
	}
}

func (l *layout) declaration(s Stmt) *doc {
	switch s := s.(type) {
	case *TargetScopeDecl:
		return l.spread(l.take(), l.take(), l.expr(s.Value))
	case *MetadataDecl:
		return l.assignment(s.Value)
	case *AssertDecl:
		return l.assignment(s.Value)
	case *ParamAssign:
		return l.assignment(s.Value)
	case *ParamDecl:
		return l.typed(s.Type, s.Default)
	case *OutputDecl:
		return l.typed(s.Type, s.Value)
	case *VarDecl:
		if s.Type == nil {
			return l.assignment(s.Value)
		}
		return l.typed(s.Type, s.Value)
	case *TypeDecl:
		return l.spread(l.take(), l.take(), l.take(), l.typeExpr(s.Type))
	case *FuncDecl:
		return l.spread(l.take(), l.concat(l.take(), l.function(s)))
	case *ResourceDecl:
		return l.withBody(s.Type, s.Existing, s.Body)
	case *ModuleDecl:
		return l.withBody(s.Path, false, s.Body)
	case *TestDecl:
		return l.withBody(s.Path, false, s.Body)
	default:
		return l.fileDeclaration(s)
	}
}

// fileDeclaration lays out the statements that speak of other files.
func (l *layout) fileDeclaration(s Stmt) *doc {
	switch s := s.(type) {
	case *ImportDecl:
		return l.imports(s)
	case *ExtensionDecl:
		return l.extension(s)
	case *ExtensionConfigDecl:
		return l.spread(l.take(), l.take(), l.with(s.Config))
	case *UsingDecl:
		return l.spread(l.take(), l.expr(s.Path), l.with(s.Config))
	case *ExtendsDecl:
		return l.spread(l.take(), l.expr(s.Path))
	default:
		return l.text("")
	}
}

// assignment is: keyword name = value.
func (l *layout) assignment(value Expr) *doc {
	return l.spread(l.take(), l.take(), l.take(), l.expr(value))
}

// typed is: keyword name type = value, where there may be no value.
func (l *layout) typed(t TypeExpr, value Expr) *doc {
	docs := []*doc{l.take(), l.take(), l.typeExpr(t)}
	if value != nil {
		docs = append(docs, l.take(), l.expr(value))
	}
	return l.spread(docs...)
}

// withBody is: keyword name path = body. The new lines before an if go, unless
// there are comments on them.
func (l *layout) withBody(path Expr, existing bool, body Expr) *doc {
	docs := []*doc{l.take(), l.take(), l.expr(path)}
	if existing {
		docs = append(docs, l.take())
	}
	docs = append(docs, l.take())
	before := l.breaks
	own := l.skipLines()
	value := l.expr(body)
	if own != nil {
		value = l.indented(before, true, append(own, value))
	}
	return l.spread(append(docs, value)...)
}

// function is: (params) type => body.
func (l *layout) function(s *FuncDecl) *doc {
	params := l.enclose(bracket{sep: " "}, len(s.Params), func(r *rows, i int) {
		r.add(l.withComma(l.spread(l.take(), l.typeExpr(s.Params[i].Type)), i, len(s.Params)))
	})
	result := l.typeExpr(s.Result)
	before := l.breaks
	arrow := l.take()
	own := l.skipLines()
	body := l.expr(s.Body)
	if own == nil && isBracketed(s.Body) {
		return l.spread(params, result, arrow, body)
	}
	docs := append(append([]*doc{arrow}, own...), body)
	return l.spread(params, result, l.indented(before, false, docs))
}

func (l *layout) imports(s *ImportDecl) *doc {
	word := l.take()
	var what *doc
	if s.Namespace != nil {
		what = l.spread(l.take(), l.take(), l.take())
	} else {
		what = l.enclose(braces(len(s.Items) > 0), len(s.Items), func(r *rows, i int) { r.add(l.importItem(s.Items[i])) })
	}
	return l.spread(word, what, l.take(), l.expr(s.Path))
}

func (l *layout) importItem(it *ImportItem) *doc {
	d := l.expr(it.Symbol)
	if it.As == nil {
		return d
	}
	return l.spread(d, l.take(), l.take())
}

// extension leaves room for a clause that is not there, as Bicep does.
func (l *layout) extension(s *ExtensionDecl) *doc {
	docs := []*doc{l.take(), l.expr(s.Spec), l.with(s.Config)}
	if s.Alias != nil {
		docs = append(docs, l.take(), l.take())
	}
	return l.spread(docs...)
}

// with is a with clause, or nothing.
func (l *layout) with(config Expr) *doc {
	if config == nil {
		return l.text("")
	}
	return l.spread(l.take(), l.expr(config))
}
