package main

import (
	"context"
	"runtime"
)

// inOrder runs work on every item, on all cores, and hands the results to emit
// in the order of the items. Results that wait for an earlier one are few, so
// memory does not grow with the number of items. It ends with the first error
// of emit, or with that of ctx.
func inOrder[T, R any](ctx context.Context, items []T, work func(context.Context, T) R, emit func(R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	// A result's channel enters the queue when its work starts; the queue's
	// room is therefore the number of works under way or waiting.
	queue := make(chan chan R, runtime.GOMAXPROCS(0))
	go func() {
		defer close(queue)
		for _, item := range items {
			result := make(chan R, 1)
			select {
			case <-ctx.Done():
				return
			case queue <- result:
				go func() { result <- work(ctx, item) }()
			}
		}
	}()
	for result := range queue {
		if err := emit(<-result); err != nil {
			return err
		}
	}
	return ctx.Err()
}
