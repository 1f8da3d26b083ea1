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
}

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
	return l
}

// Pos is the place of the byte at offset; an offset outside the text is moved
// to its nearest end.
func (l *Lines) Pos(offset int) Pos {
	offset = min(max(offset, 0), len(l.src))
	line := sort.SearchInts(l.starts, offset+1) - 1
	return Pos{Line: line + 1, Col: utf8.RuneCount(l.src[l.starts[line]:offset]) + 1}
}

// Count is how many lines the text has: at least one.
func (l *Lines) Count() int { return len(l.starts) }

// Text is the line with that number, counted from 1, without its line ending;
// empty when there is no such line.
func (l *Lines) Text(line int) string {
	if line < 1 || line > len(l.starts) {
		return ""
	}
	end := len(l.src)
	if line < len(l.starts) {
		end = l.starts[line]
	}
	return string(bytes.TrimRight(l.src[l.starts[line-1]:end], "\r\n"))
}
