package snapshot

import (
	"strconv"
	"strings"
)

// date is a point in time in UTC. The package has a calendar of its own, so
// that nothing in it can read a clock or a time zone.
type date struct {
	seconds int64 // since 1970
	ticks   int64 // of 100 ns, within the second
}

const (
	daySeconds  = 86400
	minSeconds  = -62135596800 // 0001-01-01
	maxSeconds  = 253402300799 // 9999-12-31T23:59:59
	tickPerSec  = 10_000_000
	tickDigits  = 7
	epochOffset = 719468 // days from 0000-03-01 to 1970-01-01
)

func (d date) valid() bool { return d.seconds >= minSeconds && d.seconds <= maxSeconds }

// daysOf is the number of days from 1970-01-01 to a day of the Gregorian
// calendar; years are counted from March so that the leap day comes last.
func daysOf(year, month, day int64) int64 {
	if month <= 2 {
		year--
	}
	era := floorDiv(year, 400)
	ofEra := year - era*400
	ofYear := (153*((month+9)%12)+2)/5 + day - 1
	return era*146097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - epochOffset
}

// civil is the calendar day of a number of days since 1970-01-01.
func civil(days int64) (year, month, day int64) {
	days += epochOffset
	era := floorDiv(days, 146097)
	ofEra := days - era*146097
	year = (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*year + year/4 - year/100)
	m := (5*ofYear + 2) / 153
	day = ofYear - (153*m+2)/5 + 1
	month = (m+2)%12 + 1
	year += era * 400
	if month <= 2 {
		year++
	}
	return year, month, day
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}

func daysIn(year, month int64) int64 {
	if month == 12 {
		return 31
	}
	return daysOf(year, month+1, 1) - daysOf(year, month, 1)
}

// scanner reads numbers from a text.
type scanner struct {
	s  string
	ok bool
}

// digits reads a number of exactly n digits.
func (s *scanner) digits(n int) int64 {
	if len(s.s) < n {
		s.ok = false
		return 0
	}
	v, err := strconv.ParseUint(s.s[:n], 10, 32)
	s.ok = s.ok && err == nil
	s.s = s.s[n:]
	return int64(v)
}

func (s *scanner) skip(set string) bool {
	if s.s != "" && strings.IndexByte(set, s.s[0]) >= 0 {
		s.s = s.s[1:]
		return true
	}
	return false
}

// parseDate reads an ISO 8601 date and time, basic or extended, with T or a
// blank between, with or without fraction and offset.
func parseDate(text string) (date, error) {
	s := &scanner{s: strings.TrimSpace(text), ok: true}
	year := s.digits(4)
	s.skip("-")
	month := s.digits(2)
	s.skip("-")
	day := s.digits(2)
	if !s.ok || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return date{}, failf(codeValue, "the text is no ISO 8601 date and time such as 2024-05-06T07:08:09Z")
	}
	d := date{seconds: daysOf(year, month, day) * daySeconds}
	if s.skip("Tt ") {
		s.clock(&d)
	}
	s.offset(&d)
	if !s.ok || s.s != "" || !d.valid() {
		return date{}, failf(codeValue, "the text is no ISO 8601 date and time such as 2024-05-06T07:08:09Z")
	}
	return d, nil
}

// clock reads hh[:mm[:ss[.fraction]]].
func (s *scanner) clock(d *date) {
	hour := s.digits(2)
	var minute, second int64
	if s.skip(":") || s.digitNext() {
		minute = s.digits(2)
	}
	if s.skip(":") || s.digitNext() {
		second = s.digits(2)
	}
	s.ok = s.ok && hour < 24 && minute < 60 && second < 60
	d.seconds += hour*3600 + minute*60 + second
	if s.skip(".,") {
		d.ticks = s.fraction()
	}
}

func (s *scanner) digitNext() bool { return s.s != "" && s.s[0] >= '0' && s.s[0] <= '9' }

func (s *scanner) fraction() int64 {
	digits := ""
	for s.digitNext() {
		digits += s.s[:1]
		s.s = s.s[1:]
	}
	s.ok = s.ok && digits != ""
	n, _ := strconv.ParseInt((digits + "0000000")[:tickDigits], 10, 64)
	return n
}

// offset reads Z or ±hh[:mm].
func (s *scanner) offset(d *date) {
	s.s = strings.TrimLeft(s.s, " ")
	if s.skip("Zz") || s.s == "" {
		return
	}
	sign := int64(-1)
	if s.s[0] == '-' {
		sign = 1
	}
	s.ok = s.ok && s.skip("+-")
	seconds := s.digits(2) * 3600
	s.skip(":")
	if s.s != "" {
		seconds += s.digits(2) * 60
	}
	d.seconds += sign * seconds
}

// add is d plus an ISO 8601 duration such as P1Y2M3DT4H5M6S or -P1W.
func (d date) add(duration string) (date, error) {
	bad := failf(codeValue, "the duration is none of ISO 8601, such as P1D or -PT12H")
	s := strings.TrimSpace(duration)
	sign := int64(1)
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		s, sign = rest, -1
	}
	s, ok := strings.CutPrefix(s, "P")
	if !ok || s == "" || strings.HasSuffix(s, "T") {
		return d, bad
	}
	days, clock, _ := strings.Cut(s, "T")
	n, ok := durationParts(days, "YMWD")
	if !ok {
		return d, bad
	}
	t, ok := durationParts(clock, "HMS")
	if !ok {
		return d, bad
	}
	d = d.addMonths(sign * (n[0]*12 + n[1]))
	d.seconds += sign * ((n[2]*7+n[3])*daySeconds + t[0]*3600 + t[1]*60 + t[2])
	if !d.valid() {
		return d, failf(codeValue, "the sum lies beyond the calendar")
	}
	return d, nil
}

// durationParts reads numbers that each end in one of the letters, in order.
func durationParts(s, letters string) ([]int64, bool) {
	out := make([]int64, len(letters))
	next := 0
	for s != "" {
		i := strings.IndexAny(s, letters)
		if i <= 0 {
			return nil, false
		}
		which := strings.IndexByte(letters, s[i])
		n, err := strconv.ParseInt(s[:i], 10, 32)
		if err != nil || n < 0 || which < next {
			return nil, false
		}
		out[which], next, s = n, which+1, s[i+1:]
	}
	return out, true
}

// addMonths keeps the day, or takes the last of a shorter month.
func (d date) addMonths(months int64) date {
	if months == 0 {
		return d
	}
	days := floorDiv(d.seconds, daySeconds)
	rest := d.seconds - days*daySeconds
	year, month, day := civil(days)
	total := year*12 + month - 1 + months
	year, month = floorDiv(total, 12), total-floorDiv(total, 12)*12+1
	if year < 1 || year > 9999 {
		return date{seconds: maxSeconds + 1}
	}
	d.seconds = daysOf(year, month, min(day, daysIn(year, month)))*daySeconds + rest
	return d
}
