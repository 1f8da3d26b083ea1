package arm

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/snapshot"
)

// A secret is hidden however a server, or this side, spells it.
func TestSecrets(t *testing.T) {
	const planted = "pla\"nted&<\nin two lines> \\ é"
	s := NewSecrets(map[string]any{"a": []any{planted, 3, "abc"}}, "planted")
	escaped, err := json.Marshal(planted)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		planted, string(escaped), `"pla\"nted&<\nin two lines> \\ é"`, "pla\"nted&< in two lines> \\ é", "x?pla%22nted%26%3C%0Ain+two+lines%3E+%5C+%C3%A9", "a planted one",
	} {
		if got := s.Hide("before " + text + " after"); strings.Contains(got, "nted") || !strings.Contains(got, "before ") || !strings.Contains(got, Hidden) || !strings.HasSuffix(got, " after") {
			t.Errorf("got %q", got)
		}
	}
	if got := s.Hide("abc 3"); got != "abc 3" {
		t.Errorf("what is too short to be a secret is hidden: %q", got)
	}
}

func TestSecretsOf(t *testing.T) {
	snap := &snapshot.Snapshot{Parameters: []snapshot.Parameter{{Name: "given", Secure: true}, {Name: "default", Secure: true}, {Name: "made", Secure: true}, {Name: "open"}}}
	s := SecretsOf(snap,
		json.RawMessage(`{"parameters": {"given": {}, "default": {"defaultValue": "planted-default"}, "made": {"defaultValue": "[newGuid()]"}, "open": {"defaultValue": "shown-default"}}}`),
		json.RawMessage(`{"GIVEN": {"value": "planted-given"}, "open": {"value": "shown-given"}}`))
	if got := s.Hide("planted-default planted-given shown-default shown-given [newGuid()]"); got != "(secret) (secret) shown-default shown-given [newGuid()]" {
		t.Errorf("got %q", got)
	}
}
