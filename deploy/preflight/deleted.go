package preflight

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

const (
	actionDeletedVaults = "Microsoft.KeyVault/locations/deletedVaults/read"
	actionDeletedLogs   = "Microsoft.OperationalInsights/deletedWorkspaces/read"
	actionActivity      = "Microsoft.Insights/eventtypes/values/read"
	pageDeletedVault    = "https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery"
	pageDeletedML       = "https://learn.microsoft.com/azure/machine-learning/concept-soft-delete"
	pageDeletedLogs     = "https://learn.microsoft.com/azure/azure-monitor/logs/delete-workspace"
)

// fresh makes the tasks on the resources of a type that are not there yet.
func fresh(typ string, ask func(*world, context.Context, *snapshot.Resource) finding) func(*world) []task {
	return func(w *world) []task {
		var tasks []task
		for _, r := range w.of(typ) {
			tasks = append(tasks, one(r.ID, r.Origin.Path, func(ctx context.Context) finding {
				if !known(r.ID) {
					return notRun("the name is not known before the deployment")
				}
				there, err := w.exists(ctx, r)
				switch {
				case err != nil:
					return unread(err, r.ID, r.Type+"/read")
				case there:
					return passed("it is there already, in this resource group")
				}
				return ask(w, ctx, r)
			}))
		}
		return tasks
	}
}

func (w *world) checkDeletedVault(ctx context.Context, r *snapshot.Resource) finding {
	where := w.location(r)
	if where == "" {
		return notRun("the region is not known before the deployment")
	}
	var deleted struct {
		Properties struct {
			DeletionDate string `json:"deletionDate"`
			PurgeDate    string `json:"scheduledPurgeDate"`
			Protected    bool   `json:"purgeProtectionEnabled"`
		} `json:"properties"`
	}
	path := subscriptionOf(r.ID) + "/providers/Microsoft.KeyVault/locations/" + where + "/deletedVaults/" + r.Name
	err := w.get(ctx, path, versionVault, &deleted)
	if arm.NotFound(err) {
		return passed("no deleted vault has the name")
	}
	if err != nil {
		return unread(err, "the deleted vault "+r.Name, actionDeletedVaults)
	}
	p := deleted.Properties
	found := "a vault of this name was deleted " + p.DeletionDate + " and is purged " + p.PurgeDate
	remedy := "bring it back: " + az("keyvault", "recover", "--name", r.Name, "--location", where)
	if p.Protected {
		found += "; purge protection keeps it until then"
	} else {
		remedy += "; or give it up for good: " + az("keyvault", "purge", "--name", r.Name, "--location", where)
	}
	return failed(found, "a name that no deleted vault has", remedy+"; or pass another keyVaultName or nameSuffix with --parameters")
}

// retention is how long a deleted workspace of Azure Machine Learning is kept.
const retention = 14 * 24 * time.Hour

type event struct {
	ResourceID string `json:"resourceId"`
	Operation  value  `json:"operationName"`
	Status     value  `json:"status"`
	Time       string `json:"eventTimestamp"`
}

type value struct {
	Value string `json:"value"`
}

// checkDeletedWorkspace looks for a deletion in the activity log. Deleted
// workspaces themselves cannot be listed, so that without one it is not known
// whether there is none: the log may have been written in another group.
func (w *world) checkDeletedWorkspace(_ context.Context, r *snapshot.Resource) finding {
	const cannot = "Azure lists no deleted workspaces"
	since := w.client.Clock().Now().Add(-retention).UTC().Format(time.RFC3339)
	query := url.Values{"$filter": {"eventTimestamp ge '" + since + "' and resourceUri eq '" + r.ID + "'"}}
	path := subscriptionOf(r.ID) + "/providers/Microsoft.Insights/eventtypes/management/values"
	events, err := list[event](w, path, versionActivity, query)
	if err != nil {
		f := unread(err, "the activity log", actionActivity)
		f.reason = cannot + ", and " + f.reason
		return f
	}
	for _, e := range events {
		if strings.EqualFold(e.Operation.Value, typeWorkspace+"/delete") && strings.EqualFold(e.Status.Value, "Succeeded") && strings.EqualFold(e.ResourceID, r.ID) {
			return failed("a workspace of this name was deleted "+e.Time+", and is kept for 14 days", "a name that no deleted workspace has",
				"give it up for good: "+az("rest", "--method", "delete", "--url", r.ID+"?api-version="+versionML+"&forceToPurge=true")+
					"; or bring it back in the portal under Recently deleted; or pass another workspaceName or nameSuffix with --parameters")
		}
	}
	return notRun(cannot + "; the activity log shows no deletion of " + r.Name + " in the last 14 days")
}

func (w *world) checkDeletedLogs(_ context.Context, r *snapshot.Resource) finding {
	type deleted struct {
		Name     string `json:"name"`
		Location string `json:"location"`
	}
	all, err := list[deleted](w, groupOf(r.ID)+"/providers/Microsoft.OperationalInsights/deletedWorkspaces", versionDeletedLogs, nil)
	if arm.NotFound(err) {
		return passed("the resource group is new")
	}
	if err != nil {
		return unread(err, "the deleted workspaces of Log Analytics", actionDeletedLogs)
	}
	for _, d := range all {
		switch {
		case !strings.EqualFold(d.Name, r.Name):
		case region(d.Location) == w.location(r):
			return passed("a deleted workspace has the name: the deployment brings it back, with its data")
		default:
			return failed("a deleted workspace of this name is in "+d.Location, "one in "+w.location(r)+", or none",
				"bring it back: "+az("monitor", "log-analytics", "workspace", "recover", "--resource-group", nameOf(groupOf(r.ID)), "--workspace-name", r.Name)+
					", and delete it with --force")
		}
	}
	return passed("no deleted workspace has the name")
}
