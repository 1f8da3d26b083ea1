// Package intent is what a user may ask for: the amlsec/v1 language, read from
// YAML with a position on every scalar. The struct tags below are the one
// declaration of its fields; the decoder, its checks and the JSON Schema for
// editors all read them.
//
// Tags: yaml is the key; doc its description; default the value when it is
// left out (constant defaults only: those that depend on other fields are
// decided in package plan); enum the words allowed, separated by "|"; pattern
// a regular expression, and want its meaning in words; kind a named form, see
// below; min and max bounds of a number, of the characters of a text, or of
// the number of items; example one or more values, separated by "|"; required
// marks a field without which there is no intent.
//
// Kinds: guid, vmSize, resourceGroup and version are forms of a text; prose is
// a text whose line breaks count as spaces; name refuses words that Azure
// keeps for itself; interface is an address with a prefix length; host an
// address that a machine can have, and dnsServer one of those or Azure's own; vnetRange, subnetRange, clusterRange and
// serviceRange are ranges that Azure, or AKS, can use so; "id:<resource type>"
// is a resource id, and "a|b|id:<resource type>" a word or a resource id. The
// resource tag of a section completes the kind "id" of its fields.
//
// An optional text, address or id without a default may be written as "": that
// is the same as leaving it out. So is a section without content.
package intent

// APIVersion is the only version of the language there is.
const APIVersion = "amlsec/v1"

// Intent is one environment, as its architect asked for it.
type Intent struct {
	Section
	// File is the name the intent was read from, as given by the caller.
	File       string     `yaml:"-"`
	APIVersion String     `yaml:"apiVersion" required:"true" enum:"amlsec/v1" example:"amlsec/v1" doc:"Version of this language."`
	Name       String     `yaml:"name" required:"true" pattern:"^[a-z][a-z0-9]{1,9}$" want:"2 to 10 lower-case letters and digits, the first a letter" kind:"name" example:"fraud" doc:"Base of every resource name: 2 to 10 lower-case letters and digits, the first a letter."`
	Location   String     `yaml:"location" required:"true" pattern:"^[a-z][a-z0-9]{1,39}$" want:"a region by its programmatic name, in lower case without spaces" example:"eastus2|usgovvirginia|chinaeast2" doc:"Azure region of every resource, by its programmatic name. It must belong to the cloud."`
	Cloud      String     `yaml:"cloud" default:"AzureCloud" enum:"AzureCloud|AzureUSGovernment|AzureChinaCloud" doc:"Azure cloud of the environment: it decides DNS zones, service tags and host names."`
	Profile    String     `yaml:"profile" default:"production" enum:"production|dev" doc:"Sizes, zones and redundancy. It never changes security."`
	Tags       Tags       `yaml:"tags" max:"45" example:"env: prod" doc:"Tags of every resource."`
	Network    Network    `yaml:"network" doc:"The virtual network and what may enter and leave it."`
	Workspace  Workspace  `yaml:"workspace" doc:"The Azure Machine Learning workspace and the resources it stands on."`
	Inference  Inference  `yaml:"inference" doc:"Where models are served."`
	Deployment Deployment `yaml:"deployment" doc:"Where the environment is deployed to."`
	Accept     []Accept   `yaml:"accept" max:"100" doc:"Weaknesses taken knowingly. Each stays in every report, with its reason."`
}

// Tag is one tag, in the order written.
type Tag struct {
	Name  String
	Value String
}

// Tags are the tags of an intent.
type Tags struct {
	Section
	Items []Tag
}

// Network asks for a virtual network and its borders.
type Network struct {
	Section
	VirtualNetwork VirtualNetwork `yaml:"virtualNetwork" doc:"The virtual network: a new one, or an existing one by its id."`
	Subnets        Subnets        `yaml:"subnets" doc:"Subnets by purpose. Any left out is planned from the address prefixes, always in the same way."`
	Access         String         `yaml:"access" default:"privateEndpoints" enum:"privateEndpoints|serviceEndpoints" doc:"How the cluster reaches storage, vault and registry. With serviceEndpoints the firewalls of storage and vault admit the subnets; workspace and registry have none and keep their private endpoints."`
	PrivateDNS     PrivateDNS     `yaml:"privateDns" doc:"Name resolution of private endpoints."`
	Egress         Egress         `yaml:"egress" doc:"How traffic leaves the network, and what may leave."`
	Bastion        Bool           `yaml:"bastion" default:"false" doc:"An Azure Bastion host, to reach machines in the private environment."`
}

