package audit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// op is what a rule asks of a property or a resource.
type op uint8

const (
	// Of a property. Texts have no case; null counts as missing.
	opEquals op = iota + 1
	opAbsentOrEquals
	opIn
	opContains // an element of a list, or a word between commas
	opAtLeast
	opExists // not empty
	opExistsNotIn
	opAbsent
	opContainsNone // none of the texts is part of it

	// Of a resource and what accompanies it.
	opPrivateEndpoint
	opDNSZones
	opDiagnostics
	opChild
	opNoInboundFrom
	opDenyAllInbound
	opDeniesOutbound
	opNarrowScope
	opCanPull
	opCanJoin
	opZoneOfService
	opWayOut

	// Of the template.
	opSecureDefault
	opNoSecretOutput
)

// state is what comes of a check.
type state uint8

const (
	kept state = iota
	broken
	unknown // offline
)

// verdict is what comes of a rule at one place.
type verdict struct {
	state state
	// msg says what was found and wanted, without the name of the resource.
	msg string
}

func unknownBecause(why string) verdict {
	return verdict{state: unknown, msg: "cannot be known offline: " + why}
}

// checkProperty is what comes of a rule on a property.
func (r rule) checkProperty(s subject) []verdict {
	var list []verdict
	for _, f := range snapshot.Find(s.value, s.rest) {
		path := s.prefix + f.Path
		switch r.holds(f.Value) {
		case broken:
			list = append(list, verdict{broken, path + " is " + snapshot.Show(f.Value) + ", wanted " + r.wish()})
		case unknown:
			list = append(list, unknownBecause(path+" is "+snapshot.Show(f.Value)+", wanted "+r.wish()))
		}
	}
	return list
}

// wish is the wanted value in words.
func (r rule) wish() string {
	switch r.op {
	case opAbsentOrEquals:
		return r.wants() + " or nothing"
	case opIn:
		return "one of " + r.wants()
	case opContains:
		return "also " + r.wants()
	case opAtLeast:
		return r.wants() + " or more"
	case opExists:
		return "some value"
	case opExistsNotIn:
		return "some value but " + r.wants()
	case opAbsent:
		return "nothing"
	case opContainsNone:
		return "none of " + r.wants()
	default:
		return r.wants()
	}
}

// holds checks one value; nil for a property that is missing.
func (r rule) holds(v snapshot.Value) state {
	switch r.op {
	case opExists:
		return keptIf(isUnknown(v) || !snapshot.Empty(v))
	case opAbsent:
		if !isUnknown(v) {
			return keptIf(snapshot.Missing(v))
		}
	case opAbsentOrEquals:
		if snapshot.Missing(v) {
			return kept
		}
	case opContainsNone:
		return r.holdsNone(v)
	}
	if isUnknown(v) {
		return unknown
	}
	return keptIf(!snapshot.Missing(v) && r.matches(v))
}

// matches compares a value that is there and known.
func (r rule) matches(v snapshot.Value) bool {
	any := slices.ContainsFunc(r.want, func(w snapshot.Value) bool { return same(v, w) })
	switch r.op {
	case opExistsNotIn:
		return !snapshot.Empty(v) && !any
	case opAtLeast:
		n, ok := toNumber(v)
		least, _ := toNumber(r.want[0])
		return ok && n >= least
	case opContains:
		return any || slices.ContainsFunc(words(v), func(w string) bool { return same(text(w), r.want[0]) })
	default:
		return any
	}
}

// holdsNone looks for texts in a value, also in what is known of an unknown one.
func (r rule) holdsNone(v snapshot.Value) state {
	all := strings.ToLower(plain(v))
	for _, w := range r.want {
		if strings.Contains(all, strings.ToLower(plain(w))) {
			return broken
		}
	}
	if isUnknown(v) {
		return unknown
	}
	return kept
}

func keptIf(ok bool) state {
	if ok {
		return kept
	}
	return broken
}

func isUnknown(v snapshot.Value) bool {
	_, open := v.(*snapshot.Unknown)
	_, secret := v.(snapshot.Secret)
	return open || secret
}

// same compares values as Azure does: texts without regard to case, and a
// text that spells a number or a truth value as that.
func same(v, w snapshot.Value) bool {
	a, ok := snapshot.Scalar(v)
	b, also := snapshot.Scalar(w)
	return ok && also && strings.EqualFold(a, b)
}

func toNumber(v snapshot.Value) (float64, bool) {
	s, ok := snapshot.Scalar(v)
	n, err := strconv.ParseFloat(s, 64)
	return n, ok && err == nil
}

// words are the elements of a list of texts, or what stands between commas.
func words(v snapshot.Value) []string {
	switch v := v.(type) {
	case snapshot.String:
		var list []string
		for word := range strings.SplitSeq(string(v), ",") {
			list = append(list, strings.TrimSpace(word))
		}
		return list
	case *snapshot.Array:
		var list []string
		for _, item := range v.All() {
			list = append(list, plain(item))
		}
		return list
	default:
		return nil
	}
}

// plain is a text as ids are spelt: what is not known stands in brackets.
func plain(v snapshot.Value) string {
	u, ok := v.(*snapshot.Unknown)
	if !ok {
		s, _ := snapshot.Scalar(v)
		return s
	}
	var b strings.Builder
	for _, p := range u.Pieces() {
		if part, ok := p.(*snapshot.Unknown); ok {
			b.WriteString(part.String())
			continue
		}
		b.WriteString(plain(p))
	}
	return b.String()
}
