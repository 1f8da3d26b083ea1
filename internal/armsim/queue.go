package armsim

import (
	"container/heap"
	"time"
)

// event is something that happens at a simulated time.
type event struct {
	at   time.Time
	turn int // events of one time happen in the order they were planned
	do   func(now time.Time)
}

// queue is what is going to happen, the next first.
type queue struct {
	list []event
	turn int
}

func (q *queue) Len() int           { return len(q.list) }
func (q *queue) Swap(i, j int)      { q.list[i], q.list[j] = q.list[j], q.list[i] }
func (q *queue) Push(x any)         { q.list = append(q.list, x.(event)) }
func (q *queue) Less(i, j int) bool { return q.list[i].before(q.list[j]) }

func (q *queue) Pop() any {
	last := q.list[len(q.list)-1]
	q.list = q.list[:len(q.list)-1]
	return last
}

func (e event) before(f event) bool {
	return e.at.Before(f.at) || e.at.Equal(f.at) && e.turn < f.turn
}

// at plans something; s.mu is held.
func (s *Server) at(t time.Time, do func(now time.Time)) {
	s.events.turn++
	heap.Push(&s.events, event{t, s.events.turn, do})
}

// catchUp lets happen what is due by now; s.mu is held.
func (s *Server) catchUp() {
	now := s.now()
	for len(s.events.list) > 0 && !s.events.list[0].at.After(now) {
		e := heap.Pop(&s.events).(event)
		e.do(e.at)
	}
}
