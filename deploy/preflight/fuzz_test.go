package preflight

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzMatches compares the wildcards of actions with regular expressions.
func FuzzMatches(f *testing.F) {
	for _, seed := range [][2]string{{"*", "a/read"}, {"*/read", "a/b/read"}, {"a/*/c*", "a/b/c"}, {"ab*ba", "aba"}, {"", ""}, {"a", "b"}, {"**", "x"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, pattern, action string) {
		if !utf8.ValidString(pattern) || !utf8.ValidString(action) {
			return
		}
		parts := strings.Split(pattern, "*")
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		want := regexp.MustCompile(`(?s)^` + strings.Join(parts, ".*") + `$`).MatchString(action)
		if got := matches(pattern, action); got != want {
			t.Errorf("matches(%q, %q) = %v", pattern, action, got)
		}
	})
}

// FuzzIDs wants no panic of what is no id, and the parts of what is one.
func FuzzIDs(f *testing.F) {
	f.Add("/subscriptions/s/resourceGroups/g/providers/N.A/t/n")
	f.Add("/subscriptions/s/providers/N.A")
	f.Add("//providers//")
	f.Fuzz(func(t *testing.T, id string) {
		for _, at := range enclosing(id) {
			if !strings.HasPrefix(at, "/") {
				t.Errorf("enclosing(%q) holds %q", id, at)
			}
		}
		_, _, _, _, _ = groupOf(id), subscriptionOf(id), parentOf(id), typeOf(id), nameOf(id)
		_ = mayAllow(id, id)
	})
}
