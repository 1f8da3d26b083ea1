package snapshot_test

import (
	"testing"

	"github.com/amlsec/amlsec/snapshot"
)

// TestHide checks that defaults of secure parameters are not shown, at any depth
// and however they are written, and that nothing moves.
func TestHide(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{`{"parameters": {"p": {"type": "secureString", "defaultValue": "a\"b"}}}`, `{"parameters": {"p": {"type": "secureString", "defaultValue": "****"}}}`},
		{`{"parameters": {"p": {"type": "string", "defaultValue": "ab"}}}`, `{"parameters": {"p": {"type": "string", "defaultValue": "ab"}}}`},
		{`{'parameters': {'p': {'defaultValue': {"k": ['ab', 1]}, 'Type': 'SECUREOBJECT'}}}`, `{'parameters': {'p': {'defaultValue': {"k": ['**', 1]}, 'Type': 'SECUREOBJECT'}}}`},
		{`{"resources": [{"properties": {"template": {"parameters": {"p": {"$ref": "#/definitions/s", "defaultValue": "é"}}}}}]}`,
			`{"resources": [{"properties": {"template": {"parameters": {"p": {"$ref": "#/definitions/s", "defaultValue": "**"}}}}}]}`},
		{`{"type": "secureString", "defaultValue": "ab"`, `{"type": "secureString", "defaultValue": "ab"`},
		{"\ufeff" + `{"type": "secureString", "defaultValue": "ab"}`, "\ufeff" + `{"type": "secureString", "defaultValue": "**"}`},
	} {
		if got := string(snapshot.Hide([]byte(tt.src))); got != tt.want {
			t.Errorf("%s is shown as %s, wanted %s", tt.src, got, tt.want)
		}
	}
}
