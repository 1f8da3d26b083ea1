package intent

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
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
	if near := nearest(word, wanted); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "write one of " + strings.Join(wanted, ", ")
}

// nearest is the word at the smallest distance below 3 from word; case does
// not count. A short word needs to be nearer, or it would match anything.
func nearest(word string, wanted []string) string {
	best, limit := "", min(3, utf8.RuneCountInString(word))
	for _, w := range wanted {
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
	if abs(len(a)-len(b)) >= limit {
		return limit
	}
	x, y := []rune(a), []rune(b)
	var before []int // the row before the last, for swaps
	last := make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row := make([]int, len(y)+1)
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
		before, last = last, row
	}
	return min(last[len(y)], limit)
}

func abs(n int) int { return max(n, -n) }
