package snapshot

import (
	"fmt"
	"strconv"
	"strings"
)

// expr is an expression of the template language: one of *call, *access and
// literal.
//
//	expression = primary { "." name | "[" expression "]" } .
//	primary    = string | integer | call .
//	call       = name { "." name } "(" [ expression { "," expression } ] ")" .
//	string     = "'" { any character but "'" | "''" } "'" .
type expr interface {
	spell(b *strings.Builder)
}

// literal is a string or a number.
type literal struct{ value Value }

// call is a function applied to arguments.
type call struct {
	name string // as written
	args []expr
	fn   *builtin // by name; nil for a function of the template or an unknown one
}

// access takes a property or an element of a value.
type access struct {
	base  expr
	index expr
}

func (l literal) spell(b *strings.Builder) { spellValue(b, l.value) }

func (c *call) spell(b *strings.Builder) {
	b.WriteString(c.name)
	b.WriteByte('(')
	for i, a := range c.args {
		if i > 0 {
			b.WriteString(", ")
		}
		a.spell(b)
	}
	b.WriteByte(')')
}

func (a *access) spell(b *strings.Builder) {
	a.base.spell(b)
	if l, ok := a.index.(literal); ok {
		spellStep(b, l.value)
		return
	}
	b.WriteByte('[')
	a.index.spell(b)
	b.WriteByte(']')
}

// parsed is what a string of a template holds: an expression, or the text that
// it stands for.
type parsed struct {
	done bool
	expr expr
	text string
	err  error
}

// isExpression reports whether a string of a template is an expression: it
// stands in brackets, and the first is not doubled.
func isExpression(s string) bool {
	return len(s) >= 2 && s[0] == '[' && s[1] != '[' && s[len(s)-1] == ']'
}

// unescape is the text of a string that is no expression.
func unescape(s string) string {
	if strings.HasPrefix(s, "[[") && s[len(s)-1] == ']' {
		return s[1:]
	}
	return s
}

// maxNesting is how deep an expression may nest.
const maxNesting = 250

// exprParser reads one expression by recursive descent.
type exprParser struct {
	src      string
	at       int
	nesting  int
	builtins map[string]*builtin
}

// parseExpr reads an expression with its brackets.
func parseExpr(src string, builtins map[string]*builtin) (expr, error) {
	p := &exprParser{src: src[1 : len(src)-1], builtins: builtins}
	x, err := p.expression()
	if err != nil {
		return nil, err
	}
	p.space()
	if p.at < len(p.src) {
		return nil, p.fail("found %s after the end of the expression", p.found())
	}
	return x, nil
}

func (p *exprParser) fail(format string, args ...any) error {
	msg := fmt.Sprintf(format, args...)
	return failf(codeSyntax, "%s, at character %d of the expression", msg, p.at+2)
}

func (p *exprParser) found() string {
	if p.at >= len(p.src) {
		return "its end"
	}
	return strconv.Quote(p.src[p.at:min(p.at+1, len(p.src))])
}

func (p *exprParser) space() {
	for p.at < len(p.src) && strings.IndexByte(" \t\r\n", p.src[p.at]) >= 0 {
		p.at++
	}
}

// is skips blanks and reports whether c comes next.
func (p *exprParser) is(c byte) bool {
	p.space()
	return p.at < len(p.src) && p.src[p.at] == c
}

// take is is, and moves beyond c.
func (p *exprParser) take(c byte) bool {
	if p.is(c) {
		p.at++
		return true
	}
	return false
}

// expression = primary { "." name | "[" expression "]" } .
func (p *exprParser) expression() (expr, error) {
	if p.nesting++; p.nesting > maxNesting {
		return nil, failf(codeLimit, "the expression nests deeper than %d levels", maxNesting)
	}
	defer func() { p.nesting-- }()
	x, err := p.primary()
	for depth := 0; err == nil; depth++ {
		if depth > maxNesting {
			return nil, failf(codeLimit, "the expression takes more than %d steps into a value", maxNesting)
		}
		var step expr
		switch {
		case p.take('.'):
			step, err = p.property()
		case p.take('['):
			step, err = p.indexer()
		default:
			return x, nil
		}
		x = &access{base: x, index: step}
	}
	return nil, err
}

func (p *exprParser) property() (expr, error) {
	p.space()
	name := p.name()
	if name == "" {
		return nil, p.fail("found %s, wanted the name of a property", p.found())
	}
	return literal{String(name)}, nil
}

func (p *exprParser) indexer() (expr, error) {
	x, err := p.expression()
	if err != nil {
		return nil, err
	}
	if !p.take(']') {
		return nil, p.fail("found %s, wanted ]", p.found())
	}
	return x, nil
}

// name reads letters, digits, _ and $.
func (p *exprParser) name() string {
	start := p.at
	for p.at < len(p.src) && (isNameByte(p.src[p.at]) || p.src[p.at] == '$' || p.src[p.at] >= 0x80) {
		p.at++
	}
	return p.src[start:p.at]
}

// primary = string | integer | call .
func (p *exprParser) primary() (expr, error) {
	p.space()
	if p.at >= len(p.src) {
		return nil, p.fail("found its end, wanted a value")
	}
	switch c := p.src[p.at]; {
	case c == '\'':
		return p.stringLiteral()
	case c >= '0' && c <= '9' || c == '-' || c == '+':
		return p.numberLiteral()
	default:
		return p.call()
	}
}

func (p *exprParser) stringLiteral() (expr, error) {
	var b strings.Builder
	for at := p.at + 1; ; {
		end := strings.IndexByte(p.src[at:], '\'')
		if end < 0 {
			return nil, p.fail("the string has no end")
		}
		b.WriteString(p.src[at : at+end])
		at += end + 1
		if at >= len(p.src) || p.src[at] != '\'' {
			p.at = at
			return literal{String(b.String())}, nil
		}
		b.WriteByte('\'')
		at++
	}
}

func (p *exprParser) numberLiteral() (expr, error) {
	end := p.at + 1
	for end < len(p.src) && (p.src[end] >= '0' && p.src[end] <= '9' || p.src[end] == '.') {
		end++
	}
	v, ok := number(strings.TrimPrefix(p.src[p.at:end], "+"))
	if !ok {
		return nil, p.fail("found %q, wanted a number of 64 bits", p.src[p.at:end])
	}
	p.at = end
	return literal{v}, nil
}

// call = name { "." name } "(" [ expression { "," expression } ] ")" .
func (p *exprParser) call() (expr, error) {
	c := &call{name: p.name()}
	if c.name == "" {
		return nil, p.fail("found %s, wanted a value", p.found())
	}
	for p.take('.') {
		p.space()
		c.name += "." + p.name()
	}
	if !p.take('(') {
		return nil, p.fail("found %s after %q, wanted ( because only functions and quoted strings are values", p.found(), c.name)
	}
	for !p.take(')') {
		if len(c.args) > 0 && !p.take(',') {
			return nil, p.fail("found %s, wanted , or )", p.found())
		}
		arg, err := p.expression()
		if err != nil {
			return nil, err
		}
		c.args = append(c.args, arg)
	}
	c.fn = p.builtins[strings.ToLower(c.name)]
	return c, nil
}
