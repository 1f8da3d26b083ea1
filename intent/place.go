package intent

import (
	"reflect"
	"strings"

	"github.com/amlsec/amlsec/diag"
)

// Place is where the field of a path such as "network.egress.path" was written.
// For one that was left out it is the place of the nearest section around it
// that was written, and exact is false; without any it is the name of the intent.
func (in *Intent) Place(path string) (at diag.Span, exact bool) {
	at = in.Name.Span
	v := reflect.ValueOf(in).Elem()
	for part := range strings.SplitSeq(path, ".") {
		next, ok := fieldByKey(v, part)
		if !ok {
			return at, false
		}
		span := spanOf(next)
		if exact = span.IsValid(); exact {
			at = span
		}
		v = next
	}
	return at, exact
}

// fieldByKey is the field of a section by its key in YAML.
func fieldByKey(v reflect.Value, key string) (reflect.Value, bool) {
	if v.Kind() != reflect.Struct {
		return v, false
	}
	for i := range v.NumField() {
		if key != "" && v.Type().Field(i).Tag.Get("yaml") == key {
			return v.Field(i), true
		}
	}
	return v, false
}

// spanOf is the place of a value, of a section, or of the first item of a list.
func spanOf(v reflect.Value) diag.Span {
	if v.Kind() == reflect.Slice {
		if v.Len() == 0 {
			return diag.Span{}
		}
		v = v.Index(0)
	}
	if v.Kind() != reflect.Struct {
		return diag.Span{}
	}
	span, _ := v.FieldByName("Span").Interface().(diag.Span)
	return span
}
