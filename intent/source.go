package intent

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/amlsec/amlsec/diag"
)

// source is the text of an intent and the places in it. A YAML node knows
// where it starts only; source finds where it ends.
type source struct {
	file   string
	src    []byte
	starts []int // offset of the first byte of each line
	ascii  []bool
	// The last offset found on a line with other than ASCII characters. Nodes
	// are visited about in the order written, so counting on from there keeps
	// a file of one long line from costing the square of its length.
	last struct{ line, col, off int }
}

func newSource(file string, src []byte) *source {
	s := &source{file: file, src: src, starts: []int{0}}
	plain := true
	for i, c := range src {
		if c >= utf8.RuneSelf {
			plain = false
		}
		if c == '\n' || c == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			s.starts, s.ascii, plain = append(s.starts, i+1), append(s.ascii, plain), true
		}
	}
	s.ascii = append(s.ascii, plain)
	return s
}

// offset is the byte at a place, moved into the text if need be.
func (s *source) offset(line, col int) int {
	if line < 1 {
		return 0
	}
	if line > len(s.starts) {
		return len(s.src)
	}
	if s.ascii[line-1] {
		return min(s.starts[line-1]+col-1, len(s.src))
	}
	if s.last.line != line {
		s.last.line, s.last.col, s.last.off = line, 1, s.starts[line-1]
	}
	for ; s.last.col < col && s.last.off < len(s.src); s.last.col++ {
		_, size := utf8.DecodeRune(s.src[s.last.off:])
		s.last.off += size
	}
	for ; s.last.col > col && s.last.off > s.starts[line-1]; s.last.col-- {
		_, size := utf8.DecodeLastRune(s.src[:s.last.off])
		s.last.off -= size
	}
	return s.last.off
}

// line is the text of a line, without its ending.
func (s *source) line(line int) []byte {
	if line < 1 || line > len(s.starts) {
		return nil
	}
	end := len(s.src)
	if line < len(s.starts) {
		end = s.starts[line]
	}
	return bytes.TrimRight(s.src[s.starts[line-1]:end], "\r\n")
}

// at is an empty span at a place.
func (s *source) at(line, col int) diag.Span {
	return diag.Span{File: s.file, Start: diag.Pos{Line: line, Col: col}}
}

// wholeLine is the span of a line, without the blanks around its text. A line
// without text has no end.
func (s *source) wholeLine(line int) diag.Span {
	text := bytes.TrimRight(s.line(line), " \t")
	trimmed := bytes.TrimLeft(text, " \t")
	at := s.at(line, 1+len(text)-len(trimmed))
	if len(trimmed) > 0 {
		at.End = advance(at.Start, trimmed)
	}
	return at
}

// span is the place of a node. Its end is the zero Pos where the text does not
// tell it at once, as for a plain scalar over several lines.
func (s *source) span(n *yaml.Node) diag.Span {
	at := s.at(n.Line, n.Column)
	if n.Kind == yaml.MappingNode || n.Kind == yaml.SequenceNode {
		at.End = s.endOfCollection(n)
		return at
	}
	text := s.src[s.offset(n.Line, n.Column):]
	if token := tokenOf(text, n); token != nil {
		at.End = advance(at.Start, token)
	}
	return at
}

// endOfCollection is the end of the last scalar of n, or of its first bracket.
func (s *source) endOfCollection(n *yaml.Node) diag.Pos {
	for len(n.Content) > 0 {
		n = n.Content[len(n.Content)-1]
	}
	if n.Kind == yaml.ScalarNode || n.Kind == yaml.AliasNode {
		return s.span(n).End
	}
	return diag.Pos{Line: n.Line, Col: n.Column + 1}
}

// tokenOf is the start of text that spells n: with its quotes, or of a block
// scalar the first line. It is nil when text does not begin with n.
func tokenOf(text []byte, n *yaml.Node) []byte {
	skip := 0
	if n.Anchor != "" {
		skip = len("&" + n.Anchor)
		for skip < len(text) && text[skip] == ' ' {
			skip++
		}
	}
	rest := text[min(skip, len(text)):]
	length := lengthOf(rest, n)
	if length == 0 {
		return nil
	}
	return text[:skip+length]
}

// lengthOf is the length in bytes of n at the start of text, 0 when unknown.
func lengthOf(text []byte, n *yaml.Node) int {
	switch {
	case n.Kind == yaml.AliasNode:
		return len("*" + n.Value)
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return quoted(text, '"', '\\')
	case n.Style&yaml.SingleQuotedStyle != 0:
		return quoted(text, '\'', '\'')
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return max(bytes.IndexAny(text, "\r\n"), 0)
	case bytes.HasPrefix(text, []byte(n.Value)) && !strings.ContainsAny(n.Value, "\r\n"):
		return len(n.Value)
	}
	return 0
}

// quoted is the length of the quoted text at the start of text. Inside, escape
// makes the next byte ordinary: a backslash in double quotes, a second quote in
// single ones.
func quoted(text []byte, quote, escape byte) int {
	for i := 1; i < len(text); i++ {
		switch {
		case text[i] == escape && (escape != quote || i+1 < len(text) && text[i+1] == quote):
			i++
		case text[i] == quote:
			return i + 1
		}
	}
	return 0
}

// advance is the place after text that starts at p.
func advance(p diag.Pos, text []byte) diag.Pos {
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		crlf := r == '\r' && len(text) > 1 && text[1] == '\n'
		switch {
		case crlf:
		case r == '\n' || r == '\r':
			p.Line, p.Col = p.Line+1, 1
		default:
			p.Col++
		}
		text = text[size:]
	}
	return p
}
