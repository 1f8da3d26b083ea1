package plan

// Symbols of the modules.
const (
	symNetworkModule = "virtualNetworkModule"
	symAccessModule  = "virtualNetworkAccessModule"
	symZoneModule    = "apiServerZoneModule"
	symClusterModule = "clusterModule"
	symLinksModule   = "dnsLinksModule"
)

// Parameters by which a module learns where the environment is.
const (
	symEnvSubscription = "environmentSubscription"
	symEnvGroup        = "environmentGroup"
)

// modules moves what must be made in other resource groups into modules. The
// plan is complete by then; whatever waits for a thing that moves waits for
// its module from now on.
func (b *builder) modules() {
	b.networkModules()
	b.scopeModule(symClusterZone, symZoneModule, "api-server-zone.bicep")
	b.scopeModule(symRegistry, "registryModule", "registry.bicep")
	b.scopeModule(symStorage, "storageModule", "storage.bicep")
	b.scopeModule(symKeyVault, "keyVaultModule", "key-vault.bicep")
	b.clusterModule()
	b.linksModule()
}

// draft is a module in the making.
type draft struct {
	b *builder
	m Module
}

// draft begins a module. Its deployment gets a name from Bicep: the symbol, and
// a hash behind it.
func (b *builder) draft(symbol, file string, group Group, from Origin) *draft {
	return &draft{b, Module{
		Resource: Resource{Origin: from, Symbol: symbol, Name: Name{Text: symbol, Example: symbol + "-" + exampleSuffix}},
		File:     file, Group: group,
	}}
}

// add puts the finished module into the plan.
func (d *draft) add() { d.b.plan.Modules = append(d.b.plan.Modules, d.m) }

// param declares a parameter once, and returns its symbol.
func (d *draft) param(p Param) string {
	for _, q := range d.m.Params {
		if q.Name == p.Name {
			return q.Name
		}
	}
	p.Origin = d.m.Origin
	if p.Type == "" {
		p.Type = "string"
	}
	d.m.Params = append(d.m.Params, p)
	return p.Name
}

// borrow refers, inside the module, to a resource of the environment: its name
// comes as a parameter, and what is known of it at run time only, such as the
// object id of its identity, is read there.
func (d *draft) borrow(symbol, typ, what string) {
	for _, e := range d.m.Existing {
		if e.Symbol == symbol {
			return
		}
	}
	e := Existing{Resource: Resource{Origin: d.m.Origin, Symbol: symbol}, Type: typ}
	e.Why = what
	if known := d.b.plan.existing(symbol); known != nil && !known.Group.IsOwn() {
		e.Name, e.Group = known.Name, known.Group
	} else {
		e.Name = Name{Param: d.param(Param{
			Name: symbol + "Name", Description: "Name of " + what + ".", Default: Ref{Symbol: symbol, Path: "name"},
		})}
		e.SubscriptionParam = d.param(Param{
			Name: symEnvSubscription, Description: "Subscription of the environment.", Default: OwnGroup("subscription"),
		})
		e.GroupParam = d.param(Param{
			Name: symEnvGroup, Description: "Resource group of the environment.", Default: OwnGroup("name"),
		})
	}
	d.m.Existing = append(d.m.Existing, e)
}

// assign takes a role assignment into the module, with all it refers to.
func (d *draft) assign(r RoleAssignment) {
	switch symbol := r.Principal.Symbol; {
	case r.Loop:
		d.param(Param{
			Name: symbol, Type: "string[]", Description: "Entra object ids of the groups that get the data roles.",
			Default: Ref{Symbol: symbol},
		})
	case symbol == symWorkspace:
		d.borrow(symbol, "Microsoft.MachineLearningServices/workspaces", "the workspace")
	case symbol == symCluster:
		d.borrow(symbol, "Microsoft.ContainerService/managedClusters", "the cluster")
	default:
		d.borrow(symbol, "Microsoft.ManagedIdentity/userAssignedIdentities", "the identity that gets the role")
	}
	d.m.Roles = append(d.m.Roles, r)
}

// scopeModule moves the role assignments on an existing resource of another
// group into a module of that group.
func (b *builder) scopeModule(scope, symbol, file string) {
	if !b.plan.isElsewhere(scope) {
		return
	}
	e := b.plan.existing(scope)
	from := e.Origin
	from.Why = "assigns roles in the resource group " + e.Group.Name
	d := b.draft(symbol, file, e.Group, from)
	inside := *e
	inside.Group = Group{}
	d.m.Existing = append(d.m.Existing, inside)
	var kept []RoleAssignment
	for _, r := range b.plan.Roles {
		if r.Scope != scope {
			kept = append(kept, r)
			continue
		}
		d.assign(r)
		b.waitInstead(r.Symbol, symbol)
	}
	if len(d.m.Roles) > 0 {
		b.plan.Roles = kept
		d.add()
	}
}

// waitInstead makes everything that waits for one symbol wait for another.
func (b *builder) waitInstead(gone, instead string) {
	for _, n := range b.plan.nodes() {
		for i, s := range n.resource.After {
			if s == gone {
				n.resource.After[i] = instead
			}
		}
		n.resource.After = unique(n.resource.After)
	}
}

// unique drops repetitions, keeping the order.
func unique(symbols []string) []string {
	seen := map[string]bool{}
	kept := symbols[:0]
	for _, s := range symbols {
		if !seen[s] {
			seen[s] = true
			kept = append(kept, s)
		}
	}
	return kept
}
