package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable is s with every character that could steer a terminal, reorder
// text or hide in it spelt as an escape: control characters, bidirectional
// overrides, zero-width and other format characters, unusual spaces, and bytes
// that are not UTF-8.
func Printable(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		b.WriteString(printableRune(r, s[i:i+size]))
		i += size
	}
	return b.String()
}

func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// printableRune is one character as it may be shown; raw are its bytes.
func printableRune(r rune, raw string) string {
	switch {
	case r == utf8.RuneError && len(raw) == 1:
		return fmt.Sprintf(`\x%02x`, raw[0])
	case unicode.IsPrint(r):
		return raw
	case r == '\n':
		return `\n`
	case r == '\r':
		return `\r`
	case r == '\t':
		return `\t`
	case r < 0x80:
		return fmt.Sprintf(`\x%02x`, r)
	case r <= 0xffff:
		return fmt.Sprintf(`\u%04x`, r)
	default:
		return fmt.Sprintf(`\U%08x`, r)
	}
}

// tabWidth is how many columns a tab of a source line becomes. It is not the
// terminal's, which is unknown: tabs are replaced.
const tabWidth = 4

// cell is one character of a line as it is shown.
type cell struct {
	text  string
	width int
}

// view is a line as it is shown, with the columns [start, end) of a span.
type view struct {
	cells      []cell
	text       string
	start, end int
}

// newView shows the part of a line that fits width columns, around the part of
// at that lies on it.
func newView(lines *Lines, at Span, width int) view {
	width = max(width, 20) // narrower shows nothing of use
	start, end := at.Start.Col, at.End.Col
	if at.End.Line != at.Start.Line {
		end = start // not known
		if at.End.Line > at.Start.Line {
			_, last := lines.bounds(at.Start.Line)
			end = lines.Pos(last).Col
		}
	}
	// What lies far off is never shown; a line can be a megabyte long. Enough stays
	// on each side that window sees there was more.
	line, cut := lines.near(at.Start.Line, start-2*width, start+4*width)
	return layOut(line, start-cut, end-cut).window(width)
}

// layOut gives each character of line its columns; start and end are
// characters, from 1.
func layOut(line string, start, end int) view {
	var v view
	v.start, v.end = -1, -1
	column, char := 0, 1
	for i := 0; i < len(line); char++ {
		if char == start {
			v.start = column
		}
		if char == end {
			v.end = column
		}
		r, size := utf8.DecodeRuneInString(line[i:])
		c := newCell(r, line[i:i+size])
		v.cells = append(v.cells, c)
		column += c.width
		i += size
	}
	if v.start < 0 {
		v.start = column
	}
	if v.end < 0 {
		v.end = column
	}
	v.end = max(v.end, v.start+1) // a place without a width still gets a caret
	return v
}

func newCell(r rune, raw string) cell {
	if r == '\t' {
		return cell{strings.Repeat(" ", tabWidth), tabWidth}
	}
	text := printableRune(r, raw)
	if text != raw {
		return cell{text, len(text)}
	}
	return cell{text, runeWidth(r)}
}

// ellipsis stands for the part of a line that is not shown.
const ellipsis = "…"

// window cuts v to at most width columns around its span.
func (v view) window(width int) view {
	if columns(v.cells) <= width {
		v.text = join(v.cells)
		return v
	}
	// A third of the room goes to what stands before the span.
	first := max(min(v.start-width/3, columns(v.cells)-width), 0)
	cells, skipped := drop(v.cells, first)
	if skipped > 0 {
		cells, skipped = withEllipsis(cells, skipped)
	}
	cells = keep(cells, width)
	shown := columns(cells)
	v.text = join(cells)
	v.start = min(v.start-skipped, shown)
	v.end = max(min(v.end-skipped, shown), v.start+1)
	return v
}

// drop leaves out the cells before a column; skipped is how many columns they took.
func drop(cells []cell, column int) (rest []cell, skipped int) {
	for len(cells) > 0 && skipped < column {
		skipped += cells[0].width
		cells = cells[1:]
	}
	return cells, skipped
}

// withEllipsis replaces the first cell by an ellipsis of one column.
func withEllipsis(cells []cell, skipped int) ([]cell, int) {
	if len(cells) == 0 {
		return cells, skipped
	}
	out := append([]cell{{ellipsis, 1}}, cells[1:]...)
	return out, skipped + cells[0].width - 1
}

// keep cuts cells to width columns, the last an ellipsis when any is cut.
func keep(cells []cell, width int) []cell {
	if columns(cells) <= width {
		return cells
	}
	n := 0
	for i, c := range cells {
		if n+c.width > width-1 {
			return append(cells[:i:i], cell{ellipsis, 1})
		}
		n += c.width
	}
	return cells
}

func columns(cells []cell) int {
	n := 0
	for _, c := range cells {
		n += c.width
	}
	return n
}

func join(cells []cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.text)
	}
	return strings.TrimRight(b.String(), " ")
}

// Width is how many columns a terminal gives to s.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// runeWidth is how many columns a terminal gives to a printable character.
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	case isWide(r):
		return 2
	default:
		return 1
	}
}

// isWide reports whether r takes two columns: the blocks that Unicode's
// EastAsianWidth.txt has as W or F, at the grain of blocks.
func isWide(r rune) bool {
	for _, block := range [...][2]rune{
		{0x1100, 0x115f},   // Hangul Jamo
		{0x231a, 0x231b},   // watch, hourglass
		{0x2e80, 0x303e},   // CJK radicals and punctuation
		{0x3041, 0x33ff},   // kana, CJK symbols
		{0x3400, 0x4dbf},   // CJK extension A
		{0x4e00, 0x9fff},   // CJK
		{0xa000, 0xa4cf},   // Yi
		{0xa960, 0xa97f},   // Hangul Jamo extended A
		{0xac00, 0xd7a3},   // Hangul syllables
		{0xf900, 0xfaff},   // CJK compatibility
		{0xfe30, 0xfe6f},   // CJK compatibility forms
		{0xff00, 0xff60},   // fullwidth forms
		{0xffe0, 0xffe6},   // fullwidth signs
		{0x1f300, 0x1f64f}, // pictographs, emoticons
		{0x1f680, 0x1f6ff}, // transport
		{0x1f900, 0x1f9ff}, // supplemental pictographs
		{0x1fa70, 0x1faff}, // symbols and pictographs extended A
		{0x20000, 0x3fffd}, // CJK extensions B and later
	} {
		if block[0] <= r && r <= block[1] {
			return true
		}
	}
	return false
}
