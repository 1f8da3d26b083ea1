// Package snapshot evaluates an Azure Resource Manager template offline into
// the concrete resources that a deployment of it would create. It knows nothing
// of how a template came to be: a template is JSON, and what comes out follows
// from that, the parameters and the stated scope alone. What only Azure can
// know stays an Unknown that says what it waits for; it is never dropped.
package snapshot

import (
	"cmp"
	"slices"
	"strings"

	"github.com/amlsec/amlsec/diag"
)

// Cloud is one of Azure's clouds.
type Cloud string

// The clouds, by the names that environment() gives them.
const (
	AzureCloud        Cloud = "AzureCloud"
	AzureUSGovernment Cloud = "AzureUSGovernment"
	AzureChinaCloud   Cloud = "AzureChinaCloud"
)

// The names that stand for what the options leave open, so that ids and hashed
// names are concrete. A location, a tenant or a time has no such stand-in: it
// stays Unknown.
const (
	PlaceholderSubscription    = "00000000-0000-0000-0000-000000000000"
	PlaceholderResourceGroup   = "resource-group"
	PlaceholderManagementGroup = "management-group"
	PlaceholderDeployment      = "main"
)

// Options say with which parameters and where a template is deployed. The zero
// value is the public cloud, the placeholders and the defaults of the template.
type Options struct {
	// File is the name of the template in diagnostics.
	File string
	// Parameters is the text of a parameters file; nil for none.
	Parameters []byte
	// ParametersFile is its name in diagnostics.
	ParametersFile string
	// Values are values of parameters by name. They win over Parameters.
	Values map[string]Value
	// AssumeMissing makes a required parameter without a value Unknown, with a
	// warning, instead of an error.
	AssumeMissing bool

	// SubscriptionID, ResourceGroup and ManagementGroup name the target of the
	// deployment; empty for the placeholders.
	SubscriptionID, ResourceGroup, ManagementGroup string
	// Location is the region of the resource group, or of a deployment to a
	// wider scope; empty when not known.
	Location string
	// TenantID is empty when not known.
	TenantID string
	// DeploymentName is empty for the placeholder.
	DeploymentName string
	// DeployerID is the object id of who deploys; empty when not known.
	DeployerID string
	// Cloud is empty for AzureCloud.
	Cloud Cloud
	// UTCNow is the time of the deployment in ISO 8601; empty when not known.
	UTCNow string
	// Limits bound the work.
	Limits Limits
}

// Snapshot is what a template comes to.
type Snapshot struct {
	// Resources are all resources of the template and of the deployments nested
	// in it, ordered by id. Deployments themselves are not among them. A
	// resource that two deployments describe is there twice.
	Resources []Resource
	// Deployments are the nested deployments, ordered by id.
	Deployments []Deployment
	// Parameters and Outputs are those of the template, in its order.
	Parameters []Parameter
	Outputs    []Output
	// Scope is the id of what the template is deployed to; empty for a tenant.
	Scope string
	// Location is the region of that scope; empty when not known.
	Location string
	// Diagnostics are what Take returned.
	Diagnostics diag.List
}

// Resource is one resource that would be created, or that is there already and
// is referred to.
type Resource struct {
	// ID is the full id. A part that is not known stands in brackets as the
	// expression that gives it. It is empty for a resource of an extension.
	ID string
	// Type is the full type, such as Microsoft.Network/virtualNetworks/subnets.
	// That of an extension resource is its own, not that of what it extends.
	Type string
	// APIVersion is the version of the API that the template names.
	APIVersion string
	// Name is the name with those of its parents, such as vnet/subnet.
	Name string
	// Scope is the id of what the resource lies in: a resource group, a
	// subscription, a management group, empty for the tenant; and the id of
	// another resource for an extension resource.
	Scope string
	// Location is nil when the resource has none.
	Location Value
	// Extension is the alias of the extension that a resource outside of Azure
	// belongs to; empty for those of Azure.
	Extension string
	// Existing: the template does not create the resource.
	Existing bool
	// Conditional is what Azure alone knows and what decides whether the
	// resource is created; nil when it is created in any case.
	Conditional Value
	// Repeated is what Azure alone knows and what says how many such resources
	// there are; nil when it is this one.
	Repeated Value
	// Body is the resource as it would be sent: everything but id, type, name and apiVersion.
	Body *Object
	// DependsOn are the ids of what must be created first.
	DependsOn []string
	// Origin says which part of the template the resource comes from.
	Origin Origin
}

// Find gives the values at a path of the body; see Find.
func (r Resource) Find(path string) []Found { return Find(r.Body, path) }

// Properties is the member properties of the body; nil when there is none.
func (r Resource) Properties() *Object {
	v, _ := r.Body.Get("properties")
	o, _ := v.(*Object)
	return o
}

