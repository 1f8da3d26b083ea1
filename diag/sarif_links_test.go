package diag

import "testing"

// TestNoLinks checks that names of others make no link and steer no terminal.
func TestNoLinks(t *testing.T) {
	got := sarifMessage(Diagnostic{Msg: `policy "[here](http://x)"`, Hint: "a", Notes: []string{"resource: [a](1)\x1b[31m\u202e"}})
	if want := "policy \"[here] (http://x)\"\nhint: a\nnote: resource: [a] (1)\\x1b[31m\\u202e"; got != want {
		t.Errorf("got %q, wanted %q", got, want)
	}
}
