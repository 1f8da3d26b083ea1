package policy

import (
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// idOf is an id as policies may compare it: one with a stand-in for the group
// or the subscription that nobody named is not known.
func (r *run) idOf(id string) snapshot.Value {
	for _, stand := range []string{"/subscriptions/" + snapshot.PlaceholderSubscription, "/resourceGroups/" + snapshot.PlaceholderResourceGroup} {
		if i := strings.Index(strings.ToLower(id)+"/", strings.ToLower(stand)+"/"); i >= 0 {
			rest := r.idOf(id[i+len(stand):])
			name := strings.Trim(stand[:strings.LastIndexByte(stand, '/')], "/")
			parts := []snapshot.Value{text(id[:i] + "/" + name + "/"), snapshot.NewUnknown(factOf(name), nil)}
			if u, ok := rest.(*snapshot.Unknown); ok {
				return snapshot.NewUnknown("concat", nil, append(parts, u.Pieces()...)...)
			}
			return snapshot.NewUnknown("concat", nil, append(parts, rest)...)
		}
	}
	return text(id)
}

// factOf is the function that gives a stand-in its real value.
func factOf(segment string) string {
	if segment == "subscriptions" {
		return "subscription"
	}
	return "resourceGroup"
}

// segment is what follows a name in an id; empty when there is none.
func segment(id, name string) string {
	parts := strings.Split(id, "/")
	for i := 0; i+1 < len(parts); i++ {
		if strings.EqualFold(parts[i], name) {
			return parts[i+1]
		}
	}
	return ""
}

// named is a name from an id; unknown when it is missing, not known or a stand-in.
func named(name, standIn string) snapshot.Value {
	if name == "" || strings.EqualFold(name, standIn) || strings.Contains(name, "[") {
		return nil
	}
	return text(name)
}

// group is the function resourceGroup: of the group of the resource, what the
// id and the template say.
func (r *run) group() snapshot.Value {
	id := r.asked.res.ID
	name := segment(id, "resourceGroups")
	var members []snapshot.Member
	if v := named(name, snapshot.PlaceholderResourceGroup); v != nil {
		members = append(members, snapshot.Member{Name: "name", Value: v})
		if named(segment(id, "subscriptions"), snapshot.PlaceholderSubscription) != nil {
			members = append(members, snapshot.Member{Name: "id", Value: text(groupID(id))})
		}
	}
	for _, g := range r.types["microsoft.resources/subscriptions/resourcegroups"] {
		if !strings.EqualFold(g.Name, name) {
			continue
		}
		for _, key := range []string{"location", "tags", "managedBy"} {
			if v := member(g.Body, key); v != nil {
				members = append(members, snapshot.Member{Name: key, Value: v})
			}
		}
	}
	if where := r.snap.Location; where != "" && strings.EqualFold(r.snap.Scope, groupID(id)) {
		members = append(members, snapshot.Member{Name: "location", Value: text(where)})
	}
	return snapshot.NewUnknown("resourceGroup", snapshot.NewObject(members...))
}

// groupID is the id of the resource group in an id.
func groupID(id string) string {
	return "/subscriptions/" + segment(id, "subscriptions") + "/resourceGroups/" + segment(id, "resourceGroups")
}

// subscription is the function of that name.
func (r *run) subscription() snapshot.Value {
	v := named(segment(r.asked.res.ID, "subscriptions"), snapshot.PlaceholderSubscription)
	if v == nil {
		return snapshot.NewUnknown("subscription", nil)
	}
	id, _ := snapshot.Scalar(v)
	return snapshot.NewUnknown("subscription", object("subscriptionId", v, "id", text("/subscriptions/"+id)))
}

// covers reports whether an assignment is in force for a resource. A stand-in
// for the subscription or the group may be any.
func (a *assignment) covers(id string) bool {
	for _, other := range a.notScopes {
		if within(id, other) {
			return false
		}
	}
	sub, group := segment(a.scope, "subscriptions"), segment(a.scope, "resourceGroups")
	return fitsName(sub, segment(id, "subscriptions"), snapshot.PlaceholderSubscription) &&
		fitsName(group, segment(id, "resourceGroups"), snapshot.PlaceholderResourceGroup)
}

func fitsName(want, found, standIn string) bool {
	return want == "" || strings.EqualFold(want, found) || strings.EqualFold(found, standIn)
}

// within reports whether an id is another or lies beneath it.
func within(id, scope string) bool {
	scope = strings.TrimSuffix(scope, "/")
	return scope != "" && hasPrefixFold(id+"/", scope+"/")
}
