package plan

import "github.com/amlsec/amlsec/intent"

const (
	systemPool    = "system"
	inferencePool = "inference"
	// systemTaint keeps models off the nodes of the cluster's own services.
	systemTaint = "CriticalAddonsOnly=true:NoSchedule"
	// routerNodes is how many nodes the router of the AzureML extension needs to
	// be highly available; the v1 attachment wants as many.
	routerNodes = 3
	// smallestEphemeral is the system disk, in GiB, that must fit the local disk.
	smallestEphemeral = 128
)

// pools are the node pools of the cluster with every default filled in, in the
// order written; none without a cluster of ours. It reports nothing, so that
// the subnet can be sized before the cluster is decided.
func (b *builder) pools() []Pool {
	if !b.ownsCluster() {
		return nil
	}
	var pools []Pool
	for _, asked := range b.askedPools() {
		pools = append(pools, b.pool(asked))
	}
	if hasWorkers(pools) {
		for i := range pools {
			if pools[i].System {
				pools[i].Taints = []string{systemTaint}
			}
		}
	}
	return pools
}

// askedPools are the pools as written, or the default ones.
func (b *builder) askedPools() []intent.Pool {
	p := b.in.Inference.Cluster.Pools
	if len(p.Items) > 0 {
		return p.Items
	}
	var pools []intent.Pool
	for _, name := range []string{systemPool, inferencePool} {
		path := "inference.cluster.pools." + name
		pools = append(pools, intent.Pool{
			Section: intent.Section{Path: path, Span: p.Span},
			Name:    intent.String{V: name, Path: path},
		})
	}
	return pools
}

// hasWorkers reports whether a pool other than the system one takes ordinary
// pods: a pool of GPUs is too dear to run the cluster's small change.
func hasWorkers(pools []Pool) bool {
	for _, p := range pools {
		size, _ := vmSizeNamed(p.VMSize)
		if !p.System && size.gpus == 0 && p.largest() > 0 {
			return true
		}
	}
	return false
}

// largest and least are the pool's bounds, without what an upgrade adds.
func (p Pool) largest() int {
	if p.Scales {
		return p.Max
	}
	return p.Count
}

func (p Pool) least() int {
	if p.Scales {
		return p.Min
	}
	return p.Count
}

// pool fills in what was left out of one pool.
func (b *builder) pool(asked intent.Pool) Pool {
	system := asked.Name.V == systemPool
	p := Pool{
		Origin:     sectionOrigin(asked.Section, "runs models"),
		Name:       asked.Name.V,
		System:     system,
		VMSize:     b.poolSize(asked, system),
		Zones:      b.poolZones(asked),
		MaxPods:    b.poolPods(asked),
		MaxSurge:   "1",
		OSSKU:      "Ubuntu",
		OSDiskType: "Managed",
	}
	if system {
		p.Why, p.Source = "runs the services of the cluster itself", pageSystemPools
	}
	if b.isProduction() {
		p.MaxSurge = "33%"
	}
	size, known := vmSizeNamed(p.VMSize)
	p.EncryptionAtHost = !known || size.encryptsAtHost
	if size.local >= smallestEphemeral {
		p.OSDiskType, p.OSDiskGB = "Ephemeral", smallestEphemeral
	}
	b.setCounts(&p, asked)
	return p
}

func (b *builder) poolSize(asked intent.Pool, system bool) string {
	switch {
	case asked.VMSize.V != "":
		return asked.VMSize.V
	case system, !b.isProduction():
		return "Standard_D4s_v5"
	default:
		return "Standard_D8s_v5"
	}
}

func (b *builder) poolZones(asked intent.Pool) []string {
	if len(asked.Zones) == 0 {
		return b.allZones()
	}
	var zones []string
	for _, z := range asked.Zones {
		zones = append(zones, zoneName(z.V))
	}
	return zones
}

// poolPods is how many pods a node runs at most: with the overlay they cost no
// addresses of the subnet.
func (b *builder) poolPods(asked intent.Pool) int {
	switch {
	case asked.MaxPods.IsSet():
		return asked.MaxPods.V
	case b.in.Inference.Cluster.Network.Plugin.V == "overlay":
		return 250
	default:
		return 30
	}
}

// setCounts decides how large the pool is. System pools keep one size; others
// follow the load.
func (b *builder) setCounts(p *Pool, asked intent.Pool) {
	switch {
	case asked.Count.IsSet():
		p.Count = asked.Count.V
	case asked.Min.IsSet() || asked.Max.IsSet():
		p.Scales, p.Min, p.Max = true, asked.Min.V, asked.Max.V
	case p.System:
		p.Count = b.systemCount()
	case b.isProduction():
		p.Scales, p.Min, p.Max = true, 3, 6
	default:
		p.Scales, p.Min, p.Max = true, 1, 3
	}
	if p.Scales {
		p.Count = p.Min
	}
}

// systemCount is how many nodes the system pool has when nothing is said.
func (b *builder) systemCount() int {
	if b.isProduction() {
		return routerNodes
	}
	return systemNodes
}

// workers counts the nodes, at their fewest, that take ordinary pods.
func workers(pools []Pool) int {
	n := 0
	for _, p := range pools {
		if len(p.Taints) == 0 {
			n += p.least()
		}
	}
	return n
}
