package syntax

// object = "{" [ property { sep property } ] "}" .
//
// A sep is one comma, or new lines; never both.
func (p *parser) object(f flags) Expr {
	x := &ObjectExpr{Range: Range{From: p.pos()}}
	p.expect(LBrace)
	p.elements(RBrace, func() { x.Items = append(x.Items, p.property(f)) })
	p.expect(RBrace)
	x.Range = p.since(x.From)
	return x
}

// array = "[" [ item { sep item } ] "]" .
func (p *parser) array() Expr {
	x := &ArrayExpr{Range: Range{From: p.pos()}}
	p.expect(LSquare)
	p.elements(RSquare, func() { x.Items = append(x.Items, p.arrayItem()) })
	p.expect(RSquare)
	x.Range = p.since(x.From)
	return x
}

// item = expr | spread .
func (p *parser) arrayItem() Expr {
	if p.kind == Ellipsis {
		return p.spread(atLine | 1<<Comma | 1<<RSquare)
	}
	return p.valueUntil(false, atLine|1<<RSquare)
}

// spread = "..." expr .
func (p *parser) spread(stops kindSet) *SpreadExpr {
	x := &SpreadExpr{Range: Range{From: p.pos()}}
	p.next()
	x.X = p.valueUntil(false, stops)
	x.Range = p.since(x.From)
	return x
}

const atProperty = kindSet(1<<NewLine | 1<<RBrace)

// property = ( ident | string ) ":" expr | spread | { decorator newline } resource .
func (p *parser) property(f flags) ObjectItem {
	start := p.mark()
	if f&nestedResources != 0 && p.resourceAhead() {
		return p.nestedResource()
	}
	if p.kind == Ellipsis {
		return p.spread(atProperty | 1<<Comma)
	}
	x := &Property{Range: Range{From: p.pos()}}
	x.Key = p.orBad(start, p.key("BCP022", "the name of a property"), false, atProperty|1<<Colon)
	quiet, _ := p.expectUntil(Colon, nothing(x.Key), atProperty)
	x.Value = p.valueUntil(quiet, atProperty)
	x.Range = p.since(x.From)
	return x
}

// key parses the name of a property.
func (p *parser) key(code, what string) Expr {
	switch p.kind {
	case Identifier:
		return p.ident("", "")
	case StringWhole, StringLeft:
		return p.stringOr("BCP022", what)
	default:
		p.wanted(code, what)
		return nil
	}
}

// resourceAhead is whether a nested resource begins here: resource may also be
// the name of a property.
func (p *parser) resourceAhead() bool {
	return p.kind == At || p.word() == "resource" && p.peek(1) == Identifier
}

func (p *parser) nestedResource() ObjectItem {
	p.enter()
	defer p.leave()
	start := p.mark()
	s := p.stmt("resource")
	if p.failing() {
		return p.sync(start, false, atLine)
	}
	item, _ := s.(ObjectItem)
	return item
}

// elements parses the inside of brackets, where each element is separated from
// the next by one comma or by new lines.
func (p *parser) elements(closer Kind, element func()) {
	if p.kind == closer {
		return
	}
	p.newLines()
	for first := true; p.kind != closer && p.kind != EOF && p.kind != Invalid; first = false {
		if !first {
			p.separator()
			if p.kind == closer || p.kind == EOF {
				return
			}
		}
		element()
	}
}

func (p *parser) separator() {
	switch p.kind {
	case NewLine:
		p.newLines()
	case Comma:
		p.next()
		if p.kind == NewLine {
			p.missing("BCP238", "the next item: a comma does not stand at the end of a line")
			p.next()
		}
	default:
		p.missing("BCP236", "a new line or ','")
	}
}

// args = "(" [ expr { "," expr } ] ")" .
//
// New lines may stand after the bracket, after a comma and before the end.
func (p *parser) call(from Pos, base Expr, name *Ident, f flags) Expr {
	x := &CallExpr{X: base, Name: name}
	p.next()
	p.arguments(RParen, func() {
		start := p.mark()
		x.Args = append(x.Args, p.orBad(start, p.expr(f), false, atArg))
	})
	if p.kind != RParen {
		p.missing("BCP018", "')'")
	}
	p.accept(RParen)
	x.Range = p.since(from)
	return x
}

