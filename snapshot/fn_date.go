package snapshot

import (
	"strings"
)

func dateFunctions() []builtin {
	return []builtin{
		{name: "utcNow", min: 0, max: 1, run: utcNow},
		{name: "dateTimeAdd", min: 2, max: 3, run: dateTimeAdd},
		{name: "dateTimeFromEpoch", min: 1, max: 1, run: dateTimeFromEpoch},
		{name: "dateTimeToEpoch", min: 1, max: 1, run: dateTimeToEpoch},
	}
}

const (
	formatBasic    = "yyyyMMddTHHmmssZ"
	formatExtended = "yyyy-MM-ddTHH:mm:ssZ"
	// formatLocal is what Azure gives for a date that is written with a blank.
	formatLocal = "M/d/yyyy h:mm:ss tt"
)

// utcNow is the time of the options: evaluation has no clock.
func utcNow(e *env, args []Value) (Value, error) {
	if e.t.opts.UTCNow == "" {
		return newUnknown("utcNow", args...), nil
	}
	now, err := parseDate(e.t.opts.UTCNow)
	if err != nil {
		return nil, err
	}
	how := formatBasic
	if len(args) == 1 {
		if how, err = argText(args, 0); err != nil {
			return nil, err
		}
	}
	return e.formatted(now, how)
}

func (e *env) formatted(d date, how string) (Value, error) {
	if how == "" {
		how = "G"
	}
	s, err := d.format(how)
	return String(s), err
}

func dateTimeAdd(e *env, args []Value) (Value, error) {
	s, err := texts(args, 0)
	if err != nil {
		return nil, err
	}
	base, err := parseDate(s[0])
	if err != nil {
		return nil, err
	}
	sum, err := base.add(s[1])
	if err != nil {
		return nil, err
	}
	switch {
	case len(s) == 3:
		return e.formatted(sum, s[2])
	case strings.Contains(strings.TrimSpace(s[0]), " "):
		return e.formatted(sum, formatLocal)
	default:
		return e.formatted(sum, formatExtended)
	}
}

func dateTimeFromEpoch(e *env, args []Value) (Value, error) {
	n, err := argInt(args, 0)
	if err != nil {
		return nil, err
	}
	d := date{seconds: n}
	if !d.valid() {
		return nil, failf(codeValue, "%d seconds lie beyond the calendar", n)
	}
	return e.formatted(d, formatExtended)
}

func dateTimeToEpoch(_ *env, args []Value) (Value, error) {
	s, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	d, err := parseDate(s)
	return Int(d.seconds), err
}
