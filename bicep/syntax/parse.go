package syntax

import (
	"bytes"
	"fmt"

	"github.com/amlsec/amlsec/diag"
)

// Limits of what is parsed. They are far above what a template can need, and
// keep any input from exhausting the stack or the memory.
const (
	// MaxSize is how many bytes a file may have.
	MaxSize = 16 << 20
	// MaxDepth is how many expressions, types and objects may nest.
	MaxDepth = 250
	// maxChain is how many operators, accesses or calls may follow each other
	// in one expression.
	maxChain = 500
	// maxFaults is how many errors are reported.
	maxFaults = 1000
)

// CodeTooDeep is the code of the error that MaxDepth is exceeded, for which
// Bicep has none.
const CodeTooDeep = "AML901"

// Parse parses a .bicep file. The name is the one that diagnostics carry. The
// file is never nil, whatever the source: what makes no sense is reported and
// stands in the tree as Bad or BadStmt.
func Parse(name string, src []byte) (*File, diag.List) { return parse(name, src, false) }

// ParseParams parses a .bicepparam file, as Parse does a .bicep file.
func ParseParams(name string, src []byte) (*File, diag.List) { return parse(name, src, true) }

func parse(name string, src []byte, params bool) (*File, diag.List) {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	f := &File{Name: name, Src: src, Params: params, Lines: diag.NewLines(src), text: string(src)}
	if len(src) > MaxSize {
		f.toks = []Token{{Kind: EOF}}
		f.faults = []fault{{code: "BCP184", msg: fmt.Sprintf("found %d bytes, wanted at most %d", len(src), MaxSize)}}
		return f, f.diagnostics()
	}
	lx := newLexer(f.text)
	lx.run()
	for i := range lx.pragmas {
		lx.pragmas[i].Line = f.Lines.Pos(int(lx.pragmas[i].From)).Line
	}
	f.toks, f.Pragmas = lx.toks, lx.pragmas
	p := parser{text: f.text, toks: f.toks, kind: f.toks[0].Kind, params: params, faults: lx.faults}
	f.Stmts = p.file()
	f.faults = p.faults
	return f, f.diagnostics()
}

// diagnostics are the faults of the file, in order.
func (f *File) diagnostics() diag.List {
	var list diag.List
	for _, x := range f.faults {
		list.Add(diag.Diagnostic{Code: x.code, Severity: diag.Error, Span: f.SpanOf(x.from, x.to), Msg: x.msg, Hint: x.hint})
	}
	list.Sort()
	return list
}

// parser is a recursive descent over the tokens of a file.
//
// Errors do not unwind the stack. A method that cannot go on calls fail, which
// hides the current token: kind is Invalid from then on, which matches nothing,
// so that every method returns soon and no loop goes on. The nearest caller
// that knows where to resume calls sync, which skips to a token it names.
type parser struct {
	text   string
	toks   []Token
	i      int  // index of the current token
	kind   Kind // its kind; Invalid while failing
	cause  fault
	depth  int // levels of nesting
	holes  int // holes of strings among them
	params bool
	faults []fault
}

// next moves to the token after the current one; never beyond EOF.
func (p *parser) next() {
	if p.kind != Invalid && p.kind != EOF {
		p.i++
		p.kind = p.toks[p.i].Kind
	}
}

// accept moves past the current token if it is a k.
func (p *parser) accept(k Kind) bool {
	if p.kind != k {
		return false
	}
	p.next()
	return true
}

// expect is accept, and fails if there is no k.
func (p *parser) expect(k Kind) {
	if !p.accept(k) {
		p.wanted("BCP018", "'"+k.spelling()+"'")
	}
}

// peek is the kind of the token n places ahead; EOF beyond the end.
func (p *parser) peek(n int) Kind {
	if p.kind == Invalid {
		return Invalid
	}
	return p.toks[min(p.i+n, len(p.toks)-1)].Kind
}

// word is the current token's text if it is an identifier, or "".
func (p *parser) word() string { return p.wordAt(0) }

func (p *parser) wordAt(n int) string {
	if p.peek(n) != Identifier {
		return ""
	}
	t := p.toks[p.i+n]
	return p.text[t.Start:t.End]
}

// keyword moves past the current token if it is the given word.
func (p *parser) keyword(word string) bool {
	if p.word() != word {
		return false
	}
	p.next()
	return true
}

func (p *parser) expectKeyword(code, word string) {
	if !p.keyword(word) {
		p.wanted(code, "the word '"+word+"'")
	}
}

// newLines moves past any new lines.
func (p *parser) newLines() {
	for p.kind == NewLine {
		p.next()
	}
}

// pastNewLines is how many places ahead the first token is that is no new line.
func (p *parser) pastNewLines() int {
	n := 0
	for p.peek(n) == NewLine {
		n++
	}
	return n
}

// pos is where the current token begins.
func (p *parser) pos() Pos { return p.toks[p.i].Start }

// since is the range from an offset to the end of the last token.
func (p *parser) since(from Pos) Range {
	r := Range{from, from}
	if p.i > 0 {
		r.To = max(from, p.toks[p.i-1].End)
	}
	return r
}

// enter counts one more level of nesting, and fails if they are too many.
func (p *parser) enter() {
	p.depth++
	if p.depth > MaxDepth {
		p.fail(fault{
			code: CodeTooDeep,
			msg:  fmt.Sprintf("found more than %d levels of nesting", MaxDepth),
			hint: "move the inner part to a variable",
		})
	}
}

func (p *parser) leave() { p.depth-- }
