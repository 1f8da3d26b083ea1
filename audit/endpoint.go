package audit

import (
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// connection is one connection of a private endpoint.
type connection struct {
	endpoint *snapshot.Resource
	target   string // the id of the service; of unknown parts in brackets
	open     bool   // target or groups are not known
	groups   []string
}

// mostDoubts is how many unknown companions a finding names.
const mostDoubts = 3

// connections are those of all endpoints by what they lead to, and loose those
// of which that is not known. One that waits for an approval is a connection
// too; another rule is about the approval.
func (a *auditor) connections() (byTarget map[string][]connection, loose []connection) {
	byTarget = map[string][]connection{}
	for _, e := range a.created(typeEndpoint) {
		for _, c := range connectionsOf(e) {
			if strings.HasPrefix(c.target, "[") {
				loose = append(loose, c)
				continue
			}
			target := strings.ToLower(c.target)
			byTarget[target] = append(byTarget[target], c)
		}
	}
	return byTarget, loose
}

func connectionsOf(e *snapshot.Resource) []connection {
	var list []connection
	for _, key := range []string{"privateLinkServiceConnections", "manualPrivateLinkServiceConnections"} {
		for _, f := range e.Find("properties." + key + "[*].properties") {
			if f.Value == nil {
				continue
			}
			c := connection{endpoint: e, open: isUnknown(f.Value)}
			id := at(f.Value, "privateLinkServiceId")
			c.target = plain(id)
			c.open = c.open || isUnknown(id)
			for _, g := range snapshot.Find(f.Value, "groupIds[*]") {
				c.groups = append(c.groups, plain(g.Value))
				c.open = c.open || isUnknown(g.Value)
			}
			list = append(list, c)
		}
	}
	return list
}

// to reports whether the connection leads to a group of a resource, and
// whether it may.
func (c connection) to(id, group string) (yes, maybe bool) {
	target := strings.EqualFold(c.target, id)
	in := slices.ContainsFunc(c.groups, func(g string) bool { return strings.EqualFold(g, group) })
	return target && in, c.open && (target || strings.HasPrefix(c.target, "[")) && (in || !target || len(c.groups) == 0)
}

// checkEndpoint wants a private endpoint to the resource.
func (a *auditor) checkEndpoint(r rule, res *snapshot.Resource) []verdict {
	group := plain(r.want[0])
	var maybe []string
	found := false
	for _, c := range slices.Concat(a.connected[strings.ToLower(res.ID)], a.loose) {
		if len(maybe) >= mostDoubts {
			break
		}
		switch yes, perhaps := c.to(res.ID, group); {
		case yes && c.endpoint.Conditional == nil:
			found = true
		case yes:
			maybe = append(maybe, strconv.Quote(c.endpoint.Name)+" is created if "+snapshot.Show(c.endpoint.Conditional))
		case perhaps:
			maybe = append(maybe, "what "+strconv.Quote(c.endpoint.Name)+" connects to")
		}
	}
	return anyOf(maybe, found, "no private endpoint connects to "+strconv.Quote(group)+" of it")
}

// endpointsOf are the private endpoints that connect to a resource.
func (a *auditor) endpointsOf(id string) []*snapshot.Resource {
	var list []*snapshot.Resource
	for _, c := range a.connected[strings.ToLower(id)] {
		list = append(list, c.endpoint)
	}
	return list
}

// networkOf is the id of the virtual network that an endpoint lies in; empty
// when it is not known.
func networkOf(e *snapshot.Resource) string {
	id := strings.ToLower(plain(at(e.Body, "properties.subnet.id")))
	network, _, found := cutLast(id, "/subnets/")
	if !found || strings.HasPrefix(id, "[") {
		return ""
	}
	return network
}
