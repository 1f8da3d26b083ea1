package snapshot

import (
	"slices"

	"github.com/amlsec/amlsec/diag"
)

// report adds an error at a place of the template; nil for the whole file. A
// limit is reported once, whatever it breaks.
func (t *taker) report(n *node, err error) {
	f, ok := err.(*failure)
	if !ok {
		f = &failure{code: codeTemplate, msg: err.Error()}
	}
	if t.broken != nil && f.code == codeLimit && slices.ContainsFunc(t.diags, func(d diag.Diagnostic) bool { return d.Code == codeLimit }) {
		return
	}
	t.add(diag.Diagnostic{Code: f.code, Severity: diag.Error, Msg: f.msg, Hint: f.hint}, n)
}

// warn adds a warning.
func (t *taker) warn(n *node, code, msg, hint string) {
	t.add(diag.Diagnostic{Code: code, Severity: diag.Warning, Msg: msg, Hint: hint}, n)
}

func (t *taker) add(d diag.Diagnostic, n *node) {
	if t.stopped || t.quiet && d.Code != codeLimit {
		return
	}
	d.Span = diag.Span{File: t.opts.File}
	if n != nil {
		d.Span.Start = t.lines.Pos(n.offset)
		if p := n.pointer(); p != "" {
			d.Notes = append(d.Notes, "at "+p)
		}
	}
	same := func(x diag.Diagnostic) bool { return x.Code == d.Code && x.Span == d.Span && x.Msg == d.Msg }
	if slices.ContainsFunc(t.diags, same) {
		return
	}
	t.diags.Add(d)
	t.stopped = len(t.diags) >= t.limits.Errors
}

// reportJSON reports a template that is not JSON.
func (t *taker) reportJSON(err error) {
	d := diag.Diagnostic{Code: codeJSON, Msg: "the template is not JSON: " + err.Error(), Span: diag.Span{File: t.opts.File}}
	switch e := err.(type) {
	case *syntaxError:
		d.Span.Start = t.lines.Pos(e.offset)
	default:
		d.Code, d.Msg = codeLimit, "the template has more values, or nests deeper, than the limits allow"
	}
	t.diags.Add(d)
}
