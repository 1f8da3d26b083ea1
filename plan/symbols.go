package plan

// Symbolic names of what is referred to from more than one file of this
// package. Items are named for what they are, in Bicep's lower camel case.
const (
	symLocation          = "location"
	symServiceTagRegion  = "serviceTagRegion"
	symTags              = "tags"
	symEnvironmentName   = "environmentName"
	symDeployerID        = "deployerId"
	symDeployerType      = "deployerType"
	symPeople            = "people"
	symOwnedTags         = "ownedTags"
	symNameSuffix        = "nameSuffix"
	symDataScientists    = "dataScientists"
	symAdminGroups       = "clusterAdminGroups"
	symScoringSources    = "scoringSources"
	symKubernetesVersion = "kubernetesVersion"
	symAttachCluster     = "attachCluster"
	symOnlineTraffic     = "onlineEndpointTraffic"

	symVNet         = "virtualNetwork"
	symNATGateway   = "natGateway"
	symRouteTable   = "routeTable"
	symFirewall     = "firewall"
	symFirewallRule = "firewallRules"
	symBastion      = "bastion"

	symLogAnalytics     = "logAnalytics"
	symInsights         = "applicationInsights"
	symPrivateLinkScope = "privateLinkScope"
	symStorage          = "storage"
	symBlobService      = "blobService"
	symFileService      = "fileService"
	symKeyVault         = "keyVault"
	symRegistry         = "registry"
	symWorkspace        = "workspace"
	symImageBuild       = "imageBuild"
	symImageIdentity    = "imageBuildIdentity"
	symClusterIdentity  = "clusterIdentity"
	symKubeletIdentity  = "kubeletIdentity"
	symCluster          = "cluster"
	symExtension        = "extension"
	symTrustedAccess    = "trustedAccess"
	symAttachment       = "attachment"
	symOnlineEndpoint   = "onlineEndpoint"

	symWorkspaceEndpoint = "workspaceEndpoint"
)

// subnetSymbol and nsgSymbol name a subnet and its security group by purpose.
func subnetSymbol(p Purpose) string { return p.String() + "Subnet" }
func nsgSymbol(p Purpose) string    { return p.String() + "Nsg" }

// String is the purpose as the intent spells it.
func (p Purpose) String() string {
	switch p {
	case PurposeEndpoints:
		return "endpoints"
	case PurposeLoadBalancer:
		return "loadBalancer"
	case PurposeTraining:
		return "training"
	case PurposeCluster:
		return "cluster"
	case PurposeBastion:
		return "bastion"
	case PurposeFirewall:
		return "firewall"
	default:
		return "invalid"
	}
}
