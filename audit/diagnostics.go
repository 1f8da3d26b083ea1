package audit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// checkDiagnostics wants a diagnostic setting of the resource that sends one
// of some categories; a star stands for any.
func (a *auditor) checkDiagnostics(r rule, res *snapshot.Resource) []verdict {
	var maybe []string
	found := false
	for _, s := range a.children(res.ID, typeDiagnostics) {
		switch sends(s, r) {
		case kept:
			if s.Conditional == nil {
				found = true
				continue
			}
			maybe = append(maybe, strconv.Quote(s.Name)+" is created if "+snapshot.Show(s.Conditional))
		case unknown:
			maybe = append(maybe, "the logs of "+strconv.Quote(s.Name))
		}
	}
	return anyOf(maybe, found, "no diagnostic setting sends "+orList(r.want))
}

// sends reports whether a setting sends one of the wanted categories.
func sends(s *snapshot.Resource, r rule) state {
	result := broken
	for _, log := range s.Find("properties.logs[*]") {
		if isUnknown(log.Value) {
			result = unknown
			continue
		}
		switch on, known := enabled(log.Value); {
		case !known:
			result = unknown
		case on && wantsCategory(r, log.Value):
			return kept
		}
	}
	return result
}

func enabled(log snapshot.Value) (on, known bool) {
	v := at(log, "enabled")
	return same(v, yes), !isUnknown(v)
}

func wantsCategory(r rule, log snapshot.Value) bool {
	for _, key := range []string{"category", "categoryGroup"} {
		v := at(log, key)
		if slices.ContainsFunc(r.want, func(w snapshot.Value) bool { return plain(w) == "*" && !snapshot.Empty(v) || same(v, w) }) {
			return true
		}
	}
	return false
}

// orList is a list of texts for a sentence.
func orList(list []snapshot.Value) string {
	var names []string
	for _, v := range list {
		if s := plain(v); s != "*" {
			names = append(names, s)
		}
	}
	if len(names) == 0 {
		return "its logs"
	}
	return strings.Join(names, " or ")
}
