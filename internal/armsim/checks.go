package armsim

import (
	"strings"
)

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

// Size is a size of virtual machines in a region.
type Size struct {
	Name, Family, Location string
	VCPUs                  int
	Zones                  []string
	// Reason is why the subscription may not use it, NotAvailableForSubscription
	// or QuotaId; RestrictedZones are those meant, none for the whole region.
	Reason          string
	RestrictedZones []string
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
	c.usages["ml/"+region] = []*usage{{"Total Cluster Dedicated Regional vCPUs", 0, 500}, {"standardDSv3Family", 0, 200}, {"standardDSv2Family", 0, 200}, {"standardDSv5Family", 0, 200}, {"Clusters", 0, 100}}
}

// sizes are the sizes that every region has.
func sizes() []struct {
	name, family string
	cpus         int
} {
	return []struct {
		name, family string
		cpus         int
	}{
		{"Standard_D2s_v3", "standardDSv3Family", 2}, {"Standard_D4s_v3", "standardDSv3Family", 4}, {"Standard_D8s_v3", "standardDSv3Family", 8}, {"Standard_D16s_v3", "standardDSv3Family", 16},
		{"Standard_DS2_v2", "standardDSv2Family", 2}, {"Standard_DS3_v2", "standardDSv2Family", 4}, {"Standard_DS4_v2", "standardDSv2Family", 8}, {"Standard_DS5_v2", "standardDSv2Family", 16},
		{"Standard_D2s_v5", "standardDSv5Family", 2}, {"Standard_D4s_v5", "standardDSv5Family", 4}, {"Standard_D8s_v5", "standardDSv5Family", 8}, {"Standard_D16s_v5", "standardDSv5Family", 16},
		{"Standard_D2ds_v5", "standardDDSv5Family", 2}, {"Standard_D4ds_v5", "standardDDSv5Family", 4}, {"Standard_D8ds_v5", "standardDDSv5Family", 8},
		{"Standard_D4as_v5", "standardDASv5Family", 4}, {"Standard_D8as_v5", "standardDASv5Family", 8}, {"Standard_D4ads_v5", "standardDADSv5Family", 4},
		{"Standard_D4s_v6", "StandardDsv6Family", 4}, {"Standard_D8s_v6", "StandardDsv6Family", 8}, {"Standard_D4ds_v6", "StandardDdsv6Family", 4},
		{"Standard_E4s_v5", "standardESv5Family", 4}, {"Standard_E8s_v5", "standardESv5Family", 8}, {"Standard_F4s_v2", "standardFSv2Family", 4}, {"Standard_F8s_v2", "standardFSv2Family", 8},
		{"Standard_F16s_v2", "standardFSv2Family", 16}, {"Standard_B4ms", "standardBSFamily", 4}, {"Standard_NC6s_v3", "standardNCSv3Family", 6}, {"Standard_NC12s_v3", "standardNCSv3Family", 12},
		{"Standard_NC4as_T4_v3", "Standard NCASv3_T4 Family", 4}, {"Standard_NC8as_T4_v3", "Standard NCASv3_T4 Family", 8}, {"Standard_NC16as_T4_v3", "Standard NCASv3_T4 Family", 16},
		{"Standard_NC24ads_A100_v4", "StandardNCADSA100v4Family", 24}, {"Standard_NC40ads_H100_v5", "StandardNCadsH100v5Family", 40},
	}
}

// SetRegistration sets the state of a provider: Registered, NotRegistered,
// Registering or Unregistered.
func (w *World) SetRegistration(namespace, state string) {
	w.change(func() { w.checks.providers[strings.ToLower(namespace)].state = state })
}

// SetLocations sets the regions that a type is offered in.
func (w *World) SetLocations(typ string, locations ...string) {
	w.change(func() { w.resourceType(typ).locations = locations })
}

// SetVersions sets the API versions of a type, the newest first.
func (w *World) SetVersions(typ string, versions ...string) {
	w.change(func() { w.resourceType(typ).versions = versions })
}

// SetZones sets the zones that a type has in a region.
func (w *World) SetZones(typ, location string, zones ...string) {
	w.change(func() { w.resourceType(typ).zones[location] = zones })
}

// RemoveType makes a provider know nothing of a type.
func (w *World) RemoveType(typ string) {
	w.change(func() {
		namespace, name, _ := strings.Cut(strings.ToLower(typ), "/")
		delete(w.checks.providers[namespace].types, name)
	})
}

// SetUsage sets a quota of compute, storage, network or ml: names such as cores,
// standardDSv3Family, StorageAccounts.
func (w *World) SetUsage(kind, location, name string, current, limit int) {
	w.change(func() {
		key := kind + "/" + location
		for _, u := range w.checks.usages[key] {
			if strings.EqualFold(u.name, name) {
				u.current, u.limit = current, limit
				return
			}
		}
		w.checks.usages[key] = append(w.checks.usages[key], &usage{name, current, limit})
	})
}

