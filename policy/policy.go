// Package policy evaluates Azure Policy on what a template would create, so
// that RequestDisallowedByPolicy is seen before the deployment. It reads
// definitions, initiatives and assignments as Azure exports them. What it cannot
// evaluate it reports as such, never as compliant.
package policy

import (
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// File is a text with policies.
type File struct {
	// Name is the file in diagnostics.
	Name string
	// Text is JSON: one definition, initiative or assignment, an array of them, or
	// an object with such an array under "value", as Azure's API gives it.
	Text []byte
	// builtin says that the text is Azure's own.
	builtin bool
}

// Set is what Load has read. It never changes, and many may use it at once.
type Set struct {
	language *snapshot.Language
	// policies are what is evaluated, in the order of the files.
	policies []*assigned
	// unassigned is how many definitions and initiatives are left out, because the
	// files hold assignments and none names them.
	unassigned int
	// exempt is how many exemptions the files hold; they are not applied.
	exempt int
}

// Len is how many policies are evaluated; one that several assignments or
// initiatives name counts each time.
func (s *Set) Len() int { return len(s.policies) }

// Options refine Run. The zero value places findings in a template without a
// name, and accepts nothing.
type Options struct {
	// File is the name of the template in findings.
	File string
	// Place is where a resource was asked for, by the path of its origin, as for
	// the audit. It may be nil.
	Place func(path string) diag.Span
	// Accepted are risks that are taken knowingly. Codes of other stages are left
	// to them.
	Accepted []diag.Accepted
	// Leads looks for a property of a resource type, by the names of its path
	// without "properties". With it an alias that leads nowhere is told, instead of
	// taken for a property that is missing, and one that Azure alone fills in is
	// not known offline. It may be nil.
	Leads func(typ string, path []string) Lead
	// Limits bound the work on each policy, and AllSteps the steps of all of them
	// together; 0 for 50,000,000.
	Limits   snapshot.Limits
	AllSteps int
}

// Lead is what is known of a property of a resource type.
type Lead struct {
	// Known: the type is known. Found: it has the property. ReadOnly: Azure alone
	// fills it in.
	Known, Found, ReadOnly bool
}

// assigned is a definition with the values of its parameters.
type assigned struct {
	def *definition
	// set is the initiative that names it, and reference its name there; nil and
	// empty without.
	set       *initiative
	reference string
	// by is the assignment; nil when there is none.
	by *assignment
	// params are the values of the parameters.
	params *scope
}

// definition is one policy.
type definition struct {
	id, name, version, mode string
	builtin                 bool
	file                    string
	at                      snapshot.Tree
	defaults                map[string]snapshot.Tree // of parameters, by lower-cased name
	rule                    *condition
	types                   []string // that the rule can hold for, in lower case; nil for any
	effect                  snapshot.Tree
	details                 details
	named                   bool     // an initiative or an assignment names it
	uses                    []string // parameters, in order
}

// details are what the then block says of related resources.
type details struct {
	typ                          string
	name, resourceGroup, changes snapshot.Tree
	subscription                 bool
	existence                    *condition // nil for any
}

// initiative is a list of policies.
type initiative struct {
	id, name string
	file     string
	defaults map[string]snapshot.Tree
	entries  []entry
	named    bool
}

// entry is a policy in an initiative.
type entry struct {
	at            snapshot.Tree
	id, reference string
	parameters    map[string]snapshot.Tree
}

// assignment says where a policy or an initiative is in force.
type assignment struct {
	id, name, target, scope, message string
	file                             string
	at                               snapshot.Tree
	notScopes                        []string
	lenient                          bool // DoNotEnforce
	parameters                       map[string]snapshot.Tree
	overrides, selectors             snapshot.Tree
}

// scope holds the values of parameters at one level: those that are given,
// evaluated in the level around it, and the defaults.
type scope struct {
	given, defaults map[string]snapshot.Tree
	outer           *scope
}
