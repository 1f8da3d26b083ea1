package property

import (
	"encoding/json"
	"strings"

	"github.com/amlsec/amlsec/bicep/types"
	"github.com/amlsec/amlsec/snapshot"
)

// The names of the rules by which a difference is none.
const (
	// RuleNoEffect is for what Azure itself says to have no effect.
	RuleNoEffect = "no-effect"
	// RuleWriteOnly is for what Azure never returns.
	RuleWriteOnly = "write-only"
	// RuleSecret is for secrets, which are not compared.
	RuleSecret = "secret"
	// RuleUnknown is for what Azure alone knows, such as the result of a function.
	RuleUnknown = "unknown"

	ruleReadOnly = "read-only"
	ruleDefault  = "default"
	ruleEmpty    = "empty"
	ruleCase     = "case"
	ruleRegion   = "region"
	ruleOrder    = "order"
	ruleAddress  = "address"
)

// Same reports whether two values of a property are one, and why when their
// spelling differs; the reason of equal values is empty.
func (f *Facts) Same(r Resource, p Path, values [2]snapshot.Value) (Reason, bool) {
	a, b := values[0], values[1]
	switch x := a.(type) {
	case snapshot.String:
		if y, ok := b.(snapshot.String); ok {
			return f.sameText(r, p, [2]string{string(x), string(y)})
		}
	case *snapshot.Array:
		if y, ok := b.(*snapshot.Array); ok {
			return f.sameList(r, p, [2]*snapshot.Array{x, y})
		}
	case *snapshot.Object:
		if y, ok := b.(*snapshot.Object); ok {
			return f.sameObject(r, p, [2]*snapshot.Object{x, y})
		}
	}
	return Reason{}, isText(a) == isText(b) && plain(a) == plain(b)
}

func isText(v snapshot.Value) bool {
	_, ok := v.(snapshot.String)
	return ok
}

func (f *Facts) sameText(r Resource, p Path, texts [2]string) (Reason, bool) {
	a, b := texts[0], texts[1]
	switch {
	case a == b:
		return Reason{}, true
	case isRegion(p) && Region(a) == Region(b):
		return Reason{ruleRegion, "the same region, spelt otherwise"}, true
	case p.Pattern() == "identity.type" && Region(a) == Region(b):
		return Reason{ruleCase, "the same kinds of identity: blanks and case do not count"}, true
	case strings.EqualFold(a, b) && (isID(a) || isElementName(p)):
		return Reason{ruleCase, "the same id or name: its case does not count"}, true
	case strings.EqualFold(a, b) && f.isEnum(r, p):
		return Reason{ruleCase, "the same word of a fixed set: its case does not count"}, true
	case isAddress(a) && strings.EqualFold(strings.TrimRight(a, "/"), strings.TrimRight(b, "/")):
		return Reason{ruleAddress, "the same address: a slash at its end does not count"}, true
	}
	return Reason{}, false
}

// isElementName reports whether a property is the name of an element of a list.
func isElementName(p Path) bool {
	return len(p) >= 2 && p[len(p)-1].Name == "name" && p[len(p)-2].Name == ""
}

// isRegion reports whether a property holds a region.
func isRegion(p Path) bool {
	last := strings.ToLower(p.Last())
	return len(p) == 1 && last == "location" || last == "locationname" || last == "computelocation"
}

// Region is the programmatic name of a region: "East US 2" is eastus2.
func Region(name string) string { return strings.ToLower(strings.ReplaceAll(name, " ", "")) }

// isID reports whether a text is the id of a resource.
func isID(s string) bool {
	lower := strings.ToLower(s)
	return strings.HasPrefix(lower, "/subscriptions/") || strings.HasPrefix(lower, "/providers/")
}

func isAddress(s string) bool { return strings.HasPrefix(strings.ToLower(s), "https://") }

// isEnum reports whether the schema allows a property words of a fixed set.
// These Azure compares without regard to case.
func (f *Facts) isEnum(r Resource, p Path) bool {
	found, ok := f.at(r, p)
	if !ok {
		return false
	}
	words := 0
	for _, m := range types.MembersOf(found.Type) {
		if _, literal := m.(types.StringLit); literal {
			words++
		}
	}
	return words > 0
}

// sameObject compares all members.
func (f *Facts) sameObject(r Resource, p Path, objects [2]*snapshot.Object) (Reason, bool) {
	var why Reason
	a, b := objects[0], objects[1]
	for name, x := range a.All() {
		y, _ := b.Get(name)
		reason, ok := f.sameOrFilled(r, p.Member(name), [2]snapshot.Value{x, y})
		if !ok {
			return Reason{}, false
		}
		why = firstReason(why, reason)
	}
	for name, y := range b.All() {
		if _, known := a.Get(name); known {
			continue
		}
		reason, ok := f.sameOrFilled(r, p.Member(name), [2]snapshot.Value{nil, y})
		if !ok {
			return Reason{}, false
		}
		why = firstReason(why, reason)
	}
	return why, true
}

// sameOrFilled is Same, and true as well for what Azure sets or fills in where
// the other side has nothing.
func (f *Facts) sameOrFilled(r Resource, p Path, values [2]snapshot.Value) (Reason, bool) {
	for i, v := range values {
		if other := values[1-i]; v == nil {
			if reason, ok := f.ReadOnly(r, p); ok {
				return reason, true
			}
			return f.Default(r, p, other)
		}
	}
	return f.Same(r, p, values)
}

func firstReason(a, b Reason) Reason {
	if a == (Reason{}) {
		return b
	}
	return a
}

// sameList compares element by element, and without regard to order where the
// elements have names, or are a set.
func (f *Facts) sameList(r Resource, p Path, lists [2]*snapshot.Array) (Reason, bool) {
	if lists[0].Len() != lists[1].Len() {
		return Reason{}, false
	}
	why, ok := f.inOrder(r, p, lists)
	if ok {
		return why, true
	}
	pairs, paired := f.Pair(r, p, lists)
	if !paired {
		return Reason{}, false
	}
	for _, pair := range pairs {
		if pair.Index[0] < 0 || pair.Index[1] < 0 {
			return Reason{}, false
		}
		both := [2]snapshot.Value{lists[0].At(pair.Index[0]), lists[1].At(pair.Index[1])}
		if _, ok := f.Same(r, p.Element(pair.Index[0], pair.Label), both); !ok {
			return Reason{}, false
		}
	}
	return Reason{ruleOrder, "the same elements in another order, which does not count here"}, true
}

func (f *Facts) inOrder(r Resource, p Path, lists [2]*snapshot.Array) (why Reason, same bool) {
	for i, x := range lists[0].All() {
		reason, ok := f.Same(r, p.Element(i, ""), [2]snapshot.Value{x, lists[1].At(i)})
		if !ok {
			return Reason{}, false
		}
		why = firstReason(why, reason)
	}
	return why, true
}

// plain is a value as text: JSON, but a text as it is.
func plain(v snapshot.Value) string {
	if s, ok := v.(snapshot.String); ok {
		return string(s)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(raw)
}
