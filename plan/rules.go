package plan

import (
	"slices"
	"sync"

	"github.com/amlsec/amlsec/diag"
)

// Rules are the codes that Build reports, in order.
func Rules() []diag.Rule { return slices.Clone(ownRules()) }

// ownRules is the same list, made once: every diagnostic looks into it.
var ownRules = sync.OnceValue(func() []diag.Rule {
	return slices.Concat(nameRules(), networkRules(), workspaceRules(), weaknessRules(), inferenceRules())
})
