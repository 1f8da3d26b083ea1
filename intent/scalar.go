package intent

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/amlsec/amlsec/diag"
)

// scalar decodes one value into dst, a pointer to one of the Value types. A
// value that is wrong counts as written, and keeps the default.
func (d *decoder) scalar(s slot, dst any) {
	switch v := dst.(type) {
	case *String:
		fill(v, s, d, readText)
	case *Bool:
		fill(v, s, d, readBool)
	case *Int:
		fill(v, s, d, readInt)
	case *Prefix: // and *Interface, which is the same type
		fill(v, s, d, readPrefix)
	case *Addr:
		fill(v, s, d, readAddr)
	case *ID:
		fill(v, s, d, readID)
	}
}

// literal is the text of a scalar as it was written, without its quotes.
type literal struct {
	text   string
	quoted bool
}

// fill sets the path of v, its default, and what the user wrote.
func fill[T any](v *Value[T], s slot, d *decoder, parse func(*field, literal) (T, *fault)) {
	v.Path = s.path
	if s.hasDef {
		v.V, _ = parse(s.field, literal{text: s.def}) // a test parses every default
	}
	if s.node == nil || isEmptyText(s) {
		return
	}
	v.Span = d.src.span(s.node)
	n := target(s.node)
	if isNull(n) {
		v.Span = s.at // nothing has no place, but its key has
	}
	bad := notScalar(s.field, n)
	if bad == nil {
		var parsed T
		if parsed, bad = parse(s.field, literal{n.Value, n.Style != 0}); bad == nil {
			v.V = parsed
			return
		}
	}
	d.wrong(s.path, v.Span, bad)
}

// isEmptyText reports whether "" was written where it is the same as nothing.
func isEmptyText(s slot) bool {
	n := target(s.node)
	return n.Kind == yaml.ScalarNode && n.Style != 0 && n.Value == "" && s.optional()
}

// notScalar is the fault of a node that is no value at all.
func notScalar(f *field, n *yaml.Node) *fault {
	found, hint := kindOf(n), "write a single value"
	switch {
	case isNull(n):
		hint = "write a value, or leave the field out"
	case n.Kind == yaml.SequenceNode && len(n.Content) == 1:
		hint = "write its only item without brackets or dash"
	case n.Kind == yaml.ScalarNode:
		return nil
	}
	return faulty("AML021", "found "+found+", wanted "+wantedOf(f), hint)
}

// wantedOf names what a scalar field takes.
func wantedOf(f *field) string {
	switch f.typ {
	case typeBool:
		return "true or false"
	case typeInt:
		return "a whole number"
	case typePrefix:
		return "an IPv4 range such as 10.42.0.0/16"
	case typeAddr:
		return "an IPv4 address"
	case typeID:
		return "a resource id"
	}
	return "text"
}

var (
	wholeNumber = newForm(`^(0|-?[1-9][0-9]*)$`)
	boolWords   = map[string]string{"yes": "true", "on": "true", "y": "true", "1": "true", "no": "false", "off": "false", "n": "false", "0": "false"}
)

// readBool takes true and false only: to YAML 1.1 yes, no, on and off were
// booleans as well, to YAML 1.2 they are text.
func readBool(_ *field, l literal) (bool, *fault) {
	lower := strings.ToLower(l.text)
	hint := "write true or false, without quotes"
	switch {
	case !l.quoted && l.text == "true":
		return true, nil
	case !l.quoted && l.text == "false":
		return false, nil
	case lower == "true", lower == "false":
		hint = "write " + lower + ", in lower case and without quotes"
	case boolWords[lower] != "":
		hint = "write " + boolWords[lower]
	}
	return false, faulty("AML021", "found "+show(l.text)+", wanted true or false", hint)
}

// readInt takes decimal numbers only: 010 is ten to one reader of YAML and
// eight to another.
func readInt(f *field, l literal) (int, *fault) {
	n, err := strconv.Atoi(l.text)
	switch {
	case l.quoted && wholeNumber.MatchString(l.text):
		return 0, faulty("AML021", "found text, wanted a whole number", "write "+l.text+" without quotes")
	case !wholeNumber.MatchString(l.text):
		return 0, faulty("AML021", "found "+show(l.text)+", wanted a whole number", "write it in decimal digits, without leading zeros, sign or separators")
	case len(f.enum) > 0 && !slices.Contains(f.enum, l.text):
		return 0, faulty("AML023", "found "+show(l.text)+", wanted "+oneOf(f.enum), "write one of them")
	case f.min != nil && n < *f.min || f.max != nil && n > *f.max || err != nil:
		return 0, faulty("AML025", fmt.Sprintf("found %s, wanted %s", clip(l.text), bounds(f, "")), "write a number in these bounds")
	}
	return n, nil
}

