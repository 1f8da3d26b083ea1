package generator

import "github.com/amlsec/amlsec/diag"

const (
	codeUnknown = "AML801"
	codeParse   = "AML802"
	codeExecute = "AML803"
	codeSyntax  = "AML804"
)

// Rules are the codes that Generate reports of its own, all about templates
// that replace those built in.
func Rules() []diag.Rule {
	return []diag.Rule{
		{
			Code: codeUnknown, Severity: diag.Error, Title: "a template replaces one that is built in",
			Why: "A file under another name would never be used, and what it says would silently be missing.",
			Fix: "Name the file like the template that it replaces, such as storage.bicep.tmpl.",
		},
		{
			Code: codeParse, Severity: diag.Error, Title: "a template is valid text/template",
			Why: "A template that does not parse cannot be rendered. Functions that are not on amlsec's list count as mistakes too.",
			Fix: "Correct the template at the place shown.",
		},
		{
			Code: codeExecute, Severity: diag.Error, Title: "a template asks for what the plan has",
			Why: "A field or an argument that does not exist stops rendering, so that nothing half-rendered is written.",
			Fix: "Correct the template at the place shown; the fields are those of package plan.",
		},
		{
			Code: codeSyntax, Severity: diag.Error, Title: "a template renders Bicep",
			Why: "Text that is no Bicep cannot be formatted, checked or deployed.",
			Fix: "Correct the template. Write every value with str, value or name, which quote it.",
		},
	}
}
