package property

import (
	"encoding/json"
	"regexp"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

// Hidden is written in place of a secret.
const Hidden = arm.Hidden

// secretNames are members that hold secrets, and secretEnds what the names of
// others end with. Source: the properties that the providers' schemas mark as
// sensitive, and what their list operations return.
func secretNames() []string {
	return []string{
		"cert", "key", "primaryKey", "secondaryKey", "instrumentationKey", "apiKey", "token", "accessToken",
		"configurationProtectedSettings", "protectedSettings", "sas", "sasUri", "kubeconfig",
	}
}

func secretEnds() []string {
	return []string{
		"password", "secret", "connectionString", "sasToken", "sharedKey", "accountKey", "accessKey", "privateKey", "refreshToken",
	}
}

// looksSecret is how secrets look wherever they stand: keys in connection
// strings, signed addresses, tokens, private keys.
var looksSecret = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(accountkey|sharedaccesskey|instrumentationkey|password|pwd)=|[?&]sig=|-----BEGIN [A-Z ]*PRIVATE KEY|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+`)
})

// Hiding are the facts with values that must not be told.
func (f *Facts) Hiding(values arm.Secrets) *Facts {
	made := *f
	made.hidden = values
	return &made
}

// Hide takes the values that must not be told out of a text.
func (f *Facts) Hide(text string) string {
	if f == nil {
		return text
	}
	return f.hidden.Hide(text)
}

// Secret reports whether a property must not be shown: its name says so, the
// schema, or its value.
func (f *Facts) Secret(r Resource, p Path, v snapshot.Value) bool {
	switch v := v.(type) {
	case snapshot.Secret:
		return true
	case *snapshot.Unknown:
		return v.Secure()
	case nil, snapshot.Null, snapshot.Bool, snapshot.Int, snapshot.Decimal:
		return false
	case snapshot.String:
		if looksSecret().MatchString(string(v)) || f.Hide(string(v)) != string(v) {
			return true
		}
		if v == "" || isExpression(string(v)) {
			return false
		}
	}
	for n := 1; n <= len(p); n++ {
		if f.secretAt(r, p[:n]) {
			return true
		}
	}
	return false
}

func (f *Facts) secretAt(r Resource, p Path) bool {
	last := p[len(p)-1].Name
	if p.Top() == "tags" {
		return false
	}
	for _, name := range secretNames() {
		if strings.EqualFold(name, last) {
			return true
		}
	}
	for _, end := range secretEnds() {
		if len(last) >= len(end) && strings.EqualFold(last[len(last)-len(end):], end) {
			return true
		}
	}
	found, ok := f.at(r, p)
	return ok && types.IsSecure(found.Type)
}

// isExpression reports whether a text is an expression that was not evaluated.
func isExpression(s string) bool {
	return strings.HasPrefix(s, "[") && !strings.HasPrefix(s, "[[") && strings.HasSuffix(s, "]")
}

// Unresolved reports whether a value is an expression, or holds one, that only
// Azure can evaluate.
func Unresolved(v snapshot.Value) bool {
	switch v := v.(type) {
	case *snapshot.Unknown:
		return true
	case snapshot.String:
		return isExpression(string(v))
	}
	return false
}

// Text is a value as JSON for people, with secrets hidden; empty for nothing.
func (f *Facts) Text(r Resource, p Path, v snapshot.Value) string {
	if v == nil {
		return ""
	}
	if u, ok := v.(*snapshot.Unknown); ok && !u.Secure() {
		return u.String()
	}
	raw, err := json.Marshal(f.shown(r, p, v))
	if err != nil {
		return Hidden
	}
	return string(raw)
}

// Shown is a value for reports in JSON: as it is, with secrets hidden.
func (f *Facts) Shown(r Resource, p Path, v snapshot.Value) json.RawMessage {
	if v == nil {
		return nil
	}
	raw, err := json.Marshal(f.shown(r, p, v))
	if err != nil {
		return nil
	}
	return raw
}

// shown is v with secrets hidden. The members of an object are sorted.
func (f *Facts) shown(r Resource, p Path, v snapshot.Value) any {
	if f.Secret(r, p, v) {
		return Hidden
	}
	switch v := v.(type) {
	case *snapshot.Array:
		list := make([]any, 0, v.Len())
		for i, item := range v.All() {
			list = append(list, f.shown(r, p.Element(i, ""), item))
		}
		return list
	case *snapshot.Object:
		members := map[string]any{}
		for name, item := range v.All() {
			members[name] = f.shown(r, p.Member(name), item)
		}
		return members
	case *snapshot.Unknown:
		return v.String()
	}
	return v
}
