package plan

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/intent"
)

func zoneName(zone int) string { return strconv.Itoa(zone) }

// The smallest system pool that AKS takes.
const (
	systemVCPUs  = 4
	systemMemory = 4 // GiB
	systemPods   = 30
	systemNodes  = 2
)

// checkPools reports pools that AKS, or Azure Machine Learning, would refuse.
func (b *builder) checkPools() {
	section := b.in.Inference.Cluster.Pools
	asked := b.askedPools()
	if !slices.ContainsFunc(asked, func(p intent.Pool) bool { return p.Name.V == systemPool }) {
		b.fail("AML508", section.Span, fmt.Sprintf("add system: {vmSize: Standard_D4s_v5, count: %d} to the pools", b.systemCount()),
			"the pools have none named \"system\", and every cluster needs a system pool")
	}
	for i, p := range b.pools() {
		b.checkPool(p, asked[i])
	}
	b.checkServingNodes()
}

// poolPlace is where to report a problem of one of a pool's fields.
func poolPlace(asked intent.Pool, field diag.Span) diag.Span {
	if field.IsValid() {
		return field
	}
	return place(asked.Name, asked.Span)
}

func (b *builder) checkPool(p Pool, asked intent.Pool) {
	b.checkPoolSize(p, asked)
	b.checkPoolZones(asked)
	if p.System {
		b.checkSystemPool(p, asked)
	}
}

// checkPoolSize compares the size with the table.
func (b *builder) checkPoolSize(p Pool, asked intent.Pool) {
	at := poolPlace(asked, asked.VMSize.Span)
	size, known := sizeOf(p.VMSize)
	if !known {
		b.warnUnknownSize(asked.VMSize)
		if p.System && size.vcpu > 0 && (size.vcpu < systemVCPUs || size.burstable) {
			b.fail("AML509", at, "write a size such as Standard_D4s_v5",
				"vmSize %q of the system pool has %s by its name%s: at least %d, not burstable, are wanted",
				p.VMSize, counted(size.vcpu, "vCPU"), burstWord(size), systemVCPUs)
		}
		return
	}
	if size.arm {
		b.warn("AML422", at, "write an x64 size, such as Standard_D8s_v5",
			"vmSize %q of pool %q has an Arm64 processor, and the images of Azure Machine Learning are built for x64", p.VMSize, p.Name)
	}
	if !size.encryptsAtHost {
		b.warn("AML423", at, "write a size that encrypts at host, such as Standard_D8s_v5",
			"vmSize %q of pool %q cannot encrypt its local disks and caches at the host", p.VMSize, p.Name)
	}
	if p.System && (size.vcpu < systemVCPUs || size.memory < systemMemory || size.burstable) {
		b.fail("AML509", at, "write a size such as Standard_D4s_v5",
			"vmSize %q of the system pool has %s and %d GiB%s: at least %d vCPUs and %d GiB, not burstable, are wanted",
			p.VMSize, counted(size.vcpu, "vCPU"), size.memory, burstWord(size), systemVCPUs, systemMemory)
	}
}

func burstWord(s vmSize) string {
	if s.burstable {
		return " and is burstable"
	}
	return ""
}

// warnUnknownSize reports a size that the table does not tell of. Its name may
// tell its vCPUs.
func (b *builder) warnUnknownSize(asked intent.String) {
	check, unchecked := "its vCPUs, its memory", "nothing about it can be checked"
	if size, _ := sizeOf(asked.V); size.vcpu > 0 {
		check, unchecked = "its memory", "nothing about it can be checked but its name, which tells "+counted(size.vcpu, "vCPU")
	}
	b.warn("AML421", asked.Span, "check "+check+" and encryption at host yourself, or write a common size",
		"vmSize %q is not in the table of sizes as of %s, so %s", asked.V, vmSizesAsOf, unchecked)
}

// checkPoolZones reports zones where there are none.
func (b *builder) checkPoolZones(p intent.Pool) {
	if len(p.Zones) > 0 && b.regionKnown() && !b.ownRegion().zones {
		b.fail("AML512", p.Zones[0].Span, "leave zones out",
			"pool %q asks for zones, and %s has no availability zones", p.Name.V, b.in.Location.V)
	}
}

func (b *builder) checkSystemPool(p Pool, asked intent.Pool) {
	at := poolPlace(asked, place(asked.Count, asked.Min.Span))
	if p.MaxPods < systemPods {
		b.fail("AML511", asked.MaxPods.Span, "write 30 or more, or leave maxPods out",
			"maxPods of the system pool is %d: at least %d are wanted", p.MaxPods, systemPods)
	}
	switch {
	case p.least() < systemNodes:
		b.fail("AML510", at, fmt.Sprintf("write count: %d", b.systemCount()), "the system pool may have %s: at least %d are wanted", counted(p.least(), "node"), systemNodes)
	case p.least() < routerNodes && b.isProduction():
		b.warn("AML419", at, "write count: 3, or profile: dev",
			"the system pool of a production cluster may have %s: %d survive the loss of one during an upgrade", counted(p.least(), "node"), routerNodes)
	}
}

// checkServingNodes looks at the nodes that serve models. The v1 attachment
// counts the cluster's cores; the extension wants three nodes to be safe.
func (b *builder) checkServingNodes() {
	if b.attachesV1() {
		b.checkCores()
		return
	}
	pools := b.pools()
	if n := workers(pools); n < routerNodes && b.isProduction() && len(pools) > 0 {
		b.warn("AML419", b.in.Inference.Cluster.Pools.Span, "give a user pool min: 3, or write profile: dev",
			"models have %s at the least, so the scoring router of this production cluster is not highly available: %d are wanted", counted(n, "node"), routerNodes)
	}
}

// The smallest cluster that v1 takes for production.
const v1Cores = 12

// checkCores wants 12 cores and 3 nodes for every purpose but tests.
func (b *builder) checkCores() {
	asked := b.in.Inference.Cluster
	if b.purpose() == purposeTest {
		if b.isProduction() {
			b.warn("AML419", place(asked.Purpose), "write FastProd or DenseProd",
				"purpose %q serves a production environment without the checks of production", purposeTest)
		}
		return
	}
	cores, nodes := 0, 0
	for _, p := range b.pools() {
		size, _ := sizeOf(p.VMSize)
		if size.vcpu == 0 {
			return // reported already; the sum would be a guess
		}
		cores, nodes = cores+p.least()*size.vcpu, nodes+p.least()
	}
	if cores < v1Cores || nodes < routerNodes {
		b.fail("AML514", place(asked.Purpose, asked.Pools.Span), "give the pools more nodes, or write purpose: DevTest",
			"purpose %q needs %d cores and %d nodes, and the pools have %s and %s at the least",
			b.purpose(), v1Cores, routerNodes, counted(cores, "core"), counted(nodes, "node"))
	}
}
