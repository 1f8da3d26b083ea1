package syntax

// string = whole | left expr { middle expr } right .
//
// A string that the lexer has reported is skipped without another report; so is
// what is no string at all, up to the end of the line, for the caller to report.
func (p *parser) str() Expr {
	if p.kind == Invalid {
		return nil
	}
	start := p.mark()
	s := &StringExpr{Range: Range{From: p.pos()}}
	sound := p.segments(s)
	s.Range = p.since(s.From)
	if !sound {
		if p.i == start.i {
			s.To = s.From
		}
		return &Bad{s.Range}
	}
	return s
}

// segments parses all pieces of a string, and returns whether they are sound.
func (p *parser) segments(s *StringExpr) bool {
	switch p.kind {
	case StringWhole:
		return p.piece(s)
	case StringLeft:
	default:
		p.skip(atHole)
		return false
	}
	sound := true
	for p.kind == StringLeft || p.kind == StringMiddle {
		sound = p.piece(s) && sound
		s.Exprs = append(s.Exprs, p.hole())
	}
	return p.kind == StringRight && p.piece(s) && sound
}

// hole parses the expression in a hole, up to the next piece of the string.
func (p *parser) hole() Expr {
	start := p.mark()
	p.holes++
	x := p.orBad(start, p.expr(0), false, atHole)
	p.holes--
	if atHole.has(p.kind) {
		return x
	}
	rest := p.mark()
	from := p.pos()
	p.wanted("BCP064", "'}'")
	b := p.sync(rest, true, atHole)
	p.report(fault{code: "BCP064", from: from, to: b.To, msg: p.cause.msg})
	return &Bad{p.since(p.toks[start.i].Start)}
}

// skip moves to one of the stops.
func (p *parser) skip(stops kindSet) {
	for p.kind != EOF && p.kind != Invalid && !stops.has(p.kind) {
		p.next()
	}
}

// piece adds the text of the current token to a string.
func (p *parser) piece(s *StringExpr) bool {
	t := p.toks[p.i]
	p.next()
	if t.broken {
		return false
	}
	text := p.text[t.Start:t.End]
	if t.Kind == StringWhole || t.Kind == StringLeft {
		text = s.open(text)
	} else {
		text = text[1:] // the brace that closes the hole
	}
	closer := 1
	switch {
	case t.Kind == StringLeft || t.Kind == StringMiddle:
		closer = 1 + max(s.Dollars, 1)
	case s.Multiline:
		closer = len(tripleQuote)
	}
	if len(text) < closer { // the end of a string of another kind, in a faulty source
		return false
	}
	text = text[:len(text)-closer]
	if !s.Multiline {
		text = decode(text)
	}
	s.Segments = append(s.Segments, text)
	return true
}

// open reads the quotes at the start of a string and returns the rest. The line
// ending just after three quotes is no part of the text.
func (s *StringExpr) open(text string) string {
	for text[s.Dollars] == '$' {
		s.Dollars++
	}
	text = text[s.Dollars:]
	if len(text) < len(tripleQuote) || text[:len(tripleQuote)] != tripleQuote {
		return text[1:]
	}
	s.Multiline = true
	text = text[len(tripleQuote):]
	if text[0] == '\r' {
		text = text[1:]
	}
	if text[0] == '\n' {
		text = text[1:]
	}
	return text
}

// stringOr parses a string, and fails where it begins if there is none.
func (p *parser) stringOr(code, what string) Expr {
	if p.failing() {
		return nil
	}
	t, cause := p.toks[p.i], fault{code: code, msg: "found " + p.found() + ", wanted " + what}
	x := p.str()
	if isBad(x) {
		p.fail(cause)
		p.cause.from, p.cause.to = t.Start, t.End
		if t.Kind == NewLine {
			p.cause.to = t.Start
		}
	}
	return x
}

// stringUntil is stringOr, and resumes at one of the stops.
func (p *parser) stringUntil(code, what string, quiet bool, stops kindSet) Expr {
	start := p.mark()
	return p.orBad(start, p.stringOr(code, what), quiet, stops)
}
