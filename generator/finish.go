package generator

import (
	"bytes"
	"fmt"
	"reflect"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

// finish makes rendered text the file that is written: tidied, and laid out
// the way `bicep format` does.
func finish(path string, text []byte) ([]byte, *badSyntax) {
	file, diags := syntax.Parse(path, text)
	if diags.HasErrors() {
		return nil, notBicep(text, diags)
	}
	if changes := tidy(file); len(changes) > 0 {
		text = apply(text, changes)
		if file, diags = syntax.Parse(path, text); diags.HasErrors() {
			return nil, notBicep(text, diags)
		}
	}
	return syntax.Print(file), nil
}

// badSyntax says that rendered text is no Bicep: where, and which field of the
// intent asked for what stands there.
type badSyntax struct {
	at   diag.Span
	msg  string
	line string
	from string
}

// Error shows the line at fault.
func (e *badSyntax) Error() string {
	s := fmt.Sprintf("the rendered Bicep does not parse: %s: %s: %q", e.at, e.msg, e.line)
	if e.from != "" {
		s += ", asked for by " + e.from
	}
	return s
}

func notBicep(text []byte, diags diag.List) *badSyntax {
	first := diags[0]
	for _, d := range diags {
		if d.Severity == diag.Error {
			first = d
			break
		}
	}
	lines := bytes.Split(text, []byte("\n"))
	n := min(max(first.Span.Start.Line, 1), len(lines))
	return &badSyntax{at: first.Span, msg: first.Msg, line: string(bytes.TrimSpace(lines[n-1])), from: askedAbove(lines[:n])}
}

// askedAbove is the field named by the last comment of lines that names one.
func askedAbove(lines [][]byte) string {
	mark := []byte(askedMark)
	for i := len(lines) - 1; i >= 0; i-- {
		if _, field, ok := bytes.Cut(lines[i], mark); ok {
			return string(bytes.TrimSpace(field))
		}
	}
	return ""
}

// placeOf is the place in the intent of a field that asked for something; not
// valid when nobody wrote it.
func placeOf(p *plan.Plan, field string) diag.Span {
	var found diag.Span
	var search func(v reflect.Value)
	search = func(v reflect.Value) {
		if found.IsValid() || !v.CanInterface() {
			return
		}
		if o, ok := v.Interface().(plan.Origin); ok {
			if o.From == field {
				found = o.Span
			}
			return
		}
		switch v.Kind() {
		case reflect.Pointer:
			if v.Type() != reflect.TypeFor[*intent.Intent]() && !v.IsNil() {
				search(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				search(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				search(v.Field(i))
			}
		}
	}
	search(reflect.ValueOf(p))
	return found
}
