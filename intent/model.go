package intent

import (
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// shape says what a field looks like in YAML.
type shape uint8

const (
	scalarShape  shape = iota + 1 // one value
	listShape                     // a sequence of scalars or sections
	sectionShape                  // a mapping with the keys of a struct
	tagsShape                     // a mapping of free names to text
	poolsShape                    // a mapping of free names to sections
)

// field is one field of the language, as its struct tags declare it.
type field struct {
	key      string
	index    int // of the struct field
	typ      reflect.Type
	shape    shape
	doc      string
	want     string // what pattern means, in words
	def      string
	hasDef   bool
	enum     []string
	pattern  *form
	kind     string   // a named form; "id" for every form of a resource id
	words    []string // the words that may stand in place of a resource id
	idType   string   // the resource type of an id
	min, max *int
	required bool
	examples []string
	fields   []field  // the fields of a section
	keys     []string // their keys, in the order declared
	item     *field   // the items of a list; the pools of pools
	name     *field   // the names of pools
}

// model is the whole language, read once from the struct tags and never
// changed afterwards.
var model = sync.OnceValue(func() *field {
	root := describe(reflect.StructField{Name: "Intent", Type: reflect.TypeFor[Intent]()}, "")
	return &root
})

// describe reads the tags of a struct field. The resource type is that of the
// section around it, which completes the kind "id".
func describe(sf reflect.StructField, resource string) field {
	tag := sf.Tag
	f := field{
		key: tag.Get("yaml"), typ: sf.Type, doc: tag.Get("doc"), want: tag.Get("want"),
		enum: split(tag.Get("enum")), examples: split(tag.Get("example")),
		min: number(tag.Get("min")), max: number(tag.Get("max")),
		required: tag.Get("required") == "true",
	}
	if len(sf.Index) > 0 {
		f.index = sf.Index[0]
	}
	f.def, f.hasDef = tag.Lookup("default")
	if p := tag.Get("pattern"); p != "" {
		f.pattern = newForm(p)
	}
	f.setKind(tag.Get("kind"), resource)
	f.setShape(tag.Get("resource"))
	return f
}

// setKind takes a kind apart: "system|none|id:T" has words and a resource type.
func (f *field) setKind(kind, resource string) {
	for _, k := range split(kind) {
		name, typ, _ := strings.Cut(k, ":")
		switch {
		case name == "id":
			f.kind, f.idType = "id", typ
		case strings.Contains(kind, "|"):
			f.words = append(f.words, k)
		default:
			f.kind = k
		}
	}
	if f.kind == "id" && f.idType == "" {
		f.idType = resource
	}
	if f.idType == resourceGroupType {
		f.idType = ""
	}
}

// setShape finds the shape of f by its Go type, and describes what it holds.
func (f *field) setShape(resource string) {
	switch {
	case f.typ == reflect.TypeFor[Tags]():
		f.shape = tagsShape
	case f.typ == reflect.TypeFor[Pools]():
		f.shape = poolsShape
		item := describe(reflect.StructField{Type: reflect.TypeFor[Pool]()}, "")
		name, _ := reflect.TypeFor[Pool]().FieldByName("Name")
		f.item, f.name = &item, ref(describe(name, ""))
	case f.typ.Kind() == reflect.Slice:
		f.shape = listShape
		f.item = ref(f.ofItem(resource))
	case isSection(f.typ):
		f.shape = sectionShape
		f.fields = fieldsOf(f.typ, resource)
		for i := range f.fields {
			f.keys = append(f.keys, f.fields[i].key)
		}
	default:
		f.shape = scalarShape
	}
}

// ofItem describes one item of list f: what restricts the text of a value
// passes on to it; the bounds and the default are the list's own.
func (f *field) ofItem(resource string) field {
	item := *f
	item.typ, item.hasDef, item.def, item.min, item.max = f.typ.Elem(), false, "", nil, nil
	item.required = true // an item is never left out, so "" is not an item
	item.setShape(resource)
	return item
}

func fieldsOf(t reflect.Type, resource string) []field {
	var fields []field
	for i := range t.NumField() {
		sf := t.Field(i)
		if key := sf.Tag.Get("yaml"); key != "" && key != "-" {
			fields = append(fields, describe(sf, resource))
		}
	}
	return fields
}

// isSection reports whether t embeds Section.
func isSection(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t.NumField() == 0 {
		return false
	}
	first := t.Field(0)
	return first.Anonymous && first.Type == reflect.TypeFor[Section]()
}

// optional reports whether "" is the same as leaving f out.
func (f *field) optional() bool {
	return !f.required && !f.hasDef && f.typ != typeBool && f.typ != typeInt
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

func number(s string) *int {
	if s == "" {
		return nil
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return nil
	}
	return &n
}

func ref[T any](v T) *T { return &v }
