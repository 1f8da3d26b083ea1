package preflight

import (
	"context"
	"net/netip"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

const (
	actionNetwork = "Microsoft.Network/virtualNetworks/read"
	pageNetwork   = "https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq"
	pageCNI       = "https://learn.microsoft.com/azure/aks/configure-azure-cni"
)

// network is a virtual network that is there already.
type network struct {
	Location   string `json:"location"`
	Properties struct {
		State        string         `json:"provisioningState"`
		AddressSpace addressSpace   `json:"addressSpace"`
		Subnets      []subnetAnswer `json:"subnets"`
		Peerings     []peering      `json:"virtualNetworkPeerings"`
	} `json:"properties"`
}

type peering struct {
	Name       string `json:"name"`
	Properties struct {
		Remote addressSpace `json:"remoteAddressSpace"`
	} `json:"properties"`
}

type addressSpace struct {
	Prefixes []netip.Prefix `json:"addressPrefixes"`
}

type reference struct {
	ID string `json:"id"`
}

// subnetAnswer is a subnet that is there already.
type subnetAnswer struct {
	Name       string `json:"name"`
	Properties struct {
		State       string         `json:"provisioningState"`
		Prefix      *netip.Prefix  `json:"addressPrefix"`
		PrefixList  []netip.Prefix `json:"addressPrefixes"`
		NSG         *reference     `json:"networkSecurityGroup"`
		RouteTable  *reference     `json:"routeTable"`
		NAT         *reference     `json:"natGateway"`
		Policies    string         `json:"privateEndpointNetworkPolicies"`
		Delegations []struct {
			Properties struct {
				Service string `json:"serviceName"`
			} `json:"properties"`
		} `json:"delegations"`
		Links []struct {
			Name       string `json:"name"`
			Properties struct {
				LinkedType string `json:"linkedResourceType"`
			} `json:"properties"`
		} `json:"serviceAssociationLinks"`
	} `json:"properties"`
}

func (s subnetAnswer) prefixes() []netip.Prefix {
	all := s.Properties.PrefixList
	if p := s.Properties.Prefix; p != nil && p.IsValid() && !slices.Contains(all, *p) {
		all = append([]netip.Prefix{*p}, all...)
	}
	return all
}

// networkOf is the id of the network of a subnet.
func networkOf(subnet string) string { return parentOf(subnet) }

// networks are the ids of the networks that are there already and that the
// template puts something in, with the first resource that does.
func (w *world) networks() map[string]*snapshot.Resource {
	all := map[string]*snapshot.Resource{}
	for _, r := range w.existing {
		switch {
		case strings.EqualFold(r.Type, typeVNet):
			all[r.ID] = r
		case strings.EqualFold(r.Type, typeSubnet):
			if w.refers[strings.ToLower(networkOf(r.ID))] == nil && w.makes[strings.ToLower(networkOf(r.ID))] == nil {
				all[networkOf(r.ID)] = r
			}
		}
	}
	return all
}

// networkTasks make one task for each network that is there already.
func networkTasks(ask func(*world, context.Context, string, *network) finding) func(*world) []task {
	return func(w *world) []task {
		var tasks []task
		for id, r := range w.networks() {
			tasks = append(tasks, one(id, r.Origin.Path, func(ctx context.Context) finding {
				n, err := w.network(ctx, id)
				if err != nil {
					return w.noNetwork(err, id)
				}
				return ask(w, ctx, id, n)
			}))
		}
		return tasks
	}
}

func (w *world) network(ctx context.Context, id string) (*network, error) {
	var n network
	if err := w.get(ctx, id, versionNetwork, &n); err != nil {
		return nil, err
	}
	return &n, nil
}

func (w *world) noNetwork(err error, id string) finding {
	if arm.NotFound(err) {
		return notRun("there is no network " + id)
	}
	return unread(err, "the network "+id, actionNetwork)
}

func networkExistsTasks(w *world) []task {
	var tasks []task
	for id, r := range w.networks() {
		tasks = append(tasks, one(id, r.Origin.Path, func(ctx context.Context) finding {
			n, err := w.network(ctx, id)
			switch {
			case arm.NotFound(err):
				return failed("there is no network "+nameOf(id), "the network that the intent names", "write the id of a network that is there: "+az("network", "vnet", "list", "--query", "[].id"))
			case err != nil:
				return unread(err, "the network "+id, actionNetwork)
			}
			return w.fits(id, n)
		}))
	}
	return tasks
}

// fits wants a network in order, and in the region of what is put into it.
func (w *world) fits(id string, n *network) finding {
	if !strings.EqualFold(n.Properties.State, "Succeeded") {
		return failed("its state is "+n.Properties.State, "Succeeded", "wait until it is changed, or write it again: "+az("network", "vnet", "update", "--ids", id))
	}
	for _, r := range w.created {
		where := w.location(r)
		if isRegional(r.Type) && where != "" && where != region(n.Location) && w.isIn(r, id) {
			f := failed("it is in "+n.Location, where+", the region of "+r.Name, "write location: "+region(n.Location)+" in the intent, or choose a network in "+where)
			f.path = r.Origin.Path
			return f
		}
	}
	return passed("in " + n.Location)
}

// isRegional reports whether a resource must be in the region of its network.
func isRegional(typ string) bool {
	return slices.ContainsFunc([]string{typeEndpoint, typeCluster, typeFirewall, typeBastion}, func(t string) bool { return strings.EqualFold(t, typ) })
}

// isIn reports whether a resource is put into a subnet of a network.
func (w *world) isIn(r *snapshot.Resource, network string) bool {
	for _, l := range links() {
		if l.check == rightSubnet {
			for _, id := range l.ids(r) {
				if strings.EqualFold(networkOf(id), network) {
					return true
				}
			}
		}
	}
	return false
}

// checkStated compares the address space with what the intent says of it.
func (w *world) checkStated(_ context.Context, id string, n *network) finding {
	return compareStated(w.stated(id), n.Properties.AddressSpace.Prefixes)
}

func (w *world) stated(id string) []netip.Prefix {
	for _, s := range w.in.Stated {
		if strings.EqualFold(s.ID, id) {
			return s.Prefixes
		}
	}
	return nil
}

func compareStated(stated, found []netip.Prefix) finding {
	if len(stated) == 0 {
		return passed(prefixes(found))
	}
	for _, p := range stated {
		if !slices.Contains(found, p) {
			return failed(prefixes(found), p.String()+", as the intent says", "write in the intent what is there: "+prefixes(found))
		}
	}
	return passed(prefixes(found))
}

func prefixes(list []netip.Prefix) string {
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = p.String()
	}
	return orNone(texts)
}

