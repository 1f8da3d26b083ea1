package destroy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/deploy/property"
	"github.com/amlsec/amlsec/snapshot"
)

const (
	extensionType = "Microsoft.KubernetesConfiguration/extensions"
	bindingType   = "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings"
	workspaceType = "Microsoft.MachineLearningServices/workspaces"
)

// sharing finds extensions in clusters that were there before and that serve the
// workspaces of other environments as well: all have the same extension, and each a
// binding of its own.
func (f *finder) sharing(ctx context.Context, list []snapshot.Resource) error {
	for _, r := range list {
		cluster := parentOf(r)
		if _, made := f.created[strings.ToLower(cluster)]; made || !strings.EqualFold(r.Type, extensionType) {
			continue
		}
		why, err := f.sharer(ctx, cluster)
		var answered *arm.Error
		switch {
		case errors.As(err, &answered) && !arm.NotFound(err):
			f.shared[strings.ToLower(r.ID)] = Kept{Why: "whether other workspaces use it cannot be read: " + f.Facts.Hide(answered.Error()), Unread: true}
		case err != nil && answered == nil:
			return fmt.Errorf("list what uses %s: %w", cluster, err)
		case why != "":
			f.shared[strings.ToLower(r.ID)] = Kept{Why: why}
		}
	}
	return nil
}

// sharer says which other workspace has access to a cluster; empty for none.
func (f *finder) sharer(ctx context.Context, cluster string) (string, error) {
	version, _ := f.Facts.Version(bindingType)
	all, err := f.azure.List(ctx, property.EscapeID(cluster)+"/trustedAccessRoleBindings", version, nil)
	if err != nil {
		return "", err
	}
	for _, raw := range all {
		var b struct {
			ID         string
			Properties struct{ SourceResourceID string }
		}
		if err := json.Unmarshal(raw, &b); err != nil {
			return "", fmt.Errorf("the list of bindings cannot be read: %w", err)
		}
		_, mine := f.created[strings.ToLower(b.ID)]
		if _, typ, name := property.SplitID(b.Properties.SourceResourceID); !mine && strings.EqualFold(typ, workspaceType) {
			return fmt.Sprintf("the workspace %q uses it as well", name), nil
		}
	}
	return "", nil
}
