package manifest

import (
	"testing"

	"github.com/amlsec/amlsec/bicep/types"
)

func TestParse(t *testing.T) {
	refs, err := Parse("# all\nA.B/c@2025-01-01 # why\n\n\tA.B/c@2024-01-01\r\n")
	if err != nil || len(refs) != 2 || refs[0] != (types.Ref{Type: "A.B/c", Version: "2025-01-01"}) {
		t.Errorf("got %v %v", refs, err)
	}
	if got := File(refs[0]); got != "a.b/2025-01-01.txt" {
		t.Errorf("got %s", got)
	}
	for _, text := range []string{"A.B/c", "A.B@1x", "A.B/c @1x", "A.B/c@1x\nA.B/C@1X"} {
		if _, err := Parse(text); err == nil {
			t.Errorf("%q is accepted", text)
		}
	}
}
