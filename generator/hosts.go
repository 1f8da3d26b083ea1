package generator

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
	"github.com/amlsec/amlsec/plan"
)

// envURLs is the one rule of Bicep's linter that looks into texts, and so into
// those of a user.
const envURLs = "no-hardcoded-env-urls"

// fromIntent splits what was found in rendered files into remarks on texts of
// the intent, at their place there, and the rest.
func fromIntent(p *plan.Plan, found diag.List, files map[string][]byte) (remarks, rest diag.List) {
	for _, d := range found {
		at, host := diag.Span{}, ""
		if d.Code == envURLs {
			host = spelt(files[d.Span.File], d.Span)
			at = whereSaid(p.Intent, host)
		}
		if !at.IsValid() {
			rest = append(rest, d)
			continue
		}
		remarks.Add(diag.Diagnostic{
			Code: codeHost, Severity: diag.Info, Span: at,
			Msg:  fmt.Sprintf("%q differs from cloud to cloud, and Bicep's linter will remark on it", host),
			Hint: "leave it as it is, unless the environment is to move to another cloud",
		})
	}
	return remarks, rest
}

// spelt is the text of a span within a line.
func spelt(text []byte, at diag.Span) string {
	line := []rune(diag.NewLines(text).Text(at.Start.Line))
	from, to := at.Start.Col-1, at.End.Col-1
	if at.End.Line != at.Start.Line || from < 0 || to > len(line) || from >= to {
		return ""
	}
	return string(line[from:to])
}

// whereSaid is the place of the first value of an intent whose text holds
// part, in whatever case; not valid when the user did not write it.
func whereSaid(in *intent.Intent, part string) diag.Span {
	var found diag.Span
	var search func(v reflect.Value)
	search = func(v reflect.Value) {
		if found.IsValid() || !v.CanInterface() {
			return
		}
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				search(v.Elem())
			}
		case reflect.Slice:
			for i := range v.Len() {
				search(v.Index(i))
			}
		case reflect.Struct:
			if text, at := v.FieldByName("V"), v.FieldByName("Span"); text.IsValid() && at.IsValid() {
				if said, ok := at.Interface().(diag.Span); ok && said.IsValid() && holds(text, part) {
					found = said
				}
				return
			}
			for i := range v.NumField() {
				search(v.Field(i))
			}
		}
	}
	if part != "" {
		search(reflect.ValueOf(in))
	}
	return found
}

// holds reports whether a value, printed, holds part, in whatever case.
func holds(v reflect.Value, part string) bool {
	return strings.Contains(strings.ToLower(fmt.Sprint(v.Interface())), strings.ToLower(part))
}
