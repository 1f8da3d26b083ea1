package syntax

import "slices"

// expr lays out an expression.
func (l *layout) expr(e Expr) *doc {
	switch e := e.(type) {
	case *StringExpr:
		return l.verbatim(e.From, e.To)
	case *ObjectExpr:
		return l.enclose(braces(anyOf[*Property](e.Items)), len(e.Items), func(r *rows, i int) { l.objectItem(r, e.Items[i]) })
	case *ArrayExpr:
		b := bracket{sep: ", ", keep: !allOf[*SpreadExpr](e.Items)}
		return l.enclose(b, len(e.Items), func(r *rows, i int) { r.add(l.expr(e.Items[i])) })
	case *SpreadExpr:
		return l.concat(l.take(), l.expr(e.X))
	case *ParenExpr:
		return l.concat(l.take(), l.expr(e.X), l.take())
	case *UnaryExpr:
		return l.concat(l.take(), l.expr(e.X))
	case *BinaryExpr:
		return l.spread(l.expr(e.X), l.take(), l.expr(e.Y))
	case *TernaryExpr:
		return l.ternary(e)
	case *LambdaExpr:
		return l.lambda(e)
	case *ForExpr:
		return l.forExpr(e)
	case *IfExpr:
		return l.spread(l.take(), l.expr(e.Cond), l.expr(e.Body))
	case *Ident, *NullLit, *BoolLit, *IntLit, *NoneExpr:
		return l.take()
	default:
		return l.access(e)
	}
}

// anyOf is whether one of the nodes is a T.
func anyOf[T Node, N Node](nodes []N) bool {
	return slices.ContainsFunc(nodes, func(n N) bool { _, ok := Node(n).(T); return ok })
}

// allOf is whether all of the nodes are a T, if only because there is none.
func allOf[T Node, N Node](nodes []N) bool {
	return !slices.ContainsFunc(nodes, func(n N) bool { _, ok := Node(n).(T); return !ok })
}

// access lays out an expression that begins with another.
func (l *layout) access(e Expr) *doc {
	switch e := e.(type) {
	case *CallExpr:
		d := l.concat()
		if e.X != nil {
			d.kids = append(d.kids, l.expr(e.X), l.take())
		}
		d.kids = append(d.kids, l.take(), l.args(e.Args))
		return d
	case *MemberExpr:
		return l.taking(l.expr(e.X), count(e.Safe)+2)
	case *NestedExpr:
		return l.taking(l.expr(e.X), 2)
	case *NonNullExpr:
		return l.taking(l.expr(e.X), 1)
	case *IndexExpr:
		d := l.taking(l.expr(e.X), 1+count(e.Safe)+count(e.FromEnd))
		d.kids = append(d.kids, l.expr(e.Index), l.take())
		return d
	default:
		return l.text("")
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// taking is d and the next n tokens.
func (l *layout) taking(d *doc, n int) *doc {
	kids := []*doc{d}
	for range n {
		kids = append(kids, l.take())
	}
	return l.concat(kids...)
}

func (l *layout) objectItem(r *rows, item ObjectItem) {
	switch item := item.(type) {
	case *Property:
		r.add(l.spread(l.concat(l.expr(item.Key), l.take()), l.expr(item.Value)))
	case *SpreadExpr:
		r.add(l.expr(item))
	case *ResourceDecl:
		l.stmt(r, item)
	case *MissingDecl:
		l.stmt(r, item)
	}
}

// ternary stands in a row, or breaks before ? and before :.
func (l *layout) ternary(e *TernaryExpr) *doc {
	before := l.breaks
	docs := []*doc{l.expr(e.Cond)}
	docs = append(docs, l.skipLines()...)
	docs = append(docs, l.spread(l.take(), l.indent(l.expr(e.Then))))
	docs = append(docs, l.skipLines()...)
	docs = append(docs, l.spread(l.take(), l.indent(l.expr(e.Else))))
	return l.indented(before, false, docs)
}

func (l *layout) lambda(e *LambdaExpr) *doc {
	var params *doc
	if l.kind() == LParen {
		params = l.names(e.Params)
	} else {
		params = l.take()
	}
	arrow := l.take()
	before := l.breaks
	own := l.skipLines()
	body := l.expr(e.Body)
	if own == nil && isBracketed(e.Body) {
		return l.spread(params, arrow, body)
	}
	return l.spread(params, arrow, l.indented(before, true, append(own, body)))
}

func isBracketed(e Expr) bool {
	switch e.(type) {
	case *ObjectExpr, *ArrayExpr:
		return true
	default:
		return false
	}
}

func (l *layout) names(list []*Ident) *doc {
	return l.enclose(bracket{sep: " "}, len(list), func(r *rows, i int) {
		r.add(l.withComma(l.take(), i, len(list)))
	})
}

// forExpr stands in a row, or on a line between its brackets.
func (l *layout) forExpr(e *ForExpr) *doc {
	return l.enclose(bracket{}, 1, func(r *rows, _ int) {
		word := l.take()
		var vars *doc
		if e.Index != nil {
			vars = l.inRow(l.names([]*Ident{e.Item, e.Index}))
		} else {
			vars = l.take()
		}
		in := l.take()
		list := l.concat(l.expr(e.List), l.take())
		r.add(l.spread(word, vars, in, list, l.expr(e.Body)))
	})
}
