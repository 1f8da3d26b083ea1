package armsim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/amlsec/amlsec/snapshot"
)

// Deployment is what became of one run of a deployment.
type Deployment struct {
	// ID and Name are those of the deployment; Scope is the id of where it is.
	ID, Name, Scope string
	// State is its provisioning state.
	State string
	// CorrelationID is that of the request that began it.
	CorrelationID string
	// Parent is the id of the deployment it is nested in; empty for none.
	Parent string
	// Foreign: somebody else began it.
	Foreign bool
	// Error is why it failed.
	Error *ErrorBody
	// Operations are how many resources were tried, Created those that succeeded.
	Operations, Created int
	// Template and Parameters are what it was begun with.
	Template, Parameters []byte
}

// Deployments are all runs in the order they began, nested ones included. A
// deployment that was put twice is there twice.
func (s *Server) Deployments() []Deployment {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	var list []Deployment
	for _, d := range s.history {
		list = append(list, d.public())
	}
	return list
}

// The states of deployments and operations.
const (
	accepted  = "Accepted"
	running   = "Running"
	succeeded = "Succeeded"
	failed    = "Failed"
	canceled  = "Canceled"
)

// deployment is one run of a deployment, nested ones included.
type deployment struct {
	id, name, scope, location string
	correlation, request      string
	state                     string
	began, ended              time.Time
	parent                    *step
	foreign                   bool
	tags                      any
	mode                      string
	template, parameters      []byte
	given                     []snapshot.Parameter
	declared                  []snapshot.Output
	outputs                   object
	err                       *ErrorBody
	steps                     []*step
	plan                      *plan
	operations                []*operation
}

func (d *deployment) active() bool { return d.state == accepted || d.state == running }

func (d *deployment) public() Deployment {
	p := Deployment{
		ID: d.id, Name: d.name, Scope: d.scope, State: d.state, CorrelationID: d.correlation, Foreign: d.foreign, Error: d.err,
		Operations: len(d.operations), Template: d.template, Parameters: d.parameters,
	}
	if d.parent != nil {
		p.Parent = d.parent.home.id
	}
	for _, o := range d.operations {
		if o.state == succeeded {
			p.Created++
		}
	}
	return p
}

// body is the deployment as Azure Resource Manager shows it.
func (d *deployment) body(now time.Time) object {
	end := d.ended
	if end.IsZero() {
		end = now
	}
	props := object{
		"provisioningState": d.state, "mode": d.mode, "correlationId": d.correlation, "timestamp": stamp(end), "duration": duration(end.Sub(d.began)),
		"templateHash": uuidOf(string(d.template)), "parameters": shownParameters(d.given), "providers": d.providers(), "dependencies": d.dependencies(),
	}
	if d.state == succeeded {
		props["outputs"], props["outputResources"] = d.outputs, d.outputResources()
	}
	if d.err != nil {
		props["error"] = d.err
	}
	b := object{"id": d.id, "name": d.name, "type": "Microsoft.Resources/deployments", "properties": props}
	if d.location != "" {
		b["location"] = d.location
	}
	if d.tags != nil {
		b["tags"] = d.tags
	}
	return b
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.0000000Z") }

// duration is a duration in ISO 8601.
func duration(d time.Duration) string {
	text := "PT"
	if m := int(d.Minutes()); m > 0 {
		text += strconv.Itoa(m) + "M"
	}
	return text + fmt.Sprintf("%.7gS", d.Seconds()-60*float64(int(d.Minutes())))
}

// shownParameters are parameters with their values, but for secure ones.
func shownParameters(list []snapshot.Parameter) object {
	shown := object{}
	for _, p := range list {
		one := object{"type": armType(p.Type)}
		if !p.Secure {
			if v, err := plain(p.Value); err == nil {
				one["value"] = v
			}
		}
		shown[p.Name] = one
	}
	return shown
}

// armType spells a type as Azure Resource Manager answers it.
func armType(t string) string {
	switch strings.ToLower(t) {
	case "securestring":
		return "SecureString"
	case "secureobject":
		return "SecureObject"
	}
	return capitalised(t)
}

func capitalised(t string) string {
	if t == "" {
		return t
	}
	return strings.ToUpper(t[:1]) + t[1:]
}

// camel spells the name of an output as Azure Resource Manager answers it: it
// lowers the upper-case letters at the beginning, but for the last before what
// is no such letter: azurE_LOCATION.
func camel(name string) string {
	r := []rune(name)
	for i := range r {
		if !unicode.IsUpper(r[i]) || i > 0 && i+1 < len(r) && !unicode.IsUpper(r[i+1]) {
			break
		}
		r[i] = unicode.ToLower(r[i])
	}
	return string(r)
}

// providers are the namespaces and types of what is deployed.
func (d *deployment) providers() []any {
	types, order := map[string][]any{}, []string{}
	for _, st := range d.steps {
		namespace, typ, _ := strings.Cut(st.typ, "/")
		one := object{"resourceType": typ, "locations": []any{st.location}}
		if _, seen := types[namespace]; !seen {
			order = append(order, namespace)
		}
		if !slices.ContainsFunc(types[namespace], func(t any) bool { return t.(object)["resourceType"] == typ }) {
			types[namespace] = append(types[namespace], one)
		}
	}
	list := []any{}
	for _, namespace := range order {
		list = append(list, object{"namespace": namespace, "resourceTypes": types[namespace]})
	}
	return list
}

func (d *deployment) dependencies() []any {
	list := []any{}
	for _, st := range d.steps {
		on := []any{}
		for _, need := range st.needs {
			on = append(on, object{"id": need.id, "resourceType": need.typ, "resourceName": nameOf(need.id)})
		}
		if len(on) > 0 {
			list = append(list, object{"dependsOn": on, "id": st.id, "resourceType": st.typ, "resourceName": nameOf(st.id)})
		}
	}
	return list
}

func (d *deployment) outputResources() []any {
	list := []any{}
	for _, st := range d.steps {
		if st.inner != nil {
			list = append(list, st.inner.outputResources()...)
		} else if st.state == succeeded {
			list = append(list, object{"id": st.id})
		}
	}
	return list
}
