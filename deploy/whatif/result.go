package whatif

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

// Kind is what would become of a resource or a property.
type Kind string

// The kinds, by the names that Azure gives them. None but Create to Array are
// of properties.
const (
	Delete   Kind = "Delete"
	Create   Kind = "Create"
	Modify   Kind = "Modify"
	NoEffect Kind = "NoEffect"
	Array    Kind = "Array"

	Deploy      Kind = "Deploy"
	Unsupported Kind = "Unsupported"
	NoChange    Kind = "NoChange"
	Ignore      Kind = "Ignore"
)

// kinds are the kinds of resources in the order of reports: what is lost first.
func kinds() []Kind {
	return []Kind{Delete, Create, Modify, Deploy, Unsupported, NoChange, Ignore}
}

// known is the kind that a word of the answer names. A word that is not known
// could mean anything, so that it is Unsupported: never nothing.
func known(word string) (Kind, bool) {
	for _, k := range kinds() {
		if strings.EqualFold(string(k), word) {
			return k, true
		}
	}
	return Unsupported, false
}

// Result is the outcome of a what-if.
type Result struct {
	// Changes are what would happen, Potential what may or may not: by scope,
	// kind and id.
	Changes, Potential []Change
	// Diagnostics are Azure's remarks.
	Diagnostics []Diagnostic
}

// Diagnostic is a remark of Azure on the preview.
type Diagnostic struct {
	// Level is Info, Warning or Error.
	Level string `json:"level"`
	// Code, Message and Target are Azure's.
	Code    string `json:"code"`
	Message string `json:"message"`
	Target  string `json:"target,omitempty"`
}

// Incomplete reports whether the remark says that a part was not previewed:
// Azure leaves out a nested deployment whose parameters it cannot evaluate, or
// that is one too many, and calls the rest a success.
func (d Diagnostic) Incomplete() bool {
	code := strings.ToLower(d.Code)
	return strings.EqualFold(d.Level, "Error") || strings.Contains(code, "shortcircuit") || strings.Contains(code, "skipped")
}

// Change is what would become of one resource.
type Change struct {
	Kind Kind
	// ID, Type, Name and Scope are those of the resource: as far as its id can be read.
	ID, Type, Name, Scope string
	// Reason is why a resource is Unsupported.
	Reason string
	// Properties would change; Folded are differences that are none, and
	// Unresolved those whose value is known at the deployment only.
	Properties, Folded, Unresolved []Property
	// Noise: every difference of the resource is folded, so that nothing would change.
	Noise bool
}

// Property is the change of one property.
type Property struct {
	Kind Kind
	// Path is where it is.
	Path string
	// Before and After are JSON, with secrets hidden; empty for nothing.
	Before, After string
	// Folded is why the difference is none; the zero value when it is one.
	Folded property.Reason
}

// Counts are the numbers of a result.
type Counts struct {
	Delete      int `json:"delete"`
	Create      int `json:"create"`
	Modify      int `json:"modify"`
	Deploy      int `json:"deploy"`
	Unsupported int `json:"unsupported"`
	NoChange    int `json:"noChange"`
	Ignore      int `json:"ignore"`
	// Potential are resources that may or may not be deployed.
	Potential int `json:"potential"`
	// Folded are differences that are none, Unresolved those that show at the
	// deployment only.
	Folded     int `json:"folded"`
	Unresolved int `json:"unresolved"`
}

// Count counts. A resource all of whose differences are folded is unchanged.
func (r *Result) Count() Counts {
	var c Counts
	of := map[Kind]*int{
		Delete: &c.Delete, Create: &c.Create, Modify: &c.Modify, Deploy: &c.Deploy,
		Unsupported: &c.Unsupported, NoChange: &c.NoChange, Ignore: &c.Ignore,
	}
	for _, ch := range r.Changes {
		*of[ch.effective()]++
	}
	for _, ch := range r.Potential {
		if ch.matters() {
			c.Potential++
		}
	}
	for _, ch := range slices.Concat(r.Changes, r.Potential) {
		c.Folded += len(ch.Folded)
		c.Unresolved += len(ch.Unresolved)
	}
	return c
}

