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

// checkPull wants the nodes of a cluster to be allowed to pull from a registry
// of the template; without that, deployments fail, and people turn
// on the admin account.
func (a *auditor) checkPull(_ rule, cluster *snapshot.Resource) []verdict {
	identity := plain(at(cluster.Body, "properties.identityProfile.kubeletidentity.resourceId"))
	if identity == "" {
		return nil
	}
	registries := a.created(typeRegistry)
	if len(registries) == 0 || a.pulling[strings.ToLower(identity)] || a.pulling[anyIdentity] {
		return nil
	}
	return []verdict{{broken, "its nodes may not pull from container registry " + strconv.Quote(registries[0].Name)}}
}

// anyIdentity stands for principals that are no reference to an identity.
const anyIdentity = "*"

// pulling are the ids of the identities that hold a role to pull images on a
// registry of the template, or around one.
func pulling(roles, registries []*snapshot.Resource) map[string]bool {
	holders := map[string]bool{}
	for _, r := range roles {
		scope := strings.ToLower(r.Scope) + "/"
		covers := func(reg *snapshot.Resource) bool { return strings.HasPrefix(strings.ToLower(reg.ID)+"/", scope) }
		if pulls(r) && slices.ContainsFunc(registries, covers) {
			for _, id := range principals(r) {
				holders[strings.ToLower(id)] = true
			}
		}
	}
	return holders
}

func pulls(r *snapshot.Resource) bool {
	v := at(r.Body, "properties.roleDefinitionId")
	id := strings.ToLower(plain(v))
	return slices.ContainsFunc(pullers(), func(role string) bool { return strings.HasSuffix(id, role) }) || isUnknown(v)
}

// principals are the ids of the identities that a role is for.
func principals(r *snapshot.Resource) []string {
	v := at(r.Body, "properties.principalId")
	u, ok := v.(*snapshot.Unknown)
	if !ok {
		if isMissing(v) {
			return nil
		}
		return []string{anyIdentity}
	}
	var ids []string
	for _, ref := range u.References() {
		if ref.Target != "" {
			ids = append(ids, ref.Target)
		}
	}
	if ids == nil {
		return []string{anyIdentity}
	}
	return ids
}

// isNamedPrincipal reports whether a role goes to a principal whose id is known
// already: it is nothing that this template makes, and may be a person or a group.
func isNamedPrincipal(_ *auditor, s subject) bool {
	_, known := at(s.value, "properties.principalId").(snapshot.String)
	return known
}
