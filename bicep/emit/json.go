package emit

import (
	"strconv"
	"unicode/utf8"

	"github.com/amlsec/amlsec/bicep/check"
)

// printJSON writes a value the way the Bicep CLI does: two spaces of indent,
// no new line at the end.
func printJSON(b []byte, v check.Value, indent int) []byte {
	switch v := v.(type) {
	case *check.Object:
		return printObject(b, v, indent)
	case check.Array:
		return printArray(b, v, indent)
	default:
		return printScalar(b, v)
	}
}

func printScalar(b []byte, v check.Value) []byte {
	switch v := v.(type) {
	case check.String:
		return quote(b, string(v))
	case check.Number:
		return append(b, v...)
	case check.Bool:
		return strconv.AppendBool(b, bool(v))
	default:
		return append(b, "null"...)
	}
}

func printObject(b []byte, o *check.Object, indent int) []byte {
	if len(o.Members) == 0 {
		return append(b, "{}"...)
	}
	b = append(b, '{')
	for i, m := range o.Members {
		if i > 0 {
			b = append(b, ',')
		}
		b = newLine(b, indent+1)
		b = quote(b, m.Name)
		b = append(b, ": "...)
		b = printJSON(b, m.Value, indent+1)
	}
	return append(newLine(b, indent), '}')
}

func printArray(b []byte, a check.Array, indent int) []byte {
	if len(a) == 0 {
		return append(b, "[]"...)
	}
	b = append(b, '[')
	for i, v := range a {
		if i > 0 {
			b = append(b, ',')
		}
		b = newLine(b, indent+1)
		b = printJSON(b, v, indent+1)
	}
	return append(newLine(b, indent), ']')
}

func newLine(b []byte, indent int) []byte {
	b = append(b, '\n')
	for range indent {
		b = append(b, "  "...)
	}
	return b
}

// minify writes a value without any white space.
func minify(b []byte, v check.Value) []byte {
	switch v := v.(type) {
	case *check.Object:
		b = append(b, '{')
		for i, m := range v.Members {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(quote(b, m.Name), ':')
			b = minify(b, m.Value)
		}
		return append(b, '}')
	case check.Array:
		b = append(b, '[')
		for i, x := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = minify(b, x)
		}
		return append(b, ']')
	default:
		return printScalar(b, v)
	}
}

// quote writes a string. Only what JSON and old JavaScript cannot hold is
// escaped.
func quote(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		if plain(s[i]) {
			i++
			continue
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if esc := escaped(r); esc != "" {
			b = append(append(b, s[from:i]...), esc...)
			from = i + size
		}
		i += size
	}
	return append(append(b, s[from:]...), '"')
}

// plain reports whether a byte needs no second look.
func plain(c byte) bool { return ' ' <= c && c < utf8.RuneSelf && c != '"' && c != '\\' }

// escaped is how a character is escaped, or "".
func escaped(r rune) string {
	switch r {
	case '"':
		return `\"`
	case '\\':
		return `\\`
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	case '\b':
		return `\b`
	case '\f':
		return `\f`
	case 0x85, 0x2028, 0x2029:
		return `\u` + hex4(r)
	}
	if r < ' ' {
		return `\u` + hex4(r)
	}
	return ""
}

func hex4(r rune) string {
	const digits = "0123456789abcdef"
	return string([]byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
}
