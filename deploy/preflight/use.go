package preflight

import (
	"context"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

// use is how the template uses a subnet that is there already.
type use struct {
	id string
	// need is how many more addresses its new resources take.
	need      func(context.Context) (int, error)
	path      string
	endpoints bool // private endpoints are put into it
	nodes     bool // nodes of a cluster
	machines  bool // computes of Azure Machine Learning
	apiServer bool // the API server of a cluster, which wants it to itself
	outbound  string
}

// uses are the subnets that are there already and that the template puts
// something in. The networks' own resources tell.
func (w *world) uses() []use {
	var all []use
	for _, r := range w.existing {
		if !strings.EqualFold(r.Type, typeSubnet) {
			continue
		}
		u := use{id: r.ID, path: r.Origin.Path}
		var users []*snapshot.Resource
		for _, l := range links() {
			if l.check != rightSubnet {
				continue
			}
			for _, by := range w.of(l.typ) {
				for _, id := range l.ids(by) {
					if strings.EqualFold(id, r.ID) {
						u.mark(l, by)
						users = append(users, by)
					}
				}
			}
		}
		u.need = func(ctx context.Context) (int, error) { return w.addresses(ctx, r.ID, users) }
		all = append(all, u)
	}
	return all
}

// mark notes what a resource puts into the subnet.
func (u *use) mark(l linked, by *snapshot.Resource) {
	switch {
	case strings.HasSuffix(l.path, "apiServerAccessProfile.subnetId"):
		u.apiServer = true
	case strings.EqualFold(l.typ, typeEndpoint):
		u.endpoints = true
	case strings.EqualFold(l.typ, typeCluster):
		u.nodes = true
		u.outbound = textAt(by.Body, "properties.networkProfile.outboundType")
	case strings.EqualFold(l.typ, typeCompute):
		u.machines = true
	}
}

// subnetTasks make one task for each subnet that is there already, and that
// the check is about.
func subnetTasks(about func(use) bool, ask func(*world, context.Context, use, *subnetAnswer) finding) func(*world) []task {
	return func(w *world) []task {
		var tasks []task
		for _, u := range w.uses() {
			if !about(u) {
				continue
			}
			tasks = append(tasks, one(u.id, u.path, func(ctx context.Context) finding {
				var s subnetAnswer
				err := w.get(ctx, u.id, versionNetwork, &s)
				switch {
				case arm.NotFound(err):
					return notRun("there is no subnet " + u.id)
				case err != nil:
					return unread(err, "the subnet "+u.id, actionSubnet)
				}
				return ask(w, ctx, u, &s)
			}))
		}
		return tasks
	}
}

func everySubnet(use) bool { return true }

func forEndpoints(u use) bool { return u.endpoints }

func forMachines(u use) bool { return u.nodes || u.machines }

func forOutbound(u use) bool {
	return strings.EqualFold(u.outbound, "userDefinedRouting") || strings.EqualFold(u.outbound, "userAssignedNATGateway")
}
