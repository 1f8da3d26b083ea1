package syntax

// The tokens at which parsing resumes after an error.
const (
	atLine   = kindSet(1 << NewLine)
	atExpr   = kindSet(1<<StringRight | 1<<RBrace | 1<<RParen | 1<<RSquare | 1<<NewLine)
	atArg    = kindSet(1<<NewLine | 1<<Comma | 1<<RParen)
	atHole   = kindSet(1<<StringMiddle | 1<<StringRight | 1<<NewLine)
	atValue  = kindSet(1<<Assign | 1<<NewLine)
	atString = kindSet(1<<StringWhole | 1<<StringLeft | 1<<NewLine)
)

// mark is a place to which an error reaches back: a token, and how many errors
// had been reported there.
type mark struct{ i, faults int }

func (p *parser) mark() mark { return mark{p.i, len(p.faults)} }

// failing is whether an error waits for a caller to resume after it.
func (p *parser) failing() bool { return p.kind == Invalid }

// fail begins to fail at the current token. A cause that there is already stays.
func (p *parser) fail(cause fault) {
	if p.kind == Invalid {
		return
	}
	t := p.toks[p.i]
	cause.from, cause.to = t.Start, t.End
	if t.Kind == NewLine {
		cause.to = t.Start
	}
	p.cause, p.kind = cause, Invalid
}

// wanted fails because something else than the current token should stand here.
func (p *parser) wanted(code, what string) {
	if p.kind != Invalid {
		p.fail(fault{code: code, msg: "found " + p.found() + ", wanted " + what})
	}
}

// report adds an error without failing.
func (p *parser) report(x fault) {
	if len(p.faults) < maxFaults {
		p.faults = append(p.faults, x)
	}
}

// missing reports that something should stand before the current token, and
// goes on as if it did.
func (p *parser) missing(code, what string) {
	if p.kind == Invalid {
		return
	}
	p.report(fault{code: code, from: p.pos(), to: p.pos(), msg: "found " + p.found() + ", wanted " + what})
}

// found names the current token for a message.
func (p *parser) found() string {
	t := p.toks[p.i]
	switch t.Kind {
	case NewLine:
		return "the end of the line"
	case EOF:
		return "the end of the file"
	case StringWhole, StringLeft, StringMiddle, StringRight:
		return "a string"
	default:
		return quote(p.text[t.Start:t.End])
	}
}

// sync ends failing: it skips to one of the stops or to the end of the file,
// and returns what has been skipped since start. It reports the cause, unless
// quiet; errors inside of what is skipped would say no more.
func (p *parser) sync(start mark, quiet bool, stops kindSet) *Bad {
	for !stops.has(p.toks[p.i].Kind) && p.toks[p.i].Kind != EOF {
		p.i++
	}
	p.kind = p.toks[p.i].Kind
	p.faults = p.faults[:start.faults]
	if !quiet {
		p.report(p.cause)
	}
	b := &Bad{p.since(p.toks[start.i].Start)}
	if p.i == start.i {
		b.To = b.From
	}
	return b
}

// nothing is whether n stands for a piece of source that is absent. What ought
// to follow is absent then too, and not worth a second report.
func nothing(n Node) bool {
	switch n := n.(type) {
	case *Bad:
		return n.From == n.To
	case *Ident:
		return n.From == n.To
	default:
		return false
	}
}

// isBad is whether n has been skipped.
func isBad(n Node) bool {
	_, ok := n.(*Bad)
	return ok
}

// orBad is e, or what is skipped up to one of the stops if e has failed.
func (p *parser) orBad(start mark, e Expr, quiet bool, stops kindSet) Expr {
	if p.failing() {
		return p.sync(start, quiet, stops)
	}
	return e
}

// valueUntil parses any expression, and resumes at one of the stops.
func (p *parser) valueUntil(quiet bool, stops kindSet) Expr {
	start := p.mark()
	return p.orBad(start, p.expr(complexLiterals), quiet, stops)
}

// typeUntil parses a type, and resumes at one of the stops.
func (p *parser) typeUntil(quiet bool, stops kindSet) TypeExpr {
	start := p.mark()
	t := p.declaredType(false)
	if p.failing() {
		return p.sync(start, quiet, stops)
	}
	return t
}

// nameUntil parses a name, and resumes at one of the stops.
func (p *parser) nameUntil(code, what string, stops kindSet) *Ident {
	start := p.mark()
	id := p.ident(code, what)
	if p.failing() {
		return &Ident{Range: p.sync(start, false, stops).Range}
	}
	return id
}

// expectUntil moves past a k, or resumes at one of the stops. It returns
// whether what follows is to be parsed quietly, and whether k was there.
func (p *parser) expectUntil(k Kind, quiet bool, stops kindSet) (nowQuiet, ok bool) {
	start := p.mark()
	p.expect(k)
	if p.failing() {
		return nothing(p.sync(start, quiet, stops)), false
	}
	return false, true
}

// assign parses = and the value after it, up to the end of the line.
func (p *parser) assign(quiet bool) Expr {
	quiet, _ = p.expectUntil(Assign, quiet, atLine)
	return p.valueUntil(quiet, atLine)
}
