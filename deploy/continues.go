package deploy

import "context"

// Continues reports whether Run would continue a deployment that is there, and
// not submit one. The error is Run's, such as an *ActiveError.
func Continues(ctx context.Context, j Job, opts Options) (bool, error) {
	r := newRun(j, opts)
	r.opts.Tell = func(Event) {}
	s, err := r.found(ctx)
	if err != nil {
		return false, err
	}
	return r.continues(s)
}
