package destroy

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
)

// Event is what has become of an item.
type Event struct {
	Item Item
	// Err is why it is still there; nil when it is gone.
	Err error
	// Number and Of count items, from 1.
	Number, Of int
}

// Outcome is the end of a run.
type Outcome struct {
	// Deleted are the items that are gone, Left those that are still there.
	Deleted []Item
	Left    []Left
}

// Left is an item that is still there, and why.
type Left struct {
	Item Item
	Err  error
}

// errWaits is why an item is not tried.
type errWaits struct{ on string }

func (e *errWaits) Error() string { return "not tried: " + e.on + " is in the way and still there" }

// How deletions go: so many at a time, and so many tries where another
// operation is in the way.
const (
	parallel = 4
	tries    = 7
)

// between is how long to wait before the next try.
func between(try int) time.Duration { return min(time.Duration(try+1)*10*time.Second, time.Minute) }

// Run deletes the items of a list, wave by wave, and then each group that is
// empty. What fails does not stop what does not wait for it. Tell is told of each
// item, in the order of the list. The error is that of the context.
func (l *List) Run(ctx context.Context, azure Azure, tell func(Event)) (*Outcome, error) {
	d := &deleter{azure: azure, out: &Outcome{}, tell: tell, of: len(l.Items) + len(l.Groups), failed: map[int]bool{}}
	for begin := 0; begin < len(l.Items); {
		end := begin
		for end < len(l.Items) && l.Items[end].Wave == l.Items[begin].Wave {
			end++
		}
		d.wave(ctx, l.Items, [2]int{begin, end})
		begin = end
	}
	for _, group := range l.Groups {
		d.done(-1, group, d.group(ctx, group, l.Items))
	}
	return d.out, ctx.Err()
}

type deleter struct {
	azure  Azure
	out    *Outcome
	tell   func(Event)
	of     int
	number int
	failed map[int]bool
}

// wave deletes items that do not wait for each other.
func (d *deleter) wave(ctx context.Context, items []Item, span [2]int) {
	results := make([]chan error, len(items))
	slots := make(chan struct{}, parallel)
	var wait sync.WaitGroup
	for i := span[0]; i < span[1]; i++ {
		results[i] = make(chan error, 1)
		if blocker := d.blocker(items, i); blocker != "" {
			results[i] <- &errWaits{blocker}
			continue
		}
		wait.Add(1)
		go func() {
			defer wait.Done()
			slots <- struct{}{}
			results[i] <- d.remove(ctx, items[i])
			<-slots
		}()
	}
	for i := span[0]; i < span[1]; i++ {
		d.done(i, items[i], <-results[i])
	}
	wait.Wait()
}

// blocker is the name of an item that is in the way and still there; empty for none.
func (d *deleter) blocker(items []Item, i int) string {
	for _, j := range items[i].before {
		if d.failed[j] && !isAside(items[j].Type) {
			return items[j].Name
		}
	}
	return ""
}

// done keeps what has become of an item.
func (d *deleter) done(i int, item Item, err error) {
	d.number++
	if err == nil {
		d.out.Deleted = append(d.out.Deleted, item)
	} else {
		d.out.Left = append(d.out.Left, Left{item, err})
		d.failed[i] = true
	}
	d.tell(Event{Item: item, Err: err, Number: d.number, Of: d.of})
}

// remove deletes one resource and waits until it is gone.
func (d *deleter) remove(ctx context.Context, item Item) error {
	for try := 0; ; try++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := d.once(ctx, item)
		if err == nil || arm.NotFound(err) {
			return nil
		}
		if try+1 >= tries || !conflict(err) {
			return err
		}
		if err := d.azure.Clock.Sleep(ctx, between(try)); err != nil {
			return err
		}
	}
}

func (d *deleter) once(ctx context.Context, item Item) error {
	resp, err := d.azure.Do(ctx, arm.Request{
		Method: http.MethodDelete, Path: property.EscapeID(item.ID), Version: item.version, Query: item.query,
	})
	if err != nil {
		return err
	}
	_, err = d.azure.Wait(ctx, resp)
	return err
}

// conflict reports whether another operation is in the way, so that it helps to
// wait. A lock does not go away by waiting.
func conflict(err error) bool {
	if arm.HasCode(err, "ScopeLocked") {
		return false
	}
	if arm.HasCode(err, conflicts()...) {
		return true
	}
	var answered *arm.Error
	return errors.As(err, &answered) && (answered.Status == http.StatusConflict || answered.Status == http.StatusTooManyRequests)
}

// group deletes a resource group in which nothing is left. It is listed anew:
// somebody could have put something into it meanwhile.
func (d *deleter) group(ctx context.Context, group Item, items []Item) error {
	for i, item := range items {
		if d.failed[i] && property.Within(item.ID, group.ID) {
			return &errWaits{item.Name}
		}
	}
	left, err := property.InGroup(ctx, d.azure.List, group.ID)
	switch {
	case arm.NotFound(err):
		return nil
	case err != nil:
		return fmt.Errorf("list what is left in it: %w", err)
	case len(left) > 0:
		var names []string
		for _, l := range left[:min(len(left), 5)] {
			names = append(names, property.Title(l.ID))
		}
		return fmt.Errorf("it holds %s: %s", count(len(left), "other resource"), strings.Join(names, ", "))
	}
	return d.remove(ctx, group)
}
