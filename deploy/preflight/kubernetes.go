package preflight

import (
	"context"

	"github.com/amlsec/amlsec/snapshot"
)

const (
	actionKubernetes = "Microsoft.ContainerService/locations/kubernetesversions/read"
	pageKubernetes   = "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions"
)

// kubernetesTasks are about clusters whose version of Kubernetes is given.
func kubernetesTasks(w *world) []task {
	var tasks []task
	for _, r := range w.of(typeCluster) {
		if version := textAt(r.Body, "properties.kubernetesVersion"); version != "" && w.location(r) != "" {
			tasks = append(tasks, one(r.ID, r.Origin.Path, func(ctx context.Context) finding { return w.checkKubernetes(ctx, r, version) }))
		}
	}
	return tasks
}

func (w *world) checkKubernetes(ctx context.Context, r *snapshot.Resource, version string) finding {
	var answer struct {
		Values []struct {
			Version string              `json:"version"`
			Patches map[string]struct{} `json:"patchVersions"`
		} `json:"values"`
	}
	where := w.location(r)
	path := subscriptionOf(r.ID) + "/providers/Microsoft.ContainerService/locations/" + where + "/kubernetesVersions"
	if err := w.get(ctx, path, versionAKS, &answer); err != nil {
		return unread(err, "the versions of Kubernetes in "+where, actionKubernetes)
	}
	var offered []string
	for _, v := range answer.Values {
		_, isPatch := v.Patches[version]
		if v.Version == version || isPatch {
			return passed(version)
		}
		offered = append(offered, v.Version)
	}
	return failed("Kubernetes "+version+" is not offered in "+where, "one of "+orNone(distinct(offered)),
		"write another version in the intent, or none: "+az("aks", "get-versions", "--location", where, "--output", "table"))
}
