package arm

import (
	"regexp"
	"sync"
)

// What must not be told: tokens, the queries of addresses, which may be signed,
// and headers that hold either.
var (
	jwt = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,4}`)
	})
	bearer = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(bearer|sharedaccesssignature)\s+[A-Za-z0-9._~+/=-]{8,}`)
	})
	queries = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(https?://[^\s?"'<>\\]+)\?[^\s"'<>\\]+`)
	})
	keys = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)\b(sig|client_secret|client_assertion|accountkey|sharedaccesskey)=[^&\s"';<>\\]+`)
	})
)

// Scrub replaces what could be a token, or the query of an address, which could
// be signed. What servers say passes through it before anybody is told.
func Scrub(s string) string {
	s = jwt().ReplaceAllString(s, "(token)")
	s = bearer().ReplaceAllString(s, "$1 (token)")
	s = queries().ReplaceAllString(s, "$1?…")
	return keys().ReplaceAllString(s, "$1=…")
}
