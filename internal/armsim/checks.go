package armsim

// checks are what the reads of a preflight see.
type checks struct {
	locations      []string
	providers      map[string]*provider
	usages         map[string][]*usage // by provider and location, such as compute/eastus2
	sizes          []*Size
	rights         []grant
	denied         []denial
	locks          []lock
	taken          map[string]string // the reason, by type and name
	deleted        []*SoftDeleted
	policies       []Policy
	used           map[string]int  // addresses of a subnet, by id
	addresses      map[string]bool // taken, by network and address
	without        map[string]bool // delegations and types of endpoints that a location lacks
	history        map[string]int  // deployments of others, by scope
	slowValidation bool
	whatIfFails    *ErrorBody
	features       map[string]string // states, by provider and name
	activity       []object          // of the log
}

// grant is what the caller may do in a scope.
type grant struct {
	scope               string
	actions, notActions []string
}

// denial is what nobody may do in a scope.
type denial struct {
	scope, name string
	actions     []string
}

type lock struct{ scope, name, level string }

// usage is a quota and how much of it is used.
type usage struct {
	name           string
	current, limit int
}

// SoftDeleted is something that was deleted and holds its name.
type SoftDeleted struct {
	// ID is that of the resource before it was deleted.
	ID, Location string
	// PurgeProtection: a vault cannot be purged before its time.
	PurgeProtection bool
}

// Policy refuses resources of a type.
type Policy struct {
	// Type is the type of the resources; empty for all.
	Type string
	// Field is the property that the policy is about, and Value the one it wants.
	Field, Value string
	// Assignment is its name.
	Assignment string
	// Breaks reports whether the policy refuses a resource; nil refuses all of Type.
	Breaks func(body map[string]any) bool
}

func newChecks(o Options) checks {
	c := checks{
		locations: regions(), providers: healthyProviders(o.Location), usages: map[string][]*usage{}, taken: map[string]string{},
		used: map[string]int{}, addresses: map[string]bool{}, without: map[string]bool{}, history: map[string]int{}, features: map[string]string{},
		rights: []grant{{scope: "", actions: []string{"*"}}},
	}
	for _, region := range c.providers["microsoft.compute"].types["virtualmachines"].locations {
		c.healthy(region)
	}
	return c
}

// healthy gives a region quotas that are far from used up, and sizes.
func (c *checks) healthy(region string) {
	compute := []*usage{{"cores", 12, 1000}, {"virtualMachines", 3, 25000}, {"lowPriorityCores", 0, 1000}}
	families := map[string]bool{}
	for _, row := range sizes() {
		c.sizes = append(c.sizes, &Size{Name: row.name, Family: row.family, Location: region, VCPUs: row.cpus, Zones: []string{"1", "2", "3"}})
		if !families[row.family] {
			families[row.family] = true
			compute = append(compute, &usage{row.family, 0, 500})
		}
	}
	c.usages["compute/"+region] = compute
	c.usages["storage/"+region] = []*usage{{"StorageAccounts", 4, 250}}
	c.usages["network/"+region] = []*usage{
		{"VirtualNetworks", 2, 1000}, {"PublicIPAddresses", 1, 1000}, {"StandardSkuPublicIpAddresses", 1, 1000}, {"NetworkSecurityGroups", 3, 5000}, {"LoadBalancers", 1, 1000},
		{"StandardSkuLoadBalancers", 1, 1000}, {"PrivateEndpoints", 5, 65536}, {"RouteTables", 1, 200}, {"NatGateways", 0, 1000}, {"AzureFirewalls", 0, 500},
	}
	c.usages["ml/"+region] = []*usage{{"Total Cluster Dedicated Regional vCPUs", 0, 500}, {"Standard DSv3 Family Cluster Dedicated vCPUs", 0, 200},
		{"Standard DSv2 Family Cluster Dedicated vCPUs", 0, 200}, {"Standard DSv5 Family Cluster Dedicated vCPUs", 0, 200}, {"Clusters", 0, 100}}
}
