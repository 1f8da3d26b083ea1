package preflight

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
)

// Call is a request that a check makes.
type Call struct {
	// Method is GET, or POST for an action that changes nothing.
	Method string
	// Path shows the parts that differ in braces; {scope} is a resource group,
	// a subscription or a resource.
	Path, Version string
	// Action is the right that the request needs.
	Action string
}

// Check is one row of what is checked.
type Check struct {
	// ID is stable: area and name.
	ID string
	// Title says in a few words what is checked.
	Title string
	// Blocks: a failure means that the deployment fails.
	Blocks bool
	// Calls are the requests it makes.
	Calls []Call
	// Source is the page that states the fact behind it.
	Source string

	tasks func(*world) []task
}

// Area is the first part of the id.
func (c Check) Area() string {
	area, _, _ := strings.Cut(c.ID, "/")
	return area
}

// task is a check of one target.
type task struct {
	target string // an id
	path   string // the origin of what needs it
	ask    func(context.Context) []finding
}

// finding is what a task found.
type finding struct {
	status                        Status
	found, wanted, reason, remedy string
	// target and path replace those of the task where they are not empty.
	target, path string
}

func passed(found string) finding { return finding{status: Passed, found: found} }

func notRun(reason string) finding { return finding{status: NotRun, reason: reason} }

func failed(found, wanted, remedy string) finding {
	return finding{status: Failed, found: found, wanted: wanted, remedy: remedy}
}

// one makes a task whose question has one answer.
func one(target, path string, ask func(context.Context) finding) task {
	return task{target, path, func(ctx context.Context) []finding { return []finding{ask(ctx)} }}
}

// sideBySide is how many tasks are under way at a time: Azure Resource Manager
// counts requests by principal, and 8 stay far below its 25 a second.
const sideBySide = 8

// runAll runs the tasks of all checks and gives the results in their order.
func (w *world) runAll(ctx context.Context) []Result {
	type job struct {
		check Check
		task
		results []Result
	}
	var jobs []*job
	for _, c := range Checks() {
		tasks := c.tasks(w)
		slices.SortStableFunc(tasks, func(a, b task) int {
			return cmp.Or(strings.Compare(strings.ToLower(a.target), strings.ToLower(b.target)), strings.Compare(a.path, b.path))
		})
		for _, t := range tasks {
			jobs = append(jobs, &job{check: c, task: t})
		}
	}
	var running sync.WaitGroup
	room := make(chan struct{}, sideBySide)
	for _, j := range jobs {
		room <- struct{}{}
		running.Go(func() {
			defer func() { <-room }()
			j.results = outcome(ctx, j.check, j.task)
		})
	}
	running.Wait()
	var results []Result
	for _, j := range jobs {
		results = append(results, j.results...)
	}
	return results
}

// outcome runs one task. After the end of the run nothing more is asked.
func outcome(ctx context.Context, c Check, t task) []Result {
	findings := []finding{notRun("interrupted")}
	if ctx.Err() == nil {
		findings = t.ask(ctx)
	}
	var results []Result
	for _, f := range findings {
		results = append(results, Result{
			Check: c.ID, Area: c.Area(), Title: c.Title, Source: c.Source,
			Status: f.status, Blocks: c.Blocks && f.status == Failed,
			Found: f.found, Wanted: f.wanted, Reason: f.reason, Remedy: f.remedy,
			Target: cmp.Or(f.target, t.target), Path: cmp.Or(f.path, t.path),
		})
	}
	return results
}
