package snapshot_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/snapshot"
)

// TestOwnPlace checks that a resource whose condition, name or scope asks for
// that resource is refused.
func TestOwnPlace(t *testing.T) {
	for _, call := range []string{"reference('self').a", "reference('self', '2024-01-01', 'full').a", "listKeys('self', '2024-01-01').a", "resourceInfo('self').id", "references('self')[0].a", "listOutputs('self').a"} {
		for _, place := range []string{`"name": "n", "condition": "[equals(%s, 1)]"`, `"name": "[string(%s)]"`, `"name": "n", "scope": "[string(%s)]"`} {
			for _, loop := range []string{"", `"copy": {"name": "c", "count": 2}, `} {
				src := withSchema(fmt.Sprintf(`{"languageVersion": "2.0", "resources": {"self": {%s"type": "A.B/c", "apiVersion": "2024-01-01", `+place+`}}}`, loop, call))
				_, diags := snapshot.Take([]byte(src), snapshot.Options{})
				if err := diags.Err(); err == nil || !strings.Contains(err.Error(), "needs itself") {
					t.Errorf("%s in %s%s gives %v", call, loop, place, err)
				}
			}
		}
	}
}
