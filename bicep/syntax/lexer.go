package syntax

import "unicode/utf8"

// maxIdentifier is the longest name Bicep takes, in characters.
const maxIdentifier = 255

// fault is a diagnostic before its offsets have become lines and columns.
type fault struct {
	code     string
	from, to Pos
	msg      string
	hint     string
}

// mode is one level of the template stack: what the lexer is inside of while
// it reads the expression in the hole of a string.
type mode struct {
	brace     bool // an object's brace inside a hole, to be closed first
	multiline bool // the string that the hole belongs to
	dollars   int  // how many $ open a hole in it
}

// lexer cuts a text into tokens. What it reads next depends on the top of a
// stack of modes: "}" ends an object, or goes on with a string.
type lexer struct {
	src     string
	pos     int
	start   int // where the token being read begins
	toks    []Token
	stack   []mode
	pragmas []Pragma
	faults  []fault
	broken  bool // whether the token being read is malformed
}

func newLexer(src string) *lexer {
	return &lexer{src: src, toks: make([]Token, 0, len(src)/8+8)}
}

// run reads the whole text. It always ends the tokens with one EOF.
func (lx *lexer) run() {
	if len(lx.src) >= 3 && lx.src[:3] == "\uFEFF" {
		lx.pos = 3 // a byte order mark says nothing
	}
	for {
		trivia := lx.skipTrivia()
		lx.start = lx.pos
		lx.broken = false
		kind := lx.scan()
		if kind == Unrecognized {
			lx.unrecognized()
		}
		lx.toks = append(lx.toks, Token{
			Kind:   kind,
			trivia: trivia,
			broken: lx.broken,
			Start:  Pos(lx.start),
			End:    Pos(lx.pos),
		})
		if kind == EOF {
			return
		}
	}
}

// fail reports an error from start up to the current position.
func (lx *lexer) fail(start int, code, msg, hint string) {
	lx.broken = true
	if len(lx.faults) < maxFaults {
		lx.faults = append(lx.faults, fault{code: code, from: Pos(start), to: Pos(lx.pos), msg: msg, hint: hint})
	}
}

func (lx *lexer) unrecognized() {
	start, text := lx.start, lx.src[lx.start:lx.pos]
	if text == `"` {
		lx.fail(start, "BCP103", `found '"', which does not begin a string`, "write strings in single quotes: 'text'")
		return
	}
	lx.fail(start, "BCP001", "found "+quote(text)+", which begins nothing in Bicep", "")
}

// quote is a piece of the source for a message, cut short if it is long.
func quote(s string) string {
	const limit = 60
	if len(s) <= limit {
		return "'" + s + "'"
	}
	n := limit
	for !utf8.RuneStart(s[n]) {
		n--
	}
	return "'" + s[:n] + "…'"
}

// at is the byte n places ahead, 0 beyond the end.
func (lx *lexer) at(n int) byte {
	if lx.pos+n < len(lx.src) {
		return lx.src[lx.pos+n]
	}
	return 0
}

// scan reads one token and returns its kind.
func (lx *lexer) scan() Kind {
	if lx.pos >= len(lx.src) {
		return EOF
	}
	c := lx.src[lx.pos]
	switch {
	case isLetter(c):
		return lx.identifier()
	case isDigit(c):
		return lx.integer()
	case c == '\'':
		return lx.openString()
	case c == '\n' || c == '\r':
		return lx.newLine()
	case c == '$':
		return lx.dollar()
	case c == '{' || c == '}':
		return lx.brace(c)
	case c >= utf8.RuneSelf:
		_, size := utf8.DecodeRuneInString(lx.src[lx.pos:])
		lx.pos += size
		return Unrecognized
	default:
		return lx.punctuation(c)
	}
}

func (lx *lexer) identifier() Kind {
	for lx.pos < len(lx.src) && isName(lx.src[lx.pos]) {
		lx.pos++
	}
	switch name := lx.src[lx.start:lx.pos]; name {
	case "true":
		return True
	case "false":
		return False
	case "null":
		return Null
	default:
		if len(name) > maxIdentifier {
			lx.fail(lx.start, "BCP024", "found a name of more than 255 characters, wanted a shorter one", "")
		}
		return Identifier
	}
}

func (lx *lexer) integer() Kind {
	for isDigit(lx.at(0)) {
		lx.pos++
	}
	return Integer
}

// newLine reads a run of line endings. In the hole of a string there cannot be
// one: the string ends before it, with an empty piece.
func (lx *lexer) newLine() Kind {
	if len(lx.stack) > 0 {
		lx.stack = lx.stack[:0]
		lx.fail(lx.pos, "BCP004", "found the end of the line inside a string, wanted '", "")
		return StringRight
	}
	for isEOL(lx.at(0)) {
		lx.pos++
	}
	return NewLine
}

// brace reads { or }. Inside the hole of a string it keeps count of them, since
// the } that matches the hole goes on with the string.
func (lx *lexer) brace(c byte) Kind {
	lx.pos++
	depth := len(lx.stack)
	if c == '{' {
		if depth > 0 {
			lx.stack = append(lx.stack, mode{brace: true})
		}
		return LBrace
	}
	if depth == 0 {
		return RBrace
	}
	top := lx.stack[depth-1]
	if top.brace {
		lx.stack = lx.stack[:depth-1]
		return RBrace
	}
	kind := lx.segment(top, StringMiddle, StringRight)
	if kind == StringRight {
		lx.stack = lx.stack[:depth-1]
	}
	return kind
}

// punctuation reads an operator or a separator, the longest that fits.
func (lx *lexer) punctuation(c byte) Kind {
	if kind := pair(c, lx.at(1)); kind != Invalid {
		lx.pos += 2
		return kind
	}
	if c == '.' && lx.at(1) == '.' && lx.at(2) == '.' {
		lx.pos += 3
		return Ellipsis
	}
	lx.pos++
	return single(c)
}

// pair is the kind of a token of two characters, or Invalid.
func pair(c, d byte) Kind {
	switch {
	case c == '=' && d == '=':
		return Equal
	case c == '=' && d == '~':
		return EqualFold
	case c == '=' && d == '>':
		return Arrow
	case c == '!' && d == '=':
		return NotEqual
	case c == '!' && d == '~':
		return NotEqualFold
	case c == '<' && d == '=':
		return LessEqual
	case c == '>' && d == '=':
		return GreaterEqual
	case c == '&' && d == '&':
		return And
	case c == '|' && d == '|':
		return Or
	case c == '?' && d == '?':
		return Coalesce
	case c == ':' && d == ':':
		return DoubleColon
	default:
		return Invalid
	}
}

// single is the kind of a token of one character.
func single(c byte) Kind {
	switch c {
	case '@':
		return At
	case '(':
		return LParen
	case ')':
		return RParen
	case '[':
		return LSquare
	case ']':
		return RSquare
	case ',':
		return Comma
	case '.':
		return Dot
	case '?':
		return Question
	case ':':
		return Colon
	case ';':
		return Semicolon
	case '=':
		return Assign
	case '+':
		return Plus
	case '-':
		return Minus
	case '*':
		return Asterisk
	case '/':
		return Slash
	case '%':
		return Percent
	case '!':
		return Not
	case '<':
		return Less
	case '>':
		return Greater
	case '|':
		return Pipe
	case '^':
		return Hat
	default:
		return Unrecognized
	}
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isName(c byte) bool   { return isLetter(c) || isDigit(c) }
func isEOL(c byte) bool    { return c == '\n' || c == '\r' }
func isBlank(c byte) bool  { return c == ' ' || c == '\t' }
