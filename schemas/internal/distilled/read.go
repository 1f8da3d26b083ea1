package distilled

import (
	"fmt"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/bicep/types"
)

// Table is a distilled text. Types are made of it as they are looked at; a
// Table is safe for concurrent use.
type Table struct {
	text string

	mu   sync.Mutex
	memo map[place]types.Type
}

// place is a block as seen from a level of a resource.
type place struct {
	key string
	level
}

// level says how deep in a resource a type stands, which decides how strictly
// Bicep checks it.
type level uint8

const (
	body level = iota
	top
	deep
)

// flags returns how a mismatch at l is treated: ARM rejects what it does not
// know at the top of a resource, while below it the schemas may be wrong.
func (l level) flags() types.Flags {
	switch l {
	case body:
		return 0
	case top:
		return types.WarnProperty
	}
	return types.WarnProperty | types.WarnMismatch
}

// below is the level of an object's properties.
func (l level) below() level {
	if l == body {
		return top
	}
	return deep
}

// NewTable returns the types of a text that Write made.
func NewTable(text string) *Table {
	return &Table{text: text, memo: map[place]types.Type{}}
}

// Resource returns the resource of the given name, `type@version` in the
// casing of the text. It reports an error when the text is damaged.
func (t *Table) Resource(name string) (r *types.ResourceType, err error) {
	defer catch(func(e syntaxError) { err = fmt.Errorf("resource %s: %w", name, e) })
	header, lines := t.block(name)
	ref, _ := types.ParseRef(name)
	p := parser{t: t, s: header}
	p.want("resource ")
	r = &types.ResourceType{Ref: ref, Readable: p.scopes(), Writable: p.scopes()}
	r.Body = p.typ(body)
	for line := range strings.Lines(lines) {
		p := parser{t: t, s: strings.TrimSpace(line)}
		f := types.Function{Name: p.until("(")}
		if !p.have(")") {
			f.Input = p.typ(deep)
			p.want(")")
		}
		p.want(" ")
		f.Output = p.typ(deep)
		r.Functions = append(r.Functions, f)
	}
	return r, nil
}

// block returns what stands in the header of a block after its key, and its
// lines. It searches the text by halves: the blocks are sorted.
func (t *Table) block(key string) (header, lines string) {
	lo, hi := 0, len(t.text)
	for lo < hi {
		start := t.blockStart(lo + (hi-lo)/2)
		line, rest, _ := strings.Cut(t.text[start:], "\n")
		found, header, _ := strings.Cut(line, " ")
		switch c := strings.Compare(key, found); {
		case c == 0:
			return header, rest[:bodyLen(rest)]
		case c < 0:
			hi = start
		default:
			lo = start + len(line) + 1 + bodyLen(rest)
		}
	}
	panic(syntaxError(fmt.Sprintf("no type %q", key)))
}

// blockStart returns where the block begins that holds the byte at i.
func (t *Table) blockStart(i int) int {
	for {
		i = strings.LastIndexByte(t.text[:i], '\n') + 1
		if i == 0 || t.text[i] != '\t' {
			return i
		}
		i--
	}
}

// bodyLen returns the length of the lines at the start of s that begin with a
// tab.
func bodyLen(s string) int {
	n := 0
	for n < len(s) && s[n] == '\t' {
		i := strings.IndexByte(s[n:], '\n')
		if i < 0 {
			return len(s)
		}
		n += i + 1
	}
	return n
}

// object returns the object type of a block. Its properties are read when
// they are asked for.
func (t *Table) object(key string, l level, f types.Flags) types.Type {
	t.mu.Lock()
	defer t.mu.Unlock()
	at := place{key, l}
	if o, ok := t.memo[at]; ok {
		return o
	}
	name, _, _ := strings.Cut(key, "~")
	o := types.LazyObject(name, f|l.flags(), func() types.Shape { return t.shape(key, l) })
	t.memo[at] = o
	return o
}

// shape reads the properties of an object. A damaged text leaves them out: it
// is checked as a whole by a test, and no reader could do better.
func (t *Table) shape(key string, l level) (s types.Shape) {
	defer catch(func(syntaxError) { s = types.NewShape(nil, &types.Property{Type: types.Any{}}) })
	_, lines := t.block(key)
	props, additional := t.properties(lines, l)
	return types.NewShape(props, additional)
}

// properties reads the lines of an object, or those of a union up to its
// variants.
func (t *Table) properties(lines string, l level) (props []types.Property, additional *types.Property) {
	props = make([]types.Property, 0, strings.Count(lines, "\n")+1)
	for strings.HasPrefix(lines, "\t") && !strings.HasPrefix(lines, "\t'") {
		line, after, _ := strings.Cut(lines[1:], "\n")
		lines = after
		p := parser{t: t, s: line}
		prop := types.Property{Name: p.name(), Flags: p.flags()}
		p.want(" ")
		prop.Type = p.typ(l.below())
		if prop.Name == "*" {
			additional = &types.Property{Type: prop.Type}
			continue
		}
		props = append(props, prop)
	}
	return props, additional
}

// union returns the discriminated union of a block.
func (t *Table) union(key string, l level) types.Type {
	t.mu.Lock()
	at := place{key, l}
	u, ok := t.memo[at]
	t.mu.Unlock()
	if ok {
		return u
	}
	header, lines := t.block(key)
	p := parser{t: t, s: header}
	p.want("union ")
	rest := ""
	if i := strings.Index(lines, "\t'"); i >= 0 {
		rest = lines[i:]
	}
	variants := make([]types.Variant, 0, strings.Count(rest, "\n"))
	for line := range strings.Lines(rest) {
		v := parser{t: t, s: strings.TrimSpace(line)}
		value := v.literal()
		v.want(" ")
		secret := v.have("!")
		if !secret {
			v.want("#")
		}
		o := t.variant(variantPlace{union: key, key: v.s, level: l}, value)
		if secret {
			o.Flags |= types.Secure
		}
		variants = append(variants, types.Variant{Value: value, Object: o})
	}
	name, _, _ := strings.Cut(key, "~")
	u = types.NewDiscriminated(name, l.flags(), p.s, variants)
	t.mu.Lock()
	defer t.mu.Unlock()
	if first, ok := t.memo[at]; ok {
		return first
	}
	t.memo[at] = u
	return u
}

// variantPlace is a variant of a union as seen from a level of a resource.
type variantPlace struct {
	union, key string
	level
}

// variant returns the object of a variant: its own properties and, where it
// lacks them, those that all variants have. Bicep calls it by its value.
func (t *Table) variant(at variantPlace, value string) *types.Object {
	return types.LazyObject(value, at.flags(), func() (s types.Shape) {
		defer catch(func(syntaxError) { s = types.NewShape(nil, &types.Property{Type: types.Any{}}) })
		_, lines := t.block(at.union)
		base, _ := t.properties(lines, at.level)
		_, lines = t.block(at.key)
		own, additional := t.properties(lines, at.level)
		return types.NewShape(append(base, own...), additional)
	})
}
