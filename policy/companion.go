package policy

import (
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// What Azure fills in after the deployment from other resources, or by itself.
// A request that is denied does not have it yet; the audit of what was deployed
// sees it.

const (
	typeEndpoint = "microsoft.network/privateendpoints"
	typeFlowLog  = "microsoft.network/networkwatchers/flowlogs"
	connections  = "privateendpointconnections"
)

// inlined is a list of a resource whose elements can be resources of their own.
type inlined struct {
	parent, property, child string
	// flat: the element has the properties of the child beside its name, and not
	// under "properties".
	flat bool
}

// inlinedLists are the lists that resources of our domain share with children.
// Source: the resource types of Azure, whose lists have the children's shape.
func inlinedLists() []inlined {
	return []inlined{
		{parent: "microsoft.network/virtualnetworks", property: "subnets", child: "subnets"},
		{parent: "microsoft.network/virtualnetworks", property: "virtualnetworkpeerings", child: "virtualnetworkpeerings"},
		{parent: "microsoft.network/networksecuritygroups", property: "securityrules", child: "securityrules"},
		{parent: "microsoft.network/routetables", property: "routes", child: "routes"},
		{parent: "microsoft.containerservice/managedclusters", property: "agentpoolprofiles", child: "agentpools", flat: true},
	}
}

// filled is a property that Azure fills in: with a value that is always the
// same, or with one that only Azure knows.
type filled struct {
	typ, path string
	value     snapshot.Value
}

// filledProperties are properties that Azure fills in and that policies look at.
// Source: the flags of the resource types; each is read-only but natGateway,
// which the gateway sets.
func filledProperties() []filled {
	return []filled{
		{typ: "microsoft.authorization/roledefinitions", path: "type", value: snapshot.String("CustomRole")},
		{typ: "microsoft.network/virtualnetworks", path: "subnets.ipconfigurations"},
		{typ: "microsoft.network/virtualnetworks/subnets", path: "ipconfigurations"},
		{typ: "microsoft.network/publicipaddresses", path: "ipconfiguration"},
		{typ: "microsoft.network/publicipaddresses", path: "natgateway"},
		{typ: "microsoft.machinelearningservices/workspaces/computes", path: "osimagemetadata"},
		{typ: "microsoft.storage/storageaccounts", path: "keycreationtime"},
	}
}

// filledIn is what Azure fills in for a missing property.
func (r *run) filledIn(v *view, typ string, s step) (snapshot.Value, string) {
	if !v.settled {
		return nil, ""
	}
	path := s.plainKey()
	for _, f := range r.filled {
		if f.path == path && f.typ == typ {
			if f.value != nil {
				return f.value, ""
			}
			return nil, "only Azure knows " + s.name
		}
	}
	if strings.EqualFold(s.name, "provisioningState") {
		return nil, "only Azure knows " + s.name
	}
	return nil, ""
}

// companions are the elements of a list of a resource that other resources of
// the template make; not complete when one of them leads to an unknown place, and
// not made when no other resource makes such a list.
func (r *run) companions(res *snapshot.Resource, property string) (more []snapshot.Value, complete, made bool) {
	typ := strings.ToLower(res.Type)
	switch {
	case property == connections:
		more, complete = r.connections(res)
		return more, complete, true
	case property == "flowlogs" && (typ == "microsoft.network/virtualnetworks" || typ == "microsoft.network/networksecuritygroups"):
		more, complete = r.leadingTo(res, typeFlowLog, "properties.targetResourceId")
		return more, complete, true
	}
	for _, row := range r.inlined {
		if row.parent != typ || row.property != property {
			continue
		}
		for _, child := range r.children(res.ID, typ+"/"+row.child) {
			more = append(more, row.element(child))
		}
		made = true
	}
	return more, true, made
}

// element is a child as an element of its parent's list.
func (row inlined) element(child *snapshot.Resource) snapshot.Value {
	name := snapshot.Member{Name: "name", Value: text(lastSegment(child.Name))}
	id := snapshot.Member{Name: "id", Value: text(child.ID)}
	props := child.Properties()
	if !row.flat {
		return snapshot.NewObject(name, id, snapshot.Member{Name: "properties", Value: orEmpty(member(child.Body, "properties"))})
	}
	members := []snapshot.Member{name, id}
	for key, v := range props.All() {
		members = append(members, snapshot.Member{Name: key, Value: v})
	}
	return snapshot.NewObject(members...)
}

// connections are the private endpoint connections that the endpoints of the
// template make. Azure approves those for which no request is written.
func (r *run) connections(res *snapshot.Resource) (list []snapshot.Value, complete bool) {
	complete = true
	for _, row := range []struct{ path, status string }{
		{"properties.privateLinkServiceConnections[*].properties.privateLinkServiceId", "Approved"},
		{"properties.manualPrivateLinkServiceConnections[*].properties.privateLinkServiceId", "Pending"},
	} {
		found, all := r.leadingTo(res, typeEndpoint, row.path)
		complete = complete && all
		for _, endpoint := range found {
			state := object("privateLinkServiceConnectionState", object("status", text(row.status)), "privateEndpoint", object("id", member(endpoint, "id")))
			list = append(list, object("properties", state))
		}
	}
	return list, complete
}

// leads are the resources of a type by what they name at a path, read once.
type leads struct {
	byID map[string][]snapshot.Value // by lower-cased id
	// loose are patterns of the ids that are not known.
	loose []string
}

// leadingTo are the resources of a type that name a resource at a path; not
// complete when one of them names something unknown that may be it.
func (r *run) leadingTo(res *snapshot.Resource, typ, path string) (list []snapshot.Value, complete bool) {
	key := typ + " " + path
	if r.leads[key] == nil {
		r.leads[key] = r.leadsOf(typ, path)
	}
	id := strings.ToLower(res.ID)
	return r.leads[key].byID[id], !slices.ContainsFunc(r.leads[key].loose, func(pattern string) bool { return glob(id, pattern) })
}

func (r *run) leadsOf(typ, path string) *leads {
	l := &leads{byID: map[string][]snapshot.Value{}}
	for _, other := range r.types[typ] {
		element := object("id", text(other.ID), "name", text(lastSegment(other.Name)), "properties", orEmpty(member(other.Body, "properties")))
		for _, f := range other.Find(path) {
			spelled, pattern := spell(f.Value)
			l.byID[spelled] = append(l.byID[spelled], element)
			if isOpen(f.Value) && !slices.Contains(l.loose, pattern) {
				l.loose = append(l.loose, pattern)
			}
		}
	}
	return l
}

// spell is a text as ids are spelt, in lower case: what is not known stands in
// brackets; and as a pattern, with a star for that.
func spell(v snapshot.Value) (spelled, pattern string) {
	u, ok := v.(*snapshot.Unknown)
	if !ok {
		s, _ := snapshot.Scalar(v)
		return strings.ToLower(s), ""
	}
	for _, p := range u.Pieces() {
		if part, ok := p.(*snapshot.Unknown); ok {
			spelled += part.String()
			pattern += "*"
			continue
		}
		s, _ := snapshot.Scalar(p)
		spelled += s
		pattern += strings.ReplaceAll(s, "*", "")
	}
	return strings.ToLower(spelled), strings.ToLower(pattern)
}

// object is an object of names and values.
func object(pairs ...any) *snapshot.Object {
	var members []snapshot.Member
	for i := 0; i+1 < len(pairs); i += 2 {
		name, _ := pairs[i].(string)
		v, ok := pairs[i+1].(snapshot.Value)
		if !ok {
			v = snapshot.Null{}
		}
		members = append(members, snapshot.Member{Name: name, Value: v})
	}
	return snapshot.NewObject(members...)
}
