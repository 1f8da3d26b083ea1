package syntax

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const tripleQuote = "'''"

// openString reads from a quote: a string on one line, or three quotes and a text.
func (lx *lexer) openString() Kind {
	m := mode{multiline: strings.HasPrefix(lx.src[lx.pos:], tripleQuote)}
	if m.multiline {
		lx.pos += len(tripleQuote)
	} else {
		lx.pos++
	}
	return lx.open(m)
}

// dollar reads one or more $ and three quotes. As many $ must stand before a
// brace for it to open a hole in that string.
func (lx *lexer) dollar() Kind {
	for lx.at(0) == '$' {
		lx.pos++
	}
	if !strings.HasPrefix(lx.src[lx.pos:], tripleQuote) {
		return Unrecognized
	}
	m := mode{multiline: true, dollars: lx.pos - lx.start}
	lx.pos += len(tripleQuote)
	return lx.open(m)
}

func (lx *lexer) open(m mode) Kind {
	kind := lx.segment(m, StringLeft, StringWhole)
	if kind == StringLeft {
		lx.stack = append(lx.stack, m)
	}
	return kind
}

// segment reads the text of a string up to the next hole, which gives the kind
// hole, or up to its end, which gives the kind end.
func (lx *lexer) segment(m mode, hole, end Kind) Kind {
	if m.multiline {
		return lx.multiline(m, hole, end)
	}
	for lx.pos < len(lx.src) {
		switch c := lx.src[lx.pos]; {
		case c == '\'':
			lx.pos++
			return end
		case c == '$' && lx.at(1) == '{':
			lx.pos += 2
			return hole
		case c == '\\':
			lx.escape()
		case isEOL(c):
			lx.fail(lx.start, "BCP004", "found the end of the line inside a string, wanted '", "a string of several lines is written '''text'''")
			return end
		default:
			lx.pos++
		}
	}
	lx.fail(lx.start, "BCP003", "found the end of the file inside a string, wanted '", "")
	return end
}

func (lx *lexer) multiline(m mode, hole, end Kind) Kind {
	for lx.pos < len(lx.src) {
		switch lx.src[lx.pos] {
		case '\'':
			if lx.count('\'') >= len(tripleQuote) {
				return end
			}
		case '$':
			if n := lx.count('$'); m.dollars > 0 && n >= m.dollars && lx.at(0) == '{' {
				lx.pos++
				return hole
			}
		default:
			lx.pos++
		}
	}
	lx.fail(lx.start, "BCP140", "found the end of the file inside a string of several lines, wanted '''", "")
	return end
}

// count moves past a run of c and returns its length.
func (lx *lexer) count(c byte) int {
	start := lx.pos
	for lx.at(0) == c {
		lx.pos++
	}
	return lx.pos - start
}

// escape reads a backslash and what it escapes.
func (lx *lexer) escape() {
	start := lx.pos
	if _, n := unescape(lx.src[start:]); n > 0 {
		lx.pos += n
		return
	}
	switch c := lx.at(1); {
	case start+1 == len(lx.src):
		lx.pos++
		lx.fail(start, "BCP005", "found the end of the file after \\, wanted an escape sequence", "")
	case c == 'u':
		lx.unicodeEscape(start)
	case isEOL(c):
		lx.pos++
		lx.fail(start, "BCP006", "found the end of the line after \\, wanted an escape sequence", "")
	default:
		_, size := utf8.DecodeRuneInString(lx.src[start+1:])
		lx.pos += 1 + size
		lx.fail(start, "BCP006", "found "+quote(lx.src[start:lx.pos])+`, wanted one of \' \\ \$ \n \r \t \u{…}`, "write \\\\ for a backslash")
	}
}

func (lx *lexer) unicodeEscape(start int) {
	lx.pos += 2
	if lx.at(0) == '{' {
		lx.pos++
		for isHex(lx.at(0)) {
			lx.pos++
		}
		if lx.at(0) == '}' {
			lx.pos++
		}
	}
	lx.fail(start, "BCP133", "found "+quote(lx.src[start:lx.pos])+`, wanted \u{ and the hexadecimal code of a character and }`, "")
}

// unescape decodes the escape sequence at the start of s and returns its value
// and its length in s, which is 0 if it is not one.
func unescape(s string) (string, int) {
	if len(s) < 2 {
		return "", 0
	}
	switch s[1] {
	case 'n':
		return "\n", 2
	case 'r':
		return "\r", 2
	case 't':
		return "\t", 2
	case '\\', '\'':
		return s[1:2], 2
	case '$':
		if len(s) > 2 && s[2] == '{' {
			return "${", 3
		}
		return "$", 2
	case 'u':
		return unescapeRune(s)
	default:
		return "", 0
	}
}

// unescapeRune decodes \u{hex} at the start of s. Two of them that are the
// halves of a UTF-16 surrogate pair are one character.
func unescapeRune(s string) (string, int) {
	r, n := codePoint(s)
	if utf16.IsSurrogate(r) && strings.HasPrefix(s[n:], `\u`) {
		low, m := codePoint(s[n:])
		if pair := utf16.DecodeRune(r, low); m > 0 && pair != utf8.RuneError {
			return string(pair), n + m
		}
	}
	if n == 0 {
		return "", 0
	}
	return string(r), n
}

// codePoint is the number in the \u{hex} at the start of s, and its length in
// s, which is 0 if it is none.
func codePoint(s string) (rune, int) {
	if len(s) < 3 || s[2] != '{' {
		return 0, 0
	}
	n := 3
	for n < len(s) && isHex(s[n]) {
		n++
	}
	if n == len(s) || s[n] != '}' {
		return 0, 0
	}
	r, err := strconv.ParseUint(s[3:n], 16, 32)
	if err != nil || r > utf8.MaxRune {
		return 0, 0
	}
	return rune(r), n + 1
}

// decode is the value of the text of a single-line string, escapes resolved.
// The lexer has reported the escapes that are none; they lose their backslash.
func decode(text string) string {
	i := strings.IndexByte(text, '\\')
	if i < 0 {
		return text
	}
	var b strings.Builder
	for ; i >= 0; i = strings.IndexByte(text, '\\') {
		value, n := unescape(text[i:])
		b.WriteString(text[:i])
		b.WriteString(value)
		text = text[i+max(n, 1):]
	}
	b.WriteString(text)
	return b.String()
}

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
