package emit

import (
	"strconv"
	"strings"
)

// maxExprDepth bounds how deep expressions of templates may nest.
const maxExprDepth = 200

// parseExpr parses a string of a template; not ok if it is no expression.
func parseExpr(s string) (expr, bool) {
	if !strings.HasPrefix(s, "[") || strings.HasPrefix(s, "[[") || !strings.HasSuffix(s, "]") {
		return nil, false
	}
	p := exprParser{s: s[1 : len(s)-1]}
	x := p.expr(0)
	p.space()
	return x, !p.bad && p.i == len(p.s)
}

type exprParser struct {
	s   string
	i   int
	bad bool
}

func (p *exprParser) space() {
	for p.i < len(p.s) && strings.IndexByte(" \t\r\n", p.s[p.i]) >= 0 {
		p.i++
	}
}

func (p *exprParser) accept(c byte) bool {
	p.space()
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

func (p *exprParser) expect(c byte) { p.bad = !p.accept(c) || p.bad }

func (p *exprParser) expr(depth int) expr {
	p.space()
	if depth > maxExprDepth || p.i >= len(p.s) {
		p.bad = true
		return null{}
	}
	switch c := p.s[p.i]; {
	case c == '\'':
		return p.text()
	case c == '-' || c == '+' || '0' <= c && c <= '9':
		return p.number()
	default:
		return p.call(depth)
	}
}

func (p *exprParser) text() expr {
	p.i++
	var b strings.Builder
	for p.i < len(p.s) {
		c := p.s[p.i]
		p.i++
		if c != '\'' {
			b.WriteByte(c)
			continue
		}
		if p.i >= len(p.s) || p.s[p.i] != '\'' {
			return text(b.String())
		}
		b.WriteByte(c)
		p.i++
	}
	p.bad = true
	return null{}
}

func (p *exprParser) number() expr {
	start := p.i
	p.i++
	for p.i < len(p.s) && '0' <= p.s[p.i] && p.s[p.i] <= '9' {
		p.i++
	}
	n, err := strconv.ParseInt(p.s[start:p.i], 10, 64)
	p.bad = p.bad || err != nil
	return number(n)
}

// word is a name, perhaps with dots, as that of a function may have.
func (p *exprParser) word(dots bool) string {
	p.space()
	start := p.i
	for p.i < len(p.s) && (isIdentifier("_"+p.s[p.i:p.i+1]) || p.s[p.i] == '$' || dots && p.s[p.i] == '.') {
		p.i++
	}
	p.bad = p.bad || p.i == start
	return p.s[start:p.i]
}

func (p *exprParser) call(depth int) expr {
	c := &call{name: p.word(true)}
	p.expect('(')
	for !p.bad && !p.accept(')') {
		c.args = append(c.args, p.expr(depth+1))
		if !p.accept(',') {
			p.expect(')')
			break
		}
	}
	for !p.bad {
		switch {
		case p.accept('.'):
			c.props = append(c.props, text(p.word(false)))
		case p.accept('['):
			c.props = append(c.props, p.expr(depth+1))
			p.expect(']')
		default:
			return c
		}
	}
	return c
}
