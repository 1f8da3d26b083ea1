package check

import (
	"encoding/base64"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/amlsec/amlsec/bicep/syntax"
)

// isLoad reports whether a function reads a file while compiling.
func isLoad(name string) bool {
	switch name {
	case "loadTextContent", "loadFileAsBase64", "loadJsonContent", "loadYamlContent", "loadDirectoryFileInfo":
		return true
	default:
		return false
	}
}

// loads reads the files that functions name.
func (b *binder) loads() {
	for _, c := range b.loadCalls {
		if v := b.loadCall(c); v != nil {
			b.m.Loads[c] = v
		}
	}
}

// loadCall reads the file of one call; nil if that failed, which has been
// reported.
func (b *binder) loadCall(c *syntax.CallExpr) Value {
	if len(c.Args) == 0 {
		return nil // the checker counts arguments
	}
	ref, ok := b.m.Constant(c.Args[0])
	if !ok {
		b.errorAt(c.Args[0], "BCP032", "found a path that is not known while compiling, wanted a literal one")
		return nil
	}
	if c.Name.Name == "loadYamlContent" && b.l.opts.YAML == nil {
		b.errorAt(c, CodeUnsupported, "the function '%s' is not supported", c.Name.Name)
		return nil
	}
	file, err := b.l.resolve(b.m, ref)
	if err != nil {
		b.fail(c.Args[0], err)
		return nil
	}
	if c.Name.Name == "loadDirectoryFileInfo" {
		return b.folder(c, file)
	}
	text, err := b.l.readBytes(file)
	if err != nil {
		b.fail(c.Args[0], err)
		return nil
	}
	return b.loaded(c, text)
}

// loaded is what a call makes of the file's content.
func (b *binder) loaded(c *syntax.CallExpr, text []byte) Value {
	switch c.Name.Name {
	case "loadFileAsBase64":
		return String(base64.StdEncoding.EncodeToString(text))
	case "loadTextContent":
		return String(decode(text, b.optional(c, 1)))
	case "loadYamlContent":
		v, err := b.l.opts.YAML([]byte(decode(text, b.optional(c, 2))))
		return b.selected(c, v, err, "BCP340")
	default:
		v, err := ParseJSON([]byte(decode(text, b.optional(c, 2))))
		return b.selected(c, v, err, "BCP186")
	}
}

// folder describes the files of a folder.
func (b *binder) folder(c *syntax.CallExpr, dir string) Value {
	if !within(b.l.opts.Root, dir) {
		b.errorAt(c.Args[0], CodeOutside, "found '%s', wanted a folder below '%s'", dir, b.l.opts.Root)
		return nil
	}
	names, err := b.l.opts.ReadDir(dir)
	if err != nil {
		b.errorAt(c.Args[0], "BCP429", "reading '%s': %v", dir, err)
		return nil
	}
	slices.SortFunc(names, func(x, y string) int { return strings.Compare(strings.ToUpper(x), strings.ToUpper(y)) })
	rel, _ := b.m.Constant(c.Args[0])
	pattern := strings.ReplaceAll(b.optional(c, 1), "[", `\[`)
	files := Array{}
	for _, name := range names {
		if ok, err := path.Match(pattern, name); pattern != "" && (!ok || err != nil) {
			continue
		}
		files = append(files, &Object{Members: []Member{
			{"relativePath", String(path.Join(rel, name))},
			{"baseName", String(name)},
			{"extension", String(path.Ext(name))},
		}})
	}
	return files
}

// optional is the constant value of an argument, or "".
func (b *binder) optional(c *syntax.CallExpr, i int) string {
	if i >= len(c.Args) {
		return ""
	}
	s, _ := b.m.Constant(c.Args[i])
	return s
}

// selected is the part of a parsed file that the second argument names.
func (b *binder) selected(c *syntax.CallExpr, v Value, err error, code string) Value {
	if err != nil {
		b.errorAt(c.Args[0], code, "the file cannot be parsed: %v", err)
		return nil
	}
	query := b.optional(c, 1)
	if query == "" {
		return v
	}
	if strings.ContainsAny(query, "?*,:@") || strings.Contains(query, "..") {
		b.errorAt(c.Args[1], CodeUnsupported, "found the query '%s', wanted names and indexes only", query)
		return nil
	}
	found, ok := selectJSON(v, query)
	if !ok {
		b.errorAt(c.Args[1], "BCP235", "found nothing at '%s'", query)
		return nil
	}
	return found
}

