package intent

import (
	"fmt"
	"reflect"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/amlsec/amlsec/diag"
)

// value decodes one field into v, whatever its shape.
func (d *decoder) value(s slot, v reflect.Value) {
	switch s.shape {
	case sectionShape:
		d.section(s, v)
	case listShape:
		d.sequence(s, v)
	case tagsShape:
		d.tags(s, v.Addr().Interface().(*Tags))
	case poolsShape:
		d.pools(s, v.Addr().Interface().(*Pools))
	case scalarShape:
		d.scalar(s, v.Addr().Interface())
	}
}

// section decodes a mapping into the struct v, whose first field is a Section.
// Fields left out get their paths and defaults, also where the mapping itself
// was left out.
func (d *decoder) section(s slot, v reflect.Value) {
	v.Field(0).Set(reflect.ValueOf(Section{Path: s.path, Span: s.at}))
	pairs, ok := d.entries(s)
	given := make(map[string]entry, len(pairs))
	misspelt := map[string]bool{} // not missing: written in another way
	for _, p := range pairs {
		if !slices.Contains(s.keys, p.key) {
			d.unknown(s, p)
			misspelt[diag.Nearest(p.key, s.keys)] = true
			continue
		}
		given[p.key] = p.entry
	}
	for i := range s.fields {
		f := &s.fields[i]
		c := slot{f, join(s.path, f.key), given[f.key]}
		if f.required && c.node == nil && s.node != nil && ok && !misspelt[f.key] {
			d.missing(c, s.at)
		}
		d.value(c, v.Field(f.index))
	}
}

func (d *decoder) unknown(s slot, p pair) {
	where := "the intent"
	if s.path != "" {
		where = fmt.Sprintf("%q", s.path)
	}
	d.report("AML020", p.at, fmt.Sprintf("unknown field %s in %s", show(p.key), where), suggest(p.key, s.keys))
}

func (d *decoder) missing(s slot, at diag.Span) {
	d.bad[s.path] = true
	hint := "add " + s.key
	if len(s.examples) > 0 {
		hint = fmt.Sprintf("add it, for example \"%s: %s\"", s.key, s.examples[0])
	}
	d.report("AML022", at, fmt.Sprintf("required field %q is missing", s.path), hint)
}

// sequence decodes a list into the slice v. An item that is wrong keeps its
// place, so that paths stay true.
func (d *decoder) sequence(s slot, v reflect.Value) {
	if s.node == nil {
		d.defaultList(s, v)
		return
	}
	n := target(s.node)
	if n.Kind != yaml.SequenceNode {
		hint := "write its items as a list: [a, b]"
		if isNull(n) {
			hint = "write [] for an empty list, or leave the field out"
		}
		d.wrong(s.path, s.at, faulty("AML021", fmt.Sprintf("found %s, wanted a list", kindOf(n)), hint))
		return
	}
	if bad := count(s.field, len(n.Content), "items"); bad != nil {
		d.wrong(s.path, s.at, bad)
		return
	}
	v.Set(reflect.MakeSlice(s.typ, len(n.Content), len(n.Content)))
	seen := map[string]diag.Span{}
	for i, item := range n.Content {
		c := slot{s.item, fmt.Sprintf("%s[%d]", s.path, i), entry{d.src.span(item), item}}
		d.value(c, v.Index(i))
		if c.shape == scalarShape && !d.bad[c.path] {
			d.repeated(s, v.Index(i), seen)
		}
	}
}

func (d *decoder) defaultList(s slot, v reflect.Value) {
	if !s.hasDef {
		return
	}
	words := split(s.def)
	v.Set(reflect.MakeSlice(s.typ, len(words), len(words)))
	for i, w := range words {
		item := *s.item
		item.def, item.hasDef = w, true
		d.value(slot{field: &item, path: fmt.Sprintf("%s[%d]", s.path, i)}, v.Index(i))
	}
}

// repeated reports an item that is in the list already.
func (d *decoder) repeated(s slot, item reflect.Value, seen map[string]diag.Span) {
	v, at := fmt.Sprint(item.FieldByName("V")), item.FieldByName("Span").Interface().(diag.Span)
	first, ok := seen[v]
	if !ok {
		seen[v] = at
		return
	}
	d.bad[item.FieldByName("Path").String()] = true
	d.add(diag.Diagnostic{
		Code: "AML027", Span: at, Msg: fmt.Sprintf("%q: %s is in the list twice", s.path, show(v)),
		Hint: "remove one of the two", Notes: []string{"first written at " + first.String()},
	})
}

// count checks the number of items against the bounds of f.
func count(f *field, n int, what string) *fault {
	switch {
	case f.max != nil && n > *f.max:
		return faulty("AML026", fmt.Sprintf("found %d %s, wanted at most %d", n, what, *f.max), "remove some")
	case f.min != nil && n < *f.min:
		return faulty("AML026", fmt.Sprintf("found %d %s, wanted at least %d", n, what, *f.min), "add some, or leave the field out for its default")
	}
	return nil
}
