package preflight

import (
	"context"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
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
		tasks = append(tasks, fresh(g.typ, g.check)(w)...)
	}
	return tasks
}

// check asks whether the name of a resource is free.
func (g globalName) check(w *world, ctx context.Context, r *snapshot.Resource) finding {
	var answer struct {
		Available *bool  `json:"nameAvailable"`
		Reason    string `json:"reason"`
		Message   string `json:"message"`
	}
	body := map[string]string{"name": r.Name, "type": g.typ}
	path := subscriptionOf(r.ID) + "/providers/" + g.namespace + "/checkNameAvailability"
	if err := w.post(ctx, arm.Request{Path: path, Version: g.version, Body: body}, &answer); err != nil {
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
