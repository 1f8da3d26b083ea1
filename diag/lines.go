package diag

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Lines finds the line and column of a byte offset in a text.
type Lines struct {
	src    []byte
	starts []int
	marks  []mark
}

// mark is the column at an offset within a long line: templates are often written
// on a single one, of which nobody wants to count the start for each place.
type mark struct{ offset, col int }

// markEvery is how many bytes lie between marks.
const markEvery = 1024

// NewLines indexes src, which it keeps and which must not change. A line ends
// with "\n", "\r\n" or "\r".
func NewLines(src []byte) *Lines {
	l := &Lines{src: src, starts: make([]int, 1, bytes.Count(src, []byte("\n"))+1)}
	for i := 0; i < len(src); i++ {
		switch {
		case src[i] == '\n', src[i] == '\r' && (i+1 == len(src) || src[i+1] != '\n'):
			l.starts = append(l.starts, i+1)
		}
	}
	for i, start := range l.starts {
		end := len(src)
		if i+1 < len(l.starts) {
			end = l.starts[i+1]
		}
		l.mark(start, end)
	}
	return l
}

// mark notes columns of a line that is long.
func (l *Lines) mark(start, end int) {
	last := start
	for at, col := start, 1; end-last > markEvery && at < end; col++ {
		if at-last >= markEvery {
			l.marks, last = append(l.marks, mark{at, col}), at
		}
		_, size := utf8.DecodeRune(l.src[at:end])
		at += size
	}
}

// Pos is the place of the byte at offset; an offset outside the text is moved
// to its nearest end.
func (l *Lines) Pos(offset int) Pos {
	offset = min(max(offset, 0), len(l.src))
	line := sort.SearchInts(l.starts, offset+1) - 1
	from := mark{l.starts[line], 1}
	if i := sort.Search(len(l.marks), func(i int) bool { return l.marks[i].offset > offset }) - 1; i >= 0 && l.marks[i].offset > from.offset {
		from = l.marks[i]
	}
	return Pos{Line: line + 1, Col: from.col + utf8.RuneCount(l.src[from.offset:offset])}
}

// bounds are the offsets of a line, which must exist, without its line ending.
func (l *Lines) bounds(line int) (start, end int) {
	start, end = l.starts[line-1], len(l.src)
	if line < len(l.starts) {
		end = l.starts[line]
	}
	return start, start + len(bytes.TrimRight(l.src[start:end], "\r\n"))
}

// near is the part of a line from one column up to another; cut is how many
// characters are left out before it.
func (l *Lines) near(line, from, to int) (part string, cut int) {
	start, end := l.bounds(line)
	at := mark{start, 1}
	inLine := sort.Search(len(l.marks), func(i int) bool { return l.marks[i].offset >= start })
	for _, m := range l.marks[inLine:] {
		if m.offset > end || m.col > from {
			break
		}
		at = m
	}
	first, col := at.offset, at.col
	for offset := at.offset; offset < end && col < to; col++ {
		if col <= from {
			first, cut = offset, col-1
		}
		_, size := utf8.DecodeRune(l.src[offset:end])
		if offset += size; col+1 == to {
			end = offset
		}
	}
	return string(l.src[first:end]), cut
}

// Count is how many lines the text has: at least one.
func (l *Lines) Count() int { return len(l.starts) }

// Text is the line with that number, counted from 1, without its line ending;
// empty when there is no such line.
func (l *Lines) Text(line int) string {
	if line < 1 || line > len(l.starts) {
		return ""
	}
	start, end := l.bounds(line)
	return string(l.src[start:end])
}