// selectJSON follows a path such as $.a.b[0]['c'].
func selectJSON(v Value, query string) (Value, bool) {
	rest := strings.TrimPrefix(query, "$")
	for rest != "" {
		var key string
		key, rest = cutStep(rest)
		switch x := v.(type) {
		case *Object:
			v = x.Get(key)
		case Array:
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(x) {
				return nil, false
			}
			v = x[i]
		default:
			return nil, false
		}
		if v == nil {
			return nil, false
		}
	}
	return v, true
}

// cutStep takes the first step off a path.
func cutStep(path string) (key, rest string) {
	if inner, ok := strings.CutPrefix(path, "["); ok {
		key, rest, _ = strings.Cut(inner, "]")
		return strings.Trim(key, `'"`), rest
	}
	path = strings.TrimPrefix(path, ".")
	if i := strings.IndexAny(path, ".["); i >= 0 {
		return path[:i], path[i:]
	}
	return path, ""
}

// decode turns the bytes of a file into text. A byte order mark decides,
// otherwise the name of the encoding, otherwise it is UTF-8.
func decode(text []byte, encoding string) string {
	s := string(text)
	switch {
	case strings.HasPrefix(s, "\xEF\xBB\xBF"):
		return s[3:]
	case strings.HasPrefix(s, "\xFF\xFE"):
		return decode16(text[2:], 0)
	case strings.HasPrefix(s, "\xFE\xFF"):
		return decode16(text[2:], 1)
	case strings.EqualFold(encoding, "utf-16"):
		return decode16(text, 0)
	case strings.EqualFold(encoding, "utf-16BE"):
		return decode16(text, 1)
	case strings.EqualFold(encoding, "iso-8859-1"):
		return decode8(text)
	case utf8.ValidString(s):
		return s
	default:
		return strings.ToValidUTF8(s, "\uFFFD")
	}
}

// decode16 decodes UTF-16; high is the index of the more significant byte.
func decode16(text []byte, low int) string {
	units := make([]uint16, 0, len(text)/2)
	for pair := range slices.Chunk(text, 2) {
		if len(pair) == 2 {
			units = append(units, uint16(pair[1-low])<<8|uint16(pair[low]))
		}
	}
	return string(utf16.Decode(units))
}

// decode8 decodes Latin-1.
func decode8(text []byte) string {
	runes := make([]rune, len(text))
	for i, c := range text {
		runes[i] = rune(c)
	}
	return string(runes)
}

// Limits of a constant: how long it may be, and how many expressions it may
// be made of.
const (
	maxConstant = 64 << 10
	maxParts    = 10_000
)

// Constant is the string that an expression always has: a literal, one
// interpolated from constants, or a variable with such a value.
func (m *Model) Constant(e syntax.Expr) (string, bool) {
	c := constant{m: m, parts: maxParts}
	return c.value(e)
}

// constant evaluates a constant.
type constant struct {
	m     *Model
	parts int
}

func (c *constant) value(e syntax.Expr) (string, bool) {
	if c.parts--; c.parts < 0 {
		return "", false
	}
	switch e := e.(type) {
	case *syntax.ParenExpr:
		return c.value(e.X)
	case *syntax.NonNullExpr:
		return c.value(e.X)
	case *syntax.Ident:
		if v, ok := c.m.Uses[e].(*Var); ok && !c.m.broken[v] {
			return c.value(v.Decl.Value)
		}
	case *syntax.StringExpr:
		return c.interpolated(e)
	}
	return "", false
}

func (c *constant) interpolated(s *syntax.StringExpr) (string, bool) {
	text := s.Segments[0]
	for i, hole := range s.Exprs {
		part, ok := c.value(hole)
		if !ok || len(text) > maxConstant {
			return "", false
		}
		text += part + s.Segments[i+1]
	}
	return text, true
}
