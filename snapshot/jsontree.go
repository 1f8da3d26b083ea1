package snapshot

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// node is a place in a JSON text and the value there. It keeps where it stands
// so that every message can name the line and the JSON pointer.
type node struct {
	kind    nodeKind
	offset  int // in the file
	text    string
	items   []*node // of an array, or the values of an object
	names   []string
	parent  *node
	literal Value               // of everything but arrays and objects
	index   map[spelledName]int // of an object with many members, once it is needed

	expr   parsed // of a string, once it has been read as an expression
	stands *node  // the place that a tree was evaluated from; nil for what stands in the file
}

type nodeKind uint8

const (
	nodeScalar nodeKind = iota + 1
	nodeString
	nodeArray
	nodeObject
)

// get is the member of an object, by exact name or else by any case.
func (n *node) get(name string) *node {
	if n == nil || n.kind != nodeObject {
		return nil
	}
	if len(n.names) >= indexFrom {
		return n.indexed(name)
	}
	for i := range n.names {
		if n.names[i] == name {
			return n.items[i]
		}
	}
	for i := range n.names {
		if strings.EqualFold(n.names[i], name) {
			return n.items[i]
		}
	}
	return nil
}

// spelledName is a name as it is written, or in lower case.
type spelledName struct {
	name  string
	exact bool
}

// indexed is get for an object with many members. Of members that differ only
// in case, the first answers to all other spellings.
func (n *node) indexed(name string) *node {
	if n.index == nil {
		n.index = make(map[spelledName]int, 2*len(n.names))
		for i, s := range n.names {
			for _, key := range []spelledName{{s, true}, {strings.ToLower(s), false}} {
				if !has(n.index, key) {
					n.index[key] = i
				}
			}
		}
	}
	i, ok := n.index[spelledName{name, true}]
	if !ok {
		i, ok = n.index[spelledName{strings.ToLower(name), false}]
	}
	if !ok {
		return nil
	}
	return n.items[i]
}

// str is the text of a string node; empty for others.
func (n *node) str() string {
	if n == nil || n.kind != nodeString {
		return ""
	}
	return n.text
}

func (n *node) isObject() bool { return n != nil && n.kind == nodeObject }
func (n *node) isArray() bool  { return n != nil && n.kind == nodeArray }

// pointer is the JSON pointer of n.
func (n *node) pointer() string {
	var parts []string
	for {
		if n.stands != nil {
			n = n.stands
		}
		if n.parent == nil {
			break
		}
		parts = append(parts, n.key())
		n = n.parent
	}
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteByte('/')
		b.WriteString(parts[i])
	}
	return b.String()
}

func (n *node) key() string {
	for i, item := range n.parent.items {
		if item != n {
			continue
		}
		if n.parent.kind == nodeArray {
			return strconv.Itoa(i)
		}
		return strings.ReplaceAll(strings.ReplaceAll(n.parent.names[i], "~", "~0"), "/", "~1")
	}
	return ""
}

// jsonReader reads JSON as Azure Resource Manager does: with comments, with
// single quotes, and with line breaks inside strings.
type jsonReader struct {
	src      string
	at       int
	depth    int
	maxDepth int
	nodes    int
	maxNodes int
}

// syntaxError says what is wrong at a byte of a JSON text.
type syntaxError struct {
	offset int
	msg    string
}

func (e *syntaxError) Error() string { return e.msg }

// errTooLarge ends the reading of a text that is beyond the limits.
var errTooLarge = errors.New("beyond the limits")

// readJSON is the tree of a text; base is added to every offset.
func readJSON(src string, limits Limits) (*node, error) {
	r := &jsonReader{src: src, maxDepth: limits.Depth, maxNodes: limits.Size}
	r.at = len(src) - len(strings.TrimPrefix(src, "\ufeff"))
	n, err := r.value(nil)
	if err != nil {
		return nil, err
	}
	if err := r.space(); err != nil {
		return nil, err
	}
	if r.at < len(r.src) {
		return nil, r.fail("found %s after the end of the value", r.found())
	}
	return n, nil
}

