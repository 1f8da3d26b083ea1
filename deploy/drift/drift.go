// Package drift compares what is deployed with what was asked for: each resource
// of a snapshot is read from Azure, and each property that the template sets is
// compared. What cannot be compared, or cannot be read, is counted and told: it
// is never taken for the same.
package drift

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

// Azure is what a comparison needs of a connection; both are methods of
// arm.Client, and both only read.
type Azure struct {
	Get  property.Getter
	List property.Lister
}

// Options say how to compare.
type Options struct {
	// Facts are what is known of properties.
	Facts *property.Facts
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
	r := &reader{azure: azure, opts: opts}
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

// reader holds what was read.
type reader struct {
	azure Azure
	opts  Options
	found map[string]property.Reading // by id in lower case
}

// readAll reads the resources whose ids are known.
func (r *reader) readAll(ctx context.Context, list []snapshot.Resource) (err error) {
	var refs []property.Ref
	for _, res := range list {
		if res.Extension == "" && strings.HasPrefix(res.ID, "/") && !strings.Contains(res.ID, "[") && res.APIVersion != "" {
			refs = append(refs, property.Ref{ID: res.ID, Version: res.APIVersion})
		}
	}
	r.found, err = property.ReadAll(ctx, r.azure.Get, refs)
	return err
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
