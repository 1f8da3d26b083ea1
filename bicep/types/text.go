package types

import (
	"regexp"
	"unicode/utf8"
)

// Length returns the length of s as Bicep measures it: in UTF-16 code units.
func Length(s string) int64 {
	n := int64(0)
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// Matches reports whether s matches pattern. known is false when pattern uses
// what neither Go's engine nor the one that Bicep picks can do (lookaround,
// references to groups); Bicep then ignores the pattern. An empty pattern
// matches everything.
func Matches(pattern, s string) (match, known bool) {
	if pattern == "" {
		return true, true
	}
	re, err := regexp.Compile(pattern)
	if err != nil || !utf8.ValidString(s) {
		return false, false
	}
	return re.MatchString(s), true
}
