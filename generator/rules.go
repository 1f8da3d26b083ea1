package generator

import "github.com/amlsec/amlsec/diag"

const (
	codeUnknown = "AML801"
	codeParse   = "AML802"
	codeExecute = "AML803"
	codeSyntax  = "AML804"
	codeHost    = "AML805"
)

// Rules are the codes that Generate reports of its own, most of them about
// templates that replace those built in.
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
		{
			Code: codeHost, Severity: diag.Info, Title: "texts of an intent name no host of one cloud",
			Why: "Such a host differs from cloud to cloud, and the rule no-hardcoded-env-urls of Bicep's linter will remark on it wherever the Bicep is built. In a tag or a name it does no harm.",
			Fix: "Leave the host out, or disregard the remark.",
			Example: `apiVersion: amlsec/v1
name: fraud
location: eastus2
tags: {docs: https://management.azure.com/}
`,
		},
	}
}
