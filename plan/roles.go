package plan

import "github.com/amlsec/amlsec/intent"

// Symbols of role assignments that something waits for.
const (
	symNetworkRole  = "clusterNetworkContributor"
	symOperatorRole = "clusterIdentityOperator"
	symZoneRole     = "clusterZoneContributor"
)

// roles decides who may do what. No role of general administration is among
// them. The workspace's own identity gets its roles on storage and registry
// from Azure Machine Learning; a second assignment of the same role would be
// refused, so only what that leaves out, or documents nowhere, is granted here.
func (b *builder) roles() {
	b.clusterRoles()
	b.kubeletRoles()
	b.imageBuildRoles()
	b.workspaceRoles()
	b.onlineRoles()
	b.peopleRoles()
	b.waitForRoles()
}

// grant assigns a role to an identity of the environment.
func (b *builder) grant(symbol, role, scope string, principal Ref, from Origin) {
	b.plan.Roles = append(b.plan.Roles, RoleAssignment{
		Resource:      Resource{Origin: from, Symbol: symbol},
		Role:          role,
		RoleID:        roleID(role),
		Scope:         scope,
		Principal:     principal,
		PrincipalType: "ServicePrincipal",
	})
}

// principalOf is the object id of a user-assigned identity.
func principalOf(identity string) Ref { return Ref{Symbol: identity, Path: "properties.principalId"} }

// ownPrincipalOf is the object id of a resource's system-assigned identity.
func ownPrincipalOf(resource string) Ref { return Ref{Symbol: resource, Path: "identity.principalId"} }

// clusterPrincipal is the object id of the control plane's identity.
func (b *builder) clusterPrincipal() Ref {
	if b.ownsClusterIdentity() {
		return principalOf(symClusterIdentity)
	}
	return ownPrincipalOf(symCluster)
}

// clusterRoles let the control plane join subnets and keep its balancer. The
// article wants the role on the whole group of the virtual network. In
// another group it is assigned by the module of that network.
func (b *builder) clusterRoles() {
	if !b.ownsCluster() {
		return
	}
	asked := b.in.Inference.Cluster
	if b.plan.Network.VNet.Group.IsOwn() {
		b.grant(symNetworkRole, roleNetwork, "", b.clusterPrincipal(), b.networkRoleOrigin())
	}
	if b.ownsClusterIdentity() {
		from := origin(asked.Identity, "lets the control plane give the nodes their identity")
		b.grant(symOperatorRole, roleIdentityOperator, symKubeletIdentity, principalOf(symClusterIdentity), from)
	}
	if _, ok := b.clusterZoneID(); ok {
		from := origin(asked.PrivateDNSZone, "lets the control plane write its name into the zone")
		from.Source = pagePrivateAKS
		b.grant(symZoneRole, roleDNSContributor, symClusterZone, b.clusterPrincipal(), from)
	}
}

func (b *builder) networkRoleOrigin() Origin {
	from := origin(b.in.Inference.Cluster.Identity, "lets the control plane join subnets and keep the internal load balancer")
	from.Source = pageInferencing
	return from
}

// kubeletRoles let the nodes pull images.
func (b *builder) kubeletRoles() {
	if !b.usesAKS() || b.plan.Cluster == nil {
		return
	}
	principal := Ref{Symbol: symCluster, Path: "properties.identityProfile.kubeletidentity.objectId"}
	if b.ownsClusterIdentity() {
		principal = principalOf(symKubeletIdentity)
	}
	b.grant("kubeletAcrPull", roleAcrPull, symRegistry, principal,
		origin(b.in.Inference.Cluster.Identity, "lets the nodes pull the images of models"))
}

// imageBuildRoles let the builds read their sources and push their images.
// AcrPush alone would do to pull as well, but its holder is looked for under
// the name of AcrPull.
func (b *builder) imageBuildRoles() {
	if b.plan.ImageBuild == nil {
		return
	}
	p := principalOf(symImageIdentity)
	from := func(why string) Origin {
		o := sectionOrigin(b.in.Workspace.ImageBuild.Section, why)
		o.Source = pageIdentities
		return o
	}
	b.grant("imageBuildAcrPull", roleAcrPull, symRegistry, p, from("lets image builds pull their base images"))
	b.grant("imageBuildAcrPush", roleAcrPush, symRegistry, p, from("lets image builds push what they made"))
	if b.usesSharedKeys() {
		return
	}
	b.grant("imageBuildBlobs", roleBlobContributor, symStorage, p, from("lets image builds read their sources and write their logs"))
	b.grant("imageBuildFiles", roleFileContributor, symStorage, p, from("lets image builds use file shares without the account's keys"))
	if b.asksStorageFor("queue") {
		b.grant("imageBuildQueues", roleQueueContributor, symStorage, p, from("lets batch jobs use queues"))
	}
	if b.asksStorageFor("table") {
		b.grant("imageBuildTables", roleTableContributor, symStorage, p, from("lets batch jobs use tables"))
	}
	if b.in.Workspace.Isolation.HighBusinessImpact.V {
		b.grant("imageBuildStorageAccount", roleStorageAccount, symStorage, p, from("lets compute of a high-business-impact workspace manage its storage account"))
	}
}