// VirtualNetwork is the network that holds everything.
type VirtualNetwork struct {
	Section
	AddressPrefixes []Prefix `yaml:"addressPrefixes" default:"10.42.0.0/16" kind:"vnetRange" min:"1" max:"16" example:"10.42.0.0/16" doc:"IPv4 address space. With an existing network, give it as well and overlaps are checked offline."`
	Existing        ID       `yaml:"existing" kind:"id:Microsoft.Network/virtualNetworks" example:"/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/net-rg/providers/Microsoft.Network/virtualNetworks/hub" doc:"Id of an existing virtual network in the same region, in this or another resource group of the subscription."`
}

// Subnets are the subnets by purpose.
type Subnets struct {
	Section
	Endpoints    Subnet `yaml:"endpoints" doc:"Private endpoints."`
	LoadBalancer Subnet `yaml:"loadBalancer" doc:"Internal load balancer of the scoring endpoint. Used by the akscompute attachment; the extension's balancer takes an address of the cluster subnet."`
	Training     Subnet `yaml:"training" doc:"Image-build compute, and other compute clusters of the workspace."`
	Cluster      Subnet `yaml:"cluster" doc:"AKS nodes (and pods, unless the plugin is overlay)."`
	Bastion      Subnet `yaml:"bastion" doc:"AzureBastionSubnet; at least /26."`
	Firewall     Subnet `yaml:"firewall" doc:"AzureFirewallSubnet; at least /26."`
}

// Subnet is one subnet: planned, given a prefix, or existing.
type Subnet struct {
	Section
	Prefix   Prefix `yaml:"prefix" kind:"subnetRange" example:"10.42.4.0/22" doc:"IPv4 range of the subnet, inside the virtual network."`
	Existing String `yaml:"existing" pattern:"^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$" want:"the name of a subnet: up to 80 letters, digits, '_', '.' and '-'" example:"snet-aks" doc:"Name of a subnet that an existing virtual network already has. Give its prefix too, so that overlaps and sizes are checked offline."`
}

// PrivateDNS says who owns the private DNS zones and who answers queries.
type PrivateDNS struct {
	Section
	Zones   String `yaml:"zones" default:"create" kind:"create|none|id:Microsoft.Resources/resourceGroups" example:"create|none|/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns-rg" doc:"create: zones in this resource group. none: records are kept elsewhere. The id of a resource group: central zones that exist there."`
	Servers []Addr `yaml:"servers" kind:"dnsServer" max:"20" example:"10.1.0.4" doc:"Custom DNS servers of the virtual network. They must forward to 168.63.129.16."`
}

// Egress is the way out of the network.
type Egress struct {
	Section
	Path      String `yaml:"path" default:"natGateway" enum:"natGateway|loadBalancer|firewall|appliance" doc:"The way out: a NAT gateway; AKS's own public load balancer (a finding); an Azure Firewall with a route table; or a network virtual appliance that exists."`
	Appliance Addr   `yaml:"appliance" kind:"host" example:"10.1.0.4" doc:"With path: appliance, the private address of the next hop."`
	Rules     String `yaml:"rules" default:"default" enum:"default|restricted" doc:"default keeps Azure's outbound rules, and denies SSH and RDP to other machines of the network. restricted allows the required service tags only and denies the rest."`
}

