package snapshot

import (
	"cmp"
	"fmt"
)

// Limits bound the work that a template can cause. A zero field is the default.
// They are far above what Azure Resource Manager itself accepts.
type Limits struct {
	// Steps is how many functions are called and values made, 2,000,000.
	Steps int
	// Bytes is how much text is made in all, 64 MiB.
	Bytes int
	// Size is how many nodes one value has when it is written out, and how many
	// the template has, 1,000,000. The whole snapshot may have twice as many.
	Size int
	// Depth is how deep a value or a template nests, 400.
	Depth int
	// Resources is how many resources one template may create, 800, and how
	// often one copy loop may run; all deployments together may create 25 times as many.
	Resources int
	// Errors is how many errors are reported, 100.
	Errors int
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Steps:     cmp.Or(l.Steps, 2_000_000),
		Bytes:     cmp.Or(l.Bytes, 64<<20),
		Size:      cmp.Or(l.Size, 1_000_000),
		Depth:     cmp.Or(l.Depth, 400),
		Resources: cmp.Or(l.Resources, 800),
		Errors:    cmp.Or(l.Errors, 100),
	}
}

// maxCalls is how deep evaluations may lie in one another: variables that use
// variables, functions that call functions, deployments within deployments.
const maxCalls = 3000

// failure is why an expression has no value.
type failure struct {
	code string
	msg  string
	hint string
}

func (f *failure) Error() string { return f.msg }

func failf(code, format string, args ...any) error {
	return &failure{code: code, msg: fmt.Sprintf(format, args...)}
}

// budget counts what has been spent of the limits.
type budget struct {
	limits    Limits
	steps     int
	bytes     int
	calls     int
	output    int
	resources int
	broken    error // the first limit that was exceeded; everything fails from then on
}

// spend counts work.
func (b *budget) spend(steps int) error {
	b.steps += steps
	if b.steps > b.limits.Steps && b.broken == nil {
		b.broken = failf(codeLimit, "the template needs more than %d steps", b.limits.Steps)
	}
	return b.broken
}

// text counts bytes of text before they are made.
func (b *budget) text(bytes int) error {
	b.bytes += bytes
	if (b.bytes > b.limits.Bytes || bytes < 0) && b.broken == nil {
		b.broken = failf(codeLimit, "the template makes more than %d bytes of text", b.limits.Bytes)
	}
	return b.broken
}

// made counts a value that was put together, and refuses one that is too large.
func (b *budget) made(v Value) error {
	s := v.about()
	switch {
	case b.broken != nil:
	case s.size > b.limits.Size:
		b.broken = failf(codeLimit, "a value has more than %d parts", b.limits.Size)
	case s.depth > b.limits.Depth:
		b.broken = failf(codeLimit, "a value nests deeper than %d levels", b.limits.Depth)
	}
	return b.broken
}

// emit counts values that become part of the snapshot.
func (b *budget) emit(values ...Value) error {
	for _, v := range values {
		if v != nil {
			b.output += v.about().size
		}
	}
	if b.output > outputs*b.limits.Size && b.broken == nil {
		b.broken = failf(codeLimit, "the resources, parameters and outputs together have more than %d parts", outputs*b.limits.Size)
	}
	return b.broken
}

// outputs is how many times as large as one value the whole snapshot may be.
const outputs = 2

// enter counts one more evaluation inside the others; leave ends it.
func (b *budget) enter() error {
	b.calls++
	if b.calls > maxCalls && b.broken == nil {
		b.broken = failf(codeLimit, "evaluations lie in one another deeper than %d levels", maxCalls)
	}
	return b.broken
}

func (b *budget) leave() { b.calls-- }
