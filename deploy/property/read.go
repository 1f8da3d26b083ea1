package property

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

// Ref is a resource to read: its id, and the version of the API to read it with.
type Ref struct{ ID, Version string }

// Reading is what came of reading a resource.
type Reading struct {
	// Body is the resource; nil with an error.
	Body *snapshot.Object
	// Err is Azure's answer when it did not return the resource.
	Err error
}

// Getter reads what is at a path; a method of arm.Client.
type Getter func(ctx context.Context, path, version string, into any) error

// parallel is how many resources are read at a time.
const parallel = 8

// ReadAll reads resources, several at a time, each once. What came of each is
// told by its id in lower case. That Azure cannot be asked is an error: no login,
// no network, no such subscription for any of them, the end of the context.
func ReadAll(ctx context.Context, get Getter, list []Ref) (map[string]Reading, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	found := map[string]*Reading{}
	slots := make(chan struct{}, parallel)
	var wait sync.WaitGroup
	for _, ref := range list {
		key := strings.ToLower(ref.ID)
		if found[key] != nil {
			continue
		}
		into := &Reading{}
		found[key] = into
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			if err := into.read(ctx, get, ref); err != nil {
				cancel(err)
			}
		})
	}
	wait.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	all := make(map[string]Reading, len(found))
	var hidden error
	seen := false
	for key, r := range found {
		all[key] = *r
		if arm.NoSubscription(r.Err) {
			hidden = r.Err
		} else {
			seen = true
		}
	}
	if hidden != nil && !seen {
		return nil, hidden
	}
	return all, nil
}

// read reads one resource. What Azure answers is kept; that it cannot be asked
// is an error.
func (r *Reading) read(ctx context.Context, get Getter, ref Ref) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	var got Body
	err := get(ctx, EscapeID(ref.ID), ref.Version, &got)
	var answered *arm.Error
	switch {
	case errors.As(err, &answered):
		r.Err = err
	case err != nil:
		return fmt.Errorf("read %s: %w", ref.ID, err)
	case got.Object == nil:
		r.Err = errors.New("the answer is no resource")
	}
	r.Body = got.Object
	return nil
}
