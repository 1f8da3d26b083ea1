package preflight

import (
	"context"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

const (
	actionFeatures = "Microsoft.Features/providers/features/read"
	pageHost       = "https://learn.microsoft.com/azure/aks/enable-host-encryption"
)

// feature is a feature that a subscription must have, and what uses it.
type feature struct {
	typ, path, namespace, name string
}

func features() []feature {
	return []feature{
		{typeCluster, "properties.agentPoolProfiles[*].enableEncryptionAtHost", "Microsoft.Compute", "EncryptionAtHost"},
	}
}

func featureTasks(w *world) []task {
	var tasks []task
	for _, f := range features() {
		for _, r := range w.of(f.typ) {
			uses := slices.ContainsFunc(snapshot.Find(r.Body, f.path), func(found snapshot.Found) bool { return found.Value == snapshot.Bool(true) })
			if !uses || subscriptionOf(r.ID) == "" {
				continue
			}
			target := subscriptionOf(r.ID) + "/providers/Microsoft.Features/providers/" + f.namespace + "/features/" + f.name
			tasks = append(tasks, one(target, r.Origin.Path, func(ctx context.Context) finding { return w.checkFeature(ctx, target, f) }))
		}
	}
	return tasks
}

func (w *world) checkFeature(ctx context.Context, target string, f feature) finding {
	var state struct {
		Properties struct {
			State string `json:"state"`
		} `json:"properties"`
	}
	if err := w.get(ctx, target, versionFeatures, &state); err != nil {
		return unread(err, "the feature "+f.name, actionFeatures)
	}
	if strings.EqualFold(state.Properties.State, "Registered") {
		return passed("registered")
	}
	sub := nameOf(subscriptionOf(target))
	return failed(state.Properties.State, "registered",
		az("feature", "register", "--namespace", f.namespace, "--name", f.name, "--subscription", sub)+", wait until it is registered, then "+
			az("provider", "register", "--namespace", f.namespace, "--subscription", sub))
}
