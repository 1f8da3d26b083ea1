package snapshot

import (
	"strconv"
	"strings"
)

// standardFormat is the picture that one of .NET's one-letter formats stands
// for, in the invariant culture.
func standardFormat(how string) (string, bool) {
	picture, ok := map[string]string{
		"d": "MM/dd/yyyy", "D": "dddd, dd MMMM yyyy",
		"f": "dddd, dd MMMM yyyy HH:mm", "F": "dddd, dd MMMM yyyy HH:mm:ss",
		"g": "MM/dd/yyyy HH:mm", "G": "MM/dd/yyyy HH:mm:ss",
		"m": "MMMM dd", "M": "MMMM dd",
		"o": "yyyy-MM-ddTHH:mm:ss.fffffffK", "O": "yyyy-MM-ddTHH:mm:ss.fffffffK",
		"r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'", "R": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
		"s": "yyyy-MM-ddTHH:mm:ss",
		"t": "HH:mm", "T": "HH:mm:ss",
		"u": "yyyy-MM-dd HH:mm:ss'Z'", "U": "dddd, dd MMMM yyyy HH:mm:ss",
		"y": "yyyy MMMM", "Y": "yyyy MMMM",
	}[how]
	return picture, ok
}

// format writes d by a .NET format: one letter, or a picture.
func (d date) format(how string) (string, error) {
	if len(how) == 1 {
		picture, ok := standardFormat(how)
		if !ok {
			return "", failf(codeValue, "%q is no format of dates", how)
		}
		how = picture
	}
	var b strings.Builder
	for i := 0; i < len(how); {
		n, err := d.token(&b, how[i:])
		if err != nil {
			return "", err
		}
		i += n
	}
	return b.String(), nil
}

// token writes what the first characters of a picture stand for, and says how
// many they are.
func (d date) token(b *strings.Builder, how string) (int, error) {
	switch c := how[0]; c {
	case '\'', '"':
		end := strings.IndexByte(how[1:], c)
		if end < 0 {
			return 0, failf(codeValue, "a quote in the format of a date has no partner")
		}
		b.WriteString(how[1 : end+1])
		return end + 2, nil
	case '\\':
		if len(how) == 1 {
			return 0, failf(codeValue, "the format of a date ends in a backslash")
		}
		b.WriteByte(how[1])
		return 2, nil
	case '%':
		return 1, nil
	default:
		n := len(how) - len(strings.TrimLeft(how, string(c)))
		if strings.IndexByte("dfFhHKmMstyzg", c) < 0 {
			b.WriteString(how[:n])
			return n, nil
		}
		b.WriteString(d.field(c, n))
		return n, nil
	}
}

// field is one part of the date, in n characters where that matters.
func (d date) field(c byte, n int) string {
	days := floorDiv(d.seconds, daySeconds)
	clock := d.seconds - days*daySeconds
	year, month, day := civil(days)
	hour := clock / 3600
	switch c {
	case 'd':
		return dayField(days+4-7*floorDiv(days+4, 7), day, n)
	case 'M':
		return monthField(month, n)
	case 'y':
		if n <= 2 {
			year %= 100
		}
		return padded(year, n)
	case 'H':
		return padded(hour, min(n, 2))
	case 'h':
		return padded((hour+11)%12+1, min(n, 2))
	case 'm':
		return padded(clock/60%60, min(n, 2))
	case 's':
		return padded(clock%60, min(n, 2))
	default:
		return d.fieldOther(c, n, hour)
	}
}

func (d date) fieldOther(c byte, n int, hour int64) string {
	switch c {
	case 'f':
		return padded(d.ticks, tickDigits)[:min(n, tickDigits)]
	case 'F':
		return strings.TrimRight(padded(d.ticks, tickDigits)[:min(n, tickDigits)], "0")
	case 't':
		half := "AM"
		if hour >= 12 {
			half = "PM"
		}
		return half[:min(n, 2)]
	case 'K':
		return "Z"
	case 'z':
		return []string{"+0", "+00", "+00:00"}[min(n, 3)-1]
	default:
		return "A.D."
	}
}

func padded(v int64, n int) string { return zeros(strconv.FormatInt(v, 10), n) }

func dayField(weekday, day int64, n int) string {
	names := []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	switch n {
	case 1, 2:
		return padded(day, n)
	case 3:
		return names[weekday][:3]
	default:
		return names[weekday]
	}
}

func monthField(month int64, n int) string {
	names := []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	switch n {
	case 1, 2:
		return padded(month, n)
	case 3:
		return names[month-1][:3]
	default:
		return names[month-1]
	}
}
