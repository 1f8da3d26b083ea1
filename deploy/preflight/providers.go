package preflight

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/amlsec/amlsec/snapshot"
)

const (
	actionProviders = "Microsoft.Resources/subscriptions/providers/read"
	pageProviders   = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types"
)

// provider is a resource provider as a subscription sees it.
type provider struct {
	Namespace         string `json:"namespace"`
	RegistrationState string `json:"registrationState"`
	ResourceTypes     []struct {
		ResourceType string   `json:"resourceType"`
		Locations    []string `json:"locations"`
		APIVersions  []string `json:"apiVersions"`
	} `json:"resourceTypes"`
}

// supporting are the providers that work behind a type, without a resource of
// theirs in the template. Azure Resource Manager registers only those that are
// named in it.
type supporting struct {
	typ, namespace, why string
}

// supports lists them.
// https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/missingsubscriptionregistration-error
func supports() []supporting {
	return []supporting{
		{typeCluster, "Microsoft.Compute", "the nodes of the cluster"},
		{typeCluster, "Microsoft.PolicyInsights", "the policy add-on of the cluster"},
		{typeCluster, "Microsoft.OperationsManagement", "the monitoring add-on of the cluster"},
		{typeWorkspace, "Microsoft.Notebooks", "the notebooks of the workspace"},
	}
}

// providerNeed is a provider that a subscription needs.
type providerNeed struct {
	subscription, namespace, path, why string
	named                              bool // by a resource of the template
}

// providerNeeds are the providers needed, each once for a subscription.
func (w *world) providerNeeds() []providerNeed {
	var all []providerNeed
	seen := map[string]bool{}
	add := func(n providerNeed) {
		key := lower(n.subscription + " " + n.namespace)
		if n.subscription != "" && !seen[key] {
			seen[key] = true
			all = append(all, n)
		}
	}
	for _, r := range w.created {
		add(providerNeed{subscriptionOf(r.ID), canonical(namespaceOf(r.Type)), r.Origin.Path, r.Type, true})
	}
	for _, r := range w.created {
		for _, s := range supports() {
			if strings.EqualFold(s.typ, r.Type) {
				add(providerNeed{subscriptionOf(r.ID), s.namespace, r.Origin.Path, s.why, false})
			}
		}
	}
	return all
}

// canonical spells a namespace as Azure does: templates may write it in lower case.
func canonical(namespace string) string {
	if namespace == "microsoft.insights" {
		return "Microsoft.Insights"
	}
	return namespace
}

func providerTasks(w *world) []task {
	var tasks []task
	for _, n := range w.providerNeeds() {
		target := n.subscription + "/providers/" + n.namespace
		tasks = append(tasks, one(target, n.path, func(ctx context.Context) finding { return w.checkProvider(ctx, n) }))
	}
	return tasks
}

func (w *world) checkProvider(ctx context.Context, n providerNeed) finding {
	var p provider
	target := n.subscription + "/providers/" + n.namespace
	if err := w.get(ctx, target, versionProviders, &p); err != nil {
		return unread(err, "the provider "+n.namespace, actionProviders)
	}
	if strings.EqualFold(p.RegistrationState, "Registered") {
		return passed("registered")
	}
	if !n.named {
		return failed(p.RegistrationState, "registered, for "+n.why, n.register())
	}
	return w.checkRegistering(ctx, n, p.RegistrationState)
}

func (n providerNeed) register() string {
	return az("provider", "register", "--namespace", n.namespace, "--subscription", nameOf(n.subscription), "--wait")
}

// checkRegistering looks whether the deployment may register a provider that
// the template names.
func (w *world) checkRegistering(ctx context.Context, n providerNeed, state string) finding {
	action := n.namespace + "/register/action"
	entries, err := w.permissions(ctx, n.subscription)
	switch {
	case err != nil:
		f := failed(state, "registered", n.register())
		f.wanted += "; whether the deployment may register it cannot be seen: " + unread(err, "your roles", actionAssignments).reason
		return f
	case !allows(entries, action):
		return failed(state+", and no right to "+action, "registered", n.register()+", by somebody with "+action)
	}
	return passed(state + "; the deployment registers it")
}

// offered is a type with its version in a region, which a subscription needs.
type offered struct {
	subscription, typ, version, region, path string
}

