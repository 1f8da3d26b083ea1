package syntax

import "strings"

// rows are docs that stand one below the other when broken: the items in
// brackets, or the statements of a file, with the comments among them.
type rows struct {
	l    *layout
	sep  *doc // what stands between two rows
	docs []*doc
	n    int // how many rows
	gap  int // how many lines have ended since the last row
	// allowed is how much of what forces a new line does not break these rows.
	allowed int
}

// add adds a row, after an empty line if there is one or more in the source.
func (r *rows) add(d *doc) {
	if r.n > 0 {
		r.docs = append(r.docs, r.sep)
		if r.gap > 1 {
			r.l.breaks++
			r.docs = append(r.docs, r.l.doc(doc{kind: docHard}))
		}
	}
	r.docs = append(r.docs, d)
	r.n++
	r.gap = 0
}

// between moves past the next token if it is a new line or a comma. A comment
// on a line of its own is a row.
func (r *rows) between() bool {
	l := r.l
	if k := l.kind(); k != NewLine && k != Comma {
		return false
	}
	if own := l.before(l.leading(l.i)); own != nil {
		l.breaks++
		r.add(l.spread(own...))
	}
	if t := l.f.toks[l.i]; t.Kind == NewLine {
		r.gap += lineEndings(l.f.text[t.Start:t.End])
	}
	l.advance()
	return true
}

// lineEndings counts the line endings in a text of nothing else.
func lineEndings(s string) int { return len(s) - strings.Count(s, "\r\n") }

// bracket says how brackets and what they enclose are laid out.
type bracket struct {
	sep string // between items in a row
	pad string // inside the brackets in a row
	// keep is whether a new line after the opening bracket stays. Bicep keeps it
	// only if there is an item of the plain kind, not just spreads and resources.
	keep bool
	// hug is whether a single item stands in the brackets without a new line.
	hug bool
}

func braces(keep bool) bracket { return bracket{sep: ", ", pad: " ", keep: keep} }

// enclose lays out brackets and n items. The items are laid out by item, which
// adds rows for the one with the given index.
func (l *layout) enclose(b bracket, n int, item func(r *rows, i int)) *doc {
	opener := l.take()
	before := l.breaks
	kept := b.keep && l.kind() == NewLine
	r := rows{l: l, sep: l.line(b.sep)}
	for i := 0; ; {
		if r.between() {
			continue
		}
		if i == n {
			break
		}
		item(&r, i)
		i++
	}
	return l.closeBracket(b, opener, &r, before, kept)
}

// closeBracket lays out the closing bracket after the rows have been.
func (l *layout) closeBracket(b bracket, opener *doc, r *rows, before int, forced bool) *doc {
	dangling := l.before(l.leading(l.i))
	for _, d := range dangling {
		r.gap = 0
		r.add(d)
	}
	forced = forced || dangling != nil
	inner := l.breaks - before - r.allowed
	closer := l.after(nil, l.text(l.tokenText()))
	if r.n == 0 {
		return l.concat(opener, closer)
	}
	if b.hug && r.n == 1 && !r.docs[0].hasSuffix() {
		return l.concat(opener, l.text(b.pad), r.docs[0], l.text(b.pad), closer)
	}
	if forced {
		l.breaks++
	}
	pad := l.line(b.pad)
	kids := []*doc{opener, l.indent(append([]*doc{pad}, r.docs...)...), pad, closer}
	if forced || inner > 0 {
		return l.concat(kids...)
	}
	return l.doc(doc{kind: docGroup, kids: kids})
}

func (l *layout) tokenText() string {
	t := l.f.toks[l.i]
	return l.f.text[t.Start:t.End]
}

// indented lays out docs below each other or in a row; lead is whether the first
// one too begins a line.
func (l *layout) indented(before int, lead bool, docs []*doc) *doc {
	d := l.indent()
	if lead {
		d.kids = append(d.kids, l.line(""))
	}
	d.kids = append(d.kids, between(l.line(" "), docs)...)
	if d.hasSuffix() {
		l.breaks--
	}
	if l.breaks > before {
		return l.concat(d)
	}
	return l.doc(doc{kind: docGroup, kids: []*doc{d}})
}

// withComma is what stands for all arguments but the last: d and a comma.
func (l *layout) withComma(d *doc, i, n int) *doc {
	if i < n-1 {
		return l.concat(d, l.text(","))
	}
	return d
}

// args lays out arguments in parentheses. If the last one ends in braces or
// square brackets, then its lines alone do not break the others.
func (l *layout) args(args []Expr) *doc {
	return l.enclose(bracket{sep: " ", hug: true}, len(args), func(r *rows, i int) {
		before := l.breaks
		d := l.expr(args[i])
		if i > 0 && i == len(args)-1 && l.tail(d, args[i]) {
			r.allowed = l.breaks - before
		}
		r.add(l.withComma(d, i, len(args)))
	})
}

// tail makes d, the last argument, a docTail if it may be broken in a row.
func (l *layout) tail(d *doc, arg Expr) bool {
	body := arg
	lambda, isLambda := arg.(*LambdaExpr)
	if isLambda {
		body = lambda.Body
	}
	switch body.(type) {
	case *ObjectExpr, *ArrayExpr:
	default:
		return false
	}
	if last := l.trailing(l.i - 1); len(last) > 0 && last[len(last)-1].line {
		return false
	}
	if isLambda && len(d.kids) > 0 {
		d = d.kids[len(d.kids)-1]
	}
	if d.kind == docConcat {
		d.kind = docTail
	}
	return true
}
