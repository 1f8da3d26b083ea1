package preflight

import (
	"encoding/json"
	"sort"
	"strings"
)

// redactor takes the values of secure parameters out of what is told: a
// provider may repeat in an error what it was sent.
type redactor struct{ hide []string }

// shortest is how long a secret is at least to be looked for: in a shorter one
// there is nothing to keep, and half of all texts would hold it.
const shortest = 4

func newRedactor(in Input) redactor {
	var given map[string]struct {
		Value any `json:"value"`
	}
	if json.Unmarshal(in.Parameters, &given) != nil {
		return redactor{}
	}
	var r redactor
	for _, p := range in.Snapshot.Parameters {
		if !p.Secure {
			continue
		}
		for name, v := range given {
			if strings.EqualFold(name, p.Name) {
				r.collect(v.Value)
			}
		}
	}
	// A secret that holds another goes first.
	sort.Slice(r.hide, func(i, j int) bool { return len(r.hide[i]) > len(r.hide[j]) })
	return r
}

func (r *redactor) collect(v any) {
	switch v := v.(type) {
	case string:
		if len(v) >= shortest {
			r.hide = append(r.hide, v)
			// A provider may quote it as JSON does.
			if quoted, err := json.Marshal(v); err == nil && len(quoted) > len(v)+2 {
				r.hide = append(r.hide, string(quoted[1:len(quoted)-1]))
			}
		}
	case []any:
		for _, item := range v {
			r.collect(item)
		}
	case map[string]any:
		for _, member := range v {
			r.collect(member)
		}
	}
}

func (r redactor) result(res *Result) {
	for _, secret := range r.hide {
		for _, text := range []*string{&res.Found, &res.Wanted, &res.Reason, &res.Remedy, &res.Target} {
			*text = strings.ReplaceAll(*text, secret, "<secret>")
		}
	}
}
