package preflight

import (
	"context"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
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
	return slices.ContainsFunc([]string{"Succeeded", "Failed", "Canceled", "Deleted"}, func(s string) bool { return strings.EqualFold(s, state) })
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
	case arm.NotFound(err):
		return passed("none of this name")
	case err == nil && d.Properties.State == "":
		return unread(errUnreadable, "the deployment "+nameOf(path), actionDeployments)
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
