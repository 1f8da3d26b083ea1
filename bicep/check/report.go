package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/diag"
)

// maxReports is how much is reported of one file.
const maxReports = 2000

// report adds a diagnostic at a node.
func (c *checker) report(sev diag.Severity, at syntax.Node, code, format string, args ...any) {
	if c.reported++; c.reported > maxReports {
		return
	}
	c.out.Add(diag.Diagnostic{Code: code, Severity: sev, Span: c.m.File.Span(at), Msg: fmt.Sprintf(format, args...)})
}

func (c *checker) err(at syntax.Node, code, format string, args ...any) {
	c.report(diag.Error, at, code, format, args...)
}

func (c *checker) warn(at syntax.Node, code, format string, args ...any) {
	c.report(diag.Warning, at, code, format, args...)
}

// either reports a warning where a schema may be wrong, an error elsewhere.
func (c *checker) either(warn bool, at syntax.Node, code, format string, args ...any) {
	sev := diag.Error
	if warn {
		sev = diag.Warning
	}
	c.report(sev, at, code, format, args...)
}

// collect runs a check and returns what it reports instead of reporting it.
func (c *checker) collect(check func()) diag.List {
	outer, list := c.out, diag.List{}
	c.out = &list
	check()
	c.out = outer
	return list
}

// add reports what was collected.
func (c *checker) add(list diag.List) { *c.out = append(*c.out, list...) }

// between is the place from one node to another.
func between(from, to syntax.Node) syntax.Range {
	return syntax.Range{From: from.Pos(), To: to.End()}
}

// broken reports whether the parser complained about a part of a node. What
// is broken is not compared with types: it would only be noise.
func (c *checker) broken(n syntax.Node) bool {
	if len(c.m.parse) == 0 {
		return false
	}
	span := c.m.File.Span(n)
	return slices.ContainsFunc(c.m.parse, func(d diag.Diagnostic) bool {
		return d.Span.Start.Compare(span.End) <= 0 && span.Start.Compare(d.Span.End) <= 0
	})
}

// parent is the node that a node is a direct part of, or nil.
func (c *checker) parent(n syntax.Node) syntax.Node {
	if c.parents == nil {
		c.parents = map[syntax.Node]syntax.Node{}
		for _, s := range c.m.File.Stmts {
			c.noteParents(s)
		}
	}
	return c.parents[n]
}

func (c *checker) noteParents(n syntax.Node) {
	syntax.EachChild(n, func(child syntax.Node) {
		c.parents[child] = n
		c.noteParents(child)
	})
}

// undisabled leaves out the warnings that pragmas disable. Errors stay.
func (c *checker) undisabled(list diag.List) diag.List {
	if len(c.m.File.Pragmas) == 0 {
		return list
	}
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		return d.Severity != diag.Error && c.disabled(d)
	})
}

func (c *checker) disabled(d diag.Diagnostic) bool {
	off := false
	for _, p := range c.m.File.Pragmas {
		if !slices.ContainsFunc(p.Names, func(n string) bool { return strings.EqualFold(n, d.Code) }) {
			continue
		}
		switch p.Kind {
		case syntax.DisableNextLine:
			if p.Line+1 == d.Span.Start.Line {
				return true
			}
		case syntax.DisableDiagnostics:
			off = off || p.Line < d.Span.Start.Line
		case syntax.RestoreDiagnostics:
			if p.Line < d.Span.Start.Line {
				off = false
			}
		}
	}
	return off
}

// names spells a list of names for a message, and shortens a long one.
func names(list []string) string {
	const most = 30
	rest := ""
	if len(list) > most {
		rest = fmt.Sprintf(" and %d more", len(list)-most)
		list = list[:most]
	}
	quoted := make([]string, len(list))
	for i, n := range list {
		quoted[i] = "'" + n + "'"
	}
	return strings.Join(quoted, ", ") + rest
}

// typeName is the name of a type for a message, shortened if it is long.
func typeName(t fmt.Stringer) string {
	const most = 300
	s := t.String()
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// similar is the name closest to a misspelt one, or "".
func similar(name string, candidates []string) string {
	length := len(name)
	difference := min(length*34/100, 2)
	limit := length*34/100 + 1
	best, near := "", false
	for _, s := range candidates {
		if s == "" || max(length-len(s), len(s)-length) > difference {
			continue
		}
		if strings.EqualFold(s, name) {
			return s
		}
		if near || len(s) < 3 {
			continue
		}
		if d := edits(strings.ToUpper(name), strings.ToUpper(s), limit); d < limit {
			best, limit, near = s, d, d < 2
		}
	}
	return best
}

// edits is how many letters must be changed, added or left out to turn a into
// b, or limit if they are that many or more.
func edits(a, b string, limit int) int {
	if max(len(a)-len(b), len(b)-len(a)) >= limit {
		return limit
	}
	prev, cur := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			least = min(least, cur[j])
		}
		if least >= limit {
			return limit
		}
		prev, cur = cur, prev
	}
	return min(prev[len(b)], limit)
}
