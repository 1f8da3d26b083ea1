package snapshot

import "cmp"

// Member is a named value of an object.
type Member struct {
	Name  string
	Value Value
}

// NewObject is an object of members; of those with one name the last counts.
func NewObject(members ...Member) *Object {
	var b builder
	for _, m := range members {
		b.set(m.Name, m.Value)
	}
	return b.object()
}

// NewArray is an array of values.
func NewArray(items ...Value) *Array { return newArray(items...) }

// NewUnknown is the result of a function that only Azure can know, with what is
// known of it all the same; known may be nil.
func NewUnknown(fn string, known *Object, args ...Value) *Unknown {
	u := newUnknown(fn, args...)
	u.known = known
	return u
}

// AddDays is an ISO 8601 date and time some days later, as Azure Policy writes it.
func AddDays(text string, days int64) (string, error) {
	const most = 10_000 * 366
	d, err := parseDate(text)
	if err != nil {
		return "", err
	}
	d.seconds += max(min(days, most), -most) * daySeconds
	if !d.valid() {
		return "", failf(codeValue, "%d days from then lie beyond the calendar", days)
	}
	return d.format("yyyy-MM-ddTHH:mm:ss.fffffffZ")
}

// CompareDates orders two ISO 8601 dates; not ok when either is none.
func CompareDates(a, b string) (order int, ok bool) {
	d, err := parseDate(a)
	e, err2 := parseDate(b)
	if err != nil || err2 != nil {
		return 0, false
	}
	return cmp.Or(cmp.Compare(d.seconds, e.seconds), cmp.Compare(d.ticks, e.ticks)), true
}

// CompareText orders texts as Azure does: without regard to case, and only
// among equals a small letter before its capital.
func CompareText(a, b string) int { return compareText(a, b) }
