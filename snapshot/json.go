package snapshot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/amlsec/amlsec/diag"
)

// compactJSON is a known value as JSON without blanks.
func compactJSON(v Value) string { return string(appendJSON(nil, v)) }

// appendJSON writes v: an Unknown as {"$unknown": …} and a secret as
// {"$secret": true}.
func appendJSON(b []byte, v Value) []byte {
	switch v := v.(type) {
	case Bool:
		return strconv.AppendBool(b, bool(v))
	case Int:
		return strconv.AppendInt(b, int64(v), 10)
	case Decimal:
		return append(b, v...)
	case String:
		return appendText(b, string(v))
	case Secret:
		return append(b, `{"$secret":true}`...)
	case *Array:
		b = append(b, '[')
		for i, item := range v.All() {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSON(b, item)
		}
		return append(b, ']')
	case *Object:
		b = append(b, '{')
		for i := range v.Len() {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendText(b, v.members[i].name), ':')
			b = appendJSON(b, v.members[i].value)
		}
		return append(b, '}')
	case *Unknown:
		return v.appendJSON(b)
	default:
		return append(b, "null"...)
	}
}

func (u *Unknown) appendJSON(b []byte) []byte {
	b = append(b, `{"$unknown":{"expression":`...)
	b = appendText(b, u.Expression())
	b = append(b, `,"references":[`...)
	for i, r := range u.References() {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendText(append(b, `{"func":`...), r.Func), `,"target":`...)
		b = append(appendText(b, r.Target), `,"path":`...)
		b = append(appendText(b, r.Path), '}')
	}
	b = append(b, ']')
	if u.Secure() {
		b = append(b, `,"secure":true`...)
	}
	return append(b, "}}"...)
}

// appendText writes a JSON string, escaping as Azure's serializer does.
func appendText(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\b':
			b = append(b, `\b`...)
		case r == '\f':
			b = append(b, `\f`...)
		case r < ' ' || r == 0x85 || r == 0x2028 || r == 0x2029:
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = append(b, string(r)...)
		}
	}
	return append(b, '"')
}

// MarshalJSON is null.
func (Null) MarshalJSON() ([]byte, error) { return []byte("null"), nil }

// MarshalJSON is the number as it was written.
func (d Decimal) MarshalJSON() ([]byte, error) { return []byte(d), nil }

// MarshalJSON says that there is a secret.
func (s Secret) MarshalJSON() ([]byte, error) { return appendJSON(nil, s), nil }

// MarshalJSON is an array.
func (a *Array) MarshalJSON() ([]byte, error) { return appendJSON(nil, a), nil }

// MarshalJSON is an object in the order of its members.
func (o *Object) MarshalJSON() ([]byte, error) { return appendJSON(nil, o), nil }

// MarshalJSON is an object with the one member $unknown.
func (u *Unknown) MarshalJSON() ([]byte, error) { return appendJSON(nil, u), nil }

// MarshalJSON is the snapshot without its diagnostics; the same snapshot has
// the same bytes.
func (s *Snapshot) MarshalJSON() ([]byte, error) {
	return encode(struct {
		Version     int          `json:"version"`
		Scope       string       `json:"scope"`
		Parameters  []Parameter  `json:"parameters"`
		Resources   []Resource   `json:"resources"`
		Deployments []Deployment `json:"deployments"`
		Outputs     []Output     `json:"outputs"`
	}{1, s.Scope, orEmpty(s.Parameters), orEmpty(s.Resources), orEmpty(s.Deployments), orEmpty(s.Outputs)})
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// encode is JSON without escapes for HTML.
func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(buf.Bytes(), "\n"), nil
}

type originJSON struct {
	Pointer string `json:"pointer"`
	Path    string `json:"path"`
	Line    int    `json:"line"`
	Col     int    `json:"col"`
}

func (o Origin) json() originJSON { return originJSON{o.Pointer, o.Path, o.Pos.Line, o.Pos.Col} }

// MarshalJSON is one object; what does not apply is left out.
func (r Resource) MarshalJSON() ([]byte, error) {
	return encode(struct {
		ID          string     `json:"id"`
		Type        string     `json:"type"`
		APIVersion  string     `json:"apiVersion"`
		Name        string     `json:"name"`
		Scope       string     `json:"scope"`
		Extension   string     `json:"extension,omitempty"`
		Existing    bool       `json:"existing,omitempty"`
		Conditional Value      `json:"conditional,omitempty"`
		Repeated    Value      `json:"repeated,omitempty"`
		DependsOn   []string   `json:"dependsOn,omitempty"`
		Origin      originJSON `json:"origin"`
		Body        *Object    `json:"body"`
	}{r.ID, r.Type, r.APIVersion, r.Name, r.Scope, r.Extension, r.Existing, r.Conditional, r.Repeated, r.DependsOn, r.Origin.json(), r.Body})
}

// MarshalJSON is one object; what does not apply is left out.
func (d Deployment) MarshalJSON() ([]byte, error) {
	return encode(struct {
		ID          string      `json:"id"`
		Name        string      `json:"name"`
		Scope       string      `json:"scope"`
		Conditional Value       `json:"conditional,omitempty"`
		Repeated    Value       `json:"repeated,omitempty"`
		Linked      Value       `json:"linked,omitempty"`
		Origin      originJSON  `json:"origin"`
		Parameters  []Parameter `json:"parameters"`
		Outputs     []Output    `json:"outputs"`
	}{d.ID, d.Name, d.Scope, d.Conditional, d.Repeated, d.Linked, d.Origin.json(), orEmpty(d.Parameters), orEmpty(d.Outputs)})
}

// MarshalJSON is one object without the value of a secure parameter.
func (p Parameter) MarshalJSON() ([]byte, error) {
	return encode(struct {
		Name    string   `json:"name"`
		Type    string   `json:"type"`
		Secure  bool     `json:"secure,omitempty"`
		Default Value    `json:"default,omitempty"`
		Value   Value    `json:"value"`
		Pos     diag.Pos `json:"pos"`
	}{p.Name, p.Type, p.Secure, p.Default, p.Value, p.Pos})
}

// MarshalJSON is one object without the value of a secure output.
func (o Output) MarshalJSON() ([]byte, error) {
	return encode(struct {
		Name        string   `json:"name"`
		Type        string   `json:"type"`
		Secure      bool     `json:"secure,omitempty"`
		Conditional Value    `json:"conditional,omitempty"`
		Value       Value    `json:"value"`
		Pos         diag.Pos `json:"pos"`
	}{o.Name, o.Type, o.Secure, o.Conditional, o.Value, o.Pos})
}
