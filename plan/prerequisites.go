package plan

import (
	"fmt"
	"strings"

	"github.com/amlsec/amlsec/intent"
)

// prerequisites lists what must be true in Azure and cannot be seen offline.
func (b *builder) prerequisites() {
	b.requireRights()
	b.requireFreshRoles()
	b.requireProviders()
	b.requireWorkspaceRoles()
	b.requireClusterNeeds()
	b.requireCertificate()
	b.requireSubnets()
	b.requireRedeployment()
	if b.onManagedEndpoint() {
		b.require(origin(b.in.Inference.Target,
			"before the first deployment of a model, the managed network is provisioned: \"az ml workspace provision-network\", or the first node of the build compute, does it"))
		b.require(origin(b.in.Inference.Target,
			"builds that fetch packages have an outbound rule of the managed network for each host, such as pypi.org"))
	}
}

// requireRights names what the deployer may do, which no built-in role but
// Owner, or Contributor with Role Based Access Control Administrator, grants.
func (b *builder) requireRights() {
	groups := []string{"the resource group of the environment"}
	for _, m := range b.plan.Modules {
		groups = append(groups, m.Group.Name)
	}
	from := origin(b.in.Deployment.Scope, "the deployer may assign roles (Microsoft.Authorization/roleAssignments/write) in "+strings.Join(unique(groups), ", "))
	b.require(from)
	if vnet := b.in.Network.VirtualNetwork.Existing; !b.ownsVNet() {
		from := origin(vnet, fmt.Sprintf("the deployer may join virtual network %q and its subnets (Microsoft.Network/virtualNetworks/join/action and …/subnets/join/action)", vnet.V.Name()))
		from.Source = pageInferencing
		b.require(from)
	}
}

// requireFreshRoles says what an identity made again meets in other groups: its
// role assignments are named by its id, not by its object id, and outlive it.
func (b *builder) requireFreshRoles() {
	var groups []string
	for _, m := range b.plan.Modules {
		if len(m.Roles) > 0 {
			groups = append(groups, m.Group.Name)
		}
	}
	if len(groups) > 0 {
		b.require(origin(b.in.Deployment.Scope, "no role assignment of an earlier environment of this name is left in "+strings.Join(unique(groups), ", ")+
			": it would keep its name, and Azure refuses to change it (RoleAssignmentUpdateNotPermitted)"))
	}
}

// requireWorkspaceRoles names what the workspace's identity needs on resources
// of others. Azure Machine Learning assigns roles in the group of the
// workspace; nothing is documented of other groups, nor of vaults with roles.
func (b *builder) requireWorkspaceRoles() {
	w := b.in.Workspace
	for _, r := range []struct {
		symbol string
		id     intent.ID
		anyway bool
		roles  string
	}{
		{symStorage, w.Storage.Existing, false, "Contributor and Storage Blob Data Contributor"},
		{symKeyVault, w.KeyVault.Existing, true, "Contributor and, if the vault takes roles, Key Vault Secrets Officer"},
		{symRegistry, w.Registry.Existing, false, "Contributor"},
	} {
		if r.id.V.IsZero() || !r.anyway && !b.plan.isElsewhere(r.symbol) {
			continue
		}
		from := origin(r.id, fmt.Sprintf("whoever owns %q sees to it that the workspace's identity, once it is there, has %s on it: Azure Machine Learning may not grant them", r.id.V.Name(), r.roles))
		from.Source = pageIdentities
		b.require(from)
	}
}

// requireRedeployment says what a later deployment must pass.
func (b *builder) requireRedeployment() {
	if b.plan.Attachment != nil {
		b.require(origin(b.in.Inference.Attachment, "a later deployment passes "+symAttachCluster+"=false, once the compute exists: Azure may refuse to attach the cluster again"))
	}
	if b.plan.Online != nil {
		b.require(origin(b.in.Inference.Target, "a later deployment passes the current shares of traffic in "+symOnlineTraffic+": without them the endpoint would serve nobody"))
	}
}

// requireProviders names the resource providers that the subscription needs;
// Azure registers only those of resources that the template itself holds.
func (b *builder) requireProviders() {
	providers := []string{"Microsoft.MachineLearningServices", "Microsoft.Insights", "Microsoft.OperationalInsights", "Microsoft.Network"}
	if b.usesAKS() {
		providers = append(providers, "Microsoft.ContainerService", "Microsoft.KubernetesConfiguration")
	}
	b.require(origin(b.in.Deployment.Subscription, "the subscription has registered "+strings.Join(providers, ", ")))
}