// Origin is a place in a template.
type Origin struct {
	// Pointer is the JSON pointer in the file, such as /resources/0.
	Pointer string
	// Path names the resource and the deployments around it, from the outside:
	// symbolic names, or else the names of deployments and resources, with the
	// number of the copy, such as network/subnet[1].
	Path string
	// Pos is the line and column in the file.
	Pos diag.Pos
}

// Deployment is a deployment nested in the template.
type Deployment struct {
	// ID, Name, Scope, Conditional, Repeated and Origin are as those of a Resource.
	ID, Name, Scope       string
	Conditional, Repeated Value
	Origin                Origin
	// Linked is where the template lies when it is not part of this one, so
	// that its resources are not in the snapshot; nil otherwise.
	Linked Value
	// Parameters and Outputs are those of the nested template.
	Parameters []Parameter
	Outputs    []Output
	// DependsOn are the ids of what must be created first.
	DependsOn []string
}

// Parameter is a parameter of a template.
type Parameter struct {
	Name string
	// Type is the declared type, or the name of the definition it refers to.
	Type string
	// Secure: the value is a secret.
	Secure bool
	// Default is the value of the template; nil when it has none.
	Default Value
	// Value is the value used.
	Value Value
	// Pos is where the parameter is declared.
	Pos diag.Pos
}

// Output is an output of a template.
type Output struct {
	Name string
	// Type is the declared type.
	Type string
	// Secure: the value is not kept in the history of the deployment.
	Secure bool
	// Conditional is what decides whether there is the output; nil when there is in any case.
	Conditional Value
	// Value is the value.
	Value Value
	// Pos is where the output is declared.
	Pos diag.Pos
}

// Take evaluates a template. With errors in the list the snapshot is
// incomplete: what could not be evaluated is Unknown in it, as a "fail".
func Take(src []byte, opts Options) (*Snapshot, diag.List) {
	t := newTaker(src, opts)
	snap := t.take(string(src))
	if t.broken != nil {
		t.report(nil, t.broken)
	}
	t.diags.Sort()
	snap.Diagnostics = t.diags
	return snap, t.diags
}

// taker is one run of Take.
type taker struct {
	budget
	opts     Options
	lines    *diag.Lines
	diags    diag.List
	builtins map[string]*builtin
	byID     map[string]*entry                              // of all deployments, by lower-cased id; the first
	created  []*entry                                       // all that are part of the snapshot
	nested   []*entry                                       // all deployments
	stopped  bool                                           // errors are no longer reported
	quiet    bool                                           // what is evaluated need not have a value
	host     func(name string, args []Value) (Value, error) // of a Language
}

func newTaker(src []byte, opts Options) *taker {
	return &taker{
		budget:   budget{limits: opts.Limits.withDefaults()},
		opts:     opts,
		lines:    diag.NewLines(src),
		builtins: builtins(),
		byID:     map[string]*entry{},
	}
}

// take evaluates the template from top to bottom.
func (t *taker) take(src string) *Snapshot {
	snap := &Snapshot{Location: t.opts.Location}
	root, err := readJSON(src, t.limits)
	if err != nil {
		t.reportJSON(err)
		return snap
	}
	f := t.rootFrame(root)
	if f == nil {
		return snap
	}
	snap.Scope = t.show(f.scope.id())
	f.run()
	snap.Parameters, snap.Outputs = f.parameterList(), f.outputs
	t.collect(snap)
	return snap
}

// collect puts what was evaluated into the snapshot, in a fixed order.
func (t *taker) collect(snap *Snapshot) {
	for _, e := range t.created {
		if r, ok := e.resource(); ok {
			snap.Resources = append(snap.Resources, r)
		}
	}
	for _, e := range t.nested {
		if !e.skipped && t.broken == nil {
			snap.Deployments = append(snap.Deployments, e.deployment())
		}
	}
	snap.Resources = byID(snap.Resources, func(r *Resource) (string, Origin) { return r.ID, r.Origin })
	snap.Deployments = byID(snap.Deployments, func(d *Deployment) (string, Origin) { return d.ID, d.Origin })
}

// byID is a list in the order of ids, whose case does not count, and of origins.
// Each id is put in lower case once, not at every comparison.
func byID[T any](list []T, about func(*T) (id string, from Origin)) []T {
	type place struct {
		id   string
		from Origin
		at   int
	}
	places := make([]place, len(list))
	for i := range list {
		id, from := about(&list[i])
		places[i] = place{strings.ToLower(id), from, i}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(strings.Compare(a.id, b.id), a.from.compare(b.from), cmp.Compare(a.at, b.at))
	})
	var sorted []T
	for _, p := range places {
		sorted = append(sorted, list[p.at])
	}
	return sorted
}

func (o Origin) compare(p Origin) int {
	return cmp.Or(strings.Compare(o.Path, p.Path), o.Pos.Compare(p.Pos))
}
