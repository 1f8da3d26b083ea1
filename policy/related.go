package policy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// extensions are types whose resources belong to the one that is evaluated,
// though their type does not say so.
// Source: the scopes of the resource types.
func isExtension(typ string) bool {
	switch typ {
	case "microsoft.insights/diagnosticsettings", "microsoft.authorization/locks", "microsoft.authorization/roleassignments",
		"microsoft.kubernetesconfiguration/extensions", "microsoft.kubernetesconfiguration/fluxconfigurations",
		"microsoft.containerservice/fleetmemberships", "microsoft.insights/datacollectionruleassociations",
		"microsoft.maintenance/configurationassignments", "microsoft.guestconfiguration/guestconfigurationassignments",
		"microsoft.security/defenderforstoragesettings", "microsoft.security/advancedthreatprotectionsettings":
		return true
	}
	return false
}

// madeByAzure says who makes the resources of a type that no template has.
func madeByAzure(typ string) string {
	if typ == "microsoft.security/assessments" {
		return "Microsoft Defender for Cloud assesses resources once they are there"
	}
	return ""
}

// candidates are the resources that may be the related one.
type candidates struct {
	list []*snapshot.Resource
	// complete: there are no others, because they belong to the resource.
	complete bool
	// open says why it is not known which there are.
	open string
}

// missing reports whether the related resource is missing that the rule asks for.
func (r *run) missing() outcome {
	d := r.p.def.details
	typ := strings.ToLower(d.typ)
	if who := madeByAzure(typ); who != "" {
		return offline("only Azure knows it: " + who)
	}
	found, bad := r.related(typ)
	if bad.state == open {
		return bad
	}
	result := known(true)
	for _, res := range found.list {
		switch o := r.fulfils(res); {
		case o.state == yes:
			return known(false)
		case o.state == open && (result.state != open || o.cause > result.cause):
			result = o
		}
	}
	switch {
	case result.state == open:
	case found.open != "":
		return offline(found.open)
	case !found.complete:
		return offline("the template creates no " + d.typ + " that fulfils it; what is there already cannot be seen")
	}
	return result
}

// unfulfilled says what the related resource lacks, or that there is none.
func (r *run) unfulfilled() string {
	d := r.p.def.details
	found, _ := r.related(strings.ToLower(d.typ))
	if len(found.list) == 0 || d.existence == nil {
		return "there is no " + d.typ + " that belongs to it"
	}
	r.explain = true
	r.view = &view{res: found.list[0], settled: true}
	v := r.eval(d.existence)
	r.view, r.explain = r.asked, false
	return d.typ + " " + strconv.Quote(found.list[0].Name) + ": " + list(v.because)
}

// fulfils is the outcome of the existence condition on a related resource.
func (r *run) fulfils(res *snapshot.Resource) outcome {
	if res.Existing {
		return offline(res.ID + " is there already, and what it is set to cannot be seen")
	}
	o := known(true)
	if c := r.p.def.details.existence; c != nil {
		r.view = &view{res: res, settled: true}
		o = r.eval(c).outcome
		r.view = r.asked
	}
	if o.state == yes && res.Conditional != nil {
		return offline(res.Name + " is created if " + snapshot.Show(res.Conditional))
	}
	return o
}

// related finds the candidates by type, name and scope.
func (r *run) related(typ string) (candidates, outcome) {
	d, res := r.p.def.details, r.asked.res
	found := r.ofType(typ)
	name, bad := r.textOf(d.name)
	if bad.state == open {
		return found, bad
	}
	group, bad := r.textOf(d.resourceGroup)
	if bad.state == open {
		return found, bad
	}
	var list []*snapshot.Resource
	for _, other := range found.list {
		if hasName(other, name) && (found.complete || inScope(other.ID, res.ID, group, d.subscription)) {
			list = append(list, other)
		}
	}
	found.list = list
	return found, outcome{}
}

