package snapshot

import (
	"strconv"
	"strings"
)

// Unknown is what only Azure can know: the result of a runtime function such
// as reference or listKeys, a fact of the environment that was not given, or
// the result of another function applied to one of these. It keeps everything
// that is known of it.
type Unknown struct {
	// Func is the function whose result is not known, as the template spells
	// it: "reference", "listKeys", "resourceGroup", or "concat" when a part of
	// a text is not known.
	Func string
	// Args are the arguments of Func. Those of a runtime function are known as
	// a rule: the first of "reference" is the id of the resource.
	Args []Value
	// Path is what is taken from the result: String for a property, Int for an
	// element, or an Unknown.
	Path []Value

	known    *Object // parts of the result that are known all the same, before Path
	spelling string  // stands for Func and Args when they cannot be spelt from the parts
	sum      summary
}

func (u *Unknown) about() summary { return u.sum }

// Secure reports whether the value is a secret, such as a key of an account,
// or made from one.
func (u *Unknown) Secure() bool { return u.sum.secret }

// newUnknown is the unknown result of a function.
func newUnknown(fn string, args ...Value) *Unknown {
	u := &Unknown{Func: fn, Args: args, sum: sumOf(args)}
	u.sum.unknown = true
	return u
}

// secured is u as a secret.
func (u *Unknown) secured() *Unknown {
	n := *u
	n.sum.secret = true
	return &n
}

// at is u with one more step on its path.
func (u *Unknown) at(step Value) *Unknown {
	n := *u
	n.known = nil
	n.Path = append(u.Path[:len(u.Path):len(u.Path)], step)
	n.sum = u.sum.add(step.about())
	return &n
}

// Expression spells u as a template would, without the brackets around it:
// reference('/subscriptions/…', '2023-05-01').primaryEndpoints.blob
func (u *Unknown) Expression() string {
	var b strings.Builder
	u.spell(&b)
	return b.String()
}

// String is Expression in brackets, which is how a template writes it.
func (u *Unknown) String() string { return "[" + u.Expression() + "]" }

func (u *Unknown) spell(b *strings.Builder) {
	if u.spelling != "" {
		b.WriteString(u.spelling)
	} else {
		b.WriteString(u.Func)
		spellArgs(b, u.Args)
	}
	for _, step := range u.Path {
		spellStep(b, step)
	}
}

func spellArgs(b *strings.Builder, args []Value) {
	b.WriteByte('(')
	for i, a := range args {
		if i > 0 {
			b.WriteString(", ")
		}
		spellValue(b, a)
	}
	b.WriteByte(')')
}

func spellStep(b *strings.Builder, step Value) {
	if s, ok := step.(String); ok && isIdentifier(string(s)) {
		b.WriteByte('.')
		b.WriteString(string(s))
		return
	}
	b.WriteByte('[')
	spellValue(b, step)
	b.WriteByte(']')
}

