package intent

import "testing"

func TestShow(t *testing.T) {
	long := ""
	for range 100 {
		long += "ü"
	}
	if got := []rune(show(long)); len(got) != 82 {
		t.Errorf("%d characters: %s", len(got), string(got))
	}
	if got, want := show("a\x1b\u202e\"b"), `"a\x1b\u202e\"b"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
