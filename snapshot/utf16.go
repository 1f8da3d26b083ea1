package snapshot

import (
	"strings"
	"unicode/utf16"
)

// Azure Resource Manager counts the characters of a text as .NET does: in
// UTF-16 code units. For ASCII these are bytes.

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// textLen is how many characters s has.
func textLen(s string) int {
	if isASCII(s) {
		return len(s)
	}
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// cut is the characters of s from start up to end, which must be within it.
func cut(s string, start, end int) string {
	if isASCII(s) {
		return s[start:end]
	}
	return string(utf16.Decode(utf16.Encode([]rune(s))[start:end]))
}

// charAt is the number of characters before byte i of s.
func charAt(s string, i int) int {
	if i < 0 {
		return -1
	}
	return textLen(s[:i])
}

// fold is s in the case that comparisons without regard to case use.
func fold(s string) string { return strings.ToUpper(s) }
