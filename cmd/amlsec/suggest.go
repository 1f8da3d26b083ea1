package main

import (
	"fmt"

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
