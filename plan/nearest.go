package plan

// nearest is the word at the smallest edit distance from word, if that is
// below 3; else empty. Of equally near words the first counts.
func nearest(word string, among []string) string {
	best, limit := "", 3
	for _, w := range among {
		if n := distance(word, w); n < limit {
			best, limit = w, n
		}
	}
	return best
}

// distance is the number of letters to insert, remove or change to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
