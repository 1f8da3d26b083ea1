package intent

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/amlsec/amlsec/diag"
)

// show quotes a piece of the user's text for a message: escaped, and cut when
// it is long.
func show(s string) string { return strconv.Quote(clip(s)) }

// clip cuts text that is too long for a line of output.
func clip(s string) string {
	const most = 80
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// suggest is a hint for a word that is none of the words wanted: the nearest
// one if it is near, else all of them.
func suggest(word string, wanted []string) string {
	if near := diag.Nearest(word, wanted); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "write one of " + strings.Join(wanted, ", ")
}
