package syntax

import (
	"slices"
	"strings"
)

// layout makes docs from a file. It goes through the tree and through the
// tokens side by side: the tree says what belongs together, the tokens bring
// the comments and the new lines.
type layout struct {
	f *File
	i int // index of the next token
	// breaks counts what forces a new line: a group that sees it grow while it
	// is made cannot stand in a row.
	breaks int
	// docs are those of the statement that is laid out.
	docs []doc
}

func (l *layout) kind() Kind { return l.f.toks[l.i].Kind }

// comment is a comment, or a pragma.
type comment struct {
	text string
	// line is whether it reaches to the end of the line.
	line bool
}

// holdsTrailing is whether a comment after a token belongs to that token; if
// not it belongs to the next one.
func (k Kind) holdsTrailing() bool {
	switch k {
	case RParen, RSquare, RBrace, StringRight, Question,
		Not, False, True, Null, StringWhole, Integer, Identifier:
		return true
	default:
		return false
	}
}

// leading are the comments that belong to the token at i and stand before it.
func (l *layout) leading(i int) []comment {
	toks := l.f.toks
	if !toks[i].trivia || i > 0 && toks[i-1].Kind.holdsTrailing() {
		return nil
	}
	return l.gap(i)
}

// trailing are the comments that belong to the token at i and stand after it.
func (l *layout) trailing(i int) []comment {
	toks := l.f.toks
	if i+1 >= len(toks) || !toks[i+1].trivia || !toks[i].Kind.holdsTrailing() {
		return nil
	}
	return l.gap(i + 1)
}

// gap are the comments before the token at i.
func (l *layout) gap(i int) []comment {
	at := Pos(0)
	if i > 0 {
		at = l.f.toks[i-1].End
	}
	var list []comment
	for rest := l.f.text[at:l.f.toks[i].Start]; ; rest = l.f.text[at:l.f.toks[i].Start] {
		n := strings.IndexAny(rest, "/#")
		if n < 0 {
			return list
		}
		at += Pos(n)
		c, size := l.comment(at, rest[n:])
		list = append(list, c)
		at += Pos(size)
	}
}

// comment reads the comment or the pragma at the start of s, which is at an
// offset, and returns its length too.
func (l *layout) comment(at Pos, s string) (comment, int) {
	if i, ok := slices.BinarySearchFunc(l.f.Pragmas, at, func(p Pragma, at Pos) int { return int(p.From - at) }); ok {
		p := l.f.Pragmas[i]
		return comment{text: strings.Join(append([]string{"#" + p.Kind.String()}, p.Names...), " ")}, int(p.To - p.From)
	}
	if strings.HasPrefix(s, "/*") {
		if n := strings.Index(s[2:], "*/"); n >= 0 {
			s = s[:n+4]
		}
		return comment{text: unixLines(strings.TrimRight(s, "\r\n"))}, len(s)
	}
	if n := strings.IndexAny(s, "\r\n"); n >= 0 {
		s = s[:n]
	}
	return comment{text: s, line: true}, len(s)
}

// unixLines is s with each line ending in a line feed alone.
func unixLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// before are leading comments as docs.
func (l *layout) before(list []comment) []*doc {
	var docs []*doc
	for _, c := range list {
		if c.line {
			l.breaks++
		}
		docs = append(docs, l.text(c.text))
	}
	return docs
}

// take lays out the next token and the comments that belong to it.
func (l *layout) take() *doc {
	t := l.f.toks[l.i]
	return l.word(t, l.f.text[t.Start:t.End])
}

// word lays out the next token as the given text, with its comments.
func (l *layout) word(t Token, s string) *doc {
	return l.after(l.before(l.leading(l.i)), l.text(s))
}

// after is docs and then d, which is the next token, with the comments behind
// it, and moves past it.
func (l *layout) after(docs []*doc, d *doc) *doc {
	behind := l.trailing(l.i)
	if docs == nil && behind == nil {
		l.advance()
		return d
	}
	docs = append(docs, d)
	var suffix *doc
	for _, c := range behind {
		if c.line {
			l.breaks++
			suffix = l.doc(doc{kind: docSuffix, text: " " + c.text})
			break
		}
		docs = append(docs, l.text(c.text))
	}
	l.advance()
	if suffix != nil {
		return l.concat(l.spread(docs...), suffix)
	}
	return l.spread(docs...)
}

func (l *layout) advance() {
	if l.i+1 < len(l.f.toks) {
		l.i++
	}
}

// verbatim lays out all tokens up to an offset as they are written.
func (l *layout) verbatim(from, to Pos) *doc {
	docs, d := l.before(l.leading(l.i)), l.text(unixLines(l.f.text[from:to]))
	for l.i+1 < len(l.f.toks) && l.f.toks[l.i+1].Start < to {
		l.i++
	}
	return l.after(docs, d)
}

// skipLines moves past new lines, and returns the comments on lines of their own.
func (l *layout) skipLines() []*doc {
	var docs []*doc
	for l.kind() == NewLine {
		if own := l.before(l.leading(l.i)); own != nil {
			l.breaks++
			docs = append(docs, l.spread(own...))
		}
		l.advance()
	}
	return docs
}