// offers are the types needed, each once for its version and region.
func (w *world) offers() []offered {
	var all []offered
	seen := map[offered]bool{}
	for _, r := range w.created {
		o := offered{subscriptionOf(r.ID), r.Type, r.APIVersion, w.location(r), ""}
		if o.subscription == "" || seen[o] {
			continue
		}
		seen[o] = true
		o.path = r.Origin.Path
		all = append(all, o)
	}
	return all
}

func regionTasks(w *world) []task {
	var tasks []task
	for _, o := range w.offers() {
		target := o.subscription + "/providers/" + o.typ + "@" + o.version
		tasks = append(tasks, one(target, o.path, func(ctx context.Context) finding { return w.checkOffer(ctx, o) }))
	}
	return tasks
}

func (w *world) checkOffer(ctx context.Context, o offered) finding {
	namespace := canonical(namespaceOf(o.typ))
	var p provider
	if err := w.get(ctx, o.subscription+"/providers/"+namespace, versionProviders, &p); err != nil {
		return unread(err, "the provider "+namespace, actionProviders)
	}
	listed, ok := p.nearest(o.typ)
	if !ok {
		return notRun("the provider lists neither " + strconv.Quote(o.typ) + " nor what it is part of")
	}
	regions := p.ResourceTypes[listed].Locations
	if o.region != "" && o.region != "global" && len(regions) > 0 &&
		!slices.ContainsFunc(regions, func(r string) bool { return region(r) == o.region }) {
		return failed("not offered in "+o.region, "a region that offers "+o.typ,
			"choose another region in the intent's location: "+near(regions))
	}
	versions := p.ResourceTypes[listed].APIVersions
	if !slices.ContainsFunc(versions, func(v string) bool { return strings.EqualFold(v, o.version) }) {
		return failed("no API version "+o.version, o.version+" of "+o.typ,
			"this cloud has "+near(versions)+"; use a release of amlsec for it, or write the version into the Bicep")
	}
	return passed("offered")
}

// nearest is the index of a type among those that a provider lists, or that of
// the type it is part of: not all providers list children.
func (p provider) nearest(typ string) (int, bool) {
	_, name, _ := strings.Cut(typ, "/")
	for name != "" {
		for i, t := range p.ResourceTypes {
			if strings.EqualFold(t.ResourceType, name) {
				return i, true
			}
		}
		end := strings.LastIndexByte(name, '/')
		if end < 0 {
			break
		}
		name = name[:end]
	}
	return 0, false
}

// near are the first few of a list, in words.
func near(list []string) string {
	const few = 8
	if len(list) > few {
		return strings.Join(list[:few], ", ") + " and " + strconv.Itoa(len(list)-few) + " more"
	}
	return strings.Join(list, ", ")
}

const (
	actionFeatures = "Microsoft.Features/providers/features/read"
	pageHost       = "https://learn.microsoft.com/azure/aks/enable-host-encryption"
)

// feature is a feature that a subscription must have, and what uses it.
type feature struct {
	typ, path, namespace, name string
}

func features() []feature {
	return []feature{
		{typeCluster, "properties.agentPoolProfiles[*].enableEncryptionAtHost", "Microsoft.Compute", "EncryptionAtHost"},
	}
}

func featureTasks(w *world) []task {
	var tasks []task
	for _, f := range features() {
		for _, r := range w.of(f.typ) {
			uses := slices.ContainsFunc(snapshot.Find(r.Body, f.path), func(found snapshot.Found) bool { return found.Value == snapshot.Bool(true) })
			if !uses || subscriptionOf(r.ID) == "" {
				continue
			}
			target := subscriptionOf(r.ID) + "/providers/Microsoft.Features/providers/" + f.namespace + "/features/" + f.name
			tasks = append(tasks, one(target, r.Origin.Path, func(ctx context.Context) finding { return w.checkFeature(ctx, target, f) }))
		}
	}
	return tasks
}

func (w *world) checkFeature(ctx context.Context, target string, f feature) finding {
	var state struct {
		Properties struct {
			State string `json:"state"`
		} `json:"properties"`
	}
	if err := w.get(ctx, target, versionFeatures, &state); err != nil {
		return unread(err, "the feature "+f.name, actionFeatures)
	}
	if strings.EqualFold(state.Properties.State, "Registered") {
		return passed("registered")
	}
	sub := nameOf(subscriptionOf(target))
	return failed(state.Properties.State, "registered",
		az("feature", "register", "--namespace", f.namespace, "--name", f.name, "--subscription", sub)+", wait until it is registered, then "+
			az("provider", "register", "--namespace", f.namespace, "--subscription", sub))
}
