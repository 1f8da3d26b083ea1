package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/deploy/arm"
	causes "github.com/amlsec/amlsec/deploy/failure"
	"github.com/amlsec/amlsec/diag"
	"github.com/amlsec/amlsec/snapshot"
)

// targetFlags say where something is deployed to, and who does it.
type targetFlags struct {
	subscription, resourceGroup, location string
	credential, tenant                    string
	name, parameters                      string
	// lenient: parameters of an intent may lack values, which are secrets: no name
	// is made from them.
	lenient bool
}

func (f *targetFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.subscription, "subscription", "", "`id` of the subscription; default: the intent's, or AZURE_SUBSCRIPTION_ID")
	flags.StringVarP(&f.resourceGroup, "resource-group", "g", "", "`name` of the resource group; default: the intent's, or AZURE_RESOURCE_GROUP")
	flags.StringVarP(&f.location, "location", "l", "", "`region` of the resource group, or of a deployment to a subscription; default: the intent's")
	flags.StringVar(&f.credential, "credential", "default", "`way` to log in: "+strings.Join(arm.Credentials(), ", "))
	flags.StringVar(&f.tenant, "tenant", "", "`id` of the tenant to log in to; default: AZURE_TENANT_ID, or the credential's own")
	flags.StringVar(&f.name, "name", "", "`name` of the deployment; default: amlsec-<name of the intent>")
	flags.StringVar(&f.parameters, "parameters", "", "`file` with the parameters of the template")
	complete(cmd, "credential", arm.Credentials()...)
	for _, name := range []string{"subscription", "resource-group", "location", "tenant", "name"} {
		complete(cmd, name) // which only Azure knows
	}
	_ = cmd.MarkFlagFilename("parameters", "json")
}

// target is what is deployed, and where to.
type target struct {
	deployable
	client *arm.Client
	scope  arm.Scope
	// name is that of the deployment.
	name string
	// template is the ARM template, and parameters the values for it, as in the
	// member "parameters" of a parameters file: an object.
	template, parameters json.RawMessage
	// known is what the template was evaluated with.
	known snapshot.Options
}

// target renders an argument, evaluates it for its real place, and prepares the
// connection. Diagnostics are printed; a target without error has a snapshot.
func (a *app) target(ctx context.Context, arg string, f targetFlags) (*target, error) {
	params, err := a.readParameters(f.parameters)
	if err != nil {
		return nil, err
	}
	t := &target{}
	d := a.deployableAt(ctx, input{arg}, params, func(d *deployable, template []byte) (snapshot.Options, error) {
		t.template = template
		return t.locate(a, d, f)
	})
	if err := a.tellProblems(d); err != nil {
		return nil, err
	}
	t.deployable = d
	if t.parameters, err = params.values(); err != nil {
		return nil, err
	}
	var cloud snapshot.Cloud
	if d.plan != nil {
		cloud = snapshot.Cloud(d.plan.Cloud)
	}
	t.client, err = a.connect(f, cloud)
	return t, err
}

// connect prepares the connection that the flags ask for.
func (a *app) connect(f targetFlags, cloud snapshot.Cloud) (*arm.Client, error) {
	opts := a.azure
	opts.Cloud, opts.Getenv, opts.Credential, opts.TenantID = cloud, a.getenv, f.credential, f.tenant
	opts.Trace, opts.Notice = a.debugf, a.notice
	client, err := arm.Connect(opts)
	var setting *arm.SettingError
	if errors.As(err, &setting) {
		return nil, usage(setting.Hint, "%s: %s", setting.Name, setting.Why)
	}
	return client, err
}

// locate finds the scope and the name of the deployment of a template, and is
// what they mean for its evaluation.
func (t *target) locate(a *app, d *deployable, f targetFlags) (snapshot.Options, error) {
	if err := t.locateScope(a, d, f); err != nil {
		return snapshot.Options{}, err
	}
	if t.name = f.name; t.name == "" {
		t.name = d.deploymentName()
	}
	if !isDeploymentName(t.name) {
		return snapshot.Options{}, usage("use letters, digits, -, _, ., ( and ), at most 64",
			"--name %q: this is no name of a deployment", t.name)
	}
	tenant := f.tenant
	if tenant == "" {
		tenant = a.getenv("AZURE_TENANT_ID")
	}
	t.known = snapshot.Options{
		SubscriptionID: t.scope.SubscriptionID, ResourceGroup: t.scope.ResourceGroup, Location: t.scope.Location,
		TenantID: tenant, DeploymentName: t.name, AssumeMissing: f.lenient && d.plan != nil,
	}
	if d.plan != nil {
		t.known.Cloud = snapshot.Cloud(d.plan.Cloud)
	}
	return t.known, nil
}

// What names of Azure look like, by its own rules.
var (
	deploymentName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[-\w.()]{1,64}$`)
	})
	groupName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[\p{L}\p{N}._()-]{0,89}[\p{L}\p{N}_()-]$`)
	})
	guid = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	})
	notInName = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`[^-\w.()]+`)
	})
)

// isDeploymentName reports whether a deployment may have a name. Dots alone would
// lead to what is above it.
func isDeploymentName(s string) bool {
	return deploymentName().MatchString(s) && strings.Trim(s, ".") != ""
}

// checkSubscription wants the id of a subscription, which comes from one of the places.
func checkSubscription(id, places string) error {
	switch hint := "name it by its id with " + places + `; "az account show" tells it`; {
	case id == "":
		return usage(hint, "no subscription is named")
	case !guid().MatchString(id):
		return usage(hint, "subscription %q: this is no id of a subscription", id)
	}
	return nil
}