// ofType are the resources of a type that belong to the one evaluated, or those
// of the template.
func (r *run) ofType(typ string) candidates {
	res := r.asked.res
	own := strings.ToLower(res.Type)
	switch {
	case typ == own:
		return candidates{list: []*snapshot.Resource{res}, complete: true}
	case typ == own+"/"+connections:
		more, complete := r.connections(res)
		c := candidates{list: asResources(res, typ, more), complete: true}
		if !complete {
			c.open = "a private endpoint of the template leads to an unknown resource"
		}
		return c
	case strings.HasPrefix(typ, own+"/"):
		return candidates{list: append(r.children(res.ID, typ), r.written(res, typ)...), complete: true}
	case isExtension(typ):
		var list []*snapshot.Resource
		for _, other := range r.all(typ) {
			if strings.EqualFold(other.Scope, res.ID) {
				list = append(list, other)
			}
		}
		return candidates{list: list, complete: true}
	}
	return candidates{list: r.all(typ)}
}

// all are the resources of a type that are created or referred to.
func (r *run) all(typ string) []*snapshot.Resource { return slices.Concat(r.types[typ], r.known[typ]) }

// children are the resources of a type beneath an id.
func (r *run) children(id, typ string) []*snapshot.Resource {
	var list []*snapshot.Resource
	for _, other := range r.types[typ] {
		if r.spend(1) == nil && hasPrefixFold(other.ID, id+"/") {
			list = append(list, other)
		}
	}
	return list
}

// written are the children that the resource has written in it, as resources.
func (r *run) written(res *snapshot.Resource, typ string) []*snapshot.Resource {
	for _, row := range r.inlined {
		if row.parent+"/"+row.child != typ || row.flat {
			continue
		}
		list, _ := member(member(res.Body, "properties"), row.property).(*snapshot.Array)
		var values []snapshot.Value
		for _, v := range list.All() {
			values = append(values, v)
		}
		return asResources(res, typ, values)
	}
	return nil
}

// asResources are elements of a list as children of a resource.
func asResources(res *snapshot.Resource, typ string, values []snapshot.Value) []*snapshot.Resource {
	var list []*snapshot.Resource
	for _, v := range values {
		body, _ := v.(*snapshot.Object)
		name, _ := snapshot.Scalar(member(v, "name"))
		child := &snapshot.Resource{Type: typ, Name: res.Name + "/" + name, ID: res.ID + "/" + lastSegment(typ) + "/" + name, Scope: res.Scope, APIVersion: res.APIVersion, Body: body}
		child.Location = member(body, "location")
		list = append(list, child)
	}
	return list
}

// textOf is a text of the details; empty without.
func (r *run) textOf(t snapshot.Tree) (string, outcome) {
	if !t.IsValid() {
		return "", outcome{}
	}
	v, err := r.Eval(t)
	if err != nil {
		return "", r.broken(err)
	}
	s, ok := snapshot.Scalar(v)
	if !ok {
		return "", offlineValue(v)
	}
	return s, outcome{}
}

// hasName reports whether a resource has a name of the details: the last part
// or the whole, in which ? stands for any last part.
func hasName(res *snapshot.Resource, name string) bool {
	if name == "" || strings.EqualFold(name, res.Name) || strings.EqualFold(name, lastSegment(res.Name)) {
		return true
	}
	parent, any := strings.CutSuffix(name, "/?")
	return any && strings.EqualFold(parent, strings.TrimSuffix(res.Name, "/"+lastSegment(res.Name)))
}

// inScope reports whether a resource lies where a related one is looked for.
func inScope(id, asked, group string, subscription bool) bool {
	if !strings.EqualFold(segment(id, "subscriptions"), segment(asked, "subscriptions")) {
		return false
	}
	if group == "" {
		group = segment(asked, "resourceGroups")
	}
	return subscription || strings.EqualFold(segment(id, "resourceGroups"), group)
}
