package check

import (
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/bicep/types"
)

// lintAssignedSecrets finds, in a parameters file, secrets that become the
// value of a parameter that is not secure.
func lintAssignedSecrets(l *linter) {
	if l.m.Using == nil || len(l.m.Assigned) == 0 {
		return
	}
	params, _ := l.c.s.params(l.m.Using)
	secure := map[string]bool{}
	for _, p := range params {
		secure[p.Name] = hasSecure(p.Type, map[types.Type]bool{})
	}
	for _, s := range l.m.Assigned {
		if isSecret, declared := secure[s.Name()]; isSecret || !declared {
			continue
		}
		var secrets []string
		for _, from := range l.assignedFrom(s) {
			if secure[from.Name()] {
				secrets = append(secrets, from.Name())
			}
		}
		if len(secrets) > 0 {
			l.found(s.Decl.Value, "the parameter '%s' is not secure, and is given '%s'", s.Name(), strings.Join(secrets, "', '"))
		}
	}
}

// assignedFrom are the parameters that the value of another is made of, be it
// through variables.
func (l *linter) assignedFrom(s *Assigned) []*Assigned {
	var found []*Assigned
	seen := map[Symbol]bool{s: true}
	var walk func(value syntax.Expr)
	walk = func(value syntax.Expr) {
		syntax.Inspect(value, func(n syntax.Node) bool {
			id, ok := n.(*syntax.Ident)
			if !ok {
				return true
			}
			used := l.m.Uses[id]
			if used == nil || seen[used] {
				return true
			}
			seen[used] = true
			switch used := used.(type) {
			case *Assigned:
				found = append(found, used)
				walk(used.Decl.Value)
			case *Var:
				walk(used.Decl.Value)
			}
			return true
		})
	}
	walk(s.Decl.Value)
	return found
}
