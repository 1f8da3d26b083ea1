package preflight

import (
	"context"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
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
	case arm.NotFound(err):
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
	made := w.makes[strings.ToLower(id)]
	err := w.get(ctx, id, versionProviders, &g)
	switch {
	case arm.NotFound(err) && made != nil:
		return passed("the deployment makes it")
	case arm.NotFound(err):
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
