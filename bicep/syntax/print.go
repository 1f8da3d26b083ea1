package syntax

import (
	"bytes"

	"github.com/amlsec/amlsec/diag"
)

// Print writes a file in the layout that bicep format gives it: two spaces,
// lines of at most 120 columns where they can be broken, one empty line where
// there are some. It changes neither the tokens nor the comments, apart from
// the commas and new lines that separate items and the bars of a union. A
// statement with an error in it stays as it is.
func Print(f *File) []byte {
	if len(f.Src) > MaxSize {
		return bytes.Clone(f.Src)
	}
	return f.print(pageWidth)
}

func (f *File) print(width int) []byte {
	l := &layout{f: f}
	p := &page{out: make([]byte, 0, len(f.Src)+64), width: width}
	r := &rows{l: l, sep: &doc{kind: docHard}}
	flush := func() {
		p.renderAll(r.docs, 0)
		r.docs, l.docs = r.docs[:0], l.docs[:0]
	}
	for i := 0; ; {
		if r.between() {
			flush()
			continue
		}
		if i == len(f.Stmts) {
			break
		}
		l.topLevel(r, i)
		flush()
		i++
	}
	if own := l.before(l.leading(l.i)); own != nil {
		r.add(l.spread(own...))
		flush()
	}
	p.newLine(0)
	return p.out
}

// Format is Print after Parse. With an error in the source it returns the
// errors beside the text.
func Format(name string, src []byte) ([]byte, diag.List) {
	f, list := Parse(name, src)
	return Print(f), list
}

// topLevel lays out the statement with the given index. One with an error in it
// is written as it stands, and so is one whose layout has missed a token.
func (l *layout) topLevel(r *rows, i int) {
	s := l.f.Stmts[i]
	next := Pos(len(l.f.text))
	if i+1 < len(l.f.Stmts) {
		next = l.f.Stmts[i+1].Pos()
	}
	if !l.f.faulty(s.Pos(), next) {
		start, rows := *l, *r
		l.stmt(r, s)
		if isMissing(s) || l.i > 0 && l.f.toks[l.i-1].End == s.End() {
			return
		}
		*l, *r = start, rows
	}
	r.add(l.verbatim(l.f.toks[l.i].Start, l.lastBefore(next)))
}

func isMissing(s Stmt) bool {
	_, ok := s.(*MissingDecl)
	return ok
}

// faulty is whether there is an error in a stretch of the file. Where there are
// so many in all that some are not reported, there may be.
func (f *File) faulty(from, to Pos) bool {
	if len(f.faults) >= maxFaults {
		return true
	}
	for _, x := range f.faults {
		if from <= x.from && x.from < to || x.from == Pos(len(f.text)) && to == x.from {
			return true
		}
	}
	return false
}

// lastBefore is the end of the last token before an offset that is no new line.
func (l *layout) lastBefore(limit Pos) Pos {
	end := l.f.toks[l.i].End
	for _, t := range l.f.toks[l.i:] {
		if t.Start >= limit || t.Kind == EOF {
			break
		}
		if t.Kind != NewLine {
			end = t.End
		}
	}
	return end
}
