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

const (
	actionDeployments  = "Microsoft.Resources/deployments/read"
	actionGroups       = "Microsoft.Resources/subscriptions/resourceGroups/read"
	actionSubscription = "Microsoft.Resources/subscriptions/read"
	actionLocks        = "Microsoft.Authorization/locks/read"
	pageDeployments    = "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-deployment-active"
	pageHistory        = "https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-history-deletions"
	pageLocks          = "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"
	pageScope          = "https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-to-resource-group"
)

func subscriptionTasks(w *world) []task {
	ids := []string{"/subscriptions/" + w.in.Scope.SubscriptionID}
	for _, r := range w.in.Snapshot.Resources {
		if s := subscriptionOf(r.ID); known(s) {
			ids = append(ids, s)
		}
	}
	var tasks []task
	for _, id := range distinct(ids) {
		tasks = append(tasks, one(id, "", func(ctx context.Context) finding { return w.checkSubscription(ctx, id) }))
	}
	return tasks
}

func (w *world) checkSubscription(ctx context.Context, id string) finding {
	var s struct {
		Name  string `json:"displayName"`
		State string `json:"state"`
	}
	err := w.get(ctx, id, versionSubscriptions, &s)
	switch {
	case missing(err):
		return failed("there is no subscription "+nameOf(id)+" that you can see", "the subscription of the deployment",
			"check the id and the tenant: "+az("account", "list", "--output", "table"))
	case err != nil:
		return unread(err, "the subscription "+nameOf(id), actionSubscription)
	case !strings.EqualFold(s.State, "Enabled") && !strings.EqualFold(s.State, "Warned"):
		return failed("its state is "+s.State, "Enabled", "enable the subscription in the portal under Subscriptions")
	}
	return passed(s.Name + ", " + s.State)
}

// groupTasks are about the resource groups that the deployment writes to.
func groupTasks(w *world) []task {
	var tasks []task
	for _, id := range w.groups() {
		tasks = append(tasks, one(id, w.firstIn(id), func(ctx context.Context) finding { return w.checkGroup(ctx, id) }))
	}
	return tasks
}

// groups are the ids of the resource groups that the deployment writes to.
func (w *world) groups() []string {
	var ids []string
	if w.in.Scope.ResourceGroup != "" {
		ids = append(ids, w.in.Scope.ID())
	}
	for _, d := range w.in.Snapshot.Deployments {
		if g := groupOf(d.Scope); known(g) {
			ids = append(ids, g)
		}
	}
	for _, r := range w.created {
		if g := groupOf(r.ID); known(g) {
			ids = append(ids, g)
		}
	}
	return distinct(ids)
}

// firstIn is the origin of the first resource in a group; empty for the
// group that is deployed to.
func (w *world) firstIn(group string) string {
	if strings.EqualFold(group, w.in.Scope.ID()) {
		return ""
	}
	for _, r := range w.created {
		if strings.EqualFold(groupOf(r.ID), group) {
			return r.Origin.Path
		}
	}
	return ""
}

func (w *world) checkGroup(ctx context.Context, id string) finding {
	var g struct {
		Location   string `json:"location"`
		Properties struct {
			State string `json:"provisioningState"`
		} `json:"properties"`
	}
	made := w.makes[lower(id)]
	err := w.get(ctx, id, versionProviders, &g)
	switch {
	case missing(err) && made != nil:
		return passed("the deployment makes it")
	case missing(err):
		where := w.in.Scope.Location
		if where == "" {
			where = "LOCATION"
		}
		return failed("there is no resource group "+nameOf(id), "a resource group that is there",
			az("group", "create", "--name", nameOf(id), "--location", where, "--subscription", nameOf(subscriptionOf(id))))
	case err != nil:
		return unread(err, "the resource group "+nameOf(id), actionGroups)
	case strings.EqualFold(g.Properties.State, "Deleting"):
		return failed("it is being deleted", "a resource group that stays", "wait until it is gone, then create it again")
	case made != nil && w.location(made) != "" && w.location(made) != region(g.Location):
		return failed("it is in "+g.Location, w.location(made)+": a group does not move", "write location: "+region(g.Location)+" in the intent, or another resourceGroup")
	}
	return passed("in " + g.Location)
}

// deploymentState is a deployment that was made before.
type deploymentState struct {
	Name       string `json:"name"`
	Location   string `json:"location"`
	Properties struct {
		State         string `json:"provisioningState"`
		CorrelationID string `json:"correlationId"`
		Timestamp     string `json:"timestamp"`
	} `json:"properties"`
}

// ended are the states of a deployment that runs no more.
func ended(state string) bool {
	return slices.ContainsFunc([]string{"Succeeded", "Failed", "Canceled", "Deleted", ""}, func(s string) bool { return strings.EqualFold(s, state) })
}

// activeTasks are about the deployment and those nested in it: one that runs
// under a name bars another.
func activeTasks(w *world) []task {
	top := w.in.Scope.DeploymentPath(w.in.Name)
	tasks := []task{one(top, "", func(ctx context.Context) finding { return w.checkActive(ctx, top, w.in.Scope) })}
	for _, d := range w.in.Snapshot.Deployments {
		if !known(d.ID) {
			continue
		}
		scope := arm.Scope{SubscriptionID: nameOf(subscriptionOf(d.ID)), ResourceGroup: nameOf(groupOf(d.ID))}
		tasks = append(tasks, one(d.ID, d.Origin.Path, func(ctx context.Context) finding { return w.checkActive(ctx, d.ID, scope) }))
	}
	return tasks
}

func (w *world) checkActive(ctx context.Context, path string, scope arm.Scope) finding {
	var d deploymentState
	err := w.get(ctx, path, versionDeployments, &d)
	switch {
	case missing(err):
		return passed("none of this name")
	case err != nil:
		return unread(err, "the deployment "+nameOf(path), actionDeployments)
	case !ended(d.Properties.State):
		return failed("a deployment of this name is "+d.Properties.State+" since "+d.Properties.Timestamp+", correlation id "+d.Properties.CorrelationID, "none that runs",
			"watch it to its end with amlsec deploy --attach, or end it: "+cancelCommand(scope, nameOf(path)))
	case scope.ResourceGroup == "" && scope.Location != "" && region(d.Location) != region(scope.Location):
		return failed("a deployment of this name is kept in "+d.Location, "one in "+scope.Location+": its region cannot change",
			"pass another --name, or --location "+region(d.Location))
	}
	return passed("the last of this name is " + d.Properties.State)
}

func cancelCommand(scope arm.Scope, name string) string {
	if scope.ResourceGroup == "" {
		return az("deployment", "sub", "cancel", "--name", name)
	}
	return az("deployment", "group", "cancel", "--resource-group", scope.ResourceGroup, "--name", name)
}

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
	if missing(err) {
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
	if i := strings.LastIndex(lower(l.ID), "/providers/microsoft.authorization/locks/"); i >= 0 {
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
	if missing(err) {
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
