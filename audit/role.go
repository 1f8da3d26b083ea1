package audit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// checkScope wants a role assigned no wider than on a resource group.
func (a *auditor) checkScope(_ rule, res *snapshot.Resource) []verdict {
	scope := strings.ToLower(res.Scope)
	switch {
	case strings.Contains(scope, "/resourcegroups/") || strings.Contains(scope, "["):
		return nil
	case strings.HasPrefix(scope, "/subscriptions/"):
		return []verdict{{broken, "the role holds in a whole subscription, wanted a resource or its group"}}
	default:
		return []verdict{{broken, "the role holds beyond a subscription, wanted a resource or its group"}}
	}
}

// pullers are the roles that let an identity pull images: AcrPull, AcrPush and
// those of registries with repository permissions.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/containers
func pullers() []string {
	return []string{
		"7f951dda-4ed3-4680-a7ca-43fe172d538d", "8311e382-0749-4cb8-b61a-304f252e45ec",
		"b93aa761-3e63-49ed-ac28-beffa264f7ac", "2efddaa5-3f1f-4df3-97df-af3f13818f4c",
	}
}

// checkPull wants the nodes of a cluster to be allowed to pull from the
// registries of the template; without that, deployments fail, and people turn
// on the admin account.
func (a *auditor) checkPull(_ rule, cluster *snapshot.Resource) []verdict {
	identity := plain(at(cluster.Body, "properties.identityProfile.kubeletidentity.resourceId"))
	if identity == "" {
		return nil
	}
	var list []verdict
	for _, reg := range a.created(typeRegistry) {
		if !a.mayPull(identity, reg) {
			list = append(list, verdict{broken, "its nodes may not pull from container registry " + strconv.Quote(reg.Name)})
		}
	}
	return list
}

// mayPull reports whether a role on a registry, or around it, is assigned to
// an identity. One whose principal is no reference may be that one's.
func (a *auditor) mayPull(identity string, reg *snapshot.Resource) bool {
	return slices.ContainsFunc(a.pulling, func(r *snapshot.Resource) bool {
		return strings.HasPrefix(strings.ToLower(reg.ID)+"/", strings.ToLower(r.Scope)+"/") && isFor(r, identity)
	})
}

func pulls(r *snapshot.Resource) bool {
	v := at(r.Body, "properties.roleDefinitionId")
	id := strings.ToLower(plain(v))
	return slices.ContainsFunc(pullers(), func(role string) bool { return strings.HasSuffix(id, role) }) || isUnknown(v)
}

func isFor(r *snapshot.Resource, identity string) bool {
	v := at(r.Body, "properties.principalId")
	u, ok := v.(*snapshot.Unknown)
	if !ok {
		return !isMissing(v)
	}
	targets := false
	for _, ref := range u.References() {
		targets = targets || ref.Target != ""
		if strings.EqualFold(ref.Target, identity) {
			return true
		}
	}
	return !targets
}
