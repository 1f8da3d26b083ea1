package plan

// Monitor is Log Analytics, Application Insights and their private link scope.
type Monitor struct {
	// LogAnalytics is the workspace of logs; nil when an existing one is used,
	// whose symbol is LogAnalyticsSymbol all the same.
	LogAnalytics       *LogAnalytics
	LogAnalyticsSymbol string
	Insights           ApplicationInsights
	// PrivateLinkScope is nil when there is none.
	PrivateLinkScope *PrivateLinkScope
	// Containers collects the cluster's logs; nil without a cluster of ours.
	Containers *ContainerInsights
}

// LogAnalytics is a Log Analytics workspace.
type LogAnalytics struct {
	Resource
	RetentionDays int
	// PublicIngestion and PublicQuery are "Enabled" or "Disabled".
	PublicIngestion, PublicQuery string
	DisableLocalAuth             bool
}

// ApplicationInsights is a workspace-based component.
type ApplicationInsights struct {
	Resource
	// LogAnalytics is a symbol.
	LogAnalytics                 string
	PublicIngestion, PublicQuery string
	DisableLocalAuth             bool
}

// PrivateLinkScope is an Azure Monitor private link scope.
type PrivateLinkScope struct {
	Resource
	// IngestionMode and QueryMode are "Open" or "PrivateOnly".
	IngestionMode, QueryMode string
	// Scoped are the resources it holds; each has a symbol and a name.
	Scoped []ScopedResource
}

// ScopedResource puts a monitoring resource into a private link scope.
type ScopedResource struct {
	Resource
	// Target is the symbol of the resource.
	Target string
}

// ContainerInsights collects logs of the cluster through a data collection
// endpoint and rule.
type ContainerInsights struct {
	Endpoint            Resource
	Rule                Resource
	RuleAssociation     Resource
	EndpointAssociation Resource
	// Cluster and LogAnalytics are symbols.
	Cluster, LogAnalytics string
	// PublicAccess of the endpoint is "Enabled" or "Disabled".
	PublicAccess string
	Streams      []string
}

// Storage is the workspace's default storage account.
type Storage struct {
	Resource
	// Existing says that the account is not made here.
	Existing            bool
	SKU                 string
	SharedKeyAccess     bool
	PublicNetworkAccess string
	// VNetRules are symbols of subnets that its firewall admits.
	VNetRules []string
	// Blob and File are the services beneath it.
	Blob, File Resource
	// RetentionDays is how long deleted blobs, containers and shares are kept.
	RetentionDays int
	// SAS says how long signatures may live.
	SAS SASPolicy
}

// SASPolicy says how long shared access signatures may live, as d.hh:mm:ss, and
// what is done about others: "Block" or "Log".
type SASPolicy struct{ Period, Action string }

// KeyVault is the workspace's vault.
type KeyVault struct {
	Resource
	Existing            bool
	PublicNetworkAccess string
	VNetRules           []string
	RetentionDays       int
}

// Registry is the container registry.
type Registry struct {
	Resource
	Existing            bool
	PublicNetworkAccess string
	ZoneRedundant       bool
}

// Workspace is the Azure Machine Learning workspace.
type Workspace struct {
	Resource
	FriendlyName        string
	PublicNetworkAccess string
	V1LegacyMode        bool
	HighBusinessImpact  bool
	// DatastoreAuth is systemDatastoresAuthMode, "Identity" or "AccessKey".
	DatastoreAuth string
	// ImageBuildCompute is the name of the compute that builds images; empty for none.
	ImageBuildCompute string
	// ManagedNetwork is the isolation mode of the managed network: "Disabled"
	// with a network of our own, else "AllowOnlyApprovedOutbound".
	ManagedNetwork string
	// Storage, KeyVault, Registry and Insights are symbols.
	Storage, KeyVault, Registry, Insights string
}

// Compute is the AmlCompute cluster that builds images.
type Compute struct {
	Resource
	VMSize   string
	MaxNodes int
	// Subnet is a symbol; empty in a managed network.
	Subnet string
	// Identity is the symbol of its user-assigned identity; empty for system-assigned.
	Identity string
}

// OnlineEndpoint is a managed online endpoint without public access.
type OnlineEndpoint struct {
	Resource
	// Identity is the symbol of its user-assigned identity.
	Identity            string
	AuthMode            string
	PublicNetworkAccess string
	// Traffic is the symbol of the parameter with the shares of its deployments.
	Traffic string
}

// Identity is a user-assigned managed identity.
type Identity struct{ Resource }

// People are the data scientists with whoever provisions among them: a variable
// of main.bicep. Named, ID and Type are parameters: those that the intent names,
// the object id of whoever provisions, and whether that is a person.
type People struct {
	Resource
	Named, ID, Type string
}

// RoleAssignment grants a built-in role.
type RoleAssignment struct {
	Resource
	// Role is the role's name; RoleID its GUID.
	Role, RoleID string
	// Scope is the symbol of the resource; empty for the resource group of the file.
	Scope string
	// Principal is where the principal's object id is read: a property of an
	// identity; or a parameter of type string[], over which the assignment loops.
	Principal Ref
	// Loop says that Principal is such a parameter.
	Loop bool
	// PrincipalType is "ServicePrincipal" for identities; empty for people.
	PrincipalType string
}

// DiagnosticSetting sends a resource's logs to Log Analytics.
type DiagnosticSetting struct {
	Resource
	// Scope and LogAnalytics are symbols.
	Scope, LogAnalytics string
	// CategoryGroups or Categories of logs.
	CategoryGroups, Categories []string
	// Metrics says that AllMetrics are sent too.
	Metrics bool
}
