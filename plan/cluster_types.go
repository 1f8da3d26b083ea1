package plan

import "net/netip"

// Cluster is an AKS cluster of ours.
type Cluster struct {
	Resource
	// Existing says that a cluster is attached that is not made here; then only
	// Resource and Group are set. Its symbol names an entry of Plan.Existing.
	Existing bool
	Group    Group

	DNSPrefix string
	// Tier is "Free", "Standard" or "Premium".
	Tier string
	// KubernetesVersion is the symbol of the parameter; empty text there means Azure's default.
	KubernetesVersion string
	// Identity is the symbol of the control-plane identity; empty for system-assigned.
	Identity string
	// KubeletIdentity is the symbol of the nodes' identity; empty lets AKS make one.
	KubeletIdentity string
	LocalAccounts   bool
	// AdminGroups is the symbol of the parameter with the admins' object ids.
	AdminGroups string
	API         APIServer
	Network     ClusterNetwork
	Pools       []Pool
	// Subnet is the symbol of the nodes' subnet.
	Subnet string
	// LogAnalytics is a symbol, of the omsagent add-on.
	LogAnalytics string
	// UpgradeChannel and NodeOSUpgradeChannel are AKS's words.
	UpgradeChannel, NodeOSUpgradeChannel string
	// Maintenance says when these upgrades may run.
	Maintenance []MaintenanceWindow
}

// MaintenanceWindow is the time of the week in which AKS upgrades the cluster
// or its nodes.
type MaintenanceWindow struct {
	Resource
	// Day is the day of the week, and Start the time in UTC, such as "01:00".
	Day, Start string
	// Hours is how long it lasts; EveryWeeks is 1 for each week.
	Hours, EveryWeeks int
}

// APIServer is access to the cluster's control plane.
type APIServer struct {
	Private bool
	// DNSZone is "system", "none", or empty when Zone is set.
	DNSZone string
	// Zone is the symbol of the existing zone.
	Zone string
	// FQDNSubdomain goes with Zone.
	FQDNSubdomain string
	PublicFQDN    bool
	// AuthorizedIPRanges are callers of a public API server; with any, EgressIP is
	// the symbol of the public address by which the nodes call it, where the
	// environment makes that.
	AuthorizedIPRanges []netip.Prefix
	EgressIP           string
}

// ClusterNetwork is the cluster's network profile.
type ClusterNetwork struct {
	// Plugin is "azure"; Mode "overlay", or empty when pods take addresses of the subnet.
	Plugin, Mode string
	// Policy and Dataplane are AKS's words.
	Policy, Dataplane string
	ServiceCIDR       netip.Prefix
	DNSServiceIP      netip.Addr
	// PodCIDR is not valid when pods take addresses of the subnet.
	PodCIDR      netip.Prefix
	OutboundType string
	// DockerBridge belongs to the akscompute attachment; not valid otherwise.
	DockerBridge netip.Prefix
}

// Pool is a node pool.
type Pool struct {
	Origin
	Name string
	// System is the mode; false is a user pool.
	System bool
	VMSize string
	// Count is the size of the pool; of one that scales the size it begins
	// with, which AKS asks for and leaves to the autoscaler afterwards.
	Count int
	// Min and Max are set when the pool scales.
	Scales   bool
	Min, Max int
	MaxPods  int
	Zones    []string
	Taints   []string
	// OSSKU is the nodes' Linux, "Ubuntu".
	OSSKU string
	// OSDiskType is "Managed" or "Ephemeral"; OSDiskGB its size, zero for AKS's default.
	OSDiskType string
	OSDiskGB   int
	// EncryptionAtHost needs a feature registered in the subscription.
	EncryptionAtHost bool
	// MaxSurge is how many nodes an upgrade adds, such as "33%" or "1".
	MaxSurge string
}

// Extension is the AzureML extension of a cluster.
type Extension struct {
	Resource
	// Cluster is a symbol.
	Cluster string
	// Settings are configurationSettings in order; the values are strings of Azure's.
	Settings []Setting
	// ReleaseNamespace is "azureml".
	ReleaseNamespace string
}

// Setting is one configuration setting. Of Value and Ref one is set.
type Setting struct {
	Origin
	Name  string
	Value string
	// Ref takes the value from an item: the cluster's id or name, the region.
	Ref Ref
	// Suffix is appended to the value of Ref; empty for none.
	Suffix string
}

// TrustedAccess lets the workspace into the cluster without local accounts.
type TrustedAccess struct {
	Resource
	// Cluster is a symbol.
	Cluster string
	// Workspace is the workspace's id: in a module, a parameter.
	Workspace Ref
	Roles     []string
}

// Attachment is the workspace compute that stands for the cluster.
type Attachment struct {
	Resource
	// Condition is the symbol of the parameter without which it is left alone:
	// what is attached cannot be attached again.
	Condition string
	// V1 is true for computeType AKS, false for Kubernetes.
	V1 bool
	// Cluster is a symbol.
	Cluster string
	// Namespace, of Kubernetes.
	Namespace string
	// Purpose and LoadBalancerType, of AKS.
	Purpose, LoadBalancerType string
	// LoadBalancerSubnet is the subnet's symbol.
	LoadBalancerSubnet string
	// AgentCount and AgentVMSize, of AKS; not set for an existing cluster.
	AgentCount  int
	AgentVMSize string
	// Subnet is the symbol of the nodes' subnet, of AKS. It and the ranges are
	// not set for an existing cluster.
	Subnet       string
	ServiceCIDR  netip.Prefix
	DNSServiceIP netip.Addr
	DockerBridge netip.Prefix
	// CName is the host name of HTTPS; empty for none. Certificate and Key are
	// then the symbols of the secure parameters with PEM texts.
	CName            string
	Certificate, Key string
}

// Module is a module of its own file, deployed to another resource group.
type Module struct {
	Resource
	// File is its name under modules/, without directory.
	File string
	// Group is the resource group it is deployed to.
	Group Group
	// Params are its parameters, each with the value that main.bicep passes.
	// No value is read at run time, so that what-if can look inside.
	Params []Param
	// What it holds:
	Existing  []Existing
	Subnets   []Subnet
	Links     []DNSLink
	Roles     []RoleAssignment
	Extension *Extension
	Trusted   *TrustedAccess
	Outputs   []Output
}

// DNSLink links a central DNS zone to the virtual network.
type DNSLink struct {
	Resource
	// Zone is the symbol of the zone, an existing resource of the module.
	Zone string
	// VNet is the symbol of the parameter with the network's id.
	VNet string
}
