package preflight

import (
	"context"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/deploy/arm"
	"github.com/amlsec/amlsec/snapshot"
)

const (
	actionZones = "Microsoft.Network/privateDnsZones/read"
	actionLinks = "Microsoft.Network/privateDnsZones/virtualNetworkLinks/read"
	pageZones   = "https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links"
)

type zone struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type zoneLink struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Properties struct {
		Network reference `json:"virtualNetwork"`
	} `json:"properties"`
}

// linkTasks are about the links of zones that the template makes.
func linkTasks(w *world) []task {
	var tasks []task
	for _, r := range w.of(typeZoneLink) {
		tasks = append(tasks, one(r.ID, r.Origin.Path, func(ctx context.Context) finding { return w.checkLink(ctx, r) }))
	}
	return tasks
}

// checkLink looks for another link of the network to a zone of the same name:
// a network may be linked to one such zone, and to it once.
func (w *world) checkLink(ctx context.Context, r *snapshot.Resource) finding {
	vnet := textAt(r.Body, "properties.virtualNetwork.id")
	if !known(vnet) || !known(r.ID) {
		return notRun("the network or the zone is not known before the deployment")
	}
	if _, err := w.network(ctx, vnet); arm.NotFound(err) && w.makes[strings.ToLower(vnet)] != nil {
		return passed("the network is new")
	}
	own := parentOf(r.ID)
	subscriptions := distinct([]string{subscriptionOf(own), subscriptionOf(vnet), "/subscriptions/" + w.in.Scope.SubscriptionID})
	zones := []string{own}
	for _, s := range subscriptions {
		all, err := list[zone](w, s+"/providers/Microsoft.Network/privateDnsZones", versionDNS, nil)
		if err != nil {
			return unread(err, "the private DNS zones of "+s, actionZones)
		}
		for _, z := range all {
			if strings.EqualFold(z.Name, nameOf(own)) && !strings.EqualFold(z.ID, own) {
				zones = append(zones, z.ID)
			}
		}
	}
	for _, id := range zones {
		links, err := list[zoneLink](w, id+"/virtualNetworkLinks", versionDNS, nil)
		if arm.NotFound(err) && id == own {
			continue
		}
		if err != nil {
			return unread(err, "the links of "+id, actionLinks)
		}
		for _, l := range links {
			if strings.EqualFold(l.Properties.Network.ID, vnet) && !strings.EqualFold(l.ID, r.ID) {
				return linkConflict(l, id, own)
			}
		}
	}
	return passed("no other link to a zone of this name")
}

func linkConflict(l zoneLink, id, own string) finding {
	found := "the network is linked to " + id + " already, as " + strconv.Quote(l.Name)
	if strings.EqualFold(id, own) {
		return failed(found, "one link", "delete that link: "+az("network", "private-dns", "link", "vnet", "delete", "--resource-group", nameOf(groupOf(id)), "--zone-name", nameOf(id), "--name", l.Name))
	}
	return failed(found, "one zone of a name for a network", "use the zone that is there: write network.privateDns.zones: "+groupOf(id)+
		" in the intent; or delete that link: "+az("network", "private-dns", "link", "vnet", "delete", "--resource-group", nameOf(groupOf(id)), "--zone-name", nameOf(id), "--name", l.Name))
}
