package generator

import (
	"fmt"
	"path"

	"github.com/amlsec/amlsec/plan"
)

// page is one file to render: where it goes, the template it begins with, and
// what that template sees.
type page struct {
	path     string
	template string
	data     any
}

const (
	mainFile        = "main.bicep"
	templateFile    = "main.json"
	bicepParamsFile = "main.bicepparam"
	modulesDir      = "modules"
	environmentFile = "environment.bicep"
)

// environment is what the templates of a whole environment see: the plan, and
// what depends on the file that is rendered.
type environment struct {
	*plan.Plan
	Header string
	// Siblings is the way from the file to its modules: "modules/" or "".
	Siblings string
	// Params and Outputs stand before those of the plan.
	Params  []parameter
	Outputs []output
	// Granted are the roles that the file's assignments grant.
	Granted []builtInRole
	// EnvironmentFile is, at subscription scope, the file of the environment.
	EnvironmentFile string
}

// module is what the templates of a module see.
type module struct {
	plan.Module
	Header  string
	Params  []parameter
	Outputs []output
	Granted []builtInRole
	// Network is the symbol of the network that gets the subnets.
	Network string
}

// parameter is a parameter with its default in Bicep, empty for none.
type parameter struct {
	plan.Param
	Text string
}

// output is an output with its value in Bicep.
type output struct {
	plan.Output
	Text string
}

// pages are the files of a plan in Bicep, in order.
func pages(p *plan.Plan) ([]page, error) {
	var list []page
	if p.Scope.Subscription {
		whole, err := subscriptionView(p)
		if err != nil {
			return nil, err
		}
		inner, err := environmentView(p, "")
		if err != nil {
			return nil, err
		}
		list = append(list,
			page{mainFile, "subscription.bicep.tmpl", whole},
			page{path.Join(modulesDir, environmentFile), "main.bicep.tmpl", inner})
	} else {
		view, err := environmentView(p, modulesDir+"/")
		if err != nil {
			return nil, err
		}
		list = append(list, page{mainFile, "main.bicep.tmpl", view})
	}
	for _, m := range p.Modules {
		view, err := moduleView(m)
		if err != nil {
			return nil, err
		}
		list = append(list, page{path.Join(modulesDir, m.File), "module.bicep.tmpl", view})
	}
	return list, nil
}

// environmentView is the environment in one file at resource-group scope.
func environmentView(p *plan.Plan, siblings string) (environment, error) {
	v := environment{Plan: p, Header: Header, Siblings: siblings, Granted: rolesOf(p.Roles)}
	var err error
	if v.Params, err = parameters(p.Params); err != nil {
		return v, err
	}
	v.Outputs, err = outputs(p.Outputs)
	return v, err
}

// subscriptionView is main.bicep at subscription scope: it makes the resource
// group, and calls the environment with parameters of the same names.
func subscriptionView(p *plan.Plan) (environment, error) {
	v := environment{
		Plan: p, Header: Header, Siblings: modulesDir + "/",
		EnvironmentFile: environmentFile,
	}
	params, err := parameters(append([]plan.Param{groupParameter(p)}, p.Params...))
	if err != nil {
		return v, err
	}
	for _, q := range params {
		if _, ok := q.Default.(plan.Suffix); ok {
			q.Text = "uniqueString(subscription().id, " + resourceGroupName + ", location)"
		}
		v.Params = append(v.Params, q)
	}
	for _, o := range p.Outputs {
		v.Outputs = append(v.Outputs, output{Output: o, Text: "environment.outputs." + o.Name})
	}
	return v, nil
}

// resourceGroupName is the parameter with the name of the resource group.
const resourceGroupName = "resourceGroupName"

func groupParameter(p *plan.Plan) plan.Param {
	name := p.Scope.GroupName
	if name == nil {
		name = plan.Text(p.Scope.ResourceGroup)
	}
	return plan.Param{
		Origin: p.Scope.Origin, Name: resourceGroupName, Type: "string",
		Description: "Name of the resource group to create.",
		Default:     name, MinLength: 1, MaxLength: 90,
	}
}

// moduleView is a module. Its parameters have no defaults: main.bicep passes
// every one.
func moduleView(m plan.Module) (module, error) {
	v := module{Module: m, Header: Header, Network: networkOf(m), Granted: rolesOf(m.Roles)}
	for _, p := range m.Params {
		v.Params = append(v.Params, parameter{Param: p})
	}
	var err error
	v.Outputs, err = outputs(m.Outputs)
	return v, err
}

// networkOf is the symbol of the virtual network among what a module refers to.
func networkOf(m plan.Module) string {
	for _, e := range m.Existing {
		if e.Type == "Microsoft.Network/virtualNetworks" {
			return e.Symbol
		}
	}
	return ""
}

func parameters(params []plan.Param) ([]parameter, error) {
	list := make([]parameter, len(params))
	for i, p := range params {
		list[i] = parameter{Param: p}
		if p.Default == nil {
			continue
		}
		text, err := valueOf(p.Default)
		if err != nil {
			return nil, fmt.Errorf("default of parameter %s: %w", p.Name, err)
		}
		list[i].Text = text
	}
	return list, nil
}

func outputs(outs []plan.Output) ([]output, error) {
	list := make([]output, len(outs))
	for i, o := range outs {
		text, err := valueOf(o.Value)
		if err != nil {
			return nil, fmt.Errorf("output %s: %w", o.Name, err)
		}
		list[i] = output{Output: o, Text: text}
	}
	return list, nil
}
