package plan

import "github.com/amlsec/amlsec/diag"

// idle is a field that was written and, as the rest of the intent stands, does
// nothing. It is a warning, because a reader would believe it did.
type idle struct {
	set  bool
	at   diag.Span
	path string
}

// warnIdle reports the fields of the list that were written.
func (b *builder) warnIdle(because string, fields ...idle) {
	for _, f := range fields {
		if f.set {
			b.warn("AML420", f.at, "leave it out", "%q has no effect: %s", f.path, because)
		}
	}
}
