package intent

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// SchemaID names the JSON Schema of the language. It is a name, not an
// address, and changes with apiVersion only.
const SchemaID = "urn:amlsec:schema:intent:v1"

// Schema is the JSON Schema (2020-12) of the language, for editors: made from
// the same struct tags as the decoder, always the same bytes, with a newline
// at the end. It accepts every intent that Parse accepts, as long as text that
// looks like a number is quoted; what takes more than a pattern (host bits,
// relations between fields) only Parse knows.
func Schema() []byte {
	root := schemaOf(model(), "")
	root.Schema, root.ID, root.Title = "https://json-schema.org/draft/2020-12/schema", SchemaID, "amlsec intent"
	root.Type, root.Description = "object", "One secure Azure Machine Learning inference environment, in the language amlsec/v1."
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(root); err != nil {
		return nil // not for these types, as a test shows
	}
	return b.Bytes()
}

// schema is the part of JSON Schema that the language needs, in the order in
// which it is written.
type schema struct {
	Schema      string     `json:"$schema,omitempty"`
	ID          string     `json:"$id,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        any        `json:"type,omitempty"` // a word, or several
	Default     any        `json:"default,omitempty"`
	Examples    []any      `json:"examples,omitempty"`
	Enum        []any      `json:"enum,omitempty"`
	Pattern     string     `json:"pattern,omitempty"`
	Minimum     *int       `json:"minimum,omitempty"`
	Maximum     *int       `json:"maximum,omitempty"`
	MinLength   *int       `json:"minLength,omitempty"`
	MaxLength   *int       `json:"maxLength,omitempty"`
	MinItems    *int       `json:"minItems,omitempty"`
	MaxItems    *int       `json:"maxItems,omitempty"`
	Unique      bool       `json:"uniqueItems,omitempty"`
	Items       *schema    `json:"items,omitempty"`
	MaxProps    *int       `json:"maxProperties,omitempty"`
	Names       *schema    `json:"propertyNames,omitempty"`
	Properties  properties `json:"properties,omitzero"`
	Required    []string   `json:"required,omitempty"`
	Additional  any        `json:"additionalProperties,omitempty"` // false, or a schema
}

// properties are the fields of a section, written in the order declared.
type properties []property

type property struct {
	key    string
	schema *schema
}

// MarshalJSON writes an object whose keys keep their order.
func (ps properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	for i, p := range ps {
		b.WriteString(map[bool]string{true: "{", false: ","}[i == 0])
		if err := enc.Encode(p.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := enc.Encode(p.schema); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// schemaOf is the schema of one field.
func schemaOf(f *field, path string) *schema {
	s := &schema{Title: path, Description: f.doc}
	switch f.shape {
	case sectionShape:
		s.section(f, path)
	case listShape:
		s.list(f)
	case tagsShape:
		s.mapping(f)
		s.Names = &schema{Pattern: `^[^<>%&\\?/]+$`, MinLength: ref(1), MaxLength: ref(maxTagName)}
		s.Additional = &schema{Type: []string{"string", "number", "boolean"}, MaxLength: ref(maxTagValue)}
	case poolsShape:
		s.mapping(f)
		s.Names = &schema{Pattern: f.name.pattern.String()}
		s.Additional = schemaOf(f.item, path+".*")
	case scalarShape:
		s.scalar(f)
	}
	return s
}

// mapping is a mapping of free names; empty is the same as left out.
func (s *schema) mapping(f *field) {
	s.Type, s.MaxProps = []string{"object", "null"}, f.max
}

func (s *schema) section(f *field, path string) {
	s.Type, s.Additional = []string{"object", "null"}, false
	for i := range f.fields {
		c := &f.fields[i]
		s.Properties = append(s.Properties, property{c.key, schemaOf(c, join(path, c.key))})
		if c.required {
			s.Required = append(s.Required, c.key)
		}
	}
	if s.Required != nil { // a section with required fields cannot be empty
		s.Type = "object"
	}
}

func (s *schema) list(f *field) {
	s.Type, s.MinItems, s.MaxItems = "array", f.min, f.max
	s.Unique = f.item.shape == scalarShape
	s.Items = schemaOf(f.item, "")
	s.Items.Description, s.Items.Examples = "", nil
	s.Examples = typed(f.item, f.examples)
	for i, e := range s.Examples {
		s.Examples[i] = []any{e}
	}
	if f.hasDef {
		s.Default = typed(f.item, split(f.def))
	}
}

func (s *schema) scalar(f *field) {
	if f.hasDef {
		s.Default = typed(f, []string{f.def})[0]
	}
	s.Examples = typed(f, f.examples)
	switch f.typ {
	case typeBool:
		s.Type = "boolean"
	case typeInt:
		s.Type, s.Minimum, s.Maximum, s.Enum = "integer", f.min, f.max, typed(f, f.enum)
	default:
		s.Type, s.MinLength, s.MaxLength, s.Enum = "string", f.min, f.max, typed(f, f.enum)
		s.Pattern = patternOf(f)
	}
	if f.kind == "version" { // 1.35 without quotes is a number to an editor
		s.Type = []string{"string", "number"}
	}
}

// patternOf is the pattern of a text field, which admits "" where that is the
// same as leaving the field out.
func patternOf(f *field) string {
	p := formPattern(f)
	if f.pattern != nil {
		p = f.pattern.String()
	}
	if p == "" || !f.optional() {
		return p
	}
	return "^$|" + p
}

const (
	octets    = `([0-9]{1,3}\.){3}[0-9]{1,3}`
	groupPath = `/[sS]ubscriptions/[0-9a-fA-F-]{36}/[rR]esource[gG]roups/[^/]+`
)

// formPattern is what a pattern can say of a named form.
func formPattern(f *field) string {
	switch {
	case f.kind == "guid":
		return guidForm.String()
	case f.kind == "vmSize":
		return vmSizeForm.String()
	case f.kind == "resourceGroup":
		return `^[^/\\<>%&?]{0,89}[^/\\<>%&?.-]$`
	case f.kind == "id":
		return idPattern(f)
	case f.typ == typePrefix:
		return `^` + octets + `/[0-9]{1,2}$`
	case f.typ == typeAddr:
		return `^` + octets + `$`
	}
	return ""
}

// idPattern leaves the case of the type to Parse: patterns have no way to
// ignore it.
func idPattern(f *field) string {
	id := `^` + groupPath
	if n := strings.Count(f.idType, "/"); n > 0 {
		id += `/[pP]roviders/[^/]+` + strings.Repeat(`/[^/]+/[^/]+`, n)
	}
	id += `$`
	if len(f.words) > 0 {
		id = `^(` + strings.Join(f.words, "|") + `)$|` + id
	}
	return id
}

// typed turns the words of a tag into JSON values of the field's type.
func typed(f *field, words []string) []any {
	var vs []any
	for _, w := range words {
		switch f.typ {
		case typeBool:
			vs = append(vs, w == "true")
		case typeInt:
			n, _ := strconv.Atoi(w) // a test decodes every default and example
			vs = append(vs, n)
		default:
			vs = append(vs, w)
		}
	}
	return vs
}
