package syntax

import (
	"fmt"
	"strconv"
)

// flags say what an expression may contain.
type flags uint8

const (
	// complexLiterals allows objects, arrays and loops.
	complexLiterals flags = 1 << iota
	// nestedResources allows resources in the object.
	nestedResources
)

// expr = binary [ { newline } "?" expr { newline } ":" expr ] .
func (p *parser) expr(f flags) Expr {
	p.enter()
	defer p.leave()
	from := p.pos()
	cond := p.binary(f, 0)
	if n := p.pastNewLines(); p.peek(n) != Question {
		return cond
	}
	p.newLines()
	p.next()
	x := &TernaryExpr{Cond: cond}
	start := p.mark()
	x.Then = p.orBad(start, p.expr(f), false, atExpr|1<<Colon)
	if !isBad(x.Then) && p.peek(p.pastNewLines()) == Colon {
		p.newLines()
	}
	quiet, _ := p.expectUntil(Colon, nothing(x.Then), atExpr)
	start = p.mark()
	x.Else = p.orBad(start, p.expr(f), quiet, atExpr)
	x.Range = p.since(from)
	return x
}

// binary = unary { operator unary } .
//
// An operator takes all operands on its left that bind at least as tightly.
func (p *parser) binary(f flags, over int) Expr {
	from := p.pos()
	x := p.unary(f)
	for n := 0; p.kind.precedence() > over; n++ {
		p.chain(n)
		b := &BinaryExpr{X: x, Op: p.kind, OpPos: p.pos()}
		p.next()
		start := p.mark()
		b.Y = p.orBad(start, p.binary(f, b.Op.precedence()), false, atExpr)
		b.Range = p.since(from)
		x = b
	}
	return x
}

// chain fails after too many operators or accesses in a row.
func (p *parser) chain(n int) {
	if n > maxChain {
		p.fail(fault{
			code: CodeTooDeep,
			msg:  fmt.Sprintf("found more than %d operators or accesses in a row", maxChain),
			hint: "move a part of the expression to a variable",
		})
	}
}

// unary = [ "!" | "-" ] member .
func (p *parser) unary(f flags) Expr {
	if p.kind != Not && p.kind != Minus {
		return p.member(f)
	}
	x := &UnaryExpr{Range: Range{From: p.pos()}, Op: p.kind}
	p.next()
	start := p.mark()
	x.X = p.orBad(start, p.member(f), false, atExpr)
	x.Range = p.since(x.From)
	return x
}

// member = primary { index | "." [ "?" ] ident [ args ] | "::" ident | "!" } .
func (p *parser) member(f flags) Expr {
	from := p.pos()
	x := p.primary(f)
	for n := 0; ; n++ {
		p.chain(n)
		switch p.kind {
		case LSquare:
			x = p.index(from, x, f)
		case Dot:
			x = p.dot(from, x, f)
		case DoubleColon:
			p.next()
			id := p.memberName()
			x = &NestedExpr{Range: p.since(from), X: x, Name: id}
		case Not:
			p.next()
			x = &NonNullExpr{Range: p.since(from), X: x}
		default:
			return x
		}
	}
}

// index = "[" [ "?" ] [ "^" ] expr "]" .
func (p *parser) index(from Pos, base Expr, f flags) Expr {
	x := &IndexExpr{X: base}
	p.next()
	x.Safe = p.accept(Question)
	x.FromEnd = p.accept(Hat)
	if p.kind == RSquare {
		p.missing("BCP117", "an index")
		x.Index = &Bad{Range{p.pos(), p.pos()}}
	} else {
		x.Index = p.expr(f)
	}
	p.expect(RSquare)
	x.Range = p.since(from)
	return x
}

