package preflight

import (
	"context"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

const pageNames = "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-storage-account-name"

// globalName is a type whose names are unique in all of Azure.
type globalName struct {
	typ, namespace, version, parameter string
}

func (g globalName) action() string { return g.namespace + "/checkNameAvailability/read" }

func globalNames() []globalName {
	return []globalName{
		{typeStorage, "Microsoft.Storage", versionStorage, "storageName"},
		{typeVault, "Microsoft.KeyVault", versionVault, "keyVaultName"},
		{typeRegistry, "Microsoft.ContainerRegistry", versionRegistry, "registryName"},
	}
}

func nameTasks(w *world) []task {
	var tasks []task
	for _, g := range globalNames() {
		for _, r := range w.of(g.typ) {
			tasks = append(tasks, one(r.ID, r.Origin.Path, func(ctx context.Context) finding { return w.checkName(ctx, g, r) }))
		}
	}
	return tasks
}

func (w *world) checkName(ctx context.Context, g globalName, r *snapshot.Resource) finding {
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
	var answer struct {
		Available *bool  `json:"nameAvailable"`
		Reason    string `json:"reason"`
		Message   string `json:"message"`
	}
	body := map[string]string{"name": r.Name, "type": g.typ}
	path := subscriptionOf(r.ID) + "/providers/" + g.namespace + "/checkNameAvailability"
	if err := w.post(ctx, path, g.version, body, &answer); err != nil {
		return unread(err, "whether the name "+r.Name+" is free", g.action())
	}
	switch {
	case answer.Available == nil:
		return notRun("the answer does not say whether the name " + r.Name + " is free")
	case *answer.Available:
		return passed(r.Name + " is free")
	}
	return failed(strings.TrimSpace(r.Name+" is not free: "+answer.Reason+" "+answer.Message), "a name that nobody has",
		"pass another name or suffix: --parameters with "+g.parameter+" or nameSuffix")
}
