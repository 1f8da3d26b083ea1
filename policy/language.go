package policy

import "github.com/amlsec/amlsec/snapshot"

// newLanguage is the language of policy rules: the functions of templates that
// depend on their arguments alone, and those of Azure Policy.
func newLanguage() *snapshot.Language {
	return snapshot.NewLanguage(
		snapshot.Function{Name: "parameters", Min: 1, Max: 1},
		snapshot.Function{Name: "field", Min: 1, Max: 1},
		snapshot.Function{Name: "current", Min: 0, Max: 1},
		snapshot.Function{Name: "requestContext"},
		snapshot.Function{Name: "policy"},
		snapshot.Function{Name: "addDays", Min: 2, Max: 2},
		snapshot.Function{Name: "ipRangeContains", Min: 2, Max: 2},
		snapshot.Function{Name: "utcNow", Max: 1},
		snapshot.Function{Name: "resourceGroup"},
		snapshot.Function{Name: "subscription"},
	)
}
