// Package drift compares what is deployed with what was asked for: each resource
// of a snapshot is read from Azure, and each property that the template sets is
// compared. What cannot be compared, or cannot be read, is counted and told: it
// is never taken for the same.
package drift

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

// Azure is what a comparison needs of a connection; both are methods of
// arm.Client, and both only read.
type Azure struct {
	Get  func(ctx context.Context, path, version string, into any) error
	List func(ctx context.Context, path, version string, query url.Values) ([]json.RawMessage, error)
}

// Options say how to compare.
type Options struct {
	// Facts are what is known of properties.
	Facts *property.Facts
	// Parallel is how many resources are read at a time; 0 is 8.
	Parallel int
	// Groups are the ids of the resource groups in which resources that are no
	// longer asked for are looked for: those with the tag. None with an empty Tag.
	Groups     []string
	Tag, Value string
}

// State is how a resource compares.
type State string

// The states.
const (
	Same      State = "same"
	Different State = "different"
	Missing   State = "missing"
	// Unreadable: Azure did not let it be read.
	Unreadable State = "unreadable"
	// Unknown: whether it should exist, or under which id, Azure alone knows.
	Unknown State = "unknown"
)

// Report is the outcome of a comparison.
type Report struct {
	// Resources are those of the snapshot that the template creates, in its order.
	Resources []Resource
	// Extra are resources with the tag that the template does not create, by id.
	Extra []Extra
	// Unlisted are the groups that could not be searched for such resources.
	Unlisted []Unlisted
}

// Resource is one resource.
type Resource struct {
	ID, Type, Name string
	State          State
	// Why says why it could not be read, or is Unknown.
	Why string
	// Differences are the properties that differ, Skipped those that cannot be compared.
	Differences []Difference
	Skipped     []Skipped
	// Compared is how many values were compared.
	Compared int
}

// Difference is a property that differs.
type Difference struct {
	Path string
	// Want is what was asked for and Got what is there, as JSON with secrets
	// hidden; empty for nothing.
	Want, Got string
}

// Skipped is a property that cannot be compared, and why.
type Skipped struct {
	Path   string
	Reason property.Reason
}

// Extra is a resource that is no longer asked for.
type Extra struct{ ID, Type, Name string }

// Unlisted is a group that could not be listed, and why.
type Unlisted struct{ Group, Why string }

// Run reads the resources of a snapshot and compares. An error is one that
// leaves nothing to report: no login, no network, the end of the context.
func Run(ctx context.Context, azure Azure, snap *snapshot.Snapshot, opts Options) (*Report, error) {
	r := &reader{azure: azure, opts: opts, found: map[string]reading{}}
	if err := r.readAll(ctx, snap.Resources); err != nil {
		return nil, err
	}
	report := &Report{}
	for _, res := range snap.Resources {
		if !res.Existing && res.Extension == "" {
			report.Resources = append(report.Resources, r.compare(res))
		}
	}
	return report, r.extras(ctx, snap.Resources, report)
}

// reading is what came of reading a resource.
type reading struct {
	body *snapshot.Object
	err  error
}

// reader reads resources, each once.
type reader struct {
	azure Azure
	opts  Options
	mu    sync.Mutex
	found map[string]reading // by id in lower case
}

// readAll reads the resources, several at a time.
func (r *reader) readAll(ctx context.Context, list []snapshot.Resource) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	parallel := r.opts.Parallel
	if parallel <= 0 {
		parallel = 8
	}
	slots := make(chan struct{}, parallel)
	var wait sync.WaitGroup
	for _, res := range list {
		if !readable(res) {
			continue
		}
		slots <- struct{}{}
		wait.Add(1)
		go func() {
			defer func() { <-slots; wait.Done() }()
			if err := r.read(ctx, res); err != nil {
				cancel(err)
			}
		}()
	}
	wait.Wait()
	return context.Cause(ctx)
}

// readable reports whether the id of a resource is known.
func readable(res snapshot.Resource) bool {
	return res.Extension == "" && strings.HasPrefix(res.ID, "/") && !strings.Contains(res.ID, "[") && res.APIVersion != ""
}

// read reads one resource. What Azure answers is kept; that it cannot be asked
// is an error.
func (r *reader) read(ctx context.Context, res snapshot.Resource) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	key := strings.ToLower(res.ID)
	r.mu.Lock()
	_, known := r.found[key]
	r.mu.Unlock()
	if known {
		return nil
	}
	var got property.Body
	err := r.azure.Get(ctx, property.EscapeID(res.ID), res.APIVersion, &got)
	var answered *arm.Error
	if err != nil && !errors.As(err, &answered) {
		return fmt.Errorf("read %s: %w", res.ID, err)
	}
	if err == nil && got.Object == nil {
		err = errors.New("the answer is no resource")
	}
	r.mu.Lock()
	r.found[key] = reading{got.Object, err}
	r.mu.Unlock()
	return nil
}

// extras finds the resources with the tag that are not asked for.
func (r *reader) extras(ctx context.Context, list []snapshot.Resource, report *Report) error {
	if r.opts.Tag == "" {
		return nil
	}
	asked := map[string]bool{}
	for _, res := range list {
		asked[strings.ToLower(res.ID)] = true
	}
	for _, group := range r.opts.Groups {
		found, err := property.Owned(ctx, r.azure.List, property.Owner{Group: group, Tag: r.opts.Tag, Value: r.opts.Value})
		var answered *arm.Error
		switch {
		case arm.NotFound(err):
		case errors.As(err, &answered):
			report.Unlisted = append(report.Unlisted, Unlisted{group, answered.Error()})
		case err != nil:
			return fmt.Errorf("list the resources of %s: %w", group, err)
		}
		for _, id := range found {
			if !asked[strings.ToLower(id)] {
				_, typ, name := property.SplitID(id)
				report.Extra = append(report.Extra, Extra{id, typ, name})
			}
		}
	}
	return nil
}
