package whatif

import (
	"regexp"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/snapshot"
)

// today are the resources of a preview as they are, by id in lower case.
type today map[string]*snapshot.Object

func todayOf(lists ...[]wireChange) today {
	t := today{}
	for _, list := range lists {
		for _, w := range list {
			if o, ok := w.Before.value().(*snapshot.Object); ok && !strings.EqualFold(w.ChangeType, string(Delete)) {
				t[strings.ToLower(w.ResourceID)] = o
			}
		}
	}
	return t
}

// referred is an expression that takes a property of another resource, as what-if
// leaves it when it does not evaluate it.
var referred = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^\[reference\('([^']+)'(?:, ?'[^']*')?(?:, ?'(full)')?\)((?:\.\w+)+)\]$`)
})

// same reports whether what an expression refers to has the value that a
// property has: an identity that stays keeps its principal id, so that a role
// assigned to it does too.
func (t today) same(before, after snapshot.Value) bool {
	s, ok := after.(snapshot.String)
	was, known := before.(snapshot.String)
	m := referred().FindStringSubmatch(string(s))
	if !ok || !known || m == nil {
		return false
	}
	o := t[strings.ToLower(m[1])]
	if o == nil {
		return false
	}
	path := strings.TrimPrefix(m[3], ".")
	if m[2] == "" {
		path = "properties." + path
	}
	for _, found := range snapshot.Find(o, path) {
		return found.Value == was
	}
	return false
}
