package preflight

import (
	"context"
	"strings"
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
		key := strings.ToLower(n.subscription + " " + n.namespace)
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
