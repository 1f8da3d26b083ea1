package main

import (
	"context"
	"runtime"
	"sync"
)

// inOrder runs work on every item, on all cores, and hands the results to emit
// in the order of the items. Results that wait for an earlier one are few, so
// memory does not grow with the number of items. It ends with the first error
// of emit, or with that of ctx, and not before all work that began has ended:
// what writes files must not be cut off by the end of the process.
func inOrder[T, R any](ctx context.Context, items []T, work func(context.Context, T) R, emit func(R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	var begun sync.WaitGroup
	defer begun.Wait()
	defer cancel()
	// A result's channel enters the queue when its work starts; the queue's
	// room is therefore the number of works under way or waiting.
	queue := make(chan chan R, runtime.GOMAXPROCS(0))
	begun.Go(func() {
		defer close(queue)
		for _, item := range items {
			result := make(chan R, 1)
			select {
			case <-ctx.Done():
				return
			case queue <- result:
				begun.Go(func() { result <- work(ctx, item) })
			}
		}
	})
	for result := range queue {
		if err := emit(<-result); err != nil {
			return err
		}
	}
	return ctx.Err()
}