func (b *builder) requireClusterNeeds() {
	if !b.ownsCluster() {
		b.requireOfExisting()
		return
	}
	pools := b.pools()
	sizes := make([]string, len(pools))
	encrypted := false
	for i, p := range pools {
		sizes[i] = p.VMSize
		encrypted = encrypted || p.EncryptionAtHost
	}
	at := b.in.Inference.Cluster.Pools
	b.require(sectionOrigin(at.Section, fmt.Sprintf("%s offers %s to the subscription, with quota for all nodes", b.in.Location.V, strings.Join(unique(sizes), ", "))))
	if encrypted {
		from := sectionOrigin(at.Section, "the subscription has registered the feature Microsoft.Compute/EncryptionAtHost")
		from.Source = pageHostCrypto
		b.require(from)
	}
	if callers := b.in.Inference.Cluster.AuthorizedIPRanges; !b.plan.Cluster.API.Private && len(callers) > 0 {
		b.requireCallers(callers[0])
	}
	if !b.ownsClusterIdentity() {
		b.require(origin(b.in.Inference.Cluster.Identity, "the role of the cluster's own identity may take minutes to take effect: if the scoring address stays pending, deploy again"))
	}
	if _, ok := b.clusterZoneID(); ok {
		zone := b.in.Inference.Cluster.PrivateDNSZone
		b.require(origin(zone, "the zone of the API server exists and is linked to no other zone of that name in the virtual network; the role on it may take an hour to take effect, and a second deployment then succeeds"))
	}
}

// requireCallers names the callers of a public API server whose addresses the
// intent must hold and nobody can find offline.
func (b *builder) requireCallers(asked intent.Prefix) {
	const page = "azure/aks/api-server-authorized-ip-ranges"
	if _, known := b.nodesLeaveBy(); !known {
		from := origin(asked, "authorizedIpRanges holds "+b.unknownEgress()+": nodes that cannot call the API server do not join the cluster")
		from.Source = page
		b.require(from)
	}
	if !b.hasTrustedAccess() {
		from := origin(asked, "authorizedIpRanges holds the ranges of Azure Machine Learning in "+b.in.Location.V+" and in its paired region, which attach the cluster")
		from.Source = pageAttachV1
		b.require(from)
	}
}

// requireOfExisting names what an existing cluster must bring.
func (b *builder) requireOfExisting() {
	if b.plan.Cluster == nil {
		return
	}
	at := b.in.Inference.Cluster.Existing
	from := origin(at, "the identity of the cluster has Network Contributor on the resource group of its virtual network")
	from.Source = pageInferencing
	b.require(from)
	from = origin(at, "the deployer, who attaches the cluster, has Reader, Kubernetes Extension Contributor and Azure Kubernetes Service Cluster Admin Role on it")
	from.Source = pageExtension
	b.require(from)
	b.require(origin(at, "the cluster is attached to no workspace yet, and nothing of an earlier attachment is left in it"))
	if b.attachesV2() {
		b.require(origin(at, fmt.Sprintf("%d nodes of the cluster take ordinary pods, as the scoring router runs on three", routerNodes)))
	}
}

// requireCertificate says how the certificate gets into a cluster that does
// not exist yet. The router waits for its secret, and so does the deployment
// for the router.
func (b *builder) requireCertificate() {
	tls := b.in.Inference.Scoring.TLS
	if !tls.IsSet() || !b.usesAKS() {
		return
	}
	secret := fmt.Sprintf("the secret %q, with cert.pem and key.pem for %s, is in namespace azureml of the cluster", tls.Secret.V, tls.CName.V)
	switch {
	case b.attachesV1():
		b.require(sectionOrigin(tls.Section, fmt.Sprintf("the deployer passes certificate and key for %s in the parameters %s and %s", tls.CName.V, symScoringCertificate, symScoringKey)))
	case b.ownsCluster():
		b.require(sectionOrigin(tls.Section, secret+": create both as soon as the cluster is there, while the deployment waits for the extension; if it gives up, deploy again"))
	default:
		b.require(sectionOrigin(tls.Section, secret+" before the deployment"))
	}
	b.require(sectionOrigin(tls.Section, fmt.Sprintf("a DNS record leads callers from %s to the address of the scoring endpoint", tls.CName.V)))
}

// requireSubnets names what existing subnets must be: nothing can be seen of
// them but their names.
func (b *builder) requireSubnets() {
	for _, s := range b.plan.Network.Subnets {
		if !s.Existing || s.Module != "" {
			continue
		}
		o := s.Origin
		o.Why = fmt.Sprintf("subnet %q exists, is delegated to nobody, %s", s.Name.Text, b.subnetNeeds(s.Purpose))
		o.Source = ""
		b.require(o)
	}
}

func (b *builder) subnetNeeds(p Purpose) string {
	switch p {
	case PurposeEndpoints:
		return "and has network policies for private endpoints disabled"
	case PurposeCluster, PurposeTraining:
		return "and has the way out that the intent names: " + b.in.Network.Egress.Path.V
	default:
		return "and is used by nothing else"
	}
}
