package intent

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/amlsec/amlsec/diag"
)

// document is the root of the one YAML document in the source, or nil with
// the reason reported.
func (d *decoder) document() *yaml.Node {
	if !d.checkBytes() {
		return nil
	}
	doc, err := load(d.src.src)
	var second *secondError
	switch {
	case errors.Is(err, io.EOF), err == nil && isEmpty(doc):
		d.report("AML006", diag.Span{File: d.src.file}, "the file holds no intent",
			"begin with \"apiVersion: amlsec/v1\"")
	case errors.As(err, &second):
		d.report("AML007", d.src.at(second.line, 1), "the file holds a second document",
			"keep one intent in a file, and remove the \"---\" between the two")
	case err != nil:
		d.syntaxError(err)
	default:
		return doc.Content[0]
	}
	return nil
}

// isEmpty reports whether a document has nothing but blanks and comments, or
// null.
func isEmpty(doc *yaml.Node) bool { return len(doc.Content) == 0 || isNull(doc.Content[0]) }

// secondError says that a second document begins on a line.
type secondError struct{ line int }

func (e *secondError) Error() string { return fmt.Sprintf("line %d: second document", e.line) }

// load parses the one YAML document in src. This is the border with the YAML
// library, which is known to panic on some broken input instead of returning
// an error: here, and only here, a panic becomes an error.
func load(src []byte) (doc *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, fmt.Errorf("yaml: the reader of YAML stopped: %v", r)
		}
	}()
	var first, second yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(src))
	if err := dec.Decode(&first); err != nil {
		return nil, err
	}
	switch err := dec.Decode(&second); {
	case err == nil:
		return nil, &secondError{line: max(second.Line, 1)}
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	return &first, nil
}

// searchLimit is the size up to which the place of a syntax error is searched
// for by parsing again; above it, the library's own line has to do.
const searchLimit = 64 << 10

// syntaxError reports what the YAML library could not read. The line in its
// message is that of the construct around the error, is one too small for some
// errors and absent for others. So the line reported is that of the shortest
// beginning of the file that fails in the same way.
func (d *decoder) syntaxError(err error) {
	problem, line := takeApart(err)
	if len(d.src.src) <= searchLimit {
		line = 1 + sort.Search(len(d.src.starts)-1, func(i int) bool {
			_, err := load(d.src.src[:d.src.starts[i+1]])
			if err == nil {
				return false
			}
			p, _ := takeApart(err)
			return p == problem
		})
	}
	at := d.src.wholeLine(min(max(line, 1), len(d.src.starts)))
	if i := bytes.IndexByte(d.src.line(at.Start.Line), '\t'); i >= 0 && strings.HasPrefix(problem, "found character that cannot") {
		d.report("AML005", d.src.at(at.Start.Line, i+1), "not valid YAML: found a tab", "indent with spaces")
		return
	}
	d.report("AML005", at, "not valid YAML: "+problem, syntaxHint(problem))
}

var yamlLine = newForm(`^(?:yaml: )?(?:line (\d+): )?(.*)$`)

// takeApart is the problem in a message of the YAML library, on one line and
// without control characters, and the line it names.
func takeApart(err error) (problem string, line int) {
	text := strings.Join(strings.Fields(err.Error()), " ")
	m := yamlLine.compiled().FindStringSubmatch(text)
	if m == nil {
		return text, 0
	}
	line, _ = strconv.Atoi(m[1]) // absent: 0, as for no line
	return m[2], line
}

// syntaxHint says what is usually behind a message of the YAML library.
func syntaxHint(problem string) string {
	for _, h := range syntaxHints {
		if strings.Contains(problem, h.problem) {
			return h.hint
		}
	}
	return "check indentation, quotes and brackets"
}