// dot parses a property or a call of a function of base.
func (p *parser) dot(from Pos, base Expr, f flags) Expr {
	p.next()
	at := p.pos()
	safe := p.accept(Question)
	id := p.memberName()
	if p.kind != LParen {
		return &MemberExpr{Range: p.since(from), X: base, Safe: safe, Name: id}
	}
	if safe {
		p.report(fault{code: "BCP322", from: at, to: id.To, msg: "found '.?' before a function, wanted '.'"})
	}
	return p.call(from, base, id, f)
}

// memberName parses the name after a dot. A missing one is reported, and what
// follows may well go on.
func (p *parser) memberName() *Ident {
	if p.kind != Identifier {
		p.missing("BCP020", "the name of a property or of a function")
		return &Ident{Range: Range{p.pos(), p.pos()}}
	}
	return p.ident("", "")
}

// ident parses a name.
func (p *parser) ident(code, what string) *Ident {
	t := p.toks[p.i]
	if p.kind != Identifier {
		p.wanted(code, what)
		return &Ident{Range: Range{t.Start, t.Start}}
	}
	p.next()
	return &Ident{Range: Range{t.Start, t.End}, Name: p.text[t.Start:t.End]}
}

// primary = literal | string | object | array | for | paren | lambda | ident [ args ] .
func (p *parser) primary(f flags) Expr {
	from := p.pos()
	switch p.kind {
	case Integer, Null, True, False:
		return p.literal()
	case StringWhole, StringLeft:
		return p.str()
	case LBrace, LSquare:
		return p.complex(f)
	case LParen:
		return p.parenOrLambda(f)
	case Identifier:
		id := p.ident("", "")
		if p.kind == LParen {
			return p.call(from, nil, id, f)
		}
		if p.kind == Arrow {
			return p.lambda(from, []*Ident{id})
		}
		return id
	default:
		p.wanted("BCP009", "an expression")
		return nil
	}
}

// complex parses an object, an array or a loop. Bicep never finds the end of a
// string when an object stands in one of its holes, so there can be none.
func (p *parser) complex(f flags) Expr {
	switch {
	case f&complexLiterals == 0, p.holes > 0 && p.kind == LBrace:
		p.wanted("BCP087", "an expression without arrays and objects")
		return nil
	case p.kind == LBrace:
		return p.object(f)
	case p.forAhead():
		return p.forExpr(f, false)
	default:
		return p.array()
	}
}

// forAhead is whether the bracket here opens a loop.
func (p *parser) forAhead() bool {
	n := 1
	for p.peek(n) == NewLine {
		n++
	}
	return p.wordAt(n) == "for"
}

// constant is a literal that is both an expression and a type.
type constant interface {
	Expr
	TypeExpr
}

// literal = "null" | "true" | "false" | integer .
func (p *parser) literal() constant {
	t := p.toks[p.i]
	r := Range{t.Start, t.End}
	switch t.Kind {
	case Integer:
		v, err := strconv.ParseUint(p.text[t.Start:t.End], 10, 64)
		if err != nil {
			p.wanted("BCP010", "a number below 2 to the power of 64")
		}
		p.next()
		return &IntLit{r, v}
	case Null:
		p.next()
		return &NullLit{r}
	default:
		p.next()
		return &BoolLit{r, t.Kind == True}
	}
}

// lambda = ( ident | "(" [ ident { "," ident } ] ")" ) "=>" { newline } expr .
func (p *parser) lambda(from Pos, params []*Ident) Expr {
	x := &LambdaExpr{Params: params}
	p.next()
	x.Body = p.arrowBody()
	x.Range = p.since(from)
	return x
}

// arrowBody parses the body of a lambda or of a function. New lines may stand
// before it, unless a statement seems to begin after them.
func (p *parser) arrowBody() Expr {
	if !beginsStmt(p.wordAt(p.pastNewLines())) {
		p.newLines()
	}
	return p.valueUntil(false, atLine|1<<RParen)
}

func beginsStmt(word string) bool {
	switch word {
	case "assert", "import", "metadata", "param", "var", "resource", "output", "module", "type":
		return true
	default:
		return false
	}
}