// Workspace asks for the workspace and what it stands on.
type Workspace struct {
	Section
	PublicNetworkAccess String     `yaml:"publicNetworkAccess" default:"Disabled" enum:"Disabled|Enabled" doc:"Enabled opens the workspace's API to the Internet: a finding."`
	V1LegacyMode        Bool       `yaml:"v1LegacyMode" default:"false" doc:"Keeps the v1 API of the workspace private. It shuts out v2 features: Kubernetes attachment and managed endpoints."`
	Isolation           Isolation  `yaml:"isolation" doc:"Handling of sensitive data."`
	Storage             Storage    `yaml:"storage" doc:"Default storage account."`
	KeyVault            Dependency `yaml:"keyVault" resource:"Microsoft.KeyVault/vaults" doc:"Key vault."`
	Registry            Dependency `yaml:"registry" resource:"Microsoft.ContainerRegistry/registries" doc:"Container registry (Premium)."`
	LogAnalytics        Dependency `yaml:"logAnalytics" resource:"Microsoft.OperationalInsights/workspaces" doc:"Log Analytics workspace, behind Application Insights and every diagnostic setting."`
	Monitor             Monitor    `yaml:"monitor" doc:"Monitoring over private link."`
	ImageBuild          ImageBuild `yaml:"imageBuild" doc:"Compute cluster that builds images: a registry behind a private endpoint cannot use ACR Tasks."`
	Identity            String     `yaml:"identity" default:"SystemAssigned" enum:"SystemAssigned" doc:"Identity of the workspace. Trusted access to a private storage account works with the system-assigned one only."`
	Access              Access     `yaml:"access" doc:"People and groups, as Entra object ids."`
}

// Isolation holds settings for sensitive data.
type Isolation struct {
	Section
	HighBusinessImpact Bool `yaml:"highBusinessImpact" default:"false" doc:"Less diagnostic data to Microsoft, local disks of compute encrypted. Cannot be changed later."`
}

// Storage is the workspace's default storage account.
type Storage struct {
	Section
	Existing        ID       `yaml:"existing" kind:"id:Microsoft.Storage/storageAccounts" doc:"Id of a storage account that exists. It must be StorageV2, without hierarchical namespace."`
	SKU             String   `yaml:"sku" default:"Standard_ZRS" enum:"Standard_LRS|Standard_ZRS|Standard_GRS|Standard_GZRS|Standard_RAGRS|Standard_RAGZRS|Premium_LRS|Premium_ZRS" doc:"Redundancy. Premium is refused for the default account of a workspace. Default: Standard_ZRS, or Standard_LRS with profile: dev and in regions without zones."`
	SharedKeyAccess Bool     `yaml:"sharedKeyAccess" default:"false" doc:"Access with account keys. Needed by the akscompute attachment, otherwise a finding."`
	Endpoints       []String `yaml:"endpoints" default:"blob|file" enum:"blob|file|queue|table|dfs" min:"1" max:"5" doc:"Services that get a private endpoint. blob and file always; queue and table for batch endpoints; dfs for Data Lake datastores."`
}

// Dependency is a resource that the workspace needs: a new one, or existing.
type Dependency struct {
	Section
	Existing ID `yaml:"existing" kind:"id" doc:"Id of a resource that exists."`
}

// Monitor says how monitoring is reached.
type Monitor struct {
	Section
	PrivateLinkScope Bool `yaml:"privateLinkScope" doc:"An Azure Monitor private link scope in Open mode. Default: true where virtual network and DNS zones are ours, else false (a network can have only one, and so can central zones)."`
}

// ImageBuild is the compute that builds images.
type ImageBuild struct {
	Section
	VMSize   String `yaml:"vmSize" default:"Standard_DS3_v2" kind:"vmSize" example:"Standard_DS3_v2" doc:"VM size of its nodes (CPU only)."`
	MaxNodes Int    `yaml:"maxNodes" default:"2" min:"1" max:"100" doc:"Most nodes at a time; it scales to zero."`
}

// Access names the people of the workspace.
type Access struct {
	Section
	DataScientists []String `yaml:"dataScientists" kind:"guid" max:"50" example:"11111111-2222-3333-4444-555555555555" doc:"Entra object ids of groups that get AzureML Data Scientist and the data roles."`
}

