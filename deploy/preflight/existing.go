package preflight

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

const pageExisting = "https://learn.microsoft.com/azure/machine-learning/how-to-secure-workspace-vnet"

// existingTasks are about the resources that the template refers to; networks
// and subnets have checks of their own.
func existingTasks(w *world) []task {
	var tasks []task
	for _, r := range w.existing {
		if strings.EqualFold(r.Type, typeVNet) || strings.EqualFold(r.Type, typeSubnet) {
			continue
		}
		tasks = append(tasks, one(r.ID, r.Origin.Path, func(ctx context.Context) finding { return w.checkExisting(ctx, r) }))
	}
	return tasks
}

func (w *world) checkExisting(ctx context.Context, r *snapshot.Resource) finding {
	var body map[string]any
	err := w.get(ctx, r.ID, r.APIVersion, &body)
	switch {
	case arm.NotFound(err):
		return failed("there is no "+r.Type+" "+nameOf(r.ID), "the resource that the intent names",
			"write the id of one that is there, or leave existing out so that the deployment makes one: "+az("resource", "list", "--resource-type", r.Type, "--query", "[].id"))
	case err != nil:
		return unread(err, r.ID, r.Type+"/read")
	}
	for _, s := range settings() {
		if !strings.EqualFold(s.typ, r.Type) {
			continue
		}
		if got := look(body, s.path); !s.accepts(got) {
			f := failed(s.path+" is "+got, s.words(), "change it, or choose another in the intent: "+s.why)
			return f
		}
	}
	here, where := region(look(body, "location")), w.workspaceRegion()
	if strings.EqualFold(r.Type, typeCluster) && here != "" && where != "" && here != where {
		return failed("the cluster is in "+here, where+", the region of the workspace, which has a private endpoint",
			"write location: "+here+" in the intent, or choose a cluster in "+where)
	}
	return passed("there")
}

// workspaceRegion is the region of the workspace that the template makes.
// Clusters that are attached to one with a private endpoint must be there too.
// https://learn.microsoft.com/azure/machine-learning/v1/how-to-secure-inferencing-vnet
func (w *world) workspaceRegion() string {
	for _, r := range w.of(typeWorkspace) {
		return w.location(r)
	}
	return ""
}

// setting is what a resource that is there must be set to.
type setting struct {
	typ, path string
	// one of these, or none of them when not; what is not told is accepted.
	values []string
	not    bool
	why    string
}

// settings are the settings that make a deployment fail, or what it makes
// useless.
// https://learn.microsoft.com/azure/machine-learning/how-to-secure-workspace-vnet
func settings() []setting {
	return []setting{
		{typeStorage, "properties.provisioningState", []string{"Succeeded"}, false, "the account is being changed"},
		{typeStorage, "kind", []string{"StorageV2", "Storage"}, false, "a workspace wants a general account"},
		{typeStorage, "properties.isHnsEnabled", []string{"true"}, true, "a workspace refuses storage with a hierarchical namespace"},
		{typeStorage, "sku.tier", []string{"Premium"}, true, "a workspace refuses premium storage"},
		{typeRegistry, "sku.name", []string{"Premium"}, false, "only premium registries have private endpoints"},
		{typeRegistry, "properties.provisioningState", []string{"Succeeded"}, false, "the registry is being changed"},
		{typeVault, "properties.enableSoftDelete", []string{"false"}, true, "a workspace wants a vault with soft delete"},
		{typeCluster, "properties.provisioningState", []string{"Succeeded"}, false, "the cluster is being changed, or its last change failed"},
		{typeCluster, "properties.powerState.code", []string{"Running"}, false, "start it: az aks start"},
		{typeCluster, "properties.servicePrincipalProfile.clientId", []string{"msi"}, false, "attaching wants a cluster with a managed identity"},
		{typeCluster, "properties.networkProfile.outboundType", []string{"none", "block"}, true, "the extension does not run on a cluster without a way out"},
		{typeLogs, "properties.provisioningState", []string{"Succeeded"}, false, "the workspace is being changed"},
	}
}

func (s setting) accepts(got string) bool {
	isOne := slices.ContainsFunc(s.values, func(v string) bool { return strings.EqualFold(v, got) })
	return got == "" || isOne != s.not
}

func (s setting) words() string {
	if s.not {
		return "not " + strings.Join(s.values, " or ")
	}
	return strings.Join(s.values, " or ")
}

// look is the text of the scalar at a path of an answer; empty when there is none.
func look(body map[string]any, path string) string {
	var v any = body
	for name := range strings.SplitSeq(path, ".") {
		o, _ := v.(map[string]any)
		v = nil
		for key, member := range o {
			if strings.EqualFold(key, name) {
				v = member
			}
		}
	}
	switch v := v.(type) {
	case string:
		return v
	case bool, json.Number, float64:
		return fmt.Sprint(v)
	}
	return ""
}