func (r *jsonReader) fail(format string, args ...any) error {
	return &syntaxError{offset: r.at, msg: fmt.Sprintf(format, args...)}
}

// found is what stands at the present place, for messages.
func (r *jsonReader) found() string {
	if r.at >= len(r.src) {
		return "the end of the text"
	}
	c, _ := utf8.DecodeRuneInString(r.src[r.at:])
	return strconv.QuoteRune(c)
}

// space skips blanks and comments.
func (r *jsonReader) space() error {
	for r.at < len(r.src) {
		rest := r.src[r.at:]
		switch {
		case strings.IndexByte(" \t\r\n", rest[0]) >= 0:
			r.at++
		case strings.HasPrefix(rest, "//"):
			end := strings.IndexAny(rest, "\r\n")
			if end < 0 {
				end = len(rest)
			}
			r.at += end
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest[2:], "*/")
			if end < 0 {
				return r.fail("the comment has no end")
			}
			r.at += end + 4
		default:
			return nil
		}
	}
	return nil
}

func (r *jsonReader) value(parent *node) (*node, error) {
	if err := r.space(); err != nil {
		return nil, err
	}
	if r.nodes++; r.nodes > r.maxNodes || r.depth > r.maxDepth {
		return nil, errTooLarge
	}
	n := &node{kind: nodeScalar, offset: r.at, parent: parent}
	if r.at >= len(r.src) {
		return nil, r.fail("found the end of the text, wanted a value")
	}
	switch c := r.src[r.at]; {
	case c == '{':
		return n, r.list(n, nodeObject, '}')
	case c == '[':
		return n, r.list(n, nodeArray, ']')
	case c == '"' || c == '\'':
		n.kind = nodeString
		return n, r.quoted(&n.text)
	default:
		return n, r.word(n)
	}
}

// list reads an array or an object up to its closing bracket.
func (r *jsonReader) list(n *node, kind nodeKind, closing byte) error {
	n.kind = kind
	r.at++
	r.depth++
	defer func() { r.depth-- }()
	for {
		if err := r.space(); err != nil {
			return err
		}
		if r.at < len(r.src) && r.src[r.at] == closing {
			r.at++
			return nil
		}
		if err := r.element(n); err != nil {
			return err
		}
		if err := r.space(); err != nil {
			return err
		}
		switch {
		case r.at < len(r.src) && r.src[r.at] == ',':
			r.at++
		case r.at >= len(r.src) || r.src[r.at] != closing:
			return r.fail("found %s, wanted , or %c", r.found(), closing)
		}
	}
}

// element reads one value of a list, with its name in an object.
func (r *jsonReader) element(n *node) error {
	if n.kind == nodeObject {
		name, err := r.name()
		if err != nil {
			return err
		}
		n.names = append(n.names, name)
	}
	item, err := r.value(n)
	if err != nil {
		return err
	}
	n.items = append(n.items, item)
	return nil
}

func (r *jsonReader) name() (string, error) {
	if r.at >= len(r.src) || r.src[r.at] != '"' && r.src[r.at] != '\'' {
		return "", r.fail("found %s, wanted the name of a property in quotes", r.found())
	}
	var name string
	if err := r.quoted(&name); err != nil {
		return "", err
	}
	if err := r.space(); err != nil {
		return "", err
	}
	if r.at >= len(r.src) || r.src[r.at] != ':' {
		return "", r.fail("found %s, wanted : after the name %q", r.found(), name)
	}
	r.at++
	return name, nil
}

