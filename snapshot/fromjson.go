package snapshot

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strconv"
)

// FromJSON is what encoding/json decodes, as a Value: nil, bool, float64,
// json.Number, any int, string, []any and map[string]any, the members of which
// are sorted by name. Anything else is Null.
func FromJSON(v any) Value {
	switch v := v.(type) {
	case bool:
		return Bool(v)
	case int:
		return Int(v)
	case int64:
		return Int(v)
	case float64:
		return fromFloat(v)
	case string:
		return String(v)
	case json.Number:
		n, ok := number(v.String())
		if !ok {
			return Null{}
		}
		return n
	case []any:
		items := make([]Value, len(v))
		for i, item := range v {
			items[i] = FromJSON(item)
		}
		return newArray(items...)
	case map[string]any:
		var b builder
		for _, name := range slices.Sorted(maps.Keys(v)) {
			b.set(name, FromJSON(v[name]))
		}
		return b.object()
	case Value:
		return v
	default:
		return Null{}
	}
}

func fromFloat(f float64) Value {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return Int(int64(f))
	}
	n, ok := number(strconv.FormatFloat(f, 'g', -1, 64))
	if !ok {
		return Null{}
	}
	return n
}
