package check

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Value is a JSON value: *Object, Array, String, Number, Bool or Null.
type Value interface{ value() }

type (
	// Object is a JSON object, in the order of its text.
	Object struct{ Members []Member }
	// Member is one member of an Object.
	Member struct {
		Name  string
		Value Value
	}
	// Array is a JSON array.
	Array []Value
	// String is a JSON string.
	String string
	// Number is a JSON number as written.
	Number string
	// Bool is true or false.
	Bool bool
	// Null is null.
	Null struct{}
)

func (*Object) value() {}
func (Array) value()   {}
func (String) value()  {}
func (Number) value()  {}
func (Bool) value()    {}
func (Null) value()    {}

// Get is the member of that name, or nil. A nil object has none.
func (o *Object) Get(name string) Value {
	if o == nil {
		return nil
	}
	for i := range o.Members {
		if o.Members[i].Name == name {
			return o.Members[i].Value
		}
	}
	return nil
}

// Object is the member of that name if it is an object, or nil.
func (o *Object) Object(name string) *Object {
	v, _ := o.Get(name).(*Object)
	return v
}

// Text is the member of that name if it is a string, or "".
func (o *Object) Text(name string) string {
	v, _ := o.Get(name).(String)
	return string(v)
}

// Int is the number as an integer, if it is one.
func (n Number) Int() (int64, bool) {
	i, err := strconv.ParseInt(string(n), 10, 64)
	return i, err == nil
}

// maxJSONDepth bounds how deep JSON may nest.
const maxJSONDepth = 500

// ParseJSON parses JSON, in which comments and trailing commas may stand. Of
// two members with one name the last one holds, at the place of the first.
func ParseJSON(src []byte) (Value, error) {
	p := jsonParser{src: strings.TrimPrefix(string(src), "\uFEFF")}
	v := p.value(0)
	if p.space(); p.err == nil && p.i < len(p.src) {
		p.fail("found more after the value")
	}
	if p.err != nil {
		return nil, p.err
	}
	return v, nil
}

type jsonParser struct {
	src string
	i   int
	err error
}

func (p *jsonParser) fail(msg string) {
	if p.err == nil {
		line := strings.Count(p.src[:min(p.i, len(p.src))], "\n") + 1
		p.err = fmt.Errorf("line %d: %s", line, msg)
	}
	p.i = len(p.src)
}

// space skips white space and comments.
func (p *jsonParser) space() {
	for p.i < len(p.src) {
		rest := p.src[p.i:]
		switch {
		case strings.IndexByte(" \t\r\n", rest[0]) >= 0:
			p.i++
		case strings.HasPrefix(rest, "//"):
			p.skipTo("\n")
		case strings.HasPrefix(rest, "/*"):
			p.skipTo("*/")
		default:
			return
		}
	}
}

func (p *jsonParser) skipTo(end string) {
	if n := strings.Index(p.src[p.i:], end); n >= 0 {
		p.i += n + len(end)
	} else {
		p.i = len(p.src)
	}
}

// accept moves past a character if it is next.
func (p *jsonParser) accept(c byte) bool {
	p.space()
	if p.i < len(p.src) && p.src[p.i] == c {
		p.i++
		return true
	}
	return false
}

func (p *jsonParser) value(depth int) Value {
	p.space()
	switch {
	case depth > maxJSONDepth:
		p.fail("found too many levels of nesting")
	case p.accept('{'):
		return p.object(depth)
	case p.accept('['):
		return p.array(depth)
	case p.i < len(p.src) && (p.src[p.i] == '"' || p.src[p.i] == '\''):
		return String(p.text())
	default:
		return p.word()
	}
	return Null{}
}

func (p *jsonParser) object(depth int) *Object {
	o := &Object{}
	at := map[string]int{}
	for p.err == nil && !p.accept('}') {
		p.space()
		if p.i >= len(p.src) || p.src[p.i] != '"' && p.src[p.i] != '\'' {
			p.fail("found no name, wanted one")
			break
		}
		name := p.text()
		if !p.accept(':') {
			p.fail("found no ':' after a name")
		}
		m := Member{name, p.value(depth + 1)}
		if i, ok := at[name]; ok {
			o.Members[i] = m
		} else {
			at[name] = len(o.Members)
			o.Members = append(o.Members, m)
		}
		p.separator('}')
	}
	return o
}

func (p *jsonParser) array(depth int) Array {
	list := Array{}
	for p.err == nil && !p.accept(']') {
		list = append(list, p.value(depth+1))
		p.separator(']')
	}
	return list
}

// separator moves past a comma, which may be missing before the end.
func (p *jsonParser) separator(end byte) {
	if p.accept(',') {
		return
	}
	p.space()
	if p.i >= len(p.src) || p.src[p.i] != end {
		p.fail("found no ',' and no '" + string(end) + "'")
	}
}

// word is a number or one of true, false, null.
func (p *jsonParser) word() Value {
	n := p.i
	for n < len(p.src) && strings.IndexByte(" \t\r\n,]}:/", p.src[n]) < 0 {
		n++
	}
	word := p.src[p.i:n]
	switch word {
	case "true", "false":
		p.i = n
		return Bool(word == "true")
	case "null":
		p.i = n
		return Null{}
	}
	if _, err := strconv.ParseFloat(word, 64); err != nil || strings.ContainsAny(word, "xXpPnN_") {
		p.fail("found no value")
		return Null{}
	}
	p.i = n
	return Number(word)
}

// text is a quoted string.
func (p *jsonParser) text() string {
	quote := p.src[p.i]
	p.i++
	var b strings.Builder
	for p.i < len(p.src) {
		c := p.src[p.i]
		p.i++
		switch {
		case c == quote:
			return b.String()
		case c == '\\':
			p.escape(&b)
		default:
			b.WriteByte(c)
		}
	}
	p.fail("found a string without an end")
	return ""
}

func (p *jsonParser) escape(b *strings.Builder) {
	if p.i >= len(p.src) {
		return
	}
	c := p.src[p.i]
	p.i++
	switch c {
	case 'n':
		b.WriteByte('\n')
	case 't':
		b.WriteByte('\t')
	case 'r':
		b.WriteByte('\r')
	case 'b':
		b.WriteByte('\b')
	case 'f':
		b.WriteByte('\f')
	case '"', '\'', '\\', '/':
		b.WriteByte(c)
	case 'u':
		b.WriteRune(p.unicode())
	default:
		p.fail("found an unknown escape in a string")
	}
}

// unicode is the character of the digits after \u, two such for one beyond
// the basic plane.
func (p *jsonParser) unicode() rune {
	r := p.hex()
	if utf16.IsSurrogate(r) && strings.HasPrefix(p.src[p.i:], `\u`) {
		p.i += 2
		return utf16.DecodeRune(r, p.hex())
	}
	if !utf8.ValidRune(r) {
		return utf8.RuneError
	}
	return r
}

func (p *jsonParser) hex() rune {
	if p.i+4 > len(p.src) {
		p.fail("found a string without an end")
		return 0
	}
	n, err := strconv.ParseUint(p.src[p.i:p.i+4], 16, 32)
	if err != nil {
		p.fail("found no four hexadecimal digits after \\u")
		return 0
	}
	p.i += 4
	return rune(n)
}