// arguments parses the inside of brackets where only a comma separates.
func (p *parser) arguments(closer Kind, argument func()) {
	if p.kind == closer {
		return
	}
	p.newLines()
	for first := true; p.kind != closer && p.kind != EOF && p.kind != Invalid; first = false {
		if !first && !p.comma(closer) {
			return
		}
		if first || p.kind != EOF {
			argument()
		}
	}
}

// comma moves past what separates two arguments. It returns whether an argument
// is to follow.
func (p *parser) comma(closer Kind) bool {
	switch p.kind {
	case NewLine:
		n := 1
		for p.peek(n) == NewLine && p.toks[p.i+n].trivia {
			n++
		}
		if p.peek(n) == EOF {
			return false
		}
		if p.peek(n) != closer {
			p.missing("BCP237", "','")
		}
		p.newLines()
		return p.kind != closer
	case Comma:
		p.next()
		p.newLines()
		return true
	default:
		p.missing("BCP236", "a new line or ','")
		return true
	}
}

// parens is what stands between two parentheses.
type parens struct {
	Range // from the first to the last thing inside; empty if there is nothing
	items []Node
	seps  int // how many commas and new lines
}

// paren = "(" expr ")" .
func (p *parser) paren(f flags) Expr {
	from := p.pos()
	if p.kind != LParen {
		p.expect(LParen)
		return nil
	}
	list := p.parenList(f, true)
	return &ParenExpr{p.since(from), p.only(list).(Expr)}
}

// parenOrLambda parses what begins with a parenthesis.
func (p *parser) parenOrLambda(f flags) Expr {
	from := p.pos()
	list := p.parenList(f, true)
	if p.kind == Arrow {
		return p.lambda(from, p.localNames(list))
	}
	r := p.since(from)
	return &ParenExpr{r, p.only(list).(Expr)}
}

func (p *parser) parenList(f flags, newLines bool) parens {
	return p.parenthesized(newLines, func() Node { return p.expr(f) })
}

// parenthesized parses a list in parentheses, of any length.
func (p *parser) parenthesized(newLines bool, item func() Node) parens {
	p.expect(LParen)
	if p.failing() {
		return parens{}
	}
	list := parens{Range: Range{p.toks[p.i-1].End, p.toks[p.i-1].End}}
	p.parenLines(&list, newLines)
	for p.kind != RParen && p.kind != Invalid {
		start := p.mark()
		n := item()
		if p.failing() {
			n = p.sync(start, false, atExpr|1<<Comma)
		}
		list.items = append(list.items, n)
		list.cover(n)
		p.parenLines(&list, newLines)
		if p.kind != Comma {
			break
		}
		p.parenSep(&list)
		p.parenLines(&list, newLines)
	}
	quiet := len(list.items) > 0 && nothing(list.items[len(list.items)-1])
	p.expectUntil(RParen, quiet, atExpr&^(1<<RParen))
	return list
}

func (p *parser) parenLines(list *parens, allowed bool) {
	for allowed && p.kind == NewLine {
		p.parenSep(list)
	}
}

func (p *parser) parenSep(list *parens) {
	list.seps++
	list.cover(Range{p.pos(), p.toks[p.i].End})
	p.next()
}

func (l *parens) cover(n Node) {
	if len(l.items)+l.seps <= 1 {
		l.From = n.Pos()
	}
	if n.Pos() < n.End() {
		l.To = n.End()
	}
}

// only is the single item between parentheses.
func (p *parser) only(list parens) Node {
	if len(list.items) == 1 && list.seps == 0 {
		return list.items[0]
	}
	p.report(fault{code: "BCP243", from: list.From, to: list.To, msg: "found " + several(list) + " in parentheses, wanted one expression"})
	return &Bad{list.Range}
}

func several(list parens) string {
	switch {
	case len(list.items) == 0:
		return "nothing"
	case len(list.items) == 1:
		return "a new line or a comma"
	default:
		return "several expressions"
	}
}

// localNames are the items as the names of variables.
func (p *parser) localNames(list parens) []*Ident {
	names := make([]*Ident, len(list.items))
	for i, n := range list.items {
		id, ok := n.(*Ident)
		if !ok {
			id = &Ident{Range: Range{n.Pos(), n.End()}}
		}
		if !ok && !isBad(n) {
			p.report(fault{code: "BCP015", from: n.Pos(), to: n.End(), msg: "found an expression, wanted the name of a variable"})
		}
		names[i] = id
	}
	return names
}
