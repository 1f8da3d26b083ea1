package preflight

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

const (
	actionSKUs = "Microsoft.Compute/skus/read"
	pageSKUs   = "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-sku-not-available"
)

// sku is a size of machines as a subscription may use it in a region.
type sku struct {
	ResourceType string `json:"resourceType"`
	Name         string `json:"name"`
	Family       string `json:"family"`
	LocationInfo []struct {
		Location string   `json:"location"`
		Zones    []string `json:"zones"`
	} `json:"locationInfo"`
	Capabilities []struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	} `json:"capabilities"`
	Restrictions []struct {
		Type       string `json:"type"`
		ReasonCode string `json:"reasonCode"`
		Info       struct {
			Locations []string `json:"locations"`
			Zones     []string `json:"zones"`
		} `json:"restrictionInfo"`
	} `json:"restrictions"`
}

func (s sku) capability(name string) string {
	for _, c := range s.Capabilities {
		if strings.EqualFold(c.Name, name) {
			return c.Value
		}
	}
	return ""
}

// cores is how many vCPUs a machine counts against quota; 0 when that is not said.
func (s sku) cores() int {
	n, _ := strconv.Atoi(s.capability("vCPUs"))
	return n
}

// zones are the zones of a region where the size is offered and not restricted.
func (s sku) zones(where string) []string {
	var all []string
	for _, l := range s.LocationInfo {
		if region(l.Location) == where {
			all = append(all, l.Zones...)
		}
	}
	for _, r := range s.Restrictions {
		if strings.EqualFold(r.Type, "Zone") {
			all = slices.DeleteFunc(all, func(z string) bool { return slices.Contains(r.Info.Zones, z) })
		}
	}
	return distinct(all)
}

// closed is why the size may not be used in the region at all; empty when it may.
func (s sku) closed(where string) string {
	for _, r := range s.Restrictions {
		if strings.EqualFold(r.Type, "Location") &&
			(len(r.Info.Locations) == 0 || slices.ContainsFunc(r.Info.Locations, func(l string) bool { return region(l) == where })) {
			return r.ReasonCode
		}
	}
	return ""
}

// skus are the sizes of machines in a region, by lower-cased name.
func (w *world) skus(subscription, where string) (map[string]sku, error) {
	query := url.Values{"$filter": {"location eq '" + where + "'"}}
	all, err := list[sku](w, subscription+"/providers/Microsoft.Compute/skus", versionSKUs, query)
	if err != nil {
		return nil, err
	}
	byName := map[string]sku{}
	for _, s := range all {
		if strings.EqualFold(s.ResourceType, "virtualMachines") {
			byName[strings.ToLower(s.Name)] = s
		}
	}
	return byName, nil
}

func skuTasks(w *world) []task {
	var tasks []task
	for _, n := range w.pools() {
		target := n.resource.ID + "/agentPools/" + n.name
		tasks = append(tasks, one(target, n.resource.Origin.Path, func(ctx context.Context) finding { return w.checkSKU(n) }))
	}
	return tasks
}

func (w *world) checkSKU(n nodes) finding {
	where := w.location(n.resource)
	if where == "" || n.size == "" {
		return notRun("the size or the region is not known before the deployment")
	}
	all, err := w.skus(subscriptionOf(n.resource.ID), where)
	if err != nil {
		return unread(err, "the sizes of "+where, actionSKUs)
	}
	s, offered := all[strings.ToLower(n.size)]
	wanted := n.size + " in " + where
	list := az("vm", "list-skus", "--location", where, "--all", "--output", "table")
	switch reason := s.closed(where); {
	case !offered:
		return failed(n.size+" is not offered in "+where, wanted, "choose another size in the intent's pool "+strconv.Quote(n.name)+": "+list)
	case reason != "":
		return failed(n.size+" is restricted: "+reason, wanted, "ask Azure support to enable the size for this subscription, or choose another: "+list)
	}
	zones := s.zones(where)
	for _, z := range n.zones {
		if !slices.Contains(zones, z) {
			return failed(n.size+" is offered in zones "+orNone(zones), wanted+" in zones "+strings.Join(n.zones, ", "),
				"choose another size, or zones that have it, in the intent's pool "+strconv.Quote(n.name))
		}
	}
	if n.encrypted && strings.EqualFold(s.capability("EncryptionAtHostSupported"), "False") {
		return failed(n.size+" cannot encrypt at the host", "a size with encryption at the host", "choose another size in the intent's pool "+strconv.Quote(n.name))
	}
	return passed(count(s.cores(), "vCPU") + ", " + s.Family)
}

func orNone(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, ", ")
}
