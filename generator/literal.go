package generator

import (
	"fmt"
	"net/netip"
	"strings"
	"unicode"
)

// quote makes a Bicep string literal whose value is s.
func quote(s string) string { return "'" + escape(s) + "'" }

// escape makes s the inside of a Bicep string literal, so that nothing in s
// ends the string or opens a hole. Characters that a reader cannot see, or
// that change the order in which text is shown, are written as escapes too.
// Bytes that are no UTF-8 become U+FFFD.
func escape(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\\' || r == '\'':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '$' && strings.HasPrefix(s[i+1:], "{"):
			b.WriteString(`\$`)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case isHidden(r):
			fmt.Fprintf(&b, `\u{%x}`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isHidden reports whether r is a control or format character, or a separator
// of lines or paragraphs.
func isHidden(r rune) bool {
	return r != ' ' && !unicode.IsPrint(r)
}

// isIdentifier reports whether Bicep takes s as a name without quotes.
func isIdentifier(s string) bool {
	for i, c := range []byte(s) {
		letter := c == '_' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
		if !letter && (i == 0 || c < '0' || '9' < c) {
			return false
		}
	}
	return s != ""
}

// keyOf is the key of a property: as it is, if it is an identifier, or quoted.
// The three words that Bicep reserves are none.
func keyOf(s string) string {
	switch {
	case s == "true", s == "false", s == "null", !isIdentifier(s):
		return quote(s)
	default:
		return s
	}
}

// listOf makes an array of one line; the printer breaks it if it is too long.
func listOf(items []string) string { return "[" + strings.Join(items, ", ") + "]" }

// linesOf makes an array with each item on its own line.
func linesOf(items []string) string {
	if len(items) == 0 {
		return "[]"
	}
	return "[\n" + strings.Join(items, "\n") + "\n]"
}

// row makes an array of one line from a slice of strings or of addresses.
func row(items any) (string, error) {
	switch items := items.(type) {
	case []string:
		return listOf(quoted(items)), nil
	case []netip.Addr:
		return listOf(quoted(items)), nil
	default:
		return "", fmt.Errorf("row: cannot write %T", items)
	}
}
