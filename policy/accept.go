package policy

import (
	"github.com/amlsec/amlsec/diag"
)

// accept turns accepted findings into information with the reason, and reports
// what is accepted in vain. A denial cannot be accepted: Azure denies it all the
// same.
func (r *run) accept() {
	found := r.found
	for _, risk := range r.opts.Accepted {
		switch {
		case !Owns(risk.Code):
		case risk.Code != codeAudited:
			r.found.Add(diag.Diagnostic{Code: codeNotAccepted, Severity: diag.Error, Span: risk.Span,
				Msg: risk.Code + " cannot be accepted, only " + codeAudited, Hint: "remove it"})
		case !found.Accept(risk):
			r.found.Add(diag.Diagnostic{Code: codeNotFound, Severity: diag.Warning, Span: risk.Span,
				Msg: risk.Code + " is accepted, and nothing reports it", Hint: "remove it"})
		}
	}
}
