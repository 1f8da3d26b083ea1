package preflight

import (
	"context"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

const (
	actionEndpointTypes = "Microsoft.Network/locations/availablePrivateEndpointTypes/read"
	actionDelegations   = "Microsoft.Network/locations/availableDelegations/read"
	pageEndpointTypes   = "https://learn.microsoft.com/azure/private-link/availability"
)

// endpointTasks are about the kinds of private endpoints: one for each type
// they lead to in a region.
func endpointTasks(w *world) []task {
	var tasks []task
	seen := map[string]bool{}
	for _, r := range w.of(typeEndpoint) {
		where := w.location(r)
		for _, id := range textsAt(r.Body, "properties.privateLinkServiceConnections[*].properties.privateLinkServiceId") {
			typ := typeOf(id)
			target := subscriptionOf(r.ID) + "/providers/Microsoft.Network/locations/" + where + "/availablePrivateEndpointTypes/" + typ
			if typ == "" || where == "" || seen[strings.ToLower(target)] {
				continue
			}
			seen[strings.ToLower(target)] = true
			tasks = append(tasks, one(target, r.Origin.Path, func(ctx context.Context) finding { return w.checkEndpointType(r, where, typ) }))
		}
	}
	return tasks
}

func (w *world) checkEndpointType(r *snapshot.Resource, where, typ string) finding {
	type offered struct {
		Resource string `json:"resourceName"`
	}
	path := subscriptionOf(r.ID) + "/providers/Microsoft.Network/locations/" + where + "/availablePrivateEndpointTypes"
	all, err := list[offered](w, path, versionNetwork, nil)
	if err != nil {
		return unread(err, "the kinds of private endpoints in "+where, actionEndpointTypes)
	}
	if slices.ContainsFunc(all, func(o offered) bool { return strings.EqualFold(o.Resource, typ) }) {
		return passed("offered")
	}
	return failed("private endpoints of "+typ+" are not offered in "+where, "a region that offers them",
		"choose another region in the intent's location")
}

// delegationTasks are about the delegations of subnets that the template makes.
func delegationTasks(w *world) []task {
	var tasks []task
	for _, r := range w.of(typeSubnet) {
		for _, service := range textsAt(r.Body, "properties.delegations[*].properties.serviceName") {
			where := w.regionOf(r)
			tasks = append(tasks, one(r.ID, r.Origin.Path, func(ctx context.Context) finding { return w.checkDelegable(r, where, service) }))
		}
	}
	return tasks
}

// regionOf is the region of the network that a subnet is made in; where it is
// there already, that of whatever is deployed.
func (w *world) regionOf(subnet *snapshot.Resource) string {
	if vnet := w.makes[strings.ToLower(networkOf(subnet.ID))]; vnet != nil {
		return w.location(vnet)
	}
	for _, r := range w.created {
		if where := w.location(r); where != "" && where != "global" {
			return where
		}
	}
	return ""
}

func (w *world) checkDelegable(r *snapshot.Resource, where, service string) finding {
	type offered struct {
		Service string `json:"serviceName"`
	}
	if where == "" {
		return notRun("the region is not known before the deployment")
	}
	all, err := list[offered](w, subscriptionOf(r.ID)+"/providers/Microsoft.Network/locations/"+where+"/availableDelegations", versionNetwork, nil)
	if err != nil {
		return unread(err, "the delegations in "+where, actionDelegations)
	}
	if slices.ContainsFunc(all, func(o offered) bool { return strings.EqualFold(o.Service, service) }) {
		return passed(service)
	}
	return failed("subnets cannot be delegated to "+service+" in "+where, "a region where they can", "choose another region in the intent's location")
}
