package arm

import (
	"bytes"
	"cmp"
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// Hidden is written in place of a secret.
const Hidden = "(secret)"

// shortestSecret is how long a secret is at least to be looked for, in bytes: half
// of all texts hold shorter ones.
const shortestSecret = 4

// Secrets are values that must not be told, although a server may repeat what it
// was sent. The zero value is none.
type Secrets struct{ spelled []string }

// SecretsOf are the values of the secure parameters of a template: those that are
// given, in the form of the member "parameters" of a file, and its own defaults.
func SecretsOf(snap *snapshot.Snapshot, template, parameters json.RawMessage) Secrets {
	var given map[string]struct{ Value any }
	var own struct {
		Parameters map[string]struct{ DefaultValue any }
	}
	if json.Unmarshal(parameters, &given) != nil {
		given = nil // what cannot be read, Azure refuses
	}
	if json.Unmarshal(template, &own) != nil {
		own.Parameters = nil
	}
	var values []any
	for _, p := range snap.Parameters {
		if !p.Secure {
			continue
		}
		for name, g := range given {
			if strings.EqualFold(p.Name, name) {
				values = append(values, g.Value)
			}
		}
		for name, o := range own.Parameters {
			if text, expression := o.DefaultValue.(string); strings.EqualFold(p.Name, name) && !(expression && strings.HasPrefix(text, "[")) {
				values = append(values, o.DefaultValue)
			}
		}
	}
	return NewSecrets(values...)
}

// NewSecrets are the texts in values of JSON, however they are spelt.
func NewSecrets(values ...any) Secrets {
	var s Secrets
	for _, v := range values {
		s.add(v)
	}
	slices.SortFunc(s.spelled, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	s.spelled = slices.Compact(s.spelled)
	return s
}

func (s *Secrets) add(v any) {
	switch v := v.(type) {
	case string:
		for _, text := range spellings(v) {
			if len(text) >= shortestSecret {
				s.spelled = append(s.spelled, text)
			}
		}
	case []any:
		for _, item := range v {
			s.add(item)
		}
	case map[string]any:
		for _, member := range v {
			s.add(member)
		}
	}
}

// spellings are a text as it is, in JSON with and without the characters of HTML
// escaped, in an address, and in a line.
func spellings(v string) []string {
	all := []string{v, url.QueryEscape(v), strings.Join(strings.Fields(v), " ")}
	for _, html := range []bool{true, false} {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(html)
		if e.Encode(v) == nil {
			quoted := strings.TrimSpace(b.String())
			all = append(all, quoted[1:len(quoted)-1])
		}
	}
	return all
}

// Hide takes the values out of a text.
func (s Secrets) Hide(text string) string {
	for _, v := range s.spelled {
		text = strings.ReplaceAll(text, v, Hidden)
	}
	return text
}
