package main

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/diag"
)

// didYouMean is a hint with the nearest of the names, or empty when none is near.
func didYouMean(word string, names []string) string {
	best := diag.Nearest(word, names)
	if best == "" {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", best)
}

// plainWord is what no shell takes for more than the word it is.
var plainWord = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9_./:=@%+,\\-]+$`)
})

// shellWord is a word of a command that a user may paste into a shell.
func shellWord(s string) string {
	if plainWord().MatchString(s) {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
