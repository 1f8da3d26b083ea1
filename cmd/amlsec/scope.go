package main

import (
	"cmp"
	"regexp"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/amlsec/amlsec/plan"
	"github.com/amlsec/amlsec/snapshot"
)

// scopeFlags say what a template would be deployed to, for the commands that
// never connect: names and ids of Azure are made from it.
type scopeFlags struct {
	subscription, resourceGroup, location, tenant string
	parameters                                    string
}

// scopeHelp is what the help of these commands says of the flags.
const scopeHelp = `Nothing is asked of Azure. What the deployment would be to is told with
--subscription, --resource-group, --location and --tenant. Without them an intent's
own deployment fields count, and else stand-ins: the subscription
` + snapshot.PlaceholderSubscription + `, the group "` + snapshot.PlaceholderResourceGroup + `", no known region but the
intent's, no known tenant. Names made unique by uniqueString() follow from these.`

func (f *scopeFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.subscription, "subscription", "", "`id` of the subscription of the deployment")
	flags.StringVarP(&f.resourceGroup, "resource-group", "g", "", "`name` of the resource group of the deployment")
	flags.StringVarP(&f.location, "location", "l", "", "`region` of the deployment, or of its resource group")
	flags.StringVar(&f.tenant, "tenant", "", "`id` of the tenant of the subscription")
	flags.StringVar(&f.parameters, "parameters", "", "`file` with the parameters of the template")
	for _, name := range []string{"subscription", "resource-group", "location", "tenant"} {
		complete(cmd, name) // which only Azure knows
	}
	_ = cmd.MarkFlagFilename("parameters", "json")
}

// regionForm is what names of regions look like, those for people included.
var regionForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9 ]+$`)
})

// validate checks the flags: what Azure could not take would be a wrong id.
func (f *scopeFlags) validate() error {
	for _, x := range []struct {
		name, value string
		form        func() *regexp.Regexp
		hint        string
	}{
		{"--subscription", f.subscription, guid, "write its id, a GUID; \"az account show\" tells it"},
		{"--tenant", f.tenant, guid, "write its id, a GUID; \"az account show\" tells it"},
		{"--resource-group", f.resourceGroup, groupName, "write its name: at most 90 letters, digits, and - _ . ( )"},
		{"--location", f.location, regionForm, "write the name of a region, such as eastus2"},
	} {
		if x.value != "" && !x.form().MatchString(x.value) {
			return usage(x.hint, "%s %q: Azure has no such thing", x.name, x.value)
		}
	}
	return nil
}

// read checks the flags, and reads the file of --parameters.
func (f *scopeFlags) read(a *app) (parameters, error) {
	if err := f.validate(); err != nil {
		return parameters{}, err
	}
	params, err := a.readParameters(f.parameters)
	params.scope = *f
	return params, err
}

// options are the flags for a snapshot; what they leave open is that of a plan,
// if there is one.
func (f *scopeFlags) options(p *plan.Plan) snapshot.Options {
	opts := snapshot.Options{
		SubscriptionID: strings.ToLower(f.subscription), ResourceGroup: f.resourceGroup, TenantID: strings.ToLower(f.tenant),
		Location: strings.ToLower(strings.ReplaceAll(f.location, " ", "")),
	}
	if p == nil {
		return opts
	}
	opts.SubscriptionID = cmp.Or(opts.SubscriptionID, p.Scope.SubscriptionID)
	opts.ResourceGroup = cmp.Or(opts.ResourceGroup, p.Scope.ResourceGroup)
	opts.Location, opts.Cloud = cmp.Or(opts.Location, p.Location), snapshot.Cloud(p.Cloud)
	return opts
}
