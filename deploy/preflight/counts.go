package preflight

import (
	"context"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

// counted is a type whose number Azure limits in a subscription and region.
type counted struct {
	typ, namespace, version string
	// names are those of the quota; the first that Azure lists counts.
	names []string
}

// countedTypes lists them.
// https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits
func countedTypes() []counted {
	network := func(typ string, names ...string) counted {
		return counted{typ, "Microsoft.Network", versionNetwork, names}
	}
	return []counted{
		{typeStorage, "Microsoft.Storage", versionStorage, []string{"StorageAccounts"}},
		network(typePublicIP, "IPv4StandardSkuPublicIpAddresses", "StandardSkuPublicIpAddresses", "PublicIPAddresses"),
		network(typeEndpoint, "PrivateEndpoints"),
		network(typeVNet, "VirtualNetworks"),
		network(typeNSG, "NetworkSecurityGroups"),
		network(typeRouteTable, "RouteTables"),
		network(typeNAT, "NatGateways"),
	}
}

// countTasks check the numbers of resources.
func countTasks(w *world) []task {
	var tasks []task
	for _, c := range countedTypes() {
		byPlace := map[place][]*snapshot.Resource{}
		for _, r := range w.of(c.typ) {
			if p := (place{subscriptionOf(r.ID), w.location(r)}); p.subscription != "" && p.region != "" {
				byPlace[p] = append(byPlace[p], r)
			}
		}
		for p, resources := range byPlace {
			target := p.subscription + "/providers/" + c.namespace + "/locations/" + p.region + "/usages/" + c.names[0]
			need := countNeed{c, p, resources}
			tasks = append(tasks, one(target, resources[0].Origin.Path, func(ctx context.Context) finding { return w.checkCount(ctx, need) }))
		}
	}
	return tasks
}

// countNeed are the resources of a type that a region is to hold.
type countNeed struct {
	counted
	place
	resources []*snapshot.Resource
}

func (w *world) checkCount(ctx context.Context, c countNeed) finding {
	all, err := w.usages(c.place, c.namespace, c.version)
	if err != nil {
		return unread(err, "the quotas of "+c.region, c.namespace+"/locations/usages/read")
	}
	need := 0
	for _, r := range c.resources {
		there, err := w.exists(ctx, r)
		if err != nil {
			return unread(err, r.ID, r.Type+"/read")
		}
		if !there {
			need++
		}
	}
	name := c.names[0]
	for i := len(c.names) - 1; i >= 0; i-- {
		if _, listed := all[strings.ToLower(c.names[i])]; listed {
			name = c.names[i]
		}
	}
	return claim{name, need, "resource", increase(c.place, c.namespace, name)}.against(all)
}

// exists reports whether a resource that the template makes is there already.
func (w *world) exists(ctx context.Context, r *snapshot.Resource) (bool, error) {
	if !known(r.ID) {
		return false, nil
	}
	var found reference
	err := w.get(ctx, r.ID, r.APIVersion, &found)
	switch {
	case arm.NotFound(err):
		return false, nil
	case err == nil && found.ID == "":
		return false, errUnreadable
	}
	return err == nil, err
}
