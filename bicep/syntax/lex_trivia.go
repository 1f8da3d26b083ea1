package syntax

import "strings"

// PragmaKind is what a pragma does to the diagnostics it names. The zero kind
// is invalid.
type PragmaKind uint8

// The kinds of pragmas.
const (
	// DisableNextLine is #disable-next-line: for the line after the pragma.
	DisableNextLine PragmaKind = iota + 1
	// DisableDiagnostics is #disable-diagnostics: from the pragma on.
	DisableDiagnostics
	// RestoreDiagnostics is #restore-diagnostics: ends a DisableDiagnostics.
	RestoreDiagnostics
)

// String is the keyword, without the number sign.
func (k PragmaKind) String() string {
	switch k {
	case DisableNextLine:
		return "disable-next-line"
	case DisableDiagnostics:
		return "disable-diagnostics"
	case RestoreDiagnostics:
		return "restore-diagnostics"
	default:
		return "invalid"
	}
}

// Pragma is a line such as "#disable-next-line BCP081 no-unused-vars". Line
// counts from 1; Codes are as written.
type Pragma struct {
	Range
	Kind  PragmaKind
	Line  int
	Codes []Range
	Names []string
}

// skipTrivia moves past white space, comments and pragmas, and reports whether
// there was anything but white space.
func (lx *lexer) skipTrivia() bool {
	found := false
	for lx.pos < len(lx.src) {
		switch c := lx.src[lx.pos]; {
		case isBlank(c):
			lx.pos++
			continue
		case c == '/' && lx.at(1) == '/':
			lx.lineComment()
		case c == '/' && lx.at(1) == '*':
			lx.blockComment()
		case c == '#' && lx.pragma():
		default:
			return found
		}
		found = true
	}
	return found
}

func (lx *lexer) lineComment() {
	rest := lx.src[lx.pos:]
	n := strings.IndexByte(rest, '\n')
	if n < 0 {
		n = len(rest)
	}
	if cr := strings.IndexByte(rest[:n], '\r'); cr >= 0 {
		n = cr
	}
	lx.pos += n
}

func (lx *lexer) blockComment() {
	start := lx.pos
	n := strings.Index(lx.src[start+2:], "*/")
	if n < 0 {
		lx.pos = len(lx.src)
		lx.fail(start, "BCP002", "found the end of the file inside a comment, wanted */", "")
		return
	}
	lx.pos = start + 2 + n + 2
}

// pragma reads a pragma, which stands alone at the beginning of its line.
func (lx *lexer) pragma() bool {
	kind := pragmaKind(lx.src[lx.pos+1:])
	if kind == 0 || !lx.atLineStart() {
		return false
	}
	p := Pragma{Kind: kind, Range: Range{From: Pos(lx.pos)}}
	lx.pos += 1 + len(kind.String())
	end := lx.pos
	for code, ok := lx.pragmaCode(); ok; code, ok = lx.pragmaCode() {
		p.Codes = append(p.Codes, code)
		p.Names = append(p.Names, lx.src[code.From:code.To])
		end = int(code.To)
	}
	p.To = Pos(end)
	if p.Codes == nil {
		lx.fail(lx.pos, "BCP226", "found no code in #"+kind.String()+", wanted one or more", "name the codes or the linter rules after it")
	}
	lx.pos = end
	lx.pragmas = append(lx.pragmas, p)
	return true
}

func (lx *lexer) pragmaCode() (Range, bool) {
	for isBlank(lx.at(0)) {
		lx.pos++
	}
	start := lx.pos
	for c := lx.at(0); isName(c) || c == '-'; c = lx.at(0) {
		lx.pos++
	}
	return Range{Pos(start), Pos(lx.pos)}, lx.pos > start
}

func (lx *lexer) atLineStart() bool {
	for i := lx.pos - 1; i >= 0 && !isEOL(lx.src[i]); i-- {
		if !isBlank(lx.src[i]) {
			return false
		}
	}
	return true
}

func pragmaKind(s string) PragmaKind {
	for k := DisableNextLine; k <= RestoreDiagnostics; k++ {
		if strings.HasPrefix(s, k.String()) {
			return k
		}
	}
	return 0
}
