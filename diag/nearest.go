package diag

import (
	"strings"
	"unicode/utf8"
)

// Nearest is the word of among that a misspelt word most likely means: the one
// at the smallest distance below 3, case not counted, the first of equally near
// ones. It is empty when none is near; a short word must be nearer, or it would
// match anything.
func Nearest(word string, among []string) string {
	best, limit := "", min(3, utf8.RuneCountInString(word))
	for _, w := range among {
		if n := distance(strings.ToLower(word), strings.ToLower(w), limit); n < limit {
			best, limit = w, n
		}
	}
	return best
}

// distance is the number of letters to insert, remove, change or swap with
// their neighbour that makes b of a (Damerau-Levenshtein, optimal string
// alignment), or limit if it is no smaller.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if max(len(x), len(y))-min(len(x), len(y)) >= limit {
		return limit
	}
	before, last, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(y)], limit)
}
