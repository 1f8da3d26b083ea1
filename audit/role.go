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

// joiners are the roles that let an identity join subnets: Network Contributor,
// and the broad ones that another rule is about.
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/networking
func joiners() []string {
	return []string{
		"4d97b98b-1d4f-4787-a291-c67834d212e7", "b24988ac-6180-42a0-ab88-20f7382dd24c", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
	}
}

// checkJoin wants the identities of a cluster to be allowed to join the subnets
// of its nodes that the template makes.
func (a *auditor) checkJoin(_ rule, cluster *snapshot.Resource) []verdict {
	identities, ok := at(cluster.Body, "identity.userAssignedIdentities").(*snapshot.Object)
	if !ok {
		return nil
	}
	var list []verdict
	for _, id := range nodeSubnets(cluster) {
		subnet, made := a.subnet[id]
		if !made {
			continue // its owner assigns the role
		}
		for identity := range identities.All() {
			if !a.joins(strings.ToLower(identity), id) {
				list = append(list, verdict{broken, "its identity may not join the subnet " + subnet.name()})
			}
		}
	}
	return list
}

// nodeSubnets are the ids of the subnets of the nodes of a cluster, each once.
func nodeSubnets(cluster *snapshot.Resource) []string {
	var ids []string
	for _, f := range cluster.Find("properties.agentPoolProfiles[*].vnetSubnetID") {
		if id := strings.ToLower(plain(f.Value)); id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// joins reports whether an identity holds a role to join a subnet.
func (a *auditor) joins(identity, subnet string) bool {
	return slices.ContainsFunc(a.joining, func(r *snapshot.Resource) bool {
		covers := strings.HasPrefix(subnet+"/", strings.ToLower(r.Scope)+"/")
		return covers && slices.ContainsFunc(principals(r), func(p string) bool { return p == anyIdentity || strings.EqualFold(p, identity) })
	})
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
		if holds(r, pullers()) && slices.ContainsFunc(registries, covers) {
			for _, id := range principals(r) {
				holders[strings.ToLower(id)] = true
			}
		}
	}
	return holders
}

// holds reports whether a role is, or may be, one of some.
func holds(r *snapshot.Resource, roles []string) bool {
	v := at(r.Body, "properties.roleDefinitionId")
	id := strings.ToLower(plain(v))
	return slices.ContainsFunc(roles, func(role string) bool { return strings.HasSuffix(id, role) }) || isUnknown(v)
}

// principals are the ids of the identities that a role is for.
func principals(r *snapshot.Resource) []string {
	v := at(r.Body, "properties.principalId")
	u, ok := v.(*snapshot.Unknown)
	if !ok {
		if snapshot.Missing(v) {
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
