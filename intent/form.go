package intent

import (
	"regexp"
	"sync"
)

// form is a regular expression, compiled when it is first used: a run meets few
// of them, and to compile all would take longer than to read an intent.
type form struct {
	expr     string
	compiled func() *regexp.Regexp
}

func newForm(expr string) *form {
	return &form{expr, sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })}
}

// MatchString reports whether s has the form.
func (f *form) MatchString(s string) bool { return f.compiled().MatchString(s) }

// String is the expression.
func (f *form) String() string { return f.expr }
