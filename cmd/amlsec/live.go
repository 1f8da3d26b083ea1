package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/amlsec/amlsec/deploy"
	"github.com/amlsec/amlsec/diag"
)

// live shows on a terminal, below what has been printed, what is being made now:
// a tree with nested deployments, drawn anew each second. No library is behind
// it: it moves up over what it drew, and clears it.
type live struct {
	out   io.Writer
	width func() int

	mu      sync.Mutex
	begun   time.Time
	running []making
	done    int
	drawn   int // lines on the terminal
	stop    chan struct{}
	stopped sync.WaitGroup
}

// making is an operation that goes on, and since when.
type making struct {
	deploy.Operation
	since time.Time
}

// startLive begins to draw.
func startLive(out io.Writer, width func() int) *live {
	l := &live{out: out, width: width, begun: time.Now(), stop: make(chan struct{})}
	l.stopped.Go(func() {
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-l.stop:
				return
			case <-tick.C:
				l.print("")
			}
		}
	})
	return l
}

// end takes the tree away.
func (l *live) end() {
	if l == nil {
		return
	}
	close(l.stop)
	l.stopped.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	_, _ = io.WriteString(l.out, l.erase())
}

// print writes lines above the tree.
func (l *live) print(text string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	lines := frame(l.running, l.status(), l.width())
	_, _ = io.WriteString(l.out, l.erase()+text+strings.Join(lines, "")) // a terminal that is gone shows elsewhere
	l.drawn = len(lines)
}

// erase is what takes the tree off the terminal.
func (l *live) erase() string {
	if l.drawn == 0 {
		return ""
	}
	n := l.drawn
	l.drawn = 0
	return fmt.Sprintf("\x1b[%dA\r\x1b[J", n)
}

func (l *live) status() status {
	return status{now: time.Now(), begun: l.begun, done: l.done}
}

// operation takes note of a change.
func (l *live) operation(o deploy.Operation) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, m := range l.running {
		if m.Resource == o.Resource && m.Deployment == o.Deployment {
			l.running = append(l.running[:i], l.running[i+1:]...)
			break
		}
	}
	if o.Ended() {
		l.done++
		return
	}
	since := time.Now().Add(-time.Duration(o.Seconds * float64(time.Second)))
	l.running = append(l.running, making{o, since})
}

// status is the state of a deployment as a whole.
type status struct {
	now, begun time.Time
	done       int
}

// frameLines is how many lines the tree has at most.
const frameLines = 12

// frame is the tree in lines that fit the width: nested operations beneath the
// deployment that they belong to, and a line of counts.
func frame(running []making, s status, width int) []string {
	var rows []string
	shown := map[string]bool{}
	for _, m := range running {
		shown[m.Name] = shown[m.Name] || isDeployment(m)
	}
	for _, m := range running {
		if m.Deployment == "" || !shown[m.Deployment] {
			branch(&rows, m, running, depth{now: s.now})
		}
	}
	more := ""
	if n := len(rows) - frameLines; n > 0 {
		rows, more = rows[:frameLines], fmt.Sprintf(", %d of them not shown", n)
	}
	counts := fmt.Sprintf("%d done, %d under way%s, %s", s.done, len(running), more, duration(s.now.Sub(s.begun).Seconds()))
	lines := make([]string, 0, len(rows)+1)
	for _, row := range append(rows, counts) {
		lines = append(lines, fitted(diag.Printable(row), width-1)+"\n")
	}
	return lines
}

// depth is how deep a branch is.
type depth struct {
	now    time.Time
	levels int
}

// branch adds an operation, and those of the nested deployment that it is.
func branch(rows *[]string, m making, running []making, d depth) {
	if d.levels > frameLines {
		return
	}
	*rows = append(*rows, fmt.Sprintf("%s… %s %s  %s", strings.Repeat("  ", d.levels), m.Type, m.Name, duration(d.now.Sub(m.since).Seconds())))
	if !isDeployment(m) {
		return
	}
	for _, inner := range running {
		if inner.Deployment == m.Name {
			branch(rows, inner, running, depth{d.now, d.levels + 1})
		}
	}
}

func isDeployment(m making) bool {
	return strings.EqualFold(m.Type, "Microsoft.Resources/deployments")
}

// fitted cuts a line to so many columns.
func fitted(s string, columns int) string {
	if diag.Width(s) <= columns {
		return s
	}
	r := []rune(s)
	for len(r) > 0 && diag.Width(string(r)) >= columns {
		r = r[:len(r)-1]
	}
	return string(r) + "…"
}
