package generator

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/amlsec/amlsec/plan"
)

// rolesVar is the variable of a file with the ids of the roles granted in it.
const rolesVar = "roles"

// builtInRole is one entry of that variable.
type builtInRole struct {
	// Key is the role's name in lower camel case.
	Key string
	// ID is the GUID of the role's definition.
	ID string
}

// rolesOf are the roles that assignments grant, each once, by name.
func rolesOf(assignments []plan.RoleAssignment) []builtInRole {
	var roles []builtInRole
	for _, a := range assignments {
		r := builtInRole{Key: roleKey(a.Role), ID: a.RoleID}
		if !slices.Contains(roles, r) {
			roles = append(roles, r)
		}
	}
	slices.SortFunc(roles, func(a, b builtInRole) int { return strings.Compare(a.Key+a.ID, b.Key+b.ID) })
	return roles
}

// roleKey is the name of a role as a key: "Network Contributor" becomes
// networkContributor.
func roleKey(role string) string {
	words := strings.FieldsFunc(role, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, w := range words {
		first := strings.ToUpper(w[:1])
		if i == 0 {
			first = strings.ToLower(w[:1])
		}
		words[i] = first + w[1:]
	}
	return strings.Join(words, "")
}

// roleOf writes the id of the role that a grants.
func roleOf(a plan.RoleAssignment) string { return rolesVar + "." + roleKey(a.Role) }

// principalID is the variable of the loop over people.
const principalID = "principalId"

// assignmentName writes the name of a role assignment: a GUID made of what is
// known before the deployment, so that deploying again changes nothing. The
// principal's own id is known only afterwards; its identity's id stands for it.
func assignmentName(a plan.RoleAssignment) string {
	scope, principal := "resourceGroup()", a.Principal.Symbol
	if a.Scope != "" {
		scope = a.Scope
	}
	switch {
	case a.Loop:
		principal = principalID
	case a.Principal.Path != "":
		principal += ".id"
	}
	return fmt.Sprintf("guid(%s.id, %s, %s)", scope, principal, roleOf(a))
}
