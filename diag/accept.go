package diag

// Accepted is a risk that is taken knowingly.
type Accepted struct {
	// Code is the code of the findings.
	Code string
	// Reason is why; it stands in every report.
	Reason string
	// Span is where the code is accepted.
	Span Span
}

// Accept turns the findings of a risk into information with the reason, and
// reports whether there are any.
func (l List) Accept(risk Accepted) (any bool) {
	for i := range l {
		d := &l[i]
		if d.Code != risk.Code {
			continue
		}
		any = true
		if d.Severity != Info {
			d.Accept(risk.Reason)
		}
	}
	return any
}
