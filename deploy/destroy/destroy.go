// Package destroy takes an environment down: it lists what carries the
// environment's tag, in the order in which it can go, says what stays and why,
// and deletes. It never deletes what it cannot show to be the environment's own,
// and never purges what Azure keeps for a while.
package destroy

import (
	"context"
	"net/url"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

// Azure is what it needs of a connection: methods of arm.Client.
type Azure struct {
	Get   property.Getter
	List  property.Lister
	Do    func(context.Context, arm.Request) (*arm.Response, error)
	Wait  func(context.Context, *arm.Response) (*arm.Response, error)
	Clock arm.Clock
}

// Environment is what is taken down.
type Environment struct {
	// Tag is the name of the tag of its resources, Name the value.
	Tag, Name string
	// Snapshot is what its template creates, for the place where it was deployed.
	Snapshot *snapshot.Snapshot
	// Groups are the ids of its own resource groups.
	Groups []string
	// Facts are what is known of the types of resources.
	Facts *property.Facts
	// Orphans takes in the resources of its groups that carry the tag and that
	// its template does not create. A policy can have put the tag on them.
	Orphans bool
}

// List is what would be deleted, and what not.
type List struct {
	// Items are what is deleted, in order: those of one Wave at a time.
	Items []Item
	// Groups are the resource groups that the template created; each is deleted
	// last, if nothing is left in it.
	Groups []Item
	// Kept are what stays.
	Kept []Kept
	// Locks are in the way of something that would be deleted.
	Locks []Lock
	// LocksUnread says why locks could not be read; empty when they were.
	LocksUnread string
	// Gone is how many resources of the template do not exist.
	Gone int
}

// Item is a resource that is deleted.
type Item struct {
	ID, Type, Name string
	// Wave says when: what is in the way of others goes first. The first is 0.
	Wave int
	// With is how many other resources of the template go with it.
	With int
	// Stays says what Azure keeps of it; nil for nothing.
	Stays *Stays

	version string
	query   url.Values
	before  []int // the items that must go first, by number
}

// Kept is a resource that stays.
type Kept struct {
	ID, Type, Name string
	// Why says why, without a full stop.
	Why string
	// Unread: it is not known whose it is, because it could not be read.
	Unread bool
	// Orphan: it carries the tag, and the template does not create it.
	Orphan bool
}

// Lock is a lock of Azure.
type Lock struct {
	ID, Name, Level string
	// Blocks is how many items it is in the way of.
	Blocks int
}

// Unread reports whether something stays because it could not be read.
func (l *List) Unread() bool {
	for _, k := range l.Kept {
		if k.Unread {
			return true
		}
	}
	return false
}
