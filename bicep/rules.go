package bicep

import (
	"github.com/amlsec/amlsec/bicep/check"
	"github.com/amlsec/amlsec/bicep/syntax"
	"github.com/amlsec/amlsec/diag"
)

// Rules are the codes of ours that the front end reports, for what Bicep has
// no code. All others are Bicep's own: BCP and three digits, or the name of a
// rule of its linter.
func Rules() []diag.Rule {
	return []diag.Rule{
		{
			Code: syntax.CodeTooDeep, Severity: diag.Error, Title: "expressions and types nest within bounds",
			Why: "Without a bound a file could exhaust the memory of whoever builds it; nothing that people write comes near it.",
			Fix: "Give a part of the expression to a variable, and use that.",
		},
		{
			Code: check.CodeOutside, Severity: diag.Error, Title: "files lie within the folder that a program is bound to",
			Why: "A module that reaches out of the folder reads files that whoever builds it did not mean to show.",
			Fix: "Move the file into the folder, or name one that is there.",
		},
		{
			Code: check.CodeTooMany, Severity: diag.Error, Title: "a program has a bounded number of files and levels of modules",
			Why: "Modules that use modules without end are a mistake, and Azure bounds the size of a template anyway.",
			Fix: "Use fewer modules, or nest them less.",
		},
		{
			Code: check.CodeNotText, Severity: diag.Error, Title: "a source file is UTF-8",
			Why: "What other encodings mean depends on the machine, and Bicep reads UTF-8 alone.",
			Fix: "Save the file as UTF-8.",
		},
		{
			Code: check.CodeUnsupported, Severity: diag.Error, Title: "a file uses the part of Bicep that amlsec supports",
			Why: "A template that leaves out what the file says would deploy something else.",
			Fix: "Write it another way, or build the file with the Bicep CLI.",
		},
	}
}

// LinterRules are the rules of Bicep's linter that Check applies. Bicep itself
// documents why they are there.
func LinterRules() []diag.Rule {
	var rules []diag.Rule
	for _, r := range check.Rules() {
		if r.Severity == 0 {
			continue // off
		}
		rules = append(rules, diag.Rule{
			Code: r.Name, Severity: r.Severity, Title: r.Title,
			Sources: []string{"https://aka.ms/bicep/linter-diagnostics#" + r.Name},
		})
	}
	return rules
}
