package preflight

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// nodes are machines of one size that a resource asks for.
type nodes struct {
	size string
	// start are those made at once; most are those at the largest, with the
	// ones that an upgrade adds.
	start, most int
	zones       []string
	encrypted   bool   // at the host
	spare       bool   // on what others leave: low priority
	name        string // of the pool
	resource    *snapshot.Resource
}

// pools are the pools of all clusters that the template makes.
func (w *world) pools() []nodes {
	var all []nodes
	for _, c := range w.of(typeCluster) {
		for _, f := range snapshot.Find(c.Body, "properties.agentPoolProfiles[*]") {
			all = append(all, poolOf(c, f.Value))
		}
	}
	return all
}

func poolOf(c *snapshot.Resource, pool snapshot.Value) nodes {
	n := nodes{
		size: textAt(pool, "vmSize"), name: textAt(pool, "name"), resource: c,
		zones: textsAt(pool, "availabilityZones[*]"), encrypted: boolAt(pool, "enableEncryptionAtHost"),
		start: intAt(pool, "count"),
	}
	limit := n.start
	if boolAt(pool, "enableAutoScaling") {
		n.start = max(n.start, intAt(pool, "minCount"))
		limit = max(n.start, intAt(pool, "maxCount"))
	}
	n.most = limit + surge(textAt(pool, "upgradeSettings.maxSurge"), limit)
	return n
}

// surge is how many nodes an upgrade adds to n: a number or a percentage,
// rounded up. Without a setting AKS adds a tenth, and one at least.
// https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
func surge(setting string, n int) int {
	share, isPercent := strings.CutSuffix(cmp.Or(setting, "10%"), "%")
	v, err := strconv.Atoi(share)
	switch {
	case n == 0 || err == nil && v == 0:
		return 0
	case err != nil:
		return 1
	case isPercent:
		return max(1, (n*v+99)/100)
	}
	return v
}

// computes are those of Azure Machine Learning, whose cores count
// against a quota of their own.
func (w *world) computes() []nodes {
	var all []nodes
	for _, c := range w.of(typeCompute) {
		if size := textAt(c.Body, "properties.properties.vmSize"); size != "" && strings.EqualFold(textAt(c.Body, "properties.computeType"), "AmlCompute") {
			all = append(all, nodes{size: size, resource: c,
				spare: strings.EqualFold(textAt(c.Body, "properties.properties.vmPriority"), "LowPriority"),
				start: intAt(c.Body, "properties.properties.scaleSettings.minNodeCount"),
				most:  intAt(c.Body, "properties.properties.scaleSettings.maxNodeCount")})
		}
	}
	return all
}

// demand is what nodes need of one quota.
type demand struct {
	cores, most int
	path        string
	sizes       []string
}

// add adds the cores of nodes. Those that are there already are counted in
// what is used.
func (d *demand) add(n nodes, cores, there int) {
	d.cores += max(0, n.start-there) * cores
	d.most += max(0, n.most-there) * cores
	d.path = cmp.Or(d.path, n.resource.Origin.Path)
	if !slices.Contains(d.sizes, n.size) {
		d.sizes = append(d.sizes, n.size)
	}
}