// bounds says min and max of f in words.
func bounds(f *field, unit string) string {
	switch {
	case f.min != nil && f.max != nil:
		return fmt.Sprintf("%d to %d%s", *f.min, *f.max, unit)
	case f.max != nil:
		return fmt.Sprintf("at most %d%s", *f.max, unit)
	case f.min != nil:
		return fmt.Sprintf("at least %d%s", *f.min, unit)
	}
	return "a smaller number"
}

// readText takes the text as it was written: an unquoted 1.30 stays "1.30".
func readText(f *field, l literal) (string, *fault) {
	text := l.text
	switch f.kind {
	case "prose":
		text = strings.Join(strings.Fields(text), " ")
	case "guid":
		text = strings.ToLower(text)
	}
	if f.kind == "id" && !slices.Contains(f.words, text) {
		id, fault := readID(f, l)
		return id.String(), fault
	}
	return text, checkText(f, text)
}

// oneOf is the choice that a field leaves, in words.
func oneOf(words []string) string {
	if len(words) == 1 {
		return words[0]
	}
	return "one of " + strings.Join(words, ", ")
}

// checkText checks text against everything the tags of its field say.
func checkText(f *field, text string) *fault {
	switch {
	case strings.ContainsAny(text, "\t\n\r"):
		return faulty("AML024", "found a tab or a line break in "+show(text), "write it on one line, with spaces")
	case len(f.enum) > 0 && !slices.Contains(f.enum, text):
		hint := "write one of them, spelt like this"
		if len(f.enum) == 1 {
			hint = "write " + f.enum[0]
		}
		if near := diag.Nearest(text, f.enum); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return faulty("AML023", fmt.Sprintf("found %s, wanted %s", show(text), oneOf(f.enum)), hint)
	}
	if fault := checkForm(f.kind, text); fault != nil {
		return fault
	}
	if f.pattern != nil && !f.pattern.MatchString(text) {
		return faulty("AML024", fmt.Sprintf("found %s, wanted %s", show(text), f.want), formHint(f, text))
	}
	if n := utf8.RuneCountInString(text); f.min != nil && n < *f.min || f.max != nil && n > *f.max {
		return faulty("AML025", fmt.Sprintf("found %d characters, wanted %s", n, bounds(f, "")), "write a text of that length")
	}
	return nil
}

// formHint offers the lower-case spelling if that is all that is wrong.
func formHint(f *field, text string) string {
	if lower := strings.ToLower(strings.ReplaceAll(text, " ", "")); f.pattern.MatchString(lower) {
		return fmt.Sprintf("did you mean %q?", lower)
	}
	if len(f.examples) > 0 {
		return fmt.Sprintf("write it like %q", f.examples[0])
	}
	return "write " + f.want
}

func readID(f *field, l literal) (ResourceID, *fault) {
	id, err := ParseResourceID(l.text)
	if err != nil {
		return ResourceID{}, faulty("AML033", fmt.Sprintf("found %s, %s", show(l.text), err), idHint(f))
	}
	if !strings.EqualFold(id.Type, f.idType) {
		return ResourceID{}, faulty("AML034", fmt.Sprintf("found the id of %s, wanted that of %s", typeName(id.Type), typeName(f.idType)), idHint(f))
	}
	id.Type = f.idType
	if n, ok := nameForms[id.Type]; ok && !n.form.MatchString(id.Name()) {
		return ResourceID{}, faulty("AML033", fmt.Sprintf("found the name %s, wanted %s", show(id.Name()), n.want), idHint(f))
	}
	return id, nil
}

// idHint shows the form of the id wanted, and the words that may stand for it.
func idHint(f *field) string {
	id := ResourceID{Subscription: "<guid>", ResourceGroup: "<group>", Type: f.idType}
	for range strings.Count(f.idType, "/") {
		id.Names = append(id.Names, "<name>")
	}
	hint := "write " + id.String()
	if len(f.words) > 0 {
		hint = "write " + strings.Join(f.words, ", ") + " or " + id.String()
	}
	return hint
}

// typeName names a resource type for a message.
func typeName(t string) string {
	if t == "" {
		return "a resource group"
	}
	return "a " + t
}
