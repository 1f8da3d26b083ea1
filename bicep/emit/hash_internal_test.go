package emit

import "testing"

// TestMurmur compares with what ARM documents for uniqueString, which spells
// the hash with letters and digits.
func TestMurmur(t *testing.T) {
	const digits = "abcdefghijklmnopqrstuvwxyz234567"
	h := murmur("asd-asdf-asdf")
	var s []byte
	for range 13 {
		s = append(s, digits[h>>59])
		h <<= 5
	}
	if got, want := string(s), "iizpqit7ih3cc"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
