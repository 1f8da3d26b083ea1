package intent

import (
	"fmt"
	"reflect"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/amlsec/amlsec/diag"
)

// value decodes one field into v, whatever its shape.
func (d *decoder) value(f *field, path string, e entry, v reflect.Value) {
	switch f.shape {
	case sectionShape:
		d.section(f, path, e, v)
	case listShape:
		d.sequence(f, path, e, v)
	case tagsShape:
		d.tags(f, path, e, v.Addr().Interface().(*Tags))
	case poolsShape:
		d.pools(f, path, e, v.Addr().Interface().(*Pools))
	case scalarShape:
		d.scalar(f, path, e, v.Addr().Interface())
	}
}

// section decodes a mapping into the struct v, whose first field is a Section.
// Fields left out get their paths and defaults, also where the mapping itself
// was left out.
func (d *decoder) section(f *field, path string, e entry, v reflect.Value) {
	v.Field(0).Set(reflect.ValueOf(Section{Path: path, Span: e.at}))
	found, ok := d.entries(path, e)
	byKey := make(map[string]entry, len(found))
	misspelt := map[string]bool{} // not missing: written in another way
	for _, p := range found {
		if !slices.Contains(f.keys(), p.key) {
			d.unknown(f, path, p)
			misspelt[nearest(p.key, f.keys())] = true
			continue
		}
		byKey[p.key] = p.entry
	}
	for i := range f.fields {
		c := &f.fields[i]
		given := byKey[c.key]
		if c.required && given.node == nil && e.node != nil && ok && !misspelt[c.key] {
			d.missing(c, join(path, c.key), e.at)
		}
		d.value(c, join(path, c.key), given, v.Field(c.index))
	}
}

func (d *decoder) unknown(f *field, path string, p pair) {
	where := "the intent"
	if path != "" {
		where = fmt.Sprintf("%q", path)
	}
	d.report("AML020", p.at, fmt.Sprintf("unknown field %s in %s", show(p.key), where), suggest(p.key, f.keys()))
}

func (d *decoder) missing(f *field, path string, at diag.Span) {
	d.bad[path] = true
	hint := "add " + f.key
	if len(f.examples) > 0 {
		hint = fmt.Sprintf("add it, for example \"%s: %s\"", f.key, f.examples[0])
	}
	d.report("AML022", at, fmt.Sprintf("required field %q is missing", path), hint)
}

// sequence decodes a sequence into the slice v. An item that is wrong keeps its
// place, so that paths stay true.
func (d *decoder) sequence(f *field, path string, e entry, v reflect.Value) {
	if e.node == nil {
		d.defaultList(f, path, v)
		return
	}
	n := target(e.node)
	if n.Kind != yaml.SequenceNode {
		hint := "write its items as a list: [a, b]"
		if isNull(n) {
			hint = "write [] for an empty list, or leave the field out"
		}
		d.wrong(path, e.at, faulty("AML021", fmt.Sprintf("found %s, wanted a list", kindOf(n)), hint))
		return
	}
	if count := d.count(f, len(n.Content), "items"); count != nil {
		d.wrong(path, e.at, count)
		return
	}
	v.Set(reflect.MakeSlice(f.typ, len(n.Content), len(n.Content)))
	seen := map[string]diag.Span{}
	for i, c := range n.Content {
		at := d.src.span(c)
		d.value(f.item, fmt.Sprintf("%s[%d]", path, i), entry{at, c}, v.Index(i))
		if f.item.shape == scalarShape {
			d.repeated(path, i, v.Index(i), seen)
		}
	}
}

func (d *decoder) defaultList(f *field, path string, v reflect.Value) {
	if !f.hasDef {
		return
	}
	words := split(f.def)
	v.Set(reflect.MakeSlice(f.typ, len(words), len(words)))
	for i, w := range words {
		item := *f.item
		item.def, item.hasDef = w, true
		d.value(&item, fmt.Sprintf("%s[%d]", path, i), entry{}, v.Index(i))
	}
}

// repeated reports an item that is in the list already.
func (d *decoder) repeated(path string, i int, item reflect.Value, seen map[string]diag.Span) {
	itemPath := fmt.Sprintf("%s[%d]", path, i)
	if d.bad[itemPath] {
		return
	}
	v, at := fmt.Sprint(item.FieldByName("V")), item.FieldByName("Span").Interface().(diag.Span)
	if first, ok := seen[v]; ok {
		d.bad[itemPath] = true
		d.add(diag.Diagnostic{
			Code: "AML027", Span: at, Msg: fmt.Sprintf("%q: %s is in the list twice", path, show(v)),
			Hint: "remove one of the two", Notes: []string{"first written at " + first.String()},
		})
		return
	}
	seen[v] = at
}

// count checks the number of items against the bounds of f.
func (d *decoder) count(f *field, n int, what string) *fault {
	switch {
	case f.max != nil && n > *f.max:
		return faulty("AML026", fmt.Sprintf("found %d %s, wanted at most %d", n, what, *f.max), "remove some")
	case f.min != nil && n < *f.min:
		return faulty("AML026", fmt.Sprintf("found %d %s, wanted at least %d", n, what, *f.min), "add some, or leave the field out for its default")
	}
	return nil
}