// checkGroup wants the name of a resource group, which comes from one of the places.
func checkGroup(name, places string) error {
	switch hint := "name one that exists with " + places; {
	case name == "":
		return usage(hint, "no resource group is named")
	case !groupName().MatchString(name):
		return usage(hint, "resource group %q: this is no name of a resource group", name)
	}
	return nil
}

func (t *target) locateScope(a *app, d *deployable, f targetFlags) error {
	var group string
	t.scope, group = d.asked()
	toSubscription, err := d.toSubscription(t.template)
	if err != nil {
		return err
	}
	choose := func(given, asked, variable string) string {
		for _, s := range []string{given, asked, a.getenv(variable)} {
			if s != "" {
				return s
			}
		}
		return ""
	}
	t.scope.SubscriptionID = choose(f.subscription, t.scope.SubscriptionID, "AZURE_SUBSCRIPTION_ID")
	t.scope.Location = choose(f.location, t.scope.Location, "AZURE_LOCATION")
	if err := checkSubscription(t.scope.SubscriptionID, "--subscription, deployment.subscription of the intent, or AZURE_SUBSCRIPTION_ID"); err != nil {
		return err
	}
	if toSubscription {
		return t.locateInSubscription(d, f, group)
	}
	t.scope.ResourceGroup = choose(f.resourceGroup, group, "AZURE_RESOURCE_GROUP")
	return checkGroup(t.scope.ResourceGroup, "--resource-group, deployment.resourceGroup of the intent, or AZURE_RESOURCE_GROUP")
}

// locateInSubscription checks what only deployments to a subscription need.
func (t *target) locateInSubscription(d *deployable, f targetFlags, group string) error {
	switch {
	case t.scope.Location == "":
		return usage("name it with --location", "%s: a deployment to a subscription needs a region", d.name)
	case f.resourceGroup != "" && !strings.EqualFold(f.resourceGroup, group):
		return usage("set deployment.resourceGroup of the intent, or the parameter resourceGroupName with --parameters",
			"--resource-group %q: %s is deployed to the subscription and creates its resource group itself", f.resourceGroup, d.name)
	}
	return nil
}

// asked is where the intent asks to be deployed, and its resource group.
func (d *deployable) asked() (arm.Scope, string) {
	if d.plan == nil {
		return arm.Scope{}, ""
	}
	return arm.Scope{SubscriptionID: d.plan.Scope.SubscriptionID, Location: d.plan.Location}, d.plan.Scope.ResourceGroup
}

// toSubscription reports whether a template is deployed to a subscription, as
// its schema says.
func (d *deployable) toSubscription(template []byte) (bool, error) {
	var head struct {
		Schema string `json:"$schema"`
	}
	if err := json.Unmarshal(template, &head); err != nil {
		return false, usage("name an intent, a .bicep file or a template", "cannot read %q: it is no JSON: %s", d.name, err)
	}
	schema := strings.ToLower(head.Schema)
	switch {
	case strings.Contains(schema, "/subscriptiondeploymenttemplate.json"):
		return true, nil
	case strings.Contains(schema, "/tenantdeploymenttemplate.json"), strings.Contains(schema, "/managementgroupdeploymenttemplate.json"):
		return false, usage("amlsec deploys to a resource group or a subscription",
			"%s: this template is for a tenant or a management group", d.name)
	}
	return false, nil
}

// deploymentName is the default name of the deployment: the same each time, so
// that a run finds the one before, and the history does not fill.
func (d *deployable) deploymentName() string {
	base := d.in.base()
	if d.plan != nil {
		base = d.plan.Intent.Name.V
	}
	name := "amlsec-" + strings.Trim(notInName().ReplaceAllString(base, "-"), "-.")
	return name[:min(len(name), 64)]
}

// values are the values in a parameters file, a document or the parameters
// alone; an empty object without one.
func (p parameters) values() (json.RawMessage, error) {
	if p.text == nil {
		return json.RawMessage("{}"), nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(p.text, &members); err != nil {
		return nil, usage(`write {"parameters": {"name": {"value": …}}}`, "%q holds no parameters", p.name)
	}
	for name, list := range members {
		if strings.EqualFold(name, "parameters") {
			return list, nil
		}
	}
	maps.DeleteFunc(members, func(name string, _ json.RawMessage) bool { return strings.HasPrefix(name, "$") })
	list, err := json.Marshal(members)
	if err != nil {
		return nil, failed(err, "cannot read %q", p.name)
	}
	return list, nil
}

// notice tells of a wait on standard error.
func (a *app) notice(format string, args ...any) {
	line := diag.Printable(fmt.Sprintf(format, args...)) + "\n"
	if a.notices != nil {
		a.notices(line)
		return
	}
	_, _ = io.WriteString(a.err, line) // nobody is left to tell when it cannot be written
}

// azure words an error of a connection. What was being done is told with it.
func azure(err error, format string, args ...any) error {
	var login *arm.LoginError
	if errors.As(err, &login) {
		return &exit{code: exitFailure, msg: login.Error(), hint: login.Hint()}
	}
	err = failed(err, format, args...)
	var answer *arm.Error
	if e := (*exit)(nil); errors.As(err, &answer) && errors.As(err, &e) {
		e.hint = causes.Advise(answer.Code, answer.Message).Do
	}
	return err
}
