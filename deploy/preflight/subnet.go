package preflight

import (
	"context"
	"fmt"
	"net/netip"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

const actionSubnet = "Microsoft.Network/virtualNetworks/subnets/read"

func subnetExistsTasks(w *world) []task {
	var tasks []task
	for _, u := range w.uses() {
		tasks = append(tasks, one(u.id, u.path, func(ctx context.Context) finding {
			var s subnetAnswer
			err := w.get(ctx, u.id, versionNetwork, &s)
			switch {
			case arm.NotFound(err):
				return failed("there is no subnet "+nameOf(u.id), "the subnet that the intent names",
					"create it, or leave existing out so that the deployment does: "+az("network", "vnet", "subnet", "create", "--resource-group", nameOf(groupOf(u.id)),
						"--vnet-name", nameOf(networkOf(u.id)), "--name", nameOf(u.id), "--address-prefixes", w.statedPrefix(u.id)))
			case err != nil:
				return unread(err, "the subnet "+u.id, actionSubnet)
			case !strings.EqualFold(s.Properties.State, "Succeeded"):
				return failed("its state is "+s.Properties.State, "Succeeded", "wait until it is changed, or write it again: "+az("network", "vnet", "subnet", "update", "--ids", u.id))
			}
			return passed("there")
		}))
	}
	return tasks
}

// statedPrefix is the range that the intent states of a subnet, for a command.
func (w *world) statedPrefix(id string) string {
	if stated := w.stated(id); len(stated) > 0 {
		return prefixes(stated)
	}
	return "PREFIX"
}

func (w *world) checkPrefix(_ context.Context, u use, s *subnetAnswer) finding {
	return compareStated(w.stated(u.id), s.prefixes())
}

const delegationAKS = "Microsoft.ContainerService/managedClusters"

// checkDelegation wants a subnet that is not delegated, but that of an API
// server, which AKS wants for itself.
func (w *world) checkDelegation(_ context.Context, u use, s *subnetAnswer) finding {
	var services []string
	for _, d := range s.Properties.Delegations {
		services = append(services, d.Properties.Service)
	}
	switch {
	case u.apiServer && (len(services) != 1 || !strings.EqualFold(services[0], delegationAKS)):
		return failed("delegated to "+orNone(services), "delegated to "+delegationAKS,
			az("network", "vnet", "subnet", "update", "--ids", u.id, "--delegations", delegationAKS))
	case !u.apiServer && len(services) > 0:
		return failed("delegated to "+orNone(services), "no delegation",
			"choose another subnet; or, when nothing uses it: "+az("network", "vnet", "subnet", "update", "--ids", u.id, "--remove", "delegations"))
	}
	return passed("delegated to " + orNone(services))
}

// checkLinks wants a subnet that no other service holds.
func (w *world) checkLinks(_ context.Context, u use, s *subnetAnswer) finding {
	for _, l := range s.Properties.Links {
		if u.apiServer && strings.EqualFold(l.Properties.LinkedType, delegationAKS) {
			continue
		}
		return failed("the service "+l.Properties.LinkedType+" holds it ("+l.Name+")", "a subnet that no other service holds",
			"choose another subnet, or delete the resources of that service in it")
	}
	return passed("none")
}

func (w *world) checkNSG(_ context.Context, u use, s *subnetAnswer) finding {
	if s.Properties.NSG == nil {
		return failed("no network security group", "one, as Azure's baseline wants of every subnet",
			az("network", "vnet", "subnet", "update", "--ids", u.id, "--network-security-group", "NSG_ID"))
	}
	return passed(nameOf(s.Properties.NSG.ID))
}

// checkPolicies wants the policies of private endpoints off: with them on, the
// subnet's security rules and routes hold for the endpoints too.
func (w *world) checkPolicies(_ context.Context, u use, s *subnetAnswer) finding {
	if policies := s.Properties.Policies; policies != "" && !strings.EqualFold(policies, "Disabled") {
		return failed("privateEndpointNetworkPolicies is "+policies, "Disabled, or rules that let clients reach the endpoints",
			az("network", "vnet", "subnet", "update", "--ids", u.id, "--private-endpoint-network-policies", "Disabled"))
	}
	return passed("Disabled")
}

// newSubnetTasks are about the subnets that the template makes in networks
// that are there already.
func newSubnetTasks(w *world) []task {
	var tasks []task
	for _, r := range w.of(typeSubnet) {
		if w.refers[strings.ToLower(networkOf(r.ID))] == nil {
			continue
		}
		tasks = append(tasks, one(r.ID, r.Origin.Path, func(ctx context.Context) finding { return w.checkNewSubnet(ctx, r) }))
	}
	return tasks
}

func (w *world) checkNewSubnet(ctx context.Context, r *snapshot.Resource) finding {
	own, err := netip.ParsePrefix(textAt(r.Body, "properties.addressPrefix"))
	if err != nil {
		return notRun("its range is not known before the deployment")
	}
	n, err := w.network(ctx, networkOf(r.ID))
	if err != nil {
		return w.noNetwork(err, networkOf(r.ID))
	}
	for _, s := range n.Properties.Subnets {
		for _, other := range s.prefixes() {
			switch {
			case strings.EqualFold(s.Name, nameOf(r.ID)) && other != own:
				return failed("the subnet is there with "+other.String(), own.String(), "write prefix: "+other.String()+" in the intent, or another name")
			case !strings.EqualFold(s.Name, nameOf(r.ID)) && other.Overlaps(own):
				return failed(own.String()+" overlaps the subnet "+s.Name+" with "+other.String(), "a free range of "+prefixes(n.Properties.AddressSpace.Prefixes),
					"write another prefix in the intent")
			}
		}
	}
	for _, p := range n.Properties.AddressSpace.Prefixes {
		if p.Contains(own.Addr()) && p.Bits() <= own.Bits() {
			return passed(own.String() + " is free")
		}
	}
	return failed(own.String()+" is not in the network", "a free range of "+prefixes(n.Properties.AddressSpace.Prefixes), "write another prefix in the intent")
}

// checkFree compares the free addresses of a subnet with those needed.
func (w *world) checkFree(ctx context.Context, u use, _ *subnetAnswer) finding {
	need, err := u.need(ctx)
	if err != nil {
		return unread(err, "what is in the subnet already", "*/read")
	}
	all, err := list[subnetUsage](w, networkOf(u.id)+"/usages", versionNetwork, nil)
	if err != nil {
		return unread(err, "the used addresses of "+networkOf(u.id), "Microsoft.Network/virtualNetworks/usages/read")
	}
	for _, s := range all {
		if !strings.EqualFold(s.ID, u.id) {
			continue
		}
		free := max(0, int(s.Limit-s.Current))
		found := fmt.Sprintf("%d of %d addresses used, %d free", int(s.Current), int(s.Limit), free)
		if need <= free {
			return passed(fmt.Sprintf("%s, %d needed", found, need))
		}
		return failed(found, fmt.Sprintf("%d free, for nodes at their most and endpoints", need),
			"choose a larger subnet, or fewer nodes in the intent")
	}
	return notRun("Azure does not list the addresses of the subnet")
}

type subnetUsage struct {
	ID      string  `json:"id"`
	Current float64 `json:"currentValue"`
	Limit   float64 `json:"limit"`
}