// Inference asks for the place where models are served.
type Inference struct {
	Section
	Target       String         `yaml:"target" default:"aks" enum:"aks|managedOnlineEndpoint|aci" doc:"aks; a managed online endpoint with network isolation; aci is refused where the workspace has a private endpoint."`
	Attachment   String         `yaml:"attachment" default:"kubernetes" enum:"kubernetes|akscompute" doc:"kubernetes attaches the cluster through the AzureML extension (v2). akscompute is v1 and out of support: a warning."`
	Cluster      Cluster        `yaml:"cluster" doc:"The AKS cluster."`
	LoadBalancer String         `yaml:"loadBalancer" default:"internal" enum:"internal|public" doc:"Balancer of the scoring endpoint. public is a finding, and needs scoring.tls."`
	Scoring      Scoring        `yaml:"scoring" doc:"The scoring endpoint."`
	Endpoint     OnlineEndpoint `yaml:"endpoint" doc:"The managed online endpoint, with target: managedOnlineEndpoint."`
}

// Cluster is the AKS cluster.
type Cluster struct {
	Section
	Existing           ID             `yaml:"existing" kind:"id:Microsoft.ContainerService/managedClusters" doc:"Id of a cluster that exists: it is attached instead of a new one."`
	Private            Bool           `yaml:"private" default:"true" doc:"API server behind a private endpoint. false is a finding."`
	PrivateDNSZone     String         `yaml:"privateDnsZone" default:"system" kind:"system|none|id:Microsoft.Network/privateDnsZones" example:"system|none" doc:"Zone of the private API server: managed by AKS, none, or the id of privatelink.<region>.azmk8s.io."`
	PublicFQDN         Bool           `yaml:"publicFqdn" default:"false" doc:"A public name of a private API server. Not supported by Azure Machine Learning, so refused with a private cluster."`
	KubernetesVersion  String         `yaml:"kubernetesVersion" pattern:"^[0-9]+\\.[0-9]+$" want:"a minor version such as 1.35, of which AKS picks and keeps the patch" kind:"version" example:"1.35" doc:"Minor version of Kubernetes; AKS picks its patch, and keeps it up to date. Empty: the platform's default. Otherwise checked against a dated table."`
	Network            ClusterNetwork `yaml:"network" doc:"Address ranges inside the cluster."`
	Identity           String         `yaml:"identity" default:"UserAssigned" enum:"UserAssigned|SystemAssigned" doc:"Control-plane identity. Own route tables and own DNS zones need UserAssigned."`
	AdminGroups        []String       `yaml:"adminGroups" kind:"guid" max:"50" example:"11111111-2222-3333-4444-555555555555" doc:"Entra object ids of the groups that administer the cluster."`
	LocalAccounts      Bool           `yaml:"localAccounts" doc:"Local (certificate) accounts. Default: false where Trusted Access exists (kubernetes attachment in AzureCloud), else true, because Azure Machine Learning needs them."`
	AuthorizedIPRanges []Prefix       `yaml:"authorizedIpRanges" max:"200" example:"203.0.113.0/24" doc:"Callers of a public API server, by their public addresses. The address by which the nodes leave is added where it is made here. Not with a private cluster."`
	Pools              Pools          `yaml:"pools" max:"10" doc:"Node pools by name. system is the system pool; every other is a user pool."`
	Purpose            String         `yaml:"purpose" default:"FastProd" enum:"FastProd|DenseProd|DevTest" doc:"With attachment: akscompute, the purpose. FastProd and DenseProd need 12 vCPUs and 3 nodes."`
}

// ClusterNetwork holds the ranges inside the cluster.
type ClusterNetwork struct {
	Section
	Plugin           String    `yaml:"plugin" default:"overlay" enum:"overlay|azure" doc:"overlay: Azure CNI Overlay. azure: pods take addresses of the cluster subnet."`
	ServiceCIDR      Prefix    `yaml:"serviceCidr" default:"10.0.0.0/16" kind:"serviceRange" doc:"Range of Kubernetes services. It must overlap nothing."`
	DNSServiceIP     Addr      `yaml:"dnsServiceIp" default:"10.0.0.10" kind:"host" doc:"Address of the cluster's DNS service, inside serviceCidr, not its first."`
	PodCIDR          Prefix    `yaml:"podCidr" default:"10.244.0.0/16" kind:"clusterRange" doc:"Range of pods with plugin: overlay: a /24 for each node."`
	DockerBridgeCIDR Interface `yaml:"dockerBridgeCidr" default:"172.17.0.1/16" kind:"interface" doc:"Docker bridge address; akscompute only."`
}

