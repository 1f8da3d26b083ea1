package intent

import "github.com/amlsec/amlsec/diag"

// Rules documents the codes of this package, AML001 to AML099, in order.
func Rules() []diag.Rule { return nil }

// sourceOf is the first source of a code's rule, or empty.
func sourceOf(code string) string {
	for _, r := range Rules() {
		if r.Code == code && len(r.Sources) > 0 {
			return r.Sources[0]
		}
	}
	return ""
}