var syntaxHints = [...]struct{ problem, hint string }{
	{"mapping values are not allowed", "indent keys of one mapping alike, and quote a value that holds \": \""},
	{"did not find expected key", "indent keys of one mapping alike"},
	{"did not find expected '-' indicator", "indent items of one list alike"},
	{"could not find expected ':'", "write \"key: value\", with a space after the colon"},
	{"found character that cannot start any token", "quote a value that begins with '@', '`' or '%'"},
	{"found unexpected end of stream", "close the quote that was opened"},
	{"did not find expected ',' or", "close the bracket that was opened, with a comma between items"},
	{"found a tab character", "indent with spaces"},
	{"unknown anchor", "write the value out, or quote text that begins with '*'"},
	{"did not find expected alphabetic or numeric character", "quote text that begins with '*' or '&'"},
	{"exceeded max depth", "an intent is at most a few levels deep"},
	{"unknown escape character", "in double quotes write \\\\ for a backslash, or use single quotes"},
}

// checkBytes reports bytes that no intent may hold, whatever the YAML says.
func (d *decoder) checkBytes() bool {
	src := d.src.src
	if encoding := wideEncoding(src); encoding != "" {
		d.report("AML003", diag.Span{File: d.src.file}, "the file is encoded in "+encoding+", wanted UTF-8", "save it as UTF-8")
		return false
	}
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			d.report("AML003", d.src.place(i), fmt.Sprintf("found byte 0x%02x, which is not UTF-8", src[i]), "save the file as UTF-8")
			return false
		}
		if isHidden(r) {
			d.report("AML004", d.src.place(i), fmt.Sprintf("found the invisible character %U", r), "remove it")
			return false
		}
		i += size
	}
	return true
}

// wideEncoding names the encoding that the first bytes of src tell, if it is
// another one than UTF-8. Two null bytes of four are UTF-16 without a mark.
func wideEncoding(src []byte) string {
	switch {
	case bytes.HasPrefix(src, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(src, []byte{0, 0, 0xfe, 0xff}):
		return "UTF-32"
	case bytes.HasPrefix(src, []byte{0xff, 0xfe}), len(src) > 3 && src[0] != 0 && src[1] == 0 && src[2] != 0 && src[3] == 0:
		return "UTF-16 (little-endian)"
	case bytes.HasPrefix(src, []byte{0xfe, 0xff}), len(src) > 3 && src[0] == 0 && src[1] != 0 && src[2] == 0 && src[3] != 0:
		return "UTF-16 (big-endian)"
	}
	return ""
}

// isHidden reports whether r is a character that a reader of the file cannot
// see and that changes what it says: control characters, line ends that only
// some editors know, marks that reverse the direction of writing.
func isHidden(r rune) bool {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return false
	case unicode.IsControl(r):
		return true
	case r < 0xad:
		return false
	}
	return unicode.Is(hidden, r)
}

var hidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00ad, Hi: 0x00ad, Stride: 1}, // soft hyphen
		{Lo: 0x200b, Hi: 0x200b, Stride: 1}, // zero width space
		{Lo: 0x200e, Hi: 0x200f, Stride: 1}, // direction marks
		{Lo: 0x2028, Hi: 0x202e, Stride: 1}, // line ends, embeddings, overrides
		{Lo: 0x2060, Hi: 0x206f, Stride: 1}, // invisible operators, isolates
		{Lo: 0xfeff, Hi: 0xfeff, Stride: 1}, // byte order mark, but at the start
		{Lo: 0xfff9, Hi: 0xfffb, Stride: 1}, // annotations
		{Lo: 0xfffe, Hi: 0xffff, Stride: 1}, // not characters
	},
}

// place is the span of the character at an offset.
func (s *source) place(offset int) diag.Span {
	line := sort.SearchInts(s.starts, offset+1)
	start := s.starts[line-1]
	at := s.at(line, 1+utf8.RuneCount(s.src[start:offset]))
	at.End = diag.Pos{Line: at.Start.Line, Col: at.Start.Col + 1}
	return at
}