// quoted reads a string in either kind of quotes.
func (r *jsonReader) quoted(into *string) error {
	start, closing := r.at, r.src[r.at]
	r.at++
	end := strings.IndexByte(r.src[r.at:], closing)
	if end >= 0 && strings.IndexByte(r.src[r.at:r.at+end], '\\') < 0 {
		*into = r.src[r.at : r.at+end]
		r.at += end + 1
		return nil
	}
	var b strings.Builder
	for r.at < len(r.src) {
		switch c := r.src[r.at]; c {
		case closing:
			r.at++
			*into = b.String()
			return nil
		case '\\':
			if err := r.escape(&b); err != nil {
				return err
			}
		default:
			b.WriteByte(c)
			r.at++
		}
	}
	r.at = start
	return r.fail("the string has no end")
}

func (r *jsonReader) escape(b *strings.Builder) error {
	if r.at+1 >= len(r.src) {
		return r.fail("the string has no end")
	}
	c := r.src[r.at+1]
	if c == 'u' {
		return r.unicode(b)
	}
	i := strings.IndexByte(`"\/'bfnrt`, c)
	if i < 0 {
		return r.fail("\\%c is no escape", c)
	}
	b.WriteByte("\"\\/'\b\f\n\r\t"[i])
	r.at += 2
	return nil
}

func (r *jsonReader) unicode(b *strings.Builder) error {
	first, ok := r.hex4()
	if !ok {
		return r.fail(`wanted four hexadecimal digits after \u`)
	}
	if utf16.IsSurrogate(first) {
		if second, ok := r.hex4(); ok {
			if c := utf16.DecodeRune(first, second); c != utf8.RuneError {
				b.WriteRune(c)
				return nil
			}
			r.at -= 6
		}
	}
	b.WriteRune(first)
	return nil
}

// hex4 reads \uXXXX.
func (r *jsonReader) hex4() (rune, bool) {
	if !strings.HasPrefix(r.src[r.at:], `\u`) || r.at+6 > len(r.src) {
		return 0, false
	}
	n, err := strconv.ParseUint(r.src[r.at+2:r.at+6], 16, 32)
	if err != nil {
		return 0, false
	}
	r.at += 6
	return rune(n), true
}

// word reads true, false, null or a number.
func (r *jsonReader) word(n *node) error {
	end := r.at
	for end < len(r.src) && (isNameByte(r.src[end]) || strings.IndexByte("+-.", r.src[end]) >= 0) {
		end++
	}
	word := r.src[r.at:end]
	switch word {
	case "true", "false":
		n.literal = Bool(word == "true")
	case "null":
		n.literal = Null{}
	default:
		v, ok := number(word)
		if !ok {
			return r.fail("found %s, wanted a value", r.found())
		}
		n.literal = v
	}
	r.at = end
	return nil
}

// number is the value of a JSON number.
func number(s string) (Value, bool) {
	if !isNumber(s) {
		return nil, false
	}
	if i, err := strconv.ParseInt(s, 10, 64); err == nil {
		return Int(i), true
	}
	if _, err := strconv.ParseFloat(s, 64); err != nil {
		return nil, false
	}
	return Decimal(s), true
}

// isNumber reports whether s is a number as JSON spells it, not absurdly long:
// -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?
func isNumber(s string) bool {
	const most = 64
	if len(s) > most {
		return false
	}
	s = strings.TrimPrefix(s, "-")
	zero := len(s) > 1 && s[0] == '0' && s[1] >= '0' && s[1] <= '9'
	s, ok := digits(s)
	if !ok || zero {
		return false
	}
	if rest, found := strings.CutPrefix(s, "."); found {
		if s, ok = digits(rest); !ok {
			return false
		}
	}
	if s != "" && s[0]|0x20 == 'e' {
		if s = s[1:]; s != "" && (s[0] == '+' || s[0] == '-') {
			s = s[1:]
		}
		if s, ok = digits(s); !ok {
			return false
		}
	}
	return s == ""
}

// digits is s without the digits it begins with; ok when there are some.
func digits(s string) (rest string, ok bool) {
	rest = strings.TrimLeft(s, "0123456789")
	return rest, len(rest) < len(s)
}