// asksStorageFor reports whether the storage account has an endpoint of that service.
func (b *builder) asksStorageFor(service string) bool {
	for _, e := range b.in.Workspace.Storage.Endpoints {
		if e.V == service {
			return true
		}
	}
	return false
}

// workspaceRoles grant the workspace's identity what Azure Machine Learning
// does not: to keep secrets in a vault that knows roles only, for which it
// documents no role of data; to read the storage endpoints, so that the studio
// shows data; and, with a managed network, to approve that network's endpoints.
func (b *builder) workspaceRoles() {
	p := ownPrincipalOf(symWorkspace)
	if !b.plan.KeyVault.Existing {
		from := origin(b.in.Workspace.Identity, "lets the workspace keep its secrets in the vault: Azure Machine Learning documents no data role of its own there")
		from.Source = pageIdentities
		b.grant("workspaceSecrets", roleSecretsOfficer, symKeyVault, p, from)
	}
	for _, e := range b.plan.Endpoints {
		if e.Target == symStorage && (e.GroupID == "blob" || e.GroupID == "file") {
			from := origin(b.in.Workspace.Identity, "lets the studio find the endpoint, and so show data")
			from.Source = pageWorkspace
			b.grant("workspaceReaderOn"+upperFirst(e.Symbol), roleReader, e.Symbol, p, from)
		}
	}
	if !b.onManagedEndpoint() {
		return
	}
	for _, target := range []string{symStorage, symKeyVault, symRegistry} {
		from := origin(b.in.Inference.Target, "lets the managed network connect to its dependencies")
		from.Source = pageManaged
		b.grant("workspaceApproverOn"+upperFirst(target), roleApprover, target, p, from)
	}
}

// onlineRoles let a managed online endpoint fetch images and models.
func (b *builder) onlineRoles() {
	if b.plan.Online == nil {
		return
	}
	from := func(why string) Origin { return origin(b.in.Inference.Target, why) }
	b.grant("onlineEndpointAcrPull", roleAcrPull, symRegistry, principalOf(symOnlineIdentity), from("lets the endpoint pull its image"))
	b.grant("onlineEndpointBlobs", roleBlobReader, symStorage, principalOf(symOnlineIdentity), from("lets the endpoint fetch its model"))
}

// peopleRoles let the people named by the deployer work with the workspace.
func (b *builder) peopleRoles() {
	people := b.people()
	b.grantPeople("dataScientistsWorkspace", roleDataScientist, symWorkspace, people, "lets data scientists work with the workspace")
	b.grantPeople("dataScientistsBlobs", roleBlobContributor, symStorage, people, "lets data scientists read and write data")
	if !b.usesSharedKeys() {
		b.grantPeople("dataScientistsFiles", roleFileContributor, symStorage, people, "lets data scientists use file shares without the account's keys")
	}
}

func (b *builder) grantPeople(symbol, role, scope string, people Ref, why string) {
	var asked intent.String
	if a := b.in.Workspace.Access; len(a.DataScientists) > 0 {
		asked = a.DataScientists[0]
	}
	b.plan.Roles = append(b.plan.Roles, RoleAssignment{
		Resource:  Resource{Origin: Origin{From: "workspace.access.dataScientists", Span: asked.Span, Why: why, Source: pageNoSharedKeys}, Symbol: symbol},
		Role:      role,
		RoleID:    roleID(role),
		Scope:     scope,
		Principal: people,
		Loop:      true,
	})
}

// waitForRoles makes what needs a role wait for it. Without an identity made
// apart, the cluster's role comes after the cluster, and before the extension.
func (b *builder) waitForRoles() {
	for _, r := range b.plan.Roles {
		switch {
		case r.Principal.Symbol == symImageIdentity:
			b.plan.ImageBuild.After = append(b.plan.ImageBuild.After, r.Symbol)
		case r.Principal.Symbol == symOnlineIdentity:
			b.plan.Online.After = append(b.plan.Online.After, r.Symbol)
		case r.Role == roleApprover:
			// The first compute brings the managed network up.
			b.plan.ImageBuild.After = append(b.plan.ImageBuild.After, r.Symbol)
			b.plan.Online.After = append(b.plan.Online.After, r.Symbol)
		case r.Principal.Symbol == symClusterIdentity && b.plan.Cluster != nil:
			b.plan.Cluster.After = append(b.plan.Cluster.After, r.Symbol)
		case r.Symbol == symNetworkRole && b.plan.Extension != nil:
			b.plan.Extension.After = append(b.plan.Extension.After, r.Symbol)
		case r.Symbol == symNetworkRole && b.plan.Attachment != nil:
			b.plan.Attachment.After = append(b.plan.Attachment.After, r.Symbol)
		}
	}
}
