package syntax

import "unicode/utf8"

// A doc is a piece of text that can be laid out in more than one way. The
// layout (print_*.go) makes docs from the tree, render turns them into text.
// The idea is Wadler's "prettier printer"; the rules are those of the formatter
// of Bicep.
type doc struct {
	kind docKind
	// text is what a docText or docSuffix writes, and a docChoice when broken.
	text string
	// flat is what a docLine or a docChoice writes in a row.
	flat string
	// kids are the parts of a docConcat, docIndent, docGroup or docTail.
	kids []*doc
}

type docKind uint8

const (
	docText   docKind = iota + 1
	docSuffix         // text at the end of a line, which needs no room on it
	docChoice         // one text when broken, another in a row
	docLine           // a new line when broken, a text in a row
	docHard           // a new line; whatever holds it is broken
	docConcat         // its parts, one after the other
	docIndent         // its parts, one step further to the right after new lines
	docGroup          // its parts in a row if they fit, or else broken
	docTail           // the last argument of a call, which may be broken in a row
)

// doc is d in memory that is used again for the next statement: a file has
// thousands of docs, and each of them lives for one statement only.
func (l *layout) doc(d doc) *doc {
	if len(l.docs) == cap(l.docs) {
		l.docs = make([]doc, 0, max(256, 2*cap(l.docs)))
	}
	l.docs = append(l.docs, d)
	return &l.docs[len(l.docs)-1]
}

func (l *layout) text(s string) *doc { return l.doc(doc{kind: docText, text: s}) }

func (l *layout) line(flat string) *doc { return l.doc(doc{kind: docLine, flat: flat}) }

func (l *layout) concat(kids ...*doc) *doc { return l.doc(doc{kind: docConcat, kids: kids}) }

func (l *layout) indent(kids ...*doc) *doc { return l.doc(doc{kind: docIndent, kids: kids}) }

// spread puts a space between docs.
func (l *layout) spread(docs ...*doc) *doc {
	if len(docs) == 1 {
		return docs[0]
	}
	return l.concat(between(l.text(" "), docs)...)
}

// between puts a separator between docs.
func between(sep *doc, docs []*doc) []*doc {
	list := make([]*doc, 0, 2*len(docs))
	for i, d := range docs {
		if i > 0 {
			list = append(list, sep)
		}
		list = append(list, d)
	}
	return list
}

// hasSuffix is whether the last thing d writes is a docSuffix.
func (d *doc) hasSuffix() bool {
	for len(d.kids) > 0 {
		d = d.kids[len(d.kids)-1]
	}
	return d.kind == docSuffix
}

// inRow is d with nothing left that can break.
func (l *layout) inRow(d *doc) *doc {
	switch d.kind {
	case docLine, docChoice:
		return l.text(d.flat)
	case docConcat, docIndent, docGroup:
		row := l.concat()
		for _, k := range d.kids {
			row.kids = append(row.kids, l.inRow(k))
		}
		return row
	default:
		return d
	}
}

// pageWidth is the width of a page of Print.
const pageWidth = 120

// indentStep is one step to the right.
const indentStep = "  "

// page is text in the making.
type page struct {
	out    []byte
	width  int // how many columns a line may have before it is broken
	col    int // how much of the current line is taken
	spaces int // spaces to write before the next text; there are none at the end of a line
}

func (p *page) write(s string) {
	if s == " " {
		p.spaces++
		return
	}
	if s == "" {
		return
	}
	for ; p.spaces > 0; p.spaces-- {
		p.out = append(p.out, ' ')
	}
	p.out = append(p.out, s...)
}

func (p *page) newLine(level int) {
	p.out = append(p.out, '\n')
	p.spaces = level * len(indentStep)
	p.col = p.spaces
}

// render writes d, broken wherever it need not stand in a row.
func (p *page) render(d *doc, level int) {
	switch d.kind {
	case docText, docChoice:
		p.write(d.text)
		p.col += width(d.text)
	case docSuffix:
		p.write(d.text)
	case docLine, docHard:
		p.newLine(level)
	case docConcat, docTail:
		p.renderAll(d.kids, level)
	case docIndent:
		p.renderAll(d.kids, level+1)
	case docGroup:
		if d.fits(p.width-p.col, new(bool)) >= 0 {
			p.renderRow(d, level)
		} else {
			p.renderAll(d.kids, level)
		}
	}
}

func (p *page) renderAll(docs []*doc, level int) {
	for _, d := range docs {
		p.render(d, level)
	}
}

// renderRow writes d in a row, apart from a docTail.
func (p *page) renderRow(d *doc, level int) {
	switch d.kind {
	case docLine, docChoice:
		p.write(d.flat)
		p.col += width(d.flat)
	case docConcat, docIndent, docGroup:
		for _, k := range d.kids {
			p.renderRow(k, level)
		}
	default:
		p.render(d, level)
	}
}

// fits is how much of the room is left after d in a row, negative if there is
// not enough. What follows a docTail, which sets done, needs no room here: of a
// docTail only the bracket that opens it stands on the line.
func (d *doc) fits(room int, done *bool) int {
	if room < 0 || *done {
		return room
	}
	switch d.kind {
	case docText:
		return room - width(d.text)
	case docLine, docChoice:
		return room - width(d.flat)
	case docHard:
		return -1
	case docTail:
		*done = true
		return room - 1
	case docConcat, docIndent, docGroup:
		for _, k := range d.kids {
			if room = k.fits(room, done); room < 0 || *done {
				return room
			}
		}
	}
	return room
}

// width is the length of s in UTF-16 code units, which is what the formatter of
// Bicep counts in.
func width(s string) int {
	n := 0
	for i := 0; i < len(s); n++ {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r > 0xFFFF {
			n++
		}
		i += size
	}
	return n
}
