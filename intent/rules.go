package intent

import (
	"slices"

	"github.com/amlsec/amlsec/diag"
)

// Rules documents the codes of this package, AML001 to AML099, in order.
func Rules() []diag.Rule {
	return slices.Concat(fileRules(), fieldRules(), formRules(), sectionRules())
}

// sourceOf is the only source of a code's rule, or empty.
func sourceOf(code string) string {
	for _, r := range Rules() {
		if r.Code == code && len(r.Sources) == 1 {
			return r.Sources[0]
		}
	}
	return ""
}

// minimal is the beginning of every example: an intent without fault.
const minimal = "apiVersion: amlsec/v1\nname: fraud\nlocation: eastus2\n"