// SetSize adds a size to a region, or replaces it.
func (w *World) SetSize(size Size) {
	w.removeSize(size.Name, size.Location)
	w.change(func() { w.checks.sizes = append(w.checks.sizes, &size) })
}

// RemoveSize removes a size from a region.
func (w *World) RemoveSize(name, location string) { w.removeSize(name, location) }

func (w *World) removeSize(name, location string) {
	w.change(func() {
		kept := w.checks.sizes[:0:0]
		for _, s := range w.checks.sizes {
			if !strings.EqualFold(s.Name, name) || !strings.EqualFold(s.Location, location) {
				kept = append(kept, s)
			}
		}
		w.checks.sizes = kept
	})
}

// RestrictSize forbids a size to the subscription, in a region or in zones of it.
func (w *World) RestrictSize(name, location, reason string, zones ...string) {
	w.change(func() {
		for _, s := range w.checks.sizes {
			if strings.EqualFold(s.Name, name) && strings.EqualFold(s.Location, location) {
				s.Reason, s.RestrictedZones = reason, zones
			}
		}
	})
}

// SetPermissions sets what the caller may do in a scope and beneath it: the id of
// a resource, of a group or of a subscription, or empty for everywhere.
func (w *World) SetPermissions(scope string, actions, notActions []string) {
	w.change(func() {
		for i, g := range w.checks.rights {
			if strings.EqualFold(g.scope, scope) {
				w.checks.rights[i] = grant{scope, actions, notActions}
				return
			}
		}
		w.checks.rights = append(w.checks.rights, grant{scope, actions, notActions})
	})
}

// DenyActions adds a deny assignment, as a deployment stack makes one.
func (w *World) DenyActions(scope, name string, actions ...string) {
	w.change(func() { w.checks.denied = append(w.checks.denied, denial{scope, name, actions}) })
}

// Lock locks a scope: level is CanNotDelete or ReadOnly.
func (w *World) Lock(scope, name, level string) {
	w.change(func() { w.checks.locks = append(w.checks.locks, lock{scope, name, level}) })
}

// TakeName makes a name unavailable: typ is a type such as
// Microsoft.Storage/storageAccounts, reason AlreadyExists or AccountNameInvalid.
func (w *World) TakeName(typ, name, reason string) {
	w.change(func() { w.checks.taken[strings.ToLower(typ+"/"+name)] = reason })
}

// SoftDelete makes something that was deleted and holds its name.
func (w *World) SoftDelete(d SoftDeleted) {
	w.change(func() {
		w.checks.deleted = append(w.checks.deleted, &d)
	})
}

// AddPolicy adds a policy that refuses resources.
func (w *World) AddPolicy(p Policy) {
	w.change(func() { w.checks.policies = append(w.checks.policies, p) })
}

// UseAddresses sets how many addresses of a subnet are used.
func (w *World) UseAddresses(subnetID string, used int) {
	w.change(func() { w.checks.used[strings.ToLower(subnetID)] = used })
}

// TakeAddress makes an address of a network unavailable.
func (w *World) TakeAddress(networkID, address string) {
	w.change(func() { w.checks.addresses[strings.ToLower(networkID)+" "+address] = true })
}

// RemoveDelegation makes a region lack a delegation, such as
// Microsoft.ContainerService/managedClusters.
func (w *World) RemoveDelegation(location, service string) {
	w.change(func() { w.checks.without[strings.ToLower(location+" "+service)] = true })
}

// RemoveEndpointType makes a region lack private endpoints for a type.
func (w *World) RemoveEndpointType(location, typ string) {
	w.change(func() { w.checks.without[strings.ToLower(location+" "+typ)] = true })
}

// SetHistory sets how many deployments of others a scope keeps.
func (w *World) SetHistory(scope string, deployments int) {
	w.change(func() { w.checks.history[strings.ToLower(scope)] = deployments })
}

// SetFeature sets the state of a feature: Registered, NotRegistered.
func (w *World) SetFeature(namespace, name, state string) {
	w.change(func() { w.checks.features[strings.ToLower(namespace+"/"+name)] = state })
}

// AddActivity adds an entry to the activity log, as the API shows it.
func (w *World) AddActivity(entry map[string]any) {
	w.change(func() { w.checks.activity = append(w.checks.activity, entry) })
}

// ValidateSlowly makes validation answer 202 with a Location first.
func (w *World) ValidateSlowly() { w.change(func() { w.checks.slowValidation = true }) }

func (w *World) change(do func()) {
	w.s.mu.Lock()
	defer w.s.mu.Unlock()
	do()
}
