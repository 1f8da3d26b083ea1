package audit

import (
	"strings"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// rule is one promise.
type rule struct {
	// code is the code of its findings, and control the control it stands for;
	// empty for a rule that accompanies them.
	code, control string
	level         level
	// typ is the type of resource it is about; more are others.
	typ  string
	more []string
	// path is the property, op what is asked of it, and want the values.
	path string
	op   op
	want []snapshot.Value
	// where limits the rule to resources with some property.
	where *condition
	// since is the version of the API that has the property; empty for any.
	since string
	// parent is the type of resources that are broken without a child of typ.
	parent string
	// child is where the elements of path can be resources of their own.
	child *place
	// spare excuses a resource, or an element of path.
	spare func(*auditor, subject) bool
	// say is how the rule is reported when sources disagree about it, and
	// decided the reason that every finding carries.
	say     say
	decided string
	// wrong is a value that breaks the rule, where a missing one does not.
	wrong snapshot.Value

	title, why, fix string
	sources         []string
}

// level says how much a control weighs.
type level uint8

const (
	required level = iota + 1
	recommended
	optional
)

// String is the level as the controls spell it.
func (l level) String() string {
	return [...]string{"", "required", "recommended", "optional-cmk"}[l]
}

// say overrules the severity of a level.
type say uint8

const (
	sayLevel say = iota
	sayWarning
	sayInfo
)

// severity is how findings of the rule are reported.
func (r rule) severity() diag.Severity {
	switch {
	case r.say == sayInfo || r.level == optional:
		return diag.Info
	case r.say == sayWarning || r.level == recommended:
		return diag.Warning
	default:
		return diag.Error
	}
}

// place is a property of resources of a type.
type place struct{ typ, path string }

// condition limits a rule to resources whose property has one of some values.
type condition struct {
	path string
	in   []string
}

// on reports whether the rule applies to a resource, and whether that is certain.
func (c *condition) on(r *snapshot.Resource) (applies, certain bool) {
	if c == nil {
		return true, true
	}
	for _, f := range r.Find(c.path) {
		if isUnknown(f.Value) {
			return true, false
		}
		for _, word := range c.in {
			if same(f.Value, text(word)) {
				return true, true
			}
		}
	}
	return false, true
}

// Shorthands for values in the tables of rules.
const (
	yes = snapshot.Bool(true)
	no  = snapshot.Bool(false)
)

func text(s string) snapshot.Value                   { return snapshot.String(s) }
func number(n int) snapshot.Value                    { return snapshot.Int(n) }
func values(list ...snapshot.Value) []snapshot.Value { return list }

// hint is what to do about a finding.
func (r rule) hint() string {
	if r.fix != "" {
		return r.fix
	}
	name := strings.ReplaceAll(r.path, "[*]", "")
	switch r.op {
	case opEquals:
		return "set " + name + " to " + r.wants()
	case opAbsentOrEquals:
		return "set " + name + " to " + r.wants() + ", or leave it out"
	case opIn:
		return "set " + name + " to one of " + r.wants()
	case opContains:
		return "add " + r.wants() + " to " + name
	case opAtLeast:
		return "set " + name + " to " + r.wants() + " or more"
	case opExists, opExistsNotIn:
		return "set " + name
	case opAbsent:
		return "remove " + name
	case opContainsNone:
		return "grant a role that allows no more than is needed"
	default:
		return specialHint(r)
	}
}

// wanted is what the rule asks for, as the table of controls has it.
func (r rule) wanted() string {
	switch r.op {
	case opExists:
		return r.path + " set"
	case opAbsent:
		return "no " + r.path
	case opAbsentOrEquals:
		return r.path + " absent or " + r.wants()
	case opIn:
		return r.path + " one of " + r.wants()
	case opContains:
		return r.path + " with " + r.wants()
	case opAtLeast:
		return r.path + " at least " + r.wants()
	case opExistsNotIn:
		return r.path + " set, not " + r.wants()
	case opContainsNone:
		return r.path + " with none of " + r.wants()
	case opEquals:
		return r.path + " " + r.wants()
	default:
		return specialWanted(r)
	}
}

// wants are the wanted values in words.
func (r rule) wants() string {
	var words []string
	for _, v := range r.want {
		words = append(words, snapshot.Show(v))
	}
	return strings.Join(words, ", ")
}
