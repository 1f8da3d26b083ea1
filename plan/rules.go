package plan

import "github.com/amlsec/amlsec/diag"

// Rules are the codes that Build reports, in order.
func Rules() []diag.Rule {
	var all []diag.Rule
	for _, part := range [][]diag.Rule{nameRules(), networkRules(), workspaceRules(), weaknessRules(), inferenceRules()} {
		all = append(all, part...)
	}
	return all
}