// Pools are the node pools of a cluster, in the order written.
type Pools struct {
	Section
	Items []Pool
}

// Pool is one node pool. Count fixes its size; Min and Max let it scale.
type Pool struct {
	Section
	Name    String `yaml:"-" pattern:"^[a-z][a-z0-9]{0,11}$" want:"1 to 12 lower-case letters and digits, the first a letter" kind:"name"`
	VMSize  String `yaml:"vmSize" kind:"vmSize" example:"Standard_D4s_v5" doc:"VM size of the nodes. Default: Standard_D4s_v5 in the system pool, Standard_D8s_v5 in others."`
	Count   Int    `yaml:"count" min:"1" max:"1000" doc:"Fixed number of nodes. Not with min and max."`
	Min     Int    `yaml:"min" min:"0" max:"1000" doc:"Fewest nodes; the pool scales."`
	Max     Int    `yaml:"max" min:"1" max:"1000" doc:"Most nodes; the pool scales."`
	MaxPods Int    `yaml:"maxPods" min:"10" max:"250" doc:"Most pods on a node. Default: 250 with overlay, 30 otherwise."`
	Zones   []Int  `yaml:"zones" enum:"1|2|3" max:"3" doc:"Availability zones. Default: all three in production, where the region has them."`
}

// Scoring is the endpoint that callers send data to.
type Scoring struct {
	Section
	AllowFrom []Prefix `yaml:"allowFrom" max:"100" example:"10.60.0.0/16" doc:"Callers outside the virtual network: inbound rules to the scoring address."`
	Address   Addr     `yaml:"address" kind:"host" doc:"Fixed private address of the scoring endpoint, in the subnet of the balancer. Only then the inbound rule can name it."`
	TLS       TLS      `yaml:"tls" doc:"HTTPS. Without it scoring speaks HTTP on its internal address: a warning."`
}

// TLS names the certificate of the scoring endpoint.
type TLS struct {
	Section
	Secret String `yaml:"secret" required:"true" pattern:"^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$" want:"the name of a Kubernetes secret: lower-case letters, digits, '.' and '-'" example:"scoring-tls" doc:"Kubernetes secret in namespace azureml, with cert.pem and key.pem. It must exist before the extension is installed."`
	CName  String `yaml:"cname" required:"true" pattern:"^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$" want:"a host name in lower case, such as score.contoso.example" max:"253" example:"score.contoso.example" doc:"Host name in the certificate."`
}

// OnlineEndpoint is the managed online endpoint.
type OnlineEndpoint struct {
	Section
	AuthMode String `yaml:"authMode" default:"AADToken" enum:"AADToken|AMLToken|Key" doc:"How callers prove who they are. Key is a finding."`
}

// Deployment says where to.
type Deployment struct {
	Section
	Scope         String `yaml:"scope" default:"resourceGroup" enum:"resourceGroup|subscription" doc:"subscription creates the resource group, and needs --out."`
	ResourceGroup String `yaml:"resourceGroup" kind:"resourceGroup" example:"rg-fraud" doc:"Name of the resource group. Default with scope: subscription: rg-<name>."`
	Subscription  String `yaml:"subscription" kind:"guid" doc:"Subscription of the environment. Known, it lets more be checked offline."`
}

// Accept is a weakness taken knowingly.
type Accept struct {
	Section
	Code   String `yaml:"code" required:"true" pattern:"^AML[0-9]{3}$" want:"a code: AML and three digits" example:"AML412" doc:"Code of the warning or finding."`
	Reason String `yaml:"reason" required:"true" kind:"prose" min:"10" max:"500" example:"the hub's firewall inspects this traffic" doc:"Why it is acceptable: at least 10 characters."`
}
