package policy

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/amlsec/amlsec/schemas"
	"github.com/amlsec/amlsec/snapshot"
)

// aliasesOf are the aliases in a rule and in its existence condition, also those
// that are arguments of field and current.
func aliasesOf(c *condition, all map[string]*reference) {
	if c == nil {
		return
	}
	if c.ref != nil && c.ref.kind == refAlias {
		all[c.ref.name] = c.ref
	}
	for _, t := range []snapshot.Tree{c.subject, c.want} {
		for part := range strings.SplitSeq(t.Text(), "'") {
			if ref := referenceTo(part); t.IsExpression() && ref.kind == refAlias && strings.HasPrefix(part, "Microsoft.") {
				all[part] = ref
			}
		}
	}
	aliasesOf(c.where, all)
	for _, kid := range c.kids {
		aliasesOf(kid, all)
	}
}

// TestAliases holds the heuristics of aliases to the resource types of Azure:
// every alias of Azure's own policies leads to a property of its type, and what
// is read-only there is known to be filled in.
func TestAliases(t *testing.T) {
	// gone are aliases of properties that the versions at hand do not have.
	gone := map[string]bool{"Microsoft.ContainerRegistry/registries/networkRuleSet.virtualNetworkRules[*].action": true}
	all := map[string]*reference{}
	for _, p := range load(t, Builtin()).policies {
		aliasesOf(p.def.rule, all)
		aliasesOf(p.def.details.existence, all)
	}
	set := schemas.New()
	checked, outside := 0, map[string]bool{}
	for _, alias := range slices.Sorted(maps.Keys(all)) {
		ref := all[alias]
		lead := set.Leads(ref.typ, ref.names())
		switch {
		case !lead.Known:
			outside[ref.typ] = true
			continue
		case lead.Found == gone[alias]:
			t.Errorf("%s leads to a property: %v", alias, lead.Found)
		case lead.ReadOnly && !isFilled(ref):
			t.Errorf("%s is read-only, and nothing says what Azure fills in", alias)
		}
		checked++
	}
	t.Logf("%d aliases checked; types that are not at hand: %v", checked, outside)
	if checked < 120 {
		t.Errorf("only %d aliases checked", checked)
	}
}

// isFilled reports whether a read-only alias is among the facts.
func isFilled(ref *reference) bool {
	for _, s := range ref.steps {
		path := s.plainKey()
		isRow := func(f filled) bool { return f.typ == ref.typ && f.path == path }
		if slices.ContainsFunc(filledProperties(), isRow) || path == connections || path == "flowlogs" || strings.EqualFold(s.name, "provisioningState") {
			return true
		}
	}
	return false
}
