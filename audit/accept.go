package audit

import (
	"slices"

	"github.com/amlsec/amlsec/diag"
)

// The codes of this package: those of controls, of what accompanies them, of
// what the user accepts, and of a report that had to end.
const (
	firstCode       = "AML650"
	lastCode        = "AML799"
	codeNotAccepted = "AML790"
	codeNotFound    = "AML791"
	codeTooMany     = "AML797"
)

// Owns reports whether a code is in the range of this package.
func Owns(code string) bool {
	return len(code) == len(firstCode) && code >= firstCode && code <= lastCode
}

// accept turns accepted findings of the rules into information with the reason,
// and reports what is accepted in vain.
func (a *auditor) accept(rules []rule) {
	found := a.found
	for _, risk := range a.opts.Accepted {
		if !Owns(risk.Code) {
			continue
		}
		if !slices.ContainsFunc(rules, func(r rule) bool { return r.code == risk.Code }) {
			a.found.Add(diag.Diagnostic{Code: codeNotAccepted, Severity: diag.Error, Span: risk.Span,
				Msg: "no finding has the code " + risk.Code, Hint: `"amlsec explain" lists the codes`})
			continue
		}
		if !found.Accept(risk) {
			a.found.Add(diag.Diagnostic{Code: codeNotFound, Severity: diag.Warning, Span: risk.Span,
				Msg: risk.Code + " is accepted, and nothing reports it", Hint: "remove it"})
		}
	}
}
