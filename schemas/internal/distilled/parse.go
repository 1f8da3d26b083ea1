package distilled

import (
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/bicep/types"
)

// syntaxError says what is wrong with a text. Only this package raises and
// catches it.
type syntaxError string

func (e syntaxError) Error() string { return string(e) }

// catch hands a syntaxError that was raised to then; deferred.
func catch(then func(syntaxError)) {
	switch e := recover().(type) {
	case nil:
	case syntaxError:
		then(e)
	default:
		panic(e)
	}
}

// parser reads one line.
type parser struct {
	t *Table
	s string
}

func (p *parser) have(prefix string) bool {
	rest, ok := strings.CutPrefix(p.s, prefix)
	p.s = rest
	return ok
}

func (p *parser) want(prefix string) {
	if !p.have(prefix) {
		panic(syntaxError("want " + strconv.Quote(prefix) + " at " + strconv.Quote(p.s)))
	}
}

// until reads up to sep and over it.
func (p *parser) until(sep string) string {
	before, after, ok := strings.Cut(p.s, sep)
	if !ok {
		p.want(sep)
	}
	p.s = after
	return before
}

// name reads what stands before any of the marks that end a name.
func (p *parser) name() string {
	i := strings.IndexAny(p.s, " :|)")
	if i < 0 {
		i = len(p.s)
	}
	name := p.s[:i]
	p.s = p.s[i:]
	return name
}

// flags reads the flags of a property. What may be left out may be null as
// well.
func (p *parser) flags() types.PropFlags {
	var f types.PropFlags
	if p.have(":") {
		for ; p.s != "" && p.s[0] != ' '; p.s = p.s[1:] {
			i := strings.IndexByte(flagLetters, p.s[0])
			if i < 0 {
				p.want("a flag")
			}
			f |= 1 << i
		}
	}
	if f&(types.Required|types.ReadOnly) == 0 {
		f |= types.ImplicitNull
	}
	return f
}

func (p *parser) scopes() types.Scope {
	var s types.Scope
	for _, c := range []byte(p.until(" ")) {
		if i := strings.IndexByte(scopeLetters, c); i >= 0 {
			s |= 1 << i
		}
	}
	return s
}

// typ reads a type, which may be a union.
func (p *parser) typ(l level) types.Type {
	first := p.single(l)
	if !strings.HasPrefix(p.s, "|") {
		return first
	}
	list := append(make([]types.Type, 0, 8), first)
	for p.have("|") {
		list = append(list, p.single(l))
	}
	return types.NewUnion(list...)
}

func (p *parser) single(l level) types.Type {
	if p.s == "" {
		p.want("a type")
	}
	switch p.s[0] {
	case '\'':
		return types.StringLit{Value: p.literal(), Flags: l.flags()}
	case '#':
		p.s = p.s[1:]
		return p.t.object(p.name(), l, 0)
	case '!':
		p.s = p.s[1:]
		return p.t.object(p.name(), l, types.Secure)
	case '@':
		p.s = p.s[1:]
		return p.t.union(p.name(), l)
	case '[':
		p.want("[]")
		return types.NewArray(p.single(deep), types.Range{}, deep.flags())
	case '(':
		p.s = p.s[1:]
		t := p.typ(l)
		p.want(")")
		return t
	}
	return p.scalar(l)
}

func (p *parser) scalar(l level) types.Type {
	switch {
	case p.have("string"):
		r, pattern := p.limits()
		return types.NewString(r, pattern, l.flags())
	case p.have("secret"):
		r, pattern := p.limits()
		return types.NewString(r, pattern, l.flags()|types.Secure)
	case p.have("int"):
		r, _ := p.limits()
		return types.NewInt(r, l.flags())
	case p.have("bool"):
		return types.Bool{Flags: l.flags()}
	case p.have("any"):
		return types.Any{}
	}
	p.want("null")
	return types.Null{}
}

// limits reads `(min..max "pattern")`, any part of which may be missing.
func (p *parser) limits() (r types.Range, pattern string) {
	if !p.have("(") {
		return r, ""
	}
	if !strings.HasPrefix(p.s, `"`) {
		r.Min, r.HasMin = p.integer()
		p.want("..")
		r.Max, r.HasMax = p.integer()
		p.have(" ")
	}
	if strings.HasPrefix(p.s, `"`) {
		quoted, err := strconv.QuotedPrefix(p.s)
		if err != nil {
			p.want("a pattern")
		}
		p.s = p.s[len(quoted):]
		pattern, _ = strconv.Unquote(quoted)
	}
	p.want(")")
	return r, pattern
}

func (p *parser) integer() (n int64, ok bool) {
	i := 0
	for i < len(p.s) && (p.s[i] == '-' || '0' <= p.s[i] && p.s[i] <= '9') {
		i++
	}
	n, err := strconv.ParseInt(p.s[:i], 10, 64)
	p.s = p.s[i:]
	return n, err == nil
}

// literal reads a quoted string.
func (p *parser) literal() string {
	p.want("'")
	i := 0
	for i < len(p.s) && p.s[i] != '\'' {
		if p.s[i] == '\\' {
			i++
		}
		i++
	}
	if i >= len(p.s) {
		p.want("'")
	}
	raw := p.s[:i]
	p.s = p.s[i+1:]
	if !strings.Contains(raw, `\`) {
		return raw
	}
	value, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(raw, `\'`, `'`), `"`, `\"`) + `"`)
	if err != nil {
		panic(syntaxError("literal " + raw))
	}
	return value
}
