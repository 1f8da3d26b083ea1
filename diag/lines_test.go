package diag

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"
)

// TestPos compares places, in short and in long lines and in text that is none,
// with counting from the start of the line.
func TestPos(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	pieces := []string{"a", "é", "語", "\xff", "\U0001F600", "\n", "\r\n", "\r"}
	for range 50 {
		var src []byte
		short := 1 + 1 + r.IntN(3000)
		for range 6000 {
			piece := pieces[r.IntN(5)]
			if r.IntN(short) == 0 {
				piece = pieces[5+r.IntN(3)]
			}
			src = append(src, piece...)
		}
		l := NewLines(src)
		for range 300 {
			offset := r.IntN(len(src) + 1)
			p := l.Pos(offset)
			start := l.starts[p.Line-1]
			line, width := []rune(l.Text(p.Line)), 1+r.IntN(3000)
			from, to := min(max(p.Col-width, 1), len(line)+1), min(p.Col+width, len(line)+1)
			if part, cut := l.near(p.Line, p.Col-width, p.Col+width); string([]rune(part)) != string(line[from-1:to-1]) || part != "" && cut != from-1 {
				t.Fatalf("near column %d by %d: %d characters after %d, wanted %d after %d", p.Col, width, utf8.RuneCountInString(part), cut, to-from, from-1)
			}
			if want := utf8.RuneCount(src[start:offset]) + 1; p.Col != want || start > offset {
				t.Fatalf("offset %d is column %d of line %d, wanted %d", offset, p.Col, p.Line, want)
			}
		}
	}
}

// BenchmarkPos finds places in a text on a single line.
func BenchmarkPos(b *testing.B) {
	src := make([]byte, 1<<20)
	for i := range src {
		src[i] = 'x'
	}
	l := NewLines(src)
	for i := 0; b.Loop(); i++ {
		l.Pos(i * 1009 % len(src))
	}
}
