package preflight

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

// lock is a lock on a group or in it.
type lock struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Properties struct {
		Level string `json:"level"`
	} `json:"properties"`
}

// locks are those in a group, and those around it: a list at a group does not
// tell of what is locked with its subscription.
func (w *world) locks(scope string) ([]lock, error) {
	const path = "/providers/Microsoft.Authorization/locks"
	all, err := list[lock](w, subscriptionOf(scope)+path, versionLocks, url.Values{"$filter": {"atScope()"}})
	if err != nil || isSubscription(scope) {
		return all, err
	}
	inside, err := list[lock](w, scope+path, versionLocks, nil)
	if arm.NotFound(err) {
		return all, nil // a group that is not there has no locks of its own
	}
	for _, l := range inside {
		if !slices.ContainsFunc(all, func(o lock) bool { return strings.EqualFold(o.ID, l.ID) }) {
			all = append(all, l)
		}
	}
	return all, err
}

// lockTasks are about locks that bar writing.
func lockTasks(w *world) []task {
	var tasks []task
	for _, id := range w.groups() {
		tasks = append(tasks, one(id, w.firstIn(id), func(context.Context) finding { return w.checkLocks(id) }))
	}
	return tasks
}

func (w *world) checkLocks(group string) finding {
	all, err := w.locks(group)
	if err != nil {
		return unread(err, "the locks of "+nameOf(group), actionLocks)
	}
	keeps := 0
	for _, l := range all {
		switch {
		case !covers(l.on(), group) && !covers(group, l.on()):
			continue // elsewhere in the subscription
		case !strings.EqualFold(l.Properties.Level, "ReadOnly"):
			keeps++
			continue
		}
		if r := w.under(l); r != nil {
			f := failed("the lock "+l.Name+" is ReadOnly", "none that bars writing", az("lock", "delete", "--ids", l.ID))
			f.path = r.Origin.Path
			return f
		}
	}
	if keeps > 0 {
		return passed(count(keeps, "lock") + " against deletion: a later amlsec destroy needs them gone")
	}
	return passed("none")
}

// under is the first resource that the deployment writes where a lock holds.
func (w *world) under(l lock) *snapshot.Resource {
	for _, r := range w.created {
		if covers(l.on(), r.ID) {
			return r
		}
	}
	return nil
}

// on is the id of what is locked.
func (l lock) on() string {
	if i := strings.LastIndex(strings.ToLower(l.ID), "/providers/microsoft.authorization/locks/"); i >= 0 {
		return l.ID[:i]
	}
	return l.ID
}

// The history of a scope holds 800 deployments; from 700 on Azure deletes the
// oldest, which a lock against deletion bars.
// https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-history-deletions
const (
	historyLimit = 800
	historyTidy  = 700
)

func historyTasks(w *world) []task {
	scopes := []string{w.in.Scope.ID()}
	for _, d := range w.in.Snapshot.Deployments {
		if known(d.Scope) {
			scopes = append(scopes, d.Scope)
		}
	}
	var tasks []task
	for _, scope := range distinct(scopes) {
		tasks = append(tasks, one(scope, "", func(context.Context) finding { return w.checkHistory(scope) }))
	}
	return tasks
}

// checkHistory counts the history only where a lock keeps Azure from tidying it:
// to list it is slow.
func (w *world) checkHistory(scope string) finding {
	locks, err := w.locks(scope)
	if err != nil {
		return unread(err, "the locks of "+nameOf(scope), actionLocks)
	}
	i := slices.IndexFunc(locks, func(l lock) bool { return covers(l.on(), scope) })
	if i < 0 {
		return passed("no lock keeps Azure from deleting the oldest deployments")
	}
	all, err := list[deploymentState](w, scope+"/providers/Microsoft.Resources/deployments", versionDeployments, nil)
	if arm.NotFound(err) {
		return passed("the resource group is new")
	}
	if err != nil {
		return unread(err, "the history of deployments", actionDeployments)
	}
	found := fmt.Sprintf("%d of %d deployments in the history", len(all), historyLimit)
	if len(all) < historyTidy {
		return passed(found)
	}
	return failed(found+", and the lock "+locks[i].Name+" keeps Azure from deleting the oldest", fmt.Sprintf("fewer than %d, or no lock", historyTidy),
		"delete old ones: take the lock away, then az deployment group delete; or "+az("lock", "delete", "--ids", locks[i].ID))
}
