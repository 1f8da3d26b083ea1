package plan

import (
	"slices"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
)

// accept turns the warnings that the intent accepts into information, and
// reports what cannot be accepted.
func (b *builder) accept() {
	found := slices.Clone(b.diags)
	Accept(b.in, b.diags)
	b.checkAccepts(found)
}

// Accept marks the warnings of found that the intent accepts: they become
// information, with the user's reason as a note. It changes found in place,
// and serves the findings of later stages as well.
func Accept(in *intent.Intent, found diag.List) {
	for _, a := range in.Accept {
		for i := range found {
			if found[i].Code == a.Code.V && found[i].Severity == diag.Warning {
				found[i].Accept(a.Reason.V)
			}
		}
	}
}

// checkAccepts checks the codes that the intent accepts. Nothing is called
// superfluous where errors may hide what was accepted.
func (b *builder) checkAccepts(found diag.List) {
	for i, a := range b.in.Accept {
		code := a.Code
		same := func(o intent.Accept) bool { return o.Code.V == code.V }
		if j := slices.IndexFunc(b.in.Accept[:i], same); j >= 0 {
			b.failBeside(b.in.Accept[j].Code.Span, "AML123", code.Span, "keep one, with the reason that holds", "%s is accepted twice", code.V)
			continue
		}
		if isAuditCode(code.V) {
			continue // the audit knows its codes, and what occurs
		}
		b.checkAccept(code, found)
	}
}

func (b *builder) checkAccept(code intent.String, found diag.List) {
	rule, known := ruleOf(code.V)
	occurs := slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == code.V })
	switch {
	case !known:
		b.fail("AML120", code.Span, "\"amlsec explain\" lists the codes", "there is no code %s", code.V)
	case rule.Severity == diag.Error:
		b.fail("AML121", code.Span, "remove it, and mend what it reports", "%s is an error, and only warnings can be accepted: %s", code.V, rule.Title)
	case !occurs && !found.HasErrors() && ownCode(code.V):
		b.warn("AML122", code.Span, "remove it", "%s is accepted, and nothing reports it: %s", code.V, rule.Title)
	}
}

// ruleOf is the rule of a code of this package or of package intent.
func ruleOf(code string) (diag.Rule, bool) {
	for _, r := range slices.Concat(ownRules(), intent.Rules()) {
		if r.Code == code {
			return r, true
		}
	}
	return diag.Rule{}, false
}

// ownCode reports whether the code is one of this package's.
func ownCode(code string) bool {
	return slices.ContainsFunc(ownRules(), func(r diag.Rule) bool { return r.Code == code })
}

// isAuditCode reports whether a code is in the range of the audit of templates,
// or of policies, which check by themselves that what is accepted exists and occurs.
func isAuditCode(code string) bool {
	return len(code) == len("AML650") && (code >= "AML650" && code <= "AML799" || code >= "AML850" && code <= "AML869")
}