// checkRanges compares the ranges inside of clusters with those of the network
// and of what it is peered with.
func (w *world) checkRanges(_ context.Context, id string, n *network) finding {
	for _, c := range w.of(typeCluster) {
		if !w.isIn(c, id) {
			continue
		}
		for _, path := range []string{"serviceCidr", "podCidr"} {
			own, err := netip.ParsePrefix(textAt(c.Body, "properties.networkProfile."+path))
			if err != nil {
				continue
			}
			if with, what := n.overlap(own); what != "" {
				f := failed("the cluster's "+path+" "+own.String()+" overlaps "+with.String()+" of "+what, "a range that overlaps nothing the nodes reach",
					"write another range in the intent, under inference.cluster.network")
				f.path = c.Origin.Path
				return f
			}
		}
	}
	return passed("no overlap with the network or its peers")
}

// overlap is the first range of the network, or of a peer, that overlaps p.
func (n *network) overlap(p netip.Prefix) (netip.Prefix, string) {
	for _, own := range n.Properties.AddressSpace.Prefixes {
		if own.Overlaps(p) {
			return own, "the network"
		}
	}
	for _, peer := range n.Properties.Peerings {
		for _, other := range peer.Properties.Remote.Prefixes {
			if other.Overlaps(p) {
				return other, "the peered network " + peer.Name
			}
		}
	}
	return netip.Prefix{}, ""
}
