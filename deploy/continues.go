package deploy

import "context"

// Continues is the correlation id of a deployment that is there and that Run
// would continue; empty where it would submit one. With it as Options.Watched,
// Run never submits. The error is Run's, such as an *ActiveError.
func Continues(ctx context.Context, j Job, opts Options) (string, error) {
	r := newRun(j, opts)
	r.opts.Tell = func(Event) {}
	s, err := r.found(ctx)
	if err != nil {
		return "", err
	}
	if watching, err := r.continues(s); err != nil || !watching {
		return "", err
	}
	return r.mine, nil
}
