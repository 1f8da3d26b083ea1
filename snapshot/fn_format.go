package snapshot

import (
	"math/big"
	"strconv"
	"strings"
)

// format fills the places {0}, {1,8} and {2:N0} of a text, as .NET's
// String.Format does. Text with an unknown part keeps the call and its known
// arguments.
func format(e *env, args []Value) (Value, error) {
	if isUnknown(args[0]) {
		return newUnknown("format", args...), nil
	}
	f := formatter{args: args[1:], budget: &e.t.budget}
	pattern, err := argText(args, 0)
	if err != nil {
		return nil, err
	}
	if err := f.run(pattern); err != nil {
		return nil, err
	}
	if sumOf(f.parts).unknown {
		return newUnknown("format", args...), nil
	}
	return joinText(f.parts...), nil
}

// formatPieces are the parts of the text of an unknown "format".
func formatPieces(args []Value) ([]Value, bool) {
	if len(args) == 0 {
		return nil, false
	}
	pattern, ok := args[0].(String)
	if !ok {
		return nil, false
	}
	f := formatter{args: args[1:], budget: &budget{limits: Limits{}.withDefaults()}}
	err := f.run(string(pattern))
	return f.parts, err == nil
}

// formatter reads a composite format text.
type formatter struct {
	args   []Value
	parts  []Value
	budget *budget
}

func (f *formatter) run(pattern string) error {
	for pattern != "" {
		i := strings.IndexAny(pattern, "{}")
		if i < 0 {
			return f.add(String(pattern))
		}
		if err := f.add(String(pattern[:i])); err != nil {
			return err
		}
		pattern = pattern[i:]
		if len(pattern) > 1 && pattern[0] == pattern[1] {
			f.parts = append(f.parts, String(pattern[:1]))
			pattern = pattern[2:]
			continue
		}
		end := strings.IndexByte(pattern, '}')
		if pattern[0] == '}' || end < 0 {
			return failf(codeValue, "a brace of the format text has no partner; write it twice for a brace")
		}
		if err := f.place(pattern[1:end]); err != nil {
			return err
		}
		pattern = pattern[end+1:]
	}
	return nil
}

func (f *formatter) add(v Value) error {
	if v != String("") {
		f.parts = append(f.parts, v)
	}
	s, _ := text(v)
	return f.budget.text(len(s))
}

// place fills one place: index[,width][:how].
func (f *formatter) place(spec string) error {
	head, how, _ := strings.Cut(spec, ":")
	digits, width, wide := strings.Cut(head, ",")
	i, err := strconv.Atoi(strings.TrimSpace(digits))
	if err != nil || i < 0 {
		return failf(codeValue, "{%s} is no place of a format text", spec)
	}
	if i >= len(f.args) {
		return failf(codeValue, "{%s} has no argument: there are %d", spec, len(f.args))
	}
	v := f.args[i]
	if isUnknown(v) || sumOf(f.args[i:i+1]).unknown {
		return f.add(newOrSame(v))
	}
	if err := f.budget.spend(v.about().size); err != nil {
		return err
	}
	s := formatValue(v, how)
	if wide {
		if s, err = f.align(s, strings.TrimSpace(width)); err != nil {
			return err
		}
	}
	if v.about().secret {
		return f.add(Secret{text: s})
	}
	return f.add(String(s))
}

// newOrSame is v as an unknown: itself, or the text of a list with an unknown part.
func newOrSame(v Value) Value {
	if isUnknown(v) {
		return v
	}
	return newUnknown("string", v)
}

// maxWidth is the widest place that .NET accepts.
const maxWidth = 999_999

func (f *formatter) align(s, width string) (string, error) {
	w, err := strconv.Atoi(width)
	if err != nil || w > maxWidth || w < -maxWidth {
		return "", failf(codeValue, "%q is no width of a place", width)
	}
	missing := max(max(w, -w)-textLen(s), 0)
	if err := f.budget.text(missing); err != nil {
		return "", err
	}
	if w < 0 {
		return s + strings.Repeat(" ", missing), nil
	}
	return strings.Repeat(" ", missing) + s, nil
}

// formatValue is one argument as text. Azure shows objects with single quotes.
func formatValue(v Value, how string) string {
	switch v := v.(type) {
	case Int:
		if how != "" {
			return formatInt(int64(v), how)
		}
	case *Array, *Object:
		return strings.ReplaceAll(compactJSON(v), `"`, `'`)
	}
	return textOf(v)
}

// formatInt is a whole number by one of .NET's format texts: a letter with a
// precision, or a picture such as 000.
func formatInt(n int64, how string) string {
	precision, err := strconv.Atoi(how[1:])
	if err != nil || precision > 99 {
		precision = -1
	}
	if how[1:] != "" && precision < 0 || !isLetter(how[0]) {
		return formatPicture(n, how)
	}
	switch how[0] {
	case 'x':
		return zeros(strconv.FormatUint(uint64(n), 16), precision)
	case 'X':
		return zeros(strings.ToUpper(strconv.FormatUint(uint64(n), 16)), precision)
	case 'b', 'B':
		return zeros(strconv.FormatUint(uint64(n), 2), precision)
	case 'd', 'D':
		return signed(n, zeros(magnitude(n), precision))
	case 'n', 'N':
		return signed(n, grouped(magnitude(n))+fraction(precision))
	case 'f', 'F':
		return signed(n, magnitude(n)+fraction(precision))
	case 'p', 'P':
		hundred := new(big.Int).Mul(big.NewInt(n), big.NewInt(100))
		return signed(n, grouped(hundred.Abs(hundred).String())+fraction(precision)+" %")
	default:
		return strconv.FormatInt(n, 10)
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func magnitude(n int64) string { return strings.TrimPrefix(strconv.FormatInt(n, 10), "-") }

func signed(n int64, s string) string {
	if n < 0 {
		return "-" + s
	}
	return s
}

func zeros(s string, width int) string {
	return strings.Repeat("0", max(width-len(s), 0)) + s
}

// fraction is the part after the decimal point, of which .NET shows two digits
// unless told otherwise.
func fraction(precision int) string {
	switch precision {
	case 0:
		return ""
	case -1:
		return ".00"
	default:
		return "." + strings.Repeat("0", precision)
	}
}

func grouped(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// formatPicture fills a picture of zeros and # from the right; what else stands
// in it is kept where it is.
func formatPicture(n int64, picture string) string {
	places := strings.Count(picture, "0") + strings.Count(picture, "#")
	if places == 0 {
		return picture
	}
	digits := magnitude(n)
	extra := max(len(digits)-places, 0)
	lead, digits := digits[:extra], digits[extra:]
	var b strings.Builder
	for i := range len(picture) {
		switch c := picture[i]; c {
		case '0', '#':
			b.WriteString(lead)
			lead = ""
			if places <= len(digits) {
				b.WriteByte(digits[len(digits)-places])
			} else if c == '0' {
				b.WriteByte('0')
			}
			places--
		default:
			b.WriteByte(c)
		}
	}
	return signed(n, b.String())
}