// effective is the kind without noise.
func (c Change) effective() Kind {
	if c.Noise || c.Kind == Modify && len(c.Properties) == 0 && len(c.Unresolved) > 0 {
		return NoChange
	}
	return c.Kind
}

// matters reports whether something would or could change.
func (c Change) matters() bool {
	k := c.effective()
	return k != NoChange && k != Ignore
}

// Changed reports whether a deployment would, or could, change something.
func (r *Result) Changed() bool {
	is := func(c Change) bool { return c.matters() && c.Kind != Unsupported }
	return slices.ContainsFunc(r.Changes, is) || slices.ContainsFunc(r.Potential, is)
}

// Incomplete are the remarks that say that parts were not previewed.
func (r *Result) Incomplete() []Diagnostic {
	var list []Diagnostic
	for _, d := range r.Diagnostics {
		if d.Incomplete() {
			list = append(list, d)
		}
	}
	return list
}

// Unsupported are the resources that Azure cannot preview.
func (r *Result) Unsupported() []Change {
	var list []Change
	for _, c := range slices.Concat(r.Changes, r.Potential) {
		if c.Kind == Unsupported {
			list = append(list, c)
		}
	}
	return list
}

// result makes changes of the answer, in the order of reports.
func (w *wireProperties) result(facts *property.Facts) *Result {
	seen := todayOf(w.Changes, w.PotentialChanges)
	r := &Result{Changes: changes(w.Changes, facts, seen), Potential: changes(w.PotentialChanges, facts, seen), Diagnostics: w.Diagnostics}
	for i, d := range r.Diagnostics {
		r.Diagnostics[i].Message, r.Diagnostics[i].Target = facts.Hide(d.Message), facts.Hide(d.Target)
	}
	slices.SortStableFunc(r.Diagnostics, func(a, b Diagnostic) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), cmp.Compare(a.Target, b.Target), cmp.Compare(a.Message, b.Message))
	})
	return r
}

func changes(list []wireChange, facts *property.Facts, seen today) []Change {
	all := make([]Change, 0, len(list))
	for _, w := range list {
		all = append(all, w.change(facts, seen))
	}
	slices.SortStableFunc(all, func(a, b Change) int {
		return cmp.Or(
			strings.Compare(strings.ToLower(a.Scope), strings.ToLower(b.Scope)),
			cmp.Compare(slices.Index(kinds(), a.effective()), slices.Index(kinds(), b.effective())),
			strings.Compare(strings.ToLower(a.Type), strings.ToLower(b.Type)),
			strings.Compare(strings.ToLower(a.ID), strings.ToLower(b.ID)))
	})
	return all
}

// change makes one change.
func (w wireChange) change(facts *property.Facts, seen today) Change {
	kind, ok := known(w.ChangeType)
	c := Change{Kind: kind, ID: w.ResourceID, Reason: facts.Hide(w.UnsupportedReason)}
	c.Scope, c.Type, c.Name = property.SplitID(w.ResourceID)
	if !ok {
		c.Reason = "Azure names a kind of change that is not known: " + strconv.Quote(w.ChangeType)
	}
	b := differ{facts: facts, of: property.Resource{Type: c.Type, Version: version(w.After, w.Before)}, into: &c, today: seen}
	switch kind {
	case Create, Delete:
		b.whole(kind, w)
	default:
		b.deltas(w.Delta, nil)
	}
	// A change without any difference is one that Azure does not explain, not none.
	c.Noise = kind == Modify && len(c.Folded) > 0 && len(c.Properties)+len(c.Unresolved) == 0
	return c
}

// version is the API version that a payload names; empty for none.
func version(payloads ...tree) string {
	for _, t := range payloads {
		if o, ok := t.Value.(*snapshot.Object); ok {
			v, _ := o.Get("apiVersion")
			if s, ok := v.(snapshot.String); ok {
				return string(s)
			}
		}
	}
	return ""
}
