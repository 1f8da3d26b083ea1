package armsim

import (
	"fmt"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

// prepare is the beginning of a PUT of a resource: it says why the provider
// refuses, or notes in st.kept what is going to exist.
func (s *Server) prepare(st *step, r resolver) *ErrorBody {
	v, err := r.value(st.body)
	if err != nil {
		e := asError(err)
		return &e
	}
	st.kept = v.(object)
	for _, check := range []func(*step) *ErrorBody{s.placed, s.versioned, s.refersToWhatExists, s.undisturbed, s.allowed} {
		if e := check(st); e != nil {
			return e
		}
	}
	return nil
}

// placed looks for what a resource lies in: a group, a parent, what it extends.
func (s *Server) placed(st *step) *ErrorBody {
	w := s.World
	if strings.Contains(st.id, "[") {
		return &ErrorBody{Code: "InvalidTemplate", Message: "The simulator cannot deploy '" + st.id + "': only Azure knows its name."}
	}
	if g := groupOf(st.id); g != "" && !isGroup(st.typ) && w.groups[strings.ToLower(groupID(st.id))] == nil {
		return &ErrorBody{Code: "ResourceGroupNotFound", Message: "Resource group '" + g + "' could not be found."}
	}
	if parent := parentOf(st.id); parent != "" && !s.sees(st, parent) {
		return &ErrorBody{Code: "ParentResourceNotFound", Message: fmt.Sprintf("Failed to perform 'write' on resource(s) of type '%s', because the parent resource '%s' could not be found.", st.typ, parent)}
	}
	if outer, _, ok := lastProvider(st.id); ok && strings.Contains(strings.ToLower(outer), "/providers/") && !s.sees(st, outer) {
		return notFound(outer)
	}
	return nil
}

// sees reports whether a resource exists for a step. What the same deployment
// creates exists only for those that depend on it: without that, it depends on
// what takes how long, and the simulator takes the unlucky order.
func (s *Server) sees(st *step, id string) bool {
	r := s.World.find(id)
	if r == nil || st == nil {
		return r != nil
	}
	ours := st.home.plan.all[strings.ToLower(r.id)]
	return ours == nil || ours == st || r.by != st.home.plan || st.follows(ours)
}

func notFound(id string) *ErrorBody {
	return &ErrorBody{Code: "ResourceNotFound", Message: fmt.Sprintf("The Resource '%s/%s' under resource group '%s' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
		typeOf(id), nameOf(id), groupOf(id))}
}

// versioned holds a resource to the versions and regions of its type.
func (s *Server) versioned(st *step) *ErrorBody {
	return s.World.offered(st.typ, st.api, st.location)
}

// refersToWhatExists looks for every resource that the body names.
func (s *Server) refersToWhatExists(st *step) *ErrorBody {
	for _, id := range idsIn(st.kept) {
		if e := s.refers(st, id); e != nil {
			return e
		}
	}
	return nil
}

func (s *Server) refers(st *step, id string) *ErrorBody {
	w, key, self := s.World, strings.ToLower(id), strings.ToLower(st.id)
	ours := st.home.plan.all[key]
	switch {
	case key == self, strings.HasPrefix(key, self+"/"), s.sees(st, id), isBuiltIn(id):
		return nil
	case w.busy[key] != nil:
		return &ErrorBody{Code: "ReferencedResourceNotProvisioned", Message: fmt.Sprintf(
			"Cannot proceed with operation because resource %s used by resource %s is not in Succeeded state. Resource is in Updating state and the last operation that updated/is updating the resource is PutOperation.", id, st.id)}
	case ours == nil && s.partOfOther(id):
		return nil
	case strings.HasPrefix(strings.ToLower(st.typ), "microsoft.network/"):
		return &ErrorBody{Code: "InvalidResourceReference", Message: fmt.Sprintf(
			"Resource %s referenced by resource %s was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.", id, st.id)}
	}
	return notFound(id)
}

// partOfOther reports whether an id names a part of a resource that exists, such
// as an address configuration: that is no resource of its own.
func (s *Server) partOfOther(id string) bool {
	parent := parentOf(id)
	return parent != "" && s.World.find(parent) != nil && !strings.EqualFold(typeOf(id), subnetType)
}

const (
	subnetType   = "Microsoft.Network/virtualNetworks/subnets"
	networkType  = "Microsoft.Network/virtualNetworks"
	endpointType = "Microsoft.Network/privateEndpoints"
)

func isBuiltIn(id string) bool {
	t := strings.ToLower(typeOf(id))
	return t == "microsoft.authorization/roledefinitions" || t == "microsoft.authorization/policydefinitions"
}

func isGroup(typ string) bool { return strings.EqualFold(typ, "Microsoft.Resources/resourceGroups") }

// idsIn are the ids of resources in a body, sorted.
func idsIn(v any) []string {
	var ids []string
	switch v := v.(type) {
	case string:
		lower := strings.ToLower(v)
		if strings.HasPrefix(lower, "/subscriptions/") && strings.Contains(lower, "/providers/") && !strings.ContainsAny(v, " ,;") {
			ids = append(ids, strings.TrimSuffix(v, "/"))
		}
	case []any:
		for _, item := range v {
			ids = append(ids, idsIn(item)...)
		}
	case object:
		for _, item := range v {
			ids = append(ids, idsIn(item)...)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// undisturbed refuses what Azure refuses side by side: changes of the subnets
// of one network, and private endpoints of one subnet.
func (s *Server) undisturbed(st *step) *ErrorBody {
	network := networkOf(st)
	for _, other := range s.sideBySide(st) {
		switch {
		case network != "" && other != st && strings.EqualFold(networkOf(other), network):
			return &ErrorBody{Code: "AnotherOperationInProgress", Message: fmt.Sprintf(
				"Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: %s/subscriptions/%s/providers/Microsoft.Network/locations/%s/operations/%s?api-version=2025-05-01.",
				s.places.arm.url, subscriptionOf(st.id), s.opts.Location, other.op.request)}
		case strings.EqualFold(st.typ, endpointType) && disturbs(other, subnetsOf(st)):
			return &ErrorBody{Code: "ReferencedResourceNotProvisioned", Message: fmt.Sprintf(
				"Cannot proceed with operation because resource %s used by resource %s is not in Succeeded state. Resource is in Updating state and the last operation that updated/is updating the resource is PutSubnetOperation.",
				subnetsOf(st)[0], st.id)}
		}
	}
	return nil
}

// sideBySide are the steps that are under way, and those of the same template
// that could be: nothing orders them and st.
func (s *Server) sideBySide(st *step) []*step {
	list := s.World.busySteps()
	for _, other := range ordered(st.home.plan.roots) {
		if other != st && other.kept != nil && other.state != failed && !st.follows(other) && !other.follows(st) && !slices.Contains(list, other) {
			list = append(list, other)
		}
	}
	return list
}

// networkOf is the network that a step changes; empty for other steps.
func networkOf(st *step) string {
	switch {
	case strings.EqualFold(st.typ, subnetType):
		return parentOf(st.id)
	case strings.EqualFold(st.typ, networkType):
		return st.id
	}
	return ""
}

// subnetsOf are the subnets that the resource of a step is put into.
func subnetsOf(st *step) []string {
	return slices.DeleteFunc(idsIn(st.kept), func(id string) bool { return !strings.EqualFold(typeOf(id), subnetType) })
}

// disturbs reports whether a step changes subnets, or puts a private endpoint into one of them.
func disturbs(other *step, subnets []string) bool {
	return slices.ContainsFunc(subnets, func(id string) bool {
		same := func(x string) bool { return strings.EqualFold(x, id) }
		return strings.EqualFold(networkOf(other), parentOf(id)) ||
			strings.EqualFold(other.typ, endpointType) && slices.ContainsFunc(subnetsOf(other), same)
	})
}

// resolver knows what exists, for the expressions of a deployment.
// A step sees what it depends on; nil sees everything.
func (s *Server) resolver(d *deployment, st *step) resolver {
	return resolver{opts: d.plan.opts, runtime: func(fn string, args []any) (any, error) {
		if id, ok := first(args); ok && strings.HasPrefix(id, "/") && s.deployments[strings.ToLower(id)] == nil && !s.sees(st, id) {
			return nil, notFound(id)
		}
		return s.World.runtime(d, fn, args)
	}}
}

func first(args []any) (string, bool) {
	if len(args) == 0 {
		return "", false
	}
	text, ok := args[0].(string)
	return text, ok
}

// options are those of evaluating a template.
func (s *Server) options(scope, name, location string, parameters []byte) snapshot.Options {
	if location == "" {
		if g := s.World.groups[strings.ToLower(scope)]; g != nil {
			location, _ = g["location"].(string)
		}
	}
	return snapshot.Options{
		Parameters: parameters, SubscriptionID: subscriptionOf(scope), ResourceGroup: groupOf(scope), Location: location,
		TenantID: s.opts.TenantID, DeploymentName: name, DeployerID: ObjectID, Cloud: s.opts.Cloud, UTCNow: s.now().Format("2006-01-02T15:04:05Z"),
	}
}
