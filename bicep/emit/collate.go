package emit

import "cmp"

// compareCulture orders names the way .NET orders text by default: letters
// without regard to case, digits before letters, signs before digits; only
// names that are otherwise equal are told apart by case, lower case first.
// Names that are not ASCII are ordered by code point after these.
func compareCulture(a, b string) int {
	x, y := []rune(a), []rune(b)
	for i := range min(len(x), len(y)) {
		if c := cmp.Compare(weight(x[i]), weight(y[i])); c != 0 {
			return c
		}
	}
	if c := cmp.Compare(len(x), len(y)); c != 0 {
		return c
	}
	for i := range x {
		if x[i] != y[i] {
			return cmp.Compare(y[i], x[i]) // lower case has the higher code
		}
	}
	return 0
}

// signs are the signs of ASCII in the order of the Unicode Collation Algorithm
// as CLDR tailors it.
const signs = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"

// weight is the place of a character in the order.
func weight(r rune) int {
	switch {
	case 'a' <= r && r <= 'z':
		return 200 + int(r-'a')
	case 'A' <= r && r <= 'Z':
		return 200 + int(r-'A')
	case '0' <= r && r <= '9':
		return 100 + int(r-'0')
	}
	for i, s := range signs {
		if s == r {
			return i
		}
	}
	return 1000 + int(r)
}