// spellValue writes v as an expression that gives v.
func spellValue(b *strings.Builder, v Value) {
	switch v := v.(type) {
	case Null:
		b.WriteString("null()")
	case Bool:
		b.WriteString(strconv.FormatBool(bool(v)) + "()")
	case Int:
		b.WriteString(strconv.FormatInt(int64(v), 10))
	case Decimal:
		b.WriteString("json('" + string(v) + "')")
	case String:
		b.WriteString(quote(string(v)))
	case Secret:
		b.WriteString("<secret>")
	case *Array:
		b.WriteString("createArray")
		spellArgs(b, v.items)
	case *Object:
		b.WriteString("createObject")
		args := make([]Value, 0, 2*len(v.members))
		for _, m := range v.members {
			args = append(args, String(m.name), m.value)
		}
		spellArgs(b, args)
	case *Unknown:
		v.spell(b)
	}
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func isIdentifier(s string) bool {
	for i := range len(s) {
		if !isNameByte(s[i]) || i == 0 && s[i] >= '0' && s[i] <= '9' {
			return false
		}
	}
	return s != ""
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// Reference is one thing that an Unknown waits for.
type Reference struct {
	// Func is the runtime function or the fact of the environment.
	Func string
	// Target is its first argument when that is known: the id of a resource for
	// reference and list functions. May be empty.
	Target string
	// Path is what is taken from the result, such as "identity.principalId".
	Path string
}

// References are the runtime functions and facts that u is made from, each
// once, in the order they are written.
func (u *Unknown) References() []Reference {
	var list []Reference
	seen := map[Reference]bool{}
	collect(u, func(r Reference) {
		if !seen[r] {
			seen[r] = true
			list = append(list, r)
		}
	})
	return list
}

// collect finds the innermost unknowns: those whose arguments are all known.
func collect(v Value, found func(Reference)) (any bool) {
	switch v := v.(type) {
	case *Array:
		for _, item := range v.items {
			any = collect(item, found) || any
		}
	case *Object:
		for _, m := range v.members {
			any = collect(m.value, found) || any
		}
	case *Unknown:
		if v.Func == "lambda" {
			return false
		}
		inner := false
		for _, a := range v.Args {
			inner = collect(a, found) || inner
		}
		if !inner && !strings.HasPrefix(v.Func, "create") {
			found(v.reference())
		}
		for _, step := range v.Path {
			collect(step, found)
		}
		return true
	}
	return any
}

func (u *Unknown) reference() Reference {
	r := Reference{Func: u.Func, Path: u.pathText()}
	if len(u.Args) > 0 {
		if s, ok := u.Args[0].(String); ok {
			r.Target = string(s)
		}
	}
	return r
}

func (u *Unknown) pathText() string {
	var b strings.Builder
	for _, step := range u.Path {
		spellStep(&b, step)
	}
	return strings.TrimPrefix(b.String(), ".")
}

// Pieces are the parts of a text of which some are not known: String for a
// known stretch, *Unknown for another. A value that is no such text is its own
// only piece.
func (u *Unknown) Pieces() []Value {
	if len(u.Path) > 0 || u.spelling != "" {
		return []Value{u}
	}
	switch strings.ToLower(u.Func) {
	case "concat":
		return mergePieces(u.Args)
	case "format":
		if parts, ok := formatPieces(u.Args); ok {
			return mergePieces(parts)
		}
	}
	return []Value{u}
}

// mergePieces flattens nested texts and joins known neighbours.
func mergePieces(parts []Value) []Value {
	var out []Value
	for _, p := range parts {
		if u, ok := p.(*Unknown); ok {
			if inner := u.Pieces(); len(inner) > 1 {
				out = appendPieces(out, inner)
				continue
			}
			out = append(out, u)
			continue
		}
		out = appendPieces(out, []Value{p})
	}
	return out
}

func appendPieces(out, more []Value) []Value {
	for _, p := range more {
		s, known := p.(String)
		if n := len(out); known && n > 0 {
			if last, ok := out[n-1].(String); ok {
				out[n-1] = last + s
				continue
			}
		}
		if s != "" || !known {
			out = append(out, p)
		}
	}
	return out
}

// joinText is the text made of parts: a String or a Secret when all are known,
// otherwise an unknown "concat" of them.
func joinText(parts ...Value) Value {
	sum := sumOf(parts)
	if sum.unknown {
		merged := mergePieces(parts)
		if len(merged) == 1 {
			return merged[0]
		}
		return newUnknown("concat", merged...)
	}
	var b strings.Builder
	for _, p := range parts {
		s, _ := text(p)
		b.WriteString(s)
	}
	if sum.secret {
		return Secret{text: b.String()}
	}
	return String(b.String())
}

// show is display within the bounds of what may be made.
func (b *budget) show(v Value) string {
	if s, ok := v.(String); ok {
		return string(s)
	}
	if b.text(v.about().size*unit) != nil {
		return "[…]"
	}
	return display(v)
}

// display is a text for names and ids: what is not known stands in brackets,
// shortened when it is long, and a secret is left out.
func display(v Value) string {
	switch v := v.(type) {
	case String:
		return string(v)
	case *Unknown:
		var b strings.Builder
		for _, p := range v.Pieces() {
			if s, ok := p.(String); ok {
				b.WriteString(string(s))
				continue
			}
			b.WriteString("[" + brief(p) + "]")
		}
		return b.String()
	default:
		return brief(v)
	}
}

// brief is the expression that gives v. Of a long one there is the beginning,
// and a hash that tells it from others.
func brief(v Value) string {
	const most = 400
	var b strings.Builder
	spellValue(&b, v)
	s := b.String()
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most/2], "") + "…" + uniqueString(s)
}
