package destroy

import (
	"time"

	"github.com/amlsec/amlsec/diag"
)

// JSON is a list, and what became of it, as JSON. Its members are only added
// to: Version says so when one changes. No list is null.
type JSON struct {
	Version     int    `json:"version"`
	Environment string `json:"environment"`
	// Run is false when nothing was deleted, for want of consent.
	Run   bool       `json:"run"`
	Items []JSONItem `json:"items"`
	Kept  []JSONKept `json:"kept"`
	Locks []JSONLock `json:"locks"`
}

// JSONItem is a resource to delete.
type JSONItem struct {
	ID   string `json:"id"`
	Type string `json:"type"`
	Name string `json:"name"`
	Wave int    `json:"wave"`
	With int    `json:"with"`
	// State is "listed", "deleted" or "left"; Why says why it is left.
	State string `json:"state"`
	Why   string `json:"why,omitempty"`
	// KeptUntil is when Azure lets go of it; empty for at once.
	KeptUntil string `json:"keptUntil,omitempty"`
}

// JSONKept is a resource that stays.
type JSONKept struct {
	ID     string `json:"id"`
	Type   string `json:"type"`
	Name   string `json:"name"`
	Why    string `json:"why"`
	Unread bool   `json:"unread"`
	Orphan bool   `json:"orphan"`
}

// JSONLock is a lock in the way.
type JSONLock struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Level  string `json:"level"`
	Blocks int    `json:"blocks"`
}

// JSON makes the JSON of a list; out is nil when nothing was deleted.
func (l *List) JSON(environment string, out *Outcome) JSON {
	made := JSON{
		Version: diag.ReportVersion, Environment: environment, Run: out != nil,
		Items: []JSONItem{}, Kept: []JSONKept{}, Locks: []JSONLock{},
	}
	states := out.states()
	for _, item := range append(l.Items[:len(l.Items):len(l.Items)], l.Groups...) {
		one := JSONItem{ID: item.ID, Type: item.Type, Name: item.Name, Wave: item.Wave, With: item.With, State: "listed"}
		if state, ok := states[item.ID]; ok {
			one.State, one.Why = state[0], state[1]
		}
		if item.Stays != nil {
			one.KeptUntil = item.Stays.Until.UTC().Format(time.RFC3339)
		}
		made.Items = append(made.Items, one)
	}
	for _, k := range l.Kept {
		made.Kept = append(made.Kept, JSONKept(k))
	}
	for _, lock := range l.Locks {
		made.Locks = append(made.Locks, JSONLock(lock))
	}
	return made
}

// states are the state and the reason of each item, by id.
func (o *Outcome) states() map[string][2]string {
	states := map[string][2]string{}
	if o == nil {
		return states
	}
	for _, item := range o.Deleted {
		states[item.ID] = [2]string{"deleted", ""}
	}
	for _, left := range o.Left {
		states[left.Item.ID] = [2]string{"left", left.Err.Error()}
	}
	return states
}
