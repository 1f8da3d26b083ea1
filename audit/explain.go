package audit

import (
	"github.com/amlsec/amlsec/diag"
)

// Rules are the codes that Run reports. The Example of each is a template that
// is reported with it, not an intent.
func Rules() []diag.Rule {
	list := make([]diag.Rule, 0, len(rules())+3)
	for _, r := range rules() {
		list = append(list, r.explained())
	}
	return append(list,
		diag.Rule{
			Code: codeNotAccepted, Severity: diag.Error, Title: "what is accepted exists",
			Why: "A misspelt code accepts nothing, and the finding that was meant stays open.",
			Fix: "Correct the code; amlsec explain lists all.",
		},
		diag.Rule{
			Code: codeNotFound, Severity: diag.Warning, Title: "what is accepted is found",
			Why: "An acceptance that outlives its finding would hide the next one.",
			Fix: "Remove it from accept.",
		},
		diag.Rule{
			Code: codeTooMany, Severity: diag.Error, Title: "a report can be read",
			Why: "A template whose loops break a control thousands of times is told in part; what is not told may weigh more.",
			Fix: "Mend what is told, or audit the template in parts.",
		})
}

// explained is the rule for amlsec explain.
func (r rule) explained() diag.Rule {
	e := diag.Rule{
		Code: r.code, Severity: r.severity(), Title: r.title, Why: r.why,
		Fix: sentence(r.hint()), Sources: r.sources, Example: r.example(),
	}
	if r.decided != "" {
		e.Why += " It is a " + r.severity().String() + " all the same: " + r.decided + "."
	}
	if r.severity() == diag.Info && r.decided != "" {
		e.Why = r.why + " It is for information all the same: " + r.decided + "."
	}
	return e
}

// sentence is a hint with a capital and a full stop.
func sentence(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		s = string(s[0]-'a'+'A') + s[1:]
	}
	return s + "."
}

// Control says which code stands for a control.
type Control struct {
	// ID is the control, such as ST-01, and Code its code.
	ID, Code string
	// Level is required, recommended or optional-cmk.
	Level string
	// Severity is how findings are reported.
	Severity diag.Severity
	// Type is the resource type, Path the property, Wanted what is asked.
	Type, Path, Wanted string
	// Decided says why findings are reported otherwise than the level says.
	Decided string
	// Sources name who asks for it.
	Sources []string
}

// Controls are the controls that the rules stand for, by code.
func Controls() []Control {
	var list []Control
	for _, r := range rules() {
		if r.control == "" {
			continue
		}
		list = append(list, Control{
			ID: r.control, Code: r.code, Level: r.level.String(), Severity: r.severity(),
			Type: r.typ, Path: r.path, Wanted: r.wanted(), Decided: r.decided, Sources: r.sources,
		})
	}
	return list
}
