package syntax

// Pos is a byte offset in the source of a file. Offsets, not lines: a node
// costs eight bytes for its place, and File.Span turns it into a diag.Span.
type Pos int32

// Kind is what a token is. The zero Kind is invalid.
type Kind uint8

// The kinds of tokens. A string without holes is one StringWhole; one with
// holes is a StringLeft, then StringMiddle between two holes, then StringRight.
const (
	Invalid Kind = iota
	Unrecognized
	EOF
	NewLine // one or more line endings with nothing between them
	Identifier
	Integer
	True
	False
	Null
	StringWhole
	StringLeft
	StringMiddle
	StringRight
	At           // @
	LBrace       // {
	RBrace       // }
	LParen       // (
	RParen       // )
	LSquare      // [
	RSquare      // ]
	Comma        // ,
	Dot          // .
	Question     // ?
	Colon        // :
	Semicolon    // ;
	Assign       // =
	Plus         // +
	Minus        // -
	Asterisk     // *
	Slash        // /
	Percent      // %
	Not          // !
	Less         // <
	Greater      // >
	LessEqual    // <=
	GreaterEqual // >=
	Equal        // ==
	NotEqual     // !=
	EqualFold    // =~
	NotEqualFold // !~
	And          // &&
	Or           // ||
	Coalesce     // ??
	DoubleColon  // ::
	Arrow        // =>
	Pipe         // |
	Ellipsis     // ...
	Hat          // ^
	kindLimit
)

// Token is one token of the source: its kind and its half-open stretch of
// bytes. White space and comments are not tokens; they lie in the gaps.
type Token struct {
	Kind Kind
	// trivia is whether a comment or a pragma lies in the gap before the token.
	trivia bool
	// broken is whether the token is reported as malformed.
	broken bool
	Start  Pos
	End    Pos
}

// Tokens splits src into its tokens, the last of which is EOF. Malformed
// source yields tokens too; Parse is what reports the errors.
func Tokens(src []byte) []Token {
	lx := newLexer(string(src))
	lx.run()
	return lx.toks
}

// String is the spelling of a token that has only one, in the other cases a
// word for the kind as used in messages: "identifier", "new line".
func (k Kind) String() string {
	if s := k.spelling(); s != "" {
		return s
	}
	switch k {
	case Unrecognized:
		return "unrecognized character"
	case EOF:
		return "end of file"
	case NewLine:
		return "new line"
	case Identifier:
		return "identifier"
	case Integer:
		return "integer"
	case StringWhole, StringLeft:
		return "string"
	case StringMiddle, StringRight:
		return "rest of a string"
	default:
		return "invalid token"
	}
}

// spelling is the text of a kind that is always spelled alike, or "".
func (k Kind) spelling() string {
	if s := k.operator(); s != "" {
		return s
	}
	switch k {
	case True:
		return "true"
	case False:
		return "false"
	case Null:
		return "null"
	case At:
		return "@"
	case LBrace:
		return "{"
	case RBrace:
		return "}"
	case LParen:
		return "("
	case RParen:
		return ")"
	case LSquare:
		return "["
	case RSquare:
		return "]"
	case Comma:
		return ","
	case Dot:
		return "."
	case Question:
		return "?"
	case Colon:
		return ":"
	case Semicolon:
		return ";"
	case Assign:
		return "="
	case DoubleColon:
		return "::"
	case Arrow:
		return "=>"
	case Pipe:
		return "|"
	case Ellipsis:
		return "..."
	case Hat:
		return "^"
	default:
		return ""
	}
}

// operator is the spelling of a unary or binary operator, or "".
func (k Kind) operator() string {
	switch k {
	case Plus:
		return "+"
	case Minus:
		return "-"
	case Asterisk:
		return "*"
	case Slash:
		return "/"
	case Percent:
		return "%"
	case Not:
		return "!"
	case Less:
		return "<"
	case Greater:
		return ">"
	case LessEqual:
		return "<="
	case GreaterEqual:
		return ">="
	case Equal:
		return "=="
	case NotEqual:
		return "!="
	case EqualFold:
		return "=~"
	case NotEqualFold:
		return "!~"
	case And:
		return "&&"
	case Or:
		return "||"
	case Coalesce:
		return "??"
	default:
		return ""
	}
}

// precedence is how tightly a binary operator binds; 0 for any other kind.
// Coalesce binds least and all operators of one precedence associate left.
func (k Kind) precedence() int {
	switch k {
	case Asterisk, Slash, Percent:
		return 7
	case Plus, Minus:
		return 6
	case Less, Greater, LessEqual, GreaterEqual:
		return 5
	case Equal, NotEqual, EqualFold, NotEqualFold:
		return 4
	case And:
		return 3
	case Or:
		return 2
	case Coalesce:
		return 1
	default:
		return 0
	}
}

// kindSet is a set of kinds, one bit each.
type kindSet uint64

// has reports whether k is in s.
func (s kindSet) has(k Kind) bool { return s>>k&1 != 0 }
